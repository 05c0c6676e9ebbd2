/** For tests: plans of given loads, as a search would hand them over. */
import type { DispatchPlanProblem, DispatchShiftPlan, DispatchTruck } from '../../../models/dispatch.ts';
import { denseShift } from '../../dispatch/dense.ts';
import type { Placement } from '../../dispatch/instance.ts';
import { scheduleOf } from '../../dispatch/plan.ts';
import { litresIn } from '../../dispatch/units.ts';
import { unplacedInBrief } from '../../dispatch/unplaced-report.ts';
import { Rng } from '../../shared/rng.ts';
import type { Amended } from './amend.ts';
import type { TimedLoad } from './load-place.ts';

/** The plan with these loads, fixed ones of the shift included; whether it keeps the rules is not asked. */
export function planWith(
  shift: DispatchPlanProblem,
  loads: readonly TimedLoad[],
  hired: readonly DispatchTruck[] = [],
): DispatchShiftPlan {
  const whole = { ...shift, trucks: [...shift.trucks, ...hired] };
  const dense = denseShift(whole, whole.fixed, 0);
  const placements = loads.map((load): Placement => {
    const plant = dense.plantIndex.get(load.plant)!;
    return {
      order: dense.orderIndex.get(load.order)!,
      truck: dense.truckIndex.get(load.truck)!,
      plant,
      dock: Math.min(dense.instance.dockFrom[plant] + load.dock, dense.instance.dockFrom[plant + 1] - 1),
      volumeL: litresIn(load.volumeM3),
      loadStart: load.loadStart,
      unloadStart: load.unloadStart,
    };
  });
  return { mode: 'plan', ...scheduleOf(dense, placements), unplaced: unplacedInBrief(dense, placements) };
}

/** What is fixed as it is, and what is open as planned. */
export function asPlanned({ shift, loads }: Amended): TimedLoad[] {
  const fixed = shift.fixed.map((load) => ({
    ...{ order: load.order, truck: load.truck, plant: load.plant, dock: load.dock ?? 0, volumeM3: load.volumeM3 ?? 0 },
    ...{ loadStart: Number(load.loadStart), unloadStart: Number(load.unloadStart) },
  }));
  return [...fixed, ...loads.filter(({ state }) => state === 'open')];
}

/** What is fixed as it is, and open loads dropped, moved, put on other trucks, made smaller or doubled; new ones of any order. */
export function disturbed(amended: Amended, seed: number): TimedLoad[] {
  const { shift, now } = amended;
  const rng = new Rng(seed);
  const among = <Item>(items: readonly Item[]) => items[rng.below(items.length)];
  const later = (load: TimedLoad, seconds: number) => ({
    ...load,
    loadStart: load.loadStart + seconds,
    unloadStart: load.unloadStart + seconds,
  });
  const open = asPlanned(amended).slice(shift.fixed.length);
  const changed = open.flatMap((load): TimedLoad[] => {
    const other = { ...load, truck: among(shift.trucks).id };
    switch (rng.below(10)) {
      case 0:
        return [];
      case 1:
        return [other];
      case 2:
        return [later(load, (rng.below(81) - 40) * 60)];
      case 3:
        return [{ ...load, volumeM3: Math.max(0.1, load.volumeM3 - 1) }];
      case 4:
        return [load, later(other, 7200)];
      default:
        return [load];
    }
  });
  const added = shift.orders.flatMap(({ id, volumeM3 }): TimedLoad[] => {
    if (rng.below(4) > 0) return [];
    const loadStart = now + rng.below(20_000);
    return [
      {
        ...{ order: id, truck: among(shift.trucks).id, plant: shift.plants[0].id, dock: 0 },
        ...{ volumeM3: Math.min(3, volumeM3), loadStart, unloadStart: loadStart + rng.below(7200) },
      },
    ];
  });
  return [...asPlanned(amended).slice(0, shift.fixed.length), ...changed, ...added];
}

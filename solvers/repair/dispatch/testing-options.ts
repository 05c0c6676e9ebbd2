/** For tests: plans of given loads, as a search would hand them over. */
import type { DispatchPlanProblem, DispatchShiftPlan, DispatchTruck } from '../../../models/dispatch.ts';
import { denseShift } from '../../dispatch/dense.ts';
import type { Placement } from '../../dispatch/instance.ts';
import { scheduleOf } from '../../dispatch/plan.ts';
import { litresIn } from '../../dispatch/units.ts';
import { unplacedInBrief } from '../../dispatch/unplaced-report.ts';
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

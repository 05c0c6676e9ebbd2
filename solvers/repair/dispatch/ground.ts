/** The shift as it is now in dense form, with hired trucks or without, and the plan that runs in its indices. */
import type {
  DispatchPlanProblem,
  DispatchShiftPlan,
  DispatchTruck,
  DispatchUnplaced,
} from '../../../models/dispatch.ts';
import { type DenseShift, denseShift } from '../../dispatch/dense.ts';
import { loadedFresh, placementKey } from '../../dispatch/fresh-loading.ts';
import type { DispatchInstance, Placement } from '../../dispatch/instance.ts';
import { scheduleOf } from '../../dispatch/plan.ts';
import { litresIn } from '../../dispatch/units.ts';
import type { Amended } from './amend.ts';
import { PlanThatRuns } from './engine/plan-that-runs.ts';
import type { RunningLoad } from './loads.ts';

export interface Ground {
  readonly hired: readonly DispatchTruck[];
  readonly dense: DenseShift;
  readonly instance: DispatchInstance;
  readonly running: PlanThatRuns;
}

export function groundOf({ shift, loads, problem }: Amended, hired: readonly DispatchTruck[]): Ground {
  const withHired: DispatchPlanProblem = hired.length === 0 ? shift : { ...shift, trucks: [...shift.trucks, ...hired] };
  const dense = denseShift(withHired, withHired.fixed);
  const { instance } = dense;
  const known = new Set(loads.map(({ order }) => order));
  const planned = new Map(problem.shift.orders.map(({ id, volumeM3 }) => [id, volumeM3]));
  const open = loads.flatMap((load) => (load.state === 'open' ? openLoad(dense, load) : []));
  const running = new PlanThatRuns(
    instance.orders,
    open,
    (order) => known.has(shift.orders[order].id),
    (order) => shift.orders[order].volumeM3 < (planned.get(shift.orders[order].id) ?? 0),
  );
  return { hired, dense, instance, running };
}

/** Truck, plant and dock are -1 where the shift has them no more; a load of an order that is out is none. */
function openLoad({ instance, orderIndex, truckIndex, plantIndex }: DenseShift, load: RunningLoad): Placement[] {
  const order = orderIndex.get(load.order);
  if (order === undefined) return [];
  const plant = plantIndex.get(load.plant) ?? -1;
  const docks = plant < 0 ? 0 : instance.dockFrom[plant + 1] - instance.dockFrom[plant];
  return [
    {
      ...{ order, plant },
      truck: truckIndex.get(load.truck) ?? -1,
      dock: load.dock < docks ? instance.dockFrom[plant] + load.dock : -1,
      volumeL: litresIn(load.volumeM3),
      ...{ loadStart: load.loadStart, unloadStart: load.unloadStart },
    },
  ];
}

/** Trucks that wait anyway are loaded later; loads that are as planned stay so. */
export function freshened({ instance, running }: Ground, placements: readonly Placement[]): Placement[] {
  const planned = new Set(running.loads.map(placementKey));
  const asPlanned = placements.filter((placement) => planned.has(placementKey(placement)));
  return loadedFresh({ ...instance, fixed: [...instance.fixed, ...asPlanned] }, placements);
}

export function planOf(
  { dense }: Ground,
  placements: readonly Placement[],
  unplaced: readonly DispatchUnplaced[],
): DispatchShiftPlan {
  return { mode: 'plan', ...scheduleOf(dense, placements), unplaced: [...unplaced] };
}

/** The shift as it is now, ready for questions about single loads: where they stood, what is fixed, what the events say. */
import type { RepairEvent } from '../../../models/repair-events.ts';
import { type DenseShift, denseShift } from '../../dispatch/dense.ts';
import type { Amended } from './amend.ts';
import { newsOfOrders, type OrderNews } from './events.ts';
import { type FixedLoad, fixedLoads } from './fixed-loads.ts';
import { type LoadPlace, placeOfLoad } from './load-place.ts';
import type { RunningLoad } from './loads.ts';
import { Roads } from './roads.ts';

export interface CurrentShift {
  readonly amended: Amended;
  readonly events: readonly RepairEvent[];
  /** Of the amended shift, without hired trucks; a way that there is not counts as no time. */
  readonly dense: DenseShift;
  readonly roads: Roads;
  /** Roads as they were when the shift was planned. */
  readonly plannedRoads: Roads;
  readonly news: ReadonlyMap<string, OrderNews>;
  /** Loads of the plan that runs, by id. */
  readonly loads: ReadonlyMap<string, RunningLoad>;
  /** Open loads of each order, in order of unloading; of orders that have any. */
  readonly openOf: ReadonlyMap<string, readonly RunningLoad[]>;
  /** Old places of the open loads, by id. */
  readonly places: ReadonlyMap<string, LoadPlace>;
  readonly fixed: readonly FixedLoad[];
}

export function currentShift(amended: Amended): CurrentShift {
  const { problem, shift, loads, touched } = amended;
  const dense = denseShift(shift, [], 0);
  const open = loads.filter(({ state }) => state === 'open');
  return {
    amended,
    events: problem.events,
    dense,
    roads: new Roads(shift, dense.legs),
    plannedRoads: new Roads(problem.shift, dense.legs),
    news: newsOfOrders(problem.events),
    loads: new Map(loads.map((load) => [load.id, load])),
    openOf: Map.groupBy(open, ({ order }) => order),
    places: new Map(open.map((load) => [load.id, placeOfLoad(dense, load)])),
    // Without events and facts nothing is asked of what the plan breaks.
    fixed: touched ? fixedLoads(amended, dense) : [],
  };
}

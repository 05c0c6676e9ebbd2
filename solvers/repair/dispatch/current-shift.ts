/** The shift as it is now, ready for questions about single loads: where they stood, what is fixed, what the events say. */
import type { RepairEvent } from '../../../models/repair-events.ts';
import { type DenseShift, denseShift } from '../../dispatch/dense.ts';
import { litresIn } from '../../dispatch/units.ts';
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
  /** The same by truck, plant and site, each in order of loading. */
  readonly fixedOn: Readonly<Record<'truck' | 'plant' | 'site', ReadonlyMap<string, readonly FixedLoad[]>>>;
  /** Litres of the orders of the request, as they were ordered first. */
  readonly orderedL: ReadonlyMap<string, number>;
  /** Of each order, a load that is gone without anybody bringing its concrete; not of cancelled ones, which want none. */
  readonly lacks: ReadonlyMap<string, RunningLoad>;
}

export function currentShift(amended: Amended): CurrentShift {
  const { problem, shift, loads, rescues, touched } = amended;
  const dense = denseShift(shift, [], 0);
  const open = loads.filter(({ state }) => state === 'open');
  const news = newsOfOrders(problem.events);
  // Without events and facts nothing is asked of what the plan breaks.
  const fixed = touched ? fixedLoads(amended, dense) : [];
  const brought = new Set(rescues.map(({ load, order }) => `${load} ${order}`));
  const lacking = loads.filter(
    ({ id, order, state }) =>
      state === 'gone' && news.get(order)?.cancelled === undefined && !brought.has(`${id} ${order}`),
  );
  return {
    amended,
    events: problem.events,
    dense,
    roads: new Roads(shift, dense.legs),
    plannedRoads: new Roads(problem.shift, dense.legs),
    news,
    loads: new Map(loads.map((load) => [load.id, load])),
    openOf: Map.groupBy(open, ({ order }) => order),
    places: new Map(open.map((load) => [load.id, placeOfLoad(dense, load)])),
    fixed,
    fixedOn: {
      truck: Map.groupBy(fixed, ({ truck }) => truck),
      plant: Map.groupBy(fixed, ({ plant }) => plant),
      site: Map.groupBy(fixed, ({ site }) => site),
    },
    orderedL: new Map(problem.shift.orders.map(({ id, volumeM3 }) => [id, litresIn(volumeM3)])),
    // The first of each order is the one that is told of.
    lacks: new Map(lacking.toReversed().map((load) => [load.order, load])),
  };
}

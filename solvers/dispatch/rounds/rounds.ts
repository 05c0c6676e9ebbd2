/** Plans delivery rounds: a greedy first plan, as few trucks as they are worth, then ruin and recreate while time lasts. */
import type { Budget } from '../../solver.ts';
import { costBound } from './bound.ts';
import { FleetReduction } from './fleet.ts';
import { fleetBound } from './fleet-bound.ts';
import type { RoundsInstance, RoundsPlan } from './model.ts';
import { Pace } from './pace.ts';
import { costOf, unservedOf } from './schedule.ts';
import { type Cooling, Search } from './search.ts';
import { State } from './state.ts';
import { buildTables } from './tables.ts';
import { loadPlan } from './warm-start.ts';

export { costOf, startTimes } from './schedule.ts';

/**
 * Cool from the start, since time is short. On 14 of Solomon's instances in 5 s, 1, 3 and 10 legs were the same but for noise
 * (gaps of 0.28, 0.34 and 0.30 %); on 8 multi-trip ones in 8 s, 1 leg left 0.94 % and 3 legs 1.28 %.
 */
const freeCooling: Cooling = { first: 2, last: 0.015 };
/**
 * With as few trucks as can be there is little room to move: on rc1_2_1, r2_2_4 and rc2_2_4 of Gehring and Homberger this left
 * gaps of 1.8, 0.0 and 0.6 % in 15 s, and 1 leg 6.1, 3.0 and 12.1 %.
 */
const tightCooling: Cooling = { first: 10, last: 0.03 };
/** Better plans come in crowds at first; one in so many iterations is told. */
const iterationsPerTelling = 100;
/** Share of the time that goes to the number of trucks at most. */
const fleetShare = 0.3;
/** Up to so many stops a lower bound is quickly had, and a plan that reaches it ends the search. */
const mostStopsForBound = 150;
/** Costs with prizes are no whole numbers. */
const costTolerance = 1e-6;
/** Iterations of the first round of annealing and of fleet reduction where only iterations are counted. */
const firstCycle = 4000;

export interface RoundsResult {
  readonly plan: RoundsPlan | undefined;
  readonly iterations: number;
}

/**
 * @param start - a plan to begin with; what comes back never costs more, and its routes that break a rule lose stops.
 * @param onBetter - told of every better plan, each of which keeps all rules but may leave out stops.
 * @returns the cheapest plan found. A stop that must be served and has no place is among `unserved`, at the cost of
 *   `mustServePenalty`. With the same seed and iterations, and without a clock, always the same plan.
 */
export function solveRounds(
  instance: RoundsInstance,
  budget: Budget,
  start?: RoundsPlan,
  onBetter?: (plan: RoundsPlan) => void,
): RoundsResult {
  const tables = buildTables(instance);
  const search = new Search(tables, budget.seed);
  const { best, kept, state } = search;
  const pace = new Pace(budget);
  let toldAt = -Infinity;
  let told = Infinity;
  const tell = () => {
    if (best.cost >= told) return;
    [toldAt, told] = [pace.iterations, best.cost];
    onBetter?.(planOf(instance, best));
  };
  const found = () => {
    if (pace.iterations - toldAt >= iterationsPerTelling) tell();
  };

  construct(search);
  if (start !== undefined) {
    loadPlan(search, new State(tables), start);
    if (state.cost <= best.cost) best.copyFrom(state);
  }
  found();

  const leastCost = instance.stops <= mostStopsForBound ? costBound(instance) + costTolerance : -Infinity;
  const leastTrucks = fleetBound(instance);
  const optimal = () => best.cost <= leastCost;
  const searches = () => !optimal() && !pace.ended && instance.stops > 0;
  const reduces = () => missesMust(best) || (instance.truckCost > 0 && best.trucksUsed > leastTrucks);
  /** Fewer trucks first, as long as `isOver` says no; then anneals from the best plan on. */
  const run = (isOver: () => boolean, progress: () => number) => {
    if (reduces()) new FleetReduction(search).run(pace, leastTrucks, () => optimal() || isOver(), found);
    kept.copyFrom(best);
    state.copyFrom(best);
    search.anneal(pace, coolingOf(instance, kept), () => (optimal() ? 1 : progress()), found);
  };
  if (pace.timed) {
    if (searches()) {
      let from = 0;
      run(
        () => {
          from = pace.spent;
          return from > fleetShare;
        },
        () => (pace.spent - from) / (1 - from),
      );
    }
  } else {
    for (let length = firstCycle; searches(); length *= 2) {
      const from = pace.iterations;
      run(
        () => pace.iterations - from >= length * fleetShare,
        () => (pace.iterations - from) / length,
      );
    }
  }
  tell();
  return { plan: planOf(instance, best), iterations: pace.iterations };
}

/** The cheapest of one greedy plan for each order of insertion. */
function construct({ tables, state, best, recreate }: Search): void {
  const empty = new State(tables);
  const stops = new Int32Array(tables.nodes);
  for (let order = 0; order < recreate.orders; order++) {
    state.copyFrom(empty);
    let count = 0;
    while (state.absentCount > 0) stops[count++] = state.takeAbsent(state.absentCount - 1);
    recreate.insertIn(order, stops, count);
    if (order === 0 || state.cost < best.cost) best.copyFrom(state);
  }
}

function missesMust({ absent, absentCount, tables }: State): boolean {
  return absent.subarray(0, absentCount).some((node) => tables.instance.prize[node] === Infinity);
}

/** A truck that costs more than all travel is as good as not there, and the others are full. */
function coolingOf({ truckCost }: RoundsInstance, { sums }: State): Cooling {
  return truckCost > sums[0] ? tightCooling : freeCooling;
}

function planOf(instance: RoundsInstance, state: State): RoundsPlan {
  const routes = state.routes();
  return { routes, unserved: unservedOf(instance, routes), cost: costOf(instance, routes) };
}

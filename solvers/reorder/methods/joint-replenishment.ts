/**
 * Joint replenishment: an order costs K whatever it holds, and k_i more for each item in it; demand is constant. A base
 * cycle T and whole multiples m_i of it are sought: item i is ordered every m_i T.
 */
import {
  bestMultiple,
  cycleRange,
  relaxedBaseCycle,
  relaxedCost,
  type SharedOrder,
  type SweepStep,
  sweepBaseCycles,
  totals,
} from './cycle-sweep.ts';

export interface JointReplenishmentProblem {
  /** K: cost of an order; > 0 (at 0 the items have nothing to share). */
  readonly sharedFixedCost: number;
  /** k by item, >= 0. */
  readonly itemFixedCosts: readonly number[];
  /** Cost of holding a unit of the item for one time unit; > 0. */
  readonly holdingCosts: readonly number[];
  /** Units per time unit; an item with none is not ordered. */
  readonly demandRates: readonly number[];
}

export interface JointReplenishmentPlan {
  /** T; 0 where nothing is ordered, or where K = 0 and each item goes its own way. */
  readonly baseCycle: number;
  /** m by item; 0 for an item that is not ordered in multiples of a base cycle. */
  readonly multiples: readonly number[];
  /** Time between two orders of the item. */
  readonly cycles: readonly number[];
  readonly orderQuantities: readonly number[];
  readonly costPerTime: number;
}

export interface ExactJointReplenishment extends JointReplenishmentPlan {
  /** No policy of this kind costs less; equal to the cost, but where `mostSteps` ended the search. */
  readonly lowerBound: number;
}

/**
 * - cyclic: K is paid every base cycle, also where it finds no item due.
 * - strict: some item is due in every base cycle (a multiple is 1).
 */
export type CyclicPolicy = 'cyclic' | 'strict';

/**
 * Silver's heuristic: the item with the least k_i / (h_i D_i) sets the pace, the others are ordered every
 * sqrt(k_i / (h_i D_i) * h_1 D_1 / (K + k_1)) of its cycles, rounded, and T is best for these multiples.
 * @see Silver (1976), Management Science 22(12):1351-1361; Silver, Pyke and Peterson (1998), 11.2.
 */
export function silverHeuristic(problem: JointReplenishmentProblem): JointReplenishmentPlan {
  const { order, ordered } = sharedOrderOf(problem);
  if (ordered.length === 0 || problem.sharedFixedCost === 0) return separateCycles(problem, ordered);
  return planOf(problem, ordered, order, silverMultiples(order));
}

/**
 * The policy of least cost, proved: within the base cycles that the convex relaxation leaves below the heuristic's cost,
 * every interval between two changes of a best multiple is looked at. On each the multiples M are fixed and the best
 * cost with them is 2 sqrt((K + sum k / m) sum m H), reached somewhere even if not inside the interval; the optimal
 * base cycle lies in some interval, so the least of these is the optimum. Strict policies where no multiple is 1 make
 * one item's 1, each in turn.
 * @param options.mostSteps - intervals to look at; some ten per item are usual, more where K is tiny.
 * @see Goyal (1974), Management Science 21(4):436-443; van Eijs (1993), Journal of the Operational Research Society
 *   44(2):185-191; Viswanathan (1996), Management Science 42(6):936-944.
 */
export function jointReplenishment(
  problem: JointReplenishmentProblem,
  options: { readonly policy?: CyclicPolicy; readonly mostSteps?: number } = {},
): ExactJointReplenishment {
  const { policy = 'cyclic' } = options;
  const { order, ordered } = sharedOrderOf(problem);
  // An interval of a strict policy may have to try each item as the one that sets the pace.
  const mostSteps =
    options.mostSteps ?? (policy === 'strict' ? Math.ceil(10_000_000 / (ordered.length + 4)) : 1_000_000);
  if (ordered.length === 0 || problem.sharedFixedCost === 0) {
    const plan = separateCycles(problem, ordered);
    return { ...plan, lowerBound: plan.costPerTime };
  }
  let multiples = silverMultiples(order);
  let best = costOf(order, multiples);
  const consider = (step: SweepStep) => {
    const forced = policy === 'strict' ? cheapestPace(order, step) : -1;
    const [ordering, holding] = forced < 0 ? [step.ordering, step.holding] : atPace(order, step, forced);
    const cost = 2 * Math.sqrt(ordering * holding);
    if (cost >= best * (1 - 1e-13)) return;
    best = cost;
    multiples = step.multiples.slice();
    if (forced >= 0) multiples[forced] = 1;
  };
  // A few base cycles first: the cheaper the best of them, the fewer intervals are left to look at.
  for (const baseCycle of spread(cycleRange(order, best * margin))) consider(stepAt(order, baseCycle));
  const range = cycleRange(order, best * margin);
  const swept = sweepBaseCycles(order, 'integers', range, mostSteps, consider);
  const plan = planOf(problem, ordered, order, multiples);
  // What was not looked at costs at least its relaxation, which is convex: least at the end nearest to its minimum.
  const unseen = swept > range[0] ? relaxedCost(order, Math.min(swept, relaxedBaseCycle(order))) : Infinity;
  return { ...plan, lowerBound: Math.min(plan.costPerTime, unseen) };
}

/** Least cost per time unit of any policy at all, cyclic or not: Jackson, Maxwell and Muckstadt's relaxation. */
export function jointReplenishmentBound(problem: JointReplenishmentProblem): number {
  const { order, ordered } = sharedOrderOf(problem);
  if (ordered.length === 0) return 0;
  if (problem.sharedFixedCost === 0) return separateCycles(problem, ordered).costPerTime;
  return relaxedCost(order, relaxedBaseCycle(order));
}

/** Cost per time unit of a base cycle and multiples (0: the item is left out): K / T + sum k / (m T) + h D m T / 2. */
export function jointReplenishmentCost(
  problem: JointReplenishmentProblem,
  baseCycle: number,
  multiples: readonly number[],
): number {
  return multiples.reduce(
    (cost, m, item) =>
      m === 0
        ? cost
        : cost +
          problem.itemFixedCosts[item] / (m * baseCycle) +
          (problem.holdingCosts[item] * problem.demandRates[item] * m * baseCycle) / 2,
    problem.sharedFixedCost / baseCycle,
  );
}

/** The items in demand, in the form of the sweep, and which they are. */
export function sharedOrderOf(problem: JointReplenishmentProblem): { order: SharedOrder; ordered: number[] } {
  const ordered = problem.demandRates.flatMap((rate, item) => (rate > 0 ? [item] : []));
  const order = {
    sharedFixedCost: problem.sharedFixedCost,
    ordering: Float64Array.from(ordered, (item) => problem.itemFixedCosts[item]),
    holding: Float64Array.from(ordered, (item) => (problem.holdingCosts[item] * problem.demandRates[item]) / 2),
  };
  return { order, ordered };
}

/** The plan with these multiples of the items in demand, at the base cycle that is best for them. */
export function planOf(
  problem: JointReplenishmentProblem,
  ordered: readonly number[],
  order: SharedOrder,
  chosen: ArrayLike<number>,
): JointReplenishmentPlan {
  const { ordering, holding } = totals(order, chosen);
  const baseCycle = Math.sqrt(ordering / holding);
  const multiples = problem.demandRates.map(() => 0);
  ordered.forEach((item, at) => {
    multiples[item] = chosen[at];
  });
  const cycles = multiples.map((m) => m * baseCycle);
  const orderQuantities = cycles.map((cycle, item) => cycle * problem.demandRates[item]);
  return { baseCycle, multiples, cycles, orderQuantities, costPerTime: 2 * Math.sqrt(ordering * holding) };
}

/** Each item at its own EOQ: what is left where an order costs nothing to share. */
function separateCycles(problem: JointReplenishmentProblem, ordered: readonly number[]): JointReplenishmentPlan {
  const cycles = problem.demandRates.map(() => 0);
  let costPerTime = 0;
  for (const item of ordered) {
    const hold = (problem.holdingCosts[item] * problem.demandRates[item]) / 2;
    cycles[item] = Math.sqrt(problem.itemFixedCosts[item] / hold);
    costPerTime += 2 * Math.sqrt(problem.itemFixedCosts[item] * hold);
  }
  const orderQuantities = cycles.map((cycle, item) => cycle * problem.demandRates[item]);
  return { baseCycle: 0, multiples: cycles.map(() => 0), cycles, orderQuantities, costPerTime };
}

function silverMultiples(order: SharedOrder): Float64Array {
  const ratio = order.ordering.map((k, item) => k / order.holding[item]);
  const pace = ratio.reduce((least, value, item) => (value < ratio[least] ? item : least), 0);
  const scale = order.holding[pace] / (order.sharedFixedCost + order.ordering[pace]);
  return ratio.map((value, item) => (item === pace ? 1 : Math.max(1, Math.round(Math.sqrt(value * scale)))));
}

function costOf(order: SharedOrder, multiples: ArrayLike<number>): number {
  const { ordering, holding } = totals(order, multiples);
  return 2 * Math.sqrt(ordering * holding);
}

/** Above a known cost by what rounding may hide, so that the range of base cycles holds the one that has it. */
const margin = 1 + 1e-9;

/** 60 base cycles of a range in equal ratios. */
function spread([low, high]: readonly [number, number]): number[] {
  return Array.from({ length: 60 }, (_, at) => low * (high / low) ** ((at + 0.5) / 60));
}

/** The interval of a base cycle. */
function stepAt(order: SharedOrder, baseCycle: number): SweepStep {
  const multiples = order.ordering.map((k, item) => bestMultiple(k / order.holding[item], baseCycle, 'integers'));
  return { ...totals(order, multiples), multiples };
}

/** The item that costs least to order in every base cycle; -1 where some item already is. */
function cheapestPace(order: SharedOrder, step: SweepStep): number {
  let [best, least] = [-1, Infinity];
  for (let item = 0; item < step.multiples.length; item++) {
    if (step.multiples[item] === 1) return -1;
    const [ordering, holding] = atPace(order, step, item);
    if (ordering * holding < least) [best, least] = [item, ordering * holding];
  }
  return best;
}

/** Sums of the step with the item's multiple made 1. */
function atPace(order: SharedOrder, step: SweepStep, item: number): [ordering: number, holding: number] {
  const m = step.multiples[item];
  return [step.ordering + order.ordering[item] * (1 - 1 / m), step.holding - order.holding[item] * (m - 1)];
}

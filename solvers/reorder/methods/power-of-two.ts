/**
 * Joint replenishment with power-of-two cycles: every cycle is a power of two times a base period, so orders coincide and
 * a calendar can carry them; the cost is at most some per cent above that of any policy.
 */
import {
  bestMultiple,
  cycleRange,
  relaxedBaseCycle,
  relaxedCost,
  type SharedOrder,
  sweepBaseCycles,
} from './cycle-sweep.ts';
import {
  type JointReplenishmentPlan,
  type JointReplenishmentProblem,
  planOf,
  sharedOrderOf,
} from './joint-replenishment.ts';

export interface PowerOfTwoPlan extends JointReplenishmentPlan {
  /** Least cost of any policy, by the relaxation; the plan is within 6.07 % of it (2.02 % with a free base period). */
  readonly lowerBound: number;
}

/**
 * The best power-of-two policy: the shared cycle is T_0 and item i has T_i = 2^j T_0, j >= 0.
 *
 * With `basePeriodsPerTime` T_0 is itself a power of two of base periods, 1 or more; each such T_0 up to the longest that
 * can be best is tried, and for each T_0 the items choose alone. Without it T_0 is free and its intervals are swept.
 *
 * @see Jackson, Maxwell and Muckstadt (1985), IIE Transactions 17(1):25-32 (bound, and the 6 % and 2 % guarantees);
 *   Roundy (1985), Management Science 31(11):1416-1430.
 */
export function powerOfTwoReplenishment(
  problem: JointReplenishmentProblem & { readonly basePeriodsPerTime?: number },
): PowerOfTwoPlan {
  const { order, ordered } = sharedOrderOf(problem);
  if (ordered.length === 0) {
    const none = problem.demandRates.map(() => 0);
    return { baseCycle: 0, multiples: none, cycles: none, orderQuantities: none, costPerTime: 0, lowerBound: 0 };
  }
  const lowerBound = relaxedCost(order, relaxedBaseCycle(order));
  if (problem.basePeriodsPerTime === undefined)
    return { ...planOf(problem, ordered, order, freeBase(order)), lowerBound };
  const { baseCycle, multiples: chosen, cost } = onCalendar(order, 1 / problem.basePeriodsPerTime);
  const multiples = problem.demandRates.map(() => 0);
  ordered.forEach((item, at) => {
    multiples[item] = chosen[at];
  });
  const cycles = multiples.map((m) => m * baseCycle);
  const orderQuantities = cycles.map((cycle, item) => cycle * problem.demandRates[item]);
  return { baseCycle, multiples, cycles, orderQuantities, costPerTime: cost, lowerBound };
}

/** Multiples of the best policy when the base cycle may be any length. */
function freeBase(order: SharedOrder): Float64Array {
  const ratio = order.ordering.map((k, item) => k / order.holding[item]);
  const start = relaxedBaseCycle(order);
  let multiples = ratio.map((value) => bestMultiple(value, start, 'powers-of-two'));
  let best = Infinity;
  // Rounding the relaxed cycles to powers of two costs 6.07 % at most, so the optimum is in the range of that cost.
  const range = cycleRange(order, relaxedCost(order, start) * 1.061);
  sweepBaseCycles(order, 'powers-of-two', range, Infinity, (step) => {
    const cost = 2 * Math.sqrt(step.ordering * step.holding);
    if (cost >= best * (1 - 1e-13)) return;
    best = cost;
    multiples = step.multiples.slice();
  });
  return multiples;
}

/** The best shared cycle among 1, 2, 4, ... base periods, and the items' multiples of it. */
function onCalendar(order: SharedOrder, basePeriod: number) {
  const ratio = order.ordering.map((k, item) => k / order.holding[item]);
  const ordering = order.ordering.reduce((sum, k) => sum + k, order.sharedFixedCost);
  const holding = order.holding.reduce((sum, hold) => sum + hold, 0);
  // Beyond this all items share the cycle and the cost only rises.
  const longest = Math.sqrt(Math.max(ordering / holding, ...ratio)) * 2;
  let best = { baseCycle: basePeriod, multiples: new Float64Array(), cost: Infinity };
  for (let baseCycle = basePeriod; baseCycle <= Math.max(longest, basePeriod); baseCycle *= 2) {
    const multiples = ratio.map((value) => bestMultiple(value, baseCycle, 'powers-of-two'));
    let cost = order.sharedFixedCost / baseCycle;
    multiples.forEach((m, item) => {
      cost += order.ordering[item] / (m * baseCycle) + order.holding[item] * m * baseCycle;
    });
    if (cost < best.cost) best = { baseCycle, multiples, cost };
  }
  return best;
}

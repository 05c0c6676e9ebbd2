import type { Distribution } from '../distributions/distribution.ts';
import { type PerPeriod, perPeriod } from './lot-sizing.ts';

export interface MultiPeriodNewsvendorProblem {
  /** Demand from the first period up to and with each period. */
  readonly cumulativeDemand: readonly Distribution[];
  /** Per unit left at the end of a period, and per unit owed. */
  readonly holdingCost: PerPeriod;
  readonly stockoutCost: PerPeriod;
  /** Per unit brought in; default 0. */
  readonly purchaseCost?: number;
}

/**
 * Expected cost where one order at the start brings stock up to S and must do for all periods:
 *   C(S) = c S + sum over t of h_t E(S - D_1..t)+ + p_t E(D_1..t - S)+.
 * @see Rossi, Inventory Analytics (2021), chapter on the newsvendor; Silver, Pyke and Peterson (1998), chapter 10.
 */
export function multiPeriodNewsvendorCost(problem: MultiPeriodNewsvendorProblem, orderUpTo: number): number {
  const { cumulativeDemand, purchaseCost = 0 } = problem;
  const holding = perPeriod(problem.holdingCost, cumulativeDemand.length);
  const stockout = perPeriod(problem.stockoutCost, cumulativeDemand.length);
  return cumulativeDemand.reduce(
    (cost, demand, t) => cost + holding[t] * demand.complementaryLoss(orderUpTo) + stockout[t] * demand.loss(orderUpTo),
    purchaseCost * orderUpTo,
  );
}

/** The least level S, not below 0, with sum of (h_t + p_t) Pr{D_1..t <= S} >= sum of p_t - c: C is convex. */
export function multiPeriodNewsvendorLevel(problem: MultiPeriodNewsvendorProblem): number {
  const { cumulativeDemand, purchaseCost = 0 } = problem;
  const holding = perPeriod(problem.holdingCost, cumulativeDemand.length);
  const stockout = perPeriod(problem.stockoutCost, cumulativeDemand.length);
  const wanted = stockout.reduce((sum, cost) => sum + cost, -purchaseCost);
  const isEnough = (level: number) =>
    cumulativeDemand.reduce((sum, demand, t) => sum + (holding[t] + stockout[t]) * demand.cdf(level), 0) >=
    wanted * (1 - 1e-14);
  if (wanted <= 0 || isEnough(0)) return 0;
  const whole = cumulativeDemand.every(({ discrete }) => discrete);
  let low = 0;
  let high = 1;
  const most = cumulativeDemand.reduce((level, demand) => Math.max(level, demand.quantile(1 - 1e-15)), 1);
  while (!isEnough(high) && high < most) {
    low = high;
    high *= 2;
  }
  while (high - low > (whole ? 1 : 1e-13 * high)) {
    const middle = whole ? Math.floor((low + high) / 2) : (low + high) / 2;
    if (middle === low || middle === high) break;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

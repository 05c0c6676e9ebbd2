import type { Distribution } from '../distributions/distribution.ts';
import { type PerPeriod, perPeriod } from './lot-sizing.ts';

export interface MyopicBoundsProblem {
  readonly demand: readonly Distribution[];
  readonly fixedCost: PerPeriod;
  readonly purchaseCost: PerPeriod;
  readonly holdingCost: PerPeriod;
  readonly stockoutCost: PerPeriod;
  readonly terminalHoldingCost?: number;
  readonly terminalStockoutCost?: number;
  readonly discountFactor?: PerPeriod;
}

export interface MyopicBounds {
  readonly orderUpToLower: number[];
  readonly orderUpToUpper: number[];
  readonly reorderLower: number[];
  /** Undefined where the fixed cost rises faster than the discount allows, so that there is no such bound. */
  readonly reorderUpper: (number | undefined)[];
}

/** One period with what its stock is worth in the next: G(y) = (c_t - gamma c_(t+1)) y + h E(y - D)+ + p E(D - y)+. */
interface MyopicPeriod {
  readonly demand: Distribution;
  readonly netPrice: number;
  readonly holding: number;
  readonly stockout: number;
}

/**
 * Bounds on the rules of a finite horizon from one period at a time. With G_t the cost above and S its minimiser,
 *   S_lower = S,                                  G_t(S_upper) = G_t(S) + gamma_t K_(t+1) on its right,
 *   G_t(s_lower) = G_t(S) + K_t on its left,      G_t(s_upper) = G_t(S) + K_t - gamma_t K_(t+1) on its left.
 * The last period's holding and shortage costs take in the terminal ones; prices and fixed costs after it are 0.
 * Needs -h_t < c_t - gamma_t c_(t+1) < p_t, else G_t has no minimum.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed., section 4.4; Veinott (1966), SIAM Journal on
 *   Applied Mathematics 14(5):1067-1083.
 */
export function myopicBounds(problem: MyopicBoundsProblem): MyopicBounds {
  const periods = problem.demand.length;
  const fixed = perPeriod(problem.fixedCost, periods);
  const purchase = perPeriod(problem.purchaseCost, periods);
  const holding = perPeriod(problem.holdingCost, periods);
  const stockout = perPeriod(problem.stockoutCost, periods);
  const discount = perPeriod(problem.discountFactor ?? 1, periods);
  const bounds: MyopicBounds = { orderUpToLower: [], orderUpToUpper: [], reorderLower: [], reorderUpper: [] };
  for (let t = 0; t < periods; t++) {
    const isLast = t === periods - 1;
    const period: MyopicPeriod = {
      demand: problem.demand[t],
      netPrice: purchase[t] - (isLast ? 0 : discount[t] * purchase[t + 1]),
      holding: holding[t] + (isLast ? (problem.terminalHoldingCost ?? 0) : 0),
      stockout: stockout[t] + (isLast ? (problem.terminalStockoutCost ?? 0) : 0),
    };
    const { netPrice, holding: h, stockout: p } = period;
    const best = period.demand.quantile((p - netPrice) / (h + p));
    const nextFixed = isLast ? 0 : discount[t] * fixed[t + 1];
    bounds.orderUpToLower.push(best);
    bounds.orderUpToUpper.push(levelAt(period, best, nextFixed, 1));
    bounds.reorderLower.push(levelAt(period, best, fixed[t], -1));
    const spared = fixed[t] - nextFixed;
    bounds.reorderUpper.push(spared >= 0 ? levelAt(period, best, spared, -1) : undefined);
  }
  return bounds;
}

/** The level on the given side of `best` that costs `extra` more, by Newton steps from outside: G is convex. */
function levelAt(period: MyopicPeriod, best: number, extra: number, side: 1 | -1): number {
  if (extra === 0) return best;
  const { demand, netPrice, holding, stockout } = period;
  const costAt = (y: number) => netPrice * y + holding * demand.complementaryLoss(y) + stockout * demand.loss(y);
  const target = costAt(best) + extra;
  let reach = Math.max(demand.sd, extra / (holding + stockout));
  while (costAt(best + side * reach) < target) reach *= 2;
  let level = best + side * reach;
  for (let step = 0; step < 200; step++) {
    const slope = netPrice - stockout + (holding + stockout) * demand.cdf(level);
    const move = (costAt(level) - target) / slope;
    if (!(move * side > 0)) break;
    level -= move;
    if (Math.abs(move) <= 1e-14 * (Math.abs(level) + demand.sd)) break;
  }
  return level;
}

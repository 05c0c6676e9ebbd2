/**
 * Several items at constant demand that share a store or a budget: sum of w_i Q_i <= L, where w is the space (or the
 * money) that a unit of an order takes. Full orders of all items must fit at once; for a limit on the average stock
 * give half of w.
 */
import { type EoqProblem, eoqCost } from './eoq.ts';

export interface SharedLimitProblem {
  readonly items: readonly EoqProblem[];
  /** By item: what a unit takes of the limit; >= 0. */
  readonly unitUse: readonly number[];
  /** L > 0. */
  readonly limit: number;
}

export interface SharedLimitSolution {
  readonly orderQuantities: readonly number[];
  /** Lagrange multiplier: what a unit more of the limit would save per time unit; 0 where the limit does not bind. */
  readonly shadowPrice: number;
  /** Ordering and holding per time unit. */
  readonly costPerTime: number;
  /** Value of the Lagrangian dual: no quantities that fit cost less. */
  readonly lowerBound: number;
  /** sum of w_i Q_i. */
  readonly used: number;
}

/**
 * The quantities of least cost: Q_i = sqrt(2 K_i D_i / (h_i + 2 u w_i)) with the multiplier u >= 0 at which they just
 * fit. What they use is convex and falling in u, so Newton's steps from 0 approach u from below and never pass it.
 * @see Hadley and Whitin (1963), Analysis of Inventory Systems, 2-14; Ziegler (1982), European Journal of Operational
 *   Research 9:357-364.
 */
export function sharedLimit(problem: SharedLimitProblem): SharedLimitSolution {
  const { items, unitUse, limit } = problem;
  let shadowPrice = 0;
  let { used, slope } = useAt(problem, 0);
  for (let step = 0; step < 300 && used > limit; step++) {
    const next = shadowPrice + (limit - used) / slope;
    if (!(next > shadowPrice)) break;
    shadowPrice = next;
    ({ used, slope } = useAt(problem, shadowPrice));
  }
  // The last of the steps leaves an overuse in the rounding of the sum.
  const shrink = used > limit ? limit / used : 1;
  const orderQuantities = items.map(
    (item, at) => quantityAt(item, unitUse[at], shadowPrice) * (unitUse[at] > 0 ? shrink : 1),
  );
  const costPerTime = items.reduce(
    (cost, item, at) => cost + (orderQuantities[at] === 0 ? 0 : eoqCost(item, orderQuantities[at])),
    0,
  );
  const dual = items.reduce((sum, item, at) => {
    const burden = item.holdingCost + 2 * shadowPrice * unitUse[at];
    return sum + Math.sqrt(2 * item.fixedCost * item.demandRate * burden);
  }, -shadowPrice * limit);
  return {
    orderQuantities,
    shadowPrice,
    costPerTime,
    lowerBound: Math.min(dual, costPerTime),
    used: orderQuantities.reduce((sum, quantity, at) => sum + quantity * unitUse[at], 0),
  };
}

function quantityAt({ fixedCost, demandRate, holdingCost }: EoqProblem, use: number, price: number): number {
  return Math.sqrt((2 * fixedCost * demandRate) / (holdingCost + 2 * price * use));
}

/** What the quantities at a price of the limit use of it, and how that changes with the price. */
function useAt({ items, unitUse }: SharedLimitProblem, price: number): { used: number; slope: number } {
  let [used, slope] = [0, 0];
  items.forEach((item, at) => {
    const use = unitUse[at];
    const taken = use * quantityAt(item, use, price);
    used += taken;
    slope -= (taken * use) / (item.holdingCost + 2 * price * use);
  });
  return { used, slope };
}

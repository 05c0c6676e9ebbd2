/** EOQ where what arrives differs from what was ordered: by a random amount, or by a random factor. */

export interface EoqYieldProblem {
  readonly fixedCost: number;
  /** Cost of holding a unit for one time unit; > 0. */
  readonly holdingCost: number;
  readonly demandRate: number;
  /** Additive: mean of what arrives beyond the order (below 0: less). Multiplicative: mean of the factor, > 0. */
  readonly yieldMean: number;
  readonly yieldSd: number;
}

export interface EoqYieldSolution {
  readonly orderQuantity: number;
  readonly costPerTime: number;
}

/**
 * Additive yield, Q + Y arrives: Q = sqrt(2 K D / h + sd^2) - mean; at least what can be ordered, 0.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.3.1.
 */
export function eoqYieldAdditive(problem: EoqYieldProblem): EoqYieldSolution {
  const { fixedCost, holdingCost, demandRate, yieldMean, yieldSd } = problem;
  const arriving = Math.sqrt((2 * fixedCost * demandRate) / holdingCost + yieldSd ** 2);
  const orderQuantity = Math.max(0, arriving - yieldMean);
  if (orderQuantity > 0) return { orderQuantity, costPerTime: holdingCost * arriving };
  return { orderQuantity, costPerTime: eoqYieldAdditiveCost(problem, 0) };
}

/**
 * Cost per time unit of orders of Q, with m = Q + mean > 0 arriving on average: K D / m + h (m^2 + sd^2) / (2 m), by the
 * renewal reward theorem.
 */
export function eoqYieldAdditiveCost(problem: EoqYieldProblem, orderQuantity: number): number {
  const { fixedCost, holdingCost, demandRate, yieldMean, yieldSd } = problem;
  const arriving = orderQuantity + yieldMean;
  if (arriving === 0) return 0;
  return (fixedCost * demandRate + (holdingCost * (arriving ** 2 + yieldSd ** 2)) / 2) / arriving;
}

/**
 * Multiplicative yield, Q Z arrives: Q = sqrt(2 K D / (h (mean^2 + sd^2))), cost sqrt(2 K D h (mean^2 + sd^2)) / mean.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 9.3.2.
 */
export function eoqYieldMultiplicative(problem: EoqYieldProblem): EoqYieldSolution {
  const { fixedCost, holdingCost, demandRate, yieldMean, yieldSd } = problem;
  const square = yieldMean ** 2 + yieldSd ** 2;
  return {
    orderQuantity: Math.sqrt((2 * fixedCost * demandRate) / (holdingCost * square)),
    costPerTime: Math.sqrt(2 * fixedCost * demandRate * holdingCost * square) / yieldMean,
  };
}

/** Cost per time unit of orders of Q > 0: (K D / Q + h Q (mean^2 + sd^2) / 2) / mean. */
export function eoqYieldMultiplicativeCost(problem: EoqYieldProblem, orderQuantity: number): number {
  const { fixedCost, holdingCost, demandRate, yieldMean, yieldSd } = problem;
  const square = yieldMean ** 2 + yieldSd ** 2;
  return ((fixedCost * demandRate) / orderQuantity + (holdingCost * orderQuantity * square) / 2) / yieldMean;
}

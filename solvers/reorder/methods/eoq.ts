/** Economic order quantity: one item, constant demand, no shortage, the whole order at once. */

export interface EoqProblem {
  /** Cost of an order, whatever its size; >= 0. */
  readonly fixedCost: number;
  /** Cost of holding a unit for one time unit; > 0. */
  readonly holdingCost: number;
  /** Units per time unit; >= 0. */
  readonly demandRate: number;
}

export interface EoqSolution {
  /** 0 where nothing is demanded or ordering is free; Infinity where holding is free and ordering is not. */
  readonly orderQuantity: number;
  /** Ordering and holding per time unit, without the purchase. */
  readonly costPerTime: number;
}

/**
 * The order quantity of least cost: Q = sqrt(2 K D / h), C = sqrt(2 K D h).
 * @see Harris (1913), Factory 10(2):135-136, 152; Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.2.
 */
export function eoq(problem: EoqProblem): EoqSolution {
  const { fixedCost, holdingCost, demandRate } = problem;
  const ordering = fixedCost * demandRate;
  if (ordering === 0) return { orderQuantity: 0, costPerTime: 0 };
  if (holdingCost === 0) return { orderQuantity: Infinity, costPerTime: 0 };
  return { orderQuantity: Math.sqrt((2 * ordering) / holdingCost), costPerTime: Math.sqrt(2 * ordering * holdingCost) };
}

/** Cost of ordering `orderQuantity` > 0 each time: K D / Q + h Q / 2 per time unit. Without demand nothing is ordered. */
export function eoqCost(problem: EoqProblem, orderQuantity: number): number {
  const { fixedCost, holdingCost, demandRate } = problem;
  if (demandRate === 0) return 0;
  return (fixedCost * demandRate) / orderQuantity + (holdingCost * orderQuantity) / 2;
}

/**
 * How much dearer an order of `ratio` times the best one is: (ratio + 1 / ratio) / 2 - 1, whatever the costs.
 * @see Snyder and Shen (2019), theorem 3.2.
 */
export function eoqSensitivity(ratio: number): number {
  return (ratio + 1 / ratio) / 2 - 1;
}

/** Economic order quantity with planned back orders: demand may wait, at a cost per unit and time. */
import type { EoqProblem, EoqSolution } from './eoq.ts';

export interface EoqBackordersProblem extends EoqProblem {
  /** Cost of a unit on back order for one time unit; > 0. */
  readonly stockoutCost: number;
}

export interface EoqBackordersSolution extends EoqSolution {
  /** Share of demand that waits: the most on back order is this share of an order. */
  readonly stockoutFraction: number;
}

/**
 * Cost per time unit of orders of Q > 0 of which a fraction x covers back orders:
 * K D / Q + h Q (1 - x)^2 / 2 + p Q x^2 / 2.
 */
export function eoqBackordersCost(
  problem: EoqBackordersProblem,
  orderQuantity: number,
  stockoutFraction: number,
): number {
  const { fixedCost, demandRate } = problem;
  if (demandRate === 0) return 0;
  return (fixedCost * demandRate) / orderQuantity + (carrying(problem, stockoutFraction) * orderQuantity) / 2;
}

/**
 * Quantity and fraction of least cost, each where the other is not given: x = h / (h + p) whatever the quantity, and
 * Q = sqrt(2 K D / (h (1 - x)^2 + p x^2)), which is sqrt(2 K D (h + p) / (h p)) at the best fraction.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.5; Hadley and Whitin (1963), 2-8.
 */
export function eoqBackorders(
  problem: EoqBackordersProblem & { readonly orderQuantity?: number; readonly stockoutFraction?: number },
): EoqBackordersSolution {
  const { fixedCost, holdingCost, stockoutCost, demandRate } = problem;
  const stockoutFraction = problem.stockoutFraction ?? holdingCost / (holdingCost + stockoutCost);
  const ordering = fixedCost * demandRate;
  const orderQuantity =
    problem.orderQuantity ?? (ordering === 0 ? 0 : Math.sqrt((2 * ordering) / carrying(problem, stockoutFraction)));
  const costPerTime = orderQuantity === 0 ? 0 : eoqBackordersCost(problem, orderQuantity, stockoutFraction);
  return { orderQuantity, stockoutFraction, costPerTime };
}

/** Twice the cost per time unit and unit ordered of stock and back orders. */
function carrying(problem: EoqBackordersProblem, stockoutFraction: number): number {
  return problem.holdingCost * (1 - stockoutFraction) ** 2 + problem.stockoutCost * stockoutFraction ** 2;
}

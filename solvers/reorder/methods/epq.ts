/** Economic production quantity: a lot arrives at a finite rate while demand goes on. */
import { type EoqProblem, type EoqSolution, eoq, eoqCost } from './eoq.ts';

export interface EpqProblem extends EoqProblem {
  /** Units per time unit while a lot is made; above the demand rate. */
  readonly productionRate: number;
}

/**
 * The lot of least cost: Q = sqrt(2 K D / (h (1 - D / P))). Stock never holds the whole lot but Q (1 - D / P) of it, so
 * this is the EOQ with that share of the holding cost.
 * @see Taft (1918), The Iron Age 101:1410-1412; Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.6.
 */
export function epq(problem: EpqProblem): EoqSolution {
  return eoq(asEoq(problem));
}

/** Cost per time unit of lots of `orderQuantity` > 0: K D / Q + h (1 - D / P) Q / 2. */
export function epqCost(problem: EpqProblem, orderQuantity: number): number {
  return eoqCost(asEoq(problem), orderQuantity);
}

function asEoq({ fixedCost, holdingCost, demandRate, productionRate }: EpqProblem): EoqProblem {
  return { fixedCost, holdingCost: holdingCost * (1 - demandRate / productionRate), demandRate };
}

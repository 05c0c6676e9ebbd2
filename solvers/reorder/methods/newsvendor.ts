/**
 * Newsvendor: one level against random demand, with a cost per unit left and per unit short.
 *
 * Cost of level S: g(S) = h E[(S-D)+] + p E[(D-S)+], convex; least at the p / (h + p) quantile of demand. Under periodic review
 * with back orders and lead time L the same holds for the base-stock level and the demand of L + 1 periods.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed., sections 4.3 and 4.3.4.
 */
import type { Distribution } from '../distributions/distribution.ts';

export interface NewsvendorCosts {
  /** Per unit left at the end. */
  readonly holdingCost: number;
  /** Per unit short. */
  readonly stockoutCost: number;
}

export interface NewsvendorInputs extends NewsvendorCosts {
  /** Of all periods that the level covers. */
  readonly demand: Distribution;
}

export interface NewsvendorLevel {
  readonly baseStockLevel: number;
  readonly costPerPeriod: number;
  /** E[(S-D)+] and E[(D-S)+]. */
  readonly expectedStock: number;
  readonly expectedShortage: number;
  /** Pr{D <= S}. */
  readonly cycleServiceLevel: number;
}

/** p / (h + p): the share of cycles without shortage that is worth its stock. */
export function criticalRatio({ holdingCost, stockoutCost }: NewsvendorCosts): number {
  return stockoutCost / (holdingCost + stockoutCost);
}

/** The least of the levels with least cost. */
export function optimalNewsvendor(inputs: NewsvendorInputs): NewsvendorLevel {
  return newsvendorAt(inputs, inputs.demand.quantile(criticalRatio(inputs)));
}

export function newsvendorAt(inputs: NewsvendorInputs, baseStockLevel: number): NewsvendorLevel {
  const { demand, holdingCost, stockoutCost } = inputs;
  const expectedStock = demand.complementaryLoss(baseStockLevel);
  const expectedShortage = demand.loss(baseStockLevel);
  return {
    baseStockLevel,
    costPerPeriod: holdingCost * expectedStock + stockoutCost * expectedShortage,
    expectedStock,
    expectedShortage,
    cycleServiceLevel: demand.cdf(baseStockLevel),
  };
}

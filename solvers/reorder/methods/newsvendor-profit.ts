/**
 * Newsvendor in terms of profit: revenue r, purchase cost c, salvage value v, holding cost h per unit left, goodwill p per unit short.
 *
 * Profit of level S is r E[min(D, S)] - c S + (v - h) E[(S-D)+] - p E[(D-S)+] = (r - c) E[D] - mismatch, where
 * mismatch = (c - v + h) E[(S-D)+] + (r - c + p) E[(D-S)+] is a newsvendor's cost.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed., section 4.3.2.5; Porteus (2002), section 1.2.
 */
import type { Distribution } from '../distributions/distribution.ts';
import { type NewsvendorCosts, newsvendorAt, optimalNewsvendor } from './newsvendor.ts';

export interface ProfitInputs {
  readonly demand: Distribution;
  readonly revenue: number;
  readonly purchaseCost: number;
  readonly salvageValue: number;
  readonly holdingCost: number;
  readonly stockoutCost: number;
}

export interface ProfitLevel {
  readonly baseStockLevel: number;
  readonly expectedProfit: number;
  /** What is lost against knowing the demand beforehand. */
  readonly expectedMismatchCost: number;
  readonly expectedSales: number;
  readonly expectedStock: number;
  readonly expectedShortage: number;
  readonly cycleServiceLevel: number;
}

/** Cost of a unit too many and of a unit too few. */
export function mismatchCosts(inputs: Omit<ProfitInputs, 'demand'>): NewsvendorCosts {
  return {
    holdingCost: inputs.purchaseCost - inputs.salvageValue + inputs.holdingCost,
    stockoutCost: inputs.revenue - inputs.purchaseCost + inputs.stockoutCost,
  };
}

/** @param baseStockLevel - the level to evaluate; absent: the one with the greatest profit, both mismatch costs being positive. */
export function newsvendorProfit(inputs: ProfitInputs, baseStockLevel?: number): ProfitLevel {
  const newsvendor = { demand: inputs.demand, ...mismatchCosts(inputs) };
  const at = baseStockLevel === undefined ? optimalNewsvendor(newsvendor) : newsvendorAt(newsvendor, baseStockLevel);
  const { mean } = inputs.demand;
  return {
    baseStockLevel: at.baseStockLevel,
    expectedProfit: (inputs.revenue - inputs.purchaseCost) * mean - at.costPerPeriod,
    expectedMismatchCost: at.costPerPeriod,
    expectedSales: mean - at.expectedShortage,
    expectedStock: at.expectedStock,
    expectedShortage: at.expectedShortage,
    cycleServiceLevel: at.cycleServiceLevel,
  };
}

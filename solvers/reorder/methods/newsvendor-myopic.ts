/**
 * Myopic base-stock level of a period whose purchase cost differs from that of the next.
 *
 * Cost of level S: c S + h E[(S-D)+] + p E[(D-S)+] - gamma c' (S - E[D]): what is left over (or owed) at the end is worth next period's
 * price c', discounted. Least at the (p - c + gamma c') / (h + p) quantile; optimal for many periods where it does not fall.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed., section 4.5.1; Veinott (1965), Management Science 12(3).
 */
import type { Distribution } from '../distributions/distribution.ts';

export interface MyopicInputs {
  readonly demand: Distribution;
  readonly holdingCost: number;
  readonly stockoutCost: number;
  readonly purchaseCost: number;
  readonly purchaseCostNextPeriod: number;
  /** Of one period, above 0 and at most 1. */
  readonly discountFactor: number;
}

export interface MyopicLevel {
  readonly baseStockLevel: number;
  readonly costPerPeriod: number;
  /** Without purchase: holding and shortage. */
  readonly holdingAndStockoutCost: number;
  readonly cycleServiceLevel: number;
}

/** Between 0 and 1 where the next period's price does not make it pay to buy without end, or nothing. */
export function myopicRatio(inputs: Omit<MyopicInputs, 'demand'>): number {
  const saved = inputs.discountFactor * inputs.purchaseCostNextPeriod - inputs.purchaseCost;
  return (inputs.stockoutCost + saved) / (inputs.holdingCost + inputs.stockoutCost);
}

/** @param baseStockLevel - the level to evaluate; absent: the one with the least cost. */
export function myopicLevel(inputs: MyopicInputs, baseStockLevel?: number): MyopicLevel {
  const { demand, holdingCost, stockoutCost, purchaseCost, purchaseCostNextPeriod, discountFactor } = inputs;
  const level = baseStockLevel ?? demand.quantile(myopicRatio(inputs));
  const operating = holdingCost * demand.complementaryLoss(level) + stockoutCost * demand.loss(level);
  return {
    baseStockLevel: level,
    costPerPeriod: purchaseCost * level + operating - discountFactor * purchaseCostNextPeriod * (level - demand.mean),
    holdingAndStockoutCost: operating,
    cycleServiceLevel: demand.cdf(level),
  };
}

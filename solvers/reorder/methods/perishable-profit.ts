/** Greatest long-run profit of one perishable item, lost sales. */
import { type BestLevel, bestLevel, wasteAwareBaseStockRule } from './perishable/evaluate-orders.ts';
import type { PerishableModel } from './perishable/model.ts';
import { type OptimalOrders, optimalOrders } from './perishable/optimal-orders.ts';
import { type RuleFigures, ruleFigures } from './perishable/rule-figures.ts';

export interface PerishableProfit {
  readonly optimal: OptimalOrders;
  /** Proved within `optimal.error`. */
  readonly averageProfitPerPeriod: number;
  /** The best rule "order up to S, and what will probably be wasted besides"; its cost is minus its profit. */
  readonly wasteAwareBaseStock: BestLevel;
  readonly figures?: RuleFigures;
}

/**
 * Maximises the average of price x sold - cost x ordered (less any other costs of the model) by value iteration without discount.
 * @see Hendrix, Ortega, Haijema, Buisman and Garcia (2019), On computing optimal policies in perishable inventory control
 *   using value iteration, Computational and Mathematical Methods 1(4).
 */
export function perishableProfit(model: Omit<PerishableModel, 'discountFactor'>): PerishableProfit {
  const average: PerishableModel = { ...model, discountFactor: 1 };
  const optimal = optimalOrders(average);
  const mean = average.cycle[0].mean;
  return {
    optimal,
    averageProfitPerPeriod: -optimal.averageCost,
    wasteAwareBaseStock: bestLevel(average, (space, level) => wasteAwareBaseStockRule(space, level, mean)),
    figures: ruleFigures(average, (state) => optimal.orders[0][state]),
  };
}

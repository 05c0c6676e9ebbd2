/** Optimal orders of one perishable item, lost sales, discounted cost. */
import { type BestLevel, baseStockRule, bestLevel } from './perishable/evaluate-orders.ts';
import type { PerishableModel } from './perishable/model.ts';
import { type OptimalOrders, optimalOrders } from './perishable/optimal-orders.ts';
import { type RuleFigures, ruleFigures } from './perishable/rule-figures.ts';

export interface PerishablePolicy {
  readonly optimal: OptimalOrders;
  /** Expected discounted cost from an empty stock with nothing on order. */
  readonly valueAtEmpty: number;
  /** The best rule of the form "order up to S", for comparison. */
  readonly baseStock: BestLevel;
  readonly figures?: RuleFigures;
}

/**
 * Optimal policy of V(x) = min over 0 <= q <= Q of { c q + E[p short + w wasted + h surviving + discount V(x')] }.
 * The state x lists orders under way and units by life left; x' follows from issuing, ageing and the next arrival.
 * @see De Moor, Gijsbrechts and Boute (2022), Reward shaping to improve the performance of deep reinforcement learning in
 *   perishable inventory management, European Journal of Operational Research 301(2):535-545, section 3.
 */
export function perishablePolicy(model: PerishableModel): PerishablePolicy {
  const optimal = optimalOrders(model);
  return {
    optimal,
    valueAtEmpty: optimal.values[0][0],
    baseStock: bestLevel(model, baseStockRule),
    figures: ruleFigures(model, (state) => optimal.orders[0][state]),
  };
}

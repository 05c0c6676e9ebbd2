/** Optimal orders of a perishable item whose demand has a weekly pattern. */
import type { PerishableModel } from './perishable/model.ts';
import { type OptimalOrders, optimalOrders } from './perishable/optimal-orders.ts';

export interface WeekdayPolicy {
  readonly optimal: OptimalOrders;
  /** Expected discounted cost from the morning of each day of the cycle, stock empty. */
  readonly valueEmpty: readonly number[];
}

/**
 * Value iteration over (day, units by life left): an order is received before the demand of its day, each unit with a life
 * drawn from the probabilities for that order quantity, or fresh.
 * @see Mirjalili (2022), Data-driven modelling and control of hospital blood inventory, PhD thesis, chapter 6.
 */
export function weekdayPolicy(model: PerishableModel): WeekdayPolicy {
  const optimal = optimalOrders(model);
  return { optimal, valueEmpty: optimal.values.map((values) => values[0]) };
}

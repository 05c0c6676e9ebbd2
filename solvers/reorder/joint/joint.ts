/**
 * Many items that share something: the problem, and what comes back.
 *
 * Variables: q[k] >= 0 milli on option k, x[k] = 1 where q[k] > 0, y[o] = 1 where order o is placed. An order is a pair
 * of supplier and arrival day; all options of all items with that pair are its lines.
 *
 *   least   sum over items of cost(q of the item) + sum over orders of orderCost * y
 *   with    x[k] <= y[o of k]
 *           sum over the lines of o of value(q) >= leastOrderValue * y[o]
 *           sum over orders of y <= mostOrders
 *           sum over all lines of value(q) <= budget
 *           sum over items of weight * morning stock of the day <= limit of the day, for each stock limit
 *
 * with value(q) = fixed + price * q of the segment that q lies in: the purchase without costs of lines and orders.
 */
import type { ItemProblem } from '../item/item.ts';

export interface JointSupplier {
  /** Charged once for each day on which anything arrives from the supplier. */
  readonly orderCost: number;
  /** Least purchase value of all that arrives on one day, if anything does. */
  readonly leastOrderValue: number;
}

/** A limit of space, or of money tied up, that all items draw on. */
export interface StockLimit {
  /** Of each item, at least 0: what a milli of its morning stock takes. */
  readonly weight: Float64Array;
  /** Of each day; Infinity where there is none. Days beyond its end are free. */
  readonly limit: Float64Array;
}

export interface JointProblem {
  readonly items: readonly ItemProblem[];
  /** By `OrderOption.supplier`. */
  readonly suppliers: readonly JointSupplier[];
  /** Infinity where there is no limit. */
  readonly mostOrders: number;
  /** Infinity where there is no limit. */
  readonly budget: number;
  readonly stockLimits: readonly StockLimit[];
}

/** What one more unit of a shared limit would save, by the best bound found: 0 where the limit does not bind. */
export interface ShadowPrices {
  /** Money saved by one more of budget. */
  readonly budget: number;
  /** Money saved by one more order. */
  readonly mostOrders: number;
  /** Money saved by one more unit of a stock limit on a day, by limit and day. */
  readonly stock: readonly Float64Array[];
}

export interface JointAnswer {
  /** Of each item, milli by option. */
  readonly quantities: readonly Float64Array[];
  /** Items' costs and order costs. */
  readonly cost: number;
  /** Proved: no feasible plan costs less. */
  readonly lowerBound: number;
  readonly multipliers: ShadowPrices;
  /** Bound evaluations and search moves that were done. */
  readonly iterations: number;
}

/** Why there is no plan. `together`: no single limit is to blame. */
export type JointObstacle =
  | { readonly limit: 'item'; readonly item: number; readonly day: number; readonly short: number }
  | { readonly limit: 'budget'; readonly least: number }
  | { readonly limit: 'stock'; readonly row: number; readonly day: number; readonly least: number }
  | { readonly limit: 'together' };

export type JointResult =
  | JointAnswer
  | { readonly infeasible: true; readonly obstacle: JointObstacle }
  /** No feasible plan was found, and none is excluded. */
  | { readonly unknown: true; readonly lowerBound: number; readonly iterations: number };

export interface JointOptions {
  readonly warmStart?: readonly Float64Array[];
  readonly onIncumbent?: (answer: JointAnswer) => void;
}

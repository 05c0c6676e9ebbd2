/**
 * A plan under change: one column per item, with all that they share counted along.
 *
 * Worth of a plan while it is searched: cost + penalty * sum of the relative violations of the shared limits.
 */
import type { Instance } from './instance.ts';
import type { Column } from './pool.ts';
import { type Multipliers, morningPriceOf } from './price.ts';

/** Limits are kept up to rounding of sums of doubles. */
const slack = 1e-9;

/** How far `amount` is above `limit`, relative to it; 0 within rounding. */
export function excess(amount: number, limit: number): number {
  const over = amount - limit;
  const scale = Math.max(1, Math.abs(limit));
  return over <= slack * scale ? 0 : over / scale;
}

export class Plan {
  readonly chosen: Column[];
  /** Items by order, and their purchase value. */
  readonly users: Int32Array;
  readonly orderValue: Float64Array;
  readonly stock: Float64Array[];
  /** Orders placed. */
  placed = 0;
  value = 0;
  /** Items' costs and order costs. */
  cost = 0;
  readonly #instance: Instance;
  /** Prices of limits that count in the worth besides the penalties; see `setPrices`. */
  #prices: Multipliers | undefined;
  #morningPrices: readonly (Float64Array | undefined)[] = [];

  constructor(instance: Instance, columns: readonly Column[]) {
    this.#instance = instance;
    this.chosen = [...columns];
    this.users = new Int32Array(instance.orders);
    this.orderValue = new Float64Array(instance.orders);
    this.stock = instance.rows.map(() => new Float64Array(instance.days));
    this.recount();
  }

  /** Counts all anew, so that rounding does not pile up. */
  recount(): void {
    this.users.fill(0);
    this.orderValue.fill(0);
    for (const stock of this.stock) stock.fill(0);
    this.placed = 0;
    this.value = 0;
    this.cost = 0;
    for (const column of this.chosen) this.#count(column, 1);
  }

  /**
   * Lets budget and space cost something from the first unit on, so that a local search comes near the limits by what
   * they are worth, and not by who takes them first. Undefined: no longer.
   */
  setPrices(prices: Multipliers | undefined): void {
    this.#prices = prices;
    this.#morningPrices = prices
      ? this.#instance.items.map((_, item) => morningPriceOf(this.#instance, item, prices.stock))
      : [];
  }

  take(item: number): Column {
    const column = this.chosen[item];
    this.#count(column, -1);
    return column;
  }

  put(column: Column): void {
    this.chosen[column.item] = column;
    this.#count(column, 1);
  }

  #count(column: Column, sign: 1 | -1): void {
    const { orders, orderValues, morning, item } = column;
    const { orderCost, rows } = this.#instance;
    this.cost += sign * column.cost;
    this.value += sign * column.value;
    for (let at = 0; at < orders.length; at += 1) {
      const order = orders[at];
      this.orderValue[order] += sign * orderValues[at];
      if (sign > 0 ? this.users[order]++ === 0 : --this.users[order] === 0) {
        this.cost += sign * orderCost[order];
        this.placed += sign;
        if (sign < 0) this.orderValue[order] = 0;
      }
    }
    for (let row = 0; row < rows.length; row += 1) {
      const weight = sign * rows[row].weight[item];
      if (weight === 0) continue;
      const stock = this.stock[row];
      for (let day = 0; day < morning.length; day += 1) stock[day] += weight * morning[day];
    }
  }

  /**
   * What the plan would gain in worth by a column of an item that is taken out.
   * @param free - an order whose cost is not counted; -1: none.
   * @param most - a worth that is of no use; from it on any number that is no smaller may be returned.
   */
  addedWorth(column: Column, penalty: number, free: number, most = Infinity): number {
    const { orders, orderValues, morning, item } = column;
    const { orderCost, leastValue, mostOrders, budget, rows } = this.#instance;
    let worth = column.cost + (this.#prices ? this.#prices.budget * column.value : 0);
    const price = this.#morningPrices[item];
    if (price) for (let day = 0; day < morning.length; day += 1) worth += price[day] * morning[day];
    let broken = excess(this.value + column.value, budget);
    let opened = 0;
    for (let at = 0; at < orders.length; at += 1) {
      const order = orders[at];
      const isNew = this.users[order] === 0;
      if (isNew) opened += 1;
      if (isNew && order !== free) worth += orderCost[order];
      const least = leastValue[order];
      if (least <= 0) continue;
      const before = isNew ? 0 : shortOf(this.orderValue[order], least);
      broken += shortOf(this.orderValue[order] + orderValues[at], least) - before;
    }
    if (mostOrders < Infinity) broken += excess(this.placed + opened, mostOrders);
    for (let row = 0; row < rows.length; row += 1) {
      // What follows adds to what is broken.
      if (worth + penalty * broken >= most) return most;
      const weight = rows[row].weight[item];
      if (weight === 0) continue;
      const stock = this.stock[row];
      const limit = rows[row].limit;
      for (let day = 0; day < morning.length; day += 1) {
        const after = stock[day] + weight * morning[day];
        if (after > limit[day]) broken += excess(after, limit[day]) - excess(stock[day], limit[day]);
      }
    }
    return broken === 0 ? worth : worth + penalty * broken;
  }

  /** Sum of the relative violations of all shared limits; 0: the plan is feasible. */
  violation(): number {
    const { orders, leastValue, mostOrders, budget, rows } = this.#instance;
    let broken = excess(this.value, budget) + excess(this.placed, mostOrders);
    for (let order = 0; order < orders; order += 1)
      if (this.users[order] > 0) broken += shortOf(this.orderValue[order], leastValue[order]);
    for (let row = 0; row < rows.length; row += 1)
      for (let day = 0; day < rows[row].limit.length; day += 1)
        broken += excess(this.stock[row][day], rows[row].limit[day]);
    return broken;
  }

  worth(penalty: number): number {
    let worth = this.cost + penalty * this.violation();
    if (!this.#prices) return worth;
    worth += this.#prices.budget * this.value;
    for (let row = 0; row < this.stock.length; row += 1)
      for (let day = 0; day < this.stock[row].length; day += 1)
        worth += this.#prices.stock[row][day] * this.stock[row][day];
    return worth;
  }
}

function shortOf(value: number, least: number): number {
  const scale = Math.max(1, least);
  return least - value <= slack * scale ? 0 : (least - value) / scale;
}

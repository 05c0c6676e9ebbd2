/**
 * Each item in turn does what is best for it next to what the others do: orders that others place are free, what is left
 * of space is a limit, a least order value is filled up. Exact for the item, so the plan never gets worse by it.
 */
import type { OrderOption } from '../item/item.ts';
import type { Instance } from './instance.ts';
import type { Plan } from './plan.ts';
import type { Column, Pool } from './pool.ts';
import { type Multipliers, morningPriceOf, type Restrictions, viewOf, viewWidth } from './price.ts';
import type { Relaxation } from './relax.ts';

export class Responses {
  readonly #instance: Instance;
  readonly #pool: Pool;
  readonly #relaxation: Relaxation;
  readonly #root: Restrictions;
  readonly #none: Multipliers;
  /** By item: what its last response took the others to do; the same needs no second one. */
  readonly #seen: (Float64Array | undefined)[];

  constructor(instance: Instance, pool: Pool, relaxation: Relaxation, root: Restrictions, none: Multipliers) {
    this.#instance = instance;
    this.#pool = pool;
    this.#relaxation = relaxation;
    this.#root = root;
    this.#none = none;
    this.#seen = instance.items.map(() => undefined);
  }

  /**
   * @param without - an order that may not be used; -1: none.
   * @param prices - multipliers of budget and space that the responses pay.
   */
  respond(plan: Plan, item: number, penalty: number, without: number, prices: Multipliers): void {
    plan.take(item);
    this.fill(plan, item, penalty, without, prices);
  }

  /** As `respond` for an item that is taken out of the plan. */
  fill(plan: Plan, item: number, penalty: number, without: number, prices: Multipliers): void {
    const old = plan.chosen[item];
    const view = this.#viewNextTo(plan, item, without, prices.budget);
    const seen = this.#seen[item];
    if (this.#instance.rows.length > 0 || !seen || seen.some((number, at) => number !== view[at])) {
      this.#seen[item] = view;
      const price = morningPriceOf(this.#instance, item, prices.stock);
      this.#relaxation.respond(item, view, price, this.#spaceNextTo(plan, item));
    }
    const isBarred = ({ orders }: Column) => without >= 0 && orders.includes(without);
    let best = old;
    let least = isBarred(old) ? Infinity : plan.addedWorth(old, penalty, -1) - 1e-9 * Math.max(1, Math.abs(old.cost));
    for (const column of this.#pool.columns[item]) {
      if (isBarred(column)) continue;
      const worth = plan.addedWorth(column, penalty, -1, least);
      if (worth >= least) continue;
      least = worth;
      best = column;
    }
    plan.put(best);
  }

  #viewNextTo(plan: Plan, item: number, without: number, budgetPrice: number): Float64Array {
    const { optionFrom, orderOf, orderCost, leastValue, mostOrders, items } = this.#instance;
    const view = new Float64Array(viewWidth * items[item].options.length);
    viewOf(this.#instance, item, this.#none, this.#root, view);
    for (let option = optionFrom[item], at = 0; option < optionFrom[item + 1]; option += 1, at += viewWidth) {
      view[at + 1] = 1 + budgetPrice;
      const order = orderOf[option];
      if (order < 0) continue;
      const isPlaced = plan.users[order] > 0;
      view[at] = isPlaced ? 0 : orderCost[order];
      const short = leastValue[order] - (isPlaced ? plan.orderValue[order] : 0);
      if (short > 0)
        view[at + 2] = Math.max(view[at + 2], leastFor(items[item].options[option - optionFrom[item]], short));
      if (order === without || (!isPlaced && plan.placed >= mostOrders)) view[at + 3] = 0;
      // What cannot fill the order up is left out.
      if (view[at + 2] > view[at + 3]) view[at + 3] = 0;
    }
    return view;
  }

  #spaceNextTo(plan: Plan, item: number): Float64Array | undefined {
    const { rows, items, ownLimit, alone } = this.#instance;
    if (rows.length === 0) return undefined;
    const left = ownLimit[item]?.slice() ?? new Float64Array(items[item].days).fill(Infinity);
    for (let row = 0; row < rows.length; row += 1) {
      const weight = rows[row].weight[item];
      if (weight <= 0) continue;
      for (let day = 0; day < left.length; day += 1) {
        const space = (rows[row].limit[day] - plan.stock[row][day]) / weight;
        left[day] = Math.min(left[day], Math.floor(space + 1e-6 + 1e-9 * Math.abs(space)));
      }
    }
    // While others take too much an item is not asked for less than it would have without an order.
    const given = alone[item];
    for (let day = 0; day < left.length; day += 1) left[day] = Math.max(left[day], given[day], 0);
    return left;
  }
}

/** Least quantity of an option with at least a purchase value; Infinity where there is none. */
export function leastFor({ pack, segments }: OrderOption, value: number): number {
  for (const { from, to, fixed, price } of segments) {
    const needed = price > 0 ? (value - fixed) / price : fixed >= value ? 0 : Infinity;
    // Rounding must not ask for a pack more than needed.
    const packs = Math.ceil(Math.max(from, needed) / pack - 1e-9);
    if (packs * pack <= to) return packs * pack;
  }
  return Infinity;
}

/** Local search over the columns known: items switch, orders are given up, opened, moved to another day or supplier. */
import type { Rng } from '../../shared/rng.ts';
import type { Instance } from './instance.ts';
import type { Plan } from './plan.ts';
import type { Column, Pool } from './pool.ts';

/** Orders of the same supplier so many deliveries away, and of others so many days, are tried in place of an order. */
const reach = 2;

export class Improver {
  readonly #instance: Instance;
  readonly #pool: Pool;
  readonly #rng: Rng;
  /** By order: those that are tried in its place. */
  readonly #near: Int32Array[] = [];
  readonly #bySupplier: readonly number[][];
  /** By order: items with a column that has a line in it. */
  #itemsOf: number[][] = [];
  #version = -1;

  constructor(instance: Instance, pool: Pool, rng: Rng) {
    this.#instance = instance;
    this.#pool = pool;
    this.#rng = rng;
    this.#bySupplier = ordersBySupplier(instance);
  }

  /** Improves a plan's worth until nothing helps any more, or it is stopped. */
  improve(plan: Plan, penalty: number, shouldStop: () => boolean): void {
    this.#index();
    const { items, orders } = this.#instance;
    const itemOrder = Int32Array.from(items.keys());
    const orderOrder = Int32Array.from({ length: orders }, (_, order) => order);
    for (let improved = true; improved; ) {
      plan.recount();
      const before = plan.worth(penalty);
      for (const item of this.#rng.shuffle(itemOrder)) {
        if (shouldStop()) return;
        this.#choose(plan, item, penalty, -1, -1);
      }
      for (const order of this.#rng.shuffle(orderOrder)) {
        if (shouldStop()) return;
        if (plan.users[order] === 0) {
          this.#move(plan, penalty, -1, order);
          continue;
        }
        if (this.#move(plan, penalty, order, -1)) continue;
        this.#near[order] ??= nearOrders(this.#instance, this.#bySupplier, order);
        for (const other of this.#near[order])
          if (shouldStop() || (plan.users[other] === 0 && this.#move(plan, penalty, order, other))) break;
      }
      improved = plan.worth(penalty) < before - 1e-9 * Math.max(1, Math.abs(before));
    }
  }

  /**
   * Gives up some orders at random, whatever that costs: where a local search begins anew.
   * @param share - of the orders placed, how many are given up.
   */
  shake(plan: Plan, penalty: number, share: number): void {
    this.#index();
    for (let order = 0; order < this.#instance.orders; order += 1)
      if (plan.users[order] > 0 && this.#rng.float() < share) this.#reassign(plan, penalty, order, -1);
  }

  /** Closes an order and opens another, -1: none. @returns whether the plan is better for it; else it is as before. */
  #move(plan: Plan, penalty: number, close: number, open: number): boolean {
    const before = plan.worth(penalty);
    const replaced = this.#reassign(plan, penalty, close, open);
    if (replaced && plan.worth(penalty) < before - 1e-9 * Math.max(1, Math.abs(before))) return true;
    for (const column of replaced ?? []) {
      plan.take(column.item);
      plan.put(column);
    }
    return false;
  }

  /** @returns the columns that were replaced; undefined, with nothing changed, where an item has no other column. */
  #reassign(plan: Plan, penalty: number, close: number, open: number): Column[] | undefined {
    const replaced: Column[] = [];
    const visit = (item: number): boolean => {
      const old = plan.chosen[item];
      if (!this.#choose(plan, item, penalty, close, open)) return false;
      if (plan.chosen[item] !== old) replaced.push(old);
      return true;
    };
    if (close >= 0)
      for (const item of this.#itemsOf[close]) {
        if (!plan.chosen[item].orders.includes(close) || visit(item)) continue;
        for (const column of replaced) {
          plan.take(column.item);
          plan.put(column);
        }
        return undefined;
      }
    if (open >= 0)
      for (const item of this.#itemsOf[open]) if (close < 0 || !plan.chosen[item].orders.includes(open)) visit(item);
    return replaced;
  }

  /** Takes the item's best column without order `close`, as if `open` cost nothing. @returns whether there is one. */
  #choose(plan: Plan, item: number, penalty: number, close: number, open: number): boolean {
    const old = plan.take(item);
    let best: Column | undefined;
    let least = Infinity;
    if (close < 0 || !old.orders.includes(close)) {
      best = old;
      least = plan.addedWorth(old, penalty, open) - 1e-9 * Math.max(1, Math.abs(old.cost));
    }
    for (const column of this.#pool.columns[item]) {
      if (close >= 0 && column.orders.includes(close)) continue;
      const worth = plan.addedWorth(column, penalty, open, least);
      if (worth >= least) continue;
      least = worth;
      best = column;
    }
    plan.put(best ?? old);
    return best !== undefined;
  }

  #index(): void {
    if (this.#version === this.#pool.version) return;
    this.#version = this.#pool.version;
    this.#itemsOf = Array.from({ length: this.#instance.orders }, () => []);
    for (let item = 0; item < this.#pool.columns.length; item += 1)
      for (const { orders } of this.#pool.columns[item])
        for (const order of orders) if (this.#itemsOf[order].at(-1) !== item) this.#itemsOf[order].push(item);
  }
}

function nearOrders({ orderDay, orderSupplier }: Instance, bySupplier: readonly number[][], order: number): Int32Array {
  const near: number[] = [];
  for (let supplier = 0; supplier < bySupplier.length; supplier += 1) {
    const group = bySupplier[supplier];
    if (supplier === orderSupplier[order]) {
      const at = group.indexOf(order);
      near.push(...group.slice(Math.max(0, at - reach), at), ...group.slice(at + 1, at + 1 + reach));
    } else near.push(...group.filter((other) => Math.abs(orderDay[other] - orderDay[order]) < reach));
  }
  return Int32Array.from(near);
}

function ordersBySupplier({ problem, orders, orderSupplier, orderDay }: Instance): number[][] {
  const groups: number[][] = problem.suppliers.map(() => []);
  for (let order = 0; order < orders; order += 1) groups[orderSupplier[order]].push(order);
  for (const group of groups) group.sort((one, other) => orderDay[one] - orderDay[other]);
  return groups;
}

/**
 * The Lagrangean relaxation: all that items share is priced, so that each item is solved by itself.
 *
 * L(u) = sum over items of z_i(u) - lambda * budget - sum of mu * limit - kappa * mostOrders
 *        + sum over placed orders of P[o] + sum over free orders of min(0, P[o] - sum of the shares of its lines)
 *
 * with P[o] the order's price. L(u) is a lower bound for any multipliers u >= 0.
 * @see Geoffrion (1974), Mathematical Programming Study 2:82-114; for joint replenishment Robinson and Lawrence (2004),
 *   Decision Sciences 35(3), and Boctor, Laporte and Renaud (2004), European Journal of Operational Research 156.
 */
import type { Budget } from '../../solver.ts';
import type { ItemProblem, ItemResult } from '../item/item.ts';
import type { Instance } from './instance.ts';
import type { Column, Pool } from './pool.ts';
import {
  type Multipliers,
  morningPriceOf,
  orderPrice,
  pricedItem,
  type Restrictions,
  viewOf,
  viewWidth,
} from './price.ts';

export type Oracle = (item: ItemProblem, budget: Budget) => ItemResult;

export interface Relaxed {
  readonly bound: number;
  /** What each item would do. */
  readonly columns: readonly Column[];
}

/** An item that cannot be served at all under the restrictions. */
export interface Impossible {
  readonly impossible: true;
  readonly item: number;
  readonly day: number;
  readonly short: number;
}

interface Known {
  readonly view: Float64Array;
  readonly morningPrice: Float64Array | undefined;
  readonly lowerBound: number;
  readonly column: Column | undefined;
  readonly day: number;
  readonly short: number;
}

/** Items are asked for in groups of so many between two looks at the clock. */
const itemsBetweenStops = 4;

export class Relaxation {
  readonly #instance: Instance;
  readonly #oracle: Oracle;
  readonly #budget: Budget;
  readonly #pool: Pool;
  readonly #known: Known[][];
  readonly #most: number;
  readonly #view: Float64Array;
  /** Items solved, not counting those known from before. */
  solved = 0;

  constructor(instance: Instance, oracle: Oracle, budget: Budget, pool: Pool) {
    this.#instance = instance;
    this.#oracle = oracle;
    // Iterations are counted here, a single item is always solved to its end.
    this.#budget = { ...budget, maxIterations: Infinity, gap: 0, onIncumbent: undefined };
    this.#pool = pool;
    this.#known = instance.items.map(() => []);
    this.#most = instance.items.length <= 400 ? 6 : 1;
    this.#view = new Float64Array(viewWidth * Math.max(0, ...instance.items.map(({ options }) => options.length)));
  }

  /** @returns undefined where it was stopped; with `mustEnd` it is not. */
  evaluate(multipliers: Multipliers, restrictions: Restrictions, mustEnd = false): Relaxed | Impossible | undefined {
    const instance = this.#instance;
    const columns: Column[] = [];
    let bound = constantOf(instance, multipliers, restrictions);
    for (let item = 0; item < instance.items.length; item += 1) {
      if (!mustEnd && item % itemsBetweenStops === itemsBetweenStops - 1 && this.#budget.shouldStop()) return undefined;
      const known = this.item(item, multipliers, restrictions);
      if (!known.column) return { impossible: true, item, day: known.day, short: known.short };
      bound += known.lowerBound;
      columns.push(known.column);
    }
    return { bound, columns };
  }

  /** Best decision of one item; no column where it has none. */
  item(item: number, multipliers: Multipliers, restrictions: Restrictions): Known {
    const instance = this.#instance;
    const view = this.#view.subarray(0, viewWidth * instance.items[item].options.length);
    viewOf(instance, item, multipliers, restrictions, view);
    const morningPrice = morningPriceOf(instance, item, multipliers.stock);
    const before = this.#known[item];
    for (const known of before)
      if (isEqual(known.view, view) && isEqual(known.morningPrice, morningPrice)) return known;
    const found = this.#solve(item, view.slice(), morningPrice);
    if (before.length >= this.#most) before.shift();
    before.push(found);
    return found;
  }

  /**
   * Best decision of one item next to what the others leave.
   * @param limit - most morning stock by day; absent: the item's own limit.
   * @returns undefined where it has none.
   */
  respond(item: number, view: Float64Array, price: Float64Array | undefined, limit?: Float64Array): Column | undefined {
    return this.#solve(item, view, price, limit).column;
  }

  #solve(item: number, view: Float64Array, morningPrice: Float64Array | undefined, limit?: Float64Array): Known {
    const none = { view, morningPrice, lowerBound: Infinity, column: undefined, day: 0, short: 0 };
    const priced = pricedItem(this.#instance, item, view, morningPrice, limit);
    if (!priced) return none;
    this.solved += 1;
    const answer = this.#oracle(priced.problem, this.#budget);
    if ('infeasible' in answer) return { ...none, day: answer.day, short: answer.short };
    const column = this.#pool.add(
      item,
      spread(answer.quantities, priced.kept, this.#instance.items[item].options.length),
    );
    if (!column) throw new Error(`item ${item}: the item search came back with a decision that is not allowed`);
    return { ...none, lowerBound: answer.lowerBound, column };
  }
}

function spread(quantities: Float64Array, kept: Int32Array | undefined, options: number): Float64Array {
  if (!kept) return quantities;
  const all = new Float64Array(options);
  for (let at = 0; at < kept.length; at += 1) all[kept[at]] = quantities[at];
  return all;
}

function isEqual(one: Float64Array | undefined, other: Float64Array | undefined): boolean {
  if (!one || !other) return one === other;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

/** What of L(u) does not depend on the items. */
export function constantOf(instance: Instance, multipliers: Multipliers, { order }: Restrictions): number {
  const { orders, orderFrom, orderOptions, budget, mostOrders, rows, days } = instance;
  const { share, stock } = multipliers;
  let constant = 0;
  if (multipliers.budget > 0) constant -= multipliers.budget * budget;
  if (multipliers.mostOrders > 0) constant -= multipliers.mostOrders * mostOrders;
  for (let row = 0; row < rows.length; row += 1)
    for (let day = 0; day < days; day += 1) if (stock[row][day] > 0) constant -= stock[row][day] * rows[row].limit[day];
  for (let index = 0; index < orders; index += 1) {
    if (order[index] < 0) continue;
    let left = orderPrice(instance, multipliers, index);
    if (order[index] === 0) {
      for (let at = orderFrom[index]; at < orderFrom[index + 1]; at += 1) left -= share[orderOptions[at]];
      left = Math.min(0, left);
    }
    constant += left;
  }
  return constant;
}

/** Decisions of single items seen so far: the columns that plans are put together from. */
import { evaluateInPlace, purchaseCost } from '../item/evaluate.ts';
import type { Instance } from './instance.ts';

/** One item's decision and what it takes of all that is shared. */
export interface Column {
  readonly item: number;
  /** Options used, numbered through all items, ascending. */
  readonly options: Int32Array;
  /** Milli and purchase value by entry of `options`. */
  readonly amounts: Float64Array;
  readonly values: Float64Array;
  /** Cost by the item's own problem. */
  readonly cost: number;
  /** Purchase value of all options. */
  readonly value: number;
  /** Orders that it has lines in, each once, and its purchase value in each. */
  readonly orders: Int32Array;
  readonly orderValues: Float64Array;
  /** Morning stock by day, where there are stock limits; else empty. */
  readonly morning: Float64Array;
}

/** Columns kept per item: enough for the search to mix, bounded so that large problems stay in memory. */
function mostColumns(items: number): number {
  return Math.max(6, Math.min(80, Math.floor(60_000 / Math.max(1, items))));
}

export class Pool {
  readonly columns: Column[][];
  readonly #instance: Instance;
  readonly #most: number;
  /** Grows with each new column. */
  version = 0;

  constructor(instance: Instance) {
    this.#instance = instance;
    this.columns = instance.items.map(() => []);
    this.#most = mostColumns(instance.items.length);
  }

  /** @returns the column of a decision, new or known; undefined where the item's own problem does not allow it. */
  add(item: number, quantities: Float64Array): Column | undefined {
    const known = this.columns[item];
    const first = this.#instance.optionFrom[item];
    for (const column of known) if (isSame(column, quantities, first)) return column;
    const column = columnOf(this.#instance, item, quantities);
    if (!column) return undefined;
    // The oldest goes first: what it was good for is mostly past.
    if (known.length >= this.#most) known.shift();
    known.push(column);
    this.version += 1;
    return column;
  }

  /** Puts back a column that may have been dropped, e.g. one of the incumbent. */
  keep(column: Column): void {
    const known = this.columns[column.item];
    const at = known.indexOf(column);
    if (at === known.length - 1 && at >= 0) return;
    if (at >= 0) known.splice(at, 1);
    else if (known.length >= this.#most) known.shift();
    known.push(column);
  }
}

function isSame({ options, amounts }: Column, quantities: Float64Array, first: number): boolean {
  let at = 0;
  for (let local = 0; local < quantities.length; local += 1) {
    if (quantities[local] === 0) continue;
    if (at >= options.length || options[at] !== first + local || amounts[at] !== quantities[local]) return false;
    at += 1;
  }
  return at === options.length;
}

export function columnOf(instance: Instance, item: number, quantities: Float64Array): Column | undefined {
  const problem = instance.items[item];
  const { cost, morningStock, broken } = evaluateInPlace(problem, quantities);
  if (broken.length > 0) return undefined;
  const first = instance.optionFrom[item];
  let lines = 0;
  for (let local = 0; local < quantities.length; local += 1) if (quantities[local] !== 0) lines += 1;
  const options = new Int32Array(lines);
  const amounts = new Float64Array(lines);
  const values = new Float64Array(lines);
  const orders: number[] = [];
  const orderValues: number[] = [];
  let value = 0;
  for (let local = 0, at = 0; local < quantities.length; local += 1) {
    const amount = quantities[local];
    if (amount === 0) continue;
    const worth = purchaseCost(problem.options[local], amount);
    options[at] = first + local;
    amounts[at] = amount;
    values[at] = worth;
    value += worth;
    at += 1;
    const order = instance.orderOf[first + local];
    if (order < 0) continue;
    const known = orders.indexOf(order);
    if (known >= 0) orderValues[known] += worth;
    else {
      orders.push(order);
      orderValues.push(worth);
    }
  }
  return {
    item,
    options,
    amounts,
    values,
    cost,
    value,
    orders: new Int32Array(orders),
    orderValues: new Float64Array(orderValues),
    morning: instance.rows.length > 0 ? morningStock.slice() : noDays,
  };
}

const noDays = new Float64Array(0);

export function quantitiesOf(instance: Instance, { item, options, amounts }: Column): Float64Array {
  const quantities = new Float64Array(instance.items[item].options.length);
  for (let at = 0; at < options.length; at += 1) quantities[options[at] - instance.optionFrom[item]] = amounts[at];
  return quantities;
}

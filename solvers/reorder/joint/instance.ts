/** The joint problem with orders and options numbered through. */
import { evaluate } from '../item/evaluate.ts';
import type { ItemProblem, OrderOption } from '../item/item.ts';
import type { JointProblem } from './joint.ts';

export interface Instance {
  readonly problem: JointProblem;
  readonly items: readonly ItemProblem[];
  /** Options are numbered through all items: those of item i are optionFrom[i] .. optionFrom[i + 1] - 1. */
  readonly optionFrom: Int32Array;
  /** Order of an option; -1 where nothing is shared by its order. */
  readonly orderOf: Int32Array;
  readonly orders: number;
  readonly orderCost: Float64Array;
  readonly leastValue: Float64Array;
  readonly orderSupplier: Int32Array;
  readonly orderDay: Int32Array;
  /** Options of order o are orderOptions[orderFrom[o] .. orderFrom[o + 1] - 1]. */
  readonly orderFrom: Int32Array;
  readonly orderOptions: Int32Array;
  readonly mostOrders: number;
  readonly budget: number;
  readonly rows: readonly Row[];
  /** Of each item and day: most morning stock that the rows leave it when no other item orders; absent where it cannot bind. */
  readonly ownLimit: readonly (Float64Array | undefined)[];
  /** Of each item and day: morning stock without any order; only where there are rows. */
  readonly alone: readonly Float64Array[];
  /** Longest plan of an item. */
  readonly days: number;
  optionAt(option: number): OrderOption;
  /** Amounts matter beyond what is ordered at all: budget, stock limits or least values of orders. */
  readonly amounts: boolean;
}

/** A stock limit, with the stock of each item that is there whatever is ordered. */
export interface Row {
  readonly weight: Float64Array;
  /** Of each day to `days`, Infinity beyond the end of the given ones. */
  readonly limit: Float64Array;
  /** Weighted morning stock of all items without any order, by day. */
  readonly given: Float64Array;
}

export function instanceOf(problem: JointProblem): Instance {
  const { items, suppliers, mostOrders, budget } = problem;
  const optionFrom = new Int32Array(items.length + 1);
  let days = 0;
  for (let item = 0; item < items.length; item += 1) {
    optionFrom[item + 1] = optionFrom[item] + items[item].options.length;
    days = Math.max(days, items[item].days);
  }
  const options = optionFrom[items.length];
  const orderOf = new Int32Array(options).fill(-1);
  const numbers = new Map<number, number>();
  const orderSupplier: number[] = [];
  const orderDay: number[] = [];
  const counted = mostOrders < Infinity;
  for (let item = 0; item < items.length; item += 1)
    for (let local = 0; local < items[item].options.length; local += 1) {
      const { supplier, arrivalDay } = items[item].options[local];
      const { orderCost, leastOrderValue } = suppliers[supplier];
      if (!counted && orderCost <= 0 && leastOrderValue <= 0) continue;
      const key = arrivalDay * suppliers.length + supplier;
      let order = numbers.get(key);
      if (order === undefined) {
        order = orderSupplier.length;
        numbers.set(key, order);
        orderSupplier.push(supplier);
        orderDay.push(arrivalDay);
      }
      orderOf[optionFrom[item] + local] = order;
    }
  const orders = orderSupplier.length;
  const { from, members } = grouped(orderOf, orders);
  const orderCost = Float64Array.from(orderSupplier, (supplier) => suppliers[supplier].orderCost);
  const leastValue = Float64Array.from(orderSupplier, (supplier) => suppliers[supplier].leastOrderValue);
  const { rows, ownLimit, alone } = rowsOf(problem, days);
  return {
    problem,
    items,
    optionFrom,
    orderOf,
    orders,
    orderCost,
    leastValue,
    orderSupplier: Int32Array.from(orderSupplier),
    orderDay: Int32Array.from(orderDay),
    orderFrom: from,
    orderOptions: members,
    mostOrders,
    budget,
    rows,
    ownLimit,
    alone,
    days,
    optionAt: (option) => {
      const item = itemOf(optionFrom, option);
      return items[item].options[option - optionFrom[item]];
    },
    amounts: budget < Infinity || rows.length > 0 || leastValue.some((value) => value > 0),
  };
}

/** Last item whose first option is not after `option`. */
function itemOf(optionFrom: Int32Array, option: number): number {
  let low = 0;
  let high = optionFrom.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (optionFrom[middle] <= option) low = middle;
    else high = middle;
  }
  return low;
}

/** Members of each group in order, groups numbered from 0; those of group -1 are left out. */
export function grouped(groupOf: Int32Array, groups: number): { from: Int32Array; members: Int32Array } {
  const from = new Int32Array(groups + 1);
  for (const group of groupOf) if (group >= 0) from[group + 1] += 1;
  for (let group = 0; group < groups; group += 1) from[group + 1] += from[group];
  const members = new Int32Array(from[groups]);
  const next = from.slice(0, groups);
  for (let member = 0; member < groupOf.length; member += 1) {
    const group = groupOf[member];
    if (group >= 0) members[next[group]++] = member;
  }
  return { from, members };
}

function rowsOf(
  { items, stockLimits }: JointProblem,
  days: number,
): { rows: Row[]; ownLimit: (Float64Array | undefined)[]; alone: Float64Array[] } {
  const rows = stockLimits.map(({ weight, limit }) => {
    const daily = new Float64Array(days).fill(Infinity);
    daily.set(limit.subarray(0, days));
    return { weight, limit: daily, given: new Float64Array(days) };
  });
  if (rows.length === 0) return { rows, ownLimit: [], alone: [] };
  const alone = items.map((item) => evaluate(item, new Float64Array(item.options.length)).morningStock.slice());
  for (let item = 0; item < items.length; item += 1)
    for (const { weight, given } of rows)
      for (let day = 0; day < alone[item].length; day += 1) given[day] += weight[item] * alone[item][day];
  return { rows, ownLimit: items.map((item, index) => ownLimitOf(item, alone[index], index, rows)), alone };
}

function ownLimitOf(
  item: ItemProblem,
  alone: Float64Array,
  index: number,
  rows: readonly Row[],
): Float64Array | undefined {
  const most =
    item.options.reduce((sum, { greatest }) => sum + greatest, 0) +
    item.given.reduce((sum, { quantity }) => sum + quantity, 0);
  const own = item.morningLimit?.slice() ?? new Float64Array(item.days).fill(Infinity);
  for (const { weight, limit, given } of rows) {
    if (weight[index] <= 0) continue;
    for (let day = 0; day < item.days; day += 1) {
      const left = (limit[day] - given[day]) / weight[index] + alone[day];
      // Rounding must not cut off a stock that just fits.
      own[day] = Math.min(own[day], Math.max(alone[day], Math.floor(left + 1e-6 + 1e-9 * Math.abs(left))));
    }
  }
  return own.some((limit) => limit < most) ? own : undefined;
}

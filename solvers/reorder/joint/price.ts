/** An item as the relaxation sees it: shared costs and limits turned into prices, decisions narrowed by a branch. */
import type { CostSegment, ItemProblem, OrderOption } from '../item/item.ts';
import type { Instance } from './instance.ts';

/** Lagrange multipliers, all in money per unit of what they relax, all at least 0. */
export interface Multipliers {
  /** By option: its line's share of the order, x[k] <= y[o]. */
  readonly share: Float64Array;
  /** By order: its least value. */
  readonly value: Float64Array;
  readonly budget: number;
  readonly mostOrders: number;
  /** By row and day. */
  readonly stock: readonly Float64Array[];
}

/** Where a branch of the search may look. */
export interface Restrictions {
  /** By order: 1 placed and paid for, -1 not placed, 0 free. */
  readonly order: Int8Array;
  /** By option: least and greatest quantity if anything is ordered; greatest 0: nothing is. */
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  /** By option: 1 where something has to be ordered. */
  readonly must: Uint8Array;
}

export function noMultipliers(instance: Instance): Multipliers {
  return {
    share: new Float64Array(instance.orderOf.length),
    value: new Float64Array(instance.orders),
    budget: 0,
    mostOrders: 0,
    stock: instance.rows.map(() => new Float64Array(instance.days)),
  };
}

export function noRestrictions({ items, optionFrom, orderOf, orders }: Instance): Restrictions {
  const least = new Float64Array(orderOf.length);
  const greatest = new Float64Array(orderOf.length);
  const must = new Uint8Array(orderOf.length);
  for (let item = 0; item < items.length; item += 1)
    for (let local = 0; local < items[item].options.length; local += 1) {
      const option = items[item].options[local];
      least[optionFrom[item] + local] = option.least;
      greatest[optionFrom[item] + local] = option.greatest;
      must[optionFrom[item] + local] = option.must ? 1 : 0;
    }
  return { order: new Int8Array(orders), least, greatest, must };
}

/** What one order costs in the relaxation: cost + least value * its multiplier + the multiplier of the number. */
export function orderPrice(
  { orderCost, leastValue }: Instance,
  { value, mostOrders }: Multipliers,
  order: number,
): number {
  return orderCost[order] + value[order] * leastValue[order] + mostOrders;
}

/** Numbers per option in a `view`. */
export const viewWidth = 5;

/**
 * What an item's options look like: by option what is added to the line cost, the factor on prices, least, greatest and
 * whether it must be used. Two equal views (and equal stock prices) have the same answer.
 */
export function viewOf(
  { optionFrom, orderOf }: Instance,
  item: number,
  { share, value, budget }: Multipliers,
  { order, least, greatest, must }: Restrictions,
  view: Float64Array,
): void {
  let at = 0;
  for (let option = optionFrom[item]; option < optionFrom[item + 1]; option += 1, at += viewWidth) {
    const of = orderOf[option];
    const state = of < 0 ? 1 : order[of];
    view[at] = state === 0 ? share[option] : 0;
    view[at + 1] = 1 + budget - (of < 0 ? 0 : value[of]);
    view[at + 2] = least[option];
    view[at + 3] = state < 0 ? 0 : greatest[option];
    view[at + 4] = must[option];
  }
}

/** An item's problem under a view. */
export interface PricedItem {
  readonly problem: ItemProblem;
  /** Option of the item by option of `problem`; absent where they are the same. */
  readonly kept?: Int32Array;
}

/** @returns undefined where an option has to be used and may not be. */
export function pricedItem(
  { items, ownLimit }: Instance,
  item: number,
  view: Float64Array,
  morningPrice: Float64Array | undefined,
  limit: Float64Array | undefined = ownLimit[item],
): PricedItem | undefined {
  const problem = items[item];
  const options: OrderOption[] = [];
  const kept: number[] = [];
  let changed = false;
  for (let local = 0, at = 0; local < problem.options.length; local += 1, at += viewWidth) {
    const option = problem.options[local];
    if (view[at + 3] < view[at + 2]) {
      if (view[at + 4] === 1) return undefined;
      changed = true;
      continue;
    }
    const seen = optionAt(option, view, at);
    if (seen !== option) changed = true;
    options.push(seen);
    kept.push(local);
  }
  if (!changed && !morningPrice && !limit) return { problem };
  return {
    problem: {
      ...problem,
      options,
      ...(morningPrice && { morningCost: sumOf(problem.morningCost, morningPrice, problem.days) }),
      ...(limit && { morningLimit: limit }),
    },
    ...(kept.length < problem.options.length && { kept: Int32Array.from(kept) }),
  };
}

function optionAt(option: OrderOption, view: Float64Array, at: number): OrderOption {
  const [added, factor, least, greatest] = [view[at], view[at + 1], view[at + 2], view[at + 3]];
  const must = view[at + 4] === 1;
  const narrowed = least !== option.least || greatest !== option.greatest;
  if (added === 0 && factor === 1 && !narrowed && must === (option.must ?? false)) return option;
  const within = narrowed ? cut(option, least, greatest) : option.segments;
  const segments =
    factor === 1
      ? within
      : within.map(({ from, to, fixed, price }) => ({ from, to, fixed: fixed * factor, price: price * factor }));
  return { ...option, least, greatest, must, segments, lineCost: option.lineCost + added };
}

function cut({ segments }: OrderOption, least: number, greatest: number): CostSegment[] {
  const within: CostSegment[] = [];
  for (const segment of segments) {
    const from = Math.max(segment.from, least);
    const to = Math.min(segment.to, greatest);
    if (from <= to) within.push({ ...segment, from, to });
  }
  return within;
}

function sumOf(own: Float64Array | undefined, added: Float64Array, days: number): Float64Array {
  const sum = added.slice(0, days);
  if (own) for (let day = 0; day < days; day += 1) sum[day] += own[day];
  return sum;
}

/** Price of a milli of an item's morning stock by day: sum over rows of weight * multiplier; undefined where all are 0. */
export function morningPriceOf({ rows, days }: Instance, item: number, stock: readonly Float64Array[]) {
  let price: Float64Array | undefined;
  for (let row = 0; row < rows.length; row += 1) {
    const weight = rows[row].weight[item];
    if (weight === 0) continue;
    for (let day = 0; day < days; day += 1) {
      if (stock[row][day] === 0) continue;
      price ??= new Float64Array(days);
      price[day] += weight * stock[row][day];
    }
  }
  return price;
}

/** Each line of an order pays the same. */
export function evenShares(instance: Instance): Multipliers {
  const multipliers = noMultipliers(instance);
  const { orders, orderFrom, orderOptions, orderCost } = instance;
  for (let order = 0; order < orders; order += 1) {
    const lines = orderFrom[order + 1] - orderFrom[order];
    for (let at = orderFrom[order]; at < orderFrom[order + 1]; at += 1)
      multipliers.share[orderOptions[at]] = orderCost[order] / lines;
  }
  return multipliers;
}

/** The point `part` of the way from one to another: L is concave, so a shorter step is a safer one. */
export function between(one: Multipliers, other: Multipliers, part: number): Multipliers {
  const mix = (from: Float64Array, to: Float64Array) => from.map((number, at) => number + part * (to[at] - number));
  return {
    share: mix(one.share, other.share),
    value: mix(one.value, other.value),
    budget: one.budget + part * (other.budget - one.budget),
    mostOrders: one.mostOrders + part * (other.mostOrders - one.mostOrders),
    stock: one.stock.map((row, index) => mix(row, other.stock[index])),
  };
}

/** Prices of budget and space, times a factor. */
export function scaled(multipliers: Multipliers, factor: number): Multipliers {
  const stock = multipliers.stock.map((row) => row.map((price) => price * factor));
  return { ...multipliers, budget: multipliers.budget * factor, stock };
}

/**
 * The quantities worth trying on an option.
 *
 * Beyond the quantity that covers all demand its goods can still meet, and the wanted stock for which they can stand in,
 * each further milli is left over: it is doomed, or stands at the end of the plan, and saves nothing. Its cost is then
 * linear in the quantity, with slope `beyond`, so that a greater quantity pays only where F(q) = price(q) + beyond q falls
 * below F of all smaller covering ones (breaks, or an end value above the price).
 */
import type { OrderOption } from '../item.ts';
import { doomCost, type FefoInstance, keepCost, usableUntil } from './instance.ts';

export interface Choices {
  readonly option: number;
  /** Least net level of the option's threshold at which more goods are left over. */
  readonly cover: number;
  /** Cost of a milli left over, its price apart. */
  readonly beyond: number;
  /** Quantities to try, ascending, without 0, and their cost with the line's. */
  readonly quantities: Float64Array;
  readonly costs: Float64Array;
  /** F of each quantity, and the least F from each on. */
  readonly left: Float64Array;
  readonly leastLeft: Float64Array;
  readonly must: boolean;
  /** A quantity that is not to be ordered though it could be. */
  readonly forbidden?: number;
  /** More goods left over can pay: by an end value above the price, or in the place of wanted stock. */
  readonly falling: boolean;
  /** All quantities that can be in a best plan are among them. */
  readonly complete: boolean;
}

/** An option with more multiples than this is searched by levels instead. */
export const mostMultiples = 600;

/**
 * @param forbidden - a quantity that must not be ordered here; 0: something has to be.
 * @param mostTried - multiples up to which all are tried.
 */
export function choicesOf(
  instance: FefoInstance,
  index: number,
  forbidden?: number,
  mostTried: number = mostMultiples,
): Choices {
  const option = instance.problem.options[index];
  const { pack, greatest } = option;
  const { cover, beyond } = coverOf(instance, index);
  const most = Math.max(option.least, cover + mostOwed(instance, option.arrivalDay));
  const last = Math.min(greatest, Math.ceil(most / pack) * pack);
  const multiples = (last - option.least) / pack + 1;
  const falling = option.segments.some(({ price }) => price + beyond < 0);
  const quantities = new Set<number>();
  let complete = true;
  if (multiples <= mostTried) for (let q = option.least; q <= last; q += pack) quantities.add(q);
  else complete = false;
  for (const { from, to } of within(option)) {
    if (from > last) quantities.add(from);
    if (to > last) quantities.add(to);
  }
  if (falling && instance.limited && last < greatest && Number.isFinite(greatest)) {
    // Where left-over goods pay, a morning limit may stop them at any quantity.
    if ((greatest - last) / pack <= mostMultiples) for (let q = last; q <= greatest; q += pack) quantities.add(q);
    else complete = false;
  }
  if (forbidden !== undefined && forbidden > 0) {
    quantities.delete(forbidden);
    for (const near of [forbidden - pack, forbidden + pack])
      if (near >= option.least && near <= greatest) quantities.add(near);
  }
  const sorted = Float64Array.from([...quantities].filter(Number.isFinite).sort((a, b) => a - b));
  const costs = sorted.map((quantity) => orderCost(option, quantity));
  const left = costs.map((cost, at) => cost + beyond * sorted[at]);
  const leastLeft = new Float64Array(sorted.length + 1).fill(Infinity);
  for (let at = sorted.length - 1; at >= 0; at -= 1) leastLeft[at] = Math.min(leastLeft[at + 1], left[at]);
  const must = option.must === true || forbidden === 0;
  return {
    option: index,
    cover,
    beyond,
    quantities: sorted,
    costs,
    left,
    leastLeft,
    must,
    forbidden,
    falling,
    complete,
  };
}

/** Line and purchase cost of a quantity above 0. */
export function orderCost({ segments, lineCost }: OrderOption, quantity: number): number {
  for (const { from, to, fixed, price } of segments)
    if (from <= quantity && quantity <= to) return lineCost + fixed + price * quantity;
  return Infinity;
}

/** The segments cut to the multiples of the pack that can be ordered; empty ones are left out. */
export function within({ segments, pack, least, greatest }: OrderOption): { from: number; to: number }[] {
  return segments
    .map(({ from, to }) => ({
      from: Math.ceil(Math.max(from, least) / pack) * pack,
      to: Math.floor(Math.min(to, greatest) / pack) * pack,
    }))
    .filter(({ from, to }) => from <= to);
}

/** Most that can be owed on the morning of a day. */
export function mostOwed({ problem, demandBefore }: FefoInstance, day: number): number {
  return problem.shortage === 'backorder' ? problem.backOrders + demandBefore[day] : 0;
}

export function coverOf(instance: FefoInstance, index: number): { cover: number; beyond: number } {
  const { arrivalDay: day, lastDay } = instance.problem.options[index];
  const threshold = instance.threshold[index];
  if (lastDay < day) return { cover: -Infinity, beyond: doomCost(instance, day, day) };
  // Left-over goods may stand in for wanted stock, up to as much as is wanted; what is beyond that saves nothing.
  if (threshold < instance.days)
    return {
      cover: usableUntil(instance, day, threshold) + instance.safetyFrom[day],
      beyond: doomCost(instance, day, threshold),
    };
  const demand = instance.demandBefore[instance.days] - instance.demandBefore[day];
  return { cover: demand + instance.safetyFrom[day], beyond: keepCost(instance, day) };
}

/** What becomes of an item's stock day by day, and what that costs: first expired, first out. */
import type { ReorderItem } from '../../../models/reorder.ts';
import { type ItemFacts, milliOf, type ProblemFacts } from './facts.ts';

/** Milli that can be used from the morning of `day` to the end of `lastDay`. */
export interface Lot {
  readonly day: number;
  readonly quantity: number;
  readonly lastDay: number;
}

/** Of each day, milli. */
export interface Course {
  /** After the deliveries and the back orders, before the day's demand. */
  readonly morning: Float64Array;
  /** Usable, at the end of the day. */
  readonly stock: Float64Array;
  readonly wasted: Float64Array;
  /** Owed at the end of the day where shortage is back-ordered, else demand of the day that was not served. */
  readonly short: Float64Array;
}

export interface Given {
  readonly lots: readonly Lot[];
  /** Milli of them. */
  readonly total: number;
  /** Milli on order by day of arrival; what comes on day 0 counts as there. */
  readonly arriving: Float64Array;
}

/** Stock that is there or comes without a new order. */
export function givenOf({ problem, dayOf }: ProblemFacts, item: ReorderItem): Given {
  const shelfLife = item.shelfLifeDays ?? Infinity;
  const there: Lot[] = [
    { day: 0, quantity: milliOf(item.onHand), lastDay: shelfLife - 1 },
    ...item.lots.map((lot) => ({ day: 0, quantity: milliOf(lot.quantity), lastDay: dayOf(lot.expires) - 1 })),
  ].filter(({ lastDay }) => lastDay >= 0);
  const arriving = new Float64Array(problem.days);
  const onItsWay: Lot[] = [];
  for (const { quantity, arrives, expires } of item.onOrder) {
    const day = dayOf(arrives);
    if (day >= problem.days) continue;
    const lastDay = expires === undefined ? day + shelfLife - 1 : dayOf(expires) - 1;
    onItsWay.push({ day, quantity: milliOf(quantity), lastDay });
    if (day > 0) arriving[day] += milliOf(quantity);
  }
  const lots = [...there, ...onItsWay];
  return { lots, total: lots.reduce((sum, { quantity }) => sum + quantity, 0), arriving };
}

/**
 * A day: deliveries come in; back orders, then demand, are served from what expires first; what is on its last day goes
 * to waste. @param demand - milli of each day.
 */
export function courseOf(demand: Float64Array, lots: readonly Lot[], backOrders: number, isOwed: boolean): Course {
  const days = demand.length;
  const zeros = () => new Float64Array(days);
  const course = { morning: zeros(), stock: zeros(), wasted: zeros(), short: zeros() };
  const coming = lots.filter(({ quantity }) => quantity > 0).toSorted((a, b) => a.day - b.day);
  let shelf: { left: number; lastDay: number }[] = [];
  let next = 0;
  let owed = backOrders;
  for (let day = 0; day < days; day++) {
    const before = next;
    while (next < coming.length && coming[next].day <= day) {
      shelf.push({ left: coming[next].quantity, lastDay: coming[next].lastDay });
      next++;
    }
    if (next > before) shelf.sort((a, b) => (a.lastDay === b.lastDay ? 0 : a.lastDay - b.lastDay));
    const owedStill = serve(shelf, owed);
    for (const { left } of shelf) course.morning[day] += left;
    course.short[day] = owedStill + serve(shelf, demand[day]);
    owed = isOwed ? course.short[day] : 0;
    for (const lot of shelf) course[lot.lastDay <= day ? 'wasted' : 'stock'][day] += lot.left;
    shelf = shelf.filter(({ left, lastDay }) => left > 0 && lastDay > day);
  }
  return course;
}

/** Takes from the lots in their order. @returns what is not served. */
function serve(shelf: readonly { left: number }[], quantity: number): number {
  let wanted = quantity;
  for (const lot of shelf) {
    const taken = Math.min(lot.left, wanted);
    lot.left -= taken;
    wanted -= taken;
  }
  return wanted;
}

/** Parts of the cost that follow from the course of the stock. */
export interface CourseCosts {
  readonly holding: number;
  readonly waste: number;
  readonly shortage: number;
  readonly belowSafety: number;
  readonly stockChange: number;
}

/** @param safety - wanted stock at the end of a day, milli; `belowCost` per unit that is missing of it, and day. */
export function courseCosts(
  { item, holdingCost, shortageCost, value }: ItemFacts,
  { total }: Given,
  { stock, wasted, short }: Course,
  { safety, belowCost }: { readonly safety: number; readonly belowCost: number },
): CourseCosts {
  const isOwed = item.shortage.type === 'backorder';
  const units = (figures: Float64Array) => figures.reduce((sum, figure) => sum + figure, 0) / 1000;
  const owedAt = (day: number) => (isOwed ? short[day] : 0);
  const last = stock.length - 1;
  const end = stock[last] - owedAt(last);
  return {
    holding: holdingCost * units(stock),
    waste: item.wasteCost * units(wasted),
    shortage: shortageCost * units(short),
    belowSafety: belowCost * units(stock.map((there, day) => Math.max(0, safety - (there - owedAt(day))))),
    stockChange: (value * (total - milliOf(item.backOrders) - end)) / 1000,
  };
}

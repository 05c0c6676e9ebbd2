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
  /** After the deliveries, before back orders and demand are served. */
  readonly morning: Float64Array;
  /** Usable, at the end of the day. */
  readonly stock: Float64Array;
  readonly wasted: Float64Array;
  /** Owed at the end of the day where shortage is back-ordered, else demand of the day that was not served. */
  readonly short: Float64Array;
}

export interface Given {
  readonly lots: readonly Lot[];
  /** Milli of them that are there on day 0 without having been on order. */
  readonly opening: number;
  /** Milli that are on order and come within the plan. */
  readonly coming: number;
  /** Milli on order by day of arrival. */
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
    arriving[day] += milliOf(quantity);
  }
  const sum = (lots: readonly Lot[]) => lots.reduce((total, { quantity }) => total + quantity, 0);
  return { lots: [...there, ...onItsWay], opening: sum(there), coming: sum(onItsWay), arriving };
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
    for (const { left } of shelf) course.morning[day] += left;
    let wanted = owed + demand[day];
    for (const lot of shelf) {
      const taken = Math.min(lot.left, wanted);
      lot.left -= taken;
      wanted -= taken;
    }
    course.short[day] = wanted;
    owed = isOwed ? wanted : 0;
    for (const lot of shelf) course[lot.lastDay <= day ? 'wasted' : 'stock'][day] += lot.left;
    shelf = shelf.filter(({ left, lastDay }) => left > 0 && lastDay > day);
  }
  return course;
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
  { opening, coming }: Given,
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
    stockChange: (value * (opening + coming - milliOf(item.backOrders) - end)) / 1000,
  };
}

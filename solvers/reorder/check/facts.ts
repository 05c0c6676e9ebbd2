/** What the request says of each item and offer, worked out for the checker; rules as in `docs/reorder-rules.md`. */
import type { LocalDate } from '../../../models/common.ts';
import type { ReorderItem, ReorderOffer, ReorderPlanProblem, ReorderSupplier } from '../../../models/reorder.ts';
import { dayIndex, weekdayOf } from '../../../models/reorder-days.ts';

export type Report = (rule: string, message: string) => void;

/** Quantities count in thousandths of the item's unit. */
export const milliOf = (quantity: number): number => Math.round(quantity * 1000);

/** Whether a stated figure is the one worked out: 1e-6 of it, or 1e-6 where that is more. Not so for NaN. */
export const isNear = (stated: number, actual: number): boolean =>
  Math.abs(stated - actual) <= 1e-6 * Math.max(1, Math.abs(actual));

const weekdayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export interface SupplierFacts {
  readonly supplier: ReorderSupplier;
  /** Of each weekday from Monday on. */
  readonly takesOrders: readonly boolean[];
  readonly delivers: readonly boolean[];
  /** Days of the plan or before it. */
  readonly closed: ReadonlySet<number>;
  /** Most days from one possible delivery to the next in an ordinary week; order days count likewise. */
  readonly longestWait: number;
}

export interface OfferFacts {
  readonly offer: ReorderOffer;
  readonly from: SupplierFacts;
  readonly leadTime: number;
  /** Milli. */
  readonly pack: number;
  readonly least: number;
  readonly greatest: number;
  /** Days of use, the day of delivery among them; Infinity where it keeps. */
  readonly shelfLife: number;
  readonly firstDelivery: number;
  readonly lastDelivery: number;
}

export interface ItemFacts {
  readonly item: ReorderItem;
  readonly offers: readonly OfferFacts[];
  readonly cheapest: number;
  /** Worth of a unit in stock. */
  readonly value: number;
  /** Per unit and day. */
  readonly holdingCost: number;
  /** Per unit owed and day, or per unit not served. */
  readonly shortageCost: number;
}

export interface ProblemFacts {
  readonly problem: ReorderPlanProblem;
  readonly suppliers: ReadonlyMap<string, SupplierFacts>;
  /** In the order of the request. */
  readonly items: readonly ItemFacts[];
  readonly dayOf: (date: LocalDate) => number;
  /** 0 for Monday. */
  readonly weekdayOf: (day: number) => number;
}

export function factsOf(problem: ReorderPlanProblem): ProblemFacts {
  const dayOf = (date: LocalDate) => dayIndex(problem.start, date);
  const firstWeekday = weekdayOf(problem.start, 0);
  const suppliers = new Map(problem.suppliers.map((supplier) => [supplier.id, supplierFacts(supplier, dayOf)]));
  const items = new Map(problem.items.map((item) => [item.id, item]));
  const offersOf = new Map<string, OfferFacts[]>(problem.items.map(({ id }) => [id, []]));
  for (const offer of problem.offers)
    offersOf.get(offer.item)!.push(offerFacts(offer, items.get(offer.item)!, suppliers.get(offer.supplier)!, dayOf));
  return {
    problem,
    suppliers,
    items: problem.items.map((item) => itemFacts(item, offersOf.get(item.id)!)),
    dayOf,
    weekdayOf: (day) => (((firstWeekday + day) % 7) + 7) % 7,
  };
}

function supplierFacts(supplier: ReorderSupplier, dayOf: (date: LocalDate) => number): SupplierFacts {
  const marks = (days: readonly string[] = weekdayNames) => weekdayNames.map((name) => days.includes(name));
  const takesOrders = marks(supplier.orderDays);
  const delivers = marks(supplier.deliveryDays);
  return {
    supplier,
    takesOrders,
    delivers,
    closed: new Set(supplier.closed.map(dayOf)),
    longestWait: Math.max(longestGap(takesOrders), longestGap(delivers)),
  };
}

/** Most days from one marked weekday to the next, the week after included: 7 where one is marked. */
function longestGap(marked: readonly boolean[]): number {
  let longest = 0;
  for (let from = 0; from < 7; from++) {
    if (!marked[from]) continue;
    let gap = 1;
    while (!marked[(from + gap) % 7]) gap++;
    longest = Math.max(longest, gap);
  }
  return longest;
}

function offerFacts(
  offer: ReorderOffer,
  item: ReorderItem,
  from: SupplierFacts,
  dayOf: (date: LocalDate) => number,
): OfferFacts {
  const pack = offer.packSize === undefined ? 1 : milliOf(offer.packSize);
  return {
    offer,
    from,
    leadTime: offer.leadTimeDays ?? from.supplier.leadTimeDays,
    pack,
    least: Math.max(1, milliOf(offer.leastQuantity)),
    greatest: offer.greatestQuantity === undefined ? Infinity : milliOf(offer.greatestQuantity),
    shelfLife: offer.shelfLifeDays ?? item.shelfLifeDays ?? Infinity,
    firstDelivery: offer.from === undefined ? -Infinity : dayOf(offer.from),
    lastDelivery: offer.until === undefined ? Infinity : dayOf(offer.until),
  };
}

function itemFacts(item: ReorderItem, offers: readonly OfferFacts[]): ItemFacts {
  const prices = offers.flatMap(({ offer }) => [offer.price, ...offer.breaks.map(({ price }) => price)]);
  const cheapest = prices.length === 0 ? 0 : Math.min(...prices);
  const dearest = prices.length === 0 ? 0 : Math.max(...prices);
  const { shortage } = item;
  return {
    item,
    offers,
    cheapest,
    value: item.stockValue ?? cheapest,
    holdingCost: item.holdingCost ?? (item.holdingRate * cheapest) / 365,
    shortageCost:
      shortage.type === 'backorder'
        ? shortage.costPerUnitDay
        : shortage.type === 'lost'
          ? (shortage.costPerUnit ?? 10 * dearest)
          : 0,
  };
}

/** A chance to order, or why there is none. */
export type Chance = { readonly orderDay: number } | { readonly fault: string };

/** Whether an offer can be delivered on a day of the plan, and when it has to be ordered for it. */
export function chanceOn(facts: ProblemFacts, { offer, from, ...rest }: OfferFacts, delivery: number): Chance {
  const { problem } = facts;
  const { id } = from.supplier;
  if (!(delivery >= 0 && delivery < problem.days)) return { fault: 'it is no day of the plan' };
  if (!from.delivers[facts.weekdayOf(delivery)]) return { fault: `${id} does not deliver on that weekday` };
  if (from.closed.has(delivery)) return { fault: `${id} is closed on it` };
  if (delivery < rest.firstDelivery || delivery > rest.lastDelivery)
    return { fault: `the offer holds from ${offer.from ?? 'ever'} until ${offer.until ?? 'ever'}` };
  for (let day = delivery - rest.leadTime; day >= 0; day--)
    if (from.takesOrders[facts.weekdayOf(day)] && !from.closed.has(day)) return { orderDay: day };
  return { fault: `it would have to be ordered before the plan begins (lead time ${rest.leadTime} days)` };
}

/** Price of a line of `quantity` milli. */
export function amountOf({ offer }: OfferFacts, quantity: number): number {
  const steps = [{ from: 0, price: offer.price }, ...offer.breaks.map((b) => ({ ...b, from: milliOf(b.from) }))];
  if (offer.breakKind === 'all-units') {
    const reached = steps.filter(({ from }) => from <= quantity);
    return (quantity / 1000) * reached[reached.length - 1].price;
  }
  let amount = 0;
  steps.forEach(({ from, price }, at) => {
    const to = Math.min(quantity, steps[at + 1]?.from ?? Infinity);
    if (to > from) amount += ((to - from) / 1000) * price;
  });
  return amount;
}

/**
 * A purchase plan's request as dense problems of items, and back.
 *
 * Quantities become whole thousandths ("milli"), see `item/item.ts`; offers become chances to order per day of delivery.
 */
import type { ReorderItem, ReorderOffer, ReorderPlanProblem } from '../../models/reorder.ts';
import { dayIndex } from '../../models/reorder-days.ts';
import type { DailyNeed } from './demand.ts';
import { evaluate } from './item/evaluate.ts';
import type { CostSegment, GivenLot, ItemProblem, OrderOption } from './item/item.ts';
import type { JointProblem } from './joint/joint.ts';
import { openingsOf, type SupplierDays, supplierDays } from './openings.ts';
import type { ItemPolicy } from './policy.ts';

/** Thousandths of a unit. */
export const milli = 1000;
export const toMilli = (quantity: number): number => Math.round(quantity * milli);

/** What is known of an item before any plan, per unit. */
export interface ItemFacts {
  readonly index: number;
  readonly item: ReorderItem;
  /** Indices of its offers in the request. */
  readonly offers: readonly number[];
  readonly cheapest: number;
  readonly dearest: number;
  /** Worth of a unit. */
  readonly value: number;
  /** Per unit and day. */
  readonly holdingCost: number;
  /** Per unit lost, or per unit and day owed; 0 for `never`. */
  readonly shortageCost: number;
}

/** Facts of every item, in the order of the request. */
export function itemFacts(problem: ReorderPlanProblem): ItemFacts[] {
  const at = new Map(problem.items.map(({ id }, index) => [id, index]));
  const offersOf: number[][] = problem.items.map(() => []);
  problem.offers.forEach(({ item }, offer) => {
    offersOf[at.get(item) as number].push(offer);
  });
  return problem.items.map((item, index) => {
    const offers = offersOf[index];
    let cheapest = Infinity;
    let dearest = 0;
    for (const offer of offers)
      for (const price of [problem.offers[offer].price, ...problem.offers[offer].breaks.map((part) => part.price)]) {
        cheapest = Math.min(cheapest, price);
        dearest = Math.max(dearest, price);
      }
    if (cheapest === Infinity) cheapest = 0;
    return {
      index,
      item,
      offers,
      cheapest,
      dearest,
      value: item.stockValue ?? cheapest,
      holdingCost: item.holdingCost ?? (item.holdingRate * cheapest) / 365,
      shortageCost:
        item.shortage.type === 'backorder'
          ? item.shortage.costPerUnitDay
          : item.shortage.type === 'lost'
            ? (item.shortage.costPerUnit ?? 10 * dearest)
            : 0,
    };
  });
}

/** The days of every supplier, in the order of the request. */
export function allSupplierDays(problem: ReorderPlanProblem): SupplierDays[] {
  return problem.suppliers.map((supplier) => supplierDays(problem, supplier));
}

export interface ReorderInstance {
  readonly problem: ReorderPlanProblem;
  readonly facts: readonly ItemFacts[];
  readonly joint: JointProblem;
  /** Of each item: milli that stands there usable on day 0, and comes within the plan without a new order. */
  readonly opening: Float64Array;
}

/** @param policies - of every item, for its safety stock. */
export function buildInstance(
  problem: ReorderPlanProblem,
  facts: readonly ItemFacts[],
  needs: readonly DailyNeed[],
  policies: readonly ItemPolicy[],
  days: readonly SupplierDays[],
): ReorderInstance {
  const supplierAt = new Map(problem.suppliers.map(({ id }, index) => [id, index]));
  const items = facts.map((fact, index) => itemProblem(problem, fact, needs[index], policies[index], supplierAt, days));
  const { limits } = problem;
  const stockLimits = [
    { most: limits.storage, weightOf: ({ item }: ItemFacts) => item.space },
    { most: limits.money, weightOf: ({ cheapest }: ItemFacts) => cheapest },
  ].flatMap(({ most, weightOf }) => {
    if (most === undefined) return [];
    const weight = Float64Array.from(facts, (fact) => weightOf(fact) / milli);
    const limit = new Float64Array(problem.days).fill(most);
    const unordered = standingUnordered(items, weight);
    for (let day = 0; day < problem.days; day++) limit[day] = Math.max(most, unordered[day]);
    return [{ weight, limit }];
  });
  return {
    problem,
    facts,
    joint: {
      items,
      suppliers: problem.suppliers,
      mostOrders: limits.orders ?? Infinity,
      budget: limits.budget ?? Infinity,
      stockLimits,
    },
    opening: Float64Array.from(items, ({ given }) => given.reduce((sum, { quantity }) => sum + quantity, 0)),
  };
}

function itemProblem(
  problem: ReorderPlanProblem,
  { item, offers, value, holdingCost, shortageCost }: ItemFacts,
  { mean }: DailyNeed,
  policy: ItemPolicy,
  supplierAt: ReadonlyMap<string, number>,
  days: readonly SupplierDays[],
): ItemProblem {
  const demand = new Float64Array(mean.length);
  for (let day = 0; day < mean.length; day++) demand[day] = toMilli(mean[day]);
  const safety = toMilli(policy.safetyStock);
  const need = demand.reduce((sum, amount) => sum + amount, 0) + toMilli(item.backOrders) + safety;
  const options: OrderOption[] = [];
  for (const offer of offers) options.push(...optionsOf(problem, item, offer, supplierAt, days, value, need));
  options.sort((one, other) => one.arrivalDay - other.arrivalDay || one.offer - other.offer);
  return {
    days: problem.days,
    demand,
    given: givenLots(problem, item),
    backOrders: toMilli(item.backOrders),
    shortage: item.shortage.type,
    shortageCost: shortageCost / milli,
    holdingCost: holdingCost / milli,
    safety: new Float64Array(problem.days).fill(safety),
    belowSafetyCost: policy.belowSafetyCost / milli,
    wasteCost: item.wasteCost / milli,
    endValue: value / milli,
    options,
  };
}

/** What is there or comes by itself, within its life. */
function givenLots({ start, days }: ReorderPlanProblem, item: ReorderItem): GivenLot[] {
  const { shelfLifeDays = Infinity } = item;
  const lastDay = (expires: string) => dayIndex(start, expires) - 1;
  const lots = [
    { day: 0, quantity: item.onHand, lastDay: shelfLifeDays - 1 },
    ...item.lots.map(({ quantity, expires }) => ({ day: 0, quantity, lastDay: lastDay(expires) })),
    ...item.onOrder.map(({ quantity, arrives, expires }) => {
      const day = dayIndex(start, arrives);
      return { day, quantity, lastDay: expires === undefined ? day + shelfLifeDays - 1 : lastDay(expires) };
    }),
  ];
  return lots
    .filter((lot) => lot.day < days && lot.lastDay >= lot.day)
    .map((lot) => ({ ...lot, quantity: toMilli(lot.quantity) }))
    .filter(({ quantity }) => quantity > 0);
}

function optionsOf(
  problem: ReorderPlanProblem,
  item: ReorderItem,
  index: number,
  supplierAt: ReadonlyMap<string, number>,
  days: readonly SupplierDays[],
  value: number,
  need: number,
): OrderOption[] {
  const offer = problem.offers[index];
  const supplier = supplierAt.get(offer.supplier) as number;
  const range = usefulRange(offer, problem.suppliers[supplier].leastOrderValue, value, need);
  const segments = costSegments(offer, range);
  const life = offer.shelfLifeDays ?? item.shelfLifeDays ?? Infinity;
  const { pack, least, greatest } = range;
  return openingsOf(problem, offer, problem.suppliers[supplier], days[supplier]).map(({ orderDay, arrivalDay }) => ({
    offer: index,
    supplier,
    orderDay,
    arrivalDay,
    pack,
    least,
    greatest,
    segments,
    lineCost: offer.lineCost,
    lastDay: arrivalDay + life - 1,
  }));
}

/** Milli: the pack, and the least and greatest multiple of it that may be ordered. */
export function orderRange(offer: Pick<ReorderOffer, 'packSize' | 'leastQuantity' | 'greatestQuantity'>): {
  readonly pack: number;
  readonly least: number;
  readonly greatest: number;
} {
  const pack = offer.packSize === undefined ? 1 : Math.max(1, toMilli(offer.packSize));
  const least = Math.max(1, Math.ceil(toMilli(offer.leastQuantity) / pack)) * pack;
  const most = offer.greatestQuantity === undefined ? 2 ** 50 : toMilli(offer.greatestQuantity);
  return { pack, least, greatest: Math.max(least, Math.floor(most / pack) * pack) };
}

/**
 * The range without what can never pay. Where no price lies below what a unit is worth at the end, a unit beyond all
 * demand and safety stock costs at least what it brings, unless it reaches a break or fills the order to its least value.
 */
function usefulRange(offer: ReorderOffer, leastOrderValue: number, value: number, need: number) {
  const range = orderRange(offer);
  const cheapest = offer.breaks.reduce((least, { price }) => Math.min(least, price), offer.price);
  if (cheapest < value) return range;
  // Rounded up: a thousandth less would fall short of the least value. One more for what the quotient rounds off.
  const filling = leastOrderValue > 0 && cheapest > 0 ? Math.ceil((leastOrderValue / cheapest) * milli) + 1 : 0;
  const most = offer.breaks.reduce((greatest, { from }) => Math.max(greatest, toMilli(from)), Math.max(need, filling));
  const greatest = Math.min(range.greatest, Math.ceil(most / range.pack) * range.pack);
  return { ...range, greatest: Math.max(range.least, greatest) };
}

/** Cost of an order by its quantity, a multiple of `pack` from `least` to `greatest`. */
export function costSegments(
  { price, breaks, breakKind }: Pick<ReorderOffer, 'price' | 'breaks' | 'breakKind'>,
  { pack, least, greatest }: ReturnType<typeof orderRange>,
): CostSegment[] {
  const parts = [{ from: 0, price }, ...breaks.map((part) => ({ from: toMilli(part.from), price: part.price }))];
  const segments: CostSegment[] = [];
  let fixed = 0;
  parts.forEach((part, at) => {
    const next = parts[at + 1]?.from ?? Infinity;
    // What the units below cost more than at this part's price.
    if (breakKind === 'incremental' && at > 0) fixed += ((parts[at - 1].price - part.price) * part.from) / milli;
    const from = Math.max(Math.ceil(part.from / pack) * pack, least);
    const to = Math.min(next === Infinity ? Infinity : (Math.ceil(next / pack) - 1) * pack, greatest);
    if (from <= to)
      segments.push({ from, to, fixed: breakKind === 'incremental' ? fixed : 0, price: part.price / milli });
  });
  return segments;
}

/** Of each day: weight of what stands after the deliveries if nothing is ordered, summed over the items. */
function standingUnordered(items: readonly ItemProblem[], weight: Float64Array): Float64Array {
  const total = new Float64Array(items[0]?.days ?? 0);
  items.forEach((item, index) => {
    if (weight[index] === 0) return;
    const { morningStock } = evaluate(item, new Float64Array(item.options.length));
    morningStock.forEach((stock, day) => {
      total[day] += weight[index] * stock;
    });
  });
  return total;
}

/**
 * The rule for the long run of each item: how much it pays to order at once, when, and how much to keep for surprises.
 *
 * Quantity: the practical lot size at the mean demand of the plan (economic order quantity under packs, least and
 * greatest orders, shelf life and price breaks), at the offer under which that costs least. A shared order cost is
 * divided by the items that the supplier offers, so quantities of items that share orders are approximations.
 * Levels: with lead time L, longest wait R, mean m and safety stock B, an order is due once the position is at or below
 * r = d(L + R) + B, d(n) being the greatest mean demand of n days in a row, since the next chance comes R days later; it
 * lifts the position to r - m R + max(Q, m R). What spoils is ordered up to no more than its life's demand is likely to use.
 * Poisson demand that waits, bought on any day in any quantity, has the exact (s, S) rule in their place.
 */
import type { ReorderItemPolicy, ReorderPlanProblem, ReorderSafety } from '../../models/reorder.ts';
import type { DailyNeed } from './demand.ts';
import { distributionOf } from './distributions/distribution-of.ts';
import type { ItemFacts } from './instance.ts';
import { type PracticalLotSizeProblem, practicalLotSize } from './methods/practical-lot-size.ts';
import { costRegions, regionCost, regionOf } from './methods/price-breaks.ts';
import { optimalSs, ssCosts } from './methods/ss-exact.ts';
import { leadTimeOf, type SupplierDays } from './openings.ts';
import { type Protection, protectionDemand, protectionLevel } from './safety.ts';

/** What a plan needs of a policy, and what it shows. */
export interface ItemPolicy extends ReorderItemPolicy {
  /** Per unit and day below the safety stock. */
  readonly belowSafetyCost: number;
}

/** All that is the same for every item of a request. */
export interface PolicyContext {
  readonly problem: ReorderPlanProblem;
  readonly supplierAt: ReadonlyMap<string, number>;
  readonly days: readonly SupplierDays[];
  /** Of each supplier: items with demand that it offers. */
  readonly sharers: Int32Array;
  /** Ids that recipes ask for. */
  readonly inRecipes: ReadonlySet<string>;
}

export function policyContext(
  problem: ReorderPlanProblem,
  facts: readonly ItemFacts[],
  needs: readonly DailyNeed[],
  days: readonly SupplierDays[],
  inRecipes: ReadonlySet<string>,
): PolicyContext {
  const supplierAt = new Map(problem.suppliers.map(({ id }, index) => [id, index]));
  const sharers = new Int32Array(problem.suppliers.length);
  facts.forEach(({ offers }, index) => {
    if (!needs[index].mean.some((mean) => mean > 0)) return;
    for (const offer of offers) sharers[supplierAt.get(problem.offers[offer].supplier) as number]++;
  });
  return { problem, supplierAt, days, sharers, inRecipes };
}

/** The lot size at one offer. */
interface OfferChoice {
  readonly supplier: number;
  readonly leadTime: number;
  readonly leadTimeSd: number;
  readonly wait: number;
  readonly lot: PracticalLotSizeProblem;
  readonly quantity: number;
  /** Absent: nothing may be ordered that is used up in time. */
  readonly costPerDay?: number;
  readonly exact: boolean;
}

export function itemPolicy(context: PolicyContext, fact: ItemFacts, need: DailyNeed): ItemPolicy {
  const { problem } = context;
  const mean = average(need.mean);
  const variance = average(need.variance);
  const choice = bestOffer(context, fact, mean);
  const protection = {
    mean,
    variance,
    days: choice ? choice.leadTime + choice.wait : 1,
    leadTimeSd: choice?.leadTimeSd ?? 0,
    poisson: isPoisson(context, fact),
  };
  const safety = safetyOf(fact, protection, choice);
  const { stock, level } = safetyStock(safety, protection, choice);
  const shown = {
    item: fact.item.id,
    supplier: choice && problem.suppliers[choice.supplier].id,
    meanPerDay: mean,
    sdPerDay: Math.sqrt(variance),
    protectionDays: protection.days,
    safetyStock: stock,
    service: safety.type === 'cycle-service' || safety.type === 'fill-rate' ? safety.level : undefined,
    belowSafetyCost: fact.item.belowSafetyCost ?? belowSafetyCost(fact, level),
  };
  if (choice && hasExactRule(context, fact, protection, choice)) return { ...shown, ...exactRule(fact, mean, choice) };
  const isSteady =
    variance === 0 && protection.leadTimeSd === 0 && need.mean.every((demand) => demand === need.mean[0]);
  const cycleDemand = mean * (choice?.wait ?? 1);
  const orderQuantity = choice?.quantity ?? 0;
  const reorderPoint = heaviest(need.mean, protection.days) + stock;
  const upTo = reorderPoint - cycleDemand + Math.max(orderQuantity, cycleDemand);
  return {
    ...shown,
    ...describeMethod(choice, safety, fact, isSteady),
    reorderPoint,
    orderQuantity,
    orderUpTo: Math.max(reorderPoint, Math.min(upTo, choice ? usedInTime(choice, protection) : Infinity)),
    costPerDay: choice?.costPerDay,
    sensitivity: choice?.costPerDay === undefined ? [] : sensitivity(choice, problem.items.length),
  };
}

function average(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Greatest demand of so many days in a row; of plans that are shorter, at their mean. */
function heaviest(mean: Float64Array, days: number): number {
  const window = Math.min(days, mean.length);
  let sum = 0;
  let greatest = 0;
  mean.forEach((demand, day) => {
    sum += demand - (day >= window ? mean[day - window] : 0);
    if (day >= window - 1) greatest = Math.max(greatest, sum);
  });
  return greatest + average(mean) * (days - window);
}

/** Likely enough to be used up: more would go to waste more often than once in ten orders. */
const likely = 0.9;

/** Position above which goods of a lot would likely spoil: demand until they come and during their life. */
function usedInTime({ leadTime, lot }: OfferChoice, protection: Protection): number {
  if (lot.shelfLife === undefined || protection.mean === 0) return Infinity;
  const demand = protectionDemand({ ...protection, days: lot.shelfLife, leadTimeSd: 0 });
  return protection.mean * leadTime + (demand.sd === 0 ? demand.mean : demand.quantile(1 - likely));
}

/** The offer under which a day costs least; one whose goods cannot be used up in time only where there is no other. */
function bestOffer(context: PolicyContext, fact: ItemFacts, mean: number): OfferChoice | undefined {
  let best: OfferChoice | undefined;
  for (const offer of fact.offers) {
    const choice = lotSizeAt(context, fact, offer, mean);
    if (!best || (choice.costPerDay ?? Infinity) < (best.costPerDay ?? Infinity)) best = choice;
  }
  return best;
}

function lotSizeAt(context: PolicyContext, fact: ItemFacts, index: number, mean: number): OfferChoice {
  const { problem, supplierAt, days, sharers } = context;
  const offer = problem.offers[index];
  const supplier = supplierAt.get(offer.supplier) as number;
  const { orderCost, leadTimeSdDays: leadTimeSd } = problem.suppliers[supplier];
  const breaks = [{ from: 0, price: offer.price }, ...offer.breaks];
  const lot: PracticalLotSizeProblem = {
    kind: offer.breakKind,
    breakpoints: breaks.map(({ from }) => from),
    unitCosts: breaks.map(({ price }) => price),
    fixedCost: offer.lineCost + orderCost / Math.max(1, sharers[supplier]),
    demandRate: mean,
    holdingCostRate: 0,
    holdingCost: fact.holdingCost,
    packSize: offer.packSize,
    minOrder: offer.leastQuantity,
    maxOrder: offer.greatestQuantity,
    shelfLife: offer.shelfLifeDays ?? fact.item.shelfLifeDays,
  };
  const answer = practicalLotSize(lot);
  const shared = {
    supplier,
    leadTime: leadTimeOf(offer, problem.suppliers[supplier]),
    leadTimeSd,
    wait: days[supplier].longestWait,
    lot,
  };
  if (answer.found === 'optimal')
    return {
      ...shared,
      quantity: answer.orderQuantity,
      costPerDay: answer.costPerTime,
      exact: orderCost === 0 || sharers[supplier] <= 1,
    };
  if (answer.found === 'infeasible')
    // Goods do not outlive any order: the least one it is.
    return { ...shared, quantity: Math.max(offer.leastQuantity, offer.packSize ?? 0), exact: false };
  // Without holding cost one order does for the whole plan.
  const wanted = Math.max(mean * problem.days, offer.leastQuantity);
  const quantity = offer.packSize === undefined ? wanted : Math.ceil(wanted / offer.packSize - 1e-9) * offer.packSize;
  const region = costRegions(lot)[regionOf(lot.breakpoints, quantity)];
  return { ...shared, quantity, costPerDay: regionCost(region, lot, quantity), exact: false };
}

/** Requests of more items do without exact rules, of which each takes some milliseconds. */
const mostExactRules = 200;
/** Positions that an exact rule may look at. */
const mostPositions = 500;

/** Whether the item is the one of the (s, S) model: Poisson demand that waits, one offer of any quantity on every day. */
function hasExactRule(context: PolicyContext, fact: ItemFacts, protection: Protection, choice: OfferChoice): boolean {
  const { problem, sharers } = context;
  const { item, offers, holdingCost, shortageCost } = fact;
  const offer = problem.offers[offers[0]];
  const { orderCost, closed } = problem.suppliers[choice.supplier];
  const isPlain =
    offers.length === 1 &&
    (offer.packSize ?? 1) === 1 &&
    offer.breaks.length + offer.leastQuantity === 0 &&
    (offer.greatestQuantity ?? offer.from ?? offer.until) === undefined &&
    choice.lot.shelfLife === undefined;
  const isDaily = choice.wait === 1 && closed.length === 0 && choice.leadTimeSd === 0;
  const isAlone = orderCost === 0 || sharers[choice.supplier] <= 1;
  const waits = item.shortage.type === 'backorder' && item.safety === undefined;
  const { mean, days, poisson } = protection;
  if (!(isPlain && isDaily && isAlone && waits && poisson && mean > 0 && holdingCost > 0 && shortageCost > 0))
    return false;
  const { fixedCost } = choice.lot;
  const lot = Math.sqrt((2 * fixedCost * mean * (holdingCost + shortageCost)) / (holdingCost * shortageCost));
  return problem.items.length <= mostExactRules && lot + 20 * Math.sqrt(mean * days) <= mostPositions;
}

/** The (s, S) rule that costs least in the long run: reviewed each morning, due after lead time and a day. */
function exactRule({ holdingCost, shortageCost }: ItemFacts, mean: number, { lot, leadTime }: OfferChoice) {
  const inputs = {
    holdingCost,
    stockoutCost: shortageCost,
    fixedCost: lot.fixedCost,
    periodDemand: distributionOf({ type: 'poisson', mean }),
    coveredDemand: distributionOf({ type: 'poisson', mean: mean * (leadTime + 1) }),
  };
  const goods = mean * lot.unitCosts[0];
  const { reorderPoint, orderUpTo, costPerPeriod } = optimalSs(inputs);
  const orderQuantity = orderUpTo - reorderPoint;
  const sizes = new Set(Array.from({ length: 21 }, (_, at) => Math.round(orderQuantity * 2 ** ((at - 10) / 10))));
  sizes.delete(0);
  const costOf = ssCosts(inputs);
  const best = (size: number): number => {
    // Cost is unimodal in the reorder point for a given size (Zheng and Federgruen 1991, section 2).
    const cost = (at: number) => costOf({ reorderPoint: at, orderUpTo: at + size }).costPerPeriod;
    let at = reorderPoint;
    const step = cost(at + 1) < cost(at) ? 1 : -1;
    while (cost(at + step) < cost(at)) at += step;
    return cost(at);
  };
  return {
    method: '(s, S) rule for Poisson demand that waits, reviewed daily',
    reference: 'Zheng and Federgruen (1991), Operations Research 39(4):654-665',
    exact: true,
    reorderPoint,
    orderUpTo,
    orderQuantity,
    costPerDay: costPerPeriod + goods,
    sensitivity: [...sizes].map((quantity) => ({ quantity, costPerDay: best(quantity) + goods })),
  };
}

function isPoisson({ inRecipes }: PolicyContext, { item }: ItemFacts): boolean {
  const { demand } = item;
  return (
    demand.type === 'distribution' &&
    demand.perDay.type === 'poisson' &&
    demand.weekdayFactors === undefined &&
    !inRecipes.has(item.id)
  );
}

/** What is asked for, or what shortage and holding cost call for: the newsvendor's critical ratio. */
function safetyOf(fact: ItemFacts, { mean, variance, leadTimeSd }: Protection, choice?: OfferChoice): ReorderSafety {
  const { item, shortageCost, holdingCost } = fact;
  if (item.safety) return item.safety;
  if (variance === 0 && (leadTimeSd === 0 || mean === 0)) return { type: 'none' };
  if (item.shortage.type === 'never') return { type: 'cycle-service', level: 0.95 };
  const days =
    item.shortage.type === 'lost' && choice ? Math.max(choice.wait, mean > 0 ? choice.quantity / mean : 0) : 1;
  const held = holdingCost * days;
  const ratio = shortageCost + held > 0 ? shortageCost / (shortageCost + held) : 0.5;
  return { type: 'cycle-service', level: Math.min(0.999, Math.max(0.5, ratio)) };
}

function safetyStock(
  safety: ReorderSafety,
  protection: Protection,
  choice?: OfferChoice,
): { readonly stock: number; readonly level: number } {
  if (safety.type === 'none') return { stock: 0, level: 0 };
  if (safety.type === 'stock') return { stock: safety.quantity, level: 0.95 };
  const { level } = safety;
  const { mean, variance, days, leadTimeSd } = protection;
  if (mean === 0 || (variance === 0 && leadTimeSd === 0)) return { stock: 0, level };
  const demand = protectionDemand(protection);
  const perCycle = Math.max(choice?.quantity ?? 0, mean * (choice?.wait ?? 1));
  const wanted = protectionLevel(demand, safety, perCycle) - mean * days;
  return { stock: Math.max(0, Math.ceil(wanted * 1000 - 1e-6) / 1000), level };
}

/** A service of `level` is right where a unit short costs h level / (1 - level) a day: the newsvendor read backwards. */
function belowSafetyCost({ holdingCost, value }: ItemFacts, level: number): number {
  return level === 0 ? 0 : Math.max((holdingCost * level) / (1 - level), value / 1000);
}

/** Of more items than this the curve has a few points only: it would be half of the answer. */
const mostFineCurves = 500;

function sensitivity({ lot, quantity }: OfferChoice, items: number): ReorderItemPolicy['sensitivity'] {
  if (quantity === 0) return [];
  const pointsPerSide = items > mostFineCurves ? 2 : 10;
  const regions = costRegions(lot);
  const cost = (lots: number) => regionCost(regions[regionOf(lot.breakpoints, lots)], lot, lots);
  // Halves to doubles in even ratios; whole packs where it is sold by the pack.
  const quantities = new Set<number>();
  for (let step = -pointsPerSide; step <= pointsPerSide; step++) {
    const free = quantity * 2 ** (step / pointsPerSide);
    const { packSize } = lot;
    quantities.add(packSize === undefined ? free : Math.max(1, Math.round(free / packSize)) * packSize);
  }
  return [...quantities].map((lots) => ({ quantity: lots, costPerDay: cost(lots) }));
}

function describeMethod(
  choice: OfferChoice | undefined,
  safety: ReorderSafety,
  { item }: ItemFacts,
  isSteady: boolean,
): Pick<ReorderItemPolicy, 'method' | 'reference' | 'exact'> {
  if (!choice) return { method: 'no offer', reference: 'none', exact: false };
  const { lot } = choice;
  const under = [
    lot.breakpoints.length > 1 && `${lot.kind} breaks`,
    lot.packSize !== undefined && `packs of ${lot.packSize}`,
    (lot.minOrder ?? 0) > 0 && `at least ${lot.minOrder}`,
    lot.maxOrder !== undefined && `at most ${lot.maxOrder}`,
    lot.shelfLife !== undefined && `used within ${lot.shelfLife} days`,
  ].filter((part) => part !== false);
  const wanted = {
    none: '',
    stock: `; safety stock of ${safety.type === 'stock' ? safety.quantity : ''} ${item.unit}`,
    'cycle-service': `; safety stock for cycle service ${percent(safety)}`,
    'fill-rate': `; safety stock for fill rate ${percent(safety)}`,
  }[safety.type];
  return {
    method: `economic order quantity${under.length > 0 ? ` (${under.join(', ')})` : ''}${wanted}`,
    reference:
      safety.type === 'none'
        ? 'Harris (1913); Silver, Pyke and Peterson (1998), ch. 5'
        : 'Harris (1913); Silver, Pyke and Peterson (1998), ch. 5 and 7',
    // The model is of constant demand that can be delivered on any day.
    exact: choice.exact && isSteady && choice.wait === 1 && (safety.type === 'none' || safety.type === 'stock'),
  };
}

function percent(safety: ReorderSafety): string {
  return 'level' in safety ? `${Math.round(safety.level * 1000) / 10} %` : '';
}

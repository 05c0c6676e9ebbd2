/**
 * Rules of replenishment run over the demand that really was: what the proposed rule would have done on the history,
 * beside the rule that is in use. Item by item; both begin with the stock that their rule calls for, so that neither
 * gains by what was left to it.
 */
import type {
  ReorderItem,
  ReorderPlanProblem,
  ReorderReplay,
  ReplayFigures,
  ReplayPolicy,
} from '../../models/reorder.ts';
import { dayIndex } from '../../models/reorder-days.ts';
import type { Budget } from '../solver.ts';
import { explodeDemand } from './demand.ts';
import { costSegments, type ItemFacts, milli, orderRange, toMilli } from './instance.ts';
import { leadTimeOf, openingsOf, supplierDays } from './openings.ts';
import type { ItemPolicy } from './policy.ts';

/** Real demand of an item, milli per day. */
interface ItemHistory {
  readonly from: string;
  readonly demand: Float64Array;
}

/** Items without a history are left out, and so are those for which the budget leaves no time. */
export function replayPolicies(
  problem: ReorderPlanProblem,
  facts: readonly ItemFacts[],
  policies: readonly ItemPolicy[],
  budget: Budget,
): ReorderReplay[] {
  const histories = itemHistories(problem);
  return facts.flatMap((fact, index): ReorderReplay[] => {
    const history = histories[index];
    const policy = policies[index];
    if (!history || policy.supplier === undefined || budget.shouldStop()) return [];
    const { reorderPoint, orderUpTo } = policy;
    const market = marketOf(problem, fact, policy.supplier, history);
    return [
      {
        item: fact.item.id,
        from: history.from,
        days: history.demand.length,
        proposed: replay(market, { type: 'min-max', reorderPoint, orderUpTo }),
        ...(fact.item.present && { present: replay(market, fact.item.present) }),
      },
    ];
  });
}

/** Of each item: its own history and what products' histories asked of it; absent where there is none. */
function itemHistories(problem: ReorderPlanProblem): (ItemHistory | undefined)[] {
  const sources = [...problem.items, ...problem.products].flatMap(({ demand }) =>
    demand.type === 'history' ? [demand] : [],
  );
  if (sources.length === 0) return problem.items.map(() => undefined);
  // Over the days that every history covers: before, part of the demand is not known.
  const first = sources.reduce((latest, { from }) => (from > latest ? from : latest), sources[0].from);
  const days = sources.reduce(
    (least, { from, perDay }) => Math.min(least, dayIndex(first, from) + perDay.length),
    Infinity,
  );
  if (days < 1) return problem.items.map(() => undefined);
  const past = <Source extends { readonly demand: ReorderItem['demand'] }>(source: Source): Source => {
    const { demand } = source;
    if (demand.type !== 'history') return { ...source, demand: { type: 'constant', perDay: 0 } };
    const skipped = dayIndex(demand.from, first);
    return { ...source, demand: { type: 'series', perDay: demand.perDay.slice(skipped, skipped + days), sd: 0 } };
  };
  const none = { item: new Map(), product: new Map() };
  const needs = explodeDemand(
    { ...problem, start: first, days, items: problem.items.map(past), products: problem.products.map(past) },
    none,
  );
  return needs.map(({ mean }) =>
    mean.some((demand) => demand > 0) ? { from: first, demand: mean.map(toMilli) } : undefined,
  );
}

/** What an item can be ordered under, over the days of its history. Quantities in milli. */
export interface Market {
  readonly demand: Float64Array;
  readonly shortage: ReorderItem['shortage']['type'];
  /** Day on which an order placed on a day arrives; -1 where none can be placed. */
  readonly arrivalOf: Int32Array;
  readonly life: number;
  readonly pack: number;
  readonly least: number;
  readonly greatest: number;
  readonly costOf: (quantity: number) => number;
  /** Per unit. */
  readonly facts: ItemFacts;
}

function marketOf(problem: ReorderPlanProblem, facts: ItemFacts, supplierId: string, history: ItemHistory): Market {
  const days = history.demand.length;
  const offer = problem.offers[facts.offers.find((at) => problem.offers[at].supplier === supplierId) as number];
  const supplier = problem.suppliers.find(({ id }) => id === supplierId) as ReorderPlanProblem['suppliers'][number];
  // Orders near the end arrive after it: chances are looked for somewhat beyond.
  const beyond = { ...problem, start: history.from, days: days + leadTimeOf(offer, supplier) + 14 };
  const always = { ...offer, from: undefined, until: undefined };
  const arrivalOf = new Int32Array(days).fill(-1);
  for (const { orderDay, arrivalDay } of openingsOf(beyond, always, supplier, supplierDays(beyond, supplier)).reverse())
    if (orderDay < days) arrivalOf[orderDay] = arrivalDay;
  const range = orderRange(offer);
  const segments = costSegments(offer, range);
  return {
    demand: history.demand,
    shortage: facts.item.shortage.type,
    arrivalOf,
    life: offer.shelfLifeDays ?? facts.item.shelfLifeDays ?? Infinity,
    ...range,
    costOf: (quantity) => {
      const part = segments.find(({ from, to }) => from <= quantity && quantity <= to) ?? segments[segments.length - 1];
      return part.fixed + part.price * quantity + offer.lineCost + supplier.orderCost;
    },
    facts,
  };
}

interface Lot {
  quantity: number;
  readonly lastDay: number;
}

/**
 * Runs a rule day by day: deliveries, then the order of the day by position (stock, on order, less owed), then demand
 * from what expires first, then waste. The order cost is charged in full: other items' orders are not known here.
 */
export function replay(market: Market, policy: ReplayPolicy): ReplayFigures {
  const { demand, facts } = market;
  const days = demand.length;
  const { value, holdingCost, shortageCost, item } = facts;
  const start = toMilli(
    policy.type === 'reorder-point' ? policy.reorderPoint + policy.orderQuantity : policy.orderUpTo,
  );
  const stock: Lot[] = start > 0 ? [{ quantity: start, lastDay: market.life - 1 }] : [];
  const coming = new Float64Array(days);
  let onOrder = 0;
  let owed = 0;
  // A review that falls on a day without a chance to order is made good at the next one.
  let reviewDue = false;
  let [total, short, stockOutDays, wasted, standing, orders, cost] = [0, 0, 0, 0, 0, 0, 0];
  for (let day = 0; day < days; day++) {
    if (coming[day] > 0) {
      stock.push({ quantity: coming[day], lastDay: day + market.life - 1 });
      onOrder -= coming[day];
    }
    owed -= take(stock, owed);
    const position = stock.reduce((sum, { quantity }) => sum + quantity, 0) + onOrder - owed;
    const arrival = market.arrivalOf[day];
    if (policy.type === 'periodic' && day % policy.every === 0) reviewDue = true;
    const quantity = arrival < 0 ? 0 : orderOf(market, policy, reviewDue, position);
    if (arrival >= 0) reviewDue = false;
    if (quantity > 0) {
      orders++;
      cost += market.costOf(quantity);
      if (arrival === day) stock.push({ quantity, lastDay: day + market.life - 1 });
      else {
        onOrder += quantity;
        if (arrival < days) coming[arrival] += quantity;
      }
    }
    owed -= take(stock, owed);
    const missing = demand[day] - take(stock, demand[day]);
    total += demand[day];
    short += missing;
    if (missing > 0) stockOutDays++;
    if (market.shortage === 'backorder') {
      owed += missing;
      cost += (shortageCost * owed) / milli;
    } else cost += (shortageCost * missing) / milli;
    let left = 0;
    for (let lot = stock.length - 1; lot >= 0; lot--)
      if (stock[lot].lastDay <= day) {
        wasted += stock[lot].quantity;
        cost += (item.wasteCost * stock[lot].quantity) / milli;
        stock.splice(lot, 1);
      } else left += stock[lot].quantity;
    standing += left;
    cost += (holdingCost * left) / milli;
  }
  const left = stock.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    fillRate: total === 0 ? 1 : (total - short) / total,
    stockOutDays,
    short: short / milli,
    wasted: wasted / milli,
    averageStock: standing / days / milli,
    orders,
    cost: cost + (value * (start - left - onOrder + owed)) / milli,
  };
}

/** Serves up to `wanted` from what came first, which is what expires first. @returns what is served. */
function take(stock: Lot[], wanted: number): number {
  let open = wanted;
  while (open > 0 && stock.length > 0) {
    const taken = Math.min(open, stock[0].quantity);
    stock[0].quantity -= taken;
    open -= taken;
    if (stock[0].quantity === 0) stock.shift();
  }
  return wanted - open;
}

/** What the rule orders at a position, as packs and ranges allow. */
function orderOf(
  { pack, least, greatest }: Market,
  policy: ReplayPolicy,
  reviewDue: boolean,
  position: number,
): number {
  let wanted: number;
  switch (policy.type) {
    case 'reorder-point': {
      const under = toMilli(policy.reorderPoint) - position;
      const lot = toMilli(policy.orderQuantity);
      // At r the order is due, so at least one lot; more where one does not lift the position above r.
      wanted = under < 0 ? 0 : lot === 0 ? 0 : (Math.floor(under / lot) + 1) * lot;
      break;
    }
    case 'min-max':
      wanted = position <= toMilli(policy.reorderPoint) ? toMilli(policy.orderUpTo) - position : 0;
      break;
    case 'periodic':
      wanted = reviewDue ? toMilli(policy.orderUpTo) - position : 0;
  }
  if (wanted <= 0) return 0;
  return Math.min(greatest, Math.max(least, Math.ceil(wanted / pack) * pack));
}

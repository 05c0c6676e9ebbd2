/**
 * The best purchase plan of a tiny request by trying every decision, each valued by the checker's own simulation. For
 * tests of the search, with which it shares no code.
 */
import type { ReorderPlanProblem } from '../../../models/reorder.ts';
import { courseCosts, courseOf, type Given, givenOf, type Lot } from '../check/course.ts';
import { agreedDemand, demandOfItems } from '../check/demand.ts';
import {
  amountOf,
  chanceOn,
  factsOf,
  type ItemFacts,
  milliOf,
  type OfferFacts,
  type ProblemFacts,
} from '../check/facts.ts';
import { checkLimits, type Mornings } from '../check/limits.ts';
import { belowCostOf, type Safety } from '../check/safety.ts';

export interface BestPlan {
  /** As `costs.total` of a plan. */
  readonly cost: number;
  readonly lines: readonly BestLine[];
  /** Decisions of single items that were valued. */
  readonly tried: number;
}

export interface BestLine {
  readonly item: string;
  readonly supplier: string;
  readonly day: number;
  /** Milli. */
  readonly quantity: number;
}

/** Decisions of an item beyond which trying them all takes too long. */
const mostDecisions = 200_000;

/**
 * @param allows - decisions of an item that may be taken.
 * @returns undefined where no decision is allowed.
 * @throws Error where an offer has no greatest quantity, safety stock hangs on a distribution, or there are too many decisions.
 */
export function bruteForce(
  problem: ReorderPlanProblem,
  allows: (lines: readonly BestLine[]) => boolean = () => true,
): BestPlan | undefined {
  const facts = factsOf(problem);
  const demand = demandOfItems(facts, [], (rule, message) => {
    throw new Error(`${rule}: ${message}`);
  });
  const choices = facts.items.map((item, index) => {
    const wanted = agreedDemand(item.item.id, demand[index], undefined, () => {});
    const { valued, unordered } = choicesOf(facts, item, wanted);
    return { valued: valued.filter(({ lines }) => allows(lines)), unordered };
  });
  const tried = choices.reduce((sum, { valued }) => sum + valued.length, 0);
  const best = combine(facts, choices);
  return best && { ...best, tried };
}

/** One decision of one item. */
interface Valued {
  /** Without the shared costs of orders. */
  readonly cost: number;
  readonly lines: readonly (BestLine & { readonly amount: number })[];
  readonly morning: Float64Array;
}

interface Choices {
  /** In order of cost; those that leave short what must never be are left out. */
  readonly valued: readonly Valued[];
  readonly unordered: Float64Array;
}

/** A chance to order, and the milli that may be ordered. */
interface Opportunity {
  readonly offer: OfferFacts;
  readonly day: number;
  readonly quantities: readonly number[];
}

function choicesOf(facts: ProblemFacts, item: ItemFacts, demand: Float64Array): Choices {
  const opportunities = opportunitiesOf(facts, item);
  const count = opportunities.reduce((product, { quantities }) => product * quantities.length, 1);
  if (count > mostDecisions) throw new Error(`${item.item.id} has ${count} decisions`);
  const given = givenOf(facts, item.item);
  const safety = safetyOf(item);
  const valued: Valued[] = [];
  const chosen = opportunities.map(() => 0);
  for (;;) {
    const value = decisionValue(item, demand, given, safety, opportunities, chosen);
    if (value) valued.push(value);
    // Counts through all decisions like an odometer.
    let wheel = 0;
    while (wheel < chosen.length && ++chosen[wheel] === opportunities[wheel].quantities.length) chosen[wheel++] = 0;
    if (wheel === chosen.length) break;
  }
  const isOwed = item.item.shortage.type === 'backorder';
  const { morning } = courseOf(demand, given.lots, milliOf(item.item.backOrders), isOwed);
  return { valued: valued.sort((one, other) => one.cost - other.cost), unordered: morning };
}

function opportunitiesOf(facts: ProblemFacts, { offers }: ItemFacts): Opportunity[] {
  return offers.flatMap((offer) => {
    const { pack, least, greatest } = offer;
    if (greatest === Infinity) throw new Error(`${offer.offer.supplier} sells any quantity of ${offer.offer.item}`);
    const quantities = [0];
    for (let quantity = pack; quantity <= greatest; quantity += pack) if (quantity >= least) quantities.push(quantity);
    return Array.from({ length: facts.problem.days }, (_, day) => day)
      .filter((day) => 'orderDay' in chanceOn(facts, offer, day))
      .map((day) => ({ offer, day, quantities }));
  });
}

/** Safety stock that the request itself says. */
function safetyOf(facts: ItemFacts): Safety {
  const { safety, demand, belowSafetyCost } = facts.item;
  const isCertain =
    demand.type === 'constant' || demand.type === 'dated' || (demand.type === 'series' && demand.sd === 0);
  const leadTimesAreCertain = facts.offers.every(({ from }) => from.supplier.leadTimeSdDays === 0);
  const rule = safety ?? (isCertain && leadTimesAreCertain ? ({ type: 'none' } as const) : undefined);
  if (rule?.type === 'none') return { safety: 0, belowCost: belowSafetyCost ?? 0 };
  if (rule?.type === 'stock')
    return { safety: milliOf(rule.quantity), belowCost: belowSafetyCost ?? belowCostOf(facts, rule) };
  throw new Error(`the safety stock of ${facts.item.id} hangs on a distribution`);
}

function decisionValue(
  facts: ItemFacts,
  demand: Float64Array,
  given: Given,
  safety: Safety,
  opportunities: readonly Opportunity[],
  chosen: readonly number[],
): Valued | undefined {
  const { item } = facts;
  const lots: Lot[] = [...given.lots];
  const lines: (BestLine & { amount: number })[] = [];
  let cost = 0;
  opportunities.forEach(({ offer, day, quantities }, at) => {
    const quantity = quantities[chosen[at]];
    if (quantity === 0) return;
    const amount = amountOf(offer, quantity);
    cost += amount + offer.offer.lineCost;
    lots.push({ day, quantity, lastDay: day + offer.shelfLife - 1 });
    lines.push({ item: item.id, supplier: offer.offer.supplier, day, quantity, amount });
  });
  const course = courseOf(demand, lots, milliOf(item.backOrders), item.shortage.type === 'backorder');
  if (item.shortage.type === 'never' && course.short.some((quantity) => quantity > 0)) return undefined;
  const { holding, waste, shortage, belowSafety, stockChange } = courseCosts(facts, given, course, safety);
  cost += holding + waste + shortage + belowSafety + stockChange;
  return { cost, lines, morning: course.morning };
}

/** One decision of each item, so that all limits hold and the total is least. */
function combine(facts: ProblemFacts, choices: readonly Choices[]): Omit<BestPlan, 'tried'> | undefined {
  // What the items from each on cost at least, whatever is shared.
  const least = new Float64Array(choices.length + 1);
  for (let index = choices.length - 1; index >= 0; index--)
    least[index] = least[index + 1] + (choices[index].valued[0]?.cost ?? Infinity);
  let best: Omit<BestPlan, 'tried'> | undefined;
  const picked: Valued[] = [];
  const orders = new Map<string, number>();
  const go = (index: number, cost: number): void => {
    if (index === choices.length) {
      if (keepsLimits(facts, choices, picked)) best = { cost, lines: picked.flatMap(({ lines }) => lines) };
      return;
    }
    for (const one of choices[index].valued) {
      const reached = cost + one.cost;
      if (best && reached + least[index + 1] >= best.cost) break;
      let ordering = 0;
      for (const { supplier, day } of one.lines) {
        const key = `${day} ${supplier}`;
        const lines = orders.get(key) ?? 0;
        if (lines === 0) ordering += facts.suppliers.get(supplier)!.supplier.orderCost;
        orders.set(key, lines + 1);
      }
      picked.push(one);
      if (!best || reached + ordering + least[index + 1] < best.cost) go(index + 1, reached + ordering);
      picked.pop();
      for (const { supplier, day } of one.lines)
        orders.set(`${day} ${supplier}`, orders.get(`${day} ${supplier}`)! - 1);
    }
  };
  go(0, 0);
  return best;
}

function keepsLimits(facts: ProblemFacts, choices: readonly Choices[], picked: readonly Valued[]): boolean {
  const amounts = new Map<string, number>();
  for (const { supplier, day, amount } of picked.flatMap(({ lines }) => lines)) {
    const key = JSON.stringify([supplier, day]);
    amounts.set(key, (amounts.get(key) ?? 0) + amount);
  }
  let purchase = 0;
  for (const [key, amount] of amounts) {
    purchase += amount;
    const { leastOrderValue } = facts.suppliers.get((JSON.parse(key) as [string, number])[0])!.supplier;
    if (amount < leastOrderValue - 1e-9) return false;
  }
  const mornings = picked.map(({ morning }, index): Mornings => {
    return { planned: morning, unordered: choices[index].unordered };
  });
  let isKept = true;
  checkLimits(facts, { purchase, count: amounts.size }, mornings, () => {
    isKept = false;
  });
  return isKept;
}

/**
 * The safety stocks of a plan's policies: each is held against the distribution of demand during its protection days, at
 * the stated level and a thousandth below it, without searching for it.
 */
import type { ReorderItemPolicy, ReorderPurchasePlan, ReorderSafety } from '../../../models/reorder.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import type { DailyDemand } from './demand.ts';
import { type ItemFacts, isNear, milliOf, type ProblemFacts, type Report } from './facts.ts';

/** What is wanted in stock at the end of a day, and what it costs per unit and day to have less. */
export interface Safety {
  /** Milli. */
  readonly safety: number;
  readonly belowCost: number;
}

/** @returns of each item, in the order of the request, as its policy states it. */
export function checkPolicies(
  facts: ProblemFacts,
  demand: readonly DailyDemand[],
  plan: ReorderPurchasePlan,
  report: Report,
): readonly Safety[] {
  const recipes = new Set(facts.problem.recipes.flatMap(({ ingredients }) => ingredients.map(({ use }) => use)));
  if (plan.policies.length > facts.items.length)
    report('policies', `there are ${plan.policies.length} policies of ${facts.items.length} items`);
  return facts.items.map((item, index) => {
    const policy = plan.policies[index];
    if (policy?.item !== item.item.id) {
      report('policies', `policy ${index} is of ${policy?.item ?? 'nothing'}, the item there is ${item.item.id}`);
      return { safety: 0, belowCost: 0 };
    }
    return checkPolicy(item, demand[index], recipes.has(item.item.id), policy, report);
  });
}

function checkPolicy(
  facts: ItemFacts,
  demand: DailyDemand,
  isIngredient: boolean,
  policy: ReorderItemPolicy,
  report: Report,
): Safety {
  const { item } = facts;
  const name = `policy of ${item.id}`;
  const protection = protectionOf(facts, demand, isIngredient, policy, report);
  if (!isNear(policy.meanPerDay, protection.mean))
    report('mean-per-day', `${name}: ${policy.meanPerDay} is stated, it is ${protection.mean}`);
  if (!isNear(policy.sdPerDay, Math.sqrt(protection.variance)))
    report('sd-per-day', `${name}: ${policy.sdPerDay} is stated, it is ${Math.sqrt(protection.variance)}`);
  if (!isNear(policy.protectionDays, protection.days))
    report('protection-days', `${name}: ${policy.protectionDays} is stated, they are ${protection.days}`);
  if (!(policy.orderQuantity >= 0 && policy.orderQuantity < Infinity))
    report('order-quantity', `${name}: it orders ${policy.orderQuantity}`);
  const rule = item.safety ?? serviceCalledFor(facts, protection, policy);
  const level = rule.type === 'cycle-service' || rule.type === 'fill-rate' ? rule.level : undefined;
  if (policy.service !== undefined && !(level !== undefined && isNear(policy.service, level)))
    report('service', `${name}: a level of ${policy.service} is stated, it is ${level ?? 'none'}`);
  const fault = safetyFault(rule, protection, policy);
  if (fault) report('safety-stock', `${name}: a safety stock of ${policy.safetyStock} is stated, ${fault}`);
  return { safety: milliOf(policy.safetyStock), belowCost: item.belowSafetyCost ?? belowCostOf(facts, rule) };
}

/** What demand does between the moment of an order and the delivery of the next. */
interface Protection {
  /** Of a day. */
  readonly mean: number;
  readonly variance: number;
  readonly days: number;
  readonly wait: number;
  readonly leadTimeSd: number;
  readonly isPoisson: boolean;
}

/** Where nothing can be ordered, a day. */
const noOffer = { leadTime: 0, wait: 1, leadTimeSd: 0 };

function protectionOf(
  { item, offers }: ItemFacts,
  demand: DailyDemand,
  isIngredient: boolean,
  { supplier }: ReorderItemPolicy,
  report: Report,
): Protection {
  const average = (figures: Float64Array) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
  const offer = offers.find((one) => one.offer.supplier === supplier);
  if (!offer && (offers.length > 0 || supplier !== undefined))
    report('policy-supplier', `policy of ${item.id}: it goes by ${supplier ?? 'nobody'}, who does not offer it`);
  const { leadTime, wait, leadTimeSd } = offer
    ? { leadTime: offer.leadTime, wait: offer.from.longestWait, leadTimeSd: offer.from.supplier.leadTimeSdDays }
    : noOffer;
  const own = item.demand;
  const isSteady = own.type === 'distribution' && own.perDay.type === 'poisson' && own.weekdayFactors === undefined;
  return {
    mean: average(demand.mean),
    variance: average(demand.variance),
    days: leadTime + wait,
    wait,
    leadTimeSd,
    isPoisson: isSteady && !isIngredient && leadTimeSd === 0,
  };
}

/** The service that costs call for where the item asks for none: the newsvendor's critical ratio. */
function serviceCalledFor(
  { item, holdingCost, shortageCost }: ItemFacts,
  { mean, variance, leadTimeSd, wait }: Protection,
  { orderQuantity, supplier }: ReorderItemPolicy,
): ReorderSafety {
  if (variance === 0 && (leadTimeSd === 0 || mean === 0)) return { type: 'none' };
  if (item.shortage.type === 'never') return { type: 'cycle-service', level: 0.95 };
  const cycleDays = supplier === undefined || mean === 0 ? wait : Math.max(wait, orderQuantity / mean);
  const held = item.shortage.type === 'lost' ? holdingCost * cycleDays : holdingCost;
  const ratio = shortageCost + held === 0 ? 0.5 : shortageCost / (shortageCost + held);
  return { type: 'cycle-service', level: Math.min(0.999, Math.max(0.5, ratio)) };
}

/** Of a unit that is missing at the end of a day. */
export function belowCostOf({ holdingCost, value }: ItemFacts, rule: ReorderSafety): number {
  if (rule.type === 'none') return 0;
  const level = rule.type === 'stock' ? 0.95 : rule.level;
  return Math.max((holdingCost * level) / (1 - level), value / 1000);
}

/** @returns what it should be; undefined where it is. */
function safetyFault(
  rule: ReorderSafety,
  protection: Protection,
  { safetyStock: stated, orderQuantity }: ReorderItemPolicy,
): string | undefined {
  if (rule.type === 'none') return stated === 0 ? undefined : 'none is asked for';
  if (rule.type === 'stock')
    return milliOf(stated) === milliOf(rule.quantity) ? undefined : `${rule.quantity} is asked for`;
  if (!(stated >= 0) || Math.abs(stated - milliOf(stated) / 1000) > 1e-9 * Math.max(1, stated))
    return 'it is no whole number of thousandths';
  const { mean, days, wait } = protection;
  const demand = protectionDemand(protection);
  if (!demand) return stated === 0 ? undefined : 'demand is certain';
  const allowed = (1 - rule.level) * Math.max(orderQuantity, mean * wait);
  // Levels on either side of a step of the distribution are told apart; rounding of the sum must not cross it.
  const levelAt = (safety: number) => mean * days + safety;
  const blur = 1e-7 * Math.max(1, mean * days);
  const serves = (level: number, slack: number) =>
    rule.type === 'cycle-service'
      ? demand.cdf(level) >= rule.level - slack
      : demand.loss(level) <= allowed + slack * Math.max(1, allowed);
  if (!serves(levelAt(stated) + blur, 1e-9)) return `which is too little for ${rule.type} of ${rule.level}`;
  if (stated > 0 && serves(levelAt(stated - 0.001) - blur, -1e-9))
    return `a thousandth less is enough for ${rule.type} of ${rule.level}`;
  return undefined;
}

/** @returns undefined where nothing of it is left to chance. */
function protectionDemand({ mean, variance, days, leadTimeSd, isPoisson }: Protection) {
  const total = mean * days;
  const spread = variance * days + (mean * leadTimeSd) ** 2;
  if (total === 0 || spread === 0) return undefined;
  if (isPoisson) return distributionOf({ type: 'poisson', mean: total });
  const sd = Math.sqrt(spread);
  return total >= 3 * sd
    ? distributionOf({ type: 'normal', mean: total, sd })
    : distributionOf({ type: 'gamma', shape: total ** 2 / spread, scale: spread / total });
}

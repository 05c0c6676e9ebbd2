/**
 * Whether a purchase plan can be carried out and says what is so, and whether every question has its answer; from request
 * and plan alone, rules as in `docs/reorder-rules.md`. Shares no code with the search or the instance that it works on.
 */
import type { ReorderPlan, ReorderPlanProblem, ReorderProblem, ReorderPurchasePlan } from '../../models/reorder.ts';
import type { CheckReport, Violation } from '../solver.ts';
import { answerChecks } from './check/answer-checks.ts';
import { checkAnswers } from './check/answers.ts';
import { type CourseCosts, courseCosts, courseOf, givenOf } from './check/course.ts';
import { agreedDemand, demandOfItems } from './check/demand.ts';
import { factsOf, isNear, milliOf, type Report } from './check/facts.ts';
import { checkLimits, type Mornings } from './check/limits.ts';
import { checkOrders } from './check/orders.ts';
import { checkProjection } from './check/projection.ts';
import { checkPolicies } from './check/safety.ts';

/** @returns every broken rule, and the objective: total cost, or questions without an exact answer. */
export function checkReorder(request: { readonly problem: ReorderProblem }, plan: ReorderPlan): CheckReport {
  const { problem } = request;
  if (problem.mode === 'plan' && plan.mode === 'plan') return checkPurchasePlan(problem, plan);
  if (problem.mode === 'calculate' && plan.mode === 'calculate') return checkAnswers(problem, plan, answerChecks);
  const message = `the request is of mode ${problem.mode}, the plan of mode ${plan.mode}`;
  return { violations: [{ rule: 'mode', message }], objective: 0 };
}

function checkPurchasePlan(problem: ReorderPlanProblem, plan: ReorderPurchasePlan): CheckReport {
  const violations: Violation[] = [];
  const report = (rule: string, message: string) => violations.push({ rule, message });
  const facts = factsOf(problem);
  const demand = demandOfItems(facts, plan.forecasts, report);
  const safety = checkPolicies(facts, demand, plan, report);
  const ordered = checkOrders(facts, plan, report);
  if (plan.projection.length > facts.items.length)
    report('projection', `there are ${plan.projection.length} projections of ${facts.items.length} items`);
  const sums = { holding: 0, waste: 0, shortage: 0, belowSafety: 0, stockChange: 0 };
  const mornings = facts.items.map((item, index): Mornings => {
    const { id, shortage, backOrders } = item.item;
    const stated = plan.projection[index]?.item === id ? plan.projection[index] : undefined;
    if (!stated)
      report('projection', `projection ${index} is of ${plan.projection[index]?.item ?? 'nothing'}, not of ${id}`);
    const wanted = agreedDemand(id, demand[index], stated?.demand, report);
    const given = givenOf(facts, item.item);
    const bought = ordered.lots[index];
    const isOwed = shortage.type === 'backorder';
    const course = courseOf(wanted, [...given.lots, ...bought], milliOf(backOrders), isOwed);
    const unordered = bought.length === 0 ? course : courseOf(wanted, given.lots, milliOf(backOrders), isOwed);
    if (stated) {
      const arriving = Float64Array.from(given.arriving);
      for (const { day, quantity } of bought) if (day >= 0 && day < arriving.length) arriving[day] += quantity;
      checkProjection(stated, course, arriving, report);
    }
    if (shortage.type === 'never') checkNeverShort(id, course.short, report);
    const costs = courseCosts(item, given, course, safety[index]);
    for (const part of Object.keys(sums) as (keyof CourseCosts)[]) sums[part] += costs[part];
    return { planned: course.morning, unordered: unordered.morning };
  });
  checkLimits(facts, ordered, mornings, report);
  checkClaims(plan, report);
  const { purchase, ordering, lines } = ordered;
  return { violations, objective: checkCosts(plan, { purchase, ordering, lines, ...sums }, report) };
}

function checkNeverShort(id: string, short: Float64Array, report: Report): void {
  const day = short.findIndex((quantity) => quantity > 0);
  if (day >= 0) report('never-short', `${id} is short of ${short[day] / 1000} on day ${day}, and must never be`);
}

/** Figures beside the plan that bound or describe it. */
function checkClaims({ shadowPrices, replay, objectiveUnit }: ReorderPurchasePlan, report: Report): void {
  if (objectiveUnit === '') report('objective-unit', 'the plan does not name the unit of its objective');
  for (const { limit, price } of shadowPrices)
    if (!(price >= 0 && price < Infinity)) report('shadow-price', `that of ${limit} is ${price}`);
  for (const { item, proposed, present } of replay)
    for (const { fillRate, stockOutDays, short, wasted, averageStock } of [proposed, ...(present ? [present] : [])])
      if (!(fillRate >= 0 && fillRate <= 1 && Math.min(stockOutDays, short, wasted, averageStock) >= 0))
        report('replay', `that of ${item} has a figure that no replay gives`);
}

type Parts = Omit<ReorderPurchasePlan['costs'], 'total'>;

/** @returns the total. */
function checkCosts({ costs }: ReorderPurchasePlan, actual: Parts, report: Report): number {
  let total = 0;
  for (const part of Object.keys(actual) as (keyof Parts)[]) {
    total += actual[part];
    if (!isNear(costs[part], actual[part])) report(part, `${costs[part]} is stated, it is ${actual[part]}`);
  }
  if (!isNear(costs.total, total)) report('total', `${costs.total} is stated, the parts add up to ${total}`);
  return total;
}

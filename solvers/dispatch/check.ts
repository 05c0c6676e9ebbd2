/**
 * Whether a dispatch plan can be carried out and says what is so, and what a plan made by hand breaks; from request and plan
 * alone, rules as in `docs/dispatch-rules.md`. Shares no code with the search or the instance that it works on.
 */
import type {
  DispatchCheckedPlan,
  DispatchCheckProblem,
  DispatchPlan,
  DispatchPlanProblem,
  DispatchProblem,
  DispatchShift,
  DispatchShiftPlan,
  DispatchTerms,
  DispatchViolation,
} from '../../models/dispatch.ts';
import type { CheckReport, Violation } from '../solver.ts';
import { byCost } from './check/broken.ts';
import {
  checkLoadClaims,
  checkOrderDays,
  checkTruckDays,
  isNear,
  knownLoads,
  type Report,
  timedLoad,
} from './check/claims.ts';
import { factsOf } from './check/facts.ts';
import { checkMetrics, checkTerms, checkUnplaced } from './check/figures.ts';
import { matchGiven } from './check/given.ts';
import { type LaidOut, layOut, type TimedLoad } from './check/laid-out.ts';
import { checkRecommendations } from './check/recommendations.ts';
import { checkRounds } from './check/rounds.ts';
import { addedTo, brokenRules, compareViolations, missingFixed } from './check/rules.ts';
import { objectiveOf } from './check/terms.ts';

export type { TimedLoad };

/** @returns every rule of `docs/dispatch-rules.md` that the loads break, the most costly first. */
export function violationsOf(problem: DispatchShift, loads: readonly TimedLoad[]): DispatchViolation[] {
  const laid = layOut(factsOf(problem), loads);
  const fixed = problem.mode === 'plan' ? missingFixed(problem, laid) : [];
  return byCost([...brokenRules(laid), ...fixed]);
}

/** @returns the objective of the loads term by term; what they break is not in it. */
export function termsOf(problem: DispatchShift, loads: readonly TimedLoad[]): DispatchTerms {
  return objectiveOf(layOut(factsOf(problem), loads));
}

/** @returns every broken rule and everything that is not as stated, and the objective. */
export function checkDispatch(request: { readonly problem: DispatchProblem }, plan: DispatchPlan): CheckReport {
  const { problem } = request;
  const violations: Violation[] = [];
  const report = (rule: string, message: string) => violations.push({ rule, message });
  if (plan.objectiveUnit === '') report('objective-unit', 'the plan does not name the unit of its objective');
  let objective = 0;
  if (problem.mode === 'plan' && plan.mode === 'plan') objective = checkShiftPlan(problem, plan, report);
  else if (problem.mode === 'check' && plan.mode === 'check') objective = checkCheckedPlan(problem, plan, report);
  else if (problem.mode === 'recommend' && plan.mode === 'recommend')
    objective = checkRecommendations(problem, plan, report);
  else if (problem.mode === 'rounds' && plan.mode === 'rounds') objective = checkRounds(problem, plan, report);
  else report('mode', `the request is of mode ${problem.mode}, the plan of mode ${plan.mode}`);
  return { violations, objective };
}

/** What the fixed loads break by themselves is a fact, and no fault of the plan. */
function checkShiftPlan(problem: DispatchPlanProblem, plan: DispatchShiftPlan, report: Report): number {
  const { laid, objective } = checkSchedule(problem, plan, report);
  const fixed = new Set(matchGiven(laid.facts, problem.fixed, laid.loads));
  const alone = laid.loads.flatMap((load) => (fixed.has(load) ? [namedLoad(load)] : []));
  const facts = alone.length > 0 ? brokenRules(layOut(laid.facts, alone)) : [];
  for (const { rule, message } of [...addedTo(facts, brokenRules(laid)), ...missingFixed(problem, laid)])
    report(rule, message);
  knownLoads(laid, plan.loads, () => {}).forEach((load, index) => {
    if ((load.fixed ?? false) !== fixed.has(laid.loads[index]))
      report('fixed', `load ${load.id} is ${load.fixed ? '' : 'not '}said to be fixed`);
  });
  checkUnplaced(laid, plan.unplaced, report);
  return objective;
}

function namedLoad({ id, order, truck, plant, dock, litres, loadStart, unloadStart }: LaidOut['loads'][number]) {
  const volumeM3 = litres / 1000;
  return {
    ...{ id, order: order.order.id, truck: truck.truck.id, plant: plant.plant.id },
    ...{ dock, volumeM3, loadStart, unloadStart },
  };
}

/** A plan made by hand may break rules; it must be the one that was asked about, and what it breaks must be listed. */
function checkCheckedPlan(problem: DispatchCheckProblem, plan: DispatchCheckedPlan, report: Report): number {
  const { laid, objective } = checkSchedule(problem, plan, report);
  if (plan.loads.length !== problem.loads.length)
    report('loads', `${plan.loads.length} loads are answered, ${problem.loads.length} were given`);
  matchGiven(laid.facts, problem.loads, laid.loads).forEach((load, index) => {
    const { order, truck, plant } = problem.loads[index];
    if (!load)
      report('loads', `load ${index}, of order ${order} on ${truck} from ${plant}, is not in the answer as given`);
  });
  const actual = brokenRules(laid);
  compareViolations(plan.violations, actual, report);
  const cost = actual.reduce((sum, one) => sum + one.cost, 0);
  if (!isNear(plan.violationCost, cost)) report('violations', `their cost is ${cost}, stated as ${plan.violationCost}`);
  return objective;
}

/** What plans of modes `plan` and `check` have in common: all that follows from where the loads stand. */
function checkSchedule(
  problem: DispatchShift,
  plan: DispatchShiftPlan | DispatchCheckedPlan,
  report: Report,
): { readonly laid: LaidOut; readonly objective: number } {
  const facts = factsOf(problem);
  const stated = knownLoads({ facts }, plan.loads, report);
  const laid = layOut(
    facts,
    stated.map((load) => timedLoad(problem, load)),
  );
  checkLoadClaims(problem, laid.loads, stated, report);
  checkTruckDays(laid, plan.trucks, report);
  checkOrderDays(laid, plan.orders, report);
  const terms = objectiveOf(laid);
  checkTerms(plan.terms, terms, report);
  checkMetrics(laid, plan.metrics, report);
  return { laid, objective: terms.total };
}

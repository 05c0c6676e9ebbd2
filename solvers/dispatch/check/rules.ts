/** All rules of a laid out plan, and which of them only a part of it breaks. */
import type { DispatchPlanProblem, DispatchViolation } from '../../../models/dispatch.ts';
import { Broken } from './broken.ts';
import { matchGiven } from './given.ts';
import type { LaidOut } from './laid-out.ts';
import { checkLoads } from './load-rules.ts';
import { checkOrders } from './order-rules.ts';
import { checkDocks, checkTrucks } from './truck-rules.ts';

export function brokenRules(laid: LaidOut): DispatchViolation[] {
  const broken = new Broken();
  checkLoads(laid, broken);
  checkOrders(laid, broken);
  checkTrucks(laid, broken);
  checkDocks(laid, broken);
  return broken.violations;
}

/** Fixed loads that the plan does not have as they are given. */
export function missingFixed(problem: DispatchPlanProblem, laid: LaidOut): DispatchViolation[] {
  const broken = new Broken();
  matchGiven(laid.facts, problem.fixed, laid.loads).forEach((load, index) => {
    const { order, truck, plant } = problem.fixed[index];
    if (!load)
      broken.loads(
        'fixed',
        { order, truck },
        `fixed load ${index}, of order ${order} on ${truck} from ${plant}, is not kept`,
      );
  });
  return broken.violations;
}

const keyOf = ({ rule, order, truck, plant, load }: DispatchViolation) => [rule, order, truck, plant, load].join('\n');
const tolerance = 1e-6;

/**
 * What is broken now, and was not, or by less, when only a part of the loads stood; that includes an order that they begin and
 * nobody finishes.
 */
export function addedTo(before: readonly DispatchViolation[], now: readonly DispatchViolation[]): DispatchViolation[] {
  const [old, present] = [before, now].map((violations) => {
    const sums = new Map<string, number>();
    for (const one of violations) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.by);
    return sums;
  });
  return now.filter((one) => present.get(keyOf(one))! > (old.get(keyOf(one)) ?? 0) + tolerance);
}

/** Reports where a stated list of violations is another than the one worked out. */
export function compareViolations(
  stated: readonly DispatchViolation[],
  actual: readonly DispatchViolation[],
  report: (rule: string, message: string) => void,
): void {
  const open = new Map<string, DispatchViolation[]>();
  for (const one of actual.toSorted((first, second) => first.by - second.by)) {
    const same = open.get(keyOf(one));
    if (same) same.push(one);
    else open.set(keyOf(one), [one]);
  }
  const near = (one: number, other: number) => Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(other));
  for (const one of stated.toSorted((first, second) => first.by - second.by)) {
    const match = open.get(keyOf(one))?.shift();
    if (!match) report('violations', `that is not so: ${one.message}`);
    else if (one.unit !== match.unit || !near(one.by, match.by) || !near(one.cost, match.cost))
      report('violations', `${one.rule} by ${one.by} ${one.unit} at ${one.cost} is stated: ${match.message}`);
  }
  for (const missing of open.values())
    for (const { rule, message } of missing) report('violations', `${rule} is not listed: ${message}`);
  for (let index = 1; index < stated.length; index++)
    if (stated[index].cost > stated[index - 1].cost * (1 + tolerance))
      report('violations', `violation ${index} costs more than the one before it`);
}

/** Nothing that a solver says is believed before the kind's own checker has looked at it. */
import { TaktError } from '../../models/errors.ts';
import { hasPlan, type SolveResult } from '../../models/result.ts';
import type { CheckPlan, SolveTask } from './solver-port.ts';

/** Relative; sums of kilowatt-hours and weighted kilograms are floats, and a checker adds in an order of its own. */
const objectiveTolerance = 1e-6;

/**
 * @throws TaktError `failed-check` where the plan breaks a rule, or its objective is not what the plan amounts to.
 */
export function assertPlan(
  check: CheckPlan,
  task: Pick<SolveTask, 'kind' | 'request'>,
  found: { readonly plan: unknown; readonly objective: number; readonly lowerBound?: number },
): void {
  const { violations, objective } = check(task.kind, task.request, found.plan);
  const faults = violations.map(({ rule, message }) => `${rule}: ${message}`);
  const slack = objectiveTolerance * Math.max(1, Math.abs(objective));
  if (!(Math.abs(objective - found.objective) <= slack))
    faults.push(`objective: the solver says ${found.objective}, the plan amounts to ${objective}`);
  if (found.lowerBound !== undefined && found.lowerBound > objective + slack)
    faults.push(`bound: lower bound ${found.lowerBound} lies above the objective ${objective}`);
  if (faults.length > 0)
    throw new TaktError(
      'failed-check',
      `${faults.slice(0, 5).join('; ')}${faults.length > 5 ? `; and ${faults.length - 5} more` : ''}`,
    );
}

/** As `assertPlan`, for a result that may have no plan. */
export function assertResult(
  check: CheckPlan,
  task: Pick<SolveTask, 'kind' | 'request'>,
  result: SolveResult<unknown>,
): void {
  if (hasPlan(result)) assertPlan(check, task, result);
}

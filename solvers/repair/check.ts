/**
 * Whether an answer of plan kind `repair` is right in all that it says, from request and answer alone; rules as in
 * `docs/repair-rules.md`. Shares no code with the search.
 */
import type { RepairPlan, RepairProblem } from '../../models/repair.ts';
import type { CheckReport, Violation } from '../solver.ts';
import { checkDispatch } from './check/dispatch.ts';
import { checkMelt } from './check/melt.ts';
import { checkTechcard } from './check/techcard.ts';
import { checkWarning } from './check/warning.ts';

/** @returns every broken rule and everything that is not as stated, and the objective. */
export function checkRepair(request: { readonly problem: RepairProblem }, plan: RepairPlan): CheckReport {
  const { problem } = request;
  const violations: Violation[] = [];
  const report = (rule: string, message: string) => violations.push({ rule, message });
  let objective = 0;
  if (problem.mode !== plan.mode)
    report('mode', `the request is of mode ${problem.mode}, the plan of mode ${plan.mode}`);
  else if (problem.mode === 'dispatch' && plan.mode === 'dispatch') objective = checkDispatch(problem, plan, report);
  else if (problem.mode === 'melt' && plan.mode === 'melt') objective = checkMelt(problem, plan, report);
  else if (problem.mode === 'techcard' && plan.mode === 'techcard') objective = checkTechcard(problem, plan, report);
  else if (problem.mode === 'warning' && plan.mode === 'warning') objective = checkWarning(problem, plan, report);
  return { violations, objective };
}

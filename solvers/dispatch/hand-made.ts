/** Mode `check`: a plan as a dispatcher has set it, its absent times filled in, and what is wrong with it. */
import type { DispatchCheckedPlan, DispatchCheckProblem } from '../../models/dispatch.ts';
import type { FoundPlan } from '../../models/result.ts';
import { violationsOf } from './check.ts';
import { denseShift, placementsOf } from './dense.ts';
import { scheduleOf } from './plan.ts';
import { timedLoads } from './shift-plan.ts';

/** There is nothing to search. The plan is the dispatcher's, so nothing is said of how good it could be: it has no bound. */
export function checkHandMade(problem: DispatchCheckProblem): FoundPlan<DispatchCheckedPlan> {
  const dense = denseShift(problem, [], 0);
  const placements = placementsOf(problem, dense.instance, dense, problem.loads);
  const violations = violationsOf(problem, timedLoads(dense, placements));
  const schedule = scheduleOf(dense, placements);
  return {
    found: 'feasible',
    endedBy: 'iterations',
    plan: {
      mode: 'check',
      ...schedule,
      violations,
      violationCost: violations.reduce((sum, { cost }) => sum + cost, 0),
    },
    objective: schedule.terms.total,
    unit: schedule.objectiveUnit,
    statistics: { iterations: 0 },
  };
}

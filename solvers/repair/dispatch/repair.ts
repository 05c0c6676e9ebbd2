/** Mode `dispatch`: from the plan that runs, events and facts to options. */
import type { RepairDispatchPlan, RepairDispatchProblem, RepairWarmStart } from '../../../models/repair.ts';
import type { FoundPlan } from '../../../models/result.ts';
import type { Budget } from '../../solver.ts';
import { amend } from './amend.ts';
import { contextOf } from './context.ts';
import { RepairRun } from './run.ts';
import { unchanged } from './unchanged.ts';

export function repairDispatch(
  problem: RepairDispatchProblem,
  warmStart: RepairWarmStart | undefined,
  budget: Budget,
): FoundPlan<RepairDispatchPlan> {
  const context = contextOf(amend(problem));
  return context.amended.touched ? new RepairRun(context, budget).solve(warmStart) : unchanged(context);
}

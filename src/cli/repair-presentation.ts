/** Answers of kind `repair` for people. */
import type { RepairPlan, RepairProblem } from '../../models/repair.ts';
import type { KindPresentation } from './presentation.ts';

export const repairPresentation: KindPresentation<RepairProblem, RepairPlan> = {
  sizes: (problem) => `mode ${problem.mode}`,
  report: (_problem, plan) => [`mode ${plan.mode}`],
  gantt: () => '',
};

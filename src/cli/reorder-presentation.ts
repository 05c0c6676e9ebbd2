/** A purchase plan, or answers of methods, for people. */
import type { ReorderPlan, ReorderProblem } from '../../models/reorder.ts';
import type { KindPresentation } from './presentation.ts';
import { answerTable } from './reorder-answers.ts';
import { stockChart } from './reorder-chart.ts';
import { costTable, orderTables, policyTable, reorderSummary, replayTable, stockTable } from './reorder-report.ts';

export const reorderPresentation: KindPresentation<ReorderProblem, ReorderPlan> = {
  sizes: (problem) =>
    problem.mode === 'plan'
      ? `${problem.items.length} items, ${problem.suppliers.length} suppliers, ${problem.offers.length} offers, ${problem.days} days`
      : `${problem.questions.length} questions`,
  report: (problem, plan, value) => {
    if (plan.mode === 'calculate') return [answerTable(plan)];
    if (problem.mode === 'calculate') return [];
    return [
      reorderSummary(problem, plan, value),
      costTable(problem, plan),
      ...orderTables(problem, plan),
      stockTable(problem, plan),
      policyTable(problem, plan),
      replayTable(problem, plan),
    ];
  },
  gantt: (problem, plan, title) =>
    problem.mode === 'plan' && plan.mode === 'plan' ? stockChart(problem, plan, title) : '',
};

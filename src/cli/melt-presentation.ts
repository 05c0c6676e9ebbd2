/** A melt plan for people. */
import type { MeltPlan, MeltProblem } from '../../models/melt.ts';
import { ganttSvg } from './melt-gantt.ts';
import { furnaceTable, ganttText, heatTable, leftTable, meltSummary } from './melt-report.ts';
import type { KindPresentation } from './presentation.ts';

export const meltPresentation: KindPresentation<MeltProblem, MeltPlan> = {
  sizes: ({ lines, grades, furnaces }) => `${lines.length} lines, ${grades.length} grades, ${furnaces.length} furnaces`,
  report: (problem, plan) => [
    meltSummary(problem, plan),
    heatTable(plan),
    furnaceTable(plan),
    leftTable(plan),
    ganttText(problem, plan),
  ],
  gantt: ganttSvg,
};

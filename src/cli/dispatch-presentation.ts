/** Plans of kind `dispatch` for people, by mode. */
import type { DispatchPlan, DispatchProblem, DispatchShift, DispatchShiftPlan } from '../../models/dispatch.ts';
import { violationTable } from './dispatch-check-report.ts';
import { dispatchGantt } from './dispatch-gantt.ts';
import { placesGantt } from './dispatch-places-gantt.ts';
import { placeTables } from './dispatch-recommend-report.ts';
import { dispatchSummary, orderTable, truckTable } from './dispatch-report.ts';
import { riskTable } from './dispatch-risk-report.ts';
import { roundsGantt } from './dispatch-rounds-gantt.ts';
import { roundBlocks, roundsSummary, unservedText } from './dispatch-rounds-report.ts';
import { dispatchChart } from './dispatch-text-chart.ts';
import { unplacedText } from './dispatch-unplaced-report.ts';
import type { KindPresentation } from './presentation.ts';
import { counted } from './table.ts';

export const dispatchPresentation: KindPresentation<DispatchProblem, DispatchPlan> = {
  sizes: (problem) =>
    problem.mode === 'rounds'
      ? `${counted(problem.drops.length, 'drop')}, ${counted(problem.vans.length, 'van')}`
      : `${counted(problem.orders.length, 'order')}, ${counted(problem.trucks.length, 'truck')}, ${counted(problem.plants.length, 'plant')}`,
  report: (problem, plan, value) => {
    if (problem.mode === 'rounds')
      return plan.mode === 'rounds'
        ? [roundsSummary(problem, plan, value), unservedText(plan), roundBlocks(problem, plan)]
        : [];
    switch (plan.mode) {
      case 'plan':
        return [
          dispatchSummary(problem, plan, value),
          unplacedText(problem, plan.unplaced),
          ...scheduleTables(problem, plan),
        ];
      case 'check':
        return [violationTable(plan), dispatchSummary(problem, plan, value), ...scheduleTables(problem, plan)];
      case 'recommend':
        return [...placeTables(problem, plan), unplacedText(problem, plan.unplaced)];
      case 'rounds':
        return [];
    }
  },
  gantt: (problem, plan, title) => {
    if (problem.mode === 'rounds') return plan.mode === 'rounds' ? roundsGantt(problem, plan, title) : '';
    if (plan.mode === 'rounds') return '';
    return plan.mode === 'recommend' ? placesGantt(problem, plan, title) : dispatchGantt(problem, plan, title);
  },
};

function scheduleTables(
  problem: DispatchShift,
  plan: Pick<DispatchShiftPlan, 'objectiveUnit' | 'loads' | 'trucks' | 'orders' | 'terms' | 'metrics'>,
): string[] {
  return [
    riskTable(problem, plan.loads),
    dispatchChart(problem, plan),
    truckTable(problem, plan),
    orderTable(problem, plan),
  ];
}

/** Answers of kind `repair` for people, by mode. */
import type { RepairDispatchPlan, RepairDispatchProblem, RepairPlan, RepairProblem } from '../../models/repair.ts';
import type { KindPresentation } from './presentation.ts';
import {
  calibrationText,
  changeTable,
  escalationText,
  noticeTable,
  recommendedOption,
  unrescuedText,
} from './repair-changes.ts';
import { repairGantt } from './repair-gantt.ts';
import { affectedTable, happenedText, rescueTable } from './repair-happened.ts';
import { optionTable } from './repair-option-table.ts';
import { counted } from './table.ts';

export const repairPresentation: KindPresentation<RepairProblem, RepairPlan> = {
  sizes: (problem) =>
    problem.mode === 'dispatch'
      ? `${counted(problem.events.length, 'event')}, ${counted(problem.loads.length, 'load')}, ${counted(problem.shift.trucks.length, 'truck')}`
      : `mode ${problem.mode}`,
  report: (problem, plan) =>
    problem.mode === 'dispatch' && plan.mode === 'dispatch' ? dispatchRepairReport(problem, plan) : [],
  gantt: (problem, plan, title) =>
    problem.mode === 'dispatch' && plan.mode === 'dispatch' ? repairGantt(problem, plan, title) : '',
};

function dispatchRepairReport(problem: RepairDispatchProblem, plan: RepairDispatchPlan): string[] {
  const option = recommendedOption(plan);
  return [
    happenedText(problem, plan),
    affectedTable(plan),
    rescueTable(problem, plan),
    optionTable(plan),
    ...(option
      ? [
          changeTable(problem, option),
          noticeTable(problem, option),
          unrescuedText(problem, plan, option),
          escalationText(plan, option),
        ]
      : []),
    calibrationText(plan),
  ];
}

/** Answers of kind `repair` for people, by mode. */
import type { RepairDispatchPlan, RepairDispatchProblem, RepairPlan, RepairProblem } from '../../models/repair.ts';
import type { RepairWarningPlan } from '../../models/repair-warning.ts';
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
import { warningGantt } from './repair-warning-gantt.ts';
import {
  adviceTable,
  cascadeTable,
  indicatorTable,
  riskiestTable,
  stressTable,
  warningSummary,
} from './repair-warning-report.ts';
import { counted } from './table.ts';

export const repairPresentation: KindPresentation<RepairProblem, RepairPlan> = {
  sizes: (problem) => {
    switch (problem.mode) {
      case 'dispatch':
        return `${counted(problem.events.length, 'event')}, ${counted(problem.loads.length, 'load')}, ${counted(problem.shift.trucks.length, 'truck')}`;
      case 'warning':
        return `warning, ${counted(problem.loads.length, 'load')}, ${counted(problem.shift.trucks.length, 'truck')}`;
      default:
        return `mode ${problem.mode}`;
    }
  },
  report: (problem, plan) => {
    if (problem.mode === 'dispatch') return plan.mode === 'dispatch' ? dispatchRepairReport(problem, plan) : [];
    if (problem.mode === 'warning') return plan.mode === 'warning' ? warningReport(plan) : [];
    return [];
  },
  gantt: (problem, plan, title) => {
    if (problem.mode === 'dispatch') return plan.mode === 'dispatch' ? repairGantt(problem, plan, title) : '';
    if (problem.mode === 'warning') return plan.mode === 'warning' ? warningGantt(problem, plan, title) : '';
    return '';
  },
};

function warningReport(plan: RepairWarningPlan): string[] {
  return [
    warningSummary(plan),
    indicatorTable(plan),
    stressTable(plan),
    riskiestTable(plan),
    cascadeTable(plan),
    adviceTable(plan),
  ];
}

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

/** Answers of kind `repair` for people, by mode. */
import type { RepairDispatchPlan, RepairDispatchProblem, RepairPlan, RepairProblem } from '../../models/repair.ts';
import type { RepairWarningPlan, RepairWarningProblem } from '../../models/repair-warning.ts';
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
import { repairMeltPresentation } from './repair-melt-presentation.ts';
import { optionTable } from './repair-option-table.ts';
import { repairTechcardPresentation } from './repair-techcard-presentation.ts';
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

const dispatchRepair: KindPresentation<RepairDispatchProblem, RepairDispatchPlan> = {
  sizes: ({ events, loads, shift }) =>
    `${counted(events.length, 'event')}, ${counted(loads.length, 'load')}, ${counted(shift.trucks.length, 'truck')}`,
  report: dispatchRepairReport,
  gantt: repairGantt,
};

const warning: KindPresentation<RepairWarningProblem, RepairWarningPlan> = {
  sizes: ({ loads, shift }) => `warning, ${counted(loads.length, 'load')}, ${counted(shift.trucks.length, 'truck')}`,
  report: (_, plan) => warningReport(plan),
  gantt: warningGantt,
};

// biome-ignore lint/suspicious/noExplicitAny: each mode has problem and plan types of its own; the mode ties them together
const byMode: Record<RepairProblem['mode'], KindPresentation<any, any>> = {
  dispatch: dispatchRepair,
  melt: repairMeltPresentation,
  techcard: repairTechcardPresentation,
  warning,
};

export const repairPresentation: KindPresentation<RepairProblem, RepairPlan> = {
  sizes: (problem) => byMode[problem.mode].sizes(problem),
  report: (problem, plan) => (plan.mode === problem.mode ? byMode[problem.mode].report(problem, plan) : []),
  gantt: (problem, plan, title) => (plan.mode === problem.mode ? byMode[problem.mode].gantt(problem, plan, title) : ''),
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

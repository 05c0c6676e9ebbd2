/** The recommended option in detail: every change with its reason, who is to be told, what is not rescued and what to do. */
import type {
  RepairChange,
  RepairDispatchPlan,
  RepairDispatchProblem,
  RepairNotice,
  RepairOption,
} from '../../models/repair.ts';
import { clockOf } from './clock.ts';
import { relaxationText } from './dispatch-unplaced-report.ts';
import { changedLoad, fromTo, movedText } from './repair-words.ts';
import { type Column, counted, number, shortTable } from './table.ts';

const mostChanges = 30;
const mostNotices = 30;
const mostOrders = 30;
const mostSuggestions = 6;
const mostActions = 20;

/** @returns undefined only for a plan that breaks its schema. */
export function recommendedOption({ options, recommended }: RepairDispatchPlan): RepairOption | undefined {
  return options.find(({ name }) => name === recommended) ?? options[0];
}

export function changeTable(problem: RepairDispatchProblem, { name, changes, hired }: RepairOption): string {
  const helped =
    hired.length > 0 ? ` with ${hired.map(({ id, capacityM3 }) => `${id} (${number(capacityM3)} m3)`).join(', ')}` : '';
  if (changes.length === 0) return `${name}${helped}: nothing changes`;
  const clock = clockOf(problem.shift);
  const time = (moment: string | undefined) => (moment === undefined ? undefined : clock(moment));
  const cubic = (volume: number | undefined) => (volume === undefined ? undefined : number(volume, 3));
  const plants = changes.some(({ what }) => what.includes('plant'));
  const columns: Column<RepairChange>[] = [
    { title: 'load', cell: changedLoad },
    { title: 'change', cell: ({ what }) => what.join(', ') },
    { title: 'truck', cell: ({ was, is }) => fromTo(was?.truck, is?.truck) },
    ...(plants
      ? [
          {
            title: 'plant',
            cell: ({ what, was, is }: RepairChange) => (what.includes('plant') ? fromTo(was?.plant, is?.plant) : ''),
          } as Column<RepairChange>,
        ]
      : []),
    { title: 'm3', cell: ({ was, is }) => fromTo(cubic(was?.volumeM3), cubic(is?.volumeM3)) },
    { title: 'unloads', cell: ({ was, is }) => fromTo(time(was?.unloadStart), time(is?.unloadStart)) },
    { title: 'moved', cell: movedText, right: true },
    { title: 'points', cell: ({ points }) => number(points, 2), right: true },
    { title: 'deep', cell: ({ depth }) => String(depth), right: true },
    { title: 'why', cell: ({ reason }) => reason.message },
  ];
  return `${name}${helped}: ${counted(changes.length, 'change')}\n${shortTable(columns, changes, mostChanges)}`;
}

export function noticeTable(problem: RepairDispatchProblem, { notices, openLoads }: RepairOption): string {
  if (notices.length === 0) return openLoads === 0 ? '' : 'No client has to be told anything.';
  const clock = clockOf(problem.shift);
  const columns: Column<RepairNotice>[] = [
    { title: 'tell', cell: ({ client }) => client ?? '(no name)' },
    { title: 'order', cell: ({ order }) => order },
    { title: 'what', cell: ({ what }) => what },
    {
      title: 'first unloading',
      cell: ({ was, is }) =>
        fromTo(was === undefined ? undefined : clock(was), is === undefined ? undefined : clock(is)),
    },
    { title: 'message', cell: ({ message }) => message },
  ];
  return shortTable(columns, notices, mostNotices);
}

export function unrescuedText(problem: RepairDispatchProblem, plan: RepairDispatchPlan, option: RepairOption): string {
  const { unrescued, lostM3 } = option;
  if (unrescued.length === 0) return '';
  const { shift } = plan;
  const clock = clockOf(problem.shift);
  const more = unrescued.length - mostOrders;
  return [
    `Not rescued: ${counted(unrescued.length, 'order')}, ${number(lostM3, 3)} m3`,
    ...unrescued
      .slice(0, mostOrders)
      .flatMap(({ severity, text, reasons, suggestions, volumeM3 }) => [
        `  ${severity}: ${text}`,
        ...reasons.slice(1).map(({ message }) => `    also because ${message}`),
        ...suggestions
          .slice(0, mostSuggestions)
          .map((suggestion) => `    ${relaxationText(shift, clock, suggestion, volumeM3)}`),
        ...moreLine(suggestions.length - mostSuggestions, 'ways', '    '),
      ]),
    ...moreLine(more, 'orders', '  '),
  ].join('\n');
}

/** What goes to the person who decides; sentences that stand under `Not rescued` already are not told again. */
export function escalationText({ escalation }: RepairDispatchPlan, { unrescued }: RepairOption): string {
  if (!escalation) return '';
  const told = new Set(unrescued.map((one) => one.text));
  return actionsText(
    escalation,
    escalation.text.split('\n').filter((line) => !told.has(line)),
  );
}

export function actionsText(
  { severity, actions }: NonNullable<RepairDispatchPlan['escalation']>,
  [summary = '', ...rest]: readonly string[] = [],
): string {
  return [
    `For the dispatcher, ${severity}: ${summary}`.trimEnd(),
    ...rest.map((line) => `  ${line}`),
    ...actions.slice(0, mostActions).map((action) => `  - ${action}`),
    ...moreLine(actions.length - mostActions, 'actions', '  '),
  ].join('\n');
}

export function calibrationText({ calibration }: RepairDispatchPlan): string {
  return calibration ? `Predictions: ${calibration.note}.` : '';
}

function moreLine(more: number, what: string, indent: string): string[] {
  return more > 0 ? [`${indent}(${more} more ${what} in the JSON)`] : [];
}

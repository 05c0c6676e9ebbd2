/** What hit a shift that runs: events, loads affected in the order of rescue, and concrete on board that is in danger. */
import type { RepairAffected, RepairDispatchPlan, RepairDispatchProblem, RepairRescue } from '../../models/repair.ts';
import { type Clock, clockOf } from './clock.ts';
import { eventText } from './repair-words.ts';
import { type Column, counted, number, percent, shortTable } from './table.ts';

const mostEvents = 40;
const mostAffected = 20;
const mostRescues = 30;

const urgencies = { 'on-board': 'on board', 'next-hours': 'next 2 h', later: 'later' } as const;
const actions = { transfer: 'to another truck', divert: 'to another site', loss: 'lost' } as const;

export function happenedText(problem: RepairDispatchProblem, plan: RepairDispatchPlan): string {
  const clock = clockOf(problem.shift);
  const { done, underWay, open, gone } = plan.loads;
  const { reactionMs, limitMs, mode, zone } = plan.effort;
  const first = reactionMs > 0 ? `first answer after ${number(reactionMs / 1000, 2)} s, ` : '';
  return [
    `${clock(plan.now)}: ${problem.events.length === 0 ? 'no event' : counted(problem.events.length, 'event')}`,
    ...eventLines(problem, plan, clock),
    `  loads of the plan: ${done.length} done, ${underWay.length} under way, ${open.length} open, ${gone.length} gone`,
    ...factsLine(problem),
    `  ${first}due within ${number(limitMs / 1000)} s; effort ${mode}, ${zone === 'none' ? 'nothing searched' : `searched as far as the ${zone}`}`,
  ].join('\n');
}

/** Events by cluster, the most urgent cluster first; what belongs together is solved together. */
function eventLines(problem: RepairDispatchProblem, { clusters }: RepairDispatchPlan, clock: Clock): string[] {
  const lines = clusters.flatMap(({ events, dominant, affected }) => [
    ...(problem.events.length > 1
      ? [
          `  ${events.length > 1 ? `together, the most urgent ${dominant + 1}` : 'by itself'}; ${counted(affected.length, 'load')} affected`,
        ]
      : []),
    ...events.map((index) => `  ${index + 1}. ${eventText(problem, problem.events[index], clock)}`),
  ]);
  const more = lines.length - mostEvents;
  return more > 0 ? [...lines.slice(0, mostEvents), `  (${more} more lines in the JSON)`] : lines;
}

function factsLine({ facts }: RepairDispatchProblem): string[] {
  const [loads, trucks] = [facts.loads.length, facts.trucks.length];
  return loads + trucks === 0 ? [] : [`  facts: of ${counted(loads, 'load')} and ${counted(trucks, 'truck')}`];
}

/** Loads that cannot stay as planned, who is to be helped first at the top. */
export function affectedTable({ affected }: RepairDispatchPlan): string {
  if (affected.length === 0) return '';
  const columns: Column<RepairAffected>[] = [
    { title: 'rescue', cell: ({ rank }) => String(rank), right: true },
    { title: 'affected', cell: ({ load }) => load },
    { title: 'when', cell: ({ urgency }) => urgencies[urgency] },
    { title: 'weight', cell: ({ criticality }) => percent(criticality.overall), right: true },
    { title: 'why', cell: ({ reason }) => reason.message },
  ];
  return shortTable(
    columns,
    affected.toSorted((a, b) => a.rank - b.rank),
    mostAffected,
  );
}

/** Concrete that its truck cannot bring to its site in time; the same in every option. */
export function rescueTable(problem: RepairDispatchProblem, { rescues }: RepairDispatchPlan): string {
  if (rescues.length === 0) return '';
  const clock = clockOf(problem.shift);
  const columns: Column<RepairRescue>[] = [
    { title: 'concrete of', cell: ({ load }) => load },
    { title: 'm3', cell: ({ volumeM3 }) => number(volumeM3, 3), right: true },
    { title: 'goes', cell: ({ action }) => actions[action] },
    { title: 'by', cell: ({ truck }) => truck ?? '' },
    { title: 'for', cell: ({ order }) => order ?? '' },
    { title: 'over', cell: ({ loadStart }) => optional(clock, loadStart), right: true },
    { title: 'unloads', cell: ({ unloadStart }) => optional(clock, unloadStart), right: true },
    { title: 'age', cell: ({ ageMinutes }) => (ageMinutes === undefined ? '' : `${number(ageMinutes, 0)} min`) },
    { title: 'why', cell: ({ reason }) => reason.message },
  ];
  return shortTable(columns, rescues, mostRescues);
}

function optional(clock: Clock, instant: string | undefined): string {
  return instant === undefined ? '' : clock(instant);
}

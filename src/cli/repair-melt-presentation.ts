/** Repairs of heats for people: options side by side, changes, who waits longer, and charts before and after. */

import type { MeltHeat } from '../../models/melt.ts';
import { gramsPer, pouredGrams } from '../../models/melt-units.ts';
import type {
  RepairMeltChange,
  RepairMeltEvent,
  RepairMeltNotice,
  RepairMeltOption,
  RepairMeltPlan,
  RepairMeltProblem,
} from '../../models/repair-melt.ts';
import { ganttSvg } from './melt-gantt.ts';
import type { KindPresentation } from './presentation.ts';
import { actionsText } from './repair-changes.ts';
import { type Figure, figureTable, priceFigures } from './repair-figures.ts';
import { fromTo } from './repair-words.ts';
import { stacked } from './stacked-svg.ts';
import { type Column, counted, number, percent, shortTable } from './table.ts';

const mostRows = 30;

export const repairMeltPresentation: KindPresentation<RepairMeltProblem, RepairMeltPlan> = {
  sizes: ({ events, heats, problem }) =>
    `${counted(events.length, 'event')}, ${counted(heats.length, 'heat')}, ${counted(problem.furnaces.length, 'furnace')}`,
  report: (problem, plan) => {
    const option = recommended(plan);
    return [
      happened(problem, plan),
      figureTable(plan, figures(plan)),
      changeTable(option),
      noticeTable(option),
      unrescuedText(plan, option),
      // Its text says what stands under `Not rescued`.
      plan.escalation ? actionsText(plan.escalation) : '',
    ];
  },
  gantt: (problem, plan, title) => {
    const option = recommended(plan);
    const notes = new Map(option.changes.map((change) => [change.heat, noteOf(change)]));
    return stacked(title, [
      ganttSvg(
        problem.problem,
        { heats: runningHeats(problem), massUnit: problem.problem.massUnit },
        'Before: the plan that runs; red edge: changes',
        notes,
      ),
      ganttSvg(
        plan.problem,
        option.plan,
        `After: option ${option.name}, ${counted(option.changes.length, 'change')}`,
        notes,
      ),
    ]);
  },
};

function recommended({ options, recommended }: RepairMeltPlan): RepairMeltOption {
  return options.find(({ name }) => name === recommended) ?? options[0];
}

function happened({ events }: RepairMeltProblem, { now, heats, effort }: RepairMeltPlan): string {
  return [
    `${moment(now)}: ${events.length === 0 ? 'no event' : counted(events.length, 'event')}`,
    ...events.map((event, index) => `  ${index + 1}. ${eventText(event)}`),
    `  heats of the plan: ${heats.done.length} done, ${heats.underWay.length} under way, ${heats.open.length} open, ${heats.lost.length} lost`,
    `  due within ${number(effort.limitMs / 1000)} s`,
  ].join('\n');
}

function eventText(event: RepairMeltEvent): string {
  switch (event.type) {
    case 'furnace-down':
      return `furnace ${event.furnace} is down${spanText(event)}${event.running === 'kept' ? '; its heat is tapped all the same' : ''}`;
    case 'heat-lost':
      return `heat ${event.heat} failed`;
    case 'power-cut':
      return `${event.group} carries ${percent(event.factor)} of its limit${spanText(event)}`;
    case 'order-changed': {
      const parts = Object.entries(event.to).map(([name, value]) => `${name} ${String(value)}`);
      return `line ${event.line} is changed: ${parts.join(', ')}`;
    }
    case 'order-cancelled':
      return `line ${event.line} is cancelled`;
    case 'order-added':
      return `new line ${event.line.id}: ${counted(event.line.quantity, 'piece')}, grade ${event.line.grade}`;
  }
}

function spanText({ from, until }: { from?: string; until?: string }): string {
  return `${from === undefined ? '' : ` from ${moment(from)}`}${until === undefined ? ' for good' : ` until ${moment(until)}`}`;
}

function figures({ problem }: RepairMeltPlan): readonly Figure<RepairMeltOption>[] {
  const unit = problem.massUnit;
  return [
    { title: 'changes / open heats', cell: ({ changedHeats, openHeats }) => `${changedHeats} / ${openHeats}` },
    { title: 'untouched', cell: ({ untouchedShare }) => percent(untouchedShare) },
    { title: 'cascade: deep / wide, furnaces', cell: ({ depth, width }) => `${depth} / ${width}` },
    {
      title: `pieces late / ${unit}`,
      cell: ({ lateness }) => `${number(lateness.pieces)} / ${number(lateness.mass)}`,
    },
    { title: 'hours late, at most', cell: ({ lateness }) => number(lateness.greatestMinutes / 60) },
    { title: `${unit} promised, not poured`, cell: ({ lostMass }) => number(lostMass) },
    { title: 'lines to be told of', cell: ({ notices }) => String(notices.length) },
    ...priceFigures,
  ];
}

function changeTable({ name, changes }: RepairMeltOption): string {
  if (changes.length === 0) return `${name}: nothing changes`;
  const time = (where: { start: string } | undefined) => where && moment(where.start);
  const columns: Column<RepairMeltChange>[] = [
    { title: 'heat', cell: ({ heat }) => heat },
    { title: 'change', cell: ({ what }) => what.join(', ') },
    { title: 'furnace', cell: ({ was, is }) => fromTo(was?.furnace, is?.furnace) },
    { title: 'starts', cell: ({ was, is }) => fromTo(time(was), time(is)) },
    { title: 'points', cell: ({ points }) => number(points, 2), right: true },
    { title: 'deep', cell: ({ depth }) => String(depth), right: true },
    { title: 'why', cell: ({ reason }) => reason.message },
  ];
  return `${name}: ${counted(changes.length, 'change')}\n${shortTable(columns, changes, mostRows)}`;
}

function noticeTable({ notices }: RepairMeltOption): string {
  if (notices.length === 0) return 'Nobody has to be told anything.';
  const columns: Column<RepairMeltNotice>[] = [
    { title: 'tell of line', cell: ({ line }) => line },
    { title: 'what', cell: ({ what }) => what },
    { title: 'message', cell: ({ message }) => message },
  ];
  return shortTable(columns, notices, mostRows);
}

function unrescuedText({ problem }: RepairMeltPlan, { unrescued, lostMass }: RepairMeltOption): string {
  if (unrescued.length === 0) return '';
  const more = unrescued.length - mostRows;
  return [
    `Not rescued: ${counted(unrescued.length, 'line')}, ${number(lostMass)} ${problem.massUnit}`,
    ...unrescued.slice(0, mostRows).map(({ severity, text }) => `  ${severity}: ${text}`),
    ...(more > 0 ? [`  (${more} more lines in the JSON)`] : []),
  ].join('\n');
}

function noteOf({ what, reason }: RepairMeltChange): string {
  return `${what.join(', ')} because ${reason.message}`;
}

/** Heats of the plan that runs as the chart takes them: those with times, with mass and fill worked out. */
function runningHeats({ problem, heats }: RepairMeltProblem): MeltHeat[] {
  const lines = new Map(problem.lines.map((line) => [line.id, line]));
  const furnaces = new Map(problem.furnaces.map((furnace) => [furnace.id, furnace]));
  return heats.map(({ id, furnace, grade, contents, day, shift, start, end }) => {
    const grams = contents.reduce((sum, { line, pieces }) => {
      const known = lines.get(line);
      return sum + (known ? pouredGrams(problem, known) * pieces : 0);
    }, 0);
    const mass = grams / gramsPer[problem.massUnit];
    const greatest = furnaces.get(furnace)?.greatestMass ?? mass;
    return {
      ...{ id, furnace, grade, contents, day, shift, mass, fill: greatest > 0 ? Math.min(1, mass / greatest) : 0 },
      ...{ sizes: {}, start, end },
    };
  });
}

/** `11-23 07:00`, as the instant has it: plans of heats write them by the clock of the site. */
function moment(instant: string): string {
  return `${instant.slice(5, 10)} ${instant.slice(11, 16)}`;
}

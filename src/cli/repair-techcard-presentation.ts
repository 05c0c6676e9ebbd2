/** Repairs of operations for people: options side by side, changes, who is to be told, and charts before and after. */
import { instantOf, secondsOf } from '../../models/moments.ts';
import type {
  RepairTechcardChange,
  RepairTechcardEvent,
  RepairTechcardNotice,
  RepairTechcardOperation,
  RepairTechcardOption,
  RepairTechcardPlan,
  RepairTechcardProblem,
} from '../../models/repair-techcard.ts';
import type { TechcardProblem } from '../../models/techcard.ts';
import type { KindPresentation } from './presentation.ts';
import { actionsText } from './repair-changes.ts';
import { type Figure, figureTable, priceFigures } from './repair-figures.ts';
import { fromTo } from './repair-words.ts';
import { stacked } from './stacked-svg.ts';
import { type Column, counted, number, percent, shortTable } from './table.ts';
import { momentText, techcardGantt } from './techcard-gantt.ts';
import type { DrawnOperation } from './techcard-lanes.ts';

const mostRows = 30;

export const repairTechcardPresentation: KindPresentation<RepairTechcardProblem, RepairTechcardPlan> = {
  sizes: ({ events, operations, problem }) =>
    `${counted(events.length, 'event')}, ${counted(operations.length, 'operation')}, ${counted(problem.resources.length, 'resource')}`,
  report: (problem, plan) => {
    const option = recommended(plan);
    const clock = clockOf(problem);
    return [
      happened(problem, plan, clock),
      figureTable(plan, figures),
      changeTable(option, clock),
      noticeTable(option),
      unrescuedText(option),
      // Its text says what stands under `Not rescued`.
      plan.escalation ? actionsText(plan.escalation) : '',
    ];
  },
  gantt: (problem, plan, title) => {
    const option = recommended(plan);
    const was = new Map(option.changes.map((change) => [pieceOf(change, change.was.serial), noteOf(change)]));
    const is = new Map(option.changes.map((change) => [pieceOf(change, change.is.serial), noteOf(change)]));
    return stacked(title, [
      techcardGantt(
        problem.problem,
        { operations: runningOperations(problem), runs: [] },
        'Before: the plan that runs; red edge: changes',
        (operation) => was.get(pieceOf(operation, operation.serial)),
      ),
      techcardGantt(
        plan.problem,
        option.plan,
        `After: option ${option.name}, ${counted(option.changes.length, 'change')}`,
        (operation) => is.get(pieceOf(operation, operation.serial)),
      ),
    ]);
  },
};

type Clock = (seconds: number) => string;

/** Clock times, with the day where the plan that runs is longer than one. */
function clockOf({ problem, operations }: RepairTechcardProblem): Clock {
  const ends = operations.map(({ end }) => secondsFrom(problem, end));
  const span = ends.reduce((latest, end) => Math.max(latest, end), 0);
  return (seconds) => momentText(problem, seconds, span);
}

function recommended({ options, recommended }: RepairTechcardPlan): RepairTechcardOption {
  return options.find(({ name }) => name === recommended) ?? options[0];
}

function happened(
  problem: RepairTechcardProblem,
  { counts, effort, lifted }: RepairTechcardPlan,
  clock: Clock,
): string {
  const at = (moment: string | number) => clock(secondsOf(problem.problem, moment));
  const { events, now } = problem;
  return [
    `${at(now)}: ${events.length === 0 ? 'no event' : counted(events.length, 'event')}`,
    ...events.map((event, index) => `  ${index + 1}. ${eventText(event, at)}`),
    `  operations of the plan: ${counts.done} done, ${counts.underWay} under way, ${counts.held} held, ${counts.open} open, ${counts.gone} gone`,
    `  due within ${number(effort.limitMs / 1000)} s; planned anew: ${effort.zone}`,
    ...(lifted.length > 0 ? [`  deadlines and greatest lags given up: ${lifted.join(', ')}`] : []),
  ].join('\n');
}

function eventText(event: RepairTechcardEvent, at: (moment: string | number) => string): string {
  switch (event.type) {
    case 'operation-late': {
      const by =
        event.end === undefined ? `${number((event.seconds ?? 0) / 60)} min late` : `late, ends ${at(event.end)}`;
      return `${event.operation} of ${event.order} #${event.serial} is ${by}`;
    }
    case 'resource-down': {
      const who = event.worker === undefined ? event.resource : `${event.worker} of ${event.resource}`;
      return `${who} is out${event.from === undefined ? '' : ` from ${at(event.from)}`} until ${at(event.until)}`;
    }
    case 'order-changed': {
      const { due, deadline, quantity, priority } = event.to;
      const parts = [
        due === undefined ? '' : `due ${at(due)}`,
        deadline === undefined ? '' : `deadline ${at(deadline)}`,
        quantity === undefined ? '' : counted(quantity, 'piece'),
        priority === undefined ? '' : `priority ${number(priority)}`,
      ].filter((part) => part !== '');
      return `${event.order} is changed: ${parts.length > 0 ? parts.join(', ') : 'nothing'}`;
    }
    case 'order-cancelled':
      return `${event.order} is cancelled`;
    case 'order-added':
      return `new order ${event.order.id}: ${counted(event.order.quantity, 'piece')} of ${event.order.card}`;
  }
}

const minutes = (seconds: number) => number(seconds / 60);

const figures: readonly Figure<RepairTechcardOption>[] = [
  {
    title: 'changes / open operations',
    cell: ({ changedOperations, openOperations }) => `${changedOperations} / ${openOperations}`,
  },
  { title: 'untouched', cell: ({ untouchedShare }) => percent(untouchedShare) },
  { title: 'cascade: deep / wide, resources', cell: ({ depth, width }) => `${depth} / ${width}` },
  { title: 'orders late', cell: ({ lateness }) => String(lateness.orders) },
  {
    title: 'minutes late: sum / most',
    cell: ({ lateness }) => `${minutes(lateness.seconds)} / ${minutes(lateness.greatestSeconds)}`,
  },
  { title: 'minutes after due dates', cell: ({ lateness }) => minutes(lateness.tardySeconds) },
  { title: 'limits not kept any more', cell: ({ unrescued }) => String(unrescued.length) },
  { title: 'clients to be told', cell: ({ notices }) => String(notices.length) },
  ...priceFigures,
];

function changeTable({ name, changes }: RepairTechcardOption, clock: Clock): string {
  if (changes.length === 0) return `${name}: nothing changes`;
  const where = ({ resources }: RepairTechcardChange['was']) =>
    resources.map(({ resource, workers }) => (workers ? workers.join('+') : resource)).join(', ');
  const columns: Column<RepairTechcardChange>[] = [
    { title: 'operation', cell: ({ order, operation, is }) => `${order} #${is.serial} ${operation}` },
    { title: 'change', cell: ({ what }) => what.join(', ') },
    { title: 'on', cell: ({ was, is }) => fromTo(where(was), where(is)) },
    { title: 'starts', cell: ({ was, is }) => fromTo(clock(was.start), clock(is.start)) },
    { title: 'points', cell: ({ points }) => number(points, 2), right: true },
    { title: 'deep', cell: ({ depth }) => String(depth), right: true },
    { title: 'why', cell: ({ reason }) => reason.message },
  ];
  return `${name}: ${counted(changes.length, 'change')}\n${shortTable(columns, changes, mostRows)}`;
}

function noticeTable({ notices }: RepairTechcardOption): string {
  if (notices.length === 0) return 'No client has to be told anything.';
  const columns: Column<RepairTechcardNotice>[] = [
    { title: 'tell of order', cell: ({ order }) => order },
    { title: 'what', cell: ({ what }) => what },
    { title: 'message', cell: ({ message }) => message },
  ];
  return shortTable(columns, notices, mostRows);
}

function unrescuedText({ unrescued }: RepairTechcardOption): string {
  if (unrescued.length === 0) return '';
  const more = unrescued.length - mostRows;
  return [
    `Not rescued: ${counted(unrescued.length, 'limit')}`,
    ...unrescued.slice(0, mostRows).map(({ severity, text }) => `  ${severity}: ${text}`),
    ...(more > 0 ? [`  (${more} more in the JSON)`] : []),
  ].join('\n');
}

function noteOf({ what, reason }: RepairTechcardChange): string {
  return `${what.join(', ')} because ${reason.message}`;
}

function pieceOf({ order, operation }: { order: string; operation: string }, serial: number): string {
  return JSON.stringify([order, serial, operation]);
}

function runningOperations({ problem, operations }: RepairTechcardProblem): DrawnOperation[] {
  const at = (moment: RepairTechcardOperation['start']) => {
    const seconds = secondsFrom(problem, moment);
    return { seconds, at: instantOf(problem, seconds) };
  };
  return operations.map(({ order, serial, operation, start, end, resources }) => ({
    ...{ order, serial, operation, resources, critical: false },
    start: at(start),
    end: at(end),
  }));
}

function secondsFrom(problem: TechcardProblem, moment: RepairTechcardOperation['start']): number {
  return typeof moment === 'object' ? moment.seconds : secondsOf(problem, moment);
}

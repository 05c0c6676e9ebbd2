/**
 * What a question to a calendar costs, from an hour of work to ten years: `node benchmarks/micro/calendar.ts [--json]`.
 *
 * Beside it `moment-business-time`, which walks from shift to shift. It has no zones and no shifts past midnight, so both
 * get an office week in UTC without holidays (it looks each day up among them, one by one). Both must give the same
 * answers to the same questions before either is timed. Processor time is measured: others may be at work on the machine.
 */
import { createRequire } from 'node:module';
import { CalendarConfig } from '../../models/calendar.ts';
import { indexCalendar, type WorkingTime } from '../../solvers/calendar/calendar.ts';
import { Rng } from '../../solvers/shared/rng.ts';
import { cpuMs, machineMeta } from '../meta.ts';
import { percentile } from '../percentile.ts';
import { type Column, figure, textTable } from '../text-table.ts';

export interface CalendarRow {
  readonly library: string;
  readonly question: 'forward' | 'backward';
  /** How far the answer is from the question, about. */
  readonly distance: string;
  /** Questions whose answers were compared with the other library's before timing. */
  readonly compared: number;
  /** Processor time of a question. */
  readonly medianNs: number;
  /** Over samples of `perSample` questions each; their means where there are several. */
  readonly p99Ns: number;
  readonly perSample: number;
  readonly samples: number;
}

type Ask = (at: number, seconds: number) => number;

interface Library {
  readonly name: string;
  /** Left border of the forward answer. */
  readonly forward: Ask;
  /** Right border of the backward answer. */
  readonly backward: Ask;
  /** Processor time is told in microseconds, so many questions to the index are timed together; a walk is timed alone. */
  readonly perSample: number;
  readonly samples: (workHours: number) => number;
  /** Whether it can hold the office week that the other library gets too. */
  readonly isCompared: boolean;
}

const hour = 3600;
/** Hours of work that a week of 40 needs about the given time for. */
const distances = { '1 hour': 1, '1 day': 8, '1 month': 174, '1 year': 2087, '10 years': 20_870 };
const start = Date.parse('2026-01-01T00:00:00Z') / 1000;
const horizon = { from: start - 15 * 366 * 86_400, to: start + 15 * 366 * 86_400 };
/** Starts are drawn from three years. */
const startRange = 3 * 365 * 86_400;
const office = [
  [8, 12],
  [13, 17],
] as const;

/** Median and 99th percentile by question and distance; the peer is left out where it is not installed. */
export function measureCalendar(): CalendarRow[] {
  const peer = loadPeer();
  const libraries = [
    ...ours('takt', officeCalendar()),
    ...ours('takt, nights in Berlin', nightCalendar()),
    ...(peer ? [peer] : []),
  ];
  const rows: CalendarRow[] = [];
  for (const question of ['forward', 'backward'] as const)
    for (const [distance, workHours] of Object.entries(distances))
      for (const library of libraries) {
        const compared = peer && library.isCompared ? compare(libraries, question, workHours) : 0;
        rows.push({ library: library.name, question, distance, compared, ...measure(library, question, workHours) });
      }
  return rows;
}

function officeCalendar(): CalendarConfig {
  return CalendarConfig.parse({
    id: 'office',
    dayTypes: [
      { id: 'work', shifts: office.map(([from, to]) => ({ from: from * hour, to: to * hour })) },
      { id: 'off', shifts: [] },
    ],
    week: weekOf('work', 'off'),
  });
}

/** What the peer cannot hold: shifts past midnight, clock changes, holidays; again 40 hours a week. */
function nightCalendar(): CalendarConfig {
  const years = Array.from({ length: 30 }, (_, year) => 2011 + year);
  return CalendarConfig.parse({
    id: 'nights',
    timeZone: 'Europe/Berlin',
    dayTypes: [
      { id: 'night', shifts: [{ from: 22 * hour, to: 30 * hour }] },
      { id: 'off', shifts: [] },
    ],
    week: weekOf('night', 'off'),
    exceptions: years.flatMap((year) =>
      ['01-01', '05-01', '12-25'].map((day) => ({ date: `${year}-${day}`, dayType: 'off' })),
    ),
  });
}

const weekOf = (work: string, off: string) => ({
  monday: work,
  tuesday: work,
  wednesday: work,
  thursday: work,
  friday: work,
  saturday: off,
  sunday: off,
});

/** Once through the methods that return a number, once through those that make a `Span`. */
function ours(name: string, calendar: CalendarConfig): Library[] {
  const time: WorkingTime = indexCalendar(calendar, horizon);
  const shared = { perSample: 500, samples: () => 600, isCompared: calendar.id === 'office' };
  return [
    {
      ...shared,
      name,
      forward: (at, seconds) => time.endOf(at, seconds),
      backward: (at, seconds) => time.startOf(at, seconds),
    },
    {
      ...shared,
      name: `${name}, both borders`,
      forward: (at, seconds) => time.forward(at, seconds)!.left,
      backward: (at, seconds) => time.backward(at, seconds)!.right,
    },
  ];
}

/** The little that is used of moment once `moment-business-time` has changed it. */
interface Moment {
  addWorkingTime(amount: number, unit: 'seconds'): Moment;
  subtractWorkingTime(amount: number, unit: 'seconds'): Moment;
  unix(): number;
}

interface MomentLibrary {
  utc(milliseconds: number): Moment;
  updateLocale(locale: string, data: object): void;
}

function loadPeer(): Library | undefined {
  const require = createRequire(import.meta.url);
  let moment: MomentLibrary;
  try {
    require('moment-business-time');
    moment = require('moment');
  } catch (error) {
    if ((error as { code?: string }).code !== 'MODULE_NOT_FOUND') throw error;
    return undefined;
  }
  const times = office.flat().map((at) => `${String(at).padStart(2, '0')}:00:00`);
  const workinghours = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [day, day % 6 === 0 ? null : times]));
  moment.updateLocale('en', { workinghours, holidays: [] });
  return {
    name: 'moment-business-time',
    forward: (at, seconds) =>
      moment
        .utc(at * 1000)
        .addWorkingTime(seconds, 'seconds')
        .unix(),
    backward: (at, seconds) =>
      moment
        .utc(at * 1000)
        .subtractWorkingTime(seconds, 'seconds')
        .unix(),
    perSample: 1,
    samples: (workHours) => Math.max(20, Math.min(1000, Math.round(20_000 / workHours))),
    isCompared: true,
  };
}

/** @throws Error where two libraries answer differently. */
function compare(libraries: readonly Library[], question: 'forward' | 'backward', workHours: number): number {
  const compared = libraries.filter(({ isCompared }) => isCompared);
  const count = Math.max(5, Math.min(200, Math.round(5000 / workHours)));
  for (const [at, seconds] of questions(count, workHours, 2)) {
    const answers = compared.map((library) => library[question](at, seconds));
    if (answers.some((answer) => answer !== answers[0])) {
      const told = compared.map(({ name }, index) => `${name} ${answers[index]}`).join(', ');
      throw new Error(`${question} from ${at} by ${seconds} s of work: ${told}`);
    }
  }
  return count;
}

/** Whole seconds, and not all of the same length: a branch predictor must not learn them by heart. */
function questions(count: number, workHours: number, seed: number): (readonly [at: number, seconds: number])[] {
  const rng = new Rng(seed);
  return Array.from({ length: count }, () => [
    start + rng.below(startRange),
    Math.round(workHours * hour * (0.75 + rng.float() / 2)),
  ]);
}

function measure(library: Library, question: 'forward' | 'backward', workHours: number) {
  const { perSample } = library;
  const samples = library.samples(workHours);
  const asked = questions(perSample * samples, workHours, 1);
  const ask = library[question];
  const nanoseconds: number[] = [];
  let sum = 0;
  for (let round = 0; round < (perSample > 1 ? 2 : 1); round++) {
    nanoseconds.length = 0;
    for (let sample = 0; sample < samples; sample++) {
      const from = sample * perSample;
      const begin = cpuMs();
      for (let k = from; k < from + perSample; k++) sum += ask(asked[k][0], asked[k][1]);
      nanoseconds.push(((cpuMs() - begin) * 1e6) / perSample);
    }
  }
  if (!Number.isFinite(sum)) throw new Error(`${library.name} has no answer to a question of ${workHours} hours`);
  return { medianNs: percentile(nanoseconds, 0.5), p99Ns: percentile(nanoseconds, 0.99), perSample, samples };
}

export function calendarTable(rows: readonly CalendarRow[]): string {
  const columns: Column<CalendarRow>[] = [
    { name: 'question', width: 8, left: true, cell: ({ question }) => question },
    { name: 'distance', width: 8, left: true, cell: ({ distance }) => distance },
    { name: 'library', width: 36, left: true, cell: ({ library }) => library },
    { name: 'median ns', width: 12, cell: ({ medianNs }) => figure(medianNs, 0) },
    { name: 'p99 ns', width: 12, cell: ({ p99Ns }) => figure(p99Ns, 0) },
    { name: 'compared', width: 8, cell: ({ compared }) => String(compared) },
  ];
  return textTable(columns, rows);
}

if (import.meta.main) {
  const meta = machineMeta();
  const rows = measureCalendar();
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ benchmark: 'calendar', ...meta, rows }, undefined, 2));
  else
    console.log(
      `${calendarTable(rows)}\nprocessor time; that of takt over means of 500 questions; compared: questions answered alike before timing`,
    );
}

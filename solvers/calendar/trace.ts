/**
 * The step-by-step log of a mapping between logical and physical time: a display for people who follow a calculation by
 * eye, in the form of the process described for iterative mapping. Answers come from `WorkingTime`, never from here.
 *
 * A row stands at logical 0 and after each piece, a piece being the part of a shift that lies in one calendar date. Where
 * the pieces of a date are used up, the row shows not the end of work but a midnight: forward the one that opens the next
 * date with work, backward the one that closes the previous date with work.
 */
import { type CalendarConfig, secondsPerDay } from '../../models/calendar.ts';
import { WindowRow } from './windows.ts';
import { WorkDays } from './work-days.ts';
import type { Horizon, Span, WorkingTime } from './working-time.ts';
import { requireLength, requireWhole } from './working-time.ts';

export interface TraceRow {
  readonly logical: number;
  readonly physical: number;
}

export interface Trace {
  readonly direction: 'forward' | 'backward';
  readonly at: number;
  readonly logical: number;
  readonly rows: readonly TraceRow[];
  /** As displayed: for logical 0 the moment reached twice, else the answer; backward the later border first. */
  readonly result: readonly [number, number];
}

/** A trace of more dates than this serves nobody. */
const mostDates = 10_000;

/**
 * @param time - working time of the same calendar, for the result.
 * @returns undefined where there is not so much work.
 */
export function trace(
  calendar: CalendarConfig,
  time: WorkingTime,
  direction: 'forward' | 'backward',
  at: number,
  logical: number,
): Trace | undefined {
  requireWhole('a moment', at);
  requireLength(logical);
  const answer = time[direction](at, logical);
  const dates = new TracedDates(calendar);
  const rows = answer && (direction === 'forward' ? rowsForward : rowsBackward)(dates, at, logical);
  return rows && { direction, at, logical, rows, result: shown(direction, logical, answer, rows) };
}

/** A date in which all is worked off shows a midnight, also at logical 0, and zero work is told twice. */
function rowsForward(dates: TracedDates, at: number, logical: number): TraceRow[] | undefined {
  let day = dates.dayAt(at);
  let pieces: readonly Horizon[] = dates.pieces(day).filter(({ to }) => to > at);
  let from = at;
  const rows: TraceRow[] = [];
  for (let done = 0, seen = 0; seen < mostDates; ) {
    if (pieces.length === 0) {
      for (; pieces.length === 0 && seen < mostDates; seen++) pieces = dates.pieces(++day);
      from = dates.midnight(day);
    }
    rows.push({ logical: done, physical: from });
    if (done === logical) return logical === 0 ? [rows[0], rows[0]] : rows;
    const [piece] = pieces;
    const start = Math.max(piece.from, from);
    const worked = Math.min(logical - done, piece.to - start);
    done += worked;
    from = start + worked;
    if (from === piece.to) pieces = pieces.slice(1);
  }
  return undefined;
}

function rowsBackward(dates: TracedDates, at: number, logical: number): TraceRow[] | undefined {
  // A midnight is the end of the day before it here, not the start of its own.
  let day = dates.dayAt(at - 1);
  let pieces: readonly Horizon[] = dates.pieces(day).filter(({ from }) => from < at);
  let to = at;
  const rows: TraceRow[] = [];
  for (let done = 0, seen = 0; seen < mostDates; ) {
    if (pieces.length === 0) {
      for (; pieces.length === 0 && seen < mostDates; seen++) pieces = dates.pieces(--day);
      to = dates.midnight(day + 1);
    }
    rows.push({ logical: done, physical: to });
    if (done === logical) return logical === 0 ? [rows[0], rows[0]] : rows;
    const piece = pieces[pieces.length - 1];
    const end = Math.min(piece.to, to);
    const worked = Math.min(logical - done, end - piece.from);
    done += worked;
    to = end - worked;
    if (to === piece.from) pieces = pieces.slice(0, -1);
  }
  return undefined;
}

function shown(
  direction: 'forward' | 'backward',
  logical: number,
  { left, right }: Span,
  rows: readonly TraceRow[],
): readonly [number, number] {
  if (logical === 0) return [rows[0].physical, rows[0].physical];
  return direction === 'forward' ? [left, right] : [right, left];
}

class TracedDates {
  readonly #days: WorkDays;

  constructor(calendar: CalendarConfig) {
    this.#days = new WorkDays(calendar);
  }

  dayAt(moment: number): number {
    this.#days.clock.cover(moment, moment);
    return this.#days.clock.dayAt(moment);
  }

  midnight(day: number): number {
    this.#days.clock.cover(day * secondsPerDay, day * secondsPerDay);
    return this.#days.clock.momentOf(day * secondsPerDay);
  }

  /** Parts of shifts in a date: of its own day and of the night begun on the day before; touching shifts stay apart. */
  pieces(day: number): readonly Horizon[] {
    const [from, to] = [this.midnight(day), this.midnight(day + 1)];
    const pieces: Horizon[] = [];
    for (const owner of [day - 1, day])
      for (const shift of this.#days.shiftsOf(owner)) {
        const row = new WindowRow();
        this.#days.addShift(owner, shift, row);
        const piece = { from: Math.max(from, row.starts[0]), to: Math.min(to, row.ends[0]) };
        if (piece.from < piece.to) pieces.push(piece);
      }
    return pieces;
  }
}

/** The log of one run, without the time stamps that a logger would put before each line. */
export function traceLines({ direction, at, logical, rows, result }: Trace, timeZone: string): string[] {
  const date = dateFormat(timeZone);
  const signed = direction === 'forward' || logical === 0 ? logical : -logical;
  return [
    `Start time is: ${at} (${date(at)})`,
    `Given logical time is: ${signed} (${signed / 3600} in hours)`,
    ...rowLines(rows, date),
    ...resultLines(logical, result, date),
  ];
}

/** The log of a check of a date: zero work backward, then forward, under one heading. */
export function checkLines(calendar: CalendarConfig, time: WorkingTime, at: number): string[] {
  const date = dateFormat(calendar.timeZone);
  const runs = (['backward', 'forward'] as const).map((direction) => trace(calendar, time, direction, at, 0));
  return [
    `Start time is: ${at} (${date(at)})`,
    'Given logical time is: 0 (0 in hours)',
    ...runs.flatMap((run) => (run ? [...rowLines(run.rows, date), ...resultLines(0, run.result, date)] : [])),
  ];
}

function rowLines(rows: readonly TraceRow[], date: (moment: number) => string): string[] {
  const lines = rows.map(({ logical, physical }) => `${logical} .....| ${physical} (${date(physical)})`);
  return ['Logical time | Physical time', '-----|-----', ...lines];
}

function resultLines(logical: number, [one, other]: readonly [number, number], date: (moment: number) => string) {
  return [
    'Result:',
    '-----|-----',
    `${logical} .....| [${one} ..... - ${other} .....]`,
    `${logical} .....| [${date(one)} - ${date(other)}]`,
  ];
}

/** DD/MM/YYYY HH:MM:SS on the wall clock of the zone. */
function dateFormat(timeZone: string): (moment: number) => string {
  const two = '2-digit';
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    day: two,
    month: two,
    year: 'numeric',
    hour: two,
    minute: two,
    second: two,
  });
  return (moment) => (Number.isFinite(moment) ? format.format(moment * 1000).replace(', ', ' ') : 'never');
}

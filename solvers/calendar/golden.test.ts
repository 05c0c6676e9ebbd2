/** The published cases for mapping logical to physical time, where their files are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { dayNumber, secondsPerDay, weekdays } from '../../models/calendar.ts';
import { indexCalendar } from './calendar.ts';
import { CheckedCalendar } from './testing.ts';

const beside = fileURLToPath(new URL('../../../shared/golden', import.meta.url));
const folder = join(process.env['TAKT_GOLDEN_DATA'] || beside, 'techcard');
const missing = existsSync(folder) ? false : `no golden data at ${folder}; name its folder in TAKT_GOLDEN_DATA`;
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));

interface GoldenShift {
  shiftId: number;
  start: number;
  end: number;
}

interface GoldenCalendar {
  timeZone: string;
  weeklyTemplate: Record<string, string>;
  exceptionDates: { date: string; epoch: number; schedule: string }[];
  daySchedules: Record<string, GoldenShift[]>;
}

function calendarFrom({ timeZone, weeklyTemplate, exceptionDates, daySchedules }: GoldenCalendar) {
  return CheckedCalendar.parse({
    id: 'golden',
    timeZone,
    dayTypes: Object.entries(daySchedules).map(([id, shifts]) => ({
      id,
      shifts: shifts.map(({ shiftId, start, end }) => ({ id: String(shiftId), from: start, to: end })),
    })),
    week: Object.fromEntries(Object.entries(weeklyTemplate).map(([day, id]) => [day.toLowerCase(), id])),
    exceptions: exceptionDates.map(({ date, schedule }) => ({ date, dayType: schedule })),
  });
}

interface Case {
  mode: 'forward' | 'backward';
  at: number;
  logical: number;
  expected: [number, number];
  why: string;
  shifts?: string;
  timeZone?: string;
}

describe.skipIf(missing)(`golden cases${missing ? ` (${missing})` : ''}`, () => {
  const figure = missing ? undefined : calendarFrom(read('fig-2.15-calendar.json').calendar);
  /** A narrow horizon, so that the answers need growth too. */
  const horizon = { from: 1514678400, to: 1515000000 };

  test('exception dates are midnights of UTC', () => {
    for (const { date, epoch } of read('fig-2.15-calendar.json').calendar.exceptionDates)
      expect(dayNumber(date) * secondsPerDay).toBe(epoch);
  });

  test.each(['forward', 'backward'] as const)('figures 2.16 and 2.17: %s, every row', (mode) => {
    const { input, expected } = read(mode === 'forward' ? 'fig-2.16-forward.json' : 'fig-2.17-backward.json');
    const time = indexCalendar(figure!, horizon);
    const from = input.start ?? input.deadline;
    expect(time[mode](from, input.logical)).toEqual({ left: expected.result[0], right: expected.result[1] });
    expect(expected.trace).toHaveLength(31);
    for (const { logical, image } of expected.trace)
      expect(time[mode](from, logical)).toEqual({ left: image[0], right: image[1] });
  });

  test('figure 2.18: check of a date', () => {
    const { calendar, input, expected } = read('fig-2.18-check.json');
    const { working, previousWork, nextWork } = expected;
    expect(indexCalendar(calendarFrom(calendar), horizon).check(input.at)).toEqual({ working, previousWork, nextWork });
  });

  test('borders and round trips', () => {
    const { cases, roundTrips } = read('derived-calendar.json');
    const time = indexCalendar(figure!, horizon);
    for (const { mode, at, logical, expected, why } of cases as Case[])
      expect(time[mode](at, logical), why).toEqual({ left: expected[0], right: expected[1] });
    for (const { at, logical, forward, backwardFromForward } of roundTrips.cases) {
      expect(time.forward(at, logical)).toEqual({ left: forward[0], right: forward[1] });
      const [left, right] = backwardFromForward;
      for (const border of forward) expect(time.backward(border, logical)).toEqual({ left, right });
    }
  });

  test('clock changes', () => {
    const { cases, weeklyShifts } = read('derived-time-zones.json');
    for (const { mode, at, logical, expected, why, shifts, timeZone } of cases as Case[]) {
      const week = Object.entries(weeklyShifts[shifts!] as Record<string, [number, number][]>);
      const calendar = CheckedCalendar.parse({
        id: shifts,
        timeZone,
        dayTypes: week.map(([id, windows]) => ({ id, shifts: windows.map(([from, to]) => ({ from, to })) })),
        week: Object.fromEntries(week.map(([day]) => [day.toLowerCase(), day])),
      });
      const time = indexCalendar(calendar, { from: at, to: at });
      expect(time[mode](at, logical), why).toEqual({ left: expected[0], right: expected[1] });
    }
  });

  test('what must be refused, and what must not', () => {
    const { mustFail, mustPass } = read('derived-calendar.json');
    type Listed = { why: string; daySchedules?: Record<string, [number, number][]> };
    const parse = ({ daySchedules }: Listed) => {
      const [[id, shifts]] = Object.entries(daySchedules!);
      return CheckedCalendar.safeParse({
        id: 'listed',
        dayTypes: [{ id, shifts: shifts.map(([from, to]) => ({ from, to })) }],
        week: Object.fromEntries(weekdays.map((weekday) => [weekday, id])),
      }).success;
    };
    const withShifts = (listed: Listed[]) => listed.filter(({ daySchedules }) => daySchedules);
    for (const listed of withShifts(mustFail)) expect(parse(listed), listed.why).toBe(false);
    for (const listed of withShifts(mustPass)) expect(parse(listed), listed.why).toBe(true);
    expect([withShifts(mustFail).length, withShifts(mustPass).length]).toEqual([3, 2]);
  });
});

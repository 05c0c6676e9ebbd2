/** The index against a walk through time, quarter of an hour by quarter of an hour, over random calendars. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarConfig, secondsPerDay } from '../../models/calendar.ts';
import { indexCalendar, intersect, type WorkingTime } from './calendar.ts';
import { LongestWindow } from './longest-window.ts';
import { SortedLookup } from './sorted-lookup.ts';
import { at, calendarOf, type Shifts, walk } from './testing.ts';

const step = 900;
const dayLength = secondsPerDay / step;

/** Zones, each with moments close before a change of its clock. */
const zones: Record<string, readonly number[]> = {
  'Europe/Berlin': [at('2026-03-28T12:00:00Z'), at('2026-10-24T12:00:00Z')],
  'America/New_York': [at('2026-03-07T12:00:00Z'), at('2026-10-31T12:00:00Z')],
  'Australia/Lord_Howe': [at('2026-04-04T00:00:00Z'), at('2026-10-03T00:00:00Z')],
  'Africa/Cairo': [at('2026-04-23T12:00:00Z'), at('2026-10-29T12:00:00Z')],
  'America/St_Johns': [at('2026-03-07T12:00:00Z'), at('2026-10-31T12:00:00Z')],
  UTC: [at('2026-03-28T12:00:00Z')],
};
const places = Object.entries(zones).flatMap(([timeZone, moments]) => moments.map((moment) => ({ timeZone, moment })));

/** Shifts inside the day that begins `offset` steps after midnight, so that neighbours never overlap. */
const shiftsFrom = (offset: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: dayLength }), { maxLength: 8 }).map((bounds): Shifts => {
    const inOrder = bounds.toSorted((one, other) => one - other).map((bound) => (offset + bound) * step);
    return Array.from({ length: inOrder.length >> 1 }, (_, k) => [inOrder[2 * k], inOrder[2 * k + 1]] as const);
  });

const placeAndCalendar = fc.constantFrom(...places).chain(({ timeZone, moment }) =>
  fc.record({
    moment: fc.constant(moment),
    calendar: fc.integer({ min: 0, max: dayLength }).chain((offset) =>
      fc
        .record({
          week: fc.array(shiftsFrom(offset), { minLength: 7, maxLength: 7 }),
          exceptions: fc.uniqueArray(fc.tuple(fc.integer({ min: -4, max: 4 }), shiftsFrom(offset)), {
            maxLength: 3,
            selector: ([day]) => day,
          }),
        })
        .map(({ week, exceptions }) => {
          const dated = exceptions.map(([day, shifts]): [string, Shifts] => [
            new Date((moment + day * secondsPerDay) * 1000).toISOString().slice(0, 10),
            shifts,
          ]);
          return calendarOf(week, { timeZone, exceptions: dated });
        }),
    ),
  }),
);

/** What a walk over [from, from + step * open.length) tells; undefined where it ends before the answer. */
class Walked {
  readonly open: Uint8Array;
  readonly from: number;

  constructor(open: Uint8Array, from: number) {
    this.open = open;
    this.from = from;
  }

  forward(start: number, seconds: number): { left: number; right: number } | undefined {
    let left = seconds === 0 ? start : undefined;
    let done = 0;
    for (let cell = Math.floor((start - this.from) / step); cell < this.open.length; cell++) {
      const begin = Math.max(start, this.from + cell * step);
      const length = this.open[cell] * (this.from + (cell + 1) * step - begin);
      if (left === undefined && done + length >= seconds) left = begin + seconds - done;
      if (left !== undefined && done + length > seconds) return { left, right: begin + seconds - done };
      done += length;
    }
    return undefined;
  }

  /** Time the other way round: what is open at x is open at -x, but for the border, which no closed set feels. */
  backward(end: number, seconds: number): { left: number; right: number } | undefined {
    const mirrored = new Walked(this.open.toReversed(), -(this.from + step * this.open.length));
    const span = mirrored.forward(-end, seconds);
    return span && { left: -span.right, right: -span.left };
  }

  fit(start: number, seconds: number): number | undefined {
    let begin = start;
    for (let cell = Math.floor((start - this.from) / step); cell < this.open.length; cell++) {
      const end = this.from + (cell + 1) * step;
      if (!this.open[cell]) begin = end;
      else if (end - begin >= seconds) return begin;
    }
    return undefined;
  }
}

const days = 4;

function compare(time: WorkingTime, open: Uint8Array, from: number, moment: number, seconds: number): number {
  const walked = new Walked(open, from);
  const mirrored = new Walked(open.toReversed(), -(from + step * open.length));
  let answered = 0;
  const same = (got: unknown, expected: unknown) => {
    if (expected === undefined) return;
    answered++;
    expect(got).toEqual(expected);
  };
  same(time.forward(moment, seconds), walked.forward(moment, seconds));
  same(time.backward(moment, seconds), walked.backward(moment, seconds));
  if (seconds > 0) {
    same(time.fit(moment, seconds), walked.fit(moment, seconds));
    const end = mirrored.fit(-moment, seconds);
    same(time.fitBackward(moment, seconds), end === undefined ? undefined : -end);
  }
  const cell = Math.floor((moment - from) / step);
  expect(time.check(moment).working).toBe(open[cell] === 1);
  return answered;
}

const question = fc.record({
  offset: fc.oneof(
    fc.integer({ min: -days * dayLength, max: days * dayLength - 1 }).map((cells) => cells * step),
    fc.integer({ min: -days * secondsPerDay, max: days * secondsPerDay - 1 }),
  ),
  seconds: fc.oneof(
    fc.integer({ min: 0, max: 100 }).map((cells) => cells * step),
    fc.integer({ min: 0, max: 100_000 }),
    fc.constant(0),
  ),
});
const questions = fc.array(question, { minLength: 20, maxLength: 20 });

describe('against a walk through time', () => {
  test('forward, backward, fit and check', () => {
    let [cases, answered] = [0, 0];
    const property = fc.property(placeAndCalendar, questions, ({ moment, calendar }, asked) => {
      const from = moment - days * secondsPerDay;
      const open = walk(calendar, from, moment + days * secondsPerDay, step);
      // A narrow index must grow, a wide one answers from what it has.
      const times = [moment, from - 30 * secondsPerDay].map((start) =>
        indexCalendar(calendar, { from: start, to: 2 * moment - start }),
      );
      for (const { offset, seconds } of asked)
        for (const time of times) answered += compare(time, open, from, moment + offset, seconds);
      const worked = open.reduce((sum, cell) => sum + cell * step, 0);
      expect(times[0].worked(from, moment + days * secondsPerDay)).toBe(worked);
      cases++;
    });
    fc.assert(property, { numRuns: 60, seed: 1 });
    expect(cases).toBe(60);
    expect(answered).toBeGreaterThan(3000);
  });

  test('windows at the very ends of an index, which may lie in the night that another day began', () => {
    const ends = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 7 * dayLength }), fc.integer({ min: 1, max: dayLength })),
      {
        minLength: 10,
      },
    );
    let cases = 0;
    const property = fc.property(placeAndCalendar, ends, ({ moment, calendar }, asked) => {
      const from = moment - days * secondsPerDay;
      const open = walk(calendar, from, moment + days * secondsPerDay, step);
      for (const [first, length] of asked) {
        const horizon = { from: from + first * step, to: from + (first + length) * step };
        const found = new Uint8Array(length);
        for (const window of indexCalendar(calendar, horizon).windows(horizon.from, horizon.to))
          found.fill(1, (window.from - horizon.from) / step, (window.to - horizon.from) / step);
        expect(found).toEqual(open.slice(first, first + length));
        cases++;
      }
    });
    fc.assert(property, { numRuns: 60, seed: 6 });
    expect(cases).toBeGreaterThan(600);
  });

  test('an intersection is at work where each of its calendars is', () => {
    let answered = 0;
    const property = fc.property(
      fc.array(placeAndCalendar, { minLength: 2, maxLength: 3 }),
      questions,
      (all, asked) => {
        const { moment } = all[0];
        const from = moment - days * secondsPerDay;
        const to = moment + days * secondsPerDay;
        const walks = all.map(({ calendar }) => walk(calendar, from, to, step));
        const open = walks[0].map((_, cell) => Number(walks.every((one) => one[cell] === 1)));
        const time = intersect(all.map(({ calendar }) => indexCalendar(calendar, { from: moment, to: moment })));
        for (const { offset, seconds } of asked) answered += compare(time, open, from, moment + offset, seconds);
      },
    );
    fc.assert(property, { numRuns: 30, seed: 2 });
    expect(answered).toBeGreaterThan(500);
  });
});

describe('at any distance', () => {
  const far = fc.record({
    start: fc.integer({ min: at('2012-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') }),
    seconds: fc.oneof(
      fc.integer({ min: 0, max: 50_000_000 }),
      fc.integer({ min: 0, max: 3000 }).map((n) => n * step),
    ),
  });
  const isOpenAtAll = (calendar: CalendarConfig) =>
    Object.values(calendar.week).some((id) => calendar.dayTypes.find((one) => one.id === id)!.shifts.length > 0);

  test('forward and backward are inverse, and agree with what was worked', () => {
    let cases = 0;
    const property = fc.property(placeAndCalendar, fc.array(far, { minLength: 10 }), ({ moment, calendar }, asked) => {
      fc.pre(isOpenAtAll(calendar));
      const time = indexCalendar(calendar, { from: moment, to: moment + 1000 * secondsPerDay });
      for (const { start, seconds } of asked) {
        const there = time.forward(start, seconds)!;
        for (const end of [there.left, there.right]) {
          expect(time.worked(start, end)).toBe(seconds);
          const back = time.backward(end, seconds)!;
          expect(back.left).toBeLessThanOrEqual(start);
          expect(back.right).toBeGreaterThanOrEqual(start);
          if (seconds > 0) expect(time.forward(back.right, seconds)!.left).toBe(there.left);
        }
        // Borders are as far apart as they can be.
        expect(time.worked(start, there.right + 1)).toBe(seconds + 1);
        if (seconds > 0) expect(time.worked(start, there.left - 1)).toBe(seconds - 1);
        const half = seconds >> 1;
        if (seconds > 0) expect(time.forward(time.forward(start, half)!.right, seconds - half)).toEqual(there);
        cases++;
      }
    });
    fc.assert(property, { numRuns: 40, seed: 3 });
    expect(cases).toBeGreaterThan(300);
  });
});

describe('look-ups', () => {
  const values = fc.oneof(
    fc.array(fc.integer({ min: -1000, max: 1000 })),
    fc.array(fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1e9, max: 1e12 }))),
  );

  test('the last value at most a limit', () => {
    fc.assert(
      fc.property(values, fc.array(fc.integer({ min: -1100, max: 1100 })), (list, limits) => {
        const inOrder = list.toSorted((one, other) => one - other);
        const lookup = new SortedLookup(Float64Array.from(inOrder));
        for (const limit of [...limits, ...list, ...list.map((value) => value - 1)])
          expect(lookup.lastAtMost(limit)).toBe(inOrder.findLastIndex((value) => value <= limit));
      }),
      { seed: 4 },
    );
  });

  test('the next and the last window that is long enough', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 20 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: -1, max: 21 }), fc.integer({ min: 1, max: 10 }), (list, from, seconds) => {
        const starts = Float64Array.from(list, (_, index) => 10 * index);
        const tree = new LongestWindow(
          starts,
          starts.map((start, index) => start + list[index]),
        );
        const later = list.findIndex((length, index) => index >= from && length >= seconds);
        const earlier = list.findLastIndex((length, index) => index <= from && length >= seconds);
        if (from >= 0) expect(tree.firstFrom(from, seconds)).toBe(later);
        if (from < list.length) expect(tree.lastUpTo(from, seconds)).toBe(earlier);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

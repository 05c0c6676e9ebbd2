/** The checker's calendars against a clock that is read hour by hour. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CalendarConfig } from '../../../models/calendar.ts';
import { OpenTime, Walks } from './open-time.ts';

const hour = 3600;
/** Clocks change within these days: on 29 March and 25 October in Berlin, on 8 March and 1 November in New York. */
const spans = ['2026-03-05', '2026-03-27', '2026-10-23', '2026-10-30', '2026-06-10'];
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];
const hours = 8 * 24;

/** Shifts of whole hours that do not overlap, the last of them maybe past midnight. */
const shifts = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 0, maxLength: 6 })
  .map((bounds) => bounds.sort((one, other) => one - other))
  .map((bounds) =>
    bounds.flatMap((from, index) =>
      index % 2 === 0 && index + 1 < bounds.length ? [{ from, to: bounds[index + 1] }] : [],
    ),
  );
const calendar = fc.record({
  timeZone: fc.constantFrom(...zones),
  dayTypes: fc.tuple(shifts, shifts),
  week: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 7, maxLength: 7 }),
  exception: fc.integer({ min: 0, max: 7 }),
});
type Drawn = typeof calendar extends fc.Arbitrary<infer Value> ? Value : never;

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

function configOf({ timeZone, dayTypes, week, exception }: Drawn, id: string, start: number): CalendarConfig {
  return CalendarConfig.parse({
    ...{ id, timeZone },
    dayTypes: dayTypes.map((ofDay, index) => ({
      id: `type-${index}`,
      // Two days' shifts may touch and not overlap: what runs into the next day ends before anything begins there.
      shifts: ofDay
        .filter(({ to }) => to <= 24 || dayTypes.every((other) => other.every(({ from }) => from >= to - 24)))
        .map(({ from, to }) => ({ from: from * hour, to: to * hour })),
    })),
    week: Object.fromEntries(days.map((name, index) => [name, `type-${week[index]}`])),
    exceptions: [
      { date: new Date((start + exception * 24 * hour) * 1000).toISOString().slice(0, 10), dayType: 'type-0' },
    ],
  });
}

const shown = new Map<string, string>();
function shownAt(timeZone: string, at: number): string {
  const key = `${timeZone} ${at}`;
  const text = shown.get(key) ?? new Date(at * 1000).toLocaleString('sv-SE', { timeZone });
  shown.set(key, text);
  return text;
}

/** Whether the hour that begins then is open: what a clock on the wall shows lies in a shift of its day or of the day before. */
function isOpenByClock({ timeZone, dayTypes, week, exceptions }: CalendarConfig, at: number): boolean {
  const [date, time] = shownAt(timeZone, at).split(' ');
  return [0, 1].some((back) => {
    const dayBefore = new Date(Date.parse(`${date}T00:00:00Z`) - back * 24 * hour * 1000);
    const own = dayBefore.toISOString().slice(0, 10);
    const weekDay = days[(dayBefore.getUTCDay() + 6) % 7];
    const type = exceptions.find((exception) => exception.date === own)?.dayType ?? week[weekDay];
    const second = (Number(time.slice(0, 2)) + 24 * back) * hour;
    return dayTypes.find(({ id }) => id === type)!.shifts.some(({ from, to }) => from <= second && second < to);
  });
}

test('open hours, work done, ends and borders are those that a clock shows', () => {
  let withWork = 0;
  let withPause = 0;
  const drawn = fc.tuple(
    fc.constantFrom(...spans),
    fc.array(calendar, { minLength: 1, maxLength: 2 }),
    fc.integer({ min: 0, max: hours - 1 }),
    fc.integer({ min: 1, max: 30 }),
  );
  fc.assert(
    fc.property(drawn, ([span, calendars, from, work]) => {
      const start = Date.parse(`${span}T00:00:00Z`) / 1000;
      const configs = calendars.map((one, index) => configOf(one, `c${index}`, start));
      const open = Array.from({ length: hours }, (_, index) =>
        configs.every((config) => isOpenByClock(config, start + index * hour)),
      );
      const time = new OpenTime(configs, new Walks(start), start, 0, hours * hour);
      open.forEach((isOpen, index) => {
        expect(time.isOpen(index * hour, (index + 1) * hour)).toBe(isOpen);
      });
      const worked = open.slice(from).filter(Boolean).length * hour;
      expect(time.worked(from * hour, hours * hour)).toBe(worked);
      expect(time.worked(hours * hour, from * hour)).toBe(0 - worked);
      let left = work;
      const last = open.findIndex((isOpen, index) => index >= from && isOpen && --left === 0);
      if (last < 0) return;
      withWork++;
      const end = (last + 1) * hour;
      expect(time.endOf(from * hour, work * hour)).toBe(end);
      open.forEach((isOpen, index) => {
        const next = open.indexOf(true, index);
        if (isOpen || !open[index - 1] || next < 0) return;
        withPause++;
        const [stop, again] = [index * hour, next * hour];
        for (const at of [stop, stop + 1, again]) expect(time.borders(at)).toEqual([stop, again]);
        for (const at of [stop - 1, again + 1]) expect(time.borders(at)).toEqual([at, at]);
      });
    }),
    { numRuns: 60, seed: 5 },
  );
  expect(withWork).toBeGreaterThan(20);
  expect(withPause).toBeGreaterThan(100);
});

test('what never opens again has no border there', () => {
  const never = CalendarConfig.parse({
    ...{
      id: 'never',
      dayTypes: [
        { id: 'free', shifts: [] },
        { id: 'open', shifts: [{ from: 0, to: hour }] },
      ],
    },
    week: Object.fromEntries(days.map((name) => [name, 'free'])),
    exceptions: [{ date: '1970-01-02', dayType: 'open' }],
  });
  const time = new OpenTime([never], new Walks(0), 0, 0, 30 * hour);
  expect(time.borders(20 * hour)).toEqual([-Infinity, 24 * hour]);
  expect(time.borders(26 * hour)).toEqual([25 * hour, Infinity]);
  expect(time.endOf(0, hour)).toBe(25 * hour);
  expect(time.endOf(0, hour + 1)).toBe(Infinity);
});

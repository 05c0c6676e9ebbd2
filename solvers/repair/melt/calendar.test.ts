/** Closed hours taken out of melt calendars, by hand. */
import { expect, test } from 'vitest';
import { MeltCalendar } from '../../../models/melt.ts';
import { closeHours } from './calendar.ts';

const furnaces = ['F1', 'F2'];
const at = (instant: string) => Date.parse(instant) / 1000;
const calendarOf = (timeZone: string, dates: string[], shifts: object[]) =>
  MeltCalendar.parse({ timeZone, shifts, days: dates.map((date) => ({ date })) });

test('a shift that is not hit stays as it is', () => {
  const calendar = calendarOf('UTC', ['2026-11-23'], [{ id: 'day', start: '06:00', end: '18:00' }]);
  const closure = { furnaces: ['F1'], from: at('2026-11-24T06:00:00Z'), until: Infinity };
  expect(closeHours(calendar, furnaces, [closure]).days).toEqual([
    { date: '2026-11-23', shifts: [{ id: 'day', start: '06:00', end: '18:00' }] },
  ]);
});

test('a shift is cut into what is before, meanwhile and after, on whole minutes outwards', () => {
  const calendar = calendarOf('UTC', ['2026-11-23'], [{ id: 'day', start: '06:00', end: '18:00' }]);
  const closure = { furnaces: ['F1'], from: at('2026-11-23T08:00:59Z'), until: at('2026-11-23T10:15:01Z') };
  expect(closeHours(calendar, furnaces, [closure]).days[0].shifts).toEqual([
    { id: 'day', start: '06:00', end: '08:00', furnaces },
    { id: 'day/2', start: '08:00', end: '10:16', furnaces: ['F2'] },
    { id: 'day/3', start: '10:16', end: '18:00', furnaces },
  ]);
});

test('what is left of a night after midnight belongs to the next day, which may be a new one', () => {
  // 22:00 to 06:00 of Monday; nothing works before 01:30 of Tuesday, and F1 not before 03:00.
  const calendar = calendarOf('UTC', ['2026-11-23'], [{ id: 'night', start: '22:00', end: '06:00' }]);
  const past = { furnaces, from: -Infinity, until: at('2026-11-24T01:30:00Z') };
  const down = { furnaces: ['F1'], from: at('2026-11-24T01:30:00Z'), until: at('2026-11-24T03:00:00Z') };
  expect(closeHours(calendar, furnaces, [past, down]).days).toEqual([
    { date: '2026-11-23', shifts: [] },
    {
      date: '2026-11-24',
      shifts: [
        { id: 'night', start: '01:30', end: '03:00', furnaces: ['F2'] },
        { id: 'night/2', start: '03:00', end: '06:00', furnaces },
      ],
    },
  ]);
});

test('where clocks change within a shift that is hit, the furnace is out for all of it', () => {
  // On 25 October 2026 at 03:00 clocks in Berlin go back to 02:00.
  const calendar = calendarOf('Europe/Berlin', ['2026-10-24'], [{ id: 'night', start: '22:00', end: '06:00' }]);
  const closure = { furnaces: ['F1'], from: at('2026-10-24T21:00:00Z'), until: at('2026-10-24T22:00:00Z') };
  expect(closeHours(calendar, furnaces, [closure]).days).toEqual([
    { date: '2026-10-24', shifts: [{ id: 'night', start: '22:00', end: '06:00', furnaces: ['F2'] }] },
  ]);
});

test('where a day would get too many pieces, the furnace is out for whole shifts', () => {
  const shifts = [
    { id: 'day', start: '06:00', end: '18:00' },
    { id: 'late', start: '18:00', end: '20:00' },
  ];
  const calendar = calendarOf('UTC', ['2026-11-23'], shifts);
  const closures = Array.from({ length: 6 }, (_, hour) => ({
    furnaces: ['F1'],
    from: at(`2026-11-23T${String(6 + 2 * hour).padStart(2, '0')}:30:00Z`),
    until: at(`2026-11-23T${String(7 + 2 * hour).padStart(2, '0')}:00:00Z`),
  }));
  expect(closeHours(calendar, furnaces, closures).days[0].shifts).toEqual([
    { id: 'day', start: '06:00', end: '18:00', furnaces: ['F2'] },
    { id: 'late', start: '18:00', end: '20:00' },
  ]);
});

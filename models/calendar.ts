/**
 * A calendar: when something that works (a worker, a machine, a line, a site) is at work.
 *
 * Day types hold shifts; the week names a day type for each weekday, exceptions name another for single dates. A shift
 * belongs to the day that begins it even where it runs past midnight: an exception on the day after leaves it alone.
 * Shifts are times of the wall clock in the calendar's zone; `solvers/calendar/` turns them into real seconds.
 */
import { z } from 'zod';
import { Id, LocalDate, list } from './common.ts';

/** Exceptions lie between these dates, and no calendar answers for a time outside them. */
export const earliestCalendarDate = '1900-01-01';
export const latestCalendarDate = '2199-12-31';

export const secondsPerDay = 86_400;

const SecondOfDay = z
  .int()
  .min(0)
  .max(2 * secondsPerDay);

export const CalendarShift = z
  .strictObject({
    id: Id.optional().describe('name of the shift for people; several shifts may share it'),
    from: SecondOfDay.describe(
      'wall clock, in seconds from the midnight that begins the day; above 86400: on the next',
    ),
    to: SecondOfDay.describe('likewise, after `from`, at most a day after it; the shift is [from, to)'),
  })
  .describe('working time without a break');
export type CalendarShift = z.infer<typeof CalendarShift>;

export const CalendarDayType = z.strictObject({
  id: Id,
  shifts: list(CalendarShift, 24).describe('in any order, without overlap; they may touch; none: a day off'),
});
export type CalendarDayType = z.infer<typeof CalendarDayType>;

/** As in `CalendarWeek`; the first day of ISO weeks comes first. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const CalendarWeek = z
  .strictObject({
    monday: Id,
    tuesday: Id,
    wednesday: Id,
    thursday: Id,
    friday: Id,
    saturday: Id,
    sunday: Id,
  })
  .describe('the day type of each weekday');
export type CalendarWeek = z.infer<typeof CalendarWeek>;

export const CalendarException = z
  .strictObject({
    date: LocalDate.describe(`calendar day YYYY-MM-DD of the zone, ${earliestCalendarDate} to ${latestCalendarDate}`),
    dayType: Id,
  })
  .describe('a date whose day type is not that of its weekday: a holiday, a day worked instead');
export type CalendarException = z.infer<typeof CalendarException>;

export const CalendarConfig = z.strictObject({
  id: Id,
  timeZone: z.string().min(1).max(60).default('UTC').describe('IANA time zone of the shifts, e.g. Europe/Berlin'),
  dayTypes: list(CalendarDayType, 200).min(1),
  week: CalendarWeek,
  exceptions: list(CalendarException, 10_000).default([]).describe('at most one for a date'),
});
export type CalendarConfig = z.infer<typeof CalendarConfig>;

/** Days from 1970-01-01 to `date`. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / (1000 * secondsPerDay);
}

/** Weekday of a day counted from 1970-01-01, which was a Thursday. */
export function weekdayOf(day: number): (typeof weekdays)[number] {
  return weekdays[(((day + 3) % 7) + 7) % 7];
}

/** Calendars for tests, and a slow model of working time that shares no code with the index. */
import { CalendarConfig, secondsPerDay, weekdays } from '../../models/calendar.ts';
import { checkCalendar } from '../../models/calendar-rules.ts';

/** Parsed and checked, as a plan kind would. */
export const CheckedCalendar = CalendarConfig.superRefine((calendar, context) => checkCalendar(context, calendar, []));

export type Shifts = readonly (readonly [from: number, to: number])[];

/** @param days - shifts of Monday to Sunday. */
export function calendarOf(
  days: readonly Shifts[],
  { timeZone = 'UTC', exceptions = [] as readonly (readonly [date: string, shifts: Shifts])[] } = {},
): CalendarConfig {
  const dayTypes = [...days, ...exceptions.map(([, shifts]) => shifts)].map((shifts, index) => ({
    id: `d${index}`,
    shifts: shifts.map(([from, to]) => ({ from, to })),
  }));
  return CheckedCalendar.parse({
    id: 'test',
    timeZone,
    dayTypes,
    week: Object.fromEntries(weekdays.map((weekday, index) => [weekday, `d${index}`])),
    exceptions: exceptions.map(([date], index) => ({ date, dayType: `d${days.length + index}` })),
  });
}

/** The same shifts on each day of the week. */
export const daily = (shifts: Shifts): Shifts[] => weekdays.map(() => shifts);
export const onWorkdays = (shifts: Shifts): Shifts[] => weekdays.map((_, index) => (index < 5 ? shifts : []));

/** Unix seconds of an ISO instant. */
export const at = (instant: string): number => Date.parse(instant) / 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall clock of a zone shows at a moment, in seconds from 1970-01-01T00:00 on the wall. */
export function wallTime(moment: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(moment * 1000).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part['year'], part['month'] - 1, part['day'], part['hour'], part['minute'], part['second']) / 1000;
}

/**
 * For every `step` of [from, to): whether it is at work. Walks through real time and watches the wall clock: a bound of a
 * shift is met where the clock first shows it, or, where the clock jumps over it, by as much later as it jumped.
 * All bounds and clock changes must be multiples of `step`.
 */
export function walk(calendar: CalendarConfig, from: number, to: number, step: number): Uint8Array {
  const margin = 3 * secondsPerDay;
  const first = new Map<number, number>();
  for (let moment = from - margin, last = Number.NaN; moment < to + margin; moment += step) {
    const wall = wallTime(moment, calendar.timeZone);
    for (let missing = last + step; missing < wall; missing += step)
      if (!first.has(missing)) first.set(missing, moment + (missing - (last + step)));
    if (!first.has(wall)) first.set(wall, moment);
    last = wall;
  }
  const open = new Uint8Array((to - from) / step);
  const shiftsOf = new Map(calendar.dayTypes.map(({ id, shifts }) => [id, shifts]));
  const exceptionOn = new Map(calendar.exceptions.map(({ date, dayType }) => [at(`${date}T00:00:00Z`), dayType]));
  const startDay = Math.floor(from / secondsPerDay) * secondsPerDay - margin + secondsPerDay;
  for (let midnight = startDay; midnight < to + margin; midnight += secondsPerDay) {
    const weekday = weekdays[(new Date(midnight * 1000).getUTCDay() + 6) % 7];
    for (const shift of shiftsOf.get(exceptionOn.get(midnight) ?? calendar.week[weekday])!) {
      const begin = first.get(midnight + shift.from);
      const end = first.get(midnight + shift.to);
      if (begin === undefined || end === undefined) continue;
      for (let moment = Math.max(from, begin); moment < Math.min(to, end); moment += step)
        open[(moment - from) / step] = 1;
    }
  }
  return open;
}

/** Rules of a calendar that the schema of a single field cannot see. */
import type { z } from 'zod';
import {
  type CalendarConfig,
  type CalendarDayType,
  type CalendarShift,
  dayNumber,
  earliestCalendarDate,
  latestCalendarDate,
  secondsPerDay,
  weekdayOf,
  weekdays,
} from './calendar.ts';
import { addProblem, refuseDuplicateIds } from './common.ts';

type Path = readonly (string | number)[];

/**
 * Reports what keeps `calendar` from being used: names that lead nowhere, a zone that nobody knows, and shifts that
 * overlap, within a day or between two days that the week or an exception puts side by side. Shifts that touch are fine.
 * @param path - of the calendar in the input.
 */
export function checkCalendar(context: z.RefinementCtx, calendar: CalendarConfig, path: Path): void {
  checkZone(context, calendar.timeZone, [...path, 'timeZone']);
  refuseDuplicateIds(context, calendar.dayTypes, [...path, 'dayTypes']);
  calendar.dayTypes.forEach((dayType, index) => {
    checkShifts(context, dayType, [...path, 'dayTypes', index, 'shifts']);
  });
  checkNames(context, calendar, path);
  checkDates(context, calendar, path);
  checkNeighbours(context, calendar, path);
}

function checkZone(context: z.RefinementCtx, timeZone: string, path: Path): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    addProblem(context, path, {
      rule: 'time-zone',
      message: `timeZone "${timeZone}" is not known`,
      remedy: 'write an IANA time zone such as Europe/Moscow, or UTC',
      received: timeZone,
    });
  }
}

function checkShifts(context: z.RefinementCtx, { id, shifts }: CalendarDayType, path: Path): void {
  shifts.forEach((shift, index) => {
    if (shift.from >= shift.to)
      addProblem(context, [...path, index, 'to'], {
        rule: 'shift-order',
        message: `a shift of day type "${id}" ends at ${shift.to}, not after its start ${shift.from}`,
        remedy: 'write a `to` after `from`; past midnight it goes on above 86400, so 06:00 of the next day is 108000',
        received: shift.to,
      });
    else if (shift.to - shift.from > secondsPerDay)
      addProblem(context, [...path, index, 'to'], {
        rule: 'shift-length',
        message: `a shift of day type "${id}" lasts ${shift.to - shift.from} seconds, more than a day`,
        remedy: 'end it at most 86400 seconds after `from`, and let the next day begin a shift of its own',
        received: shift.to,
      });
  });
  const inOrder = shifts
    .map((shift, index) => ({ shift, index }))
    .filter(({ shift }) => shift.from < shift.to)
    .sort((one, other) => one.shift.from - other.shift.from);
  let last = inOrder[0];
  for (const entry of inOrder.slice(1)) {
    if (entry.shift.from < last.shift.to)
      addProblem(context, [...path, entry.index], {
        rule: 'shift-overlap',
        message: `shifts ${inWords(last.shift)} and ${inWords(entry.shift)} of day type "${id}" overlap`,
        remedy: 'let the later one begin when the earlier one ends, or after it',
        received: `${entry.shift.from} to ${entry.shift.to}`,
      });
    if (entry.shift.to > last.shift.to) last = entry;
  }
}

function checkNames(context: z.RefinementCtx, { dayTypes, week, exceptions }: CalendarConfig, path: Path): void {
  const known = new Set(dayTypes.map(({ id }) => id));
  const choice = `write the id of a day type: ${[...known].slice(0, 10).join(', ')}${known.size > 10 ? ', ...' : ''}`;
  const check = (name: string, at: Path) => {
    if (known.has(name)) return;
    const message = `there is no day type "${name}"`;
    addProblem(context, [...path, ...at], { rule: 'known-id', message, remedy: choice, received: name });
  };
  for (const weekday of weekdays) check(week[weekday], ['week', weekday]);
  exceptions.forEach(({ dayType }, index) => {
    check(dayType, ['exceptions', index, 'dayType']);
  });
}

function checkDates(context: z.RefinementCtx, { exceptions }: CalendarConfig, path: Path): void {
  const firstAt = new Map<string, number>();
  exceptions.forEach(({ date }, index) => {
    const at = [...path, 'exceptions', index, 'date'];
    const first = firstAt.get(date);
    if (first === undefined) firstAt.set(date, index);
    else
      addProblem(context, at, {
        rule: 'unique-date',
        message: `date ${date} already has the exception of entry ${first}`,
        remedy: 'keep one exception for a date',
        received: date,
      });
    if (date < earliestCalendarDate || date > latestCalendarDate)
      addProblem(context, at, {
        rule: 'date-range',
        message: `date ${date} is not from ${earliestCalendarDate} to ${latestCalendarDate}`,
        remedy: 'leave it out, or mend the year',
        received: date,
      });
  });
}

/** Only a day and the next can overlap: no shift goes on for more than two days from the midnight of its own. */
function checkNeighbours(context: z.RefinementCtx, { dayTypes, week, exceptions }: CalendarConfig, path: Path): void {
  const typeOf = new Map(dayTypes.map((dayType) => [dayType.id, dayType]));
  const check = (earlier: string, later: string, at: Path, where: string) => {
    const pair = overlapOf(typeOf.get(earlier)?.shifts ?? [], typeOf.get(later)?.shifts ?? []);
    if (pair === undefined) return;
    const [night, morning] = pair;
    addProblem(context, [...path, ...at], {
      rule: 'neighbour-overlap',
      message: `${where}: shift ${inWords(night)} of day type "${earlier}" runs into shift ${inWords(morning)} of "${later}" on the day after`,
      remedy: `end the first by ${secondsPerDay + morning.from} or begin the second at ${Math.max(0, night.to - secondsPerDay)} or later`,
      received: earlier === later ? later : `${earlier}, then ${later}`,
    });
  };
  weekdays.forEach((weekday, index) => {
    const next = weekdays[(index + 1) % weekdays.length];
    check(week[weekday], week[next], ['week', next], `${weekday} and ${next}`);
  });
  const exceptionOn = new Map(exceptions.map(({ date, dayType }) => [dayNumber(date), dayType]));
  const typeOn = (day: number) => exceptionOn.get(day) ?? week[weekdayOf(day)];
  exceptions.forEach(({ date, dayType }, index) => {
    const day = dayNumber(date);
    const at = ['exceptions', index];
    check(typeOn(day - 1), dayType, at, `${date} and the day before`);
    // Where the next day is an exception too, the pair is looked at from there.
    if (!exceptionOn.has(day + 1)) check(dayType, typeOn(day + 1), at, `${date} and the day after`);
  });
}

function overlapOf(
  earlier: readonly CalendarShift[],
  later: readonly CalendarShift[],
): readonly [CalendarShift, CalendarShift] | undefined {
  for (const night of earlier) {
    if (night.to <= secondsPerDay) continue;
    const morning = later.find(
      ({ from, to }) => from < to && from + secondsPerDay < night.to && to + secondsPerDay > night.from,
    );
    if (morning) return [night, morning];
  }
  return undefined;
}

function inWords({ id, from, to }: CalendarShift): string {
  return `${id === undefined ? '' : `"${id}" `}${from} to ${to}`;
}

/** Turns a calendar's days into windows of real time. */
import {
  type CalendarConfig,
  type CalendarShift,
  dayNumber,
  earliestCalendarDate,
  latestCalendarDate,
  secondsPerDay,
  weekdayOf,
  weekdays,
} from '../../models/calendar.ts';
import { type ZoneClock, zoneClock } from './time-zone.ts';
import { WindowRow, type Windows } from './windows.ts';

/** Outside these moments nothing is at work: the first and the day after the last date that a calendar knows, in UTC. */
export const earliestMoment = dayNumber(earliestCalendarDate) * secondsPerDay;
export const latestMoment = (dayNumber(latestCalendarDate) + 1) * secondsPerDay;

/** Where windows of work come from: a calendar, or what several have in common. */
export interface WindowSource {
  /** The windows inside [from, to), cut at its ends. */
  windowsIn(from: number, to: number): Windows;
  /** There is no work outside of [earliest, latest); both are finite. */
  readonly earliest: number;
  readonly latest: number;
  /** Outside of [exceptionsFrom, exceptionsTo) every week is like the next, but for clock changes. */
  readonly exceptionsFrom: number;
  readonly exceptionsTo: number;
}

/** Room for the zone's offset from UTC, and for a shift that goes on into the next day. */
const marginDays = 3;

export class WorkDays implements WindowSource {
  readonly earliest: number;
  readonly latest: number;
  readonly exceptionsFrom: number;
  readonly exceptionsTo: number;
  readonly clock: ZoneClock;
  readonly #week: readonly (readonly CalendarShift[])[];
  readonly #exceptions: ReadonlyMap<number, readonly CalendarShift[]>;

  /** @param calendar - one that `checkCalendar` found nothing wrong with. */
  constructor(calendar: CalendarConfig) {
    const inOrder = (shifts: readonly CalendarShift[]) => [...shifts].sort((one, other) => one.from - other.from);
    const shiftsOf = new Map(calendar.dayTypes.map(({ id, shifts }) => [id, inOrder(shifts)]));
    const shiftsOn = (dayType: string): readonly CalendarShift[] => {
      const shifts = shiftsOf.get(dayType);
      if (shifts === undefined) throw new Error(`calendar "${calendar.id}" has no day type "${dayType}"`);
      return shifts;
    };
    this.clock = zoneClock(calendar.timeZone);
    this.#week = weekdays.map((weekday) => shiftsOn(calendar.week[weekday]));
    this.#exceptions = new Map(calendar.exceptions.map(({ date, dayType }) => [dayNumber(date), shiftsOn(dayType)]));
    const days = [...this.#exceptions.keys()];
    [this.exceptionsFrom, this.exceptionsTo] = momentsAround(days);
    const weekWorks = this.#week.some((shifts) => shifts.length > 0);
    const workedDays = days.filter((day) => this.#exceptions.get(day)!.length > 0);
    if (weekWorks) [this.earliest, this.latest] = [earliestMoment, latestMoment];
    else if (workedDays.length > 0) [this.earliest, this.latest] = momentsAround(workedDays);
    else [this.earliest, this.latest] = [earliestMoment, earliestMoment];
  }

  /** Shifts of a day counted from 1970-01-01, by start. */
  shiftsOf(day: number): readonly CalendarShift[] {
    return this.#exceptions.get(day) ?? this.#week[weekdays.indexOf(weekdayOf(day))];
  }

  /** Adds the windows of a day to `row`. A date that the zone leaves out, as Samoa did with 2011-12-30, has none. */
  addDay(day: number, row: WindowRow): void {
    const shifts = this.shiftsOf(day);
    if (shifts.length === 0) return;
    const midnight = day * secondsPerDay;
    if (this.clock.momentOf(midnight) >= this.clock.momentOf(midnight + secondsPerDay)) return;
    for (const shift of shifts) this.addShift(day, shift, row);
  }

  addShift(day: number, { from, to }: CalendarShift, row: WindowRow): void {
    const midnight = day * secondsPerDay;
    row.add(this.clock.momentOf(midnight + from), this.clock.momentOf(midnight + to));
  }

  windowsIn(from: number, to: number): Windows {
    const margin = marginDays * secondsPerDay;
    this.clock.cover(from - margin, to + margin);
    const row = new WindowRow();
    const last = Math.floor(to / secondsPerDay) + marginDays;
    for (let day = Math.floor(from / secondsPerDay) - marginDays; day <= last; day++) this.addDay(day, row);
    return clipped(row, Math.max(from, this.earliest), Math.min(to, this.latest));
  }
}

/** Moments before all work of these days and after it, whatever the zone; for none [Infinity, -Infinity]. */
function momentsAround(days: readonly number[]): [number, number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const day of days) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  const from = Math.max(earliestMoment, (first - marginDays) * secondsPerDay);
  return [from, Math.min(latestMoment, (last + marginDays + 1) * secondsPerDay)];
}

function clipped(row: Windows, from: number, to: number): Windows {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < row.starts.length; i++) {
    if (row.ends[i] <= from || row.starts[i] >= to) continue;
    starts.push(Math.max(from, row.starts[i]));
    ends.push(Math.min(to, row.ends[i]));
  }
  return { starts, ends };
}

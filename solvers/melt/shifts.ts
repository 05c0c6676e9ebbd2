/** The calendar of a melt request as working windows in seconds since the epoch. */
import type { MeltProblem } from '../../models/melt.ts';
import { shiftMinutes } from '../../models/melt-units.ts';

/** A shift of one day, `[start, end)` in epoch seconds. */
export interface ShiftSpan {
  readonly day: number;
  readonly shiftId: string;
  readonly start: number;
  readonly end: number;
}

/** Uninterrupted working time of one furnace, made of adjoining shifts. */
export interface FurnaceWindow {
  readonly start: number;
  readonly end: number;
  readonly shifts: readonly ShiftSpan[];
}

/** Every shift of the calendar in time order, with the furnaces at work in it (absent: all). */
function calendarShifts(problem: MeltProblem): { span: ShiftSpan; furnaces: readonly string[] | undefined }[] {
  const calendar = problem.calendar;
  if (!calendar) return [];
  return calendar.days.flatMap((day, dayIndex) =>
    [...(day.shifts ?? calendar.shifts)]
      .map((shift) => ({ shift, minutes: shiftMinutes(shift) }))
      .sort((a, b) => a.minutes.start - b.minutes.start)
      .map(({ shift, minutes }) => ({
        span: {
          day: dayIndex,
          shiftId: shift.id,
          start: epochSeconds(day.date, minutes.start, calendar.timeZone),
          end: epochSeconds(day.date, minutes.end, calendar.timeZone),
        },
        furnaces: shift.furnaces,
      })),
  );
}

/** Windows by furnace in time order; adjoining shifts in which a furnace is at work are one window. */
export function furnaceWindows(problem: MeltProblem): FurnaceWindow[][] {
  const shifts = calendarShifts(problem);
  return problem.furnaces.map(({ id }) => {
    const windows: FurnaceWindow[] = [];
    for (const { span, furnaces } of shifts) {
      if ((furnaces && !furnaces.includes(id)) || span.end <= span.start) continue;
      const last = windows.at(-1);
      if (last && last.end >= span.start)
        windows[windows.length - 1] = { start: last.start, end: span.end, shifts: [...last.shifts, span] };
      else windows.push({ start: span.start, end: span.end, shifts: [span] });
    }
    return windows;
  });
}

/**
 * The moment at which a site's clocks show `minutes` after the start of `date`.
 * A time that a clock change skips becomes the moment of the change; of a time that comes twice the first is meant.
 */
export function epochSeconds(date: string, minutes: number, timeZone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`) / 1000 + minutes * 60;
  // Offsets half a day around the moment: where they differ, a change lies between.
  const before = offsetSeconds(wall - 43_200, timeZone);
  const after = offsetSeconds(wall + 43_200, timeZone);
  for (const offset of [before, after]) if (offsetSeconds(wall - offset, timeZone) === offset) return wall - offset;
  let low = wall - 43_200 - before;
  let high = wall + 43_200 - after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetSeconds(middle, timeZone) === before) low = middle;
    else high = middle;
  }
  return high;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Seconds by which the zone's clocks are ahead of UTC at a moment. */
export function offsetSeconds(moment: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
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
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(moment * 1000)) part[type] = Number(value);
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) / 1000 - moment;
}

/** ISO 8601 with the zone's offset at that moment. */
export function toInstant(moment: number, timeZone: string): string {
  const offset = offsetSeconds(moment, timeZone);
  const local = new Date((moment + offset) * 1000).toISOString().slice(0, 19);
  const minutes = Math.round(Math.abs(offset) / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

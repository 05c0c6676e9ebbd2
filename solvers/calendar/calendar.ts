/** Working time of a calendar, and of several things that must be at work together. */
import type { CalendarConfig } from '../../models/calendar.ts';
import { IndexedTime } from './indexed-time.ts';
import { commonWindows } from './windows.ts';
import { type WindowSource, WorkDays } from './work-days.ts';
import { type Horizon, requireLength, requireWhole, type WorkingTime } from './working-time.ts';

export type { Horizon, Moment, Span, WorkingTime } from './working-time.ts';

/**
 * Builds the prefix table of a calendar.
 * @param config - one that `checkCalendar` found nothing wrong with.
 * @param horizon - what is indexed at once; questions beyond it make the table grow.
 */
export function indexCalendar(config: CalendarConfig, horizon: Horizon): WorkingTime {
  return new IndexedTime(new WorkDays(config), horizon);
}

/** Without pauses, from ever and for ever. */
export const alwaysOpen: WorkingTime = {
  forward(at, seconds) {
    requireWhole('a moment', at);
    requireLength(seconds);
    return { left: at + seconds, right: at + seconds };
  },
  backward(at, seconds) {
    requireWhole('a moment', at);
    requireLength(seconds);
    return { left: at - seconds, right: at - seconds };
  },
  check(at) {
    requireWhole('a moment', at);
    return { working: true, previousWork: at, nextWork: at };
  },
  endOf: (start, seconds) => start + seconds,
  startOf: (end, seconds) => end - seconds,
  nextOpen: (at) => at,
  previousOpen: (at) => at,
  worked: (from, to) => Math.max(0, to - from),
  fit: (at, seconds) => {
    requireLength(seconds);
    return at;
  },
  fitBackward: (at, seconds) => {
    requireLength(seconds);
    return at;
  },
  windows: (from, to) => (from < to ? [{ from, to }] : []),
};

/** The time at which all `calendars` are at work: that of an operation which needs them all. For none: `alwaysOpen`. */
export function intersect(calendars: readonly WorkingTime[]): WorkingTime {
  const limiting = [...new Set(calendars)].filter((calendar) => calendar !== alwaysOpen);
  if (limiting.length === 0) return alwaysOpen;
  if (limiting.length === 1) return limiting[0];
  const members = limiting.map((calendar) => {
    if (calendar instanceof IndexedTime) return calendar;
    throw new TypeError('intersect takes what indexCalendar, intersect and alwaysOpen give');
  });
  const source = commonSource(members.map((member) => member.source));
  const horizons = members.map(({ indexed }) => indexed);
  const from = Math.max(...horizons.map((horizon) => horizon.from));
  const to = Math.max(from, Math.min(...horizons.map((horizon) => horizon.to)));
  return new IndexedTime(source, { from, to });
}

function commonSource(sources: readonly WindowSource[]): WindowSource {
  const earliest = Math.max(...sources.map((source) => source.earliest));
  return {
    windowsIn: (from, to) => sources.map((source) => source.windowsIn(from, to)).reduce(commonWindows),
    earliest,
    latest: Math.max(earliest, Math.min(...sources.map(({ latest }) => latest))),
    exceptionsFrom: Math.min(...sources.map(({ exceptionsFrom }) => exceptionsFrom)),
    exceptionsTo: Math.max(...sources.map(({ exceptionsTo }) => exceptionsTo)),
  };
}

/**
 * Open seconds of a set of calendars, walked day by day: shifts of each calendar as absolute intervals, cut with those of
 * the others. The checker's own; it has nothing to do with the calendars of the search.
 *
 * A shift belongs to the day that begins it. Its bounds are wall-clock times: one that the clock jumps over moves on by
 * the jump, one that comes twice means the first time.
 */
import type { CalendarConfig } from '../../../models/calendar.ts';

const day = 86_400;
const weekDays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
/** So far beyond plan and exceptions an opening is looked for; later than that there is none. */
const farthest = 400 * day;

type Interval = readonly [from: number, to: number];

/** Wall clocks of time zones, in Unix seconds; remembers offsets by day. */
class Clocks {
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  readonly #midnights = new Map<string, number>();

  /** The instant at which clocks of the zone show `wall`, which is written as if it were Unix time. */
  instantOf(zone: string, wall: number): number {
    if (zone === 'UTC') return wall;
    const number = Math.floor(wall / day);
    const before = this.#offsetAtMidnight(zone, number - 1);
    const after = this.#offsetAtMidnight(zone, number + 2);
    if (before === after) return wall - before;
    const shown = [wall - before, wall - after].filter((instant) => instant + this.#offset(zone, instant) === wall);
    return shown.length > 0 ? Math.min(...shown) : wall - before;
  }

  #offsetAtMidnight(zone: string, number: number): number {
    const key = `${zone} ${number}`;
    const known = this.#midnights.get(key);
    if (known !== undefined) return known;
    const offset = this.#offset(zone, number * day);
    this.#midnights.set(key, offset);
    return offset;
  }

  #offset(zone: string, instant: number): number {
    let format = this.#formats.get(zone);
    if (!format) {
      const two = '2-digit';
      format = new Intl.DateTimeFormat('en-US', {
        ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: two, day: two },
        ...{ hour: two, minute: two, second: two },
      });
      this.#formats.set(zone, format);
    }
    const part = Object.fromEntries(
      format.formatToParts(instant * 1000).map(({ type, value }) => [type, Number(value)]),
    );
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) / 1000 - instant;
  }
}

/** Walks calendars day by day, each stretch of time once. */
export class Walks {
  /** Unix seconds of second 0. */
  readonly #origin: number;
  readonly #clocks = new Clocks();
  readonly #walked = new Map<string, readonly Interval[]>();

  constructor(origin: number) {
    this.#origin = origin;
  }

  /** Shifts of one calendar in order, those that touch as one. */
  intervalsOf(config: CalendarConfig, from: number, to: number): readonly Interval[] {
    const key = `${config.id} ${from} ${to}`;
    let known = this.#walked.get(key);
    if (!known) {
      known = this.#walk(config, from, to);
      this.#walked.set(key, known);
    }
    return known;
  }

  #walk(config: CalendarConfig, from: number, to: number): Interval[] {
    const dayTypes = new Map(config.dayTypes.map((dayType) => [dayType.id, dayType.shifts]));
    const exceptions = new Map(config.exceptions.map(({ date, dayType }) => [date, dayType]));
    const found: Interval[] = [];
    // Two days more on each side: a shift may begin the day before, and zones are up to 14 hours apart.
    const first = Math.floor((this.#origin + from) / day) - 3;
    const last = Math.floor((this.#origin + to) / day) + 2;
    for (let number = first; number <= last; number++) {
      const midnight = number * day;
      const date = exceptions.size > 0 ? new Date(midnight * 1000).toISOString().slice(0, 10) : '';
      // 1 January 1970, day 0, was a Thursday.
      const dayType = exceptions.get(date) ?? config.week[weekDays[(((number + 4) % 7) + 7) % 7]];
      for (const shift of dayTypes.get(dayType) ?? []) {
        const start = this.#clocks.instantOf(config.timeZone, midnight + shift.from) - this.#origin;
        const end = this.#clocks.instantOf(config.timeZone, midnight + shift.to) - this.#origin;
        if (end > start) found.push([start, end]);
      }
    }
    return merged(found);
  }
}

export class OpenTime {
  /** Nothing ever closes it. */
  readonly always: boolean;
  readonly #configs: readonly CalendarConfig[];
  readonly #walks: Walks;
  readonly #least: number;
  readonly #most: number;
  #from: number;
  #to: number;
  #starts: number[] = [];
  #ends: number[] = [];
  /** Open seconds before each interval. */
  #done: number[] = [];

  /** @param origin - Unix seconds of second 0; [from, to) is what the plan needs at least. */
  constructor(configs: readonly CalendarConfig[], walks: Walks, origin: number, from: number, to: number) {
    this.always = configs.length === 0;
    this.#configs = configs;
    this.#walks = walks;
    const exceptions = configs.flatMap((config) =>
      config.exceptions.map(({ date }) => Date.parse(`${date}T00:00:00Z`) / 1000 - origin),
    );
    this.#least = exceptions.reduce((least, at) => Math.min(least, at), from) - farthest;
    this.#most = exceptions.reduce((most, at) => Math.max(most, at), to) + farthest;
    this.#from = from - 14 * day;
    this.#to = to + 14 * day;
    if (!this.always) this.#walk();
  }

  /** Whether all of [from, to) is open. */
  isOpen(from: number, to: number): boolean {
    if (this.always) return true;
    this.#reach(from, to);
    const at = this.#at(from);
    return at >= 0 && to <= this.#ends[at];
  }

  /** Open seconds of [from, to); negative where `to` is the earlier one. */
  worked(from: number, to: number): number {
    if (this.always) return to - from;
    this.#reach(Math.min(from, to), Math.max(from, to));
    return this.#before(to) - this.#before(from);
  }

  /** First moment with `seconds` open since `start`; Infinity where there is none. */
  endOf(start: number, seconds: number): number {
    if (this.always) return start + seconds;
    for (;;) {
      this.#reach(start, start);
      const wanted = this.#before(start) + seconds;
      const at = lastAtMost(this.#done, wanted - 1);
      if (at >= 0) {
        const end = this.#starts[at] + (wanted - this.#done[at]);
        if (end <= this.#ends[at]) return end;
      }
      if (!this.#growLater()) return Infinity;
    }
  }

  /** First and last moment with as much work done; infinite where it never opens before or after. */
  borders(moment: number): Interval {
    if (this.always) return [moment, moment];
    for (;;) {
      this.#reach(moment, moment);
      const at = this.#at(moment);
      const inside = at >= 0 && moment < this.#ends[at];
      const left = inside && moment > this.#starts[at] ? moment : inside ? this.#ends[at - 1] : this.#ends[at];
      const right = inside ? moment : this.#starts[at + 1];
      if (left === undefined && this.#growEarlier()) continue;
      if (right === undefined && this.#growLater()) continue;
      return [left ?? -Infinity, right ?? Infinity];
    }
  }

  /** Index of the last interval that starts at `moment` or before; -1: none. */
  #at(moment: number): number {
    return lastAtMost(this.#starts, moment);
  }

  #before(moment: number): number {
    const at = this.#at(moment);
    return at < 0 ? 0 : this.#done[at] + Math.min(moment, this.#ends[at]) - this.#starts[at];
  }

  /** At least doubles what is known, so that questions that go on and on do not walk from the beginning each time. */
  #reach(from: number, to: number): void {
    if (from >= this.#from && to <= this.#to) return;
    const length = this.#to - this.#from;
    if (from < this.#from) this.#from = Math.min(from, this.#from - length);
    if (to > this.#to) this.#to = Math.max(to, this.#to + length);
    this.#walk();
  }

  #growLater(): boolean {
    if (this.#to >= this.#most) return false;
    this.#to = Math.min(this.#most, this.#to + Math.max(60 * day, this.#to - this.#from));
    this.#walk();
    return true;
  }

  #growEarlier(): boolean {
    if (this.#from <= this.#least) return false;
    this.#from = Math.max(this.#least, this.#from - Math.max(60 * day, this.#to - this.#from));
    this.#walk();
    return true;
  }

  #walk(): void {
    let open: readonly Interval[] = [[this.#from, this.#to]];
    for (const config of this.#configs) open = both(open, this.#walks.intervalsOf(config, this.#from, this.#to));
    this.#starts = open.map(([from]) => from);
    this.#ends = open.map(([, to]) => to);
    let done = 0;
    this.#done = open.map(([from, to]) => {
      done += to - from;
      return done - (to - from);
    });
  }
}

/** Index of the last value that is `most` or less, of ascending values; -1: none. */
function lastAtMost(values: readonly number[], most: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function merged(intervals: readonly Interval[]): Interval[] {
  const result: [number, number][] = [];
  for (const [from, to] of intervals.toSorted((one, other) => one[0] - other[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** What is in both of two ordered lists. */
function both(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const from = Math.max(one[i][0], other[j][0]);
    const to = Math.min(one[i][1], other[j][1]);
    if (from < to) result.push([from, to]);
    if (one[i][1] < other[j][1]) i++;
    else j++;
  }
  return result;
}

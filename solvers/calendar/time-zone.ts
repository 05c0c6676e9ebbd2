/**
 * The clock of a time zone: what its wall clock shows and when.
 *
 * The zone's rules come with the runtime and are read through Intl.DateTimeFormat, which knows the offset of a moment
 * but not when it changes. So the offset is read once a day, and where two days differ the change between them is found
 * by bisection. No zone of the IANA data changes twice within a day and back. Clocks are kept, one for each zone.
 */
import { secondsPerDay } from '../../models/calendar.ts';

/** Offsets from UTC in seconds; entry k holds for moments in [changes[k], changes[k + 1]). */
interface Offsets {
  changes: number[];
  offsets: number[];
}

export class ZoneClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #isUtc: boolean;
  /** Both in days from 1970-01-01T00:00Z: what has been read is [from, to). */
  #fromDay = 0;
  #toDay = 0;
  /** The first change is -Infinity: before what has been read, the first offset stands in. */
  #known: Offsets = { changes: [Number.NEGATIVE_INFINITY], offsets: [0] };

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    this.#isUtc = this.#format.resolvedOptions().timeZone === 'UTC';
  }

  /** Makes the answers of the other methods good for all moments and wall times of [from, to), and two days around. */
  cover(from: number, to: number): void {
    const fromDay = Math.floor(from / secondsPerDay) - 3;
    const toDay = Math.ceil(to / secondsPerDay) + 3;
    if (this.#isUtc || (fromDay >= this.#fromDay && toDay <= this.#toDay)) return;
    if (this.#fromDay === this.#toDay) {
      this.#known = this.#read(fromDay, toDay);
      this.#fromDay = fromDay;
      this.#toDay = toDay;
      return;
    }
    if (fromDay < this.#fromDay) {
      const earlier = this.#read(fromDay, this.#fromDay);
      this.#known = joined(earlier, this.#known);
      this.#fromDay = fromDay;
    }
    if (toDay > this.#toDay) {
      const later = this.#read(this.#toDay, toDay);
      this.#known = joined(this.#known, later);
      this.#toDay = toDay;
    }
  }

  /** What to add to a moment to have its wall time. */
  offsetAt(moment: number): number {
    const { changes, offsets } = this.#known;
    let low = 0;
    let high = changes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (changes[middle] <= moment) low = middle;
      else high = middle - 1;
    }
    return offsets[low];
  }

  /**
   * The moment at which the wall clock shows `wall`, in seconds from 1970-01-01T00:00 on the wall. A time shown twice
   * means the first; one that is skipped moves forward by the length of the skip. The Temporal proposal calls this
   * disambiguation "compatible"; so does RFC 5545, section 3.3.5.
   */
  momentOf(wall: number): number {
    const { changes, offsets } = this.#known;
    // The first stretch whose wall times end after `wall`.
    let low = 0;
    let high = changes.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wall < changes[middle + 1] + offsets[middle]) high = middle;
      else low = middle + 1;
    }
    const moment = wall - offsets[low];
    return moment >= changes[low] ? moment : wall - offsets[low - 1];
  }

  /** Day, from 1970-01-01, on the wall calendar at a moment. */
  dayAt(moment: number): number {
    return Math.floor((moment + this.offsetAt(moment)) / secondsPerDay);
  }

  #read(fromDay: number, toDay: number): Offsets {
    let text = this.#offsetText(fromDay * secondsPerDay);
    const read: Offsets = { changes: [Number.NEGATIVE_INFINITY], offsets: [secondsOf(text)] };
    for (let day = fromDay + 1; day <= toDay; day++) {
      const next = this.#offsetText(day * secondsPerDay);
      if (next === text) continue;
      let before = (day - 1) * secondsPerDay;
      let after = day * secondsPerDay;
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (this.#offsetText(middle) === text) before = middle;
        else after = middle;
      }
      read.changes.push(after);
      read.offsets.push(secondsOf(next));
      text = next;
    }
    return read;
  }

  /** `GMT`, `GMT+02:00` or, for the local mean times of old, `GMT-00:44:30`. */
  #offsetText(moment: number): string {
    const text = this.#format.format(moment * 1000);
    return text.slice(text.lastIndexOf('GMT'));
  }
}

function secondsOf(offsetText: string): number {
  const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(offsetText);
  if (!match) throw new Error(`an offset that cannot be read: ${offsetText}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}

/** `later` begins where `earlier` ends, with the same offset. */
function joined(earlier: Offsets, later: Offsets): Offsets {
  return {
    changes: [...earlier.changes, ...later.changes.slice(1)],
    offsets: [...earlier.offsets, ...later.offsets.slice(1)],
  };
}

const clocks = new Map<string, ZoneClock>();

/** One clock for a zone, in whatever letters it is written. */
export function zoneClock(timeZone: string): ZoneClock {
  const name = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  let clock = clocks.get(name);
  if (clock === undefined) {
    clock = new ZoneClock(name);
    clocks.set(name, clock);
  }
  return clock;
}

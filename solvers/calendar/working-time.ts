/**
 * Working time: a set of real seconds at work, and the questions that planning asks of it.
 *
 * All times are integer Unix seconds, all lengths integer seconds of real time. Working time is a row of half-open
 * windows [start, end): at the moment a shift ends nobody works. A moment of work (a logical moment) corresponds to a
 * closed interval of real time: one point inside a window, the whole pause between two windows.
 */

/** Closed interval: every moment x with left <= x <= right. */
export interface Span {
  /** -Infinity where no work ever comes before. */
  readonly left: number;
  /** Infinity where no work ever follows. */
  readonly right: number;
}

export interface Moment {
  readonly working: boolean;
  /** The moment itself while working, else the end of the last work before it; -Infinity where there is none. */
  readonly previousWork: number;
  /** The moment itself while working, else the start of the next work; Infinity where there is none. */
  readonly nextWork: number;
}

/** The part of time that has been looked at or must be: [from, to). */
export interface Horizon {
  readonly from: number;
  readonly to: number;
}

/**
 * Answers do not depend on the horizon an index was built for: it grows as far as a question needs. Cost does not depend
 * on the distance: two look-ups of constant expected cost (`SortedLookup`) inside what is indexed.
 *
 * Methods with a `Span` or `Moment` refuse what is no whole number, and negative lengths, with a RangeError. Those that
 * return a number make no objects and trust their caller: they are for the inner loops of a search.
 */
export interface WorkingTime {
  /**
   * The moments x >= at with exactly `seconds` of work in [at, x): the earliest at which that work can be done, and the
   * latest at which no more than it need have been done.
   * @returns undefined where there is not so much work after `at`.
   */
  forward(at: number, seconds: number): Span | undefined;
  /** The moments x <= at with exactly `seconds` of work in [x, at): `right` is the latest start for a deadline `at`. */
  backward(at: number, seconds: number): Span | undefined;
  check(at: number): Moment;

  /** Left border of `forward`: when work begun at `start` or in the first open second after it is done; else Infinity. */
  endOf(start: number, seconds: number): number;
  /** Right border of `backward`: the latest start for an end at `end`; else -Infinity. */
  startOf(end: number, seconds: number): number;
  /** The earliest x >= at that is at work; else Infinity. */
  nextOpen(at: number): number;
  /** The latest x <= at with work directly before it; else -Infinity. */
  previousOpen(at: number): number;
  /** Seconds of work in [from, to); 0 where `to` is not after `from`. */
  worked(from: number, to: number): number;
  /** The earliest x >= at such that [x, x + seconds) is wholly at work: for operations that must not pause. */
  fit(at: number, seconds: number): number | undefined;
  /** The latest x <= at such that [x - seconds, x) is wholly at work. */
  fitBackward(at: number, seconds: number): number | undefined;

  /** Largest windows of work inside [from, to), in order, cut at its ends; windows never touch. */
  windows(from: number, to: number): readonly Horizon[];
}

/** @throws RangeError where `value` is no whole number. */
export function requireWhole(name: string, value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} must be a whole number of seconds, not ${value}`);
}

/** @throws RangeError where `seconds` is no whole number of at least 0. */
export function requireLength(seconds: number): void {
  requireWhole('a length of work', seconds);
  if (seconds < 0) throw new RangeError(`a length of work must not be negative: ${seconds}`);
}

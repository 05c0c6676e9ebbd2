/**
 * Working time as a prefix table: the windows of a horizon, and for each the work done before it. A moment's logical time
 * is then a look-up among starts, and a logical time's moment a look-up among sums of work.
 *
 * The horizon grows where a question leads out of it, to twice its length or more. It stops for good on a side where the
 * source has no work beyond, or where `barrenSeconds` past the last exception went by without a second of work: weeks
 * and clock changes repeat, so what was never at work by then never will be. What is told from there is "never".
 */
import { LongestWindow } from './longest-window.ts';
import { SortedLookup } from './sorted-lookup.ts';
import type { WindowSource } from './work-days.ts';
import { type Horizon, type Moment, requireLength, requireWhole, type Span, type WorkingTime } from './working-time.ts';

/**
 * 28 years: the cycle after which each date falls on the same weekday again, and with it every rule for clock changes
 * (the Gregorian calendar breaks the cycle in 2100, which moves it and adds no new pattern of dates and weekdays).
 */
const barrenSeconds = 28 * 366 * 86_400;
/**
 * Two years: a window without a pause is looked for so far past the moment and the last exception. Every week and every
 * clock change of a year is met on the way.
 */
const fitSeconds = 2 * 366 * 86_400;
/** An index never grows by less: a year of shifts costs about a millisecond. */
const leastGrowth = 366 * 86_400;

export class IndexedTime implements WorkingTime {
  readonly source: WindowSource;
  /** What is indexed: [from, to); a side without work beyond it is moved to infinity. */
  #from = 0;
  #to = 0;
  #coveredFrom: number;
  #coveredTo: number;
  #starts = new Float64Array();
  #ends = new Float64Array();
  /** Work before each window, from the first on. */
  #before = new Float64Array();
  #total = 0;
  #byStart = new SortedLookup(new Float64Array());
  #byWork = this.#byStart;
  #longest: LongestWindow | undefined;

  constructor(source: WindowSource, horizon: Horizon) {
    requireWhole('the start of a horizon', horizon.from);
    requireWhole('the end of a horizon', horizon.to);
    if (horizon.to < horizon.from) throw new RangeError(`a horizon ends at ${horizon.to}, before ${horizon.from}`);
    this.source = source;
    this.#coveredFrom = Math.max(source.earliest, Math.min(source.latest, horizon.from));
    this.#coveredTo = Math.max(this.#coveredFrom, Math.min(source.latest, horizon.to));
    this.#build();
  }

  /** What the table holds now. */
  get indexed(): Horizon {
    return { from: this.#coveredFrom, to: this.#coveredTo };
  }

  forward(at: number, seconds: number): Span | undefined {
    requireWhole('a moment', at);
    requireLength(seconds);
    const left = this.endOf(at, seconds);
    return left === Number.POSITIVE_INFINITY ? undefined : { left, right: this.nextOpen(left) };
  }

  backward(at: number, seconds: number): Span | undefined {
    requireWhole('a moment', at);
    requireLength(seconds);
    const right = this.startOf(at, seconds);
    return right === Number.NEGATIVE_INFINITY ? undefined : { left: this.previousOpen(right), right };
  }

  check(at: number): Moment {
    requireWhole('a moment', at);
    const nextWork = this.nextOpen(at);
    if (nextWork === at) return { working: true, previousWork: at, nextWork: at };
    return { working: false, previousWork: this.previousOpen(at), nextWork };
  }

  endOf(start: number, seconds: number): number {
    if (seconds === 0) return start;
    do {
      if (start >= this.source.latest) break;
      if (start < this.#from || start >= this.#to) continue;
      const work = this.#workBefore(start) + seconds;
      if (work > this.#total) continue;
      const window = this.#byWork.lastAtMost(work - 1);
      return this.#starts[window] + work - this.#before[window];
    } while (this.#growRight(start));
    return Number.POSITIVE_INFINITY;
  }

  startOf(end: number, seconds: number): number {
    if (seconds === 0) return end;
    do {
      if (end <= this.source.earliest) break;
      if (end > this.#to || end <= this.#from) continue;
      const work = this.#workBefore(end) - seconds;
      if (work < 0) continue;
      const window = this.#byWork.lastAtMost(work);
      return this.#starts[window] + work - this.#before[window];
    } while (this.#growLeft(end));
    return Number.NEGATIVE_INFINITY;
  }

  nextOpen(at: number): number {
    do {
      if (at >= this.source.latest) break;
      if (at < this.#from || at >= this.#to) continue;
      const window = this.#byStart.lastAtMost(at);
      if (window >= 0 && at < this.#ends[window]) return at;
      if (window + 1 < this.#starts.length) return this.#starts[window + 1];
    } while (this.#growRight(at));
    return Number.POSITIVE_INFINITY;
  }

  previousOpen(at: number): number {
    do {
      if (at <= this.source.earliest) break;
      if (at > this.#to || at <= this.#from) continue;
      const window = this.#byStart.lastAtMost(at - 1);
      if (window >= 0) return Math.min(at, this.#ends[window]);
    } while (this.#growLeft(at));
    return Number.NEGATIVE_INFINITY;
  }

  worked(from: number, to: number): number {
    if (to <= from) return 0;
    while (from < this.#from && this.#growLeft(from)) {}
    while (to > this.#to && this.#growRight(to)) {}
    return this.#workBefore(to) - this.#workBefore(from);
  }

  fit(at: number, seconds: number): number | undefined {
    requireLength(seconds);
    if (seconds === 0) return at;
    do {
      if (at >= this.source.latest) break;
      if (at < this.#from || at >= this.#to) continue;
      const window = this.#byStart.lastAtMost(at);
      if (window >= 0 && at + seconds <= this.#ends[window]) return at;
      const later = this.#tree().firstFrom(window + 1, seconds);
      if (later >= 0) return this.#starts[later];
    } while ((at < this.#from || this.#coveredTo <= this.#lastFit(at)) && this.#growRight(at));
    return undefined;
  }

  fitBackward(at: number, seconds: number): number | undefined {
    requireLength(seconds);
    if (seconds === 0) return at;
    do {
      if (at <= this.source.earliest) break;
      if (at > this.#to || at <= this.#from) continue;
      const window = this.#byStart.lastAtMost(at - 1);
      if (window < 0) continue;
      const end = Math.min(at, this.#ends[window]);
      if (end - seconds >= this.#starts[window]) return end;
      const earlier = this.#tree().lastUpTo(window - 1, seconds);
      if (earlier >= 0) return this.#ends[earlier];
    } while ((at > this.#to || this.#coveredFrom >= this.#firstFit(at)) && this.#growLeft(at));
    return undefined;
  }

  windows(from: number, to: number): readonly Horizon[] {
    const found: Horizon[] = [];
    if (to <= from) return found;
    this.worked(from, to);
    for (let i = Math.max(0, this.#byStart.lastAtMost(from)); i < this.#starts.length && this.#starts[i] < to; i++) {
      const window = { from: Math.max(from, this.#starts[i]), to: Math.min(to, this.#ends[i]) };
      if (window.from < window.to) found.push(window);
    }
    return found;
  }

  #workBefore(at: number): number {
    const window = this.#byStart.lastAtMost(at);
    if (window < 0) return 0;
    return this.#before[window] + Math.min(at, this.#ends[window]) - this.#starts[window];
  }

  #tree(): LongestWindow {
    this.#longest ??= new LongestWindow(this.#starts, this.#ends);
    return this.#longest;
  }

  /** Where a search to the right for a long window ends: windows go on for ever, and none may be long enough. */
  #lastFit(at: number): number {
    return Math.max(at, this.source.exceptionsTo) + fitSeconds;
  }

  #firstFit(at: number): number {
    return Math.min(at, this.source.exceptionsFrom) - fitSeconds;
  }

  /** @returns false where nothing is to come on the right, and `at` is indexed. */
  #growRight(at: number): boolean {
    if (at < this.#from) return this.#growLeft(at);
    if (this.#to === Number.POSITIVE_INFINITY) return false;
    const length = Math.max(leastGrowth, this.#coveredTo - this.#coveredFrom);
    this.#coveredTo = Math.min(this.source.latest, Math.max(this.#coveredTo + length, at + leastGrowth));
    this.#build();
    return true;
  }

  /** @returns false where nothing is to come on the left, and `at` is indexed. */
  #growLeft(at: number): boolean {
    if (at > this.#to) return this.#growRight(at);
    if (this.#from === Number.NEGATIVE_INFINITY) return false;
    const length = Math.max(leastGrowth, this.#coveredTo - this.#coveredFrom);
    this.#coveredFrom = Math.max(this.source.earliest, Math.min(this.#coveredFrom - length, at - leastGrowth));
    this.#build();
    return true;
  }

  /** Everything anew: growth by doubling makes that no more than twice the cost of the last time. */
  #build(): void {
    const { source } = this;
    const { starts, ends } = source.windowsIn(this.#coveredFrom, this.#coveredTo);
    this.#starts = Float64Array.from(starts);
    this.#ends = Float64Array.from(ends);
    this.#before = new Float64Array(starts.length);
    this.#total = 0;
    for (let i = 0; i < starts.length; i++) {
      this.#before[i] = this.#total;
      this.#total += ends[i] - starts[i];
    }
    this.#byStart = new SortedLookup(this.#starts);
    this.#byWork = new SortedLookup(this.#before);
    this.#longest = undefined;
    const quietFrom = Math.max(this.#coveredFrom, source.exceptionsTo, ends.at(-1) ?? Number.NEGATIVE_INFINITY);
    const quietTo = Math.min(this.#coveredTo, source.exceptionsFrom, starts[0] ?? Number.POSITIVE_INFINITY);
    const isLast = this.#coveredTo >= source.latest || this.#coveredTo - quietFrom > barrenSeconds;
    const isFirst = this.#coveredFrom <= source.earliest || quietTo - this.#coveredFrom > barrenSeconds;
    this.#to = isLast ? Number.POSITIVE_INFINITY : this.#coveredTo;
    this.#from = isFirst ? Number.NEGATIVE_INFINITY : this.#coveredFrom;
  }
}

/**
 * Free capacity over time, with the one question of schedule generation: where from a moment on does an activity fit
 * first? By unit of time where activities are short: an array of packed words (problem.ts), looked through backwards in
 * each window, so that a conflict moves the window beyond it and no moment is looked at twice. By list of intervals
 * where activities are long against their number, so that seconds over months cost no more than hours over days.
 */
import type { Project } from './problem.ts';

export interface Profile {
  /** Everything free again. */
  clear(): void;
  /** Puts an activity at its first place at or after `from`. @returns its start. */
  insert(activity: number, from: number): number;
  /** Whether the activity fits at `start`; changes nothing. */
  fits(activity: number, start: number): boolean;
}

/** Mean duration from which on intervals are cheaper than units of time. */
const longDuration = 100;
const longHorizon = 200_000;

export function toProfile(project: Project): Profile {
  const { activities, durations, horizon, resources } = project;
  let sum = 0;
  for (const duration of durations) sum += duration;
  if (resources.words === 0) return new FreeProfile();
  if (sum > longDuration * activities || horizon > longHorizon) return new IntervalProfile(project);
  return resources.words === 1 ? new WordProfile(project) : new WideProfile(project);
}

/** No resource can bind. */
export class FreeProfile implements Profile {
  clear(): void {}
  insert(_activity: number, from: number): number {
    return from;
  }
  fits(): boolean {
    return true;
  }
}

/** Units of time, all resources in one word. */
export class WordProfile implements Profile {
  readonly #durations: Int32Array;
  readonly #packed: Int32Array;
  readonly #guards: number;
  readonly #full: number;
  readonly #free: Int32Array;
  /** Everything is free from here on. */
  #used = 0;

  constructor({ durations, resources, horizon }: Project) {
    this.#durations = durations;
    this.#packed = resources.packed;
    this.#guards = resources.guards[0];
    this.#full = resources.free[0];
    this.#free = new Int32Array(horizon + 1).fill(this.#full);
  }

  clear(): void {
    this.#free.fill(this.#full, 0, this.#used);
    this.#used = 0;
  }

  insert(activity: number, from: number): number {
    const demand = this.#packed[activity];
    const duration = this.#durations[activity];
    if (demand === 0 || duration === 0) return from;
    const free = this.#free;
    const guards = this.#guards;
    let start = from;
    let end = from + duration;
    let looked = from;
    for (let t = end - 1; t >= looked; t--) {
      if (((free[t] - demand) & guards) === guards) continue;
      looked = end;
      start = t + 1;
      end = start + duration;
      t = end;
    }
    for (let t = start; t < end; t++) free[t] -= demand;
    if (end > this.#used) this.#used = end;
    return start;
  }

  fits(activity: number, start: number): boolean {
    const demand = this.#packed[activity];
    const end = start + this.#durations[activity];
    for (let t = start; t < end; t++) if (((this.#free[t] - demand) & this.#guards) !== this.#guards) return false;
    return true;
  }
}

/** Units of time, several words. */
export class WideProfile implements Profile {
  readonly #durations: Int32Array;
  readonly #packed: Int32Array;
  readonly #words: number;
  readonly #guards: Int32Array;
  readonly #full: Int32Array;
  readonly #free: Int32Array;
  #used = 0;

  constructor({ durations, resources, horizon }: Project) {
    this.#durations = durations;
    this.#packed = resources.packed;
    this.#words = resources.words;
    this.#guards = resources.guards;
    this.#full = resources.free;
    this.#free = new Int32Array((horizon + 1) * this.#words);
    this.#used = horizon + 1;
    this.clear();
  }

  clear(): void {
    for (let t = 0; t < this.#used; t++) this.#free.set(this.#full, t * this.#words);
    this.#used = 0;
  }

  insert(activity: number, from: number): number {
    const duration = this.#durations[activity];
    let start = from;
    let end = from + duration;
    let looked = from;
    for (let t = end - 1; t >= looked; t--) {
      if (this.#suffices(activity, t)) continue;
      looked = end;
      start = t + 1;
      end = start + duration;
      t = end;
    }
    for (let t = start; t < end; t++)
      for (let w = 0; w < this.#words; w++) this.#free[t * this.#words + w] -= this.#packed[activity * this.#words + w];
    if (end > this.#used) this.#used = end;
    return start;
  }

  fits(activity: number, start: number): boolean {
    const end = start + this.#durations[activity];
    for (let t = start; t < end; t++) if (!this.#suffices(activity, t)) return false;
    return true;
  }

  #suffices(activity: number, t: number): boolean {
    for (let w = 0; w < this.#words; w++) {
      const left = this.#free[t * this.#words + w] - this.#packed[activity * this.#words + w];
      if ((left & this.#guards[w]) !== this.#guards[w]) return false;
    }
    return true;
  }
}

/** Intervals [times[k], times[k + 1]) of equal free capacity, the last one without end. */
export class IntervalProfile implements Profile {
  readonly #durations: Int32Array;
  readonly #packed: Int32Array;
  readonly #words: number;
  readonly #guards: Int32Array;
  readonly #full: Int32Array;
  readonly #times: Float64Array;
  readonly #free: Int32Array;
  #count = 1;

  constructor({ activities, durations, resources }: Project) {
    this.#durations = durations;
    this.#packed = resources.packed;
    this.#words = resources.words;
    this.#guards = resources.guards;
    this.#full = resources.free;
    this.#times = new Float64Array(2 * activities + 2);
    this.#free = new Int32Array((2 * activities + 2) * this.#words);
    this.clear();
  }

  clear(): void {
    this.#count = 1;
    this.#times[0] = 0;
    this.#free.set(this.#full);
  }

  insert(activity: number, from: number): number {
    const duration = this.#durations[activity];
    if (duration === 0) return from;
    let start = from;
    let first = this.#intervalAt(from);
    for (let k = first; k < this.#count && (k === first || this.#times[k] < start + duration); k++) {
      if (this.#suffices(activity, k)) continue;
      // The last interval is free, so there is a next one.
      first = k + 1;
      start = this.#times[first];
    }
    const left = this.#split(first, start);
    const right = this.#split(this.#intervalAt(start + duration), start + duration);
    for (let k = left; k < right; k++)
      for (let w = 0; w < this.#words; w++) this.#free[k * this.#words + w] -= this.#packed[activity * this.#words + w];
    return start;
  }

  fits(activity: number, start: number): boolean {
    const end = start + this.#durations[activity];
    for (let k = this.#intervalAt(start); k < this.#count && this.#times[k] < end; k++)
      if (!this.#suffices(activity, k)) return false;
    return true;
  }

  #suffices(activity: number, k: number): boolean {
    for (let w = 0; w < this.#words; w++) {
      const left = this.#free[k * this.#words + w] - this.#packed[activity * this.#words + w];
      if ((left & this.#guards[w]) !== this.#guards[w]) return false;
    }
    return true;
  }

  #intervalAt(time: number): number {
    let low = 0;
    let high = this.#count;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#times[middle] <= time) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Lets an interval begin at `time`, which lies in interval k. @returns the interval that begins there. */
  #split(k: number, time: number): number {
    if (this.#times[k] === time) return k;
    const words = this.#words;
    this.#times.copyWithin(k + 1, k, this.#count);
    this.#free.copyWithin((k + 1) * words, k * words, this.#count * words);
    this.#count++;
    this.#times[k + 1] = time;
    return k + 1;
  }
}

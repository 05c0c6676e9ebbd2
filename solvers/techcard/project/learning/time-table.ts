/**
 * Time-table propagation of one resource: an activity that must run over [latest start, earliest end) takes its part of
 * the capacity there, and others are pushed beyond the moments where too little is left. Explained moment by moment:
 * at moment t the activities that must run then are named by start >= t - duration + 1 and start <= t. That says least and
 * serves best in other places; only where an activity is short against the stretch is the whole stretch named at once.
 *
 * @see Schutt, Feydy, Stuckey and Wallace (2011), Constraints 16:250-282.
 */
import type { Bounds } from './bounds.ts';

/** Pushes by its own duration that an activity may need to pass a stretch. */
const mostSteps = 8;

export class TimeTable {
  readonly #bounds: Bounds;
  readonly #activities: Int32Array;
  readonly #durations: Int32Array;
  readonly #demands: Int32Array;
  readonly #capacity: number;
  /** Activities of the resource by latest start and by earliest end, kept from call to call: nearly sorted. */
  readonly #byStart: Int32Array;
  readonly #byEnd: Int32Array;
  /** Segment k is [times[k], times[k + 1]) with this height. */
  readonly #times: Int32Array;
  readonly #heights: Int32Array;
  #segments = 0;

  /** @param demands - by activity of the project. */
  constructor(bounds: Bounds, durations: Int32Array, demands: Int32Array, capacity: number) {
    this.#bounds = bounds;
    this.#durations = durations;
    this.#demands = demands;
    this.#capacity = capacity;
    this.#activities = Int32Array.from(demands.keys()).filter((i) => demands[i] > 0 && durations[i] > 0);
    this.#byStart = this.#activities.slice();
    this.#byEnd = this.#activities.slice();
    this.#times = new Int32Array(2 * this.#activities.length + 2);
    this.#heights = new Int32Array(2 * this.#activities.length + 2);
  }

  get activities(): Int32Array {
    return this.#activities;
  }

  /** @returns false on a conflict. */
  propagate(): boolean {
    const highest = this.#build();
    if (highest < 0) return false;
    const { value } = this.#bounds;
    for (let k = 0; k < this.#activities.length; k++) {
      const i = this.#activities[k];
      if (this.#demands[i] + highest <= this.#capacity || value[2 * i] + value[2 * i + 1] === 0) continue;
      if (!this.#pushLater(i) || !this.#pushEarlier(i)) return false;
    }
    return true;
  }

  /** Builds the profile. @returns its greatest height, or -1 on an overload. */
  #build(): number {
    const { value } = this.#bounds;
    const byStart = this.#byStart;
    const byEnd = this.#byEnd;
    const count = byStart.length;
    // By latest start, and by earliest end.
    for (let k = 1; k < count; k++) {
      const i = byStart[k];
      const key = value[2 * i + 1];
      let at = k;
      for (; at > 0 && value[2 * byStart[at - 1] + 1] < key; at--) byStart[at] = byStart[at - 1];
      byStart[at] = i;
    }
    for (let k = 1; k < count; k++) {
      const i = byEnd[k];
      const key = value[2 * i] + this.#durations[i];
      let at = k;
      for (; at > 0 && value[2 * byEnd[at - 1]] + this.#durations[byEnd[at - 1]] > key; at--) byEnd[at] = byEnd[at - 1];
      byEnd[at] = i;
    }
    let segments = 0;
    let height = 0;
    let highest = 0;
    let s = 0;
    let e = 0;
    while (true) {
      while (s < count && !this.#mustRun(byStart[s])) s++;
      while (e < count && !this.#mustRun(byEnd[e])) e++;
      if (e === count) break;
      const end = value[2 * byEnd[e]] + this.#durations[byEnd[e]];
      const start = s < count ? -value[2 * byStart[s] + 1] : end;
      const time = Math.min(start, end);
      if (end <= time) height -= this.#demands[byEnd[e++]];
      else height += this.#demands[byStart[s++]];
      if (segments > 0 && this.#times[segments - 1] === time) segments--;
      this.#times[segments] = time;
      this.#heights[segments++] = height;
    }
    this.#segments = segments;
    for (let k = 0; k < segments; k++) {
      if (this.#heights[k] > this.#capacity) {
        const place = this.#bounds.openReason();
        this.#explain(this.#times[k], this.#times[k] + 1, this.#capacity, -1);
        this.#bounds.conflictBecause(place);
        return -1;
      }
      if (this.#heights[k] > highest) highest = this.#heights[k];
    }
    return highest;
  }

  #mustRun(i: number): boolean {
    const { value } = this.#bounds;
    return -value[2 * i + 1] < value[2 * i] + this.#durations[i];
  }

  /** Literals of activities that must run over [time, until) and need more than `most` together. */
  #explain(time: number, until: number, most: number, without: number): void {
    const { value } = this.#bounds;
    const activities = this.#activities;
    let sum = 0;
    for (let k = 0; k < activities.length; k++) {
      const i = activities[k];
      if (i !== without && -value[2 * i + 1] <= time && until <= value[2 * i] + this.#durations[i])
        sum += this.#demands[i];
    }
    let spare = sum - most - 1;
    for (let k = 0; k < activities.length; k++) {
      const i = activities[k];
      if (i === without || -value[2 * i + 1] > time || until > value[2 * i] + this.#durations[i]) continue;
      if (this.#demands[i] <= spare) {
        spare -= this.#demands[i];
        continue;
      }
      this.#bounds.push(2 * i, until - this.#durations[i]);
      this.#bounds.push(2 * i + 1, -time);
    }
  }

  #pushLater(i: number): boolean {
    const bounds = this.#bounds;
    const { value } = bounds;
    const most = this.#capacity - this.#demands[i];
    const duration = this.#durations[i];
    const latest = -value[2 * i + 1];
    const own = latest < value[2 * i] + duration ? latest : Infinity;
    for (let k = this.#firstSegment(value[2 * i]); k < this.#segments - 1; k++) {
      if (this.#times[k] >= value[2 * i] + duration || this.#times[k] >= own) break;
      if (this.#heights[k] <= most) continue;
      while (value[2 * i] < this.#times[k + 1] && this.#times[k] < value[2 * i] + duration) {
        const whole = this.#times[k + 1] - this.#times[k] > mostSteps * duration;
        const until = whole ? this.#times[k + 1] : Math.min(this.#times[k + 1], value[2 * i] + duration);
        const from = whole ? this.#times[k] : until - 1;
        const place = bounds.openReason();
        bounds.push(2 * i, from + 1 - duration);
        this.#explain(from, until, most, i);
        if (!bounds.raiseBecause(2 * i, until, place)) return false;
      }
    }
    return true;
  }

  #pushEarlier(i: number): boolean {
    const bounds = this.#bounds;
    const { value } = bounds;
    const most = this.#capacity - this.#demands[i];
    const duration = this.#durations[i];
    const end = value[2 * i] + duration;
    const own = -value[2 * i + 1] < end ? end : -Infinity;
    for (let k = this.#firstSegment(-value[2 * i + 1] + duration - 1); k >= 0; k--) {
      const until = k + 1 < this.#segments ? this.#times[k + 1] : -Infinity;
      if (this.#heights[k] > most && this.#times[k] < -value[2 * i + 1] + duration) {
        if (until <= own) break;
        while (-value[2 * i + 1] < until && this.#times[k] < -value[2 * i + 1] + duration) {
          const whole = until - this.#times[k] > mostSteps * duration;
          const from = whole ? this.#times[k] : Math.max(this.#times[k], -value[2 * i + 1]);
          const place = bounds.openReason();
          bounds.push(2 * i + 1, whole ? 1 - until : -from);
          this.#explain(from, whole ? until : from + 1, most, i);
          if (!bounds.raiseBecause(2 * i + 1, duration - from, place)) return false;
        }
      }
      if (this.#times[k] <= -value[2 * i + 1]) break;
    }
    return true;
  }

  /** Last segment that begins at or before `time`; 0 where none does. */
  #firstSegment(time: number): number {
    let low = 0;
    let high = this.#segments;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#times[middle] <= time) low = middle;
      else high = middle;
    }
    return low;
  }
}

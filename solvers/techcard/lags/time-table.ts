/**
 * A resource over time: what must run whatever the search still decides (an activity's part between its latest start and
 * its earliest end) fills the resource, and where it is too full for an activity, that activity moves out of the way.
 *
 * The reason for a move is kept for one moment only, as in the paper, and worked out when a conflict asks for it: which
 * activities filled the resource at that moment. A move over a stretch much longer than the activity is one step, not
 * many, so that times in seconds cost no more than times in days.
 *
 * @see Schutt, Feydy, Stuckey and Wallace (2011), Explaining the cumulative propagator, Constraints 16:250-282.
 */
import type { AtomList } from './atom-list.ts';
import { Reason, type Trail } from './trail.ts';

/** Moves by one duration each are easier to learn from; a stretch of more of them is crossed in one. */
const mostSteps = 12;

export class TimeTable {
  readonly #trail: Trail;
  readonly #resource: number;
  readonly #capacity: number;
  readonly #tasks: Int32Array;
  readonly #duration: Int32Array;
  readonly #demand: Int32Array;
  /** Places of tasks by latest start and by earliest end: nearly sorted from one call to the next. */
  readonly #byBegin: Int32Array;
  readonly #byEnd: Int32Array;
  readonly #byEarliest: Int32Array;
  readonly #begin: Float64Array;
  readonly #end: Float64Array;
  /** Segment s of the profile is [time[s], time[s + 1]). */
  readonly #time: Float64Array;
  readonly #height: Float64Array;
  #segments = 0;
  #highest = 0;
  readonly #covering: Int32Array;

  constructor(
    trail: Trail,
    resource: number,
    capacity: number,
    tasks: readonly number[],
    durations: Int32Array,
    demands: readonly number[],
  ) {
    this.#trail = trail;
    this.#resource = resource;
    this.#capacity = capacity;
    this.#tasks = Int32Array.from(tasks);
    this.#duration = Int32Array.from(tasks, (task) => durations[task]);
    this.#demand = Int32Array.from(demands);
    this.#byBegin = Int32Array.from(tasks, (_, place) => place);
    this.#byEnd = Int32Array.from(tasks, (_, place) => place);
    this.#byEarliest = Int32Array.from(tasks, (_, place) => place);
    this.#begin = new Float64Array(tasks.length);
    this.#end = new Float64Array(tasks.length);
    this.#time = new Float64Array(2 * tasks.length + 2);
    this.#height = new Float64Array(2 * tasks.length + 2);
    this.#covering = new Int32Array(tasks.length);
  }

  get tasks(): Int32Array {
    return this.#tasks;
  }

  /** @returns false on a conflict. */
  propagate(): boolean {
    if (!this.#buildProfile()) return false;
    const bound = this.#trail.bound;
    for (let place = 0; place < this.#tasks.length; place++) {
      const task = this.#tasks[place];
      if (this.#highest + this.#demand[place] <= this.#capacity) continue;
      if (bound[2 * task] === -bound[2 * task + 1]) continue;
      if (!this.#moveLater(place, 2 * task) || !this.#moveEarlier(place, 2 * task + 1)) return false;
    }
    return true;
  }

  /**
   * Looks at the schedule of all earliest starts.
   * @returns the first moment at which it overloads the resource, Infinity where it never does; `crowd` has who is there.
   */
  firstOverload(crowd: number[]): number {
    const bound = this.#trail.bound;
    for (let place = 0; place < this.#tasks.length; place++) this.#begin[place] = bound[2 * this.#tasks[place]];
    sortNearly(this.#byEarliest, this.#begin);
    const running = this.#covering;
    let count = 0;
    let usage = 0;
    for (let at = 0; at < this.#tasks.length; at++) {
      const place = this.#byEarliest[at];
      const now = this.#begin[place];
      let still = 0;
      for (let r = 0; r < count; r++) {
        const other = running[r];
        if (this.#begin[other] + this.#duration[other] > now) running[still++] = other;
        else usage -= this.#demand[other];
      }
      running[still] = place;
      count = still + 1;
      usage += this.#demand[place];
      if (usage <= this.#capacity) continue;
      crowd.length = 0;
      for (let r = 0; r < count; r++) crowd.push(this.#tasks[running[r]]);
      return now;
    }
    return Infinity;
  }

  #buildProfile(): boolean {
    const bound = this.#trail.bound;
    const begin = this.#begin;
    const end = this.#end;
    const count = this.#tasks.length;
    for (let place = 0; place < count; place++) {
      const side = 2 * this.#tasks[place];
      begin[place] = -bound[side + 1];
      end[place] = bound[side] + this.#duration[place];
    }
    sortNearly(this.#byBegin, begin);
    sortNearly(this.#byEnd, end);
    const time = this.#time;
    const height = this.#height;
    let segments = 0;
    let usage = 0;
    this.#highest = 0;
    let nextBegin = 0;
    let nextEnd = 0;
    while (nextEnd < count) {
      while (nextBegin < count && begin[this.#byBegin[nextBegin]] >= end[this.#byBegin[nextBegin]]) nextBegin++;
      while (nextEnd < count && begin[this.#byEnd[nextEnd]] >= end[this.#byEnd[nextEnd]]) nextEnd++;
      if (nextEnd >= count) break;
      const endAt = end[this.#byEnd[nextEnd]];
      const beginAt = nextBegin < count ? begin[this.#byBegin[nextBegin]] : Infinity;
      const now = Math.min(beginAt, endAt);
      if (endAt <= beginAt) usage -= this.#demand[this.#byEnd[nextEnd++]];
      else usage += this.#demand[this.#byBegin[nextBegin++]];
      if (segments > 0 && time[segments - 1] === now) height[segments - 1] = usage;
      else {
        time[segments] = now;
        height[segments++] = usage;
      }
    }
    for (let segment = 0; segment < segments; segment++) {
      if (height[segment] > this.#highest) this.#highest = height[segment];
      if (height[segment] > this.#capacity) return this.#overload(time[segment], time[segment + 1]);
    }
    // The last event always ends a part, so that the last segment is empty and closes the one before.
    this.#segments = Math.max(0, segments - 1);
    return true;
  }

  /** Any activity that fills the moment has to leave it and cannot. */
  #overload(from: number, to: number): boolean {
    const moment = Math.floor((from + to - 1) / 2);
    for (let place = 0; place < this.#tasks.length; place++)
      if (this.#begin[place] <= moment && moment < this.#end[place])
        return this.#trail.raise(2 * this.#tasks[place], moment + 1, Reason.full, this.#resource, moment);
    return true;
  }

  #moveLater(place: number, side: number): boolean {
    const trail = this.#trail;
    const time = this.#time;
    const duration = this.#duration[place];
    const room = this.#capacity - this.#demand[place];
    const ownBegin = this.#begin[place];
    const ownEnd = this.#end[place];
    let earliest = trail.bound[side];
    let segment = firstEndingAfter(time, this.#segments, earliest);
    for (; segment < this.#segments && time[segment] < earliest + duration; segment++) {
      if (this.#height[segment] <= room) continue;
      if (ownBegin <= time[segment] && time[segment] < ownEnd) continue;
      const last = time[segment + 1] - 1;
      if ((last - earliest) / duration > mostSteps) {
        if (!trail.raise(side, last + 1, Reason.full, this.#resource, last)) return false;
        earliest = last + 1;
      }
      while (earliest <= last) {
        const moment = Math.min(last, earliest + duration - 1);
        if (!trail.raise(side, moment + 1, Reason.full, this.#resource, moment)) return false;
        earliest = moment + 1;
      }
    }
    return true;
  }

  #moveEarlier(place: number, side: number): boolean {
    const trail = this.#trail;
    const time = this.#time;
    const duration = this.#duration[place];
    const room = this.#capacity - this.#demand[place];
    const ownBegin = this.#begin[place];
    const ownEnd = this.#end[place];
    let latest = -trail.bound[side];
    let segment = firstEndingAfter(time, this.#segments, latest + duration - 1);
    if (segment === this.#segments || time[segment] >= latest + duration) segment--;
    for (; segment >= 0 && time[segment + 1] > latest; segment--) {
      if (this.#height[segment] <= room) continue;
      if (ownBegin <= time[segment] && time[segment] < ownEnd) continue;
      const first = time[segment];
      if ((latest + duration - first) / duration > mostSteps) {
        if (!trail.raise(side, duration - first, Reason.full, this.#resource, first)) return false;
        latest = first - duration;
      }
      while (latest + duration > first) {
        const moment = Math.max(first, latest);
        if (!trail.raise(side, duration - moment, Reason.full, this.#resource, moment)) return false;
        latest = moment - duration;
      }
    }
    return true;
  }

  /**
   * Why an activity had to leave `moment`: where it could be, and enough of the others to fill the resource over the
   * moments that it cannot jump over.
   */
  explain(side: number, moment: number, entry: number, into: AtomList): void {
    const trail = this.#trail;
    const own = side >> 1;
    const place = this.#tasks.indexOf(own);
    const duration = this.#duration[place];
    let from = moment;
    let to = moment;
    if ((side & 1) === 0) {
      from = Math.min(moment, trail.boundBefore(side, entry) + duration - 1);
      into.add(side, from + 1 - duration);
    } else {
      to = Math.max(moment, -trail.boundBefore(side, entry));
      into.add(side, -to);
    }
    let excess = this.#demand[place] - this.#capacity - 1;
    const covering = this.#covering;
    let count = 0;
    for (let other = 0; other < this.#tasks.length; other++) {
      if (other === place) continue;
      const lower = 2 * this.#tasks[other];
      if (-trail.boundBefore(lower + 1, entry) > from) continue;
      if (trail.boundBefore(lower, entry) + this.#duration[other] <= to) continue;
      excess += this.#demand[other];
      covering[count++] = other;
    }
    for (let at = 0; at < count; at++) {
      const other = covering[at];
      const lower = 2 * this.#tasks[other];
      const earliest = to + 1 - this.#duration[other];
      if (this.#demand[other] <= excess && !this.#holdsAtRoot(lower, earliest, -from)) {
        excess -= this.#demand[other];
        continue;
      }
      into.add(lower, earliest);
      into.add(lower + 1, -from);
    }
  }

  #holdsAtRoot(lower: number, earliest: number, latestNegated: number): boolean {
    return this.#trail.entryOf(lower, earliest) < 0 && this.#trail.entryOf(lower + 1, latestNegated) < 0;
  }
}

function firstEndingAfter(time: Float64Array, segments: number, moment: number): number {
  let low = 0;
  let high = segments;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle + 1] > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Insertion sort: linear where little has changed. */
function sortNearly(places: Int32Array, key: Float64Array): void {
  for (let at = 1; at < places.length; at++) {
    const place = places[at];
    const own = key[place];
    let to = at - 1;
    while (to >= 0 && key[places[to]] > own) {
      places[to + 1] = places[to];
      to--;
    }
    places[to + 1] = place;
  }
}

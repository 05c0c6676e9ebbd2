/**
 * Schedule generation in one direction of time. Serial: activities in the order of a list, each at its first place.
 * Parallel: time moves on, and at each moment the activities that fit are started by priority. The serial one reaches
 * an optimal schedule from some list; the parallel one reaches only schedules without delay, which are good on average.
 *
 * @see Kolisch (1996), European Journal of Operational Research 90:320-333.
 */
import type { Rng } from '../../shared/rng.ts';
import type { Project } from './problem.ts';
import { type Profile, toProfile } from './profile.ts';

export class Generation {
  readonly project: Project;
  /** Draws by the fourth power of the regret, not the second: nearer to the plain priorities. */
  sharp = false;
  readonly #profile: Profile;
  /** Activities whose predecessors are all placed. */
  readonly #eligible: Int32Array;
  readonly #open: Int32Array;
  readonly #earliest: Int32Array;
  readonly #weights: Float64Array;

  constructor(project: Project) {
    const n = project.activities;
    this.project = project;
    this.#profile = toProfile(project);
    this.#eligible = new Int32Array(n);
    this.#open = new Int32Array(n);
    this.#earliest = new Int32Array(n);
    this.#weights = new Float64Array(n);
  }

  /** Serial generation into `starts`. @param list - predecessors first. @returns the makespan. */
  serial(list: Int32Array, starts: Int32Array): number {
    const { durations, releases, tails, before } = this.project;
    const { rows, ends, lags } = before;
    const profile = this.#profile;
    profile.clear();
    let makespan = 0;
    for (let k = 0; k < list.length; k++) {
      const i = list[k];
      let from = releases[i];
      for (let e = rows[i], last = rows[i + 1]; e < last; e++) {
        const ready = starts[ends[e]] + lags[e];
        if (ready > from) from = ready;
      }
      const start = profile.insert(i, from);
      starts[i] = start;
      const end = start + durations[i] + tails[i];
      if (end > makespan) makespan = end;
    }
    return makespan;
  }

  /** Serial generation with the next activity drawn among the eligible ones by priority; `list` becomes the order. */
  serialByPriority(priorities: Float64Array, rng: Rng | undefined, list: Int32Array, starts: Int32Array): number {
    const { activities, after } = this.project;
    let eligible = this.#begin();
    for (let k = 0; k < activities; k++) {
      const at = this.#draw(eligible, priorities, rng);
      const i = this.#eligible[at];
      list[k] = i;
      this.#eligible[at] = this.#eligible[--eligible];
      for (let e = after.rows[i]; e < after.rows[i + 1]; e++)
        if (--this.#open[after.ends[e]] === 0) this.#eligible[eligible++] = after.ends[e];
    }
    return this.serial(list, starts);
  }

  /** Parallel generation by priority; `list` becomes the order of the starts. */
  parallelByPriority(priorities: Float64Array, rng: Rng | undefined, list: Int32Array, starts: Int32Array): number {
    const { activities, durations, tails, after } = this.project;
    const profile = this.#profile;
    profile.clear();
    let waiting = this.#begin();
    let placed = 0;
    let makespan = 0;
    for (let now = 0; placed < activities; now = this.#nextEvent(now, waiting, list, placed, starts)) {
      // Those that fit now come first in the row of the waiting ones.
      let ready = 0;
      for (let k = 0; k < waiting; k++) {
        const i = this.#eligible[k];
        if (this.#earliest[i] <= now && profile.fits(i, now)) this.#swap(k, ready++);
      }
      while (ready > 0) {
        const at = this.#draw(ready, priorities, rng);
        const i = this.#eligible[at];
        this.#swap(at, --ready);
        this.#swap(ready, --waiting);
        profile.insert(i, now);
        starts[i] = now;
        list[placed++] = i;
        makespan = Math.max(makespan, now + durations[i] + tails[i]);
        for (let e = after.rows[i]; e < after.rows[i + 1]; e++) {
          const j = after.ends[e];
          this.#earliest[j] = Math.max(this.#earliest[j], now + after.lags[e]);
          if (--this.#open[j] > 0) continue;
          this.#eligible[waiting++] = j;
          if (this.#earliest[j] <= now && profile.fits(j, now)) this.#swap(waiting - 1, ready++);
        }
        for (let k = ready - 1; k >= 0; k--) if (!profile.fits(this.#eligible[k], now)) this.#swap(k, --ready);
      }
    }
    return makespan;
  }

  #begin(): number {
    const { activities, before, releases } = this.project;
    let eligible = 0;
    this.#earliest.set(releases);
    for (let i = 0; i < activities; i++) {
      this.#open[i] = before.rows[i + 1] - before.rows[i];
      if (this.#open[i] === 0) this.#eligible[eligible++] = i;
    }
    return eligible;
  }

  #swap(a: number, b: number): void {
    const kept = this.#eligible[a];
    this.#eligible[a] = this.#eligible[b];
    this.#eligible[b] = kept;
  }

  /** The next end of an activity or earliest start of a waiting one after `now`. */
  #nextEvent(now: number, waiting: number, list: Int32Array, placed: number, starts: Int32Array): number {
    const { durations } = this.project;
    let next = Infinity;
    for (let k = 0; k < waiting; k++) {
      const earliest = this.#earliest[this.#eligible[k]];
      if (earliest > now && earliest < next) next = earliest;
    }
    for (let k = 0; k < placed; k++) {
      const end = starts[list[k]] + durations[list[k]];
      if (end > now && end < next) next = end;
    }
    return next;
  }

  /** Place of the activity of least priority value; drawn by regret where there is an rng (Drexl 1991). */
  #draw(count: number, priorities: Float64Array, rng: Rng | undefined): number {
    let best = 0;
    let most = -Infinity;
    for (let k = 0; k < count; k++) {
      const value = priorities[this.#eligible[k]];
      if (value < priorities[this.#eligible[best]]) best = k;
      if (value > most) most = value;
    }
    if (rng === undefined || count === 1) return best;
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const regret = most - priorities[this.#eligible[k]] + 1;
      const square = regret * regret;
      sum += this.sharp ? square * square : square;
      this.#weights[k] = sum;
    }
    const drawn = rng.float() * sum;
    let k = 0;
    while (k < count - 1 && this.#weights[k] <= drawn) k++;
    return k;
  }
}

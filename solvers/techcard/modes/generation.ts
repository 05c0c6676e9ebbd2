/**
 * The serial schedule generation scheme, forward or backward in time: activities in the order of a list, each at the
 * earliest time that precedence and resources allow. On the way an activity may be put into another of its modes if
 * that ends it earlier and the stocks allow it, given the modes of all others (mode improvement).
 *
 * Backward passes run in a time of their own that begins at the makespan; their ends, sorted, are the list of the next
 * forward pass, and the other way round (forward-backward improvement).
 *
 * @see Kolisch (1996), European Journal of Operational Research 90:320-333; Van Peteghem and Vanhoucke (2010), European
 *   Journal of Operational Research 201:409-418, on the improvement of modes within it.
 */
import type { Rng } from '../../shared/rng.ts';
import { type Instance, type Network, type Times, timesOf } from './instance.ts';
import { buildProfile, type Profile } from './profile.ts';

/** Activities in list order and their modes (reduced, over all activities) with what they take of the stocks. */
export interface Candidate {
  readonly order: Int32Array;
  readonly modes: Int32Array;
  readonly used: Float64Array;
}

export function newCandidate(instance: Instance): Candidate {
  return {
    order: instance.topological.slice(),
    modes: instance.modeFrom.slice(0, instance.activities),
    used: new Float64Array(instance.stock.length),
  };
}

export function copyCandidate(from: Candidate, to: Candidate): void {
  to.order.set(from.order);
  to.modes.set(from.modes);
  to.used.set(from.used);
}

/** Fills in `used`. */
export function countUse(instance: Instance, candidate: Candidate): void {
  const kinds = instance.stock.length;
  candidate.used.fill(0);
  for (const mode of candidate.modes)
    for (let k = 0; k < kinds; k++) candidate.used[k] += instance.consumption[mode * kinds + k];
}

export type Direction = 'forward' | 'backward';

export class Generator {
  readonly instance: Instance;
  /** Of the last pass, in its own time. */
  readonly starts: Times;
  readonly ends: Times;
  makespan = 0;
  /** Passes done. */
  schedules = 0;
  readonly #profile: Profile;
  readonly #keys: Float64Array;
  readonly #noReleases: Int32Array;

  constructor(instance: Instance) {
    this.instance = instance;
    this.starts = timesOf(instance);
    this.ends = timesOf(instance);
    this.#profile = buildProfile(instance);
    this.#keys = new Float64Array(instance.activities);
    this.#noReleases = new Int32Array(instance.activities);
  }

  /** One pass over the list. @param improve - share of the activities whose mode may change; the candidate's modes follow. */
  pass(candidate: Candidate, direction: Direction, improve: number, rng: Rng): number {
    const { instance, starts, ends } = this;
    const profile = this.#profile;
    const { durations } = instance;
    const { order, modes } = candidate;
    const forward = direction === 'forward';
    const before: Network = forward ? instance.predecessors : instance.successors;
    const releases = forward ? instance.releases : this.#noReleases;
    const { from, neighbour, lag } = before;
    let makespan = 0;
    profile.clear();
    for (let place = 0; place < order.length; place++) {
      const i = order[place];
      let ready = releases[i];
      for (let a = from[i]; a < from[i + 1]; a++) {
        const time = ends[neighbour[a]] + lag[a];
        if (time > ready) ready = time;
      }
      let start = profile.earliest(modes[i], ready);
      if (improve > 0 && instance.modeFrom[i + 1] - instance.modeFrom[i] > 1 && (improve >= 1 || rng.float() < improve))
        start = this.#improveMode(candidate, i, ready, start);
      const mode = modes[i];
      profile.occupy(mode, start);
      starts[i] = start;
      const end = start + durations[mode];
      ends[i] = end;
      if (end > makespan) makespan = end;
    }
    this.makespan = makespan;
    this.schedules++;
    return makespan;
  }

  /** Takes the mode that ends first, the present one among equals. @returns the start in it. */
  #improveMode(candidate: Candidate, i: number, ready: number, start: number): number {
    const { modeFrom, durations, stock, consumption } = this.instance;
    const { modes, used } = candidate;
    const kinds = stock.length;
    const present = modes[i];
    let best = present;
    let bestStart = start;
    let bestEnd = start + durations[present];
    for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++) {
      if (mode === present || ready + durations[mode] >= bestEnd) continue;
      let allowed = true;
      for (let k = 0; k < kinds && allowed; k++)
        allowed = used[k] - consumption[present * kinds + k] + consumption[mode * kinds + k] <= stock[k];
      if (!allowed) continue;
      const other = this.#profile.earliest(mode, ready);
      if (other + durations[mode] >= bestEnd) continue;
      best = mode;
      bestStart = other;
      bestEnd = other + durations[mode];
    }
    if (best !== present) {
      for (let k = 0; k < kinds; k++) used[k] += consumption[best * kinds + k] - consumption[present * kinds + k];
      modes[i] = best;
    }
    return bestStart;
  }

  /** Orders the list for a pass in the other direction: by the ends of the last pass, latest first. */
  turn(candidate: Candidate, next: Direction): void {
    this.#sort(candidate, this.ends, -1, next);
  }

  /** Orders the list by the starts of the last pass, a forward one. */
  straighten(candidate: Candidate): void {
    this.#sort(candidate, this.starts, 1, 'forward');
  }

  /** Sorts by `sign * times`, equal ones by precedence in the direction. */
  #sort({ order }: Candidate, times: Times, sign: number, direction: Direction): void {
    const { activities, rank, topological } = this.instance;
    const keys = this.#keys;
    const flip = direction === 'forward' ? 0 : activities - 1;
    for (let i = 0; i < activities; i++)
      keys[i] = (sign > 0 ? times[i] : this.makespan - times[i]) * activities + (flip > 0 ? flip - rank[i] : rank[i]);
    keys.sort();
    for (let place = 0; place < activities; place++) {
      const key = keys[place] % activities;
      order[place] = topological[flip > 0 ? flip - key : key];
    }
  }
}

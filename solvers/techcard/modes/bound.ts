/**
 * Lower bounds of the makespan. For a trial makespan T each activity has a time window from the shortest chains of
 * quickest modes before and after it; modes that do not fit the window are dropped, and modes whose consumption then
 * leaves too little for the rest as well, until nothing changes. If an activity has no mode left, or the relaxation
 * (relaxation.ts) exceeds T, no schedule is that short and T + 1 is a bound (destructive improvement).
 *
 * @see Sprecher and Drexl (1998), European Journal of Operational Research 107:431-450, on windows; Klein and Scholl
 *   (1999), European Journal of Operational Research 112:322-346, on destructive improvement.
 */
import { type Instance, type Times, timesOf } from './instance.ts';
import { Relaxation } from './relaxation.ts';

/** The relaxation is played again where it has dropped modes, at most so often for a makespan. */
const mostPlays = 12;

export interface Bound {
  /** Proved, in units of the instance; Infinity where it proves that there is no schedule at all. */
  readonly makespan: number;
  /** By mode: its share in the relaxation of the least makespan that is not refuted, where one was looked at. */
  readonly shares?: Float64Array;
}

/** @param upTo - makespan of a known schedule: the search for a bound ends there. */
export function lowerBoundOf(instance: Instance, upTo: number, shouldStop: () => boolean): Bound {
  const trial = new Trial(instance, shouldStop);
  let bound = trial.begin();
  let open = upTo;
  let step = 1;
  // What is refuted for a makespan is refuted for all shorter ones, so steps may be long; after a failure they shrink.
  while (bound < open && !shouldStop()) {
    const makespan = Math.min(open, bound + step) - 1;
    if (trial.refutes(makespan)) {
      bound = makespan + 1;
      step *= 2;
    } else {
      open = makespan;
      step = Math.max(1, step >> 2);
    }
  }
  return { makespan: bound, shares: trial.shares };
}

class Trial {
  readonly #instance: Instance;
  readonly #shouldStop: () => boolean;
  /** Whether each mode is allowed in the present trial. */
  readonly #allowed: Uint8Array;
  /** Earliest starts, and least times from the end of an activity to the end of the project. */
  readonly #heads: Times;
  readonly #tails: Times;
  readonly #shortest: Int32Array;
  /** Shares of the modes in the last relaxation that refuted nothing. */
  shares: Float64Array | undefined;

  constructor(instance: Instance, shouldStop: () => boolean) {
    this.#instance = instance;
    this.#shouldStop = shouldStop;
    this.#allowed = new Uint8Array(instance.durations.length);
    this.#heads = timesOf(instance);
    this.#tails = timesOf(instance);
    this.#shortest = new Int32Array(instance.activities);
  }

  /** @returns the critical path of the quickest modes that leave enough for the others. */
  begin(): number {
    this.#allowed.fill(1);
    return this.#narrow(Number.MAX_SAFE_INTEGER) ? this.#criticalPath() : Infinity;
  }

  /** Whether there is proof that no schedule ends by `makespan`. */
  refutes(makespan: number): boolean {
    this.#allowed.fill(1);
    for (let play = 1; ; play++) {
      if (!this.#narrow(makespan) || this.#criticalPath() > makespan) return true;
      const relaxation = new Relaxation(this.#instance, makespan, this.#allowed, this.#heads, this.#tails);
      if (relaxation.isRefuted()) return true;
      if (relaxation.dropped > 0 && play < mostPlays && !this.#shouldStop()) continue;
      this.shares = relaxation.shares;
      return false;
    }
  }

  #criticalPath(): number {
    let most = 0;
    for (let i = 0; i < this.#instance.activities; i++)
      most = Math.max(most, this.#heads[i] + this.#shortest[i] + this.#tails[i]);
    return most;
  }

  /** Drops modes that do not fit, to a fixed point. @returns false where an activity has none left. */
  #narrow(makespan: number): boolean {
    for (let changed = true; changed; ) {
      changed = false;
      if (!this.#window()) return false;
      const { activities, modeFrom, durations } = this.#instance;
      for (let i = 0; i < activities; i++)
        for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++) {
          if (this.#allowed[mode] === 0 || this.#heads[i] + durations[mode] + this.#tails[i] <= makespan) continue;
          this.#allowed[mode] = 0;
          changed = true;
        }
      for (let k = 0; k < this.#instance.stock.length; k++) changed = this.#spare(k) || changed;
    }
    return this.#window();
  }

  /** Heads and tails over the allowed modes. @returns false where an activity has no mode. */
  #window(): boolean {
    const { activities, modeFrom, durations, topological, predecessors, successors, releases } = this.#instance;
    for (let i = 0; i < activities; i++) {
      let least = -1;
      for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++)
        if (this.#allowed[mode] === 1 && (least < 0 || durations[mode] < least)) least = durations[mode];
      if (least < 0) return false;
      this.#shortest[i] = least;
    }
    for (const i of topological) {
      let head = releases[i];
      for (let a = predecessors.from[i]; a < predecessors.from[i + 1]; a++) {
        const j = predecessors.neighbour[a];
        head = Math.max(head, this.#heads[j] + this.#shortest[j] + predecessors.lag[a]);
      }
      this.#heads[i] = head;
    }
    for (let place = activities - 1; place >= 0; place--) {
      const i = topological[place];
      let tail = 0;
      for (let a = successors.from[i]; a < successors.from[i + 1]; a++) {
        const j = successors.neighbour[a];
        tail = Math.max(tail, successors.lag[a] + this.#shortest[j] + this.#tails[j]);
      }
      this.#tails[i] = tail;
    }
    return true;
  }

  /** Drops modes that leave too little of stock k for the least of the others. */
  #spare(k: number): boolean {
    const { activities, modeFrom, consumption, stock } = this.#instance;
    const kinds = stock.length;
    const least = new Float64Array(activities).fill(Infinity);
    let sum = 0;
    for (let i = 0; i < activities; i++) {
      for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++)
        if (this.#allowed[mode] === 1) least[i] = Math.min(least[i], consumption[mode * kinds + k]);
      sum += least[i];
    }
    let changed = false;
    for (let i = 0; i < activities; i++)
      for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++) {
        if (this.#allowed[mode] === 0 || sum - least[i] + consumption[mode * kinds + k] <= stock[k]) continue;
        this.#allowed[mode] = 0;
        changed = true;
      }
    return changed;
  }
}

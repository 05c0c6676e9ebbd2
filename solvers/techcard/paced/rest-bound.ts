/**
 * Least length of all takts to come, of the line at hand and of those not begun, given the jobs to come and the profile.
 *
 * The bound of bound.ts at each threshold, where the takts of the profile in which station s still has a job of the past
 * are no takts of a job to come on that station: they count beside them.
 */
import type { JobTypes } from './job-types.ts';

export class RestBound {
  readonly #types: JobTypes;
  readonly #stations: number;
  readonly #thresholds: number;
  /** Works at least that long of the jobs to come, on station s, at [threshold * stations + s]. */
  readonly #counts: Int32Array;
  readonly #leastBefore: Uint8Array;
  readonly #leastAfter: Uint8Array;
  /** Takts at least that long for station s after the choice, likewise; threshold 0 is not used. */
  readonly #takts: Int32Array;
  /** Bound from each threshold on, as far as no takt of the profile is that long. */
  readonly #above: Float64Array;
  /** By type: works at least that long before and after the station, like `#takts`. */
  readonly #before: Uint8Array[];
  readonly #after: Uint8Array[];

  constructor(types: JobTypes, stations: number) {
    this.#types = types;
    this.#stations = stations;
    this.#thresholds = types.values.length;
    this.#counts = new Int32Array(this.#thresholds * stations);
    this.#leastBefore = new Uint8Array(this.#thresholds * stations);
    this.#leastAfter = new Uint8Array(this.#thresholds * stations);
    this.#takts = new Int32Array(this.#thresholds * stations);
    this.#above = new Float64Array(this.#thresholds + 1);
    const counted = (type: number, isAfter: boolean) => {
      const counts = new Uint8Array(this.#thresholds * stations);
      for (let at = 0; at < this.#thresholds; at++)
        for (let s = 0; s < stations; s++)
          for (let other = isAfter ? s + 1 : 0; other < (isAfter ? stations : s); other++)
            if (types.ranks[type * stations + other] >= at) counts[at * stations + s]++;
      return counts;
    };
    this.#before = types.members.map((_, type) => counted(type, false));
    this.#after = types.members.map((_, type) => counted(type, true));
  }

  /** Begins with the jobs to come before the next one is chosen. */
  begin(remaining: Int32Array): void {
    const stations = this.#stations;
    const { ranks } = this.#types;
    const counts = this.#counts;
    counts.fill(0);
    this.#leastBefore.fill(255);
    this.#leastAfter.fill(255);
    for (let type = 0; type < remaining.length; type++) {
      if (remaining[type] === 0) continue;
      for (let s = 0; s < stations; s++) counts[ranks[type * stations + s] * stations + s] += remaining[type];
      lessen(this.#leastBefore, this.#before[type]);
      lessen(this.#leastAfter, this.#after[type]);
    }
    for (let at = counts.length - stations - 1; at >= 0; at--) counts[at] += counts[at + stations];
  }

  /**
   * Goes on without one job of a type. Takts before the first and after the last job of a station count by the least of all
   * jobs before the choice: each line not begun has both, the last one an end.
   *
   * @param left - jobs to come after it.
   * @param linesLeft - the line at hand and those not begun.
   */
  without(type: number, left: number, linesLeft: number): void {
    const stations = this.#stations;
    const { ranks, values } = this.#types;
    const takts = this.#takts;
    const begins = left === 0 ? 0 : linesLeft - 1;
    // The last job of the line at hand may be one that is on it already, unless all that are to come go there.
    const ends = linesLeft === 1 && left > 0 ? 1 : begins;
    this.#above[this.#thresholds] = 0;
    for (let at = this.#thresholds - 1; at > 0; at--) {
      let most = 0;
      for (let s = 0, k = at * stations; s < stations; s++, k++) {
        const own = ranks[type * stations + s] >= at ? 1 : 0;
        takts[k] = this.#counts[k] - own + begins * this.#leastBefore[k] + ends * this.#leastAfter[k];
        if (takts[k] > most) most = takts[k];
      }
      this.#above[at] = this.#above[at + 1] + most * (values[at] - values[at - 1]);
    }
  }

  /** @param profile - ranks of the least lengths of the next takts of the line at hand. */
  of(profile: Int32Array): number {
    const stations = this.#stations;
    const { values } = this.#types;
    const takts = this.#takts;
    let highest = 0;
    for (let k = 0; k < profile.length; k++) if (profile[k] > highest) highest = profile[k];
    let bound = this.#above[highest + 1];
    for (let at = highest; at > 0; at--) {
      let own = 0;
      let most = takts[at * stations];
      for (let s = 1; s < stations; s++) {
        if (profile[s - 1] >= at) own++;
        const count = takts[at * stations + s] + own;
        if (count > most) most = count;
      }
      bound += most * (values[at] - values[at - 1]);
    }
    return bound;
  }
}

function lessen(least: Uint8Array, values: Uint8Array): void {
  for (let at = 0; at < least.length; at++) if (values[at] < least[at]) least[at] = values[at];
}

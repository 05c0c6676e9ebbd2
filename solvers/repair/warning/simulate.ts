/** Monte Carlo: many runs of a shift, and what they break. */
import { repairViolationKinds } from '../../../models/repair-warning.ts';
import { causeOf } from './blame.ts';
import type { DelayModel } from './delay-model.ts';
import { Drawer } from './draws.ts';
import { type NumbersByKind, numbersByKind } from './kinds.ts';
import type { Network } from './network.ts';
import { broken, play, runState } from './run.ts';

/** Delays of unloading are kept by the minute, up to here. */
const longestDelayMinutes = 480;
const delayBins = longestDelayMinutes + 1;
/** The clock is asked so often. */
const runsPerLook = 10;

export interface Outcome {
  readonly runs: number;
  /** Violations of each run: each load and sort of limit counts once. */
  readonly perRun: Float64Array;
  /** Per load: runs in which it broke each sort of limit, and any. */
  readonly kinds: NumbersByKind;
  readonly any: Float64Array;
  /** Per load: runs in which it was delivered, sum of the delays of its unloading in seconds, and how many by the whole minute begun. */
  readonly delivered: Float64Array;
  readonly delaySum: Float64Array;
  readonly delayMinutes: Uint16Array;
  readonly breakdowns: number;
  readonly cascades: Cascades;
}

/** Per load: what its delay made others break. */
interface Cascades {
  readonly runs: Float64Array;
  readonly others: Float64Array;
  readonly worst: Int32Array;
  /** Runs by `cause * loads + hit`. */
  readonly pairs: ReadonlyMap<number, number>;
}

/**
 * @param least - runs that are played whatever the clock says.
 * @param blame - whether causes are looked for; whoever only counts is done sooner without.
 */
export function simulate(
  network: Network,
  model: DelayModel,
  { runs, least, seed, blame = true }: { runs: number; least: number; seed: number; blame?: boolean },
  shouldStop: () => boolean,
): Outcome {
  const { count, plannedUnload } = network;
  const drawer = new Drawer(network, model, seed);
  const state = runState(network);
  const kinds = numbersByKind(count);
  const numbers = () => new Float64Array(count);
  const [any, delivered, delaySum] = [numbers(), numbers(), numbers()];
  const delayMinutes = new Uint16Array(count * delayBins);
  const perRun: number[] = [];
  const tally = new CascadeTally(count);
  let breakdowns = 0;
  for (let run = 0; run < runs; run++) {
    if (run >= least && run % runsPerLook === 0 && shouldStop()) break;
    drawer.draw(run);
    play(network, drawer.draws, state);
    breakdowns += state.breakdowns.count;
    let violations = 0;
    for (let index = 0; index < count; index++) {
      const bits = state.broken[index];
      if ((bits & broken.lost) === 0) {
        const delay = Math.max(0, state.unload[index] - plannedUnload[index]);
        delivered[index]++;
        delaySum[index] += delay;
        delayMinutes[index * delayBins + Math.min(longestDelayMinutes, Math.ceil(delay / 60))]++;
      }
      if (bits === 0) continue;
      any[index]++;
      for (const kind of repairViolationKinds)
        if (bits & broken[kind]) {
          kinds[kind][index]++;
          violations++;
        }
      if (blame) tally.add(causeOf(network, state, index), index);
    }
    tally.endRun();
    perRun.push(violations);
  }
  return {
    runs: perRun.length,
    perRun: Float64Array.from(perRun),
    kinds,
    any,
    delivered,
    delaySum,
    delayMinutes,
    breakdowns,
    cascades: tally,
  };
}

class CascadeTally implements Cascades {
  readonly runs: Float64Array;
  readonly others: Float64Array;
  readonly worst: Int32Array;
  readonly pairs = new Map<number, number>();
  readonly #ofRun: Int32Array;
  readonly #causes: number[] = [];
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
    this.runs = new Float64Array(count);
    this.others = new Float64Array(count);
    this.worst = new Int32Array(count);
    this.#ofRun = new Int32Array(count);
  }

  add(cause: number, hit: number): void {
    if (cause === hit || cause < 0) return;
    if (this.#ofRun[cause]++ === 0) this.#causes.push(cause);
    const pair = cause * this.#count + hit;
    this.pairs.set(pair, (this.pairs.get(pair) ?? 0) + 1);
  }

  endRun(): void {
    for (const cause of this.#causes) {
      this.runs[cause]++;
      this.others[cause] += this.#ofRun[cause];
      this.worst[cause] = Math.max(this.worst[cause], this.#ofRun[cause]);
      this.#ofRun[cause] = 0;
    }
    this.#causes.length = 0;
  }
}

export function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The least value that at least `share` of the values do not exceed. */
export function percentileOf(values: Float64Array, share: number): number {
  return values.length === 0 ? 0 : values.toSorted()[Math.max(0, Math.ceil(share * values.length) - 1)];
}

/** Of the delays of a load, in whole minutes. */
export function delayPercentile({ delayMinutes, delivered }: Outcome, index: number, share: number): number {
  const wanted = share * delivered[index];
  let seen = 0;
  for (let minutes = 0; minutes < delayBins; minutes++) {
    seen += delayMinutes[index * delayBins + minutes];
    if (seen >= wanted) return minutes;
  }
  return longestDelayMinutes;
}

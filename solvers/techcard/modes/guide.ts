/**
 * Chance guided by the relaxation: modes are drawn by their shares in it, and first lists prefer activities with much
 * left to do after them at mean durations. On MMLIB50, against modes drawn evenly and lists by pure chance, this took
 * the mean gap to the best known at 5,000 schedules from 4.0 % to 1.5 %, at 50,000 from 1.8 % to 0.8 %.
 *
 * @see Kolisch (1996), Journal of Operations Management 14:179-192, on sampling by biased chance.
 */
import type { Rng } from '../../shared/rng.ts';
import { type Candidate, countUse } from './generation.ts';
import type { Instance } from './instance.ts';

/** Chance that a mode is drawn evenly after all: optimal schedules use modes that the relaxation does without. */
const evenDraws = 0.05;
/** Exponent of the weights in lists; 1, 2, 3 and 5 differ little, 0 is pure chance. */
const listBias = 3;
/** Of the mean duration: added to each weight before the exponent, so that the least can be drawn too. */
const leastWeight = 0.2;

export class Guide {
  /** By mode; those of an activity add up to 1. */
  readonly shares: Float64Array;
  readonly #instance: Instance;
  readonly #rng: Rng;
  /** By activity: the longest chain from its start to the end, at mean durations. */
  readonly #tails: Float64Array;
  readonly #leastWeight: number;
  readonly #eligible: Int32Array;
  readonly #open: Int32Array;
  readonly #weights: Float64Array;

  /** @param shares - of the relaxation; without them all modes are alike. */
  constructor(instance: Instance, shares: Float64Array | undefined, rng: Rng) {
    this.#instance = instance;
    this.#rng = rng;
    this.shares = shares ?? evenShares(instance);
    this.#tails = tailsOf(instance, this.shares);
    let sum = 0;
    for (let mode = 0; mode < this.shares.length; mode++) sum += this.shares[mode] * instance.durations[mode];
    // The tiny addend is for projects without any duration.
    this.#leastWeight = (leastWeight * sum) / Math.max(1, instance.activities) + 1e-9;
    this.#eligible = new Int32Array(instance.activities);
    this.#open = new Int32Array(instance.activities);
    this.#weights = new Float64Array(instance.activities);
  }

  drawMode(activity: number): number {
    const first = this.#instance.modeFrom[activity];
    const last = this.#instance.modeFrom[activity + 1] - 1;
    if (this.#rng.float() < evenDraws) return first + this.#rng.below(last - first + 1);
    let left = this.#rng.float();
    for (let mode = first; mode < last; mode++) {
      left -= this.shares[mode];
      if (left < 0) return mode;
    }
    return last;
  }

  drawModes(candidate: Candidate): void {
    for (let i = 0; i < this.#instance.activities; i++) candidate.modes[i] = this.drawMode(i);
    countUse(this.#instance, candidate);
  }

  /** Fills in a list that keeps precedence. */
  drawList(order: Int32Array): void {
    const { activities, predecessors, successors } = this.#instance;
    const [open, eligible] = [this.#open, this.#eligible];
    let count = 0;
    for (let i = 0; i < activities; i++) {
      open[i] = predecessors.from[i + 1] - predecessors.from[i];
      if (open[i] === 0) eligible[count++] = i;
    }
    for (let place = 0; place < activities; place++) {
      const at = this.#drawEligible(count);
      const i = eligible[at];
      eligible[at] = eligible[--count];
      order[place] = i;
      for (let a = successors.from[i]; a < successors.from[i + 1]; a++)
        if (--open[successors.neighbour[a]] === 0) eligible[count++] = successors.neighbour[a];
    }
  }

  /** A place among the eligible; the weight is how much the tail exceeds the least of them. */
  #drawEligible(count: number): number {
    const [eligible, tails, weights] = [this.#eligible, this.#tails, this.#weights];
    let least = Infinity;
    for (let at = 0; at < count; at++) least = Math.min(least, tails[eligible[at]]);
    let sum = 0;
    for (let at = 0; at < count; at++) {
      weights[at] = (tails[eligible[at]] - least + this.#leastWeight) ** listBias;
      sum += weights[at];
    }
    let left = this.#rng.float() * sum;
    for (let at = 0; at < count - 1; at++) {
      left -= weights[at];
      if (left < 0) return at;
    }
    return count - 1;
  }
}

function evenShares({ activities, modeFrom, durations }: Instance): Float64Array {
  const shares = new Float64Array(durations.length);
  for (let i = 0; i < activities; i++) shares.fill(1 / (modeFrom[i + 1] - modeFrom[i]), modeFrom[i], modeFrom[i + 1]);
  return shares;
}

function tailsOf(instance: Instance, shares: Float64Array): Float64Array {
  const { activities, modeFrom, durations, topological, successors } = instance;
  const tails = new Float64Array(activities);
  for (let place = activities - 1; place >= 0; place--) {
    const i = topological[place];
    let tail = 0;
    for (let a = successors.from[i]; a < successors.from[i + 1]; a++)
      tail = Math.max(tail, tails[successors.neighbour[a]] + successors.lag[a]);
    for (let mode = modeFrom[i]; mode < modeFrom[i + 1]; mode++) tail += durations[mode] * shares[mode];
    tails[i] = tail;
  }
  return tails;
}

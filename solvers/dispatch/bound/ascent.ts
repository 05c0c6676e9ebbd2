/**
 * Prices that prove much: the volume algorithm, a subgradient method whose direction is an average of the plans met on the
 * way, so that it does not zigzag between two of them.
 * @see Barahona and Anbil (2000), Mathematical Programming 87(3):385-399.
 */
import type { BoundTerms } from './relaxation.ts';

/** What proves a bound at any prices. */
export interface Priced {
  readonly size: number;
  /** Of the last evaluation. */
  readonly terms: BoundTerms;
  readonly programs: readonly { readonly served: boolean; readonly firstStart: number }[];
  /** @returns the bound; `excess` becomes what is asked for beyond what there is. */
  evaluate(prices: Float64Array, excess: Float64Array, tied: boolean): number;
}

export interface AscentOptions {
  readonly rounds: number;
  /** Asked before each round. */
  shouldStop(): boolean;
  /** No need to go on above this value. */
  readonly enough: number;
  /** Prices of a class are to be the same at all hubs: fewer to find. */
  readonly tied: boolean;
  /** The first step aims at so much more than the bound it begins with. */
  readonly aim: number;
  /** Ends once no step aims at more. */
  readonly leastAim: number;
}

export interface Ascent {
  readonly bound: number;
  readonly prices: Float64Array;
  /** By order: share of the plans on the way in which it was served, the latest weighing most. */
  readonly servedShare: Float64Array;
  /** By order: mean and spread (standard deviation) of the start of its first load, weighed likewise. */
  readonly startMean: Float64Array;
  readonly startSpread: Float64Array;
  readonly rounds: number;
  readonly terms: BoundTerms;
}

/** Weight of the newest plan in the average; failures in a row after which the aim is cut, and by how much. */
const newestWeight = 0.1;
const mostFailures = 5;
const cut = 0.7;
const growth = 1.1;
/** Averages may become short far from the best prices: steps are taken as if they kept this share of a plan's length. */
const leastShare = 0.2;
/** A direction as short as this leads nowhere. */
const shortest = 1e-6;

export function ascend(relaxation: Priced, from: Float64Array, options: AscentOptions): Ascent {
  const size = relaxation.size;
  const excess = new Float64Array(size);
  const average = new Float64Array(size);
  const trial = new Float64Array(size);
  const best = Float64Array.from(from);
  let bound = relaxation.evaluate(best, excess, options.tied);
  let { terms } = relaxation;
  const servedShare = Float64Array.from(relaxation.programs, (program) => Number(program.served));
  const startMean = Float64Array.from(relaxation.programs, (program) => program.firstStart);
  const startVariance = new Float64Array(startMean.length);
  average.set(excess);
  let rounds = 1;
  // The step aims at so much more than the best bound; grown after gains, cut after a row of failures.
  let { aim } = options;
  let failures = 0;
  while (rounds < options.rounds && bound < options.enough && !options.shouldStop()) {
    let length = 0;
    let newest = 0;
    for (let i = 0; i < size; i++) {
      if (average[i] <= 0 && best[i] <= 0) continue;
      length += average[i] * average[i];
      newest += excess[i] * excess[i];
    }
    length = Math.max(length, leastShare * newest);
    if (length < shortest) break;
    const step = aim / length;
    for (let i = 0; i < size; i++) trial[i] = Math.max(0, best[i] + step * average[i]);
    const value = relaxation.evaluate(trial, excess, options.tied);
    rounds++;
    const gain = value - bound;
    for (let i = 0; i < size; i++) average[i] += newestWeight * (excess[i] - average[i]);
    relaxation.programs.forEach((program, i) => {
      servedShare[i] += newestWeight * (Number(program.served) - servedShare[i]);
      if (!program.served) return;
      const away = Number.isNaN(startMean[i]) ? 0 : program.firstStart - startMean[i];
      startMean[i] = program.firstStart - (1 - newestWeight) * away;
      startVariance[i] = (1 - newestWeight) * (startVariance[i] + newestWeight * away * away);
    });
    if (gain > 0) {
      bound = value;
      terms = relaxation.terms;
      best.set(trial);
      failures = 0;
      if (gain > aim / 3) aim *= growth;
    } else if (++failures >= mostFailures) {
      failures = 0;
      aim *= cut;
      if (aim < options.leastAim) break;
    }
  }
  return { bound, prices: best, servedShare, startMean, startSpread: startVariance.map(Math.sqrt), rounds, terms };
}

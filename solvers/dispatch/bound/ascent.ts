/**
 * Prices that prove much: the volume algorithm, a subgradient method whose direction is an average of the plans met on the
 * way, so that it does not zigzag between two of them.
 * @see Barahona and Anbil (2000), Mathematical Programming 87(3):385-399.
 */
import type { Relaxation } from './relaxation.ts';

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
}

export interface Ascent {
  readonly bound: number;
  readonly prices: Float64Array;
  readonly rounds: number;
}

const least = 1e-6;

export function ascend(relaxation: Relaxation, from: Float64Array, options: AscentOptions): Ascent {
  const size = relaxation.size;
  const excess = new Float64Array(size);
  const average = new Float64Array(size);
  const trial = new Float64Array(size);
  const best = Float64Array.from(from);
  let bound = relaxation.evaluate(best, excess, options.tied);
  average.set(excess);
  let rounds = 1;
  // The step aims at so much more than the best bound; grown after gains, cut after a row of failures.
  let { aim } = options;
  let failures = 0;
  while (rounds < options.rounds && bound < options.enough && !options.shouldStop()) {
    let length = 0;
    for (let i = 0; i < size; i++) if (average[i] > 0 || best[i] > 0) length += average[i] * average[i];
    if (length < least) break;
    const step = aim / length;
    for (let i = 0; i < size; i++) trial[i] = Math.max(0, best[i] + step * average[i]);
    const value = relaxation.evaluate(trial, excess, options.tied);
    rounds++;
    const gain = value - bound;
    const weight = 0.1;
    for (let i = 0; i < size; i++) average[i] += weight * (excess[i] - average[i]);
    if (gain > 0) {
      bound = value;
      best.set(trial);
      failures = 0;
      if (gain > aim / 3) aim *= 1.1;
    } else if (++failures >= 10) {
      failures = 0;
      aim *= 0.7;
      if (aim < 1e-4 * Math.max(1, Math.abs(bound))) break;
    }
  }
  return { bound, prices: best, rounds };
}

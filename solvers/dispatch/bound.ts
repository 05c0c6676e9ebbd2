/**
 * Proved lower bounds for a shift: what no plan can beat, by prices of the time of trucks and docks (bound/relaxation.ts).
 */
import type { Budget } from '../solver.ts';
import { ascend } from './bound/ascent.ts';
import { coarse, fine, type LegCosts, Relaxation } from './bound/relaxation.ts';
import type { DispatchInstance } from './instance.ts';

export interface DispatchBound {
  /** At most the cost of every plan. */
  readonly lowerBound: number;
  /** At least what any plan serves. */
  readonly servedVolumeAtMostL: number;
  readonly terms: Record<string, number>;
  readonly statistics: Record<string, number>;
}

export function lowerBound(instance: DispatchInstance, budget: Budget): DispatchBound {
  const legs: LegCosts = { afterLoad: new Float64Array(instance.sites), useCost: new Float64Array(instance.trucks) };
  void coarse;
  const relaxation = new Relaxation(instance, 'volume', fine, legs);
  const total = instance.volumeL.reduce((sum, volume) => sum + volume, 0);
  const options = { rounds: budget.maxIterations, shouldStop: () => budget.shouldStop(), enough: total };
  let ascent = ascend(relaxation, new Float64Array(relaxation.size), { ...options, tied: true, aim: total * 0.3 });
  const tied = ascent.bound;
  if (relaxation.hubs > 1) ascent = ascend(relaxation, ascent.prices, { ...options, tied: false, aim: total * 0.01 });
  return {
    lowerBound: 0,
    servedVolumeAtMostL: total - ascent.bound,
    terms: {},
    statistics: { rounds: ascent.rounds, tied: total - tied, size: relaxation.size, work: relaxation.work },
  };
}

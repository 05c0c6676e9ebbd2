/**
 * Proved bounds for a shift: a lower one on the whole cost, an upper one on the volume that any plan serves. Both come
 * from the same relaxation (bound/relaxation.ts), in which orders pay for the time of trucks and docks; a coarse one takes
 * milliseconds and is the answer where no time is left, a fine one follows, with prices found by ascent.
 *
 * Costs are taken to be non-negative, except for `baseCost`. Not counted, hence worth nothing in the bound: gaps beyond
 * `gapSoft`, balance, reserves, short spans, followers, one plant per order, and the times of later loads from their ideals
 * beyond the lateness that no plan avoids.
 */
import type { Budget } from '../solver.ts';
import { ascend } from './bound/ascent.ts';
import { branch } from './bound/branching.ts';
import { type LegCosts, legCosts, noLegCosts } from './bound/leg-costs.ts';
import type { Objective } from './bound/load-kinds.ts';
import { type BoundTerms, coarse, fine, Relaxation } from './bound/relaxation.ts';
import { servedVolume, sharedVolume, volumeCost } from './bound/volume-cost.ts';
import type { DispatchInstance } from './instance.ts';

export interface DispatchBound {
  /** At most the cost of every plan. */
  readonly lowerBound: number;
  /** At least what any plan serves. */
  readonly servedVolumeAtMostL: number;
  /** Of the lower bound. */
  readonly terms: BoundTerms;
  readonly statistics: Record<string, number>;
}

/** Work of one bound, in steps of the orders' dynamic programmes: about a second. */
const mostWork = 120_000_000;
/** Rounds of ascent at most, while plants count as one place and after. */
const tiedRounds = 200;
const untiedRounds = 100;

export function lowerBound(instance: DispatchInstance, budget: Budget): DispatchBound {
  const totalL = instance.volumeL.reduce((sum, volume) => sum + volume, 0);
  const legs = legCosts(instance);
  let missing = quickBound(instance, 'volume', [noLegCosts(instance)]);
  let cost = quickBound(instance, 'cost', legs);
  const statistics: Record<string, number> = { quickMissingL: missing.bound, quickCost: cost.bound, rounds: 0 };
  if (budget.maxIterations > 0 && !budget.shouldStop()) {
    const slope = volumeCost(instance);
    const share = slope === undefined ? mostWork / 2 : mostWork;
    missing = better(missing, fineBound(instance, 'volume', noLegCosts(instance), budget, share, totalL, statistics));
    if (slope !== undefined) {
      // The cost is that of what is missing, and nothing else.
      const { base, orders, fixed, trucks, docks, branching } = missing.terms;
      cost = better(cost, {
        bound: instance.baseCost + slope * missing.bound,
        legs: cost.legs,
        terms: {
          base: instance.baseCost + slope * base,
          orders: slope * orders,
          fixed: slope * fixed,
          trucks: slope * trucks,
          docks: slope * docks,
          branching: slope * branching,
        },
      });
    } else if (!budget.shouldStop()) {
      cost = better(cost, fineBound(instance, 'cost', cost.legs, budget, share, Infinity, statistics));
    }
  }
  return {
    lowerBound:
      cost.bound - rounding * (Math.abs(cost.terms.base) + Math.abs(cost.terms.orders) + Math.abs(cost.terms.trucks)),
    servedVolumeAtMostL: servedVolume(instance, totalL - missing.bound),
    terms: cost.terms,
    statistics,
  };
}

/** Share of the terms by which sums of floating-point numbers may be off. */
const rounding = 1e-10;

interface Proved {
  readonly bound: number;
  readonly legs: LegCosts;
  readonly terms: BoundTerms;
}

const better = (a: Proved, b: Proved) => (b.bound > a.bound ? b : a);

/** Each order by itself, time for nothing, in a coarse relaxation. */
function quickBound(instance: DispatchInstance, objective: Objective, choices: readonly LegCosts[]): Proved {
  return choices
    .map((legs) => {
      const relaxation = new Relaxation(instance, objective, coarse, legs);
      const free = new Float64Array(relaxation.size);
      const bound = relaxation.evaluate(free, new Float64Array(relaxation.size), true);
      return { bound, legs, terms: relaxation.terms };
    })
    .reduce(better);
}

function fineBound(
  instance: DispatchInstance,
  objective: Objective,
  legs: LegCosts,
  budget: Budget,
  work: number,
  enough: number,
  statistics: Record<string, number>,
): Proved {
  const relaxation = new Relaxation(instance, objective, fine, legs);
  const rounds = Math.max(2, Math.min(budget.maxIterations, Math.floor(work / Math.max(1, relaxation.work))));
  const shouldStop = () => budget.shouldStop();
  // What a first step aims at is a share of what leaving everything out costs.
  const scale = relaxation.programs.reduce((sum, program) => sum + Math.abs(program.outCost), 1);
  const quantum = objective === 'volume' ? sharedVolume(instance) : 0;
  const options = { shouldStop, enough, leastAim: Math.max(quantum / 5, 2e-4 * scale) };
  let found = ascend(relaxation, new Float64Array(relaxation.size), {
    ...options,
    rounds: Math.min(tiedRounds, rounds),
    tied: true,
    aim: 0.3 * scale,
  });
  let left = rounds - found.rounds;
  if (relaxation.hubs > 1 && left > 1 && !shouldStop()) {
    const untied = ascend(relaxation, found.prices, {
      ...options,
      rounds: Math.min(untiedRounds, left),
      tied: false,
      aim: 0.01 * scale,
    });
    left -= untied.rounds;
    if (untied.bound > found.bound) found = untied;
  }
  const branched = found.bound < enough ? branch(relaxation, found, { rounds: left, shouldStop, quantum }) : found;
  if (branched !== found) left -= branched.rounds;
  statistics.rounds += rounds - left;
  statistics[`${objective}Root`] = found.bound;
  statistics[`${objective}Work`] = relaxation.work;
  return { bound: branched.bound, legs, terms: { ...found.terms, branching: branched.bound - found.bound } };
}

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
import { ApartRelaxation } from './bound/apart.ts';
import { type ApartBound, finerApartBound, quickApartBound } from './bound/apart-bound.ts';
import { ascend } from './bound/ascent.ts';
import { branch } from './bound/branching.ts';
import { type LegCosts, legCosts, noLegCosts } from './bound/leg-costs.ts';
import type { Objective } from './bound/load-kinds.ts';
import { type BoundTerms, fine, medium, Relaxation } from './bound/relaxation.ts';
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
  /** What a later bound of the same shift begins with. */
  readonly proved: { readonly missing: Proved; readonly cost: Proved; readonly quick: ApartBound | undefined };
}

/** At most the cost, or what is missing, of every plan. */
interface Proved {
  readonly bound: number;
  readonly legs: LegCosts;
  readonly terms: BoundTerms;
}

/** Work of one bound, in steps of the orders' dynamic programmes: about a second. */
const mostWork = 120_000_000;
/** The fine relaxation takes at most some such factor of work more than the medium one, most often far less. */
const fineWork = 40;
/** Rounds of ascent of an answer in milliseconds. */
const quickRounds = 10;
/** Prices of a day, and rounds of ascent for them, in the relaxation of apart loads. */
const hours = 24;
const hourlyRounds = 100;
/** Rounds of ascent at most, while plants count as one place and after. */
const tiedRounds = 200;
const untiedRounds = 100;

/**
 * @param known - a bound of the same shift found before, which is not looked for again.
 * @returns what is proved by the time that `shouldStop` says so; the least is that nothing costs less than nothing.
 */
export function lowerBound(instance: DispatchInstance, budget: Budget, known?: DispatchBound): DispatchBound {
  // Once spent, always spent: whoever asks later has to hear the same.
  let spent = false;
  const shouldStop = () => {
    spent ||= budget.shouldStop();
    return spent;
  };
  const totalL = instance.volumeL.reduce((sum, volume) => sum + volume, 0);
  let missing = known?.proved.missing ?? nothingProved(instance, 'volume');
  let cost = known?.proved.cost ?? nothingProved(instance, 'cost');
  const apart = ApartRelaxation.of(instance, shouldStop);
  let quick = known?.proved.quick;
  if (apart && !quick) {
    missing = better(missing, quickApartBound(apart, 'volume', [missing.legs], quickRounds, shouldStop));
    quick = quickApartBound(apart, 'cost', legCosts(instance), quickRounds, shouldStop);
    cost = better(cost, quick);
  }
  const statistics: Record<string, number> = { quickMissingL: missing.bound, quickCost: cost.bound, rounds: 0 };
  if (budget.maxIterations > 0 && !shouldStop()) {
    const slope = volumeCost(instance);
    const share = slope === undefined ? mostWork / 2 : mostWork;
    const search = { work: share, mostRounds: budget.maxIterations, statistics, shouldStop };
    const fineMissing = () =>
      fineBound(instance, 'volume', missing.legs, {
        ...search,
        enough: totalL,
        work: slope === undefined ? share / 10 : share,
      });
    if (slope === undefined && apart && quick) {
      const rounds = Math.min(hourlyRounds, budget.maxIterations);
      cost = better(cost, finerApartBound(apart, quick, hours, rounds, shouldStop));
    }
    if (slope === undefined)
      cost = better(cost, fineBound(instance, 'cost', cost.legs, { ...search, enough: Infinity }));
    if (!shouldStop()) missing = better(missing, fineMissing());
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
    }
  }
  return {
    lowerBound:
      cost.bound - rounding * (Math.abs(cost.terms.base) + Math.abs(cost.terms.orders) + Math.abs(cost.terms.trucks)),
    servedVolumeAtMostL: servedVolume(instance, totalL - missing.bound),
    terms: cost.terms,
    statistics,
    proved: { missing, cost, quick },
  };
}

/** Share of the terms by which sums of floating-point numbers may be off. */
const rounding = 1e-10;

const better = (a: Proved, b: Proved | undefined) => (b && b.bound > a.bound ? b : a);

/** All orders served for nothing: true of any shift. */
function nothingProved(instance: DispatchInstance, objective: Objective): Proved {
  const base = objective === 'volume' ? 0 : instance.baseCost;
  const terms = { base, orders: 0, fixed: 0, trucks: 0, docks: 0, branching: 0 };
  return { bound: base, legs: noLegCosts(instance), terms };
}

interface FineSearch {
  /** Steps of the orders' programmes, and rounds of ascent, that may be spent. */
  readonly work: number;
  readonly mostRounds: number;
  /** No need to prove more than this. */
  readonly enough: number;
  readonly statistics: Record<string, number>;
  shouldStop(): boolean;
}

function fineBound(
  instance: DispatchInstance,
  objective: Objective,
  legs: LegCosts,
  { work, enough, mostRounds, statistics, shouldStop }: FineSearch,
): Proved | undefined {
  let relaxation = Relaxation.of(instance, objective, medium, legs, shouldStop);
  if (!relaxation) return undefined;
  // Costs of times make grids of seconds, on which a step takes far longer than where volume alone counts.
  if (relaxation.work * fineWork * (objective === 'cost' ? 10 : 1) <= work) {
    relaxation = Relaxation.of(instance, objective, fine, legs, shouldStop);
    if (!relaxation) return undefined;
  }
  const rounds = Math.max(2, Math.min(mostRounds, Math.floor(work / Math.max(1, relaxation.work))));
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
  // JSON has no infinity, and no bound is no figure.
  if (Number.isFinite(found.bound)) statistics[`${objective}Root`] = found.bound;
  statistics[`${objective}Work`] = relaxation.work;
  return { bound: branched.bound, legs, terms: { ...found.terms, branching: branched.bound - found.bound } };
}

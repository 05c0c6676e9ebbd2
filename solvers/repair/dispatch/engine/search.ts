/**
 * Large neighbourhood search around the plan that runs: a step takes some loads out and puts back what orders lack, each
 * load first where it was. Changes have a price, so that the search comes back to the plan that runs wherever it can, and
 * loads far from the event are not touched at all until nothing works without them.
 *
 * @see Shaw (1998), CP 1998, LNCS 1520:417-431; Vieira, Herrmann and Lin (2003), Journal of Scheduling 6(1):39-62, on
 * rescheduling; Bean, Birge, Mittenthal and Noon (1991), Operations Research 39(3):470-483, on matching up with the old plan.
 */
import { never } from '../../../dispatch/instance.ts';
import type { Schedule } from '../../../dispatch/schedule.ts';
import { Annealing } from '../../../dispatch/search/annealing.ts';
import { searchParameters } from '../../../dispatch/search/parameters.ts';
import { Roulette } from '../../../dispatch/search/roulette.ts';
import { Rng } from '../../../shared/rng.ts';
import type { ChangePrices } from './change-prices.ts';
import { Step } from './step.ts';

/** What a search may use. */
export interface SearchBudget {
  readonly seed: number;
  readonly maxIterations: number;
  shouldStop(): boolean;
}

export interface Zones {
  /** Latest planned unloading that may change at first, then, then: all. */
  readonly rippleTo: number;
  readonly perimeterTo: number;
}

export type ZoneName = 'ripple' | 'perimeter' | 'shift';

/** Costs are sums of floats: less than this is no gain. */
const gain = 1e-7;
/** Steps without a better plan after which the zone grows, and in all of it after which the search ends. */
const patienceInZone = 400;
const patienceInShift = 4000;
/** Cooling: short cycles, for the first seconds count. */
const annealing = { ...searchParameters, cycle: 1000 };
const heat = 0.3;

/**
 * Improves a schedule and leaves it at the best one found, never worse than the one it came with.
 * @param onBetter - told of each better one; the schedule is it then.
 */
export function searchAround(
  s: Schedule,
  prices: ChangePrices,
  zones: Zones,
  budget: SearchBudget,
  onBetter: (total: number) => void,
): { readonly iterations: number; readonly zone: ZoneName } {
  const rng = new Rng(budget.seed);
  const step = new Step(s, prices, rng);
  const { instance } = s;
  const roulette = new Roulette(Step.ways, rng);
  const anneal = new Annealing(heat, annealing, rng);
  s.memory.forget();
  let current = prices.total(s);
  let best = current;
  let bestCopy = s.copy();
  let zone: ZoneName = 'ripple';
  step.zoneTo = zones.rippleTo;
  let idle = 0;
  let bestAtStart = best;
  let iterations = 0;
  for (; iterations < budget.maxIterations && !budget.shouldStop(); iterations++) {
    idle++;
    if (zone === 'ripple' && idle > patienceInZone) {
      zone = 'perimeter';
      step.zoneTo = zones.perimeterTo;
      idle = 0;
    } else if (zone === 'perimeter' && idle > patienceInZone) {
      if (!lacksAny(s)) break;
      zone = 'shift';
      step.zoneTo = never;
      idle = 0;
    } else if (idle > patienceInShift && !lacksAny(s)) break;
    if (anneal.step()) {
      if (best < bestAtStart || anneal.startsFromBest) {
        s.restore(bestCopy);
        current = best;
      }
      bestAtStart = best;
    }

    const mark = s.mark();
    const way = roulette.spin();
    if (!step.make(way)) {
      s.undoTo(mark);
      roulette.reward(way, 0);
      continue;
    }
    const total = prices.total(s);
    roulette.reward(way, total < best - gain ? 1 : total < current - gain ? 0.4 : 0);
    if (!anneal.accepts(current, total)) {
      s.undoTo(mark);
      continue;
    }
    current = total;
    s.memory.forget();
    if (total < best - gain * Math.max(1, Math.abs(best))) {
      best = total;
      bestCopy = s.copy();
      idle = 0;
      onBetter(best);
    }
  }
  s.restore(bestCopy);
  return { iterations, zone };

  function lacksAny({ servedL }: Schedule): boolean {
    for (let order = 0; order < instance.orders; order++) if (servedL[order] < instance.volumeL[order]) return true;
    return false;
  }
}

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
import { Filler } from './filler.ts';
import { Ruin, waysOfRuin } from './ruin.ts';
import { isFragment } from './start.ts';
import { swapTails } from './swap-tails.ts';

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
const heat = 0.1;

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
  const filler = new Filler(s, prices, rng);
  const ruin = new Ruin(s, prices, rng, (order) => filler.firstMissing(order));
  const { instance } = s;
  const roulette = new Roulette(waysOfRuin + 1, rng);
  const anneal = new Annealing(heat, annealing, rng);
  s.memory.forget();
  let current = prices.total(s);
  let best = current;
  let bestCopy = s.copy();
  let zone: ZoneName = 'ripple';
  ruin.zoneTo = zones.rippleTo;
  let idle = 0;
  let bestAtStart = best;
  let iterations = 0;
  const touched: number[] = [];
  for (; iterations < budget.maxIterations && !budget.shouldStop(); iterations++) {
    idle++;
    if (zone === 'ripple' && idle > patienceInZone) {
      zone = 'perimeter';
      ruin.zoneTo = zones.perimeterTo;
      idle = 0;
    } else if (zone === 'perimeter' && idle > patienceInZone) {
      if (!lacksAny(s)) break;
      zone = 'shift';
      ruin.zoneTo = never;
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
    if (way === waysOfRuin) {
      const slot = ruin.onOtherTruck();
      if (slot < 0 || !swapTails(s, slot, prices.running.truck[s.note[slot]])) {
        roulette.reward(way, 0);
        continue;
      }
    } else {
      ruin.pick(way, 1 + rng.below(rng.below(4) === 0 ? 10 : 4));
      touched.length = 0;
      if (ruin.wanted >= 0) touched.push(ruin.wanted);
      let possible = true;
      for (const slot of ruin.picked) {
        const order = s.loadOrder[slot];
        if (order < 0) continue;
        if (!takeOut(s, slot)) possible = false;
        else if (!touched.includes(order)) touched.push(order);
      }
      if (!possible && touched.length === 0) continue;
      drawOrder(touched, ruin.wanted, rng);
      filler.noise = rng.below(3) === 0 ? rng.float() * 3 : 0;
      filler.asPlanned = rng.below(4) > 0;
      filler.breadth = 1 + rng.below(4);
      for (const order of touched) fillWhole(s, filler, order);
      if (touched.some((order) => isFragment(s, order))) {
        s.undoTo(mark);
        continue;
      }
      if (rng.below(4) === 0) serveMore(s, filler, rng);
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

/** A load, or, where its pour cannot go on without it, that load and all behind it. */
function takeOut(s: Schedule, from: number): boolean {
  if (s.remove(from)) return true;
  const mark = s.mark();
  for (let slot = s.lastOfOrder[s.loadOrder[from]]; ; ) {
    const before = s.prevOfOrder[slot];
    if (s.frozen[slot] === 1 || !s.remove(slot)) break;
    if (slot === from) return true;
    slot = before;
  }
  s.undoTo(mark);
  return false;
}

/** What has no room beside its other loads may have it from its first load on. */
function fillWhole(s: Schedule, filler: Filler, order: number): void {
  if (!filler.fill(order) && s.loadsOfOrder[order] === 0) filler.fill(order);
}

/** The wanted order first, most often; the others in any order. */
function drawOrder(orders: number[], wanted: number, rng: Rng): void {
  for (let at = orders.length - 1; at > 0; at--) {
    const other = rng.below(at + 1);
    [orders[at], orders[other]] = [orders[other], orders[at]];
  }
  if (wanted < 0 || rng.below(4) === 0) return;
  orders.splice(orders.indexOf(wanted), 1);
  orders.unshift(wanted);
}

/** One more order that lacks something gets what room the step has left. */
function serveMore(s: Schedule, filler: Filler, rng: Rng): void {
  const { orders, volumeL } = s.instance;
  const from = rng.below(orders);
  for (let count = 0; count < orders; count++) {
    const order = (from + count) % orders;
    if (s.servedL[order] >= volumeL[order]) continue;
    filler.fill(order);
    return;
  }
}

/**
 * Where the next load of an order could go: each truck between two of its loads, each plant, each dock between two of its
 * loadings, if earliest and latest times of the neighbours leave room for it. The test is necessary, and nearly always
 * enough; `insert` decides. (Breaks of trucks are left out of the test, so that it stays optimistic.)
 */
import { leastStep, never, unloadingTime } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { alongDay, alongTruck } from './gaps.ts';
import { Probe } from './probe.ts';
import { shareOf } from './share.ts';

/** A list of places, kept in columns and filled again and again. */
export class Candidates {
  count = 0;
  /** Places far dearer than others for their deviation alone may be left out. */
  sparing = false;
  /** Of the places found so far. */
  cheapest = Infinity;
  /** Unloading starts no earlier. */
  notBefore = -never;
  /** Every place on a dock, or the one per dock that delays least (what follows included). */
  allOnDocks = true;
  /** By order, the plants to be looked at; all that it may use where undefined. */
  plantsOf: readonly Int32Array[] | undefined;
  readonly probe = new Probe();
  readonly truck: Int32Array;
  readonly afterInTruck: Int32Array;
  readonly plant: Int32Array;
  readonly dock: Int32Array;
  readonly afterOnDock: Int32Array;
  readonly volumeL: Int32Array;
  /** Earliest times as far as the neighbours tell. */
  readonly loadStart: Int32Array;
  readonly unloadStart: Int32Array;
  /** Seconds by which the next loads of truck and dock would have to start later. */
  readonly push: Int32Array;
  /** Seconds between the earliest arrival at the site and the unloading. */
  readonly wait: Int32Array;
  /** What the load would add to travel, trucks, filling and times of its own. */
  readonly cost: Float64Array;
  /** Ranks the places; `candidates` sets it to the cost and to the time where costs are equal. */
  readonly key: Float64Array;
  /** Indices of places, best first, as far as sorted. */
  readonly ranked: Int32Array;

  constructor(size = 1024) {
    const integers = () => new Int32Array(size);
    this.truck = integers();
    this.afterInTruck = integers();
    this.plant = integers();
    this.dock = integers();
    this.afterOnDock = integers();
    this.volumeL = integers();
    this.loadStart = integers();
    this.unloadStart = integers();
    this.push = integers();
    this.wait = integers();
    this.ranked = integers();
    this.cost = new Float64Array(size);
    this.key = new Float64Array(size);
  }

  get size(): number {
    return this.truck.length;
  }

  /** Ranks the best `limit` places by `key`; ties by order of finding. @returns how many there are. */
  rank(limit: number): number {
    const { ranked, key, count } = this;
    let kept = 0;
    for (let at = 0; at < count; at++) {
      const value = key[at];
      if (kept === limit && value >= key[ranked[kept - 1]]) continue;
      let to = kept < limit ? kept++ : kept - 1;
      while (to > 0 && key[ranked[to - 1]] > value) {
        ranked[to] = ranked[to - 1];
        to--;
      }
      ranked[to] = at;
    }
    return kept;
  }
}

/** Seconds weigh so little that they only part places of equal cost. */
const secondsPart = 1e-7;

/**
 * The best places for the next load of an order, which follows `afterInOrder` (its last load so far, or -1).
 * @param leftL - what is still to be delivered; each truck takes its share (`shareOf`).
 * @returns how many: `out.ranked[0 ..]` are their indices, best first.
 */
export function candidates(
  s: Schedule,
  order: number,
  leftL: number,
  afterInOrder: number,
  out: Candidates,
  limit: number,
): number {
  collect(s, order, leftL, afterInOrder, out);
  for (let at = 0; at < out.count; at++) {
    out.key[at] = out.cost[at] + secondsPart * (out.unloadStart[at] + out.push[at]);
  }
  return out.rank(limit);
}

/** Fills `out` with places, unranked. */
export function collect(s: Schedule, order: number, leftL: number, afterInOrder: number, out: Candidates): void {
  const { instance } = s;
  out.count = 0;
  let least = instance.windowFrom[order];
  let greatest = Math.min(instance.startTo[order], afterInOrder < 0 ? instance.firstTo[order] : never);
  if (afterInOrder < 0) {
    least = Math.max(least, s.notBefore[order]);
  } else {
    const ends = instance.gapFromStart[order] === 1 ? 0 : s.unloading[afterInOrder];
    least = Math.max(least, s.unloadStart[afterInOrder] + leastStep(instance, order, s.unloading[afterInOrder]));
    const gap = instance.gapGreatest[order];
    if (gap < never) greatest = Math.min(greatest, s.latestUnloadStart[afterInOrder] + ends + gap);
  }
  least = Math.max(least, out.notBefore);
  if (least > greatest) return;
  const after = afterInOrder >= 0 ? s.nextOfOrder[afterInOrder] : s.firstOfOrder[order];
  const { probe } = out;
  probe.order = order;
  probe.afterInOrder = afterInOrder;
  probe.least = least;
  out.cheapest = Infinity;
  probe.ideal = afterInOrder < 0 ? instance.ideal[order] : idealAfter(s, afterInOrder);
  if (out.allOnDocks) probe.findDockEnds(s, Math.min(greatest, instance.windowTo[order]));
  else probe.listDocks(s);
  for (let truck = 0; truck < instance.trucks; truck++) {
    if (instance.mayServe[order * instance.trucks + truck] === 0) continue;
    const volumeL = shareOf(instance, order, truck, leftL);
    if (volumeL <= 0) continue;
    const unloading = unloadingTime(instance, order, truck, volumeL);
    let latest = Math.min(greatest, instance.windowTo[order] - unloading, instance.startBy[truck]);
    if (after >= 0) {
      latest = Math.min(latest, s.latestUnloadStart[after] - leastStep(instance, order, unloading));
    }
    if (least > latest) continue;
    probe.truck = truck;
    probe.volumeL = volumeL;
    probe.unloading = unloading;
    probe.latest = latest;
    if (s.pricesDelays && out.sparing) alongDay(s, out);
    else alongTruck(s, out);
  }
}

function idealAfter({ instance, loadOrder, prevOfOrder, unloading }: Schedule, afterInOrder: number): number {
  const order = loadOrder[afterInOrder];
  let ideal = instance.ideal[order];
  for (let slot = afterInOrder; slot >= 0; slot = prevOfOrder[slot])
    ideal += leastStep(instance, order, unloading[slot]);
  return ideal;
}

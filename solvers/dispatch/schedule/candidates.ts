/**
 * Where the next load of an order could go: each truck between two of its loads, each plant, each dock between two of its
 * loadings, if earliest and latest times of the neighbours leave room for it. The test is necessary, and nearly always
 * enough; `insert` decides. (Breaks of trucks are left out of the test, so that it stays optimistic.)
 */
import { holdTime, loadingTime, never, unloadingTime } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { costlyHoursAt } from './cost.ts';
import { shareOf } from './share.ts';
import { arrive, latestDeparture } from './travel.ts';

/** A list of places, kept in columns and filled again and again. */
export class Candidates {
  count = 0;
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

/**
 * Fills `out` with all places, unranked.
 * @param few - of the places on one dock at which nothing waits, only those that push less than all behind them.
 */
export function collect(
  s: Schedule,
  order: number,
  leftL: number,
  afterInOrder: number,
  out: Candidates,
  few = false,
): void {
  const { instance } = s;
  out.count = 0;
  let least = instance.windowFrom[order];
  let greatest = Math.min(instance.startTo[order], afterInOrder < 0 ? instance.firstTo[order] : never);
  if (afterInOrder < 0) {
    least = Math.max(least, s.notBefore[order]);
  } else {
    const ends = instance.gapFromStart[order] === 1 ? 0 : s.unloading[afterInOrder];
    least = Math.max(least, s.unloadStart[afterInOrder] + ends + instance.gapLeast[order]);
    const gap = instance.gapGreatest[order];
    if (gap < never) greatest = Math.min(greatest, s.latestUnloadStart[afterInOrder] + ends + gap);
  }
  if (least > greatest) return;
  const onlyPlant = instance.onePlant[order] === 1 && afterInOrder >= 0 ? s.loadPlant[afterInOrder] : -1;
  const after = afterInOrder >= 0 ? s.nextOfOrder[afterInOrder] : s.firstOfOrder[order];
  for (let truck = 0; truck < instance.trucks; truck++) {
    if (instance.mayServe[order * instance.trucks + truck] === 0) continue;
    const volumeL = shareOf(instance, order, truck, leftL);
    if (volumeL <= 0) continue;
    const unloading = unloadingTime(instance, order, truck, volumeL);
    let latest = Math.min(greatest, instance.windowTo[order] - unloading, instance.startBy[truck]);
    if (after >= 0) {
      const ends = instance.gapFromStart[order] === 1 ? 0 : unloading;
      latest = Math.min(latest, s.latestUnloadStart[after] - instance.gapLeast[order] - ends);
    }
    if (least > latest) continue;
    if (s.passages !== undefined) {
      alongTruck(s, order, afterInOrder, truck, 0, volumeL, unloading, least, latest, out, few);
      continue;
    }
    for (let plant = 0; plant < instance.plants; plant++) {
      if (instance.mayLoad[order * instance.plants + plant] === 0) continue;
      if (onlyPlant >= 0 && plant !== onlyPlant) continue;
      alongTruck(s, order, afterInOrder, truck, plant, volumeL, unloading, least, latest, out, few);
    }
  }
}

/** All gaps of a truck that overlap the time allowed, from its end backwards. */
function alongTruck(
  s: Schedule,
  order: number,
  afterInOrder: number,
  truck: number,
  anyPlant: number,
  volumeL: number,
  unloading: number,
  least: number,
  latest: number,
  out: Candidates,
  few: boolean,
): void {
  const { instance, passages } = s;
  let plant = anyPlant;
  const { traffic } = instance;
  const site = instance.site[order];
  const loading = loadingTime(instance, plant, volumeL);
  const beforeTravel = loading + instance.afterLoading[plant];
  let travelTo = instance.travelOut[plant * instance.sites + site];
  if (passages === undefined && travelTo >= never) return;
  const slackTo = instance.slackBefore[plant * instance.orders + order];
  const release = unloading + instance.wash[truck] + instance.slackAfter[plant * instance.orders + order];
  const lifetime = instance.lifetime[order];
  const loadTo = instance.plantTo[plant] - loading;

  for (let before = s.lastOfTruck[truck], next = -1; ; next = before, before = s.prevOfTruck[before]) {
    // The end of the gap: home, or the next loading at its latest.
    let gapTo = latest;
    if (next >= 0) {
      if (passages === undefined) {
        const back = instance.travelBack[site * instance.plants + s.loadPlant[next]];
        gapTo = Math.min(gapTo, latestDeparture(traffic, s.latestLoadStart[next], back) - release);
      } else {
        const way = passages.travel[site * instance.sites + instance.site[s.loadOrder[next]]];
        const ready = s.latestUnloadStart[next] - s.slackTo[next] - s.beforeTravel[next];
        gapTo = Math.min(gapTo, ready - way - release);
      }
      if (gapTo < least) return;
    } else {
      const end = instance.travelEnd[truck * instance.sites + site];
      gapTo = Math.min(gapTo, latestDeparture(traffic, instance.shiftTo[truck], end) - release);
    }
    if (passages !== undefined) {
      plant =
        before < 0
          ? passages.plantFromYard[truck * instance.sites + site]
          : passages.plant[instance.site[s.loadOrder[before]] * instance.sites + site];
      travelTo = instance.travelOut[plant * instance.sites + site];
    }
    let ready: number;
    if (before >= 0) {
      const back = instance.travelBack[instance.site[s.loadOrder[before]] * instance.plants + plant];
      ready = arrive(traffic, s.unloadStart[before] + s.release[before], back);
    } else {
      ready = arrive(traffic, instance.shiftFrom[truck], instance.travelStart[truck * instance.plants + plant]);
    }
    ready = Math.max(ready, instance.plantFrom[plant], least + unloading - lifetime);
    if (gapTo >= least && ready <= loadTo) {
      const readyAtSite = arrive(traffic, ready + beforeTravel, travelTo) + slackTo;
      if (readyAtSite <= gapTo) {
        const latestLoad = Math.min(loadTo, latestDeparture(traffic, gapTo - slackTo, travelTo) - beforeTravel);
        if (s.queues(plant)) {
          const hold = holdTime(instance, plant, loading);
          for (let dock = instance.dockFrom[plant]; dock < instance.dockFrom[plant + 1]; dock++) {
            // Of places at which nothing waits only those count that push less than the ones behind them.
            let leastPush = never;
            for (let onDock = s.lastOnDock[dock], nextOn = -1; ; nextOn = onDock, onDock = s.prevOnDock[onDock]) {
              if (nextOn >= 0 && s.latestLoadStart[nextOn] - hold < ready) break;
              const free = onDock < 0 ? ready : Math.max(ready, s.loadStart[onDock] + s.hold[onDock]);
              const until = nextOn < 0 ? latestLoad : Math.min(latestLoad, s.latestLoadStart[nextOn] - hold);
              if (free <= until) {
                const arrival = arrive(traffic, free + beforeTravel, travelTo) + slackTo;
                const unload = Math.max(least, arrival);
                const push = nextOn < 0 ? 0 : Math.max(0, free + hold - s.loadStart[nextOn]);
                const isOutdone = few && unload === least && push >= leastPush;
                if (few && unload === least) leastPush = Math.min(leastPush, push);
                if (!isOutdone)
                  add(
                    s,
                    order,
                    afterInOrder,
                    truck,
                    before,
                    next,
                    plant,
                    dock,
                    onDock,
                    volumeL,
                    free,
                    unload,
                    unloading,
                    release,
                    push,
                    unload - arrival,
                    out,
                  );
                if (leastPush === 0) break;
              }
              if (onDock < 0) break;
            }
          }
        } else {
          const unload = Math.max(least, readyAtSite);
          const dock = instance.dockFrom[plant];
          add(
            s,
            order,
            afterInOrder,
            truck,
            before,
            next,
            plant,
            dock,
            -1,
            volumeL,
            ready,
            unload,
            unloading,
            release,
            0,
            unload - readyAtSite,
            out,
          );
        }
      }
    }
    if (before < 0) return;
  }
}

function add(
  s: Schedule,
  order: number,
  afterInOrder: number,
  truck: number,
  before: number,
  next: number,
  plant: number,
  dock: number,
  afterOnDock: number,
  volumeL: number,
  ready: number,
  unload: number,
  unloading: number,
  release: number,
  dockPush: number,
  wait: number,
  out: Candidates,
): void {
  const { instance } = s;
  if (out.count === out.size) return;
  const site = instance.site[order];
  // The truck need not load before its time: freshness.
  const start = Math.max(ready, unload + unloading - instance.lifetime[order]);
  let push = dockPush;
  let cost = instance.costOut[plant * instance.sites + site];
  const { costBack, costEnd } = instance;
  const beforeSite = before < 0 ? -1 : instance.site[s.loadOrder[before]];
  cost +=
    before < 0 ? instance.costStart[truck * instance.plants + plant] : costBack[beforeSite * instance.plants + plant];
  if (next >= 0) {
    const nextPlant =
      s.passages === undefined
        ? s.loadPlant[next]
        : s.passages.plant[site * instance.sites + instance.site[s.loadOrder[next]]];
    cost += costBack[site * instance.plants + nextPlant];
    cost -=
      before < 0
        ? instance.costStart[truck * instance.plants + nextPlant]
        : costBack[beforeSite * instance.plants + nextPlant];
    const back = instance.travelBack[site * instance.plants + nextPlant];
    const atPlant = arrive(instance.traffic, unload + release, back);
    if (s.passages === undefined) push += Math.max(0, atPlant - s.loadStart[next]);
    else {
      const travel = instance.travelOut[nextPlant * instance.sites + instance.site[s.loadOrder[next]]];
      push += Math.max(0, atPlant + s.beforeTravel[next] + travel + s.slackTo[next] - s.unloadStart[next]);
    }
  } else {
    cost += costEnd[truck * instance.sites + site];
    if (before >= 0) cost -= costEnd[truck * instance.sites + beforeSite];
    else cost += instance.truckCost[truck];
    if (instance.overtimeCost[truck] > 0 || instance.shortSpanCost[truck] > 0) {
      cost += homeCost(s, truck, unload + release + instance.travelEnd[truck * instance.sites + site]);
      if (before >= 0) cost -= homeCost(s, truck, s.homeAt(truck));
    }
  }
  cost += ownTimeCost(s, order, afterInOrder, truck, volumeL, unload, unloading);

  const at = out.count++;
  out.truck[at] = truck;
  out.afterInTruck[at] = before;
  out.plant[at] = plant;
  out.dock[at] = dock;
  out.afterOnDock[at] = afterOnDock;
  out.volumeL[at] = volumeL;
  out.loadStart[at] = start;
  out.unloadStart[at] = unload;
  out.push[at] = push;
  out.wait[at] = wait;
  out.cost[at] = cost;
}

function homeCost(s: Schedule, truck: number, home: number): number {
  const { instance } = s;
  const short = instance.leastSpan[truck] - (home - instance.shiftFrom[truck]);
  return (
    instance.overtimeCost[truck] * Math.max(0, home - instance.regularTo[truck]) +
    instance.shortSpanCost[truck] * Math.max(0, short)
  );
}

/** What the time and the filling of a load cost by themselves. */
function ownTimeCost(
  s: Schedule,
  order: number,
  afterInOrder: number,
  truck: number,
  volumeL: number,
  unload: number,
  unloading: number,
): number {
  const { instance } = s;
  let cost = costlyHoursAt(instance, unload);
  if (instance.fillCost[order] !== 0) {
    const unused = 1 - volumeL / instance.capacityL[truck];
    cost += instance.fillCost[order] * unused * unused;
  }
  if (instance.offWindowCost[order] !== 0) {
    const off =
      Math.max(0, instance.earlyTo[order] - unload) + Math.max(0, unload + unloading - instance.lateFrom[order]);
    cost += instance.offWindowCost[order] * off;
  }
  const fromStart = instance.gapFromStart[order] === 1;
  if (afterInOrder < 0) {
    cost += instance.firstLateCost[order] * Math.max(0, unload - instance.firstLateFrom[order]);
  } else if (instance.gapCost[order] !== 0) {
    const gap = unload - s.unloadStart[afterInOrder] - (fromStart ? 0 : s.unloading[afterInOrder]);
    cost += instance.gapCost[order] * Math.max(0, gap - instance.gapSoft[order]);
  }
  if (instance.deviationCost[order] !== 0) {
    let ideal = instance.ideal[order];
    for (let slot = afterInOrder; slot >= 0; slot = s.prevOfOrder[slot]) {
      ideal += instance.gapLeast[order] + (fromStart ? 0 : s.unloading[slot]);
    }
    const minutes = (unload - ideal) / 60;
    cost += instance.deviationCost[order] * minutes * minutes;
  }
  return cost;
}

/**
 * Where the next load of an order could go: each truck between two of its loads, each plant, each dock between two of its
 * loadings, if earliest and latest times of the neighbours leave room for it. The test is necessary, and nearly always
 * enough; `insert` decides. (Breaks of trucks are left out of the test, so that it stays optimistic.)
 */
import { holdTime, leastStep, loadingTime, never, unloadingTime } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { costlyHoursAt } from './cost.ts';
import { delayCost } from './delay-cost.ts';
import { shareOf } from './share.ts';
import { arrive, latestDeparture } from './travel.ts';

/** A list of places, kept in columns and filled again and again. */
export class Candidates {
  count = 0;
  /** Places far dearer than others for their deviation alone may be left out. */
  sparing = false;
  /** Of the places found so far. */
  cheapest = Infinity;
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

/** What is being placed, and where: the arguments of the functions below, which run too often for argument lists. */
class Probe {
  order = -1;
  afterInOrder = -1;
  /** Unloading within these, as far as order and truck tell. */
  least = 0;
  latest = 0;
  truck = -1;
  volumeL = 0;
  unloading = 0;
  /** The gap of the truck: between these loads (-1: yard). */
  before = -1;
  next = -1;
  plant = -1;
  /** From the start of unloading until the truck is free again. */
  release = 0;
  /** When unloading should start. */
  ideal = 0;
  // The place itself.
  dock = -1;
  afterOnDock = -1;
  loadStart = 0;
  unloadStart = 0;
  wait = 0;
  push = 0;
  /** The loading on the dock that would have to wait, or -1. */
  pushed = -1;
  /** Of a loading at the plant: until departure, on the road, at the site. */
  beforeTravel = 0;
  travelTo = 0;
  slackTo = 0;
  /** By dock: the last load that starts early enough for one of ours to come behind it. */
  dockEnd = new Int32Array(0);

  /** At the site, with its slack, after a loading that starts at `start`. */
  arrival({ instance }: Schedule, start: number): number {
    return arrive(instance.traffic, start + this.beforeTravel, this.travelTo) + this.slackTo;
  }

  /** All loads on docks in their sequence; those of a dock are from `dockAt[dock]` to `dockAt[dock + 1]`. */
  onDocks = new Int32Array(0);
  dockAt = new Int32Array(0);

  listDocks(s: Schedule): void {
    const docks = s.instance.dockFrom[s.instance.plants];
    if (this.dockAt.length <= docks) this.dockAt = new Int32Array(docks + 1);
    if (this.onDocks.length < s.slots) this.onDocks = new Int32Array(s.slots);
    let count = 0;
    for (let dock = 0; dock < docks; dock++) {
      this.dockAt[dock] = count;
      for (let slot = s.firstOnDock[dock]; slot >= 0; slot = s.nextOnDock[slot]) this.onDocks[count++] = slot;
    }
    this.dockAt[docks] = count;
  }

  findDockEnds(s: Schedule, latest: number): void {
    const { instance } = s;
    const docks = instance.dockFrom[instance.plants];
    if (this.dockEnd.length < docks) this.dockEnd = new Int32Array(docks);
    for (let dock = 0; dock < docks; dock++) {
      let slot = s.lastOnDock[dock];
      while (slot >= 0 && s.loadStart[slot] > latest) slot = s.prevOnDock[slot];
      this.dockEnd[dock] = slot;
    }
  }
}

/** All gaps of a truck that overlap the time allowed, from its end backwards. */
function alongTruck(s: Schedule, out: Candidates): void {
  const { instance } = s;
  const { probe } = out;
  const { truck, least, latest } = probe;
  const shortest = probe.unloading + instance.wash[truck];
  for (let before = s.lastOfTruck[truck], next = -1; ; next = before, before = s.prevOfTruck[before]) {
    if (next >= 0 && s.latestUnloadStart[next] < least + shortest) return;
    const free = before < 0 ? instance.shiftFrom[truck] : s.unloadStart[before] + s.release[before];
    if (free <= latest) {
      probe.before = before;
      probe.next = next;
      atPlants(s, out, free);
    }
    if (before < 0) return;
  }
}

/** As above, from its start on, until unloading would be so late that a place found already is far cheaper. */
function alongDay(s: Schedule, out: Candidates): void {
  const { instance } = s;
  const { probe } = out;
  const { truck, least, latest } = probe;
  const shortest = probe.unloading + instance.wash[truck];
  for (let before = -1, next = s.firstOfTruck[truck]; ; before = next, next = s.nextOfTruck[next]) {
    const free = before < 0 ? instance.shiftFrom[truck] : s.unloadStart[before] + s.release[before];
    if (free > latest || isFarDearer(s, out, free)) return;
    if (next < 0 || s.latestUnloadStart[next] >= least + shortest) {
      probe.before = before;
      probe.next = next;
      atPlants(s, out, free);
    }
    if (next < 0) return;
  }
}

/** Whether unloading at `time` or later deviates for more than twice what another place costs in all. */
function isFarDearer({ instance }: Schedule, { probe, cheapest }: Candidates, time: number): boolean {
  const minutes = (time - probe.ideal) / 60;
  return minutes > 0 && instance.deviationCost[probe.order] * minutes * minutes > 2 * cheapest;
}

function idealAfter({ instance, loadOrder, prevOfOrder, unloading }: Schedule, afterInOrder: number): number {
  const order = loadOrder[afterInOrder];
  let ideal = instance.ideal[order];
  for (let slot = afterInOrder; slot >= 0; slot = prevOfOrder[slot])
    ideal += leastStep(instance, order, unloading[slot]);
  return ideal;
}

/** One gap of a truck, with each plant. */
function atPlants(s: Schedule, out: Candidates, free: number): void {
  const { instance, passages } = s;
  const { probe } = out;
  const { truck, order, before } = probe;
  const { plants } = instance;
  if (passages !== undefined) {
    const site = instance.site[order];
    probe.plant =
      before < 0
        ? passages.plantFromYard[truck * instance.sites + site]
        : passages.plant[instance.site[s.loadOrder[before]] * instance.sites + site];
    inGap(s, out, free);
    return;
  }
  const onlyPlant = instance.onePlant[order] === 1 && probe.afterInOrder >= 0 ? s.loadPlant[probe.afterInOrder] : -1;
  const listed = out.plantsOf?.[order];
  const count = listed === undefined ? plants : listed.length;
  for (let index = 0; index < count; index++) {
    const plant = listed === undefined ? index : listed[index];
    if (instance.mayLoad[order * plants + plant] === 0 || (onlyPlant >= 0 && plant !== onlyPlant)) continue;
    probe.plant = plant;
    inGap(s, out, free);
  }
}

/** One gap of a truck, free from `free` on, with one plant. */
function inGap(s: Schedule, out: Candidates, free: number): void {
  const { instance } = s;
  const { traffic, plants, sites } = instance;
  const { probe } = out;
  const { order, truck, before, next, plant, least } = probe;
  const site = instance.site[order];
  const travelTo = instance.travelOut[plant * sites + site];
  if (travelTo >= never) return;
  probe.release = probe.unloading + instance.wash[truck] + instance.slackAfter[plant * instance.orders + order];
  const way =
    before < 0
      ? instance.travelStart[truck * plants + plant]
      : instance.travelBack[instance.site[s.loadOrder[before]] * plants + plant];
  if (way >= never) return;
  const fresh = least + probe.unloading - instance.lifetime[order];
  const ready = Math.max(arrive(traffic, free, way), instance.plantFrom[plant], fresh);
  const loading = loadingTime(instance, plant, probe.volumeL);
  const beforeTravel = loading + instance.afterLoading[plant];
  const slackTo = instance.slackBefore[plant * instance.orders + order];
  const soonest = arrive(traffic, ready + beforeTravel, travelTo) + slackTo;
  const loadTo = instance.plantTo[plant] - loading;
  if (soonest > probe.latest || ready > loadTo || (out.sparing && isFarDearer(s, out, soonest))) return;
  const gapTo = Math.min(probe.latest, endOfGap(s, probe, site));
  if (gapTo < least || soonest > gapTo) return;
  if (!s.queues(plant)) {
    probe.dock = instance.dockFrom[plant];
    probe.afterOnDock = -1;
    probe.loadStart = ready;
    probe.unloadStart = Math.max(least, soonest);
    probe.wait = probe.unloadStart - soonest;
    probe.push = 0;
    probe.pushed = -1;
    add(s, out, next);
    return;
  }
  probe.beforeTravel = beforeTravel;
  probe.travelTo = travelTo;
  probe.slackTo = slackTo;
  const latestLoad = Math.min(loadTo, latestDeparture(traffic, gapTo - slackTo, travelTo) - beforeTravel);
  const hold = holdTime(instance, plant, loading);
  for (let dock = instance.dockFrom[plant]; dock < instance.dockFrom[plant + 1]; dock++) {
    probe.dock = dock;
    if (out.allOnDocks) anywhereOnDock(s, out, next, hold, ready, latestLoad);
    else bestOnDock(s, out, next, hold, ready, latestLoad);
  }
}

/** Adds every place on a dock, from its end backwards. */
function anywhereOnDock(
  s: Schedule,
  out: Candidates,
  next: number,
  hold: number,
  ready: number,
  latestLoad: number,
): void {
  const { probe } = out;
  const { dock } = probe;
  let onDock = probe.dockEnd[dock];
  let nextOn = onDock < 0 ? s.firstOnDock[dock] : s.nextOnDock[onDock];
  for (; ; nextOn = onDock, onDock = s.prevOnDock[onDock]) {
    if (nextOn >= 0 && s.latestLoadStart[nextOn] - hold < ready) return;
    const start = onDock < 0 ? ready : Math.max(ready, s.loadStart[onDock] + s.hold[onDock]);
    const until = nextOn < 0 ? latestLoad : Math.min(latestLoad, s.latestLoadStart[nextOn] - hold);
    if (start <= until) {
      put(s, probe, start, onDock, nextOn, hold);
      add(s, out, next);
    }
    if (onDock < 0) return;
  }
}

/** Adds the place on a dock that delays least, the load and the one behind it together; of equal ones the last. */
function bestOnDock(s: Schedule, out: Candidates, next: number, hold: number, ready: number, latestLoad: number): void {
  const { probe } = out;
  const { dock, onDocks, least } = probe;
  const from = probe.dockAt[dock];
  const to = probe.dockAt[dock + 1];
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (s.latestLoadStart[onDocks[middle]] - hold >= ready) high = middle;
    else low = middle + 1;
  }
  let bestLate = never;
  let best = -1;
  for (let at = low; at <= to; at++) {
    const onDock = at === from ? -1 : onDocks[at - 1];
    const nextOn = at === to ? -1 : onDocks[at];
    const start = onDock < 0 ? ready : Math.max(ready, s.loadStart[onDock] + s.hold[onDock]);
    if (start > latestLoad) break;
    if (nextOn >= 0 && start > s.latestLoadStart[nextOn] - hold) continue;
    const late = Math.max(least, probe.arrival(s, start)) - least;
    // Places behind this one begin no earlier.
    if (late > bestLate) break;
    const push = nextOn < 0 ? 0 : Math.max(0, start + hold - s.loadStart[nextOn]);
    if (late + push > bestLate) continue;
    bestLate = late + push;
    best = at;
  }
  if (best < 0) return;
  const onDock = best === from ? -1 : onDocks[best - 1];
  const nextOn = best === to ? -1 : onDocks[best];
  const start = onDock < 0 ? ready : Math.max(ready, s.loadStart[onDock] + s.hold[onDock]);
  put(s, probe, start, onDock, nextOn, hold);
  add(s, out, next);
}

/** Notes a place on a dock. */
function put(s: Schedule, probe: Probe, start: number, onDock: number, nextOn: number, hold: number): void {
  const arrival = probe.arrival(s, start);
  probe.afterOnDock = onDock;
  probe.loadStart = start;
  probe.unloadStart = Math.max(probe.least, arrival);
  probe.wait = probe.unloadStart - arrival;
  probe.push = nextOn < 0 ? 0 : Math.max(0, start + hold - s.loadStart[nextOn]);
  probe.pushed = nextOn;
}

/** Latest unloading with which the truck is ready for its next load, or home. */
function endOfGap(s: Schedule, probe: Probe, site: number): number {
  const { instance, passages } = s;
  const { next, truck, release } = probe;
  if (next < 0) {
    const end = instance.travelEnd[truck * instance.sites + site];
    return latestDeparture(instance.traffic, instance.shiftTo[truck], end) - release;
  }
  if (passages === undefined) {
    const back = instance.travelBack[site * instance.plants + s.loadPlant[next]];
    return latestDeparture(instance.traffic, s.latestLoadStart[next], back) - release;
  }
  const way = passages.travel[site * instance.sites + instance.site[s.loadOrder[next]]];
  return s.latestUnloadStart[next] - s.slackTo[next] - s.beforeTravel[next] - way - release;
}

function add(s: Schedule, out: Candidates, next: number): void {
  const { instance } = s;
  if (out.count === out.size) return;
  const { probe } = out;
  const { order, truck, plant, before, release } = probe;
  const { plants, sites, costBack, costEnd } = instance;
  const site = instance.site[order];
  const unload = probe.unloadStart;
  let { push } = probe;
  const beforeSite = before < 0 ? -1 : instance.site[s.loadOrder[before]];
  const onDock = push;
  let ofTruck = 0;
  let cost = instance.costOut[plant * sites + site];
  cost += before < 0 ? instance.costStart[truck * plants + plant] : costBack[beforeSite * plants + plant];
  if (next >= 0) {
    const nextSite = instance.site[s.loadOrder[next]];
    const nextPlant = s.passages === undefined ? s.loadPlant[next] : s.passages.plant[site * sites + nextSite];
    cost += costBack[site * plants + nextPlant];
    cost -= before < 0 ? instance.costStart[truck * plants + nextPlant] : costBack[beforeSite * plants + nextPlant];
    const atPlant = arrive(instance.traffic, unload + release, instance.travelBack[site * plants + nextPlant]);
    if (s.passages === undefined) ofTruck = Math.max(0, atPlant - s.loadStart[next]);
    else {
      const travel = instance.travelOut[nextPlant * sites + nextSite];
      ofTruck = Math.max(0, atPlant + s.beforeTravel[next] + travel + s.slackTo[next] - s.unloadStart[next]);
    }
    push += ofTruck;
  } else {
    cost += costEnd[truck * sites + site];
    if (before >= 0) cost -= costEnd[truck * sites + beforeSite];
    else cost += instance.truckCost[truck];
    if (instance.overtimeCost[truck] > 0 || instance.shortSpanCost[truck] > 0) {
      cost += homeCost(s, truck, unload + release + instance.travelEnd[truck * sites + site]);
      if (before >= 0) cost -= homeCost(s, truck, s.homeAt(truck));
    }
  }
  if (push > 0 && s.pricesDelays) {
    if (onDock > 0) cost += delayCost(s, probe.pushed, onDock);
    if (ofTruck > 0) cost += delayCost(s, next, ofTruck);
  }
  cost += ownTimeCost(s, probe, unload);

  out.cheapest = Math.min(out.cheapest, cost);
  const at = out.count++;
  out.truck[at] = truck;
  out.afterInTruck[at] = before;
  out.plant[at] = plant;
  out.dock[at] = probe.dock;
  out.afterOnDock[at] = probe.afterOnDock;
  out.volumeL[at] = probe.volumeL;
  // The truck need not load before its time: freshness.
  out.loadStart[at] = Math.max(probe.loadStart, unload + probe.unloading - instance.lifetime[order]);
  out.unloadStart[at] = unload;
  out.push[at] = push;
  out.wait[at] = probe.wait;
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
function ownTimeCost(s: Schedule, probe: Probe, unload: number): number {
  const { instance } = s;
  const { order, afterInOrder, truck, volumeL, unloading } = probe;
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
    const minutes = (unload - probe.ideal) / 60;
    cost += instance.deviationCost[order] * minutes * minutes;
  }
  return cost;
}

/** The gaps of trucks between their loads, as places for the next load of an order. */
import { holdTime, loadingTime, never } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { fromStanding, leaveFrom, trafficHome, trafficToPlant, trafficToSite, travelToPlant } from '../ways.ts';
import type { Candidates } from './candidates.ts';
import { anywhereOnDock, bestOnDock } from './dock-places.ts';
import { originOf } from './edges.ts';
import { add } from './place-cost.ts';
import type { Probe } from './probe.ts';
import { arrive, latestDeparture } from './travel.ts';

/** All gaps of a truck that overlap the time allowed, from its end backwards. */
export function alongTruck(s: Schedule, out: Candidates): void {
  const { instance } = s;
  const { probe } = out;
  const { truck, least, latest } = probe;
  const shortest = probe.unloading + instance.wash[truck];
  for (let before = s.lastOfTruck[truck], next = -1; ; next = before, before = s.prevOfTruck[before]) {
    if (next >= 0 && s.latestUnloadStart[next] < least + shortest) return;
    const origin = originOf(s, truck, before);
    const free = freeAfter(s, truck, before, origin);
    if (free <= latest) {
      probe.before = before;
      probe.next = next;
      probe.origin = origin;
      atPlants(s, out, free);
    }
    if (before < 0) return;
  }
}

/** As above, from its start on, until unloading would be so late that a place found already is far cheaper. */
export function alongDay(s: Schedule, out: Candidates): void {
  const { instance } = s;
  const { probe } = out;
  const { truck, least, latest } = probe;
  const shortest = probe.unloading + instance.wash[truck];
  for (let before = -1, next = s.firstOfTruck[truck]; ; before = next, next = s.nextOfTruck[next]) {
    const origin = originOf(s, truck, before);
    const free = freeAfter(s, truck, before, origin);
    if (free > latest || isFarDearer(s, out, free)) return;
    if (next < 0 || s.latestUnloadStart[next] >= least + shortest) {
      probe.before = before;
      probe.next = next;
      probe.origin = origin;
      atPlants(s, out, free);
    }
    if (next < 0) return;
  }
}

/** When the truck may set out behind a load (-1: at first), breaks left out. */
function freeAfter(s: Schedule, truck: number, before: number, origin: number): number {
  const free = before < 0 ? s.instance.shiftFrom[truck] : s.unloadStart[before] + s.release[before];
  return origin === fromStanding ? leaveFrom(s.instance, truck, origin, free) : free;
}

/** Whether unloading at `time` or later deviates for more than twice what another place costs in all. */
function isFarDearer({ instance }: Schedule, { probe, cheapest }: Candidates, time: number): boolean {
  const minutes = (time - probe.ideal) / 60;
  return minutes > 0 && instance.deviationCost[probe.order] * minutes * minutes > 2 * cheapest;
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
  const { plants, sites } = instance;
  const { probe } = out;
  const { order, truck, next, origin, plant, least } = probe;
  const site = instance.site[order];
  const travelTo = instance.travelOut[plant * sites + site];
  if (travelTo >= never) return;
  probe.release = probe.unloading + instance.wash[truck] + instance.slackAfter[plant * instance.orders + order];
  // The most frequent case in the innermost loop.
  const way =
    origin >= 0 ? instance.travelBack[origin * plants + plant] : travelToPlant(instance, truck, origin, plant);
  if (way >= never) return;
  const fresh = least + probe.unloading - instance.lifetime[order];
  const alike = instance.areas === undefined;
  const atPlant = arrive(alike ? instance.traffic : trafficToPlant(instance, truck, origin, plant), free, way);
  const ready = Math.max(atPlant, instance.plantFrom[plant], fresh);
  const traffic = alike ? instance.traffic : trafficToSite(instance, plant, site);
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

/** Latest unloading with which the truck is ready for its next load, or home. */
function endOfGap(s: Schedule, probe: Probe, site: number): number {
  const { instance, passages } = s;
  const { next, truck, release } = probe;
  if (next < 0) {
    const end = instance.travelEnd[truck * instance.sites + site];
    return latestDeparture(trafficHome(instance, truck, site), instance.shiftTo[truck], end) - release;
  }
  if (passages === undefined) {
    const plant = s.loadPlant[next];
    const back = instance.travelBack[site * instance.plants + plant];
    return latestDeparture(trafficToPlant(instance, truck, site, plant), s.latestLoadStart[next], back) - release;
  }
  const way = passages.travel[site * instance.sites + instance.site[s.loadOrder[next]]];
  return s.latestUnloadStart[next] - s.slackTo[next] - s.beforeTravel[next] - way - release;
}

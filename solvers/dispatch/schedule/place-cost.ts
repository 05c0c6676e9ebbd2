/** What a load would cost at a place: roads, truck, filling, its own times, and about what it delays. */
import type { Schedule } from '../schedule.ts';
import { costHome, costToPlant, trafficToPlant } from '../ways.ts';
import type { Candidates } from './candidates.ts';
import { costlyHoursAt } from './cost.ts';
import { delayCost } from './delay-cost.ts';
import type { Probe } from './probe.ts';
import { arrive } from './travel.ts';

/** Adds the place that `out.probe` describes. */
export function add(s: Schedule, out: Candidates, next: number): void {
  const { instance } = s;
  if (out.count === out.size) return;
  const { probe } = out;
  const { order, truck, plant, before, origin, release } = probe;
  const { plants, sites, costBack, costEnd } = instance;
  const site = instance.site[order];
  const unload = probe.unloadStart;
  let { push } = probe;
  const onDock = push;
  let ofTruck = 0;
  let cost = instance.costOut[plant * sites + site];
  cost += costToPlant(instance, truck, origin, plant);
  if (next >= 0) {
    const nextSite = instance.site[s.loadOrder[next]];
    const nextPlant = s.passages === undefined ? s.loadPlant[next] : s.passages.plant[site * sites + nextSite];
    cost += costBack[site * plants + nextPlant];
    cost -= costToPlant(instance, truck, origin, nextPlant);
    const traffic = trafficToPlant(instance, truck, site, nextPlant);
    const atPlant = arrive(traffic, unload + release, instance.travelBack[site * plants + nextPlant]);
    if (s.passages === undefined) ofTruck = Math.max(0, atPlant - s.loadStart[next]);
    else {
      const travel = instance.travelOut[nextPlant * sites + nextSite];
      ofTruck = Math.max(0, atPlant + s.beforeTravel[next] + travel + s.slackTo[next] - s.unloadStart[next]);
    }
    push += ofTruck;
  } else {
    cost += costEnd[truck * sites + site];
    if (before >= 0) cost -= costHome(instance, truck, origin);
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

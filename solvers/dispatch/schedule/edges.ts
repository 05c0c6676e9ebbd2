/**
 * The constraints between neighbouring loads that are more than one addition: the way to the site, the way from a site
 * to the next loading with the breaks of the truck, the way home. Each comes as a monotone function of time and its
 * exact inverse ("the latest ... with which").
 *
 * A break belongs to the gap after one load (`breakAfter`; -1: before the first one): the truck is empty, rests where it
 * is, and then goes on. After the last load a break only counts if the truck is not home by its start.
 */
import type { Traffic } from '../instance.ts';
import { never } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import {
  fromHome,
  fromStanding,
  leaveFrom,
  leaveHomeFrom,
  trafficHome,
  trafficToPlant,
  trafficToSite,
  travelHome,
  travelToPlant,
} from '../ways.ts';
import { arrive, latestDeparture } from './travel.ts';

/** Where the leg of a truck behind a load (-1: its first leg) begins. */
export function originOf(s: Schedule, truck: number, slot: number): number {
  const { instance } = s;
  if (instance.standing !== undefined && s.standsAfter[truck] === slot) return fromStanding;
  return slot < 0 ? fromHome : instance.site[s.loadOrder[slot]];
}

/** Earliest unloading of a load that starts loading at `start`. */
export function unloadingAfter(s: Schedule, slot: number, start: number): number {
  return arrive(trafficOf(s, slot), start + s.beforeTravel[slot], s.travelTo[slot]) + s.slackTo[slot];
}

/** Latest start of loading for an unloading at `unload`. */
export function loadingBefore(s: Schedule, slot: number, unload: number): number {
  return latestDeparture(trafficOf(s, slot), unload - s.slackTo[slot], s.travelTo[slot]) - s.beforeTravel[slot];
}

/** On the way of a load to its site. */
function trafficOf(s: Schedule, slot: number): Traffic | undefined {
  const { instance } = s;
  if (instance.areas === undefined) return instance.traffic;
  return trafficToSite(instance, s.loadPlant[slot], instance.site[s.loadOrder[slot]]);
}

/** Earliest arrival at `plant` of the truck of `slot`, whose unloading starts at `unload`. */
export function plantAfter(s: Schedule, slot: number, unload: number, plant: number): number {
  const { instance } = s;
  const truck = s.loadTruck[slot];
  const free = rested(s, truck, slot, unload + s.release[slot]);
  if (free >= never) return never;
  const origin = originOf(s, truck, slot);
  const travel = travelToPlant(instance, truck, origin, plant);
  return arrive(trafficToPlant(instance, truck, origin, plant), leaveFrom(instance, truck, origin, free), travel);
}

/** Latest unloading of `slot` with which its truck is at `plant` by `by`. */
export function unloadingBefore(s: Schedule, slot: number, by: number, plant: number): number {
  const { instance } = s;
  const truck = s.loadTruck[slot];
  const origin = originOf(s, truck, slot);
  const travel = travelToPlant(instance, truck, origin, plant);
  const free = latestDeparture(trafficToPlant(instance, truck, origin, plant), by, travel);
  if (free < leaveFrom(instance, truck, origin, free)) return -never;
  return latestRested(s, truck, slot, free) - s.release[slot];
}

/** Earliest arrival at `plant` of a truck without a load before. */
export function plantFromYard(s: Schedule, truck: number, plant: number): number {
  const { instance } = s;
  const free = rested(s, truck, -1, instance.shiftFrom[truck]);
  if (free >= never) return never;
  const origin = originOf(s, truck, -1);
  const travel = travelToPlant(instance, truck, origin, plant);
  return arrive(trafficToPlant(instance, truck, origin, plant), leaveFrom(instance, truck, origin, free), travel);
}

/** When the truck is back at its yard if `slot` is its last load and starts unloading at `unload`. */
export function home(s: Schedule, slot: number, unload: number): number {
  const { instance } = s;
  const truck = s.loadTruck[slot];
  const origin = originOf(s, truck, slot);
  const travel = travelHome(instance, truck, origin);
  const traffic = trafficHome(instance, truck, origin);
  let time = unload + s.release[slot];
  for (let at = instance.breakOf[truck]; at < instance.breakOf[truck + 1]; at++) {
    if (s.breakAfter[at] !== slot) continue;
    if (arrive(traffic, leaveHomeFrom(instance, truck, origin, time), travel) <= instance.breakFrom[at]) continue;
    if (time > instance.breakTo[at]) return never;
    time = Math.max(time, instance.breakFrom[at]) + instance.breakTime[at];
  }
  return arrive(traffic, leaveHomeFrom(instance, truck, origin, time), travel);
}

/** Latest unloading of `slot` as the last load of its truck. */
export function unloadingBeforeHome(s: Schedule, slot: number): number {
  const { instance } = s;
  const truck = s.loadTruck[slot];
  const origin = originOf(s, truck, slot);
  const traffic = trafficHome(instance, truck, origin);
  const leave = latestDeparture(traffic, instance.shiftTo[truck], travelHome(instance, truck, origin));
  const direct = leave - s.release[slot];
  const breaks = instance.breakOf[truck + 1] - instance.breakOf[truck];
  if ((breaks === 0 && origin !== fromStanding) || home(s, slot, direct) <= instance.shiftTo[truck]) return direct;
  // `home` is monotone: halve the range in which it passes the end of the shift.
  let good = Math.min(instance.shiftFrom[truck], direct) - s.release[slot] - 1;
  let bad = direct;
  if (home(s, slot, good) > instance.shiftTo[truck]) return -never;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (home(s, slot, middle) <= instance.shiftTo[truck]) good = middle;
    else bad = middle;
  }
  return good;
}

/** When the truck goes on after the breaks of the gap behind `slot`, free from `time` on; `never` where a break is missed. */
function rested(s: Schedule, truck: number, slot: number, time: number): number {
  const { breakOf, breakFrom, breakTo, breakTime } = s.instance;
  let free = time;
  for (let at = breakOf[truck]; at < breakOf[truck + 1]; at++) {
    if (s.breakAfter[at] !== slot) continue;
    if (free > breakTo[at]) return never;
    free = Math.max(free, breakFrom[at]) + breakTime[at];
  }
  return free;
}

function latestRested(s: Schedule, truck: number, slot: number, time: number): number {
  const { breakOf, breakFrom, breakTo, breakTime } = s.instance;
  let free = time;
  for (let at = breakOf[truck + 1] - 1; at >= breakOf[truck]; at--) {
    if (s.breakAfter[at] !== slot) continue;
    free = Math.min(free - breakTime[at], breakTo[at]);
    if (free < breakFrom[at]) return -never;
  }
  return free;
}

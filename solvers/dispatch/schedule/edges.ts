/**
 * The constraints between neighbouring loads that are more than one addition: the way to the site, the way from a site
 * to the next loading with the breaks of the truck, the way home. Each comes as a monotone function of time and its
 * exact inverse ("the latest ... with which").
 *
 * A break belongs to the gap after one load (`breakAfter`; -1: before the first one): the truck is empty, rests where it
 * is, and then goes on. After the last load a break only counts if the truck is not home by its start.
 */
import { never } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { arrive, latestDeparture } from './travel.ts';

/** Earliest unloading of a load that starts loading at `start`. */
export function unloadingAfter(s: Schedule, slot: number, start: number): number {
  return arrive(s.instance.traffic, start + s.beforeTravel[slot], s.travelTo[slot]) + s.slackTo[slot];
}

/** Latest start of loading for an unloading at `unload`. */
export function loadingBefore(s: Schedule, slot: number, unload: number): number {
  return latestDeparture(s.instance.traffic, unload - s.slackTo[slot], s.travelTo[slot]) - s.beforeTravel[slot];
}

/** Earliest arrival at `plant` of the truck of `slot`, whose unloading starts at `unload`. */
export function plantAfter(s: Schedule, slot: number, unload: number, plant: number): number {
  const { instance } = s;
  const truck = s.loadTruck[slot];
  const free = rested(s, truck, slot, unload + s.release[slot]);
  const travel = instance.travelBack[instance.site[s.loadOrder[slot]] * instance.plants + plant];
  return free >= never ? never : arrive(instance.traffic, free, travel);
}

/** Latest unloading of `slot` with which its truck is at `plant` by `by`. */
export function unloadingBefore(s: Schedule, slot: number, by: number, plant: number): number {
  const { instance } = s;
  const truck = s.loadTruck[slot];
  const travel = instance.travelBack[instance.site[s.loadOrder[slot]] * instance.plants + plant];
  const free = latestDeparture(instance.traffic, by, travel);
  return latestRested(s, truck, slot, free) - s.release[slot];
}

/** Earliest arrival at `plant` of a truck that comes from its yard. */
export function plantFromYard(s: Schedule, truck: number, plant: number): number {
  const { instance } = s;
  const free = rested(s, truck, -1, instance.shiftFrom[truck]);
  return free >= never ? never : arrive(instance.traffic, free, instance.travelStart[truck * instance.plants + plant]);
}

/** When the truck is back at its yard if `slot` is its last load and starts unloading at `unload`. */
export function home(s: Schedule, slot: number, unload: number): number {
  const { instance } = s;
  const truck = s.loadTruck[slot];
  const travel = instance.travelEnd[truck * instance.sites + instance.site[s.loadOrder[slot]]];
  let time = unload + s.release[slot];
  for (let at = instance.breakOf[truck]; at < instance.breakOf[truck + 1]; at++) {
    if (s.breakAfter[at] !== slot || arrive(instance.traffic, time, travel) <= instance.breakFrom[at]) continue;
    if (time > instance.breakTo[at]) return never;
    time = Math.max(time, instance.breakFrom[at]) + instance.breakTime[at];
  }
  return arrive(instance.traffic, time, travel);
}

/** Latest unloading of `slot` as the last load of its truck. */
export function unloadingBeforeHome(s: Schedule, slot: number): number {
  const { instance } = s;
  const truck = s.loadTruck[slot];
  const travel = instance.travelEnd[truck * instance.sites + instance.site[s.loadOrder[slot]]];
  const direct = latestDeparture(instance.traffic, instance.shiftTo[truck], travel) - s.release[slot];
  if (instance.breakOf[truck] === instance.breakOf[truck + 1] || home(s, slot, direct) <= instance.shiftTo[truck]) {
    return direct;
  }
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

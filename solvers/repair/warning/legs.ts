/** Ways of a network, and when trucks set out on them; seconds from the start of the shift. */
import { arrive, latestDeparture } from '../../dispatch/schedule/travel.ts';
import type { Network } from './network.ts';

/** Seconds of the planned way to the plant of a load that begins at `from`, to the second. */
export function legToPlant({ trafficToPlant, toPlant }: Network, index: number, from: number): number {
  const second = Math.floor(from);
  return arrive(trafficToPlant[index], second, toPlant[index]) - second;
}

/** The same to the site of a load. */
export function legToSite({ trafficToSite, toSite }: Network, index: number, from: number): number {
  const second = Math.floor(from);
  return arrive(trafficToSite[index], second, toSite[index]) - second;
}

/** The same home, behind a last load. */
export function legHome({ trafficHome, toHome }: Network, index: number, from: number): number {
  const second = Math.floor(from);
  return arrive(trafficHome[index], second, toHome[index]) - second;
}

/** Last departure to the site of a load that is there by a time. */
export function leaveForSite({ trafficToSite, toSite }: Network, index: number, by: number): number {
  return latestDeparture(trafficToSite[index], by, toSite[index]);
}

/** When a truck that is free from `from` sets out for the plant of load `index`: breaks come first, and where it stands it waits. */
export function leaveAt({ breakOf, breakFrom, breakTime, standsUntil }: Network, index: number, from: number): number {
  let free = from;
  for (let at = breakOf[index]; at < breakOf[index + 1]; at++) free = Math.max(free, breakFrom[at]) + breakTime[at];
  return Math.max(free, standsUntil[index]);
}

/** The same behind a last load, for the way home. */
export function leaveHomeAt({ breaksBehind, homeNotBefore }: Network, index: number, from: number): number {
  let free = from;
  for (const { from: earliest, time } of breaksBehind.get(index) ?? []) free = Math.max(free, earliest) + time;
  return Math.max(free, homeNotBefore[index]);
}

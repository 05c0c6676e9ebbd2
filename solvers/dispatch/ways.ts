/** Legs of empty trucks: where they begin, what they take and cost, and which traffic holds on them. */
import type { DispatchInstance, Placement, Traffic } from './instance.ts';

/** Where a leg begins: the number of a site, or one of these. */
export const fromHome = -1;
/** Where the truck stands once its fixed loads are done. */
export const fromStanding = -2;

/** Travel takes at least so many times what it takes without traffic, whatever the leg and the hour. */
export function leastFactor({ traffic, areas }: DispatchInstance): number {
  const profiles = areas?.profiles ?? (traffic ? [traffic] : []);
  return profiles.reduce((least, { factors }) => Math.min(least, ...factors), profiles.length > 0 ? Infinity : 1);
}

/** No load has this index: the truck goes on from wherever its loads leave it. */
export const standsNever = -2;

/**
 * The load of a truck after which its next leg begins where it stands: its last fixed one.
 * @param loads - of the truck, in their order.
 * @returns index of the load, -1 where that is before the first one, or `standsNever`.
 */
export function standsAfter(instance: DispatchInstance, truck: number, loads: readonly Placement[]): number {
  const { standing } = instance;
  if (standing === undefined || standing.stands[truck] === 0) return standsNever;
  const [loadStart, unloadStart] = [standing.afterLoading[truck], standing.afterUnloading[truck]];
  if (loadStart === undefined || unloadStart === undefined) return -1;
  const at = loads.findLastIndex((load) => load.loadStart === loadStart && load.unloadStart === unloadStart);
  return at < 0 ? standsNever : at;
}

/** When a truck that is free from `free` on may set out. */
export function leaveFrom(instance: DispatchInstance, truck: number, origin: number, free: number): number {
  return origin === fromStanding ? Math.max(free, instance.standing!.from[truck]) : free;
}

/** The same for the way home: a truck whose shift ends wherever it is has none, and need not wait for it. */
export function leaveHomeFrom(instance: DispatchInstance, truck: number, origin: number, free: number): number {
  return origin === fromStanding ? Math.max(free, instance.standing!.homeFrom[truck]) : free;
}

/** Seconds without traffic from `origin` to a plant. */
export function travelToPlant(instance: DispatchInstance, truck: number, origin: number, plant: number): number {
  if (origin >= 0) return instance.travelBack[origin * instance.plants + plant];
  const leg = truck * instance.plants + plant;
  return origin === fromHome ? instance.travelStart[leg] : instance.standing!.travel[leg];
}

export function costToPlant(instance: DispatchInstance, truck: number, origin: number, plant: number): number {
  if (origin >= 0) return instance.costBack[origin * instance.plants + plant];
  const leg = truck * instance.plants + plant;
  return origin === fromHome ? instance.costStart[leg] : instance.standing!.cost[leg];
}

/** Seconds without traffic from `origin` home; a truck without loads has no way home. */
export function travelHome(instance: DispatchInstance, truck: number, origin: number): number {
  return origin === fromStanding
    ? instance.standing!.travelEnd[truck]
    : instance.travelEnd[truck * instance.sites + origin];
}

export function costHome(instance: DispatchInstance, truck: number, origin: number): number {
  return origin === fromStanding
    ? instance.standing!.costEnd[truck]
    : instance.costEnd[truck * instance.sites + origin];
}

export function trafficToPlant(
  instance: DispatchInstance,
  truck: number,
  origin: number,
  plant: number,
): Traffic | undefined {
  const { areas } = instance;
  if (areas === undefined) return instance.traffic;
  if (origin >= 0) return areas.profiles[areas.back[origin * instance.plants + plant]];
  const leg = truck * instance.plants + plant;
  return areas.profiles[origin === fromHome ? areas.start[leg] : areas.standing[leg]];
}

export function trafficToSite(instance: DispatchInstance, plant: number, site: number): Traffic | undefined {
  const { areas } = instance;
  return areas === undefined ? instance.traffic : areas.profiles[areas.out[plant * instance.sites + site]];
}

export function trafficHome(instance: DispatchInstance, truck: number, origin: number): Traffic | undefined {
  const { areas } = instance;
  if (areas === undefined) return instance.traffic;
  const profile = origin === fromStanding ? areas.standingEnd[truck] : areas.end[truck * instance.sites + origin];
  return areas.profiles[profile];
}

/**
 * Loads each truck as late as its unloading allows: fresher concrete, and no truck that waits at a site with a full drum.
 * The search works with earliest times, which settle everything that an unloading decides; when a truck that has to wait
 * anyway is loaded is free within its slack, and later is better.
 */
import { type DispatchInstance, holdTime, loadingTime, type Placement } from './instance.ts';
import { latestDeparture } from './schedule/travel.ts';
import { trafficToSite } from './ways.ts';

/** @returns the same loads with the same unloadings, in the same order on every dock; fixed loads as they are. */
export function loadedFresh(instance: DispatchInstance, placements: readonly Placement[]): Placement[] {
  const fixed = new Set(instance.fixed.map(placementKey));
  const latestFirst = placements
    .map((_, index) => index)
    .sort((a, b) => placements[b].loadStart - placements[a].loadStart);
  const nextOnDock = new Map<number, number>();
  const result = placements.slice();
  for (const index of latestFirst) {
    const placement = placements[index];
    const { order, plant, dock, volumeL, loadStart, unloadStart } = placement;
    const loading = loadingTime(instance, plant, volumeL);
    const arrival = unloadStart - instance.slackBefore[plant * instance.orders + order];
    const site = instance.site[order];
    const way = instance.travelOut[plant * instance.sites + site];
    const departure = latestDeparture(trafficToSite(instance, plant, site), arrival, way);
    const inTime = departure - instance.afterLoading[plant] - loading;
    const dockFree = (nextOnDock.get(dock) ?? Infinity) - holdTime(instance, plant, loading);
    const start = fixed.has(placementKey(placement))
      ? loadStart
      : Math.max(loadStart, Math.min(inTime, dockFree, instance.plantTo[plant] - loading));
    nextOnDock.set(dock, start);
    result[index] = { ...placement, loadStart: start };
  }
  return result;
}

/** Tells a load by who carries it where and when. */
export function placementKey({ order, truck, plant, loadStart, unloadStart }: Placement): string {
  return `${order} ${truck} ${plant} ${loadStart} ${unloadStart}`;
}

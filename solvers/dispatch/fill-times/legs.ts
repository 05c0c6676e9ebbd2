/** Times of a single load and of the ways before it, with what is impossible taken as short as can be. */
import type { DispatchInstance } from '../instance.ts';
import { holdTime, loadingTime, never, unloadingTime } from '../instance.ts';
import { arrive, latestDeparture } from '../schedule/travel.ts';
import {
  fromHome,
  fromStanding,
  leaveFrom,
  standsAfter,
  trafficHome,
  trafficToPlant,
  trafficToSite,
  travelHome,
  travelToPlant,
} from '../ways.ts';
import type { FilledLoad } from './types.ts';

/** A leg that nobody can drive takes no time: the rule `way` tells of it, times go on. */
export function leg(travel: number): number {
  return travel >= never ? 0 : travel;
}

export function unloadingOf(instance: DispatchInstance, load: FilledLoad): number {
  return unloadingTime(instance, load.order, load.truck, load.volumeL);
}

export function loadingOf(instance: DispatchInstance, load: FilledLoad): number {
  return loadingTime(instance, load.plant, load.volumeL);
}

export function holdOf(instance: DispatchInstance, load: FilledLoad): number {
  return holdTime(instance, load.plant, loadingOf(instance, load));
}

/** From the start of loading to the departure. */
export function beforeTravelOf(instance: DispatchInstance, load: FilledLoad): number {
  return loadingOf(instance, load) + instance.afterLoading[load.plant];
}

export function travelOutOf(instance: DispatchInstance, load: FilledLoad): number {
  return leg(instance.travelOut[load.plant * instance.sites + instance.site[load.order]]);
}

export function slackBeforeOf(instance: DispatchInstance, load: FilledLoad): number {
  return instance.slackBefore[load.plant * instance.orders + load.order];
}

/** From the start of unloading until the truck leaves the site. */
export function releaseOf(instance: DispatchInstance, load: FilledLoad): number {
  const after = instance.slackAfter[load.plant * instance.orders + load.order];
  return unloadingOf(instance, load) + instance.wash[load.truck] + after;
}

/** Earliest arrival at the site of a truck that leaves the plant at `departure`. */
export function atSite(instance: DispatchInstance, load: FilledLoad, departure: number): number {
  const traffic = trafficToSite(instance, load.plant, instance.site[load.order]);
  return arrive(traffic, departure, travelOutOf(instance, load));
}

/** Latest departure from the plant that is at the site by `arrival`. */
export function departureFor(instance: DispatchInstance, load: FilledLoad, arrival: number): number {
  const traffic = trafficToSite(instance, load.plant, instance.site[load.order]);
  return latestDeparture(traffic, arrival, travelOutOf(instance, load));
}

/**
 * Arrival for the loading of a truck that is free from `free` on: from the site of the load before, or else from where it
 * stands or from home. (Where times are filled in no load is fixed, so that trucks stand there before their first load.)
 */
export function atPlant(
  instance: DispatchInstance,
  before: FilledLoad | undefined,
  { truck, plant }: FilledLoad,
  free: number,
): number {
  const origin = before
    ? instance.site[before.order]
    : standsAfter(instance, truck, []) === -1
      ? fromStanding
      : fromHome;
  const travel = leg(travelToPlant(instance, truck, origin, plant));
  return arrive(trafficToPlant(instance, truck, origin, plant), leaveFrom(instance, truck, origin, free), travel);
}

/** Arrival at home of a truck that leaves the site of its last load at `free`. */
export function atHome(instance: DispatchInstance, { truck, order }: FilledLoad, free: number): number {
  const site = instance.site[order];
  return arrive(trafficHome(instance, truck, site), free, leg(travelHome(instance, truck, site)));
}

/** Times of a single load and of the ways before it, with what is impossible taken as short as can be. */
import type { DispatchInstance } from '../instance.ts';
import { holdTime, loadingTime, never, unloadingTime } from '../instance.ts';
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

/** Way to the loading, from the site of the load before or from the yard. */
export function travelToPlant(instance: DispatchInstance, before: FilledLoad | undefined, load: FilledLoad): number {
  return leg(
    before
      ? instance.travelBack[instance.site[before.order] * instance.plants + load.plant]
      : instance.travelStart[load.truck * instance.plants + load.plant],
  );
}

export function travelHome(instance: DispatchInstance, load: FilledLoad): number {
  return leg(instance.travelEnd[load.truck * instance.sites + instance.site[load.order]]);
}

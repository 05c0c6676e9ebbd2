/**
 * The sizes of truck that an order can have, and the interval between its loads that each brings. That is an estimate,
 * made before anything is placed: at least the least gap; with more loads than trucks of the size, their common rhythm
 * less the unloading.
 */
import type { DispatchInstance } from './instance.ts';
import { loadingTime, never, unloadingTime } from './instance.ts';

/** Sizes told apart; where there are more, neighbours count as the smallest of them. */
const mostSizes = 8;

/** Trucks of one capacity, as one order sees them. */
export interface LoadSize {
  readonly capacityL: number;
  readonly trucks: number;
  /** Minutes between two loads as long as each has a truck of its own. */
  readonly intervalMinutes: number;
  /** Minutes between two loads where the trucks have to come again; Infinity where they cannot. */
  readonly repeatMinutes: number;
}

/** The sizes of truck that may serve an order, the largest first; without those above `mostCapacityL`. */
export function loadSizes(instance: DispatchInstance, order: number, mostCapacityL: number = never): LoadSize[] {
  const trucksOf = new Map<number, number[]>();
  for (let truck = 0; truck < instance.trucks; truck++) {
    const capacityL = instance.capacityL[truck];
    if (instance.mayServe[order * instance.trucks + truck] === 0 || capacityL <= 0 || capacityL > mostCapacityL)
      continue;
    const same = trucksOf.get(capacityL);
    if (same) same.push(truck);
    else trucksOf.set(capacityL, [truck]);
  }
  const least = instance.gapLeast[order] / 60;
  const together = Math.ceil(trucksOf.size / mostSizes);
  return [...trucksOf.entries()]
    .sort(([a], [b]) => b - a)
    .reduce<[number, number[]][]>((merged, [capacityL, trucks], at) => {
      if (at % together === 0) merged.push([capacityL, trucks]);
      else merged.push([capacityL, [...merged.pop()![1], ...trucks]]);
      return merged;
    }, [])
    .map(([capacityL, trucks]) => {
      const round = roundTrip(instance, order, trucks[0], capacityL);
      const unloading = unloadingTime(instance, order, trucks[0], capacityL);
      const rhythm = (round / trucks.length - unloading) / 60;
      return {
        capacityL,
        trucks: trucks.length,
        intervalMinutes: least,
        repeatMinutes: round >= never ? Infinity : Math.max(least, rhythm),
      };
    });
}

/** From one loading of a truck to the next, with the plant that makes it shortest. */
function roundTrip(instance: DispatchInstance, order: number, truck: number, volumeL: number): number {
  const site = instance.site[order];
  let shortest = never;
  for (let plant = 0; plant < instance.plants; plant++) {
    if (instance.mayLoad[order * instance.plants + plant] === 0) continue;
    const out = instance.travelOut[plant * instance.sites + site];
    const back = instance.travelBack[site * instance.plants + plant];
    if (out >= never || back >= never) continue;
    const atPlant = loadingTime(instance, plant, volumeL) + instance.afterLoading[plant];
    const buffers = plant * instance.orders + order;
    const slack = instance.slackBefore[buffers] + instance.slackAfter[buffers];
    const atSite = unloadingTime(instance, order, truck, volumeL) + instance.wash[truck] + slack;
    shortest = Math.min(shortest, atPlant + out + atSite + back);
  }
  return shortest;
}

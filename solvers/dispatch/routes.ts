/** What each truck does with its loads: every stage with its time, breaks, the way home. */
import { type DispatchInstance, leastStep, loadingTime, never, type Placement, unloadingTime } from './instance.ts';
import { arrive, latestDeparture } from './schedule/travel.ts';
import {
  fromHome,
  fromStanding,
  leaveFrom,
  leaveHomeFrom,
  standsAfter,
  trafficHome,
  trafficToPlant,
  trafficToSite,
  travelHome,
  travelToPlant,
} from './ways.ts';

/** Times of one load, seconds. Leaves for the plant as late as is in time for its loading. */
export interface Stages {
  readonly placement: Placement;
  /** Where its way to the plant begins: a site, `fromHome` or `fromStanding`. */
  readonly origin: number;
  readonly leave: number;
  readonly plantArrival: number;
  readonly loadEnd: number;
  readonly siteArrival: number;
  readonly unloadEnd: number;
  readonly siteLeave: number;
}

export interface Route {
  readonly truck: number;
  readonly loads: readonly Stages[];
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
  /** Where its way home begins: a site, or `fromStanding`. */
  readonly homeOrigin: number;
  /** Leaves for its first loading. */
  readonly leave: number;
  readonly back: number;
  /** Without traffic: from each loading less the way to it until the site is left, and the way back. */
  readonly busy: number;
}

/** Routes of the trucks that carry any load, in the order of the trucks. */
export function routesOf(instance: DispatchInstance, placements: readonly Placement[]): Route[] {
  const byTruck: Placement[][] = Array.from({ length: instance.trucks }, () => []);
  for (const placement of placements) byTruck[placement.truck].push(placement);
  return byTruck
    .map((loads, truck) => ({
      loads: loads.sort((a, b) => a.loadStart - b.loadStart || a.unloadStart - b.unloadStart),
      truck,
    }))
    .filter(({ loads }) => loads.length > 0)
    .map(({ loads, truck }) => routeOf(instance, truck, loads));
}

function routeOf(instance: DispatchInstance, truck: number, loads: readonly Placement[]): Route {
  const standsAt = standsAfter(instance, truck, loads);
  const originAfter = (index: number) =>
    index === standsAt ? fromStanding : index < 0 ? fromHome : instance.site[loads[index].order];
  const breaks: { from: number; to: number }[] = [];
  let nextBreak = instance.breakOf[truck];
  const breakEnd = instance.breakOf[truck + 1];
  let free = instance.shiftFrom[truck];
  let busy = 0;
  const stages = loads.map((placement, index): Stages => {
    const { order, plant, volumeL, loadStart, unloadStart } = placement;
    const origin = originAfter(index - 1);
    const travel = travelToPlant(instance, truck, origin, plant);
    const traffic = trafficToPlant(instance, truck, origin, plant);
    for (; nextBreak < breakEnd; nextBreak++) {
      const start = Math.max(free, instance.breakFrom[nextBreak]);
      const end = start + instance.breakTime[nextBreak];
      if (start > instance.breakTo[nextBreak] || arrive(traffic, end, travel) > loadStart) break;
      breaks.push({ from: start, to: end });
      free = end;
    }
    const leave = Math.max(leaveFrom(instance, truck, origin, free), latestDeparture(traffic, loadStart, travel));
    const loadEnd = loadStart + loadingTime(instance, plant, volumeL);
    const site = instance.site[order];
    const way = instance.travelOut[plant * instance.sites + site];
    const unloadEnd = unloadStart + unloadingTime(instance, order, truck, volumeL);
    free = unloadEnd + instance.wash[truck] + instance.slackAfter[plant * instance.orders + order];
    busy += free - loadStart + travel;
    return {
      placement,
      origin,
      leave,
      plantArrival: arrive(traffic, leave, travel),
      loadEnd,
      siteArrival: arrive(trafficToSite(instance, plant, site), loadEnd + instance.afterLoading[plant], way),
      unloadEnd,
      siteLeave: free,
    };
  });
  const homeOrigin = originAfter(loads.length - 1);
  const wayBack = travelHome(instance, truck, homeOrigin);
  const traffic = trafficHome(instance, truck, homeOrigin);
  const backFrom = (time: number) => arrive(traffic, leaveHomeFrom(instance, truck, homeOrigin, time), wayBack);
  for (; nextBreak < breakEnd; nextBreak++) {
    if (backFrom(free) <= instance.breakFrom[nextBreak]) break;
    const start = Math.max(free, instance.breakFrom[nextBreak]);
    free = start + instance.breakTime[nextBreak];
    breaks.push({ from: start, to: free });
  }
  return {
    truck,
    loads: stages,
    breaks,
    homeOrigin,
    leave: stages[0].leave,
    back: backFrom(free),
    busy: busy + wayBack,
  };
}

/** Loads of each order in the order of their unloading, then of loading, then as given; empty lists for orders without any. */
export function loadsByOrder(instance: DispatchInstance, placements: readonly Placement[]): Placement[][] {
  const byOrder: Placement[][] = Array.from({ length: instance.orders }, () => []);
  for (const placement of placements) byOrder[placement.order].push(placement);
  for (const loads of byOrder) loads.sort((a, b) => a.unloadStart - b.unloadStart || a.loadStart - b.loadStart);
  return byOrder;
}

/** Ideal starts of unloading of the loads of an order, `-never` throughout where it has none. */
export function idealStarts(instance: DispatchInstance, loads: readonly Placement[]): number[] {
  let ideal = loads.length === 0 ? 0 : instance.ideal[loads[0].order];
  if (ideal === -never) return loads.map(() => -never);
  return loads.map(({ order, truck, volumeL }) => {
    const own = ideal;
    const unloading = unloadingTime(instance, order, truck, volumeL);
    ideal += leastStep(instance, order, unloading);
    return own;
  });
}

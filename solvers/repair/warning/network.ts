/**
 * A plan as drivers, docks and sites carry it out: who waits for whom, and what must be kept.
 *
 * Every load has two events, the start of its loading and that of its unloading. Nothing begins before its planned time, but
 * for an unloading whose pour would stand too long otherwise; sequences on trucks, docks and sites stay as planned; buffers are
 * there to be spent. Event 2i is the loading of load i and event 2i + 1 its unloading:
 *
 * - loading: when the truck is back from the load before (its breaks taken) and the dock is free of the one before;
 * - unloading: when the truck is there and the site is done with the unloading before.
 *
 * Times are seconds from the start of the shift.
 */
import type { DispatchInstance, Placement, Traffic } from '../../dispatch/instance.ts';
import { holdTime, loadingTime, never, unloadingTime } from '../../dispatch/instance.ts';
import type { Route } from '../../dispatch/routes.ts';
import { routesOf } from '../../dispatch/routes.ts';
import {
  leaveFrom,
  leaveHomeFrom,
  trafficHome,
  trafficToPlant,
  trafficToSite,
  travelHome,
  travelToPlant,
} from '../../dispatch/ways.ts';
import { orderOfEvents } from './events.ts';
import { followedLoads, linksOf } from './links.ts';

/** Links point to loads, -1 where there is none. */
export interface Links {
  readonly previousOfTruck: Int32Array;
  readonly previousOnDock: Int32Array;
  readonly previousAtSite: Int32Array;
  readonly previousOfOrder: Int32Array;
}

export interface Network extends Links {
  readonly instance: DispatchInstance;
  readonly placements: readonly Placement[];
  readonly count: number;
  /** Events so that each comes behind all that it waits for. */
  readonly events: Int32Array;
  readonly plannedLoad: Float64Array;
  readonly plannedUnload: Float64Array;
  /** Planned lengths. */
  readonly loading: Float64Array;
  readonly unloading: Float64Array;
  readonly afterLoading: Float64Array;
  readonly wash: Float64Array;
  /** From the start of a loading until its dock is free; -1: when the loading ends. */
  readonly hold: Float64Array;
  /** Legs without traffic: to the plant of the load, to its site. */
  readonly toPlant: Float64Array;
  readonly toSite: Float64Array;
  /** Traffic on these legs; undefined where there is none. */
  readonly trafficToPlant: readonly (Traffic | undefined)[];
  readonly trafficToSite: readonly (Traffic | undefined)[];
  /** First load of a truck: when the truck can leave. */
  readonly truckFrom: Float64Array;
  /** The truck stands where its leg to the plant begins, and does not leave before; -Infinity: it does not stand. */
  readonly standsUntil: Float64Array;
  /** 1: last load of its truck; the leg home then, without traffic. */
  readonly isLast: Uint8Array;
  readonly toHome: Float64Array;
  readonly trafficHome: readonly (Traffic | undefined)[];
  readonly homeNotBefore: Float64Array;
  /** Breaks before the way to the plant of load i are `breakOf[i]` .. `breakOf[i + 1] - 1`; after a last load, those of `breaksBehind`. */
  readonly breakOf: Int32Array;
  readonly breakFrom: Float64Array;
  readonly breakTime: Float64Array;
  readonly breaksBehind: ReadonlyMap<number, readonly { readonly from: number; readonly time: number }[]>;
  /** The site lets the next unloading begin so long after the end, and after the start, of the one before. */
  readonly afterEnd: Float64Array;
  readonly afterStart: Float64Array;
  /** First load of an order that follows another: the last load of that one. */
  readonly follows: Int32Array;
  /** 1: has started by now and runs as planned. */
  readonly started: Uint8Array;
  /** Limits, Infinity where there is none. Lifetime is the whole of it, its margin included. */
  readonly lifetime: Float64Array;
  readonly endBy: Float64Array;
  readonly startBy: Float64Array;
  readonly firstBy: Float64Array;
  readonly greatestGap: Float64Array;
  readonly greatestFollow: Float64Array;
  readonly loadedBy: Float64Array;
  readonly backBy: Float64Array;
  /** Docks, sites and pours go on without a truck that is later than this. */
  readonly patience: number;
  /** Per truck: on duty from its first planned leave (or now) until its planned return; equal where it is not in use. */
  readonly dutyFrom: Float64Array;
  readonly dutyTo: Float64Array;
}

export interface NetworkOptions {
  /** Seconds that the plan keeps in reserve of the lifetime of concrete. */
  readonly lifetimeMargin: number;
  /** Loads planned to begin before it run as planned; `-never`: none. */
  readonly now: number;
  /** Seconds. */
  readonly patience: number;
}

export function networkOf(
  instance: DispatchInstance,
  placements: readonly Placement[],
  { lifetimeMargin, now, patience }: NetworkOptions,
): Network {
  const { sites } = instance;
  const count = placements.length;
  const routes = routesOf(instance, placements);
  const indexOf = new Map(placements.map((placement, index) => [placement, index]));
  const numbers = (value: (placement: Placement, index: number) => number) => Float64Array.from(placements, value);
  const plannedLoad = numbers(({ loadStart }) => loadStart);
  const plannedUnload = numbers(({ unloadStart }) => unloadStart);
  const links = linksOf(instance, placements, routes, indexOf);
  const events = orderOfEvents(links, plannedLoad, plannedUnload);
  const { previousAtSite } = links;
  const isLast = new Uint8Array(count);
  const toHome = new Float64Array(count);
  const dutyFrom = new Float64Array(instance.trucks);
  const dutyTo = new Float64Array(instance.trucks);
  const toPlant = new Float64Array(count);
  const standsUntil = new Float64Array(count).fill(-Infinity);
  const homeNotBefore = new Float64Array(count).fill(-Infinity);
  const roadToPlant = new Array<Traffic | undefined>(count).fill(undefined);
  const roadHome = new Array<Traffic | undefined>(count).fill(undefined);
  for (const { truck, loads, leave, back, homeOrigin } of routes) {
    for (const { placement, origin } of loads) {
      const index = indexOf.get(placement)!;
      toPlant[index] = travelToPlant(instance, truck, origin, placement.plant);
      roadToPlant[index] = trafficToPlant(instance, truck, origin, placement.plant);
      standsUntil[index] = leaveFrom(instance, truck, origin, -Infinity);
    }
    const last = indexOf.get(loads[loads.length - 1].placement)!;
    isLast[last] = 1;
    toHome[last] = travelHome(instance, truck, homeOrigin);
    roadHome[last] = trafficHome(instance, truck, homeOrigin);
    homeNotBefore[last] = leaveHomeFrom(instance, truck, homeOrigin, -Infinity);
    dutyFrom[truck] = Math.max(leave, now);
    dutyTo[truck] = Math.max(back, dutyFrom[truck]);
  }
  const siteOf = (index: number) => instance.site[placements[index].order];
  const sameOrder = (index: number) =>
    previousAtSite[index] >= 0 && placements[previousAtSite[index]].order === placements[index].order;
  const limited = (limits: Int32Array) => numbers(({ order }) => limitOf(limits[order]));
  return {
    instance,
    placements,
    count,
    ...links,
    events,
    plannedLoad,
    plannedUnload,
    loading: numbers(({ plant, volumeL }) => loadingTime(instance, plant, volumeL)),
    unloading: numbers(({ order, truck, volumeL }) => unloadingTime(instance, order, truck, volumeL)),
    afterLoading: numbers(({ plant }) => instance.afterLoading[plant]),
    wash: numbers(({ truck }) => instance.wash[truck]),
    hold: numbers(({ plant }) => (instance.dockHold[plant] < 0 ? -1 : holdTime(instance, plant, 0))),
    toPlant,
    trafficToPlant: roadToPlant,
    trafficToSite: placements.map(({ plant }, index) => trafficToSite(instance, plant, siteOf(index))),
    standsUntil,
    toSite: numbers(({ plant }, index) => instance.travelOut[plant * sites + siteOf(index)]),
    truckFrom: truckStarts(instance, routes, indexOf, count),
    isLast,
    toHome,
    trafficHome: roadHome,
    homeNotBefore,
    ...breaksOf(routes, indexOf, count),
    afterEnd: numbers(({ order }, index) => {
      if (sameOrder(index)) return instance.gapFromStart[order] === 1 ? 0 : instance.gapLeast[order];
      const before = previousAtSite[index];
      return before >= 0 && instance.follows[order] === placements[before].order ? instance.followLeast[order] : 0;
    }),
    afterStart: numbers(({ order }, index) =>
      sameOrder(index) && instance.gapFromStart[order] === 1 ? instance.gapLeast[order] : 0,
    ),
    follows: followedLoads(instance, placements, links, events),
    started: Uint8Array.from(placements, ({ loadStart }) => (loadStart < now ? 1 : 0)),
    lifetime: numbers(({ order }) => instance.lifetime[order] + lifetimeMargin),
    endBy: limited(instance.windowTo),
    startBy: numbers(({ order, truck }) => limitOf(Math.min(instance.startTo[order], instance.startBy[truck]))),
    firstBy: limited(instance.firstTo),
    greatestGap: limited(instance.gapGreatest),
    greatestFollow: limited(instance.followGreatest),
    loadedBy: numbers(({ plant }) => limitOf(instance.plantTo[plant])),
    backBy: numbers(({ truck }) => instance.shiftTo[truck]),
    patience,
    dutyFrom,
    dutyTo,
  };
}

const limitOf = (limit: number): number => (limit >= never ? Infinity : limit);

/** A truck that stands ready leaves in time; where the plan has it leave before its shift begins, so it does. */
function truckStarts(
  instance: DispatchInstance,
  routes: readonly Route[],
  indexOf: ReadonlyMap<Placement, number>,
  count: number,
): Float64Array {
  const from = new Float64Array(count);
  for (const { truck, loads, leave } of routes)
    from[indexOf.get(loads[0].placement)!] = Math.min(instance.shiftFrom[truck], leave);
  return from;
}

/** Breaks as the plan has them: before the leg that leaves behind them. */
function breaksOf(routes: readonly Route[], indexOf: ReadonlyMap<Placement, number>, count: number) {
  const before: { from: number; time: number }[][] = Array.from({ length: count }, () => []);
  const breaksBehind = new Map<number, { from: number; time: number }[]>();
  for (const { loads, breaks } of routes) {
    const behind: { from: number; time: number }[] = [];
    for (const { from, to } of breaks) {
      const next = loads.find(({ leave, placement }) => leave >= to && placement.loadStart >= to);
      (next ? before[indexOf.get(next.placement)!] : behind).push({ from, time: to - from });
    }
    breaksBehind.set(indexOf.get(loads[loads.length - 1].placement)!, behind);
  }
  const breakOf = new Int32Array(count + 1);
  before.forEach((own, index) => {
    breakOf[index + 1] = breakOf[index] + own.length;
  });
  const all = before.flat();
  return {
    breakOf,
    breakFrom: Float64Array.from(all, ({ from }) => from),
    breakTime: Float64Array.from(all, ({ time }) => time),
    breaksBehind,
  };
}

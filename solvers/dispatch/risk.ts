/**
 * What a delay does: slack of each load to its own limits, and whom ten minutes more at its site would hit.
 *
 * The delay of one unloading is pushed along the plan as drivers would: the truck comes later to its next loading, the
 * dock later to the next truck, the site later to the next unloading; nothing is re-planned, buffers are not spent.
 */
import { type DispatchInstance, holdTime, loadingTime, never, type Placement, unloadingTime } from './instance.ts';
import type { Route } from './routes.ts';
import { loadsByOrder } from './routes.ts';
import { arrive } from './schedule/travel.ts';
import { leaveFrom, trafficToPlant, trafficToSite, travelToPlant } from './ways.ts';

export interface LoadRisk {
  /** Seconds until the concrete is too old, the window (or latest start) is missed, and a gap of its pour is too long. */
  readonly lifetimeSlack: number;
  readonly windowSlack: number;
  readonly gapSlack: number | undefined;
  /** Orders with a limit that the delay breaks; the load's own order among them. */
  readonly hits: readonly number[];
}

const assumedDelay = 600;

/** @returns one entry for each placement, in their order. */
export function risksOf(
  instance: DispatchInstance,
  placements: readonly Placement[],
  routes: readonly Route[],
): LoadRisk[] {
  const count = placements.length;
  const indexOf = new Map(placements.map((placement, index) => [placement, index]));
  const at = (placement: Placement): number => indexOf.get(placement) ?? -1;
  const nextOfTruck = new Int32Array(count).fill(-1);
  const origin = new Int32Array(count);
  const nextOnDock = new Int32Array(count).fill(-1);
  const nextAtSite = new Int32Array(count).fill(-1);
  const previousOfOrder = new Int32Array(count).fill(-1);
  const firstOfOrder = new Uint8Array(count);
  for (const { loads } of routes)
    loads.forEach((load, index) => {
      origin[at(load.placement)] = load.origin;
      if (index > 0) nextOfTruck[at(loads[index - 1].placement)] = at(load.placement);
    });
  const link = (groups: Placement[][], next: Int32Array, key: (load: Placement) => number) => {
    for (const group of groups) {
      group.sort((a, b) => key(a) - key(b));
      for (let index = 1; index < group.length; index++) next[at(group[index - 1])] = at(group[index]);
    }
  };
  link(
    grouped(placements, ({ dock }) => dock),
    nextOnDock,
    (load) => load.loadStart,
  );
  link(
    grouped(placements, ({ order }) => instance.site[order]),
    nextAtSite,
    (load) => load.unloadStart,
  );
  for (const loads of loadsByOrder(instance, placements))
    loads.forEach((load, index) => {
      if (index === 0) firstOfOrder[at(load)] = 1;
      else previousOfOrder[at(load)] = at(loads[index - 1]);
    });
  const length = placements.map(({ order, truck, volumeL }) => unloadingTime(instance, order, truck, volumeL));
  const loading = placements.map(({ plant, volumeL }) => loadingTime(instance, plant, volumeL));

  const gapSlack = (index: number, unload: Float64Array): number | undefined => {
    const before = previousOfOrder[index];
    const { order } = placements[index];
    if (before < 0 || instance.gapGreatest[order] >= never) return undefined;
    const from = unload[before] + (instance.gapFromStart[order] === 1 ? 0 : length[before]);
    return instance.gapGreatest[order] - (unload[index] - from);
  };
  const windowSlack = (index: number, unload: Float64Array): number => {
    const { order, truck } = placements[index];
    const start = Math.min(
      instance.startTo[order],
      instance.startBy[truck],
      firstOfOrder[index] ? instance.firstTo[order] : never,
    );
    return Math.min(instance.windowTo[order] - unload[index] - length[index], start - unload[index]);
  };

  const load = new Float64Array(count);
  const unload = new Float64Array(count);
  const queue: number[] = [];
  const queued = new Uint8Array(count);
  const push = (index: number, times: Float64Array, time: number) => {
    if (index < 0 || times[index] >= time) return;
    times[index] = time;
    if (!queued[index]) {
      queued[index] = 1;
      queue.push(index);
    }
  };
  const planned = {
    load: Float64Array.from(placements, (p) => p.loadStart),
    unload: Float64Array.from(placements, (p) => p.unloadStart),
  };

  const delayed = (first: number): number[] => {
    load.set(planned.load);
    unload.set(planned.unload);
    const moved = new Set<number>();
    push(first, unload, planned.unload[first] + assumedDelay);
    // Loadings and unloadings of a plan in breach may disagree on who comes first, and would push each other for ever.
    const most = 20 * count;
    for (let head = 0; head < queue.length && head < most; head++) {
      const index = queue[head];
      queued[index] = 0;
      moved.add(index);
      const { order, truck, plant, dock } = placements[index];
      const site = instance.site[order];
      const way = instance.travelOut[plant * instance.sites + site];
      const left = load[index] + loading[index] + instance.afterLoading[plant];
      unload[index] = Math.max(unload[index], arrive(trafficToSite(instance, plant, site), left, way));
      const dockNext = nextOnDock[index];
      if (dockNext >= 0 && instance.dockHold[plant] !== 0 && placements[dockNext].dock === dock)
        push(dockNext, load, load[index] + holdTime(instance, plant, loading[index]));
      const siteNext = nextAtSite[index];
      if (siteNext >= 0) push(siteNext, unload, unload[index] + length[index]);
      const truckNext = nextOfTruck[index];
      if (truckNext >= 0) {
        const to = placements[truckNext].plant;
        const from = origin[truckNext];
        const leave = leaveFrom(instance, truck, from, unload[index] + length[index] + instance.wash[truck]);
        const back = travelToPlant(instance, truck, from, to);
        push(truckNext, load, arrive(trafficToPlant(instance, truck, from, to), leave, back));
      }
    }
    for (const index of queue) queued[index] = 0;
    queue.length = 0;
    const hits = new Set<number>();
    for (const index of moved) {
      const { order } = placements[index];
      const age = unload[index] + length[index] - load[index];
      const gap = gapSlack(index, unload);
      if (windowSlack(index, unload) < 0 || age > instance.lifetime[order] || (gap ?? 0) < 0) hits.add(order);
    }
    return [...hits].sort((a, b) => a - b);
  };

  return placements.map((placement, index) => ({
    lifetimeSlack: instance.lifetime[placement.order] - (placement.unloadStart + length[index] - placement.loadStart),
    windowSlack: windowSlack(index, planned.unload),
    gapSlack: gapSlack(index, planned.unload),
    hits: delayed(index),
  }));
}

function grouped(placements: readonly Placement[], key: (placement: Placement) => number): Placement[][] {
  const groups = new Map<number, Placement[]>();
  for (const placement of placements) {
    const group = groups.get(key(placement));
    if (group) group.push(placement);
    else groups.set(key(placement), [placement]);
  }
  return [...groups.values()];
}

/** Stress points of several loads together: at a pour, on a dock, at a site. */
import type { RepairStressLimits } from '../../../models/repair-warning.ts';
import { holdTime } from '../../dispatch/instance.ts';
import { routesOf } from '../../dispatch/routes.ts';
import { type Found, loadsWhere } from './stress-found.ts';
import type { Subject } from './subject.ts';

/** Continuous pours that get two loads or more from trucks without a buffer. */
export function starvedPours({ network, problem }: Subject, back: readonly Found[]): Found[] {
  const ofOrder = new Map<number, Found[]>();
  for (const one of back) {
    const { order } = network.placements[one.loads[1]];
    if (problem.orders[order].continuous) ofOrder.set(order, [...(ofOrder.get(order) ?? []), one]);
  }
  return [...ofOrder]
    .filter(([, found]) => found.length >= 2)
    .map(([order, found]) => ({
      indicator: 'risky-combination',
      loads: found.map(({ loads }) => loads[1]),
      slack: Math.min(...found.map(({ slack }) => slack)),
      message: `the pour ${problem.orders[order].id} gets ${found.length} loads from trucks without a buffer`,
    }));
}

/** Loadings in a row on a dock with next to nothing between them. */
export function busyDocks({ network, problem }: Subject, { dockMinutes, dockLoads }: RepairStressLimits): Found[] {
  const nextOnDock = new Int32Array(network.count).fill(-1);
  network.previousOnDock.forEach((before, load) => {
    if (before >= 0) nextOnDock[before] = load;
  });
  const slackOf = (load: number) => {
    const before = network.previousOnDock[load];
    if (before < 0) return Infinity;
    const held = holdTime(network.instance, network.placements[before].plant, network.loading[before]);
    return network.plannedLoad[load] - network.plannedLoad[before] - held;
  };
  return loadsWhere(network.count, (first) => {
    if (slackOf(first) < 60 * dockMinutes) return undefined;
    const loads = [first];
    let slack = Infinity;
    for (let next = nextOnDock[first]; next >= 0 && slackOf(next) < 60 * dockMinutes; next = nextOnDock[next]) {
      loads.push(next);
      slack = Math.min(slack, slackOf(next));
    }
    if (loads.length < dockLoads) return undefined;
    const { plant, dock } = network.placements[first];
    const name = `${problem.plants[plant].id}, dock ${dock - network.instance.dockFrom[plant]}`;
    return {
      indicator: 'risky-combination',
      loads,
      slack,
      message: `${name}: ${loads.length} loadings in a row with at most ${dockMinutes} min between them`,
    };
  });
}

/** Sites with so many trucks at a time, from arrival to the end of unloading; one point for each site. */
export function crowdedSites({ network, problem }: Subject, { siteTrucks }: RepairStressLimits): Found[] {
  const { instance, placements } = network;
  const indexOf = new Map(placements.map((placement, load) => [placement, load]));
  const stays = routesOf(instance, placements).flatMap(({ loads }) =>
    loads.map(({ placement, siteArrival, unloadEnd }) => ({
      load: indexOf.get(placement)!,
      place: instance.site[placement.order],
      from: siteArrival,
      to: unloadEnd,
    })),
  );
  const ofPlace = new Map<number, typeof stays>();
  for (const stay of stays) ofPlace.set(stay.place, [...(ofPlace.get(stay.place) ?? []), stay]);
  return [...ofPlace.values()].flatMap((here): Found[] => {
    here.sort((a, b) => a.from - b.from);
    const crowd = new Set<number>();
    let most = 0;
    for (const { from } of here) {
      const present = here.filter((other) => other.from <= from && from < other.to);
      if (present.length < siteTrucks) continue;
      most = Math.max(most, present.length);
      for (const { load } of present) crowd.add(load);
    }
    if (crowd.size === 0) return [];
    const { place } = problem.orders[placements[here[0].load].order];
    return [
      {
        indicator: 'geographic-conflict',
        loads: [...crowd],
        slack: 0,
        message: `up to ${most} trucks at a time at ${place}`,
      },
    ];
  });
}

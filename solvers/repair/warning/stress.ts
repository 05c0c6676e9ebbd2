/**
 * Stress points of a plan: where there is nothing left to absorb a delay. Found from the planned times alone; limits are those
 * of the request.
 */
import type { RepairStressLimits, RepairStressPoint } from '../../../models/repair-warning.ts';
import { utilisation } from '../../dispatch/evaluate.ts';
import { holdTime } from '../../dispatch/instance.ts';
import { routesOf } from '../../dispatch/routes.ts';
import { gapSlackOf, truckSlackOf, windowSlackOf } from './slack.ts';
import type { Subject } from './subject.ts';

type Indicator = RepairStressPoint['indicator'];

interface Found {
  readonly indicator: Indicator;
  readonly loads: readonly number[];
  /** Seconds. */
  readonly slack: number;
  readonly message: string;
}

/** @param index - cascade-risk index of each load. */
export function stressPoints(subject: Subject, limits: RepairStressLimits, index: Float64Array): RepairStressPoint[] {
  const back = backToBack(subject, limits);
  const found = [
    ...back,
    ...tightWindows(subject, limits),
    ...tightGaps(subject, limits),
    ...overloadedTrucks(subject, limits),
    ...oldOnLongHauls(subject, limits),
    ...starvedPours(subject, back),
    ...busyDocks(subject, limits),
    ...farBetweenLoads(subject, limits, back),
    ...crowdedSites(subject, limits),
  ];
  const { problem, ids } = subject;
  const { placements } = subject.network;
  const named = (loads: readonly number[], name: (load: number) => string) => [...new Set(loads.map(name))];
  const points = found.map(({ indicator, loads, slack, message }) => ({
    indicator,
    loads: loads.map((load) => ids[load]),
    trucks: named(loads, (load) => problem.trucks[placements[load].truck].id),
    orders: named(loads, (load) => problem.orders[placements[load].order].id),
    plants: named(loads, (load) => problem.plants[placements[load].plant].id),
    slackMinutes: slack / 60,
    index: Math.max(...loads.map((load) => index[load])),
    message,
  }));
  return points.sort((a, b) => b.index - a.index || a.slackMinutes - b.slackMinutes);
}

function backToBack({ network, ids, problem }: Subject, { bufferMinutes }: RepairStressLimits): Found[] {
  return loadsWhere(network.count, (load) => {
    const before = network.previousOfTruck[load];
    if (before < 0) return undefined;
    const slack = truckSlackOf(network, load);
    if (slack >= 60 * bufferMinutes) return undefined;
    const truck = problem.trucks[network.placements[load].truck].id;
    return {
      indicator: 'back-to-back',
      loads: [before, load],
      slack,
      message: `truck ${truck} has ${minutes(slack)} to spare between ${ids[before]} and ${ids[load]}`,
    };
  });
}

function tightWindows({ network, ids }: Subject, { windowMinutes }: RepairStressLimits): Found[] {
  return loadsWhere(network.count, (load) => {
    const slack = windowSlackOf(network, load);
    if (slack >= 60 * windowMinutes) return undefined;
    return {
      indicator: 'tight-window',
      loads: [load],
      slack,
      message: `${ids[load]} misses its window or latest start when it is ${minutes(slack)} late`,
    };
  });
}

function tightGaps({ network, ids }: Subject, { gapMinutes }: RepairStressLimits): Found[] {
  return loadsWhere(network.count, (load) => {
    const slack = gapSlackOf(network, load);
    if (slack >= 60 * gapMinutes) return undefined;
    return {
      indicator: 'tight-gap',
      loads: [network.previousOfOrder[load], load],
      slack,
      message: `the pour stands too long when ${ids[load]} is ${minutes(slack)} later than planned`,
    };
  });
}

function overloadedTrucks(subject: Subject, { utilisation: most, endMinutes }: RepairStressLimits): Found[] {
  const { network, problem } = subject;
  const { instance, placements } = network;
  const indexOf = new Map(placements.map((placement, load) => [placement, load]));
  return routesOf(instance, placements).flatMap((route): Found[] => {
    const used = utilisation(instance, route);
    const slack = instance.shiftTo[route.truck] - route.back;
    if (used < most && slack >= 60 * endMinutes) return [];
    const message = `truck ${problem.trucks[route.truck].id} is busy for ${Math.round(100 * used)} % of its shift and back ${minutes(slack)} before its end`;
    return [
      {
        indicator: 'overloaded-truck',
        loads: route.loads.map(({ placement }) => indexOf.get(placement)!),
        slack,
        message,
      },
    ];
  });
}

function oldOnLongHauls({ network, ids }: Subject, limits: RepairStressLimits): Found[] {
  return loadsWhere(network.count, (load) => {
    const age = network.plannedUnload[load] + network.unloading[load] - network.plannedLoad[load];
    const slack = network.lifetime[load] - age;
    if (network.toSite[load] < 60 * limits.longHaulMinutes || slack >= 60 * limits.lifetimeMinutes) return undefined;
    return {
      indicator: 'risky-combination',
      loads: [load],
      slack,
      message: `${ids[load]} is ${minutes(network.toSite[load])} on the road, and its concrete has ${minutes(slack)} left when it is unloaded`,
    };
  });
}

/** Continuous pours that get two loads or more from trucks without a buffer. */
function starvedPours({ network, problem }: Subject, back: readonly Found[]): Found[] {
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
function busyDocks({ network, problem }: Subject, { dockMinutes, dockLoads }: RepairStressLimits): Found[] {
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

function farBetweenLoads({ network, ids }: Subject, limits: RepairStressLimits, back: readonly Found[]): Found[] {
  return back
    .filter(({ loads: [, load] }) => network.toPlant[load] >= 60 * limits.longHaulMinutes)
    .map(({ loads, slack }) => ({
      indicator: 'geographic-conflict',
      loads,
      slack,
      message: `from the site of ${ids[loads[0]]} to the plant of ${ids[loads[1]]} it is ${minutes(network.toPlant[loads[1]])}, without a buffer`,
    }));
}

/** Sites with so many trucks at a time, from arrival to the end of unloading; one point for each site. */
function crowdedSites({ network, problem }: Subject, { siteTrucks }: RepairStressLimits): Found[] {
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

function loadsWhere(count: number, look: (load: number) => Found | undefined): Found[] {
  const found: Found[] = [];
  for (let load = 0; load < count; load++) {
    const one = look(load);
    if (one) found.push(one);
  }
  return found;
}

const minutes = (seconds: number): string => `${Math.round(seconds / 6) / 10} min`;

/**
 * Stress points of a plan: where there is nothing left to absorb a delay. Found from the planned times alone; limits are those
 * of the request.
 */
import type { RepairStressLimits, RepairStressPoint } from '../../../models/repair-warning.ts';
import { utilisation } from '../../dispatch/evaluate.ts';
import { routesOf } from '../../dispatch/routes.ts';
import { busyDocks, crowdedSites, starvedPours } from './gatherings.ts';
import { gapSlackOf, truckSlackOf, windowSlackOf } from './slack.ts';
import { type Found, inMinutes, loadsWhere } from './stress-found.ts';
import type { Subject } from './subject.ts';

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
      message: `${truck} has ${inMinutes(slack)} to spare between ${ids[before]} and ${ids[load]}`,
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
      message: `${ids[load]} misses its window or latest start when it is ${inMinutes(slack)} late`,
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
      message: `the pour stands too long when ${ids[load]} is ${inMinutes(slack)} later than planned`,
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
    const message = `${problem.trucks[route.truck].id} is busy for ${Math.round(100 * used)} % of its shift and back ${inMinutes(slack)} before its end`;
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
      message: `${ids[load]} is ${inMinutes(network.toSite[load])} on the road, and its concrete has ${inMinutes(slack)} left when it is unloaded`,
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
      message: `from the site of ${ids[loads[0]]} to the plant of ${ids[loads[1]]} it is ${inMinutes(network.toPlant[loads[1]])}, without a buffer`,
    }));
}

/** What comes before what: loads of a truck, of an order and of a dock, and the orders of a site. */
import type { DispatchInstance } from '../instance.ts';
import type { FilledLoad } from './types.ts';

/** Each sequence a list of indices of loads, or of orders. */
export interface Sequences {
  readonly ofTruck: readonly (readonly number[])[];
  readonly ofOrder: readonly (readonly number[])[];
  readonly onDock: readonly (readonly number[])[];
  readonly atSite: readonly (readonly number[])[];
}

/** @param withDocks - docks are chosen: loadings of one come in order of their times, if they hold it at all. */
export function sequencesOf(instance: DispatchInstance, loads: readonly FilledLoad[], withDocks: boolean): Sequences {
  const indices = loads.map((_, at) => at);
  const by = (key: (load: FilledLoad) => number, count: number) => {
    const lists: number[][] = Array.from({ length: count }, () => []);
    for (const at of indices) if (key(loads[at]) >= 0) lists[key(loads[at])].push(at);
    return lists;
  };
  const givenTime = (at: number) => loads[at].givenUnload ?? loads[at].givenStart;
  const ofTruck = by((load) => load.truck, instance.trucks).map((list) => mergedByTime(list, givenTime));
  const ofOrder = by((load) => load.order, instance.orders).map((list) => mergedByTime(list, givenTime));
  const onDock = withDocks
    ? by((load) => (instance.dockHold[load.plant] === 0 ? -1 : load.dock), instance.dockFrom[instance.plants]).map(
        (list) => list.sort((a, b) => loads[a].loadStart - loads[b].loadStart || a - b),
      )
    : [];
  return { ofTruck, ofOrder, onDock, atSite: ordersOfSites(instance, ofOrder, givenTime) };
}

/** Items with a time are put into order of time; the others stay right behind the one they were listed behind. */
export function mergedByTime(list: readonly number[], timeOf: (item: number) => number | undefined): number[] {
  let last = -Infinity;
  const keyed = list.map((item, place) => {
    last = timeOf(item) ?? last;
    return { item, time: last, place };
  });
  return keyed.sort((a, b) => (a.time === b.time ? 0 : a.time - b.time) || a.place - b.place).map(({ item }) => item);
}

function ordersOfSites(
  instance: DispatchInstance,
  ofOrder: readonly (readonly number[])[],
  givenTime: (load: number) => number | undefined,
): number[][] {
  const atSite: number[][] = Array.from({ length: instance.sites }, () => []);
  const listed = ofOrder.map((_, order) => order).filter((order) => ofOrder[order].length > 0);
  listed.sort((a, b) => Math.min(...ofOrder[a]) - Math.min(...ofOrder[b]));
  for (const order of listed) atSite[instance.site[order]].push(order);
  const timeOf = (order: number) => ofOrder[order].map(givenTime).find((time) => time !== undefined);
  return atSite.map((orders) => followersBehind(instance, mergedByTime(orders, timeOf)));
}

/** Each follower right behind its leader. */
function followersBehind(instance: DispatchInstance, orders: readonly number[]): number[] {
  const result: number[] = [];
  const add = (order: number): void => {
    if (result.includes(order)) return;
    result.push(order);
    for (const next of orders) if (instance.follows[next] === order) add(next);
  };
  for (const order of orders) {
    let leader = order;
    const passed = new Set<number>();
    while (orders.includes(instance.follows[leader]) && !passed.has(leader)) {
      passed.add(leader);
      leader = instance.follows[leader];
    }
    add(leader);
  }
  return result;
}

/** Who comes right before whom on a truck, on a dock, at a site and in an order. */
import type { DispatchInstance, Placement } from '../../dispatch/instance.ts';
import type { Route } from '../../dispatch/routes.ts';
import { loadsByOrder } from '../../dispatch/routes.ts';
import type { Links } from './network.ts';

export function linksOf(
  instance: DispatchInstance,
  placements: readonly Placement[],
  routes: readonly Route[],
  indexOf: ReadonlyMap<Placement, number>,
): Links {
  const none = () => new Int32Array(placements.length).fill(-1);
  const links = { previousOfTruck: none(), previousOnDock: none(), previousAtSite: none(), previousOfOrder: none() };
  const link = (group: readonly Placement[], previous: Int32Array) => {
    for (let at = 1; at < group.length; at++) previous[indexOf.get(group[at])!] = indexOf.get(group[at - 1])!;
  };
  for (const { loads } of routes)
    link(
      loads.map(({ placement }) => placement),
      links.previousOfTruck,
    );
  const queued = placements.filter(({ plant }) => instance.dockHold[plant] !== 0);
  for (const group of grouped(queued, ({ dock }) => dock))
    link(
      group.sort((a, b) => a.loadStart - b.loadStart || a.unloadStart - b.unloadStart),
      links.previousOnDock,
    );
  const ofOrder = loadsByOrder(instance, placements);
  for (const group of ofOrder) link(group, links.previousOfOrder);
  // Orders of a site do not interleave: one after the other, by their first unloading.
  const served = ofOrder.filter((loads) => loads.length > 0);
  served.sort((a, b) => a[0].unloadStart - b[0].unloadStart);
  for (const group of grouped(served, ([first]) => instance.site[first.order]))
    link(
      group.flat().sort((a, b) => a.unloadStart - b.unloadStart),
      links.previousAtSite,
    );
  return links;
}

/** Per load: the last load of the order that its own one comes right after, for first loads; -1 elsewhere. */
export function followedLoads(
  instance: DispatchInstance,
  placements: readonly Placement[],
  { previousOfOrder }: Links,
  events: Int32Array,
): Int32Array {
  const lastOf = new Int32Array(instance.orders).fill(-1);
  placements.forEach(({ order, unloadStart }, index) => {
    if (lastOf[order] < 0 || placements[lastOf[order]].unloadStart <= unloadStart) lastOf[order] = index;
  });
  const placeOf = new Int32Array(2 * placements.length);
  events.forEach((event, at) => {
    placeOf[event] = at;
  });
  return Int32Array.from(placements, ({ order }, index) => {
    const leader = previousOfOrder[index] < 0 && instance.follows[order] >= 0 ? lastOf[instance.follows[order]] : -1;
    return leader >= 0 && placeOf[2 * leader + 1] < placeOf[2 * index + 1] ? leader : -1;
  });
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => number): Item[][] {
  const groups = new Map<number, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

/**
 * Wishes that raise what is absent although nothing before it asks for it: limits that pull from the other side (lifetime,
 * greatest gap), then ideal times. An order has its wish where no load that kept its limits before loses one of them by
 * it. All orders are tried at once, then by halves, so that a single hopeless order costs a logarithm of passes.
 */
import type { DispatchInstance } from '../instance.ts';
import { never } from '../instance.ts';
import { firstNotBefore } from '../schedule.ts';
import { atHome, atPlant, holdOf, loadingOf, releaseOf, unloadingOf } from './legs.ts';
import { rise, unloadingAfter, type Wishes } from './rise.ts';
import type { Sequences } from './sequences.ts';
import type { FilledLoad } from './types.ts';

/** Of a plan that a person drags about; what is hopeless beyond them stays as early as it can be. */
const mostTries = 60;

export function grantWishes(instance: DispatchInstance, loads: readonly FilledLoad[], sequences: Sequences): void {
  const wishes: Wishes = { pulled: new Uint8Array(instance.orders), ideal: new Uint8Array(instance.orders) };
  let tried = 0;
  const add = (wish: Uint8Array, orders: readonly number[]): void => {
    if (orders.length === 0 || ++tried > mostTries) return;
    const kept = keptLimits(instance, loads, sequences);
    const times = loads.map(({ loadStart, unloadStart }) => ({ loadStart, unloadStart }));
    for (const order of orders) wish[order] = 1;
    if (rise(instance, loads, sequences, wishes)) {
      const now = keptLimits(instance, loads, sequences);
      if (kept.every((was, at) => was <= now[at])) return;
    }
    for (const order of orders) wish[order] = 0;
    loads.forEach((load, at) => {
      Object.assign(load, times[at]);
    });
    if (orders.length < 2) return;
    add(wish, orders.slice(0, orders.length >> 1));
    add(wish, orders.slice(orders.length >> 1));
  };
  const served = sequences.ofOrder.map((_, order) => order).filter((order) => sequences.ofOrder[order].length > 0);
  add(wishes.pulled, served);
  add(
    wishes.ideal,
    served.filter((order) => firstNotBefore(instance, order) > instance.windowFrom[order]),
  );
}

/** Per load: 1 where it comes in time, by its own limits and, where its times are given, for what is before it. */
function keptLimits(instance: DispatchInstance, loads: readonly FilledLoad[], sequences: Sequences): Uint8Array {
  const kept = new Uint8Array(loads.length);
  loads.forEach((load, at) => {
    const { order, truck, plant, loadStart, unloadStart } = load;
    const latest = Math.min(
      instance.startTo[order],
      instance.windowTo[order] - unloadingOf(instance, load),
      instance.startBy[truck],
    );
    const loaded = loadStart + loadingOf(instance, load) <= instance.plantTo[plant];
    if (loaded && unloadStart <= latest && unloadStart >= unloadingAfter(instance, load)) kept[at] = 1;
  });
  for (const list of sequences.ofTruck) {
    list.forEach((index, at) => {
      const load = loads[index];
      const free = load.unloadStart + releaseOf(instance, load);
      const next = loads[list[at + 1]];
      if (next) {
        if (atPlant(instance, load, next, free) > next.loadStart) kept[list[at + 1]] = 0;
      } else if (atHome(instance, load, free) > instance.shiftTo[load.truck]) kept[index] = 0;
    });
  }
  for (const list of sequences.onDock) {
    for (let at = 1; at < list.length; at++) {
      const before = loads[list[at - 1]];
      if (before.loadStart + holdOf(instance, before) > loads[list[at]].loadStart) kept[list[at]] = 0;
    }
  }
  sequences.ofOrder.forEach((list, order) => {
    if (list.length > 0 && instance.firstTo[order] < never && loads[list[0]].unloadStart > instance.firstTo[order]) {
      kept[list[0]] = 0;
    }
    for (let at = 1; at < list.length; at++) {
      const before = loads[list[at - 1]];
      const ends = instance.gapFromStart[order] === 1 ? 0 : unloadingOf(instance, before);
      if (before.unloadStart + ends + instance.gapLeast[order] > loads[list[at]].unloadStart) kept[list[at]] = 0;
    }
  });
  return kept;
}

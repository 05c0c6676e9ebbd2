/** Schedules grown at random, for tests. */
import { Rng } from '../../shared/rng.ts';
import type { DispatchInstance } from '../instance.ts';
import { shareOf } from '../schedule/share.ts';
import { Schedule } from '../schedule.ts';

/** Random places in all sequences, most of them senseless. */
export function randomInsert(s: Schedule, rng: Rng): number {
  const { instance } = s;
  const order = rng.below(instance.orders);
  const truck = rng.below(instance.trucks);
  const plant = rng.below(instance.plants);
  const docks = instance.dockFrom[plant + 1] - instance.dockFrom[plant];
  const dock = instance.dockFrom[plant] + rng.below(docks);
  const volumeL = shareOf(instance, order, truck, instance.volumeL[order] - s.servedL[order]);
  if (volumeL <= 0) return -1;
  const inOrder = rng.float() < 0.8 ? s.lastOfOrder[order] : anyOf(s.firstOfOrder[order], s.nextOfOrder, rng);
  const inTruck = anyOf(s.firstOfTruck[truck], s.nextOfTruck, rng);
  const onDock = s.queues(plant) ? anyOf(s.firstOnDock[dock], s.nextOnDock, rng) : -1;
  return s.insert(order, volumeL, inOrder, truck, inTruck, plant, dock, onDock);
}

export function anyOf(first: number, next: Int32Array, rng: Rng): number {
  const places = [-1];
  for (let item = first; item >= 0; item = next[item]) places.push(item);
  return places[rng.below(places.length)];
}

export function randomWalk(instance: DispatchInstance, seed: number, steps: number): Schedule {
  const s = new Schedule(instance);
  const rng = new Rng(seed);
  for (let step = 0; step < steps; step++) {
    randomInsert(s, rng);
    if (rng.float() < 0.1) s.removeOrder(rng.below(instance.orders));
    if (rng.float() < 0.1) s.setNotBefore(rng.below(instance.orders), rng.below(80));
  }
  return s;
}

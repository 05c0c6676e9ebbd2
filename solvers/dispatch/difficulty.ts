/**
 * How hard an order is to place: the most constrained ones go first. Weighted sum of the priority of the client, of
 * urgency, of volume in standard volumes, and of logistics (how difficult the site is, and how much of the lifetime of
 * the concrete is spent on the road).
 *
 * The method names `(deadline - now) / shift` as urgency, which by itself grows with the time there is left; an order
 * that is due sooner is the more urgent one, so that its complement counts here.
 */
import type { ConstructionData } from './construction-data.ts';
import type { DispatchInstance } from './instance.ts';
import { never } from './instance.ts';

export function difficulties(instance: DispatchInstance, data: ConstructionData): Float64Array {
  const found = new Float64Array(instance.orders);
  for (let order = 0; order < instance.orders; order++) found[order] = difficultyOf(instance, data, order);
  return found;
}

export function difficultyOf(instance: DispatchInstance, data: ConstructionData, order: number): number {
  const weights = data.parameters.difficulty;
  return (
    weights.priority * (data.priority[order] / 2) +
    weights.urgency * urgencyOf(instance, data, order) +
    weights.volume * (instance.volumeL[order] / (1000 * weights.standardVolumeM3)) +
    weights.logistics * logisticsOf(instance, data, order)
  );
}

/** 1: due at once; 0: not before the end of the shift. */
function urgencyOf(instance: DispatchInstance, data: ConstructionData, order: number): number {
  const deadline = Math.min(instance.windowTo[order], instance.startTo[order], instance.firstTo[order]);
  return 1 - Math.min(1, Math.max(0, deadline / data.shiftSeconds));
}

function logisticsOf(instance: DispatchInstance, data: ConstructionData, order: number): number {
  const lifetime = instance.lifetime[order];
  const onTheRoad = lifetime >= never ? 0 : Math.min(1, shortestWayOut(instance, order) / Math.max(1, lifetime));
  return (data.difficulty[order] + onTheRoad) / 2;
}

function shortestWayOut(instance: DispatchInstance, order: number): number {
  let shortest = never;
  for (let plant = 0; plant < instance.plants; plant++) {
    if (instance.mayLoad[order * instance.plants + plant] === 0) continue;
    shortest = Math.min(shortest, instance.travelOut[plant * instance.sites + instance.site[order]]);
  }
  return shortest;
}

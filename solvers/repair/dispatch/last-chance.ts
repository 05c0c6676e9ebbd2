/** Until when a load of an order may begin to be loaded so that it is unloaded in time. */
import { loadingTime, never, unloadingTime } from '../../dispatch/instance.ts';
import type { RepairContext } from './context.ts';

/** Seconds. */
export interface Unloading {
  readonly unloadStart: number;
  readonly unloadEnd: number;
}

/**
 * The latest start of loading at any plant that may supply the order: for a load of the given size, else of the least
 * that is worth a truck. Seconds; Infinity without a window.
 * @param behind - a load of the order that it is to follow, not after the greatest gap of the pour.
 */
export function lastChance(context: RepairContext, order: string, volumeL?: number, behind?: Unloading): number {
  const { dense, roads, fixedOn } = context.current;
  const { instance, problem } = dense;
  const index = dense.orderIndex.get(order);
  if (index === undefined) return -Infinity;
  const litres = volumeL ?? Math.max(1, instance.leastLoadL[index]);
  let latest = -Infinity;
  for (let truck = 0; truck < instance.trucks; truck++) {
    if (instance.mayServe[index * instance.trucks + truck] === 0) continue;
    const last = Math.min(
      instance.windowTo[index] - unloadingTime(instance, index, truck, litres),
      instance.startTo[index],
    );
    latest = Math.max(latest, Math.min(last, instance.startBy[truck]));
  }
  // Nobody may bring it.
  if (latest === -Infinity) return latest;
  // The first unloading of an order that has not begun may have a limit of its own, but a later one is no use without it.
  const { place } = problem.orders[index];
  if (!fixedOn.site.get(place)?.some((load) => load.order === order))
    latest = Math.min(latest, instance.firstTo[index]);
  if (behind && instance.gapGreatest[index] < never) {
    const from = instance.gapFromStart[index] === 1 ? behind.unloadStart : behind.unloadEnd;
    latest = Math.min(latest, from + instance.gapGreatest[index]);
  }
  if (latest >= never / 2) return Infinity;
  let chance = -Infinity;
  problem.plants.forEach((plant, at) => {
    if (instance.mayLoad[index * instance.plants + at] === 0) return;
    const arrival = latest - instance.slackBefore[at * instance.orders + index];
    const leave = roads.latestDeparture(plant.place, place, arrival) - instance.afterLoading[at];
    const start = Math.min(leave, instance.plantTo[at]) - loadingTime(instance, at, litres);
    if (start >= instance.plantFrom[at]) chance = Math.max(chance, start);
  });
  return chance;
}

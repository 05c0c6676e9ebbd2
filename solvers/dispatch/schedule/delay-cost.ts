/**
 * What it costs, about, to delay a load that is placed already: its own deviation from the ideal time, those of the loads
 * of its order that have to wait for it, and those of the next loads of its truck, each as far as no slack takes the delay
 * up. Deviations are squared, so that a delay costs more the later a load is already.
 */
import { type DispatchInstance, leastStep } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { plantAfter, unloadingAfter } from './edges.ts';

/** Loads of the truck that a delay is followed to. */
const mostFollowed = 5;

/** @param delay - seconds by which loading starts later. */
export function delayCost(s: Schedule, delayed: number, delay: number): number {
  const { instance } = s;
  let cost = 0;
  let left = delay;
  let slot = delayed;
  for (let count = 0; count < mostFollowed; count++) {
    left -= s.unloadStart[slot] - unloadingAfter(s, slot, s.loadStart[slot]);
    if (left <= 0) break;
    const order = s.loadOrder[slot];
    if (instance.deviationCost[order] > 0) cost += delayCostOfOrder(s, order, slot, left);
    const next = s.nextOfTruck[slot];
    if (next < 0) {
      cost += instance.overtimeCost[s.loadTruck[slot]] * overtimeMore(s, slot, left);
      break;
    }
    left -= s.loadStart[next] - plantAfter(s, slot, s.unloadStart[slot], s.loadPlant[next]);
    if (left <= 0) break;
    slot = next;
  }
  return cost;
}

/** Of the loads of an order from `slot` on. */
function delayCostOfOrder(s: Schedule, order: number, slot: number, delay: number): number {
  const { instance } = s;
  let ideal = idealOf(s, order, slot);
  let minutes = 0;
  let left = delay;
  for (let load = slot; load >= 0; load = s.nextOfOrder[load]) {
    const before = s.prevOfOrder[load];
    if (load !== slot) {
      const step = leastStep(instance, order, s.unloading[before]);
      ideal += step;
      left -= s.unloadStart[load] - s.unloadStart[before] - step;
      if (left <= 0) break;
    }
    // (d + p)^2 - d^2, of deviation d and delay p.
    minutes += left * (2 * (s.unloadStart[load] - ideal) + left);
  }
  return (instance.deviationCost[order] * minutes) / 3600;
}

function idealOf(s: Schedule, order: number, slot: number): number {
  let ideal = s.instance.ideal[order];
  for (let load = s.prevOfOrder[slot]; load >= 0; load = s.prevOfOrder[load]) {
    ideal += leastStep(s.instance, order, s.unloading[load]);
  }
  return ideal;
}

function overtimeMore(s: Schedule, slot: number, delay: number): number {
  const truck = s.loadTruck[slot];
  const over = s.homeAt(truck) - s.instance.regularTo[truck];
  return Math.max(0, over + delay) - Math.max(0, over);
}

/** Whether delays have a price that is worth the look. */
export function pricesDelays({ deviationCost }: DispatchInstance): boolean {
  return deviationCost.some((cost) => cost > 0);
}

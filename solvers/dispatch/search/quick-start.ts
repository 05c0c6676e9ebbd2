/** A first plan in no time: orders as their windows open, each at the first places that do. */
import { Rng } from '../../shared/rng.ts';
import type { Schedule } from '../schedule.ts';
import { Inserter } from './insertion.ts';

/** Loads tried per order before it is left out. */
const patience = 40;

/** Fills a schedule as far as time lasts; what it holds already stays. */
export function quickStart(schedule: Schedule, shouldStop: () => boolean = () => false): void {
  const { instance } = schedule;
  const inserter = new Inserter(schedule, new Rng(1));
  inserter.taste.allPlants = false;
  const orders = Array.from({ length: instance.orders }, (_, order) => order);
  orders.sort((a, b) => instance.windowFrom[a] - instance.windowFrom[b] || a - b);
  for (const order of orders) {
    if (shouldStop()) break;
    if (schedule.servedL[order] < instance.volumeL[order]) inserter.complete(order, patience);
  }
  schedule.memory.forget();
}

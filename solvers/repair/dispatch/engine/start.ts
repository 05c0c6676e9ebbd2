/**
 * The plan that runs, as far as it can go on: every open load where and when it was, later where what happened pushes it.
 * Loads without room come out; what orders lack then is put back in the order of rescue.
 */
import { type DispatchInstance, never, type Placement } from '../../../dispatch/instance.ts';
import type { Schedule } from '../../../dispatch/schedule.ts';
import type { Filler } from './filler.ts';
import type { PlanThatRuns } from './plan-that-runs.ts';

/** Loads open loads that still have truck and plant, each not before its times. */
export function keepRunning(s: Schedule, running: PlanThatRuns): void {
  const { instance } = s;
  const plantOf = Int32Array.from(s.firstOfOrder, (first) => (first < 0 ? -1 : s.loadPlant[first]));
  const litres = Int32Array.from(instance.volumeL, (volumeL, order) => volumeL - s.servedL[order]);
  const notes = new Map<Placement, number>();
  const gone = new Uint8Array(instance.orders);
  const hasGap = (order: number) => gone[order] === 1 && instance.gapGreatest[order] < never;
  const kept: Placement[] = [];
  const behindGap: Placement[] = [];
  running.loads.forEach((load, note) => {
    const { order, plant, volumeL } = load;
    const isPossible =
      isAllowed(instance, load) &&
      (instance.onePlant[order] === 0 || plantOf[order] < 0 || plantOf[order] === plant) &&
      (instance.sentFull[order] === 1 ? litres[order] > 0 : volumeL <= litres[order]);
    if (!isPossible) {
      gone[order] = 1;
      return;
    }
    litres[order] -= volumeL;
    if (plantOf[order] < 0) plantOf[order] = plant;
    notes.set(load, note);
    (hasGap(order) ? behindGap : kept).push(load);
  });
  const wishOf = (load: Placement) => ({
    loadFrom: load.loadStart,
    unloadFrom: load.unloadStart,
    note: notes.get(load) ?? -1,
  });
  // A pour that lacks a load cannot go on behind it: the rest waits until the load is put back.
  const empty = s.copy();
  if (behindGap.length > 0 && s.load([...kept, ...behindGap], wishOf).length === 0) return;
  s.restore(empty);
  s.load(kept, wishOf);
}

/** Whether no rule forbids a load of the plan that runs by itself: that plan may be a hand-made one. */
export function isAllowed(instance: DispatchInstance, { order, truck, plant, dock, volumeL }: Placement): boolean {
  if (truck < 0 || plant < 0 || dock < 0) return false;
  const { mayServe, mayLoad, trucks, plants, sentFull, capacityL, leastLoadL } = instance;
  if (mayServe[order * trucks + truck] === 0 || mayLoad[order * plants + plant] === 0) return false;
  if (sentFull[order] === 1) return volumeL === capacityL[truck];
  return volumeL <= capacityL[truck] && volumeL >= Math.min(leastLoadL[order], instance.volumeL[order]);
}

/** Orders that lack something, in the order given; those that stay incomplete and may not be come out whole. */
export function putBack(s: Schedule, filler: Filler, orders: readonly number[]): void {
  for (const order of orders) if (s.servedL[order] < s.instance.volumeL[order]) filler.fill(order);
}

/** Whether an order has some of its loads only and may not. */
export function isFragment(s: Schedule, order: number): boolean {
  const { wholeOnly, volumeL } = s.instance;
  return wholeOnly[order] === 1 && s.firstOfOrder[order] >= 0 && s.servedL[order] < volumeL[order];
}

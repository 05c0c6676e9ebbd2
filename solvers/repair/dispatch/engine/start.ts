/**
 * The plan that runs, as far as it can go on: every open load where and when it was, later where what happened pushes it.
 * Loads without room come out; what orders lack then is put back in the order of rescue.
 */
import { never, type Placement } from '../../../dispatch/instance.ts';
import type { Schedule } from '../../../dispatch/schedule.ts';
import type { Filler } from './filler.ts';
import type { PlanThatRuns } from './plan-that-runs.ts';

/** Loads open loads that still have truck and plant, each not before its times. */
export function keepRunning(s: Schedule, running: PlanThatRuns): void {
  const { instance } = s;
  const litres = Int32Array.from(instance.volumeL, (volumeL, order) => volumeL - s.servedL[order]);
  const notes = new Map<Placement, number>();
  const gone = new Uint8Array(instance.orders);
  const hasGap = (order: number) => gone[order] === 1 && instance.gapGreatest[order] < never;
  const kept: Placement[] = [];
  const behindGap: Placement[] = [];
  running.loads.forEach((load, note) => {
    const { order, truck, plant, dock, volumeL } = load;
    const isPossible =
      truck >= 0 &&
      plant >= 0 &&
      dock >= 0 &&
      instance.mayServe[order * instance.trucks + truck] === 1 &&
      instance.mayLoad[order * instance.plants + plant] === 1 &&
      (instance.sentFull[order] === 1 ? litres[order] > 0 : volumeL <= litres[order]);
    if (!isPossible) {
      gone[order] = 1;
      return;
    }
    litres[order] -= volumeL;
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

/** Orders that lack something, in the order given; those that stay incomplete and may not be come out whole. */
export function putBack(s: Schedule, filler: Filler, orders: readonly number[]): void {
  for (const order of orders) if (s.servedL[order] < s.instance.volumeL[order]) filler.fill(order);
}

/** Whether an order has some of its loads only and may not. */
export function isFragment(s: Schedule, order: number): boolean {
  const { wholeOnly, volumeL } = s.instance;
  return wholeOnly[order] === 1 && s.firstOfOrder[order] >= 0 && s.servedL[order] < volumeL[order];
}

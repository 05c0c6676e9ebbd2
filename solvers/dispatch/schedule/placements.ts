/** From a plan with times to sequences: loads come one behind the other as their given times tell. */
import { never, type Placement } from '../instance.ts';
import type { Schedule, Wish } from '../schedule.ts';
import { noWish } from '../schedule.ts';
import { trafficToPlant, travelToPlant } from '../ways.ts';
import { originOf } from './edges.ts';
import { sitePlaceNear } from './site-places.ts';
import { arrive } from './travel.ts';

/**
 * Adds given loads, all at once where that can be timed, else one by one in order of time.
 * Frozen ones keep the given times and are always kept.
 * @returns those that do not fit.
 */
export function keepPlacements(
  s: Schedule,
  placements: readonly Placement[],
  frozen: boolean,
  wishOf: (placement: Placement) => Wish = () => noWish,
): Placement[] {
  if (placements.length === 0) return [];
  const sorted = [...placements].sort((a, b) => a.unloadStart - b.unloadStart || a.loadStart - b.loadStart);
  const { memory } = s;
  const mark = memory.mark();
  const kept = new Map<number, Placement>();
  const haveSite = sorted.every((placement) => {
    lowerNotBefore(s, placement);
    Object.assign(s.wish, wishOf(placement));
    const at = placesByTime(s, placement, kept);
    // What is fixed is a fact; all else keeps behind the orders that it follows, whatever the time given.
    const isFirst = s.firstOfOrder[placement.order] < 0;
    const afterAtSite = frozen || !isFirst ? at.afterAtSite : sitePlaceNear(s, placement.order, at.afterAtSite);
    if (afterAtSite === undefined) return false;
    const slot = placeAt(s, placement, { ...at, afterAtSite });
    if (slot < 0) throw new Error('more loads than slots');
    kept.set(slot, placement);
    if (frozen) pin(s, slot, placement);
    return true;
  });
  Object.assign(s.wish, noWish);
  if (frozen) s.findStanding();
  if (haveSite) {
    placeBreaks(s, kept);
    if (s.settle() || frozen) return [];
  }
  memory.undoTo(mark);

  const refused: Placement[] = [];
  kept.clear();
  for (const placement of sorted) {
    lowerNotBefore(s, placement);
    const at = placesByTime(s, placement, kept);
    const { order, volumeL, truck, plant, dock } = placement;
    Object.assign(s.wish, wishOf(placement));
    const slot = s.insert(order, volumeL, at.afterInOrder, truck, at.afterInTruck, plant, dock, at.afterOnDock);
    if (slot < 0) refused.push(placement);
    else kept.set(slot, placement);
  }
  Object.assign(s.wish, noWish);
  return refused;
}

function pin(s: Schedule, slot: number, placement: Placement): void {
  s.memory.write(s.frozen, slot, 1);
  s.memory.write(s.loadFrom, slot, placement.loadStart);
  s.memory.write(s.loadTo, slot, placement.loadStart);
  s.memory.write(s.unloadFrom, slot, placement.unloadStart);
  s.memory.write(s.unloadTo, slot, placement.unloadStart);
}

/** A plan that starts an order before its ideal time has decided so. */
function lowerNotBefore(s: Schedule, placement: Placement): void {
  const { order, unloadStart } = placement;
  if (s.firstOfOrder[order] < 0 && unloadStart < s.notBefore[order]) {
    s.memory.write(s.notBefore, order, Math.max(unloadStart, s.instance.windowFrom[order]));
  }
}

function placeAt(s: Schedule, placement: Placement, at: ReturnType<typeof placesByTime>): number {
  const { order, volumeL, truck, plant, dock } = placement;
  return s.place(order, volumeL, at.afterInOrder, truck, at.afterInTruck, plant, dock, at.afterOnDock, at.afterAtSite);
}

function placesByTime(s: Schedule, placement: Placement, kept: Map<number, Placement>) {
  const startOf = (slot: number) => kept.get(slot)?.loadStart ?? s.loadStart[slot];
  const unloadOf = (slot: number) => kept.get(slot)?.unloadStart ?? s.unloadStart[slot];
  let afterInOrder = s.lastOfOrder[placement.order];
  while (afterInOrder >= 0 && unloadOf(afterInOrder) > placement.unloadStart)
    afterInOrder = s.prevOfOrder[afterInOrder];
  let afterInTruck = s.lastOfTruck[placement.truck];
  while (afterInTruck >= 0 && startOf(afterInTruck) > placement.loadStart) afterInTruck = s.prevOfTruck[afterInTruck];
  let afterOnDock = s.queues(placement.plant) ? s.lastOnDock[placement.dock] : -1;
  while (afterOnDock >= 0 && startOf(afterOnDock) > placement.loadStart) afterOnDock = s.prevOnDock[afterOnDock];
  let afterAtSite = s.lastAtSite[s.instance.site[placement.order]];
  while (afterAtSite >= 0 && unloadOf(s.firstOfOrder[afterAtSite]) > placement.unloadStart) {
    afterAtSite = s.prevAtSite[afterAtSite];
  }
  return { afterInOrder, afterInTruck, afterOnDock, afterAtSite };
}

/**
 * Breaks go into the first gap that the given times leave for them, else behind the last load that ends in time; where loads
 * that are all frozen leave none, behind the last of these.
 */
function placeBreaks(s: Schedule, kept: Map<number, Placement>): void {
  const { instance, memory } = s;
  for (let truck = 0; truck < instance.trucks; truck++) {
    let free = instance.shiftFrom[truck];
    let gap = -1;
    for (let at = instance.breakOf[truck]; at < instance.breakOf[truck + 1]; at++) {
      for (;;) {
        const next = gap < 0 ? s.firstOfTruck[truck] : s.nextOfTruck[gap];
        const start = Math.max(free, instance.breakFrom[at]);
        if (next < 0) break;
        // Loads that were there before, frozen ones first of all, are where they are.
        const loadStart = kept.get(next)?.loadStart ?? s.loadStart[next];
        const unloadStart = kept.get(next)?.unloadStart ?? s.unloadStart[next];
        const origin = originOf(s, truck, gap);
        const way = travelToPlant(instance, truck, origin, s.loadPlant[next]);
        // Where there is none, and the load is there all the same, it counts as no time.
        const travel = way >= never ? 0 : way;
        const traffic = trafficToPlant(instance, truck, origin, s.loadPlant[next]);
        const atPlant = arrive(traffic, start + instance.breakTime[at], travel);
        if (start <= instance.breakTo[at] && atPlant <= loadStart) break;
        const end = unloadStart + s.release[next];
        // Frozen loads do not make way: behind them the break is too late, and nothing may delay it further.
        const pinned = s.frozen[next] === 1 && (gap < 0 || s.frozen[gap] === 1);
        if (end > instance.breakTo[at] && !pinned) break;
        gap = next;
        free = end;
      }
      memory.write(s.breakAfter, at, gap);
      free = Math.max(free, instance.breakFrom[at]) + instance.breakTime[at];
    }
  }
}

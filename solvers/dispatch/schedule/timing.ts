/**
 * Exact timing of given sequences. All constraints are monotone (`instance.ts`), so that raising times from their lower
 * bounds along violated constraints ends in the least fixed point, the earliest schedule, or passes an upper bound: then
 * there is no schedule at all. Lowering from the upper bounds gives the latest schedule in the same way. A load put at the
 * end of its order only adds constraints, so that propagation starts from it with the times of the others as they are.
 *
 * @see Dechter, Meiri and Pearl (1991), Artificial Intelligence 49:61-95, on temporal constraint networks.
 */
import { leastStep, never } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import {
  home,
  loadingBefore,
  plantAfter,
  plantFromYard,
  unloadingAfter,
  unloadingBefore,
  unloadingBeforeHome,
} from './edges.ts';

/** First in, first out; a load waits at most once. */
export class WorkList {
  readonly #ring: Int32Array;
  readonly #waits: Uint8Array;
  #head = 0;
  #count = 0;

  constructor(slots: number) {
    this.#ring = new Int32Array(Math.max(1, slots));
    this.#waits = new Uint8Array(slots);
  }

  add(slot: number): void {
    if (this.#waits[slot] === 1) return;
    this.#waits[slot] = 1;
    const size = this.#ring.length;
    const at = this.#head + this.#count++;
    this.#ring[at >= size ? at - size : at] = slot;
  }

  /** The next load, or -1. */
  next(): number {
    if (this.#count === 0) return -1;
    this.#count--;
    const slot = this.#ring[this.#head];
    this.#head = this.#head + 1 === this.#ring.length ? 0 : this.#head + 1;
    this.#waits[slot] = 0;
    return slot;
  }

  clear(): void {
    while (this.next() >= 0);
  }
}

/** Sets the times of a load to its own bounds, without its neighbours. */
export function setOwnBounds(s: Schedule, slot: number): void {
  setOwnEarliest(s, slot);
  setOwnLatest(s, slot);
}

export function setOwnEarliest(s: Schedule, slot: number): void {
  const { memory } = s;
  let start = s.loadFrom[slot];
  let unload = s.unloadFrom[slot];
  if (s.frozen[slot] === 0) {
    if (s.prevOfTruck[slot] < 0) start = Math.max(start, plantFromYard(s, s.loadTruck[slot], s.loadPlant[slot]));
    if (s.prevOfOrder[slot] < 0) unload = Math.max(unload, s.notBefore[s.loadOrder[slot]]);
  }
  memory.write(s.loadStart, slot, start);
  memory.write(s.unloadStart, slot, unload);
}

export function setOwnLatest(s: Schedule, slot: number): void {
  const { memory } = s;
  let latest = s.unloadTo[slot];
  if (s.frozen[slot] === 0) {
    if (s.prevOfOrder[slot] < 0) {
      const order = s.loadOrder[slot];
      latest = Math.min(latest, s.instance.firstTo[order]);
      if (s.followLimits !== undefined) latest = Math.min(latest, s.followLimits.firstTo[order]);
    }
    if (s.nextOfTruck[slot] < 0) latest = Math.min(latest, unloadingBeforeHome(s, slot));
  }
  memory.write(s.latestLoadStart, slot, s.loadTo[slot]);
  memory.write(s.latestUnloadStart, slot, latest);
}

/**
 * Loads looked at in one propagation, per load there is, before the sequences count as contradictory: a cycle that drives
 * itself on climbs in small steps, and where bounds are far away it does so for a long time.
 */
const mostPasses = 1000;

/** Raises times along violated constraints; false where a time would pass its latest value (times are then undefined). */
export function raise(s: Schedule): boolean {
  const { instance, workList, memory, loadStart, unloadStart, latestLoadStart, latestUnloadStart, frozen } = s;
  const { nextOnDock, nextOfTruck, nextOfOrder, prevOfOrder, unloading, loadOrder } = s;
  const { gapGreatest, gapFromStart, lifetime } = instance;
  const { traffic } = instance;
  const calm = traffic === undefined ? -never : traffic.from[traffic.from.length - 1];
  const starts = loadStart.byteOffset >> 2;
  const unloads = unloadStart.byteOffset >> 2;
  let left = mostPasses * (s.loads + 1);

  for (let slot = workList.next(); slot >= 0; slot = workList.next()) {
    if (left-- === 0) return false;
    const order = loadOrder[slot];
    const fixed = frozen[slot];
    if (fixed === 0) {
      let start = loadStart[slot];
      let unload = unloadStart[slot];
      for (;;) {
        unload = Math.max(unload, unloadingAfter(s, slot, start));
        const fresh = unload + unloading[slot] - lifetime[order];
        if (unload > latestUnloadStart[slot] || start > latestLoadStart[slot]) return false;
        if (fresh <= start) break;
        // Too long on the road for its lifetime; the hour may change that, but not after the last change of traffic.
        if (start >= calm && unload === unloadingAfter(s, slot, start)) return false;
        start = fresh;
      }
      memory.set(starts + slot, start);
      memory.set(unloads + slot, unload);
    }
    const unload = unloadStart[slot];

    const onDock = nextOnDock[slot];
    if (onDock >= 0) {
      const least = loadStart[slot] + s.hold[slot];
      if (least > loadStart[onDock] && !(fixed === 1 && frozen[onDock] === 1)) {
        if (least > latestLoadStart[onDock]) return false;
        memory.set(starts + onDock, least);
        workList.add(onDock);
      }
    }
    const next = nextOfTruck[slot];
    if (next >= 0) {
      const least = plantAfter(s, slot, unload, s.loadPlant[next]);
      if (least > loadStart[next] && !(fixed === 1 && frozen[next] === 1)) {
        if (least > latestLoadStart[next]) return false;
        memory.set(starts + next, least);
        workList.add(next);
      }
    } else if (fixed === 0 && home(s, slot, unload) > instance.shiftTo[s.loadTruck[slot]]) return false;

    const fromStart = gapFromStart[order] === 1;
    let later = nextOfOrder[slot];
    let least = unload + leastStep(instance, order, unloading[slot]);
    if (later < 0) {
      later = s.firstOfNextOrder(order);
      least = unload + unloading[slot] + (later >= 0 ? s.followLeastOf(loadOrder[later]) : 0);
    }
    if (later >= 0 && least > unloadStart[later] && !(fixed === 1 && frozen[later] === 1)) {
      if (least > latestUnloadStart[later]) return false;
      memory.set(unloads + later, least);
      workList.add(later);
    }

    let earlier = prevOfOrder[slot];
    let greatest = gapGreatest[order];
    let ends = !fromStart;
    if (earlier < 0) {
      greatest = s.followGreatestOf(order);
      earlier = greatest < never ? s.lastOfPreviousOrder(order) : -1;
      ends = true;
    }
    if (earlier >= 0 && greatest < never) {
      const from = unload - greatest - (ends ? unloading[earlier] : 0);
      if (from > unloadStart[earlier] && !(fixed === 1 && frozen[earlier] === 1)) {
        if (from > latestUnloadStart[earlier]) return false;
        memory.set(unloads + earlier, from);
        workList.add(earlier);
      }
    }
  }
  return true;
}

/** Lowers the latest times along violated constraints; cannot fail where there is an earliest schedule. */
export function lower(s: Schedule): void {
  const { instance, workList, memory, latestLoadStart, latestUnloadStart, frozen } = s;
  const { prevOnDock, prevOfTruck, nextOfOrder, prevOfOrder, unloading, loadOrder } = s;
  const { gapGreatest, gapFromStart, lifetime } = instance;
  const { traffic } = instance;
  const calm = traffic === undefined ? -never : traffic.from[traffic.from.length - 1];
  const starts = latestLoadStart.byteOffset >> 2;
  const unloads = latestUnloadStart.byteOffset >> 2;

  for (let slot = workList.next(); slot >= 0; slot = workList.next()) {
    const order = loadOrder[slot];
    if (frozen[slot] === 0) {
      let start = latestLoadStart[slot];
      let unload = latestUnloadStart[slot];
      for (;;) {
        start = Math.min(start, loadingBefore(s, slot, unload));
        const fresh = start + lifetime[order] - unloading[slot];
        if (fresh >= unload) break;
        unload = fresh;
        // As above: after the last change of traffic the road stays too long.
        if (start >= calm && loadingBefore(s, slot, fresh) < start) start = Math.min(start, calm - 1);
      }
      memory.set(starts + slot, start);
      memory.set(unloads + slot, unload);
    }
    const start = latestLoadStart[slot];
    const unload = latestUnloadStart[slot];

    const onDock = prevOnDock[slot];
    if (onDock >= 0 && frozen[onDock] === 0 && start - s.hold[onDock] < latestLoadStart[onDock]) {
      memory.set(starts + onDock, start - s.hold[onDock]);
      workList.add(onDock);
    }
    const before = prevOfTruck[slot];
    if (before >= 0 && frozen[before] === 0) {
      const greatest = unloadingBefore(s, before, start, s.loadPlant[slot]);
      if (greatest < latestUnloadStart[before]) {
        memory.set(unloads + before, greatest);
        workList.add(before);
      }
    }

    const fromStart = gapFromStart[order] === 1;
    let earlier = prevOfOrder[slot];
    const first = earlier < 0;
    if (first) earlier = s.lastOfPreviousOrder(order);
    if (earlier >= 0 && frozen[earlier] === 0) {
      const length = unloading[earlier];
      const greatest = unload - (first ? length + s.followLeastOf(order) : leastStep(instance, order, length));
      if (greatest < latestUnloadStart[earlier]) {
        memory.set(unloads + earlier, greatest);
        workList.add(earlier);
      }
    }

    let later = nextOfOrder[slot];
    let greatest = gapGreatest[order];
    let ends = !fromStart;
    if (later < 0) {
      later = s.firstOfNextOrder(order);
      greatest = later >= 0 ? s.followGreatestOf(loadOrder[later]) : never;
      ends = true;
    }
    if (later >= 0 && frozen[later] === 0 && greatest < never) {
      const to = unload + greatest + (ends ? unloading[slot] : 0);
      if (to < latestUnloadStart[later]) {
        memory.set(unloads + later, to);
        workList.add(later);
      }
    }
  }
}

/**
 * Times anew only what a change of the sequences can have moved. Where a constraint goes, the times that it held up may
 * fall, and those that these held up, and so on: all of them go back to their own bounds and are raised again. A time that
 * no fallen one holds up has its reason elsewhere and stays. The latest times rise likewise. The outcome is the one of
 * timing from nothing.
 *
 * @see Ramalingam and Reps (1996), Journal of Algorithms 21(2):267-305, on shortest paths where edges go.
 */
import { leastStep, never } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { plantAfter, unloadingBefore } from './edges.ts';
import { lower, raise, setOwnEarliest, setOwnLatest } from './timing.ts';

/** Loads, each once, in the order in which they came. */
class LoadList {
  readonly slots: Int32Array;
  readonly #has: Uint8Array;
  count = 0;

  constructor(slots: number) {
    this.slots = new Int32Array(slots);
    this.#has = new Uint8Array(slots);
  }

  add(slot: number): void {
    if (slot < 0 || this.#has[slot] === 1) return;
    this.#has[slot] = 1;
    this.slots[this.count++] = slot;
  }

  clear(): void {
    for (let at = 0; at < this.count; at++) this.#has[this.slots[at]] = 0;
    this.count = 0;
  }
}

export class Retiming {
  readonly #falling: LoadList;
  readonly #rising: LoadList;
  readonly #touched: LoadList;

  constructor(slots: number) {
    this.#falling = new LoadList(slots);
    this.#rising = new LoadList(slots);
    this.#touched = new LoadList(slots);
  }

  /** A load whose earliest times may fall; -1: none. */
  fall(slot: number): void {
    this.#falling.add(slot);
  }

  /** A load whose latest times may rise; -1: none. */
  rise(slot: number): void {
    this.#rising.add(slot);
  }

  /** A load that has new neighbours or breaks; -1: none. */
  touch(slot: number): void {
    this.#touched.add(slot);
  }

  both(slot: number): void {
    this.fall(slot);
    this.rise(slot);
  }

  /** What is to be timed anew when a load goes; to be called while it is still there. */
  leave(s: Schedule, slot: number): void {
    this.fall(s.nextOfTruck[slot]);
    this.rise(s.prevOfTruck[slot]);
    this.touch(s.prevOfTruck[slot]);
    const after = s.nextOnDock[slot];
    if (after >= 0 && s.loadStart[after] <= s.loadStart[slot] + s.hold[slot]) this.fall(after);
    const before = s.prevOnDock[slot];
    if (before >= 0 && s.latestLoadStart[before] >= s.latestLoadStart[slot] - s.hold[before]) this.rise(before);
    this.alongOrder(s, slot);
  }

  /** What is to be timed anew along order and site when a load comes or goes. */
  alongOrder(s: Schedule, slot: number): void {
    const order = s.loadOrder[slot];
    this.both(s.prevOfOrder[slot]);
    this.both(s.nextOfOrder[slot]);
    if (s.prevOfOrder[slot] < 0) {
      this.both(s.lastOfPreviousOrder(order));
      this.touch(s.lastOfPreviousOrder(order));
    }
    if (s.nextOfOrder[slot] < 0) this.both(s.firstOfNextOrder(order));
    if (s.prevOfOrder[slot] < 0 || s.nextOfOrder[slot] < 0) {
      // What follows an order on its site depends on which one it comes after.
      this.both(s.firstOfNextOrder(order));
      const next = s.nextAtSite[order];
      if (next >= 0) this.both(s.lastOfOrder[next]);
    }
  }

  /** Loads that left in the meantime are passed over. @returns false where the sequences allow no schedule. */
  run(s: Schedule): boolean {
    const timed = this.#run(s);
    s.workList.clear();
    this.#falling.clear();
    this.#rising.clear();
    this.#touched.clear();
    return timed;
  }

  #run(s: Schedule): boolean {
    const falling = this.#falling;
    const rising = this.#rising;
    const touched = this.#touched;
    for (let at = 0; at < falling.count; at++) {
      const slot = falling.slots[at];
      if (s.loadOrder[slot] < 0) continue;
      this.#addHeldUp(s, slot);
      setOwnEarliest(s, slot);
    }
    for (let at = 0; at < rising.count; at++) {
      const slot = rising.slots[at];
      if (s.loadOrder[slot] < 0) continue;
      this.#addHeldDown(s, slot);
      setOwnLatest(s, slot);
    }
    const { workList } = s;
    for (let at = 0; at < falling.count; at++) {
      const slot = falling.slots[at];
      if (s.loadOrder[slot] < 0) continue;
      addIf(s, s.prevOnDock[slot]);
      addIf(s, s.prevOfTruck[slot]);
      addOrderNeighbours(s, slot);
      workList.add(slot);
    }
    for (let at = 0; at < touched.count; at++) if (s.loadOrder[touched.slots[at]] >= 0) workList.add(touched.slots[at]);
    if (!raise(s)) return false;
    for (let at = 0; at < rising.count; at++) {
      const slot = rising.slots[at];
      if (s.loadOrder[slot] < 0) continue;
      addIf(s, s.nextOnDock[slot]);
      addIf(s, s.nextOfTruck[slot]);
      addOrderNeighbours(s, slot);
      workList.add(slot);
    }
    lower(s);
    return true;
  }

  /** Those whose earliest time is what `slot` makes it. */
  #addHeldUp(s: Schedule, slot: number): void {
    const { instance } = s;
    const falling = this.#falling;
    const order = s.loadOrder[slot];
    const unload = s.unloadStart[slot];
    const onDock = s.nextOnDock[slot];
    if (onDock >= 0 && s.loadStart[onDock] <= s.loadStart[slot] + s.hold[slot]) falling.add(onDock);
    const next = s.nextOfTruck[slot];
    if (next >= 0 && s.loadStart[next] <= plantAfter(s, slot, unload, s.loadPlant[next])) falling.add(next);
    const later = s.nextOfOrder[slot];
    if (later < 0) falling.add(s.firstOfNextOrder(order));
    else if (s.unloadStart[later] <= unload + leastStep(instance, order, s.unloading[slot])) falling.add(later);
    const earlier = s.prevOfOrder[slot];
    if (earlier < 0) falling.add(s.lastOfPreviousOrder(order));
    else if (instance.gapGreatest[order] < never) {
      const ends = instance.gapFromStart[order] === 1 ? 0 : s.unloading[earlier];
      if (s.unloadStart[earlier] <= unload - instance.gapGreatest[order] - ends) falling.add(earlier);
    }
  }

  /** Those whose latest time is what `slot` makes it. */
  #addHeldDown(s: Schedule, slot: number): void {
    const { instance } = s;
    const rising = this.#rising;
    const order = s.loadOrder[slot];
    const start = s.latestLoadStart[slot];
    const unload = s.latestUnloadStart[slot];
    const onDock = s.prevOnDock[slot];
    if (onDock >= 0 && s.latestLoadStart[onDock] >= start - s.hold[onDock]) rising.add(onDock);
    const before = s.prevOfTruck[slot];
    if (before >= 0 && s.latestUnloadStart[before] >= unloadingBefore(s, before, start, s.loadPlant[slot]))
      rising.add(before);
    const earlier = s.prevOfOrder[slot];
    if (earlier < 0) rising.add(s.lastOfPreviousOrder(order));
    else if (s.latestUnloadStart[earlier] >= unload - leastStep(instance, order, s.unloading[earlier]))
      rising.add(earlier);
    const later = s.nextOfOrder[slot];
    if (later < 0) rising.add(s.firstOfNextOrder(order));
    else if (instance.gapGreatest[order] < never) {
      const ends = instance.gapFromStart[order] === 1 ? 0 : s.unloading[slot];
      if (s.latestUnloadStart[later] >= unload + instance.gapGreatest[order] + ends) rising.add(later);
    }
  }
}

function addIf(s: Schedule, slot: number): void {
  if (slot >= 0) s.workList.add(slot);
}

function addOrderNeighbours(s: Schedule, slot: number): void {
  const order = s.loadOrder[slot];
  addIf(s, s.prevOfOrder[slot] >= 0 ? s.prevOfOrder[slot] : s.lastOfPreviousOrder(order));
  addIf(s, s.nextOfOrder[slot] >= 0 ? s.nextOfOrder[slot] : s.firstOfNextOrder(order));
}

/**
 * A plan under construction: loads in sequences by truck, dock, order and site, with the earliest and the latest time of
 * each that the sequences allow. Decisions are sequences (and `notBefore`); times follow exactly (`schedule/timing.ts`).
 *
 * All integers of the state live in a `TrailMemory`: `mark` and `undoTo` step back through any changes, `copy` and
 * `restore` keep whole states. Read the arrays freely; change them by the methods only.
 */
import type { DispatchInstance, Placement } from './instance.ts';
import { holdTime, loadingTime, never, unloadingTime } from './instance.ts';
import type { CostTerms } from './schedule/cost.ts';
import { CostModel } from './schedule/cost.ts';
import { pricesDelays } from './schedule/delay-cost.ts';
import { home, plantAfter, plantFromYard, unloadingBefore, unloadingBeforeHome } from './schedule/edges.ts';
import { type FollowLimits, followLimits } from './schedule/fixed-followers.ts';
import { linkInto, unlinkFrom } from './schedule/links.ts';
import type { Passages } from './schedule/passages.ts';
import { passagesOf } from './schedule/passages.ts';
import { keepPlacements } from './schedule/placements.ts';
import { Retiming } from './schedule/retiming.ts';
import { sitePlaces } from './schedule/site-places.ts';
import { slotsNeeded } from './schedule/slots.ts';
import { lower, raise, setOwnBounds, WorkList } from './schedule/timing.ts';
import { TrailMemory } from './schedule/trail-memory.ts';
import { standsNever } from './ways.ts';

/** Integers kept per load. */
const fieldsOfLoad = 27;

/** What is asked of the next load beside its place: not before these times, and a number of the caller's own. */
export interface Wish {
  loadFrom: number;
  unloadFrom: number;
  note: number;
}

export const noWish: Readonly<Wish> = { loadFrom: -never, unloadFrom: -never, note: -1 };

export class Schedule {
  readonly instance: DispatchInstance;
  readonly memory: TrailMemory;
  readonly workList: WorkList;
  readonly slots: number;
  /** Where plants differ in their place only, each load has the plant nearest to its truck's way. */
  readonly passages: Passages | undefined;

  /** Where fixed loads have parted orders from those that they follow. */
  readonly followLimits: FollowLimits | undefined;

  /** Whether places are priced with what they delay. */
  readonly pricesDelays: boolean;

  /** Of every load that is placed, until it is set anew. */
  readonly wish: Wish = { ...noWish };

  // --- loads by slot; `loadOrder` is -1 where a slot is free -----------------------------------------------------------
  readonly loadOrder: Int32Array;
  readonly loadTruck: Int32Array;
  readonly loadPlant: Int32Array;
  readonly loadDock: Int32Array;
  readonly loadVolumeL: Int32Array;
  /** Earliest times: the least fixed point. */
  readonly loadStart: Int32Array;
  readonly unloadStart: Int32Array;
  /** Latest times with which all the rest can still be done. */
  readonly latestLoadStart: Int32Array;
  readonly latestUnloadStart: Int32Array;
  readonly nextOfTruck: Int32Array;
  readonly prevOfTruck: Int32Array;
  /** Loads of one dock; -1 at plants without holds, whose loads are in no sequence. */
  readonly nextOnDock: Int32Array;
  readonly prevOnDock: Int32Array;
  readonly nextOfOrder: Int32Array;
  readonly prevOfOrder: Int32Array;
  /** 1: the load stays where and when it is, and what it breaks together with others like it is not our doing. */
  readonly frozen: Int32Array;
  /** The caller's own number of a load, -1: none. */
  readonly note: Int32Array;
  /** Loading and what follows it, before the truck leaves; travel to the site; slack there. */
  readonly beforeTravel: Int32Array;
  readonly travelTo: Int32Array;
  readonly slackTo: Int32Array;
  readonly unloading: Int32Array;
  /** From the start of unloading until the truck is free. */
  readonly release: Int32Array;
  readonly hold: Int32Array;
  /** Bounds of its own, without neighbours: loading from, to; unloading from, to. */
  readonly loadFrom: Int32Array;
  readonly loadTo: Int32Array;
  readonly unloadFrom: Int32Array;
  readonly unloadTo: Int32Array;

  // --- ends of the sequences -------------------------------------------------------------------------------------------
  readonly firstOfTruck: Int32Array;
  readonly lastOfTruck: Int32Array;
  readonly firstOnDock: Int32Array;
  readonly lastOnDock: Int32Array;
  readonly firstOfOrder: Int32Array;
  readonly lastOfOrder: Int32Array;
  readonly loadsOfOrder: Int32Array;
  readonly servedL: Int32Array;
  /** Orders with loads, by site. */
  readonly firstAtSite: Int32Array;
  readonly lastAtSite: Int32Array;
  readonly nextAtSite: Int32Array;
  readonly prevAtSite: Int32Array;
  /** Per break: the load it is taken after, -1: before the first one. */
  readonly breakAfter: Int32Array;
  /**
   * Per order, a decision: its first unloading does not start earlier. At first the ideal start where there is one, so
   * that what times cost only grows with them and the earliest schedule is the one to price.
   */
  readonly notBefore: Int32Array;
  /**
   * Per truck: the load behind which its next leg begins where it stands (`Standing`), -1: before its first load, or
   * `standsNever`. A fixed load, which keeps its slot.
   */
  readonly standsAfter: Int32Array;

  /** All slots, loads first, about in order of time; decides nothing but speed. */
  readonly #byTime: Int32Array;
  readonly #free: Int32Array;
  readonly #freeCount: Int32Array;
  readonly #costs: CostModel;
  readonly #retiming: Retiming;

  constructor(instance: DispatchInstance) {
    const { trucks, orders, sites } = instance;
    const docks = instance.dockFrom[instance.plants];
    const breaks = instance.breakOf[trucks];
    this.instance = instance;
    this.slots = slotsNeeded(instance);
    this.passages = passagesOf(instance);
    this.pricesDelays = pricesDelays(instance) && this.passages === undefined;
    const size = this.slots * (fieldsOfLoad + 1) + 2 * trucks + 2 * docks + 7 * orders + 2 * sites + breaks + 1;
    const memory = new TrailMemory(size);
    this.memory = memory;
    this.workList = new WorkList(this.slots);
    const ofLoad = () => memory.take(this.slots, -1);
    this.loadOrder = ofLoad();
    this.loadTruck = ofLoad();
    this.loadPlant = ofLoad();
    this.loadDock = ofLoad();
    this.loadVolumeL = ofLoad();
    this.loadStart = ofLoad();
    this.unloadStart = ofLoad();
    this.latestLoadStart = ofLoad();
    this.latestUnloadStart = ofLoad();
    this.nextOfTruck = ofLoad();
    this.prevOfTruck = ofLoad();
    this.nextOnDock = ofLoad();
    this.prevOnDock = ofLoad();
    this.nextOfOrder = ofLoad();
    this.prevOfOrder = ofLoad();
    this.frozen = ofLoad();
    this.note = ofLoad();
    this.beforeTravel = ofLoad();
    this.travelTo = ofLoad();
    this.slackTo = ofLoad();
    this.unloading = ofLoad();
    this.release = ofLoad();
    this.hold = ofLoad();
    this.loadFrom = ofLoad();
    this.loadTo = ofLoad();
    this.unloadFrom = ofLoad();
    this.unloadTo = ofLoad();
    this.firstOfTruck = memory.take(trucks, -1);
    this.lastOfTruck = memory.take(trucks, -1);
    this.firstOnDock = memory.take(docks, -1);
    this.lastOnDock = memory.take(docks, -1);
    this.firstOfOrder = memory.take(orders, -1);
    this.lastOfOrder = memory.take(orders, -1);
    this.loadsOfOrder = memory.take(orders, 0);
    this.servedL = memory.take(orders, 0);
    this.firstAtSite = memory.take(sites, -1);
    this.lastAtSite = memory.take(sites, -1);
    this.nextAtSite = memory.take(orders, -1);
    this.prevAtSite = memory.take(orders, -1);
    this.breakAfter = memory.take(breaks, -1);
    this.notBefore = memory.take(orders, 0);
    for (let order = 0; order < orders; order++) this.notBefore[order] = firstNotBefore(instance, order);
    // The fields of a free slot are garbage, so that the list of free slots is all there is to it.
    this.#free = memory.take(this.slots, 0);
    for (let slot = 0; slot < this.slots; slot++) this.#free[slot] = this.slots - 1 - slot;
    this.#freeCount = memory.take(1, this.slots);
    this.#byTime = this.#free.slice();
    this.#costs = new CostModel(instance);
    this.#retiming = new Retiming(this.slots);
    this.standsAfter = new Int32Array(trucks).fill(standsNever);
    this.findStanding();
    this.followLimits = undefined;
    keepPlacements(this, instance.fixed, true);
    this.followLimits = instance.fixed.length > 0 ? followLimits(this) : undefined;
    memory.forget();
  }

  get loads(): number {
    return this.slots - this.#freeCount[0];
  }

  /**
   * Puts a load behind given ones (-1: first) and times everything anew.
   * @returns its slot; -1 where that cannot be done, and then nothing has changed.
   */
  insert(
    order: number,
    volumeL: number,
    afterInOrder: number,
    truck: number,
    afterInTruck: number,
    plant: number,
    dock: number,
    afterOnDock: number,
  ): number {
    const { memory } = this;
    const mark = memory.mark();
    if (this.firstOfOrder[order] < 0 && this.firstAtSite[this.instance.site[order]] >= 0) {
      for (const afterAtSite of sitePlaces(this, order)) {
        const slot = this.#tryBreaks(order, volumeL, -1, truck, afterInTruck, plant, dock, afterOnDock, afterAtSite);
        if (slot >= 0) return slot;
        memory.undoTo(mark);
      }
      return -1;
    }
    const slot = this.#tryBreaks(order, volumeL, afterInOrder, truck, afterInTruck, plant, dock, afterOnDock, -1);
    if (slot < 0) memory.undoTo(mark);
    return slot;
  }

  /**
   * Breaks of the gap that the load parts go behind it where their time allows, else (or where that fails) before it;
   * a truck's only break may go to another gap.
   */
  #tryBreaks(
    order: number,
    volumeL: number,
    afterInOrder: number,
    truck: number,
    afterInTruck: number,
    plant: number,
    dock: number,
    afterOnDock: number,
    afterAtSite: number,
  ): number {
    const { memory, breakAfter, instance } = this;
    let gapBreaks = 0;
    for (let at = instance.breakOf[truck]; at < instance.breakOf[truck + 1]; at++) {
      if (breakAfter[at] === afterInTruck) gapBreaks++;
    }
    const mark = memory.mark();
    for (let behind = gapBreaks; behind >= 0; behind--) {
      const slot = this.place(order, volumeL, afterInOrder, truck, afterInTruck, plant, dock, afterOnDock, afterAtSite);
      if (slot < 0) return -1;
      let left = behind;
      for (let at = instance.breakOf[truck + 1] - 1; left > 0 && at >= instance.breakOf[truck]; at--) {
        if (breakAfter[at] !== afterInTruck) continue;
        memory.write(breakAfter, at, slot);
        left--;
      }
      if (this.#timeNew(slot, gapBreaks > 0)) return slot;
      memory.undoTo(mark);
    }
    if (gapBreaks !== 1 || instance.breakOf[truck + 1] - instance.breakOf[truck] !== 1) return -1;

    // There is no room for both: the break may go to another gap of the truck.
    const rest = instance.breakOf[truck];
    for (let gap = -1; ; gap = gap < 0 ? this.firstOfTruck[truck] : this.nextOfTruck[gap]) {
      const free = gap < 0 ? instance.shiftFrom[truck] : this.unloadStart[gap] + this.release[gap];
      if (free > instance.breakTo[rest]) return -1;
      const next = gap < 0 ? this.firstOfTruck[truck] : this.nextOfTruck[gap];
      const rested = Math.max(free, instance.breakFrom[rest]) + instance.breakTime[rest];
      if (gap !== afterInTruck && (next < 0 || rested <= this.latestLoadStart[next])) {
        memory.write(breakAfter, rest, gap);
        if (this.#leavesFrozenInPeace(truck, gap, next)) {
          const slot = this.place(
            order,
            volumeL,
            afterInOrder,
            truck,
            afterInTruck,
            plant,
            dock,
            afterOnDock,
            afterAtSite,
          );
          if (slot < 0) return -1;
          this.#retiming.both(gap);
          this.#retiming.fall(next);
          if (this.#retimeAround(slot)) return slot;
        }
        memory.undoTo(mark);
      }
      if (next < 0) return -1;
    }
  }

  /**
   * Timing leaves frozen loads alone with each other: whether there is time for a break between two of them, or behind the
   * last one, is asked here.
   */
  #leavesFrozenInPeace(truck: number, before: number, next: number): boolean {
    const { frozen, instance } = this;
    if (before >= 0 && frozen[before] === 0) return true;
    if (next < 0) return before < 0 || home(this, before, this.unloadStart[before]) <= instance.shiftTo[truck];
    return frozen[next] === 0 || this.#soonestNext(before, truck, next) <= this.loadStart[next];
  }

  /** Links a load without timing: `settle` (or `insert`, which calls this) has to follow. -1 where all slots are taken. */
  place(
    order: number,
    volumeL: number,
    afterInOrder: number,
    truck: number,
    afterInTruck: number,
    plant: number,
    dock: number,
    afterOnDock: number,
    afterAtSite: number,
  ): number {
    const { instance, memory } = this;
    const free = this.#freeCount[0];
    if (free === 0) return -1;
    const slot = this.#free[free - 1];
    memory.write(this.#freeCount, 0, free - 1);
    const loading = loadingTime(instance, plant, volumeL);
    const unloading = unloadingTime(instance, order, truck, volumeL);
    const site = instance.site[order];
    memory.write(this.loadOrder, slot, order);
    memory.write(this.loadTruck, slot, truck);
    memory.write(this.loadPlant, slot, plant);
    memory.write(this.loadDock, slot, dock);
    memory.write(this.loadVolumeL, slot, volumeL);
    memory.write(this.frozen, slot, 0);
    memory.write(this.note, slot, this.wish.note);
    memory.write(this.beforeTravel, slot, loading + instance.afterLoading[plant]);
    memory.write(this.travelTo, slot, instance.travelOut[plant * instance.sites + site]);
    memory.write(this.slackTo, slot, instance.slackBefore[plant * instance.orders + order]);
    memory.write(this.unloading, slot, unloading);
    const after = instance.slackAfter[plant * instance.orders + order];
    memory.write(this.release, slot, unloading + instance.wash[truck] + after);
    memory.write(this.hold, slot, holdTime(instance, plant, loading));
    memory.write(this.loadFrom, slot, Math.max(instance.plantFrom[plant], this.wish.loadFrom));
    memory.write(this.loadTo, slot, instance.plantTo[plant] - loading);
    memory.write(this.unloadFrom, slot, Math.max(instance.windowFrom[order], this.wish.unloadFrom));
    const unloadTo = Math.min(instance.startTo[order], instance.windowTo[order] - unloading, instance.startBy[truck]);
    memory.write(this.unloadTo, slot, unloadTo);
    const limits = this.followLimits;
    if (limits !== undefined) {
      memory.write(this.unloadFrom, slot, Math.max(this.unloadFrom[slot], limits.from[order]));
      memory.write(this.unloadTo, slot, Math.min(unloadTo, limits.endBy[order] - unloading));
    }
    memory.write(this.servedL, order, this.servedL[order] + volumeL);
    memory.write(this.loadsOfOrder, order, this.loadsOfOrder[order] + 1);
    linkInto(
      memory,
      this.firstOfTruck,
      this.lastOfTruck,
      this.nextOfTruck,
      this.prevOfTruck,
      truck,
      slot,
      afterInTruck,
    );
    if (this.passages !== undefined) {
      this.#choosePlant(this.passages, slot);
      if (this.nextOfTruck[slot] >= 0) this.#choosePlant(this.passages, this.nextOfTruck[slot]);
    }
    if (this.loadsOfOrder[order] === 1) {
      linkInto(memory, this.firstAtSite, this.lastAtSite, this.nextAtSite, this.prevAtSite, site, order, afterAtSite);
    }
    linkInto(
      memory,
      this.firstOfOrder,
      this.lastOfOrder,
      this.nextOfOrder,
      this.prevOfOrder,
      order,
      slot,
      afterInOrder,
    );
    if (this.queues(plant)) {
      linkInto(memory, this.firstOnDock, this.lastOnDock, this.nextOnDock, this.prevOnDock, dock, slot, afterOnDock);
    } else {
      memory.write(this.nextOnDock, slot, -1);
      memory.write(this.prevOnDock, slot, -1);
    }
    return slot;
  }

  /** Takes a load out without timing: `settle` has to follow. */
  detach(slot: number): void {
    const { instance, memory } = this;
    const order = this.loadOrder[slot];
    const truck = this.loadTruck[slot];
    for (let at = instance.breakOf[truck]; at < instance.breakOf[truck + 1]; at++) {
      if (this.breakAfter[at] === slot) memory.write(this.breakAfter, at, this.prevOfTruck[slot]);
    }
    const next = this.nextOfTruck[slot];
    unlinkFrom(memory, this.firstOfTruck, this.lastOfTruck, this.nextOfTruck, this.prevOfTruck, truck, slot);
    if (this.passages !== undefined && next >= 0) this.#choosePlant(this.passages, next);
    unlinkFrom(memory, this.firstOfOrder, this.lastOfOrder, this.nextOfOrder, this.prevOfOrder, order, slot);
    if (this.queues(this.loadPlant[slot])) {
      const dock = this.loadDock[slot];
      unlinkFrom(memory, this.firstOnDock, this.lastOnDock, this.nextOnDock, this.prevOnDock, dock, slot);
    }
    memory.write(this.servedL, order, this.servedL[order] - this.loadVolumeL[slot]);
    memory.write(this.loadsOfOrder, order, this.loadsOfOrder[order] - 1);
    if (this.loadsOfOrder[order] === 0) {
      const site = instance.site[order];
      unlinkFrom(memory, this.firstAtSite, this.lastAtSite, this.nextAtSite, this.prevAtSite, site, order);
    }
    memory.write(this.loadOrder, slot, -1);
    const free = this.#freeCount[0];
    memory.write(this.#free, free, slot);
    memory.write(this.#freeCount, 0, free + 1);
  }

  /** All loads of an order but frozen ones; `settle` has to follow. */
  detachOrder(order: number): void {
    for (let slot = this.lastOfOrder[order]; slot >= 0; ) {
      const before = this.prevOfOrder[slot];
      if (this.frozen[slot] === 0) this.detach(slot);
      slot = before;
    }
  }

  /** Times everything from nothing; false where the sequences allow no schedule (times are then undefined: go back). */
  settle(): boolean {
    const { workList } = this;
    const byTime = this.#byTime;
    const count = this.#sortByTime();
    for (let at = 0; at < count; at++) {
      setOwnBounds(this, byTime[at]);
      workList.add(byTime[at]);
    }
    if (!raise(this)) {
      workList.clear();
      return false;
    }
    for (let at = count - 1; at >= 0; at--) workList.add(byTime[at]);
    lower(this);
    return true;
  }

  /** Takes a load out; false, and nothing has changed, where the loads around it cannot do without it. */
  remove(slot: number): boolean {
    const mark = this.memory.mark();
    this.#retiming.leave(this, slot);
    this.detach(slot);
    if (this.#retiming.run(this)) return true;
    this.memory.undoTo(mark);
    return false;
  }

  removeOrder(order: number): boolean {
    return this.removeOrders([order]);
  }

  /** Takes orders out, but for frozen loads; false, and nothing has changed, where what is left cannot do without them. */
  removeOrders(orders: readonly number[]): boolean {
    const mark = this.memory.mark();
    for (const order of orders) {
      for (let slot = this.lastOfOrder[order]; slot >= 0; ) {
        const before = this.prevOfOrder[slot];
        if (this.frozen[slot] === 0) {
          this.#retiming.leave(this, slot);
          this.detach(slot);
        }
        slot = before;
      }
    }
    if (this.#retiming.run(this)) return true;
    this.memory.undoTo(mark);
    return false;
  }

  /** Decides the earliest first unloading of an order; false, and nothing has changed, where its loads cannot follow. */
  setNotBefore(order: number, time: number): boolean {
    const { memory, workList } = this;
    const first = this.firstOfOrder[order];
    const mark = memory.mark();
    const raised = time >= this.notBefore[order];
    memory.write(this.notBefore, order, time);
    if (first < 0) return true;
    let timed = time <= this.latestUnloadStart[first];
    if (timed && raised) {
      memory.write(this.unloadStart, first, Math.max(this.unloadStart[first], time));
      workList.add(first);
      timed = raise(this);
      workList.clear();
    } else if (timed) timed = this.settle();
    if (!timed) memory.undoTo(mark);
    return timed;
  }

  /** Keeps a load where and when it is, through whatever happens around it. */
  freeze(slot: number, loadStart = this.loadStart[slot], unloadStart = this.unloadStart[slot]): boolean {
    const { memory } = this;
    const mark = memory.mark();
    memory.write(this.frozen, slot, 1);
    memory.write(this.loadFrom, slot, loadStart);
    memory.write(this.loadTo, slot, loadStart);
    memory.write(this.unloadFrom, slot, unloadStart);
    memory.write(this.unloadTo, slot, unloadStart);
    if (this.settle()) return true;
    memory.undoTo(mark);
    return false;
  }

  mark(): number {
    return this.memory.mark();
  }

  undoTo(mark: number): void {
    this.memory.undoTo(mark);
  }

  copy(): Int32Array {
    return this.memory.cells.slice();
  }

  /** Back to a copy; marks taken so far are void. */
  restore(copy: Int32Array): void {
    this.memory.cells.set(copy);
    this.memory.forget();
  }

  /** Exact, of the earliest schedule, all terms of the instance. */
  cost(): number {
    return this.#costs.total(this);
  }

  costTerms(): CostTerms {
    return this.#costs.terms(this);
  }

  placements(): Placement[] {
    const found: Placement[] = [];
    for (let order = 0; order < this.instance.orders; order++) {
      for (let slot = this.firstOfOrder[order]; slot >= 0; slot = this.nextOfOrder[slot]) {
        found.push({
          order,
          truck: this.loadTruck[slot],
          plant: this.loadPlant[slot],
          dock: this.loadDock[slot],
          volumeL: this.loadVolumeL[slot],
          loadStart: this.loadStart[slot],
          unloadStart: this.unloadStart[slot],
        });
      }
    }
    return found;
  }

  /** Adds loads in the sequences that their times tell; times themselves are found anew. @returns those that do not fit. */
  load(placements: readonly Placement[], wishOf?: (placement: Placement) => Wish): Placement[] {
    return keepPlacements(this, placements, false, wishOf);
  }

  /** Whether loads of a plant keep to sequences on its docks. */
  queues(plant: number): boolean {
    return this.instance.dockHold[plant] !== 0;
  }

  firstOfNextOrder(order: number): number {
    const next = this.nextAtSite[order];
    return next < 0 ? -1 : this.firstOfOrder[next];
  }

  lastOfPreviousOrder(order: number): number {
    const previous = this.prevAtSite[order];
    return previous < 0 ? -1 : this.lastOfOrder[previous];
  }

  /** Least and greatest time between the order before it on the site and this one; what it follows may not be served. */
  followLeastOf(order: number): number {
    const previous = this.prevAtSite[order];
    return previous >= 0 && this.instance.follows[order] === previous ? this.instance.followLeast[order] : 0;
  }

  followGreatestOf(order: number): number {
    const previous = this.prevAtSite[order];
    return previous >= 0 && this.instance.follows[order] === previous ? this.instance.followGreatest[order] : never;
  }

  /**
   * Sorts the loads by their old times, which differ little from the new ones: so propagation meets nearly every load once.
   * The order left by the last call is nearly right: insertion sort. @returns how many loads there are.
   */
  #sortByTime(): number {
    const { loadOrder, loadStart } = this;
    const byTime = this.#byTime;
    let count = 0;
    for (let at = 0; at < this.slots; at++) {
      const slot = byTime[at];
      if (loadOrder[slot] < 0) continue;
      // Loads move to the front, free slots behind them.
      byTime[at] = byTime[count];
      let to = count++;
      for (; to > 0 && loadStart[byTime[to - 1]] > loadStart[slot]; to--) byTime[to] = byTime[to - 1];
      byTime[to] = slot;
    }
    return count;
  }

  /** The plant on the way of the truck, and times of loading that go with it. */
  #choosePlant(passages: Passages, slot: number): void {
    const { instance, memory } = this;
    const site = instance.site[this.loadOrder[slot]];
    const before = this.prevOfTruck[slot];
    const plant =
      before < 0
        ? passages.plantFromYard[this.loadTruck[slot] * instance.sites + site]
        : passages.plant[instance.site[this.loadOrder[before]] * instance.sites + site];
    if (plant === this.loadPlant[slot]) return;
    memory.write(this.loadPlant, slot, plant);
    memory.write(this.loadDock, slot, instance.dockFrom[plant]);
    memory.write(this.travelTo, slot, instance.travelOut[plant * instance.sites + site]);
    memory.write(this.loadStart, slot, this.loadFrom[slot]);
    memory.write(this.latestLoadStart, slot, this.loadTo[slot]);
  }

  /** Times after a load was linked: from the load alone where it only adds constraints, from nothing where it also voids some. */
  #timeNew(slot: number, breaksMoved: boolean): boolean {
    const { workList } = this;
    const order = this.loadOrder[slot];
    const before = this.prevOfTruck[slot];
    const next = this.nextOfTruck[slot];
    const inOrder = this.prevOfOrder[slot];
    if (breaksMoved || this.nextOfOrder[slot] >= 0 || this.nextAtSite[order] >= 0) return this.#retimeAround(slot);

    // The way past the new load is nearly always longer than the direct one; where it is not, times may fall.
    const direct = next < 0 ? -never : this.#soonestNext(before, this.loadTruck[slot], next);
    const wasTight = next >= 0 && (direct >= this.loadStart[next] || this.passages !== undefined);
    const latestDirect = before < 0 ? never : this.#latestBefore(before, next);

    setOwnBounds(this, slot);
    workList.add(slot);
    if (before >= 0) workList.add(before);
    if (next >= 0 && this.passages !== undefined) workList.add(next);
    if (inOrder >= 0) workList.add(inOrder);
    else {
      const last = this.lastOfPreviousOrder(order);
      if (last >= 0) workList.add(last);
    }
    const onDock = this.prevOnDock[slot];
    if (onDock >= 0) workList.add(onDock);
    if (!raise(this)) {
      workList.clear();
      return false;
    }
    if (next >= 0 && wasTight && this.#soonestNext(slot, -1, next) < direct) return this.#retimeAround(slot);

    workList.add(slot);
    if (next >= 0) workList.add(next);
    if (inOrder >= 0) workList.add(inOrder);
    else {
      const last = this.lastOfPreviousOrder(order);
      if (last >= 0) workList.add(last);
    }
    if (this.nextOnDock[slot] >= 0) workList.add(this.nextOnDock[slot]);
    lower(this);
    return before < 0 || this.#latestBefore(before, slot) <= latestDirect || this.#retimeAround(slot);
  }

  /** Times a new load and whatever it moves, where it also voids constraints between its neighbours. */
  #retimeAround(slot: number): boolean {
    const retiming = this.#retiming;
    setOwnBounds(this, slot);
    retiming.both(slot);
    retiming.fall(this.nextOfTruck[slot]);
    retiming.rise(this.prevOfTruck[slot]);
    if (this.passages !== undefined) retiming.rise(this.nextOfTruck[slot]);
    const order = this.loadOrder[slot];
    if (this.nextOfOrder[slot] >= 0 || this.nextAtSite[order] >= 0 || this.prevAtSite[order] >= 0)
      retiming.alongOrder(this, slot);
    return retiming.run(this);
  }

  /** When the truck can be ready for `next`, coming from `before` (-1: its yard): at its plant, or at its site where plants are passed. */
  #soonestNext(before: number, truck: number, next: number): number {
    const { instance, passages } = this;
    if (before < 0) {
      if (passages === undefined) return plantFromYard(this, truck, this.loadPlant[next]);
      const site = instance.site[this.loadOrder[next]];
      return instance.shiftFrom[truck] + passages.travelFromYard[truck * instance.sites + site];
    }
    if (passages === undefined) return plantAfter(this, before, this.unloadStart[before], this.loadPlant[next]);
    return this.unloadStart[before] + this.release[before] + this.#passage(passages, before, next);
  }

  /** Latest unloading of `before` with which its truck can still do `next` (-1: be home). */
  #latestBefore(before: number, next: number): number {
    const { passages } = this;
    if (next < 0) return unloadingBeforeHome(this, before);
    if (passages === undefined) return unloadingBefore(this, before, this.latestLoadStart[next], this.loadPlant[next]);
    const way = this.#passage(passages, before, next) + this.beforeTravel[next] + this.slackTo[next];
    return this.latestUnloadStart[next] - way - this.release[before];
  }

  #passage(passages: Passages, from: number, to: number): number {
    const { site, sites } = this.instance;
    return passages.travel[site[this.loadOrder[from]] * sites + site[this.loadOrder[to]]];
  }

  /** Finds the last fixed loads of trucks that stand somewhere; once these are in their sequences. */
  findStanding(): void {
    const { standing, trucks } = this.instance;
    if (standing === undefined) return;
    for (let truck = 0; truck < trucks; truck++) {
      if (standing.stands[truck] === 0) continue;
      const loadStart = standing.afterLoading[truck];
      const unloadStart = standing.afterUnloading[truck];
      let slot = loadStart === undefined ? -1 : this.lastOfTruck[truck];
      while (slot >= 0 && (this.loadFrom[slot] !== loadStart || this.unloadFrom[slot] !== unloadStart))
        slot = this.prevOfTruck[slot];
      this.standsAfter[truck] = slot < 0 && loadStart !== undefined ? standsNever : slot;
    }
  }

  /** When the truck is back after its last load; the start of its shift where it has none. */
  homeAt(truck: number): number {
    const last = this.lastOfTruck[truck];
    return last < 0 ? this.instance.shiftFrom[truck] : home(this, last, this.unloadStart[last]);
  }
}

export function firstNotBefore(instance: DispatchInstance, order: number): number {
  const from = instance.windowFrom[order];
  return instance.deviationCost[order] > 0 ? Math.max(from, instance.ideal[order]) : from;
}

export { Candidates, candidates, collect } from './schedule/candidates.ts';

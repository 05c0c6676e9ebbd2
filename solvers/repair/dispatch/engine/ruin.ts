/**
 * Which loads a step takes out: some that have to do with each other, within the zone that may change. Around a load that
 * is missing, around one that changed and whatever has its old place, along trucks, the end of an order, or at one time.
 */
import { never } from '../../../dispatch/instance.ts';
import type { Schedule } from '../../../dispatch/schedule.ts';
import type { Rng } from '../../../shared/rng.ts';
import type { ChangePrices } from './change-prices.ts';
import { isAllowed } from './start.ts';

export const waysOfRuin = 7;

/** Loads within so many seconds of a moment have to do with it. */
const near = 5400;

export class Ruin {
  /** Loads picked, each once. */
  readonly picked: number[] = [];
  /** The order to be served first, or -1. */
  wanted = -1;
  /** Loads of the plan that runs with a later unloading stay. */
  zoneTo = never;
  readonly #s: Schedule;
  readonly #prices: ChangePrices;
  readonly #rng: Rng;
  readonly #isPicked: Uint8Array;
  readonly #firstMissing: (order: number) => number;
  readonly #pool: number[] = [];

  constructor(schedule: Schedule, prices: ChangePrices, rng: Rng, firstMissing: (order: number) => number) {
    this.#firstMissing = firstMissing;
    this.#s = schedule;
    this.#prices = prices;
    this.#rng = rng;
    this.#isPicked = new Uint8Array(schedule.slots);
  }

  pick(way: number, size: number): void {
    for (const slot of this.picked) this.#isPicked[slot] = 0;
    this.picked.length = 0;
    this.wanted = -1;
    if (way === 0 && this.#aroundMissing(size)) return;
    if (way === 1 && this.#aroundChanged(size)) return;
    if (way === 2) this.#alongTrucks(size);
    else if (way === 3) this.#endOfOrder(size);
    else if (way === 4) this.#wholeOrders(size);
    else if (way === 5) this.#backToPlan(size);
    else this.#atOneTime(this.#any(), size);
  }

  /** Some load whose truck is not the one of the plan that runs; -1: none. */
  onOtherTruck(): number {
    const { loadTruck, note } = this.#s;
    const { truck } = this.#prices.running;
    const pool = this.#fillPool(
      (slot) => note[slot] >= 0 && truck[note[slot]] >= 0 && truck[note[slot]] !== loadTruck[slot],
    );
    return pool.length === 0 ? -1 : pool[this.#rng.below(pool.length)];
  }

  /** Whether it may change: not frozen, and in the zone. */
  isMovable(slot: number): boolean {
    const s = this.#s;
    if (s.loadOrder[slot] < 0 || s.frozen[slot] === 1) return false;
    const note = s.note[slot];
    return note < 0 || this.#prices.running.unloadStart[note] <= this.zoneTo;
  }

  #take(slot: number): void {
    if (slot < 0 || this.#isPicked[slot] === 1 || !this.isMovable(slot)) return;
    this.#isPicked[slot] = 1;
    this.picked.push(slot);
  }

  #fillPool(admits: (slot: number) => boolean): number[] {
    const pool = this.#pool;
    pool.length = 0;
    const s = this.#s;
    for (let order = 0; order < s.instance.orders; order++)
      for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot])
        if (this.isMovable(slot) && admits(slot)) pool.push(slot);
    return pool;
  }

  #any(): number {
    const pool = this.#fillPool(() => true);
    return pool.length === 0 ? -1 : pool[this.#rng.below(pool.length)];
  }

  /** Some order that lacks something, or -1. */
  #anyMissing(): number {
    const { instance, servedL } = this.#s;
    const missing: number[] = [];
    for (let order = 0; order < instance.orders; order++)
      if (servedL[order] < instance.volumeL[order]) missing.push(order);
    return missing.length === 0 ? -1 : missing[this.#rng.below(missing.length)];
  }

  /** When it might be served: most often when it was to be. */
  #momentOf(order: number): number {
    const s = this.#s;
    const { running } = this.#prices;
    const from = running.ofOrder[order];
    const count = running.ofOrder[order + 1] - from;
    const note = this.#firstMissing(order);
    if (note >= 0 && this.#rng.below(4) > 0) return running.unloadStart[note];
    if (count > 0) return running.unloadStart[from + this.#rng.below(count)];
    const first = Math.max(s.instance.windowFrom[order], s.notBefore[order]);
    const last = Math.min(s.instance.windowTo[order], first + 4 * 3600);
    return first + Math.floor(this.#rng.float() * Math.max(0, last - first));
  }

  #aroundMissing(size: number): boolean {
    const s = this.#s;
    const { instance } = s;
    const order = this.#anyMissing();
    if (order < 0) return false;
    this.wanted = order;
    const moment = this.#momentOf(order);
    const taken = this.#rng.below(3);
    for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot])
      if (taken === 0 || (taken === 1 && s.unloadStart[slot] >= moment)) this.#take(slot);
    this.#takeNear(moment, size, (slot) => instance.mayServe[order * instance.trucks + s.loadTruck[slot]] === 1);
    return true;
  }

  #aroundChanged(size: number): boolean {
    const s = this.#s;
    const { running } = this.#prices;
    const pool = this.#fillPool((slot) => this.#prices.ofSlot(s, slot) > 0);
    if (pool.length === 0) return false;
    const slot = pool[this.#rng.below(pool.length)];
    this.#take(slot);
    const note = s.note[slot];
    if (note >= 0 && running.truck[note] >= 0) {
      const truck = running.truck[note];
      const planned = running.unloadStart[note];
      for (let at = s.firstOfTruck[truck]; at >= 0; at = s.nextOfTruck[at])
        if (Math.abs(s.unloadStart[at] - planned) < near) this.#take(at);
    }
    this.#takeNear(s.unloadStart[slot], size, () => true);
    return true;
  }

  #alongTrucks(size: number): void {
    const s = this.#s;
    const from = this.#any();
    for (let slot = from, count = 0; slot >= 0 && count < 3; slot = s.nextOfTruck[slot], count++) this.#take(slot);
    if (from < 0) return;
    const pool = this.#fillPool((slot) => Math.abs(s.loadStart[slot] - s.loadStart[from]) < near);
    for (let left = size; left > 0 && pool.length > 0; ) {
      let slot = pool[this.#rng.below(pool.length)];
      for (let count = 1 + this.#rng.below(2); count > 0 && slot >= 0; count--, slot = s.nextOfTruck[slot]) {
        this.#take(slot);
        left--;
      }
    }
  }

  #endOfOrder(size: number): void {
    const s = this.#s;
    const from = this.#any();
    for (let slot = from; slot >= 0; slot = s.nextOfOrder[slot]) this.#take(slot);
    this.#atOneTime(from, size - 1);
  }

  /**
   * A whole order, changed or left out, and all that has the places of its loads in the plan that runs; and some more around a
   * load of it that has no place any more.
   */
  #backToPlan(size: number): void {
    const s = this.#s;
    const { running } = this.#prices;
    const order = this.#anyOffPlan();
    if (order < 0) return;
    this.wanted = order;
    for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot]) this.#take(slot);
    for (let note = running.ofOrder[order]; note < running.ofOrder[order + 1]; note++) {
      const truck = running.truck[note];
      if (!isAllowed(s.instance, running.loads[note])) {
        this.#takeNear(running.unloadStart[note], size, () => true);
        continue;
      }
      const from = running.loadStart[note];
      const to = running.unloadStart[note];
      for (let slot = s.firstOfTruck[truck]; slot >= 0; slot = s.nextOfTruck[slot])
        if (s.loadStart[slot] < to + s.release[slot] && s.unloadStart[slot] + s.release[slot] > from) this.#take(slot);
    }
  }

  /** An order with a load that changed, or with loads of the plan that runs and without all that it needs; -1: none. */
  #anyOffPlan(): number {
    const s = this.#s;
    const { running } = this.#prices;
    const orders: number[] = [];
    for (let order = 0; order < s.instance.orders; order++) {
      if (running.ofOrder[order] === running.ofOrder[order + 1]) continue;
      let isOff = s.servedL[order] < s.instance.volumeL[order];
      for (let slot = s.firstOfOrder[order]; slot >= 0 && !isOff; slot = s.nextOfOrder[slot])
        isOff = this.#isMovable(slot) && this.#prices.ofSlot(s, slot) > 0;
      if (isOff) orders.push(order);
    }
    return orders.length === 0 ? -1 : orders[this.#rng.below(orders.length)];
  }

  #wholeOrders(size: number): void {
    const s = this.#s;
    const from = this.#any();
    if (from < 0) return;
    let moment = s.unloadStart[from];
    if (this.#rng.below(2) === 0) {
      const order = this.#anyMissing();
      if (order >= 0) {
        this.wanted = order;
        moment = this.#momentOf(order);
      }
    }
    const pool = this.#fillPool((slot) => Math.abs(s.unloadStart[slot] - moment) < near);
    if (pool.length === 0) return;
    for (let left = 1 + Math.floor(size / 2); left > 0; left--) {
      const order = s.loadOrder[pool[this.#rng.below(pool.length)]];
      for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot]) this.#take(slot);
    }
  }

  #atOneTime(slot: number, size: number): void {
    if (slot < 0) return;
    this.#take(slot);
    this.#takeNear(this.#s.unloadStart[slot], size, () => true);
  }

  #takeNear(moment: number, size: number, admits: (slot: number) => boolean): void {
    const s = this.#s;
    const pool = this.#fillPool((slot) => Math.abs(s.unloadStart[slot] - moment) < near && admits(slot));
    for (let left = Math.min(size, pool.length); left > 0; left--) this.#take(pool[this.#rng.below(pool.length)]);
  }
}

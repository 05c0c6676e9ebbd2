/**
 * Which orders a step of the search takes out. Each way names some that have to do with each other: at one time, at one
 * place, on one truck, in the way of an order that is not served; or just any.
 */
import type { Rng } from '../../shared/rng.ts';
import { never } from '../instance.ts';
import type { Schedule } from '../schedule.ts';

export class Removal {
  /** Orders picked, each once. */
  readonly picked: number[] = [];
  /** The order to be tried first, or -1. */
  wanted = -1;
  readonly #s: Schedule;
  readonly #rng: Rng;
  readonly #isPicked: Uint8Array;
  readonly #pool: Int32Array;
  #poolCount = 0;
  readonly #weight: Float64Array;

  constructor(schedule: Schedule, rng: Rng) {
    const { orders } = schedule.instance;
    this.#s = schedule;
    this.#rng = rng;
    this.ways = schedule.pricesDelays ? 7 : 6;
    this.#isPicked = new Uint8Array(orders);
    this.#pool = new Int32Array(orders);
    this.#weight = new Float64Array(orders);
  }

  /** How many ways there are; the last one needs prices of deviations. */
  readonly ways: number;

  pick(way: number, size: number): void {
    for (const order of this.picked) this.#isPicked[order] = 0;
    this.picked.length = 0;
    this.wanted = -1;
    if (way === 0) this.#random(size);
    else if (way === 1) this.#atOneTime(size);
    else if (way === 2) this.#inTheWay(size);
    else if (way === 3) this.#ofTrucks(size);
    else if (way === 4) this.#near(size);
    else if (way === 5) this.#strings(size);
    else this.#late(size);
  }

  #take(order: number): void {
    if (this.#isPicked[order] === 1 || !this.#movable(order)) return;
    this.#isPicked[order] = 1;
    this.picked.push(order);
  }

  /** Frozen loads come first in time, so that the last one tells. */
  #movable(order: number): boolean {
    const last = this.#s.lastOfOrder[order];
    return last >= 0 && this.#s.frozen[last] === 0;
  }

  #served(): void {
    this.#poolCount = 0;
    const { instance } = this.#s;
    for (let order = 0; order < instance.orders; order++) {
      if (this.#movable(order)) this.#pool[this.#poolCount++] = order;
    }
  }

  #any(): number {
    return this.#pool[this.#rng.below(this.#poolCount)];
  }

  #random(size: number): void {
    this.#served();
    if (this.#poolCount === 0) return;
    for (let count = 0; count < size; count++) this.#take(this.#any());
  }

  /** Middle of the time at the site. */
  middle(order: number): number {
    const s = this.#s;
    const first = s.firstOfOrder[order];
    if (first >= 0) {
      const last = s.lastOfOrder[order];
      return (s.unloadStart[first] + s.unloadStart[last] + s.unloading[last]) / 2;
    }
    const { windowFrom, windowTo, startTo } = s.instance;
    const to = Math.min(windowTo[order], startTo[order]);
    return to >= never ? windowFrom[order] : (windowFrom[order] + to) / 2;
  }

  #nearest(size: number, distance: (order: number) => number): void {
    this.#served();
    const pool = this.#pool;
    const weight = this.#weight;
    for (let at = 0; at < this.#poolCount; at++) {
      weight[pool[at]] = distance(pool[at]) * (0.5 + this.#rng.float());
    }
    const sorted = pool.subarray(0, this.#poolCount).sort((a, b) => weight[a] - weight[b]);
    for (let at = 0; at < size && at < this.#poolCount; at++) this.#take(sorted[at]);
  }

  #atOneTime(size: number): void {
    this.#served();
    if (this.#poolCount === 0) return;
    const centre = this.middle(this.#any());
    this.#nearest(size, (order) => Math.abs(this.middle(order) - centre));
  }

  /** Orders at the time of one that is not served. */
  #inTheWay(size: number): void {
    const { instance, servedL } = this.#s;
    this.#poolCount = 0;
    for (let order = 0; order < instance.orders; order++) {
      if (servedL[order] < instance.volumeL[order]) this.#pool[this.#poolCount++] = order;
    }
    if (this.#poolCount === 0) {
      this.#atOneTime(size);
      return;
    }
    const wanted = this.#any();
    this.wanted = wanted;
    const from = instance.windowFrom[wanted];
    const to = Math.min(instance.windowTo[wanted], instance.startTo[wanted]);
    const centre = to >= never ? this.middle(wanted) : from + this.#rng.float() * (to - from);
    this.#nearest(size, (order) => Math.abs(this.middle(order) - centre));
    this.#take(wanted);
  }

  /** A stretch of one or two trucks. */
  #ofTrucks(size: number): void {
    const s = this.#s;
    this.#served();
    if (this.#poolCount === 0) return;
    for (let tries = 0; tries < 3 && this.picked.length < size; tries++) {
      const seed = this.#any();
      let slot = s.firstOfOrder[seed];
      for (let skip = this.#rng.below(s.loadsOfOrder[seed]); skip > 0; skip--) slot = s.nextOfOrder[slot];
      let before = slot;
      let after = slot;
      while (this.picked.length < size && (before >= 0 || after >= 0)) {
        if (after >= 0) {
          this.#take(s.loadOrder[after]);
          after = s.nextOfTruck[after];
        }
        if (before >= 0 && this.picked.length < size) {
          this.#take(s.loadOrder[before]);
          before = s.prevOfTruck[before];
        }
      }
    }
  }

  /** Near in place and time. */
  #near(size: number): void {
    const { instance } = this.#s;
    this.#served();
    if (this.#poolCount === 0) return;
    const seed = this.#any();
    const centre = this.middle(seed);
    const { plants, sites, travelOut, travelBack, site } = instance;
    const plant = this.#rng.below(plants);
    const seedTravel = travelOut[plant * sites + site[seed]] + travelBack[site[seed] * plants + plant];
    const blend = this.#rng.float();
    this.#nearest(size, (order) => {
      const at = site[order];
      const travel = travelOut[plant * sites + at] + travelBack[at * plants + plant];
      return Math.abs(this.middle(order) - centre) * blend + Math.abs(travel - seedTravel) * (1 - blend);
    });
  }

  /** An order that pays for being late, and orders at times at which it had better be served. */
  #late(size: number): void {
    const { instance, unloadStart, firstOfOrder, loadsOfOrder } = this.#s;
    this.#served();
    let sum = 0;
    for (let at = 0; at < this.#poolCount; at++) {
      const order = this.#pool[at];
      const minutes = Math.max(0, unloadStart[firstOfOrder[order]] - instance.ideal[order]) / 60;
      this.#weight[order] = loadsOfOrder[order] * instance.deviationCost[order] * minutes * minutes;
      sum += this.#weight[order];
    }
    if (sum === 0) {
      this.#random(size);
      return;
    }
    let left = this.#rng.float() * sum;
    let at = 0;
    while (at < this.#poolCount - 1 && left >= this.#weight[this.#pool[at]]) left -= this.#weight[this.#pool[at++]];
    const wanted = this.#pool[at];
    this.wanted = wanted;
    const delay = unloadStart[firstOfOrder[wanted]] - instance.ideal[wanted];
    const centre = this.middle(wanted) - this.#rng.float() * delay;
    this.#take(wanted);
    // A long pour needs the room of many small orders.
    const room = Math.max(size, 1 + this.#rng.below(2 * loadsOfOrder[wanted]));
    this.#nearest(room, (order) => Math.abs(this.middle(order) - centre));
  }

  /** Neighbours on trucks of neighbours on trucks. */
  #strings(size: number): void {
    const s = this.#s;
    this.#served();
    if (this.#poolCount === 0) return;
    this.#take(this.#any());
    for (let tries = 0; tries < 4 * size && this.picked.length < size; tries++) {
      const from = this.picked[this.#rng.below(this.picked.length)];
      let slot = s.firstOfOrder[from];
      for (let skip = this.#rng.below(s.loadsOfOrder[from]); skip > 0; skip--) slot = s.nextOfOrder[slot];
      const neighbour = this.#rng.below(2) === 0 ? s.nextOfTruck[slot] : s.prevOfTruck[slot];
      if (neighbour >= 0) this.#take(s.loadOrder[neighbour]);
    }
  }
}

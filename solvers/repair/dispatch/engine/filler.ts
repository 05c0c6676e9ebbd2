/**
 * Puts what an order lacks back into a schedule, load by load: first each missing load of the plan that runs where it
 * belongs in its order, not earlier than planned, then what volume is left behind the last load. A place is ranked by what
 * it costs and by what it changes. Orders that are served whole or not at all are searched depth-first within bounds.
 */

import { never } from '../../../dispatch/instance.ts';
import { Candidates, collect, noWish, type Schedule } from '../../../dispatch/schedule.ts';
import { nearPlants } from '../../../dispatch/search/insertion.ts';
import type { Rng } from '../../../shared/rng.ts';
import type { ChangePrices } from './change-prices.ts';
import { isAllowed } from './start.ts';

/** Where a load may go in its order, and as what. */
interface Attempt {
  readonly after: number;
  readonly notBefore: number;
  readonly note: number;
  readonly litres: number;
}

export class Filler {
  /** Places tried per attempt. */
  breadth = 3;
  /** Loads tried per order. */
  patience = 24;
  /** Loads of the plan that runs go back no earlier than they were; else as early as may be. */
  asPlanned = true;
  /** Share of chance in the ranking, in units of a change. */
  noise = 0;
  readonly #s: Schedule;
  readonly #prices: ChangePrices;
  readonly #rng: Rng;
  readonly #plantsOf: readonly Int32Array[];
  readonly #buffers: Candidates[] = [];
  readonly #size: number;
  #nodes = 0;

  constructor(schedule: Schedule, prices: ChangePrices, rng: Rng) {
    this.#s = schedule;
    this.#prices = prices;
    this.#rng = rng;
    const { instance } = schedule;
    const { running } = prices;
    this.#size = Math.min(16384, 64 + 4 * instance.trucks * instance.dockFrom[instance.plants]);
    this.#plantsOf = nearPlants(instance).map((near, order) => {
      const plants = new Set(near);
      for (let note = running.ofOrder[order]; note < running.ofOrder[order + 1]; note++)
        if (running.plant[note] >= 0) plants.add(running.plant[note]);
      return Int32Array.from(plants);
    });
  }

  /**
   * Serves an order as far as it can.
   * @returns whether it is served; if not, one that may be served in part keeps what was found, any other has no loads
   * that could be taken out left.
   */
  fill(order: number): boolean {
    const s = this.#s;
    this.#nodes = this.patience;
    const partial = s.instance.wholeOnly[order] === 0;
    const mark = s.mark();
    if (this.#extend(order, 0, partial)) return true;
    if (!partial) {
      s.undoTo(mark);
      s.removeOrder(order);
    }
    return false;
  }

  #extend(order: number, depth: number, partial: boolean): boolean {
    const s = this.#s;
    const left = s.instance.volumeL[order] - s.servedL[order];
    if (left <= 0) return true;
    if (this.#nodes-- <= 0) return false;
    if (this.asPlanned) {
      const mark = s.mark();
      if (this.#insertWhereItWas(order, left)) {
        if (this.#extend(order, depth + 1, partial)) return true;
        if (partial) return false;
        s.undoTo(mark);
        if (this.#nodes <= 0) return false;
      }
    }
    const places = this.#places(depth);
    for (const attempt of this.#attempts(order, left)) {
      places.notBefore = attempt.notBefore;
      collect(s, order, attempt.litres, attempt.after, places);
      if (places.count === 0) continue;
      this.#rank(order, attempt.note, places);
      const ranked = places.rank(this.breadth);
      const mark = s.mark();
      for (let rank = 0; rank < ranked; rank++) {
        if (this.#insert(order, attempt, places, places.ranked[rank]) < 0) continue;
        if (this.#extend(order, depth + 1, partial)) return true;
        // What is served in part keeps its loads; others look for a place that lets the rest follow.
        if (partial) return false;
        s.undoTo(mark);
        if (this.#nodes <= 0) return false;
      }
    }
    return false;
  }

  /** The first missing load goes back to its truck, dock and time, if they are free: no other place is better. */
  #insertWhereItWas(order: number, left: number): boolean {
    const s = this.#s;
    const { instance } = s;
    const { running } = this.#prices;
    const note = this.firstMissing(order);
    if (note < 0) return false;
    const load = running.loads[note];
    if (!isAllowed(instance, load)) return false;
    const { truck, plant, dock, volumeL, loadStart, unloadStart } = load;
    if (!this.#isOfOnePlant(order, plant)) return false;
    if (instance.sentFull[order] === 0 && volumeL > left) return false;
    let afterInTruck = s.lastOfTruck[truck];
    while (afterInTruck >= 0 && s.loadStart[afterInTruck] > loadStart) afterInTruck = s.prevOfTruck[afterInTruck];
    let afterOnDock = s.queues(plant) ? s.lastOnDock[dock] : -1;
    while (afterOnDock >= 0 && s.loadStart[afterOnDock] > loadStart) afterOnDock = s.prevOnDock[afterOnDock];
    s.wish.note = note;
    s.wish.loadFrom = loadStart;
    s.wish.unloadFrom = unloadStart;
    const mark = s.mark();
    const slot = s.insert(order, volumeL, this.#before(order, note), truck, afterInTruck, plant, dock, afterOnDock);
    Object.assign(s.wish, noWish);
    if (slot < 0) return false;
    if (s.unloadStart[slot] === unloadStart && s.loadStart[slot] === loadStart) return true;
    s.undoTo(mark);
    return false;
  }

  /** Whether the other loads of the order admit the plant. */
  #isOfOnePlant(order: number, plant: number): boolean {
    const { instance, firstOfOrder, loadPlant } = this.#s;
    const first = firstOfOrder[order];
    return instance.onePlant[order] === 0 || first < 0 || loadPlant[first] === plant;
  }

  #insert(order: number, attempt: Attempt, places: Candidates, at: number): number {
    const s = this.#s;
    if (!this.#isOfOnePlant(order, places.plant[at])) return -1;
    s.wish.note = attempt.note;
    s.wish.unloadFrom = attempt.notBefore;
    s.wish.loadFrom = this.#loadFrom(attempt, places.truck[at], places.plant[at]);
    const slot = s.insert(
      order,
      places.volumeL[at],
      attempt.after,
      places.truck[at],
      places.afterInTruck[at],
      places.plant[at],
      places.dock[at],
      places.afterOnDock[at],
    );
    Object.assign(s.wish, noWish);
    return slot;
  }

  /** A load that is where it was is also loaded when it was. */
  #loadFrom({ note, notBefore }: Attempt, truck: number, plant: number): number {
    const { running } = this.#prices;
    if (note < 0 || notBefore === -never) return -never;
    return running.truck[note] === truck && running.plant[note] === plant ? running.loadStart[note] : -never;
  }

  #attempts(order: number, left: number): Attempt[] {
    const s = this.#s;
    const { running } = this.#prices;
    const last = s.lastOfOrder[order];
    const missing = this.firstMissing(order);
    if (missing < 0) return [{ after: last, notBefore: -never, note: -1, litres: left }];
    const after = this.#before(order, missing);
    const litres = s.instance.sentFull[order] === 1 ? left : Math.min(left, running.volumeL[missing]);
    const asPlanned = { after, notBefore: running.unloadStart[missing], note: missing, litres };
    const earlier = { after, notBefore: -never, note: missing, litres };
    const behind = { after: last, notBefore: -never, note: -1, litres: left };
    const where = this.asPlanned ? [asPlanned, earlier] : [earlier];
    return last === after ? where : [...where, behind];
  }

  /** The first open load of an order that no load of the schedule stands for. */
  firstMissing(order: number): number {
    const s = this.#s;
    const { running } = this.#prices;
    let note = running.ofOrder[order];
    const end = running.ofOrder[order + 1];
    for (let slot = s.firstOfOrder[order]; slot >= 0 && note < end; slot = s.nextOfOrder[slot]) {
      if (s.note[slot] === note) note++;
      else if (s.note[slot] > note) return note;
    }
    return note < end ? note : -1;
  }

  /** The load that the missing one comes after. */
  #before(order: number, missing: number): number {
    const s = this.#s;
    const planned = this.#prices.running.unloadStart[missing];
    let after = -1;
    for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot]) {
      const note = s.note[slot];
      if (note > missing || (note < 0 && s.frozen[slot] === 0 && s.unloadStart[slot] > planned)) break;
      after = slot;
    }
    return after;
  }

  #rank(order: number, note: number, places: Candidates): void {
    const { weights } = this.#prices;
    const { unit } = weights;
    const perVolume = this.#s.instance.sentFull[order] === 1 ? 0.1 * unit : 0;
    const { key, cost, truck, plant, volumeL, unloadStart, push, count } = places;
    for (let at = 0; at < count; at++) {
      let points = this.#prices.ofLoad(note, order, truck[at], plant[at], volumeL[at], unloadStart[at]);
      if (push[at] > 0)
        points += push[at] * weights.latePerSecond + (push[at] > weights.movedSeconds ? weights.moved : 0);
      if (this.noise > 0) points += this.noise * this.#rng.float();
      key[at] = cost[at] + unit * points + perVolume * (volumeL[at] / 1000) + 1e-7 * unloadStart[at];
    }
  }

  #places(depth: number): Candidates {
    let places = this.#buffers[depth];
    if (places === undefined) {
      places = new Candidates(this.#size);
      places.allOnDocks = false;
      places.plantsOf = this.#plantsOf;
      this.#buffers[depth] = places;
    }
    return places;
  }
}

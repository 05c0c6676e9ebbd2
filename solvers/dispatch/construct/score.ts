/**
 * How good a place is for a load: W1 x nearness to the ideal time + W2 x short empty run + W3 x full drum + W4 x priority
 * of the client, and small extras for the rules of thumb of a dispatcher.
 *
 * Nearness is `1 / (1 + minutes)^2`: the method's `1 / minutes^2` has no value at the ideal time itself. It says little
 * beyond some minutes, so that a small share of the minutes parts what it leaves equal; minutes by which other loads are
 * pushed count like its own. The priority is the same for all
 * places of an order; it is part of the score because scores are shown, and moves nothing.
 *
 * What is allowed at a price only (outside a window within its tolerance, a gap beyond the greatest, time kept for the
 * best clients) is marked, and comes after all that is free.
 */
import type { ConstructionData } from '../construction-data.ts';
import { never } from '../instance.ts';
import { costlyHoursAt } from '../schedule/cost.ts';
import { originOf } from '../schedule/edges.ts';
import type { Candidates, Schedule } from '../schedule.ts';
import { fromStanding, travelToPlant } from '../ways.ts';

/** Off an hour to be avoided, and a truck whose shift is used to its end: enough to part equals, too little to drive far. */
const extra = 0.05;

/** Per minute from the ideal time; a shift's length of it weighs as much as `extra`. */
const perMinute = extra / 720;

/** A place at a price comes behind all free ones: scores are below the sum of weights and extras. */
const atPrice = 1e6;

/** Ranks places by score: `key` becomes its negative. */
export class Scorer {
  readonly #s: Schedule;
  readonly #data: ConstructionData;
  /** Per truck: seconds spent on orders that may not use what is kept for the best clients; -1: not looked up yet. */
  readonly #ordinary: Int32Array;
  /** Whether anything at all has a price: else all places are free. */
  readonly hasPrices: boolean;
  readonly #offWindowIsPriced: boolean;
  readonly #hasCostlyHours: boolean;

  constructor(s: Schedule, data: ConstructionData) {
    this.#s = s;
    this.#data = data;
    this.#ordinary = new Int32Array(s.instance.trucks);
    const { offWindowCost, gapCost, reserveCost, costlyHours } = s.instance;
    this.#offWindowIsPriced = offWindowCost.some((cost) => cost > 0);
    this.hasPrices = this.#offWindowIsPriced || gapCost.some((cost) => cost > 0) || reserveCost > 0;
    this.#hasCostlyHours = costlyHours.length > 0;
  }

  /** @param freeOnly - places at a price are ruled out (`key` is Infinity). */
  rate(order: number, afterInOrder: number, freeOnly: boolean, out: Candidates): void {
    const { instance } = this.#s;
    const weights = this.#data.parameters.scoring;
    this.#ordinary.fill(-1);
    const ideal = this.#idealOf(order, afterInOrder);
    const ofClient = (weights.priority * this.#data.priority[order]) / 2;
    for (let at = 0; at < out.count; at++) {
      const priced = this.#isPriced(order, afterInOrder, out, at);
      if (priced && freeOnly) {
        out.key[at] = Infinity;
        continue;
      }
      const unload = out.unloadStart[at];
      const off = Math.abs(ideal) >= never ? 0 : Math.abs(unload - ideal);
      const minutes = (off + out.push[at]) / 60;
      const nearness = 1 / ((1 + minutes) * (1 + minutes));
      const full = out.volumeL[at] / instance.capacityL[out.truck[at]];
      const score =
        weights.time * nearness +
        weights.distance / (this.#emptyKm(order, out, at) + 1) +
        weights.fill * full +
        ofClient +
        this.#endOfShift(order, out, at) -
        (this.#hasCostlyHours && costlyHoursAt(instance, unload) > 0 ? extra : 0) -
        perMinute * minutes;
      out.key[at] = (priced ? atPrice : 0) - score;
    }
  }

  /** Of a later load: right behind the one before it. */
  #idealOf(order: number, afterInOrder: number): number {
    const { instance, unloadStart, unloading } = this.#s;
    if (afterInOrder < 0) return instance.ideal[order];
    const ends = instance.gapFromStart[order] === 1 ? 0 : unloading[afterInOrder];
    return unloadStart[afterInOrder] + ends + instance.gapLeast[order];
  }

  #isPriced(order: number, afterInOrder: number, out: Candidates, at: number): boolean {
    const s = this.#s;
    const { instance } = s;
    const unload = out.unloadStart[at];
    if (instance.offWindowCost[order] > 0) {
      const unloading = instance.unloadPerKl[order * instance.trucks + out.truck[at]] * (out.volumeL[at] / 1000);
      const fixed = instance.unloadFixed[order * instance.trucks + out.truck[at]];
      if (unload < instance.earlyTo[order] || unload + fixed + unloading > instance.lateFrom[order]) return true;
    }
    if (afterInOrder >= 0 && instance.gapCost[order] > 0) {
      const ends = instance.gapFromStart[order] === 1 ? 0 : s.unloading[afterInOrder];
      if (unload - s.unloadStart[afterInOrder] - ends > instance.gapSoft[order]) return true;
    }
    if (this.#offWindowIsPriced && out.push[at] > 0 && this.#pushesPriced(out, at)) return true;
    return this.#takesReserve(order, out, at);
  }

  /** Whether what it pushes has a time at a price; whether that is reached is not looked at. */
  #pushesPriced(out: Candidates, at: number): boolean {
    const s = this.#s;
    const { offWindowCost } = s.instance;
    const before = out.afterInTruck[at];
    const next = before < 0 ? s.firstOfTruck[out.truck[at]] : s.nextOfTruck[before];
    if (next >= 0 && offWindowCost[s.loadOrder[next]] > 0) return true;
    if (!s.queues(out.plant[at])) return false;
    const onDock = out.afterOnDock[at];
    const nextOnDock = onDock < 0 ? s.firstOnDock[out.dock[at]] : s.nextOnDock[onDock];
    return nextOnDock >= 0 && offWindowCost[s.loadOrder[nextOnDock]] > 0;
  }

  /** Rule of the reserve: orders without `vip` leave a share of the best trucks' time alone. */
  #takesReserve(order: number, out: Candidates, at: number): boolean {
    const { instance } = this.#s;
    const truck = out.truck[at];
    if (instance.vip[order] === 1 || instance.reserveCost === 0 || instance.reserveFrom[truck] >= never) return false;
    if (this.#ordinary[truck] < 0) this.#ordinary[truck] = this.#ordinaryTime(truck);
    const own = out.unloadStart[at] - out.loadStart[at] + instance.wash[truck];
    return this.#ordinary[truck] + own > instance.reserveFrom[truck];
  }

  #ordinaryTime(truck: number): number {
    const s = this.#s;
    let sum = 0;
    for (let slot = s.firstOfTruck[truck]; slot >= 0; slot = s.nextOfTruck[slot]) {
      if (s.instance.vip[s.loadOrder[slot]] === 1) continue;
      const before = s.prevOfTruck[slot];
      sum += s.unloadStart[slot] + s.release[slot] - s.loadStart[slot];
      sum += travelToPlant(s.instance, truck, originOf(s, truck, before), s.loadPlant[slot]);
    }
    return sum;
  }

  /** Rule of the nearest neighbour: km driven empty for the load, less those that it spares. */
  #emptyKm(order: number, out: Candidates, at: number): number {
    const s = this.#s;
    const { plants, sites, site: siteOf } = s.instance;
    const { kmStart, kmBack, kmEnd, kmStanding, kmStandingEnd } = this.#data;
    const truck = out.truck[at];
    const before = out.afterInTruck[at];
    const next = before < 0 ? s.firstOfTruck[truck] : s.nextOfTruck[before];
    const site = siteOf[order];
    const origin = originOf(s, truck, before);
    const kmTo = (plant: number) => {
      if (origin >= 0) return kmBack[origin * plants + plant];
      return (origin === fromStanding ? kmStanding : kmStart)[truck * plants + plant];
    };
    let km = kmTo(out.plant[at]);
    if (next >= 0) {
      const nextPlant = s.loadPlant[next];
      km += kmBack[site * plants + nextPlant];
      km -= kmTo(nextPlant);
    } else {
      km += kmEnd[truck * sites + site];
      if (before >= 0) km -= origin === fromStanding ? kmStandingEnd[truck] : kmEnd[truck * sites + origin];
    }
    return Math.max(0, km);
  }

  /** Rule of filling up: a truck with little time left takes what is short enough, the shorter the rest the better. */
  #endOfShift(order: number, out: Candidates, at: number): number {
    const s = this.#s;
    const { instance } = s;
    const truck = out.truck[at];
    const before = out.afterInTruck[at];
    if ((before < 0 ? s.firstOfTruck[truck] : s.nextOfTruck[before]) >= 0) return 0;
    const site = instance.site[order];
    const own = out.unloadStart[at] - out.loadStart[at] + instance.travelEnd[truck * instance.sites + site];
    const left = instance.shiftTo[truck] - out.loadStart[at];
    return left <= 0 || left > 2 * own ? 0 : (extra * own) / left;
  }
}

/**
 * What a schedule costs, term by term, at its earliest times. Exact, in one pass over orders and trucks; terms that the
 * instance does not have are not looked at.
 *
 * - An order without loads costs `unservedCost + unservedPerL x volume`; one that is served in part and may not be
 *   counts as if it had none, else each missing litre costs `unservedPerL`.
 * - Busy time of a load: the way to its loading, left as late as possible, and from the start of loading to the end of
 *   washing; a truck's share is its busy time over the length of its shift.
 */
import { type DispatchInstance, leastStep } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { costHome, costToPlant, travelHome, travelToPlant } from '../ways.ts';
import { originOf } from './edges.ts';

export interface CostTerms {
  readonly base: number;
  readonly unserved: number;
  readonly travel: number;
  readonly trucks: number;
  readonly overtime: number;
  readonly shortSpan: number;
  readonly deviation: number;
  readonly firstLate: number;
  readonly offWindow: number;
  readonly gaps: number;
  readonly fill: number;
  readonly costlyHours: number;
  readonly balance: number;
  readonly reserve: number;
}

const enough = 1e-12;

function any(costs: Float64Array): boolean {
  return costs.some((cost) => Math.abs(cost) > enough);
}

export class CostModel {
  readonly #instance: DispatchInstance;
  readonly #pricesTimes: boolean;
  readonly #pricesHome: boolean;
  readonly #pricesWork: boolean;
  #unserved = 0;
  #travel = 0;
  #trucks = 0;
  #overtime = 0;
  #shortSpan = 0;
  #deviation = 0;
  #firstLate = 0;
  #offWindow = 0;
  #gaps = 0;
  #fill = 0;
  #costlyHours = 0;
  #balance = 0;
  #reserve = 0;

  constructor(instance: DispatchInstance) {
    this.#instance = instance;
    this.#pricesTimes =
      any(instance.deviationCost) ||
      any(instance.firstLateCost) ||
      any(instance.offWindowCost) ||
      any(instance.gapCost) ||
      any(instance.fillCost) ||
      instance.costlyHours.length > 0;
    this.#pricesHome = any(instance.overtimeCost) || any(instance.shortSpanCost);
    this.#pricesWork = instance.balanceCost !== 0 || instance.reserveCost !== 0;
  }

  total(s: Schedule): number {
    this.#priceOrders(s);
    this.#priceTrucks(s);
    const ofOrders = this.#unserved + this.#deviation + this.#firstLate + this.#offWindow + this.#gaps;
    const ofTrucks = this.#travel + this.#trucks + this.#overtime + this.#shortSpan + this.#balance + this.#reserve;
    return this.#instance.baseCost + ofOrders + this.#fill + this.#costlyHours + ofTrucks;
  }

  terms(s: Schedule): CostTerms {
    this.#priceOrders(s);
    this.#priceTrucks(s);
    return {
      base: this.#instance.baseCost,
      unserved: this.#unserved,
      travel: this.#travel,
      trucks: this.#trucks,
      overtime: this.#overtime,
      shortSpan: this.#shortSpan,
      deviation: this.#deviation,
      firstLate: this.#firstLate,
      offWindow: this.#offWindow,
      gaps: this.#gaps,
      fill: this.#fill,
      costlyHours: this.#costlyHours,
      balance: this.#balance,
      reserve: this.#reserve,
    };
  }

  #priceOrders(s: Schedule): void {
    const instance = this.#instance;
    let unserved = 0;
    this.#deviation = this.#firstLate = this.#offWindow = this.#gaps = this.#fill = this.#costlyHours = 0;
    for (let order = 0; order < instance.orders; order++) {
      unserved += unservedCostOf(instance, order, s.servedL[order]);
      if (this.#pricesTimes && s.firstOfOrder[order] >= 0) this.#priceTimes(s, order);
    }
    this.#unserved = unserved;
  }

  #priceTimes(s: Schedule, order: number): void {
    const instance = this.#instance;
    const first = s.firstOfOrder[order];
    const fromStart = instance.gapFromStart[order] === 1;
    this.#firstLate +=
      instance.firstLateCost[order] * Math.max(0, s.unloadStart[first] - instance.firstLateFrom[order]);
    let ideal = instance.ideal[order];
    for (let slot = first; slot >= 0; slot = s.nextOfOrder[slot]) {
      const unload = s.unloadStart[slot];
      const minutes = (unload - ideal) / 60;
      this.#deviation += instance.deviationCost[order] * minutes * minutes;
      ideal += leastStep(instance, order, s.unloading[slot]);
      const early = Math.max(0, instance.earlyTo[order] - unload);
      const late = Math.max(0, unload + s.unloading[slot] - instance.lateFrom[order]);
      this.#offWindow += instance.offWindowCost[order] * (early + late);
      const before = s.prevOfOrder[slot];
      if (before >= 0) {
        const gap = unload - s.unloadStart[before] - (fromStart ? 0 : s.unloading[before]);
        this.#gaps += instance.gapCost[order] * Math.max(0, gap - instance.gapSoft[order]);
      }
      const unused = 1 - s.loadVolumeL[slot] / instance.capacityL[s.loadTruck[slot]];
      this.#fill += instance.fillCost[order] * unused * unused;
      this.#costlyHours += costlyHoursAt(instance, unload);
    }
  }

  #priceTrucks(s: Schedule): void {
    const instance = this.#instance;
    this.#travel = this.#trucks = this.#overtime = this.#shortSpan = this.#balance = this.#reserve = 0;
    for (let truck = 0; truck < instance.trucks; truck++) {
      const first = s.firstOfTruck[truck];
      if (first < 0) continue;
      this.#trucks += instance.truckCost[truck];
      this.#travel += costToPlant(instance, truck, originOf(s, truck, -1), s.loadPlant[first]);
      for (let slot = first; slot >= 0; ) {
        this.#travel += instance.costOut[s.loadPlant[slot] * instance.sites + instance.site[s.loadOrder[slot]]];
        const origin = originOf(s, truck, slot);
        const next = s.nextOfTruck[slot];
        if (next < 0) this.#travel += costHome(instance, truck, origin);
        else this.#travel += costToPlant(instance, truck, origin, s.loadPlant[next]);
        slot = next;
      }
      if (this.#pricesHome) {
        const home = s.homeAt(truck);
        this.#overtime += instance.overtimeCost[truck] * Math.max(0, home - instance.regularTo[truck]);
        const span = home - instance.shiftFrom[truck];
        this.#shortSpan += instance.shortSpanCost[truck] * Math.max(0, instance.leastSpan[truck] - span);
      }
    }
    if (this.#pricesWork) this.#priceWork(s);
  }

  #priceWork(s: Schedule): void {
    const instance = this.#instance;
    let used = 0;
    let sum = 0;
    let squares = 0;
    for (let truck = 0; truck < instance.trucks; truck++) {
      if (s.firstOfTruck[truck] < 0) continue;
      let busy = travelHome(instance, truck, originOf(s, truck, s.lastOfTruck[truck]));
      let ordinary = 0;
      for (let slot = s.firstOfTruck[truck]; slot >= 0; slot = s.nextOfTruck[slot]) {
        const time = busyTime(s, slot);
        busy += time;
        if (instance.vip[s.loadOrder[slot]] === 0) ordinary += time;
      }
      this.#reserve += instance.reserveCost * Math.max(0, ordinary - instance.reserveFrom[truck]);
      const share = busy / Math.max(1, instance.regularTo[truck] - instance.shiftFrom[truck]);
      used++;
      sum += share;
      squares += share * share;
    }
    if (used > 0) this.#balance = instance.balanceCost * Math.max(0, squares - (sum * sum) / used);
  }
}

export function unservedCostOf(instance: DispatchInstance, order: number, servedL: number): number {
  const missing = instance.volumeL[order] - servedL;
  if (missing <= 0) return 0;
  const left = instance.wholeOnly[order] === 1 ? instance.volumeL[order] : missing;
  return instance.unservedCost[order] + instance.unservedPerL[order] * left;
}

export function costlyHoursAt(instance: DispatchInstance, unload: number): number {
  let cost = 0;
  for (const hours of instance.costlyHours) if (unload >= hours.from && unload < hours.to) cost += hours.cost;
  return cost;
}

/** From the start of loading less the way to it, until the truck is free; without traffic. */
function busyTime(s: Schedule, slot: number): number {
  const { instance } = s;
  const truck = s.loadTruck[slot];
  const origin = originOf(s, truck, s.prevOfTruck[slot]);
  const travel = travelToPlant(instance, truck, origin, s.loadPlant[slot]);
  return s.unloadStart[slot] + s.release[slot] - s.loadStart[slot] + travel;
}

/**
 * What changes against the plan that runs cost while the search goes on. A load knows by its `note` which load of that plan
 * it stands for; the answer matches anew, so that its points are never more than these.
 */
import type { Schedule } from '../../../dispatch/schedule.ts';
import type { PlanThatRuns } from './plan-that-runs.ts';

/** In points, but for `unit`. */
export interface ChangeWeights {
  /** Objective units per point. */
  readonly unit: number;
  readonly truck: number;
  readonly plant: number;
  readonly moved: number;
  readonly volume: number;
  readonly added: number;
  readonly dropped: number;
  readonly promise: number;
  /** Of any other time than planned: a load that waits a minute is not the same load to those who wait for it. */
  readonly retimed: number;
  readonly latePerSecond: number;
  readonly movedSeconds: number;
  readonly promiseSeconds: number;
}

/** How much is to be served at least, each litre counted by the weight of its order: in all, and of what was promised. */
export interface Service {
  readonly weightOf: Float64Array;
  readonly promisedL: Float64Array;
  readonly leastL: number;
  readonly leastPromisedL: number;
  readonly pricePerL: number;
}

export class ChangePrices {
  readonly running: PlanThatRuns;
  readonly weights: ChangeWeights;
  readonly service: Service | undefined;
  readonly #carried: Uint8Array;

  constructor(running: PlanThatRuns, weights: ChangeWeights, service?: Service) {
    this.running = running;
    this.weights = weights;
    this.service = service;
    this.#carried = new Uint8Array(running.count);
  }

  /** Of a load in place of load `note` of the plan that runs (-1: a load more), promises aside. */
  ofLoad(note: number, order: number, truck: number, plant: number, volumeL: number, unloadStart: number): number {
    const { running, weights } = this;
    if (note < 0) return running.isKnown[order] === 1 ? weights.added : 0;
    const late = unloadStart - running.unloadStart[note];
    return (
      (truck === running.truck[note] ? 0 : weights.truck) +
      (plant === running.plant[note] ? 0 : weights.plant) +
      (volumeL === running.volumeL[note] ? 0 : weights.volume) +
      (Math.abs(late) > weights.movedSeconds ? weights.moved : 0) +
      (late === 0 ? 0 : weights.retimed) +
      (late > 0 ? late * weights.latePerSecond : 0)
    );
  }

  ofSlot(s: Schedule, slot: number): number {
    return this.ofLoad(
      s.note[slot],
      s.loadOrder[slot],
      s.loadTruck[slot],
      s.loadPlant[slot],
      s.loadVolumeL[slot],
      s.unloadStart[slot],
    );
  }

  /** All points of a schedule. */
  points(s: Schedule): number {
    const { running, weights } = this;
    const carried = this.#carried.fill(0);
    let sum = 0;
    for (let order = 0; order < s.instance.orders; order++) {
      let first = -1;
      for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot]) {
        if (s.frozen[slot] === 1) continue;
        if (first < 0) first = slot;
        if (s.note[slot] >= 0) carried[s.note[slot]] = 1;
        sum += this.ofSlot(s, slot);
      }
      const open = running.ofOrder[order];
      const end = running.ofOrder[order + 1];
      if (open === end) continue;
      if (first >= 0 && Math.abs(s.unloadStart[first] - running.unloadStart[open]) > weights.promiseSeconds)
        sum += weights.promise;
      if (running.isLowered[order] === 1) continue;
      for (let note = open; note < end; note++) if (carried[note] === 0) sum += weights.dropped;
    }
    return sum;
  }

  /** What the search makes small. */
  total(s: Schedule): number {
    return s.cost() + this.weights.unit * this.points(s) + this.shortage(s);
  }

  /** Price of what is short of the service that is to be kept. */
  shortage(s: Schedule): number {
    if (!this.service) return 0;
    const { weightOf, promisedL, leastL, leastPromisedL, pricePerL } = this.service;
    const { orders, volumeL } = s.instance;
    let served = 0;
    let kept = 0;
    for (let order = 0; order < orders; order++) {
      const litres = Math.min(s.servedL[order], volumeL[order]);
      served += weightOf[order] * litres;
      kept += weightOf[order] * Math.min(litres, promisedL[order]);
    }
    return pricePerL * (Math.max(0, leastL - served) + Math.max(0, leastPromisedL - kept));
  }
}

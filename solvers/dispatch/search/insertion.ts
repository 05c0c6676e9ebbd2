/**
 * Puts whole orders into a schedule: load by load, each at one of its best places, by depth-first search that steps back
 * where the next load finds none. Bounded twice: in places tried per load, and in loads tried per order.
 */
import type { Rng } from '../../shared/rng.ts';
import type { DispatchInstance } from '../instance.ts';
import { unloadingTime } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { Candidates, collect } from '../schedule.ts';

/** How places are ranked: cost first, the rest in units of a typical load. */
export interface Taste {
  /** Of late unloading. */
  time: number;
  /** Of pushing what comes after. */
  push: number;
  /** Of the truck waiting at the site. */
  wait: number;
  /** Of volume beyond what is left. */
  waste: number;
  /** Of chance. */
  noise: number;
  /** Places tried per load. */
  breadth: number;
  /** Far plants too. */
  allPlants: boolean;
}

/** Plants that a step looks at where there are more; far ones are looked at now and then. */
const plantsNear = 3;

export class Inserter {
  readonly taste: Taste = { time: 1, push: 0.5, wait: 0.1, waste: 0.5, noise: 0, breadth: 3, allPlants: true };
  readonly #s: Schedule;
  readonly #rng: Rng;
  readonly #buffers: Candidates[] = [];
  /** By order, the plants nearest to its site. */
  readonly #near: readonly Int32Array[];
  readonly #placesAtOnce: number;
  readonly #costUnit: number;
  readonly #timeUnit: Float64Array;
  /** Least seconds of unloading per litre, by order. */
  readonly #pace: Float64Array;
  #nodes = 0;
  // The deepest chain so far of an order that may be served in part.
  readonly #chain: number[][] = [];
  #best: number[][] = [];
  #bestL = 0;

  constructor(schedule: Schedule, rng: Rng) {
    this.#s = schedule;
    this.#rng = rng;
    const { instance } = schedule;
    const docks = schedule.passages === undefined ? instance.dockFrom[instance.plants] : 1;
    this.#placesAtOnce = Math.min(16384, 64 + 4 * instance.trucks * docks);
    this.#near = nearPlants(instance);
    this.#costUnit = typicalCost(instance);
    this.#timeUnit = new Float64Array(instance.orders);
    this.#pace = new Float64Array(instance.orders).fill(Infinity);
    for (let order = 0; order < instance.orders; order++) {
      let sum = 0;
      let count = 0;
      for (let truck = 0; truck < instance.trucks; truck++) {
        if (instance.mayServe[order * instance.trucks + truck] === 0) continue;
        const volumeL = instance.capacityL[truck];
        const time = unloadingTime(instance, order, truck, volumeL);
        // With a gap from start to start, unloadings may overlap the next start: no bound from them.
        const pace = instance.gapFromStart[order] === 1 ? 0 : time / Math.max(1, volumeL);
        this.#pace[order] = Math.min(this.#pace[order], pace);
        sum += time;
        count++;
      }
      this.#timeUnit[order] = Math.max(1, count > 0 ? sum / count : 1);
    }
  }

  /**
   * Adds loads behind those that the order has until it is served.
   * @returns whether it is; if not, an order that may be served in part keeps the most found, any other is as before.
   */
  complete(order: number, nodes: number): boolean {
    const s = this.#s;
    const partial = s.instance.wholeOnly[order] === 0;
    this.#nodes = nodes;
    this.#chain.length = 0;
    this.#best = [];
    this.#bestL = s.servedL[order];
    const mark = s.mark();
    if (this.#extend(order, 0, partial)) return true;
    s.undoTo(mark);
    for (const [volumeL, truck, afterInTruck, plant, dock, afterOnDock] of this.#best) {
      const last = s.lastOfOrder[order];
      if (s.insert(order, volumeL, last, truck, afterInTruck, plant, dock, afterOnDock) < 0) break;
    }
    return false;
  }

  #extend(order: number, depth: number, partial: boolean): boolean {
    const s = this.#s;
    const { instance } = s;
    const left = instance.volumeL[order] - s.servedL[order];
    if (partial && s.servedL[order] > this.#bestL) {
      this.#bestL = s.servedL[order];
      this.#best = this.#chain.slice(0, depth).map((step) => [...step]);
    }
    if (left <= 0) return true;
    if (this.#nodes-- <= 0) return false;
    const last = s.lastOfOrder[order];
    if (!partial) {
      const free =
        last < 0 ? Math.max(s.notBefore[order], instance.windowFrom[order]) : s.unloadStart[last] + s.unloading[last];
      if (free + left * this.#pace[order] > instance.windowTo[order] + 1e-6) return false;
    }
    let places = this.#buffers[depth];
    if (places === undefined) {
      places = new Candidates(this.#placesAtOnce);
      places.allOnDocks = false;
      places.sparing = s.pricesDelays;
      this.#buffers[depth] = places;
    }
    places.plantsOf = this.taste.allPlants ? undefined : this.#near;
    collect(s, order, left, last, places);
    if (places.count === 0) return false;
    this.#price(order, left, places);
    const ranked = places.rank(this.taste.breadth);
    const mark = s.mark();
    for (let rank = 0; rank < ranked; rank++) {
      const at = places.ranked[rank];
      const slot = s.insert(
        order,
        places.volumeL[at],
        last,
        places.truck[at],
        places.afterInTruck[at],
        places.plant[at],
        places.dock[at],
        places.afterOnDock[at],
      );
      if (slot < 0) continue;
      if (partial) this.#note(places, at, depth);
      if (this.#extend(order, depth + 1, partial)) return true;
      s.undoTo(mark);
      if (this.#nodes <= 0) return false;
    }
    return false;
  }

  #note(places: Candidates, at: number, depth: number): void {
    this.#chain[depth] = [
      places.volumeL[at],
      places.truck[at],
      places.afterInTruck[at],
      places.plant[at],
      places.dock[at],
      places.afterOnDock[at],
    ];
  }

  #price(order: number, left: number, places: Candidates): void {
    const { taste } = this;
    const rng = this.#rng;
    const perCost = 1 / this.#costUnit;
    const perTime = 1 / this.#timeUnit[order];
    const { key, cost, unloadStart, push, wait, volumeL, count } = places;
    for (let at = 0; at < count; at++) {
      const times = taste.time * unloadStart[at] + taste.push * push[at] + taste.wait * wait[at];
      let value = cost[at] * perCost + times * perTime;
      if (volumeL[at] > left) value += (taste.waste * (volumeL[at] - left)) / volumeL[at];
      if (taste.noise > 0) value += taste.noise * rng.float();
      key[at] = value;
    }
  }
}

/** What a load costs on the road, about; 1 where roads are free. */
function typicalCost(instance: DispatchInstance): number {
  const mean = (costs: Float64Array) =>
    costs.reduce((sum, cost) => sum + Math.min(cost, 1e6), 0) / Math.max(1, costs.length);
  const road = mean(instance.costOut) + mean(instance.costBack);
  return road > 0 ? road : 1;
}

export function nearPlants(instance: DispatchInstance): Int32Array[] {
  const { plants, sites, travelOut, travelBack } = instance;
  return Array.from({ length: instance.orders }, (_, order) => {
    const site = instance.site[order];
    const way = (plant: number) => travelOut[plant * sites + site] + travelBack[site * plants + plant];
    const allowed = Array.from({ length: plants }, (_unused, plant) => plant).filter(
      (plant) => instance.mayLoad[order * plants + plant] === 1,
    );
    return Int32Array.from(allowed.sort((a, b) => way(a) - way(b) || a - b).slice(0, plantsNear));
  });
}

/**
 * The ways to place an order, from the one that is wanted to the one that will do: its best splits, then smaller loads,
 * each first without and then with what has a price, and at last a part of it where it may be served in part.
 *
 * A pour without a break is tried with one truck that comes again and again; where that is too slow, several trucks take
 * turns, each as near behind the one before as can be: that is what nearness to the ideal time means for a later load.
 */
import type { ConstructionData } from '../construction-data.ts';
import type { DispatchInstance } from '../instance.ts';
import type { Candidates, Schedule } from '../schedule.ts';
import { splitWays } from '../splitting.ts';
import { LoadPlacer, type PlacingLimits, type Rating, roomForPlaces } from './place-loads.ts';
import { Scorer } from './score.ts';

/** Splits tried, and places per load; more found no more orders placed, in shifts of 100 to 300 orders. */
const splitsTried = 3;
const width = 4;
/** Plants that are looked at for a load, the nearest ones: the search looks at the others. */
const plantsTried = 3;
/** Effort for a load is this over orders x trucks x plants, and never less than the least: a first plan does not wait. */
const patienceOfOne = 200_000;
const leastPatience = 0.7;

/** What ranks places: the score of the method, or what the objective says of each place. */
export type Ranking = 'score' | 'cost';

export class OrderPlacer {
  readonly s: Schedule;
  readonly loads: LoadPlacer;
  readonly #data: ConstructionData;
  readonly #free: Rating;
  readonly #any: Rating;
  readonly #limits: PlacingLimits;
  /** Lists of places that may be looked through for each load of an order, about half of them. */
  readonly #patience: number;
  readonly #greatestL: number;
  readonly #splits: ({ readonly leftL: number; readonly ways: number[][] } | undefined)[];

  constructor(s: Schedule, data: ConstructionData, ranking: Ranking) {
    this.s = s;
    const room = roomForPlaces(s.instance, false);
    room.plantsOf = nearestPlants(s.instance);
    this.loads = new LoadPlacer(s, room);
    const size = s.instance.orders * s.instance.trucks * Math.min(s.instance.plants, plantsTried);
    this.#patience = Math.max(leastPatience, patienceOfOne / size);
    this.#data = data;
    const scorer = new Scorer(s, data);
    if (ranking === 'cost') this.#any = (order, _after, out) => rateByCost(s, order, out);
    else this.#any = (order, after, out) => scorer.rate(order, after, false, out);
    const pricesLast = ranking === 'score' && scorer.hasPrices;
    this.#free = pricesLast ? (order, after, out) => scorer.rate(order, after, true, out) : this.#any;
    this.#limits = { width, depth: data.parameters.backtracking, inserts: 60 };
    this.#splits = new Array(s.instance.orders);
    this.#greatestL = s.instance.capacityL.reduce((most, litres) => Math.max(most, litres), 1);
  }

  /** @returns whether what is left of the order, or a part of it that pays, was placed; if not, nothing has changed. */
  place(order: number, parts = true): boolean {
    const { s } = this;
    if (s.servedL[order] >= s.instance.volumeL[order]) return false;
    const loadsNeeded = Math.ceil((s.instance.volumeL[order] - s.servedL[order]) / this.#greatestL);
    this.loads.mostEffort = this.loads.effort + Math.ceil(this.#patience * (4 + 2 * loadsNeeded));
    const mark = s.mark();
    const before = s.cost();
    if (this.#placeWhole(order) || this.#placeEarlier(order) || (parts && this.#placePart(order))) {
      if (s.cost() - this.#newTrucks(order) < before) return true;
      s.undoTo(mark);
    }
    return false;
  }

  #placeWhole(order: number): boolean {
    const splits = this.splitsOf(order);
    if (this.#data.continuous[order] === 1 && splits.length > 0 && this.#placeWithOneTruck(order, splits[0]))
      return true;
    const ratings = this.#free === this.#any ? [this.#any] : [this.#free, this.#any];
    for (const rating of ratings) {
      for (const volumes of splits) if (this.loads.placeAll(order, volumes, rating, this.#limits)) return true;
      if (this.loads.placeAll(order, undefined, rating, this.#limits)) return true;
    }
    return false;
  }

  /** Before its ideal time, where the window admits that: at a price, like all that is not ideal. */
  #placeEarlier(order: number): boolean {
    const { s } = this;
    const from = s.instance.windowFrom[order];
    if (s.firstOfOrder[order] >= 0) return false;
    return s.notBefore[order] > from && s.setNotBefore(order, from) && this.#placeWhole(order);
  }

  #placeWithOneTruck(order: number, volumes: readonly number[]): boolean {
    if (volumes.length < 2) return false;
    const tried = new Set<number>();
    for (const { truck } of this.loads.places(order, volumes[0], this.#free, width, true)) {
      if (tried.has(truck)) continue;
      tried.add(truck);
      if (this.loads.placeAll(order, volumes, this.#free, this.#limits, truck)) return true;
    }
    return false;
  }

  #placePart(order: number): boolean {
    if (this.s.instance.wholeOnly[order] === 1) return false;
    return this.loads.placeSome(order, this.#any, width) > 0;
  }

  /** Splits of what is left of the order: loads that stand may hold a part of it. */
  splitsOf(order: number): readonly number[][] {
    const { instance, servedL } = this.s;
    const leftL = instance.volumeL[order] - servedL[order];
    const known = this.#splits[order];
    if (known?.leftL === leftL) return known.ways;
    const ways = splitWays(instance, this.#data, order, leftL, splitsTried);
    this.#splits[order] = { leftL, ways };
    return ways;
  }

  /** Prices of the trucks that only this order uses so far: others will share them. */
  #newTrucks(order: number): number {
    const { s } = this;
    let sum = 0;
    for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot]) {
      const truck = s.loadTruck[slot];
      if (s.firstOfTruck[truck] !== slot) continue;
      let shared = false;
      for (let other = slot; other >= 0; other = s.nextOfTruck[other]) shared ||= s.loadOrder[other] !== order;
      if (!shared) sum += s.instance.truckCost[truck];
    }
    return sum;
  }
}

/** Seconds weigh so little that they only part places of equal cost. */
const secondsPart = 1e-7;

/** What a place costs, and what it costs those that it pushes, taken as orders like this one that are in time. */
export function rateByCost(s: Schedule, order: number, out: Candidates): void {
  const perSquare = s.instance.deviationCost[order];
  for (let at = 0; at < out.count; at++) {
    const pushed = out.push[at] / 60;
    out.key[at] = out.cost[at] + perSquare * pushed * pushed + secondsPart * (out.unloadStart[at] + out.push[at]);
  }
}

/** The plants of each order that are nearest to its site; undefined where there are few anyway. */
function nearestPlants(instance: DispatchInstance): Int32Array[] | undefined {
  if (instance.plants <= plantsTried) return undefined;
  return Array.from(instance.site, (site, order) => {
    const plants = Array.from({ length: instance.plants }, (_, plant) => plant).filter(
      (plant) => instance.mayLoad[order * instance.plants + plant] === 1,
    );
    const way = (plant: number) => instance.travelOut[plant * instance.sites + site];
    return Int32Array.from(plants.sort((a, b) => way(a) - way(b) || a - b).slice(0, plantsTried));
  });
}

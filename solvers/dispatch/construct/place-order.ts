/**
 * The ways to place an order, from the one that is wanted to the one that will do: its best splits, then smaller loads,
 * each first without and then with what has a price, and at last a part of it where it may be served in part.
 *
 * A pour without a break is tried with one truck that comes again and again; where that is too slow, several trucks take
 * turns, each as near behind the one before as can be: that is what nearness to the ideal time means for a later load.
 */
import type { ConstructionData } from '../construction-data.ts';
import type { Candidates, Schedule } from '../schedule.ts';
import { splitWays } from '../splitting.ts';
import { LoadPlacer, type PlacingLimits, type Rating, roomForPlaces } from './place-loads.ts';
import { Scorer } from './score.ts';

/** Splits tried, and places per load; more found no more orders placed, in shifts of 100 to 300 orders. */
const splitsTried = 3;
const width = 4;

/** What ranks places: the score of the method, or what the objective says of each place. */
export type Ranking = 'score' | 'cost';

export class OrderPlacer {
  readonly s: Schedule;
  readonly loads: LoadPlacer;
  readonly #data: ConstructionData;
  readonly #free: Rating;
  readonly #any: Rating;
  readonly #limits: PlacingLimits;
  readonly #splits: ({ readonly leftL: number; readonly ways: number[][] } | undefined)[];

  constructor(s: Schedule, data: ConstructionData, ranking: Ranking) {
    this.s = s;
    this.loads = new LoadPlacer(s, roomForPlaces(s.instance, false));
    this.#data = data;
    const scorer = new Scorer(s, data);
    if (ranking === 'cost') this.#any = (order, _after, out) => rateByCost(s, order, out);
    else this.#any = (order, after, out) => scorer.rate(order, after, false, out);
    const pricesLast = ranking === 'score' && scorer.hasPrices;
    this.#free = pricesLast ? (order, after, out) => scorer.rate(order, after, true, out) : this.#any;
    this.#limits = { width, depth: data.parameters.backtracking, inserts: 60 };
    this.#splits = new Array(s.instance.orders);
  }

  /** @returns whether what is left of the order, or a part of it that pays, was placed; if not, nothing has changed. */
  place(order: number, parts = true): boolean {
    const { s } = this;
    if (s.servedL[order] >= s.instance.volumeL[order]) return false;
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

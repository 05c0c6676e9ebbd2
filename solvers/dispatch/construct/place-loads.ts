/**
 * Places the loads of one order, one behind the other, each at its best place; where a load finds none, the placements
 * before it are taken back, a bounded number of steps, and their next best places are tried. Times of placed loads move
 * as later ones need it: the schedule keeps them exact.
 */
import type { DispatchInstance } from '../instance.ts';
import type { Schedule } from '../schedule.ts';
import { Candidates, collect } from '../schedule.ts';

/** Gives each place of `out` its `key`; less is better, Infinity rules it out. */
export type Rating = (order: number, afterInOrder: number, out: Candidates) => void;

export interface PlacingLimits {
  /** Places tried for one load. */
  readonly width: number;
  /** Placements taken back from the furthest point that was reached. */
  readonly depth: number;
  /** Loads put in altogether, before an order is given up. */
  readonly inserts: number;
}

/** One possible place of a load. */
export interface Place {
  readonly truck: number;
  readonly afterInTruck: number;
  readonly plant: number;
  readonly dock: number;
  readonly afterOnDock: number;
  readonly volumeL: number;
  readonly key: number;
}

/** Places beyond it are left out; they are the last trucks, and far more than one load needs. */
const mostPlaces = 1 << 15;

/** @param allOnDocks - every place on a dock, or only the one that delays least; that is quick, and nearly always enough. */
export function roomForPlaces(instance: DispatchInstance, allOnDocks: boolean): Candidates {
  const room = new Candidates(Math.min(mostPlaces, 256 + 64 * instance.trucks * instance.plants));
  room.allOnDocks = allOnDocks;
  return room;
}

export class LoadPlacer {
  readonly s: Schedule;
  readonly #found: Candidates;
  #insertsLeft = 0;
  #furthest = 0;
  /** How often places were collected: the effort, in a unit that no clock disturbs; beyond `mostEffort` there are none. */
  effort = 0;
  mostEffort = Infinity;

  /** @param found - room for places, where placers take turns. */
  constructor(s: Schedule, found: Candidates) {
    this.s = s;
    this.#found = found;
  }

  /**
   * @param volumes - of the loads in their order; undefined: what is left of the order, each truck as much as it takes.
   * @param onlyTruck - the one truck that may be used, or -1.
   * @returns false, and nothing has changed, where not all of it finds a place.
   */
  placeAll(
    order: number,
    volumes: readonly number[] | undefined,
    rating: Rating,
    limits: PlacingLimits,
    onlyTruck = -1,
  ): boolean {
    this.#insertsLeft = limits.inserts;
    this.#furthest = 0;
    const mark = this.s.mark();
    if (this.#placeFrom(0, order, volumes, rating, limits, onlyTruck)) return true;
    this.s.undoTo(mark);
    return false;
  }

  /** As many loads as find a place, without going back. @returns how many. */
  placeSome(order: number, rating: Rating, width: number): number {
    let count = 0;
    for (;;) {
      const left = this.s.instance.volumeL[order] - this.s.servedL[order];
      if (left <= 0) return count;
      const places = this.places(order, left, rating, width);
      if (!places.some((place) => this.insert(order, place) >= 0)) return count;
      count++;
    }
  }

  /** The best places for the next load of an order. */
  places(order: number, volumeL: number, rating: Rating, width: number, exact = false, onlyTruck = -1): Place[] {
    const { s } = this;
    const out = this.#found;
    if (this.effort >= this.mostEffort) return [];
    this.effort++;
    const after = s.lastOfOrder[order];
    collect(s, order, volumeL, after, out);
    rating(order, after, out);
    for (let at = 0; at < out.count; at++) {
      if (exact && out.volumeL[at] !== volumeL) out.key[at] = Infinity;
      else if (onlyTruck >= 0 && out.truck[at] !== onlyTruck) out.key[at] = Infinity;
    }
    const count = out.rank(width);
    const places: Place[] = [];
    for (let rank = 0; rank < count; rank++) {
      const at = out.ranked[rank];
      if (out.key[at] === Infinity) break;
      places.push({
        truck: out.truck[at],
        afterInTruck: out.afterInTruck[at],
        plant: out.plant[at],
        dock: out.dock[at],
        afterOnDock: out.afterOnDock[at],
        volumeL: out.volumeL[at],
        key: out.key[at],
      });
    }
    return places;
  }

  insert(order: number, place: Place): number {
    const { truck, afterInTruck, plant, dock, afterOnDock, volumeL } = place;
    const last = this.s.lastOfOrder[order];
    return this.s.insert(order, volumeL, last, truck, afterInTruck, plant, dock, afterOnDock);
  }

  #placeFrom(
    number: number,
    order: number,
    volumes: readonly number[] | undefined,
    rating: Rating,
    limits: PlacingLimits,
    onlyTruck: number,
  ): boolean {
    const { s } = this;
    const left = s.instance.volumeL[order] - s.servedL[order];
    if (volumes === undefined ? left <= 0 : number === volumes.length) return true;
    this.#furthest = Math.max(this.#furthest, number);
    const exact = volumes !== undefined;
    const places = this.places(order, exact ? volumes[number] : left, rating, limits.width, exact, onlyTruck);
    for (const place of places) {
      if (this.#insertsLeft-- <= 0) return false;
      const mark = s.mark();
      if (this.insert(order, place) < 0) continue;
      if (this.#placeFrom(number + 1, order, volumes, rating, limits, onlyTruck)) return true;
      s.undoTo(mark);
      if (this.#furthest - number >= limits.depth) return false;
    }
    return false;
  }
}

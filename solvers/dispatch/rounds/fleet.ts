/**
 * Serves with fewer trucks: one is closed, its stops are left out, and ruin and recreate goes on until all of them have a
 * place again. Each stop counts how often it was left out; a plan is kept when the stops it leaves out have been left out
 * less often in all, so that the search turns to those that are hard to place.
 * @see Christiaens and Vanden Berghe (2020), Transportation Science 54(2):417-433, section 5.4.
 */
import type { Pace } from './pace.ts';
import type { Search } from './search.ts';
import { none, type State } from './state.ts';

const temperatureInLegs = 1;

export class FleetReduction {
  readonly #search: Search;
  readonly #prize: Float64Array;
  /** How often a plan left the node out. */
  readonly #misses: Float64Array;

  constructor(search: Search) {
    this.#search = search;
    this.#prize = search.tables.instance.prize;
    this.#misses = new Float64Array(search.tables.nodes);
  }

  /**
   * Works on `best` of the search until `done` says so or the pace ends; `best` is better in cost whenever it changes.
   * @param leastTrucks - below it no plan is looked for.
   */
  run(pace: Pace, leastTrucks: number, done: () => boolean, found: () => void): void {
    const search = this.#search;
    const { state, kept, best, places, rng } = search;
    kept.copyFrom(best);
    if (this.#missesOf(kept) === 0 && !this.#closeOne(leastTrucks)) return;
    state.copyFrom(kept);
    const temperature = temperatureInLegs * search.meanLeg(kept);
    while (!done() && pace.begin(places.work)) {
      search.step();
      const missed = this.#missesOf(state);
      const keptMissed = this.#missesOf(kept);
      for (let at = 0; at < state.absentCount; at++) this.#misses[state.absent[at]]++;
      const cheaper = this.#costBeside(state) < this.#costBeside(kept) - temperature * Math.log(rng.float());
      if (missed < keptMissed || (missed === keptMissed && cheaper)) {
        kept.copyFrom(state);
        if (missed === 0) {
          if (state.cost < best.cost - 1e-6) {
            best.copyFrom(state);
            found();
          }
          if (!this.#closeOne(leastTrucks)) break;
          state.copyFrom(kept);
        }
      } else {
        state.copyFrom(kept);
      }
    }
    places.closed.fill(0);
  }

  /** Of the stops that must be served; 0 where all are. */
  #missesOf(state: State): number {
    let sum = 0;
    for (let at = 0; at < state.absentCount; at++)
      if (this.#prize[state.absent[at]] === Infinity) sum += 1 + this.#misses[state.absent[at]];
    return sum;
  }

  /** Travel, and the prizes of stops that may be left out. */
  #costBeside(state: State): number {
    let cost = state.sums[0];
    for (let at = 0; at < state.absentCount; at++) {
      const prize = this.#prize[state.absent[at]];
      if (prize < Infinity) cost += prize;
    }
    return cost;
  }

  /** Empties and closes the truck whose stops have been left out least often. @returns whether there was one. */
  #closeOne(leastTrucks: number): boolean {
    const { kept, state, places, removal, tables } = this.#search;
    if (kept.trucksUsed <= leastTrucks) return false;
    let least = Infinity;
    let chosen: number = none;
    for (let truck = 0; truck < tables.instance.trucks; truck++) {
      if (kept.firstRound[truck] === none) {
        places.closed[truck] = 1;
        continue;
      }
      let sum = 0;
      for (let round = kept.firstRound[truck]; round !== none; round = kept.nextRound[round])
        for (let node = kept.first[round]; node !== 0; node = kept.next[node]) sum += 1 + this.#misses[node];
      if (sum < least) {
        least = sum;
        chosen = truck;
      }
    }
    places.closed[chosen] = 1;
    state.copyFrom(kept);
    removal.begin();
    removal.removeTruck(chosen);
    removal.settle();
    for (let index = 0; index < removal.count; index++) state.leaveOut(removal.removed[index]);
    kept.copyFrom(state);
    return true;
  }
}

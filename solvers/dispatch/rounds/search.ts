/**
 * Ruin and recreate under simulated annealing: strings of stops are taken out and put back greedily, and what comes out
 * replaces the plan by a threshold that falls.
 *
 * Tried and left out, since gaps did not get smaller: to hand whole rounds from truck to truck before a step; to begin rounds
 * for less than they cost; to let stops that must be served wait for a price while annealing (0.7 instead of 0.3 % on Solomon).
 * @see Christiaens and Vanden Berghe (2020), Transportation Science 54(2):417-433.
 */
import { Rng } from '../../shared/rng.ts';
import type { Pace } from './pace.ts';
import { PlaceFinder } from './places.ts';
import { Recreate } from './recreate.ts';
import { StringRemoval } from './ruin.ts';
import { none, State } from './state.ts';
import type { Tables } from './tables.ts';

/** Temperatures at both ends, as shares of the mean leg of the plan to begin with. */
export interface Cooling {
  readonly first: number;
  readonly last: number;
}

/** Of the stops left out so many at most are tried again at once. */
const mostRetried = 20;
/** Share of steps that put stops in whatever that costs; the whole plan is judged then. */
const generousRate = 0.1;

export class Search {
  readonly tables: Tables;
  readonly rng: Rng;
  /** What is changed, what was kept last, and the cheapest so far. */
  readonly state: State;
  readonly kept: State;
  readonly best: State;
  readonly places: PlaceFinder;
  readonly removal: StringRemoval;
  readonly recreate: Recreate;

  constructor(tables: Tables, seed: number) {
    this.tables = tables;
    this.rng = new Rng(seed);
    this.state = new State(tables);
    this.kept = new State(tables);
    this.best = new State(tables);
    this.places = new PlaceFinder(this.state, this.rng);
    this.removal = new StringRemoval(this.state, this.rng);
    this.recreate = new Recreate(this.state, this.places, this.rng);
  }

  /** Ruins and recreates `state` once. */
  step(): void {
    const { state, tables, removal, rng } = this;
    const { stops, prize } = tables.instance;
    const missed = state.absentCount > 0 ? state.absent[rng.below(state.absentCount)] : none;
    const missedMust = missed !== none && tables.hasPrizes ? this.#missedMust() : missed;
    // Room is made around a stop that must be served and is not, every other time.
    const seed = missedMust !== none && rng.below(2) === 0 ? missedMust : 1 + rng.below(stops);
    removal.ruin(seed);
    const generous = tables.hasPrizes && state.absentCount > 0 && rng.float() < generousRate;
    if (generous) this.#retryAround(seed);
    let tries = Math.min(state.absentCount, mostRetried);
    if (tables.hasPrizes && missedMust !== none) {
      for (let index = state.absentCount - 1; index >= 0 && tries > 0; index--) {
        if (prize[state.absent[index]] < Infinity) continue;
        removal.removed[removal.count++] = state.takeAbsent(index);
        tries--;
      }
    }
    if (!generous)
      for (; tries > 0 && state.absentCount > 0; tries--)
        removal.removed[removal.count++] = state.takeAbsent(rng.below(state.absentCount));
    this.recreate.insert(removal.removed, removal.count, generous);
  }

  /** A stop by chance that must be served and is not; `none` where there is none. */
  #missedMust(): number {
    const { state, tables, rng } = this;
    let found: number = none;
    let count = 0;
    for (let index = 0; index < state.absentCount; index++) {
      const node = state.absent[index];
      if (tables.instance.prize[node] === Infinity && rng.below(++count) === 0) found = node;
    }
    return found;
  }

  /** Stops left out around a seed are to be tried together: what is dear for one may be worth it for several. */
  #retryAround(seed: number): void {
    const { state, tables, removal, rng } = this;
    const { near, nearWidth } = tables;
    let tries = 1 + rng.below(mostRetried);
    for (let rank = seed * nearWidth; rank < (seed + 1) * nearWidth && tries > 0 && state.absentCount > 0; rank++) {
      const index = state.absentIndex(near[rank]);
      if (index < 0) continue;
      removal.removed[removal.count++] = state.takeAbsent(index);
      tries--;
    }
  }

  /**
   * Anneals from `kept` on, by cost, until `progress` is 1 or the pace ends.
   * @param progress - how far it is, 0 to 1; asked once in a while.
   * @param found - told when `best` is better than before.
   */
  anneal(pace: Pace, cooling: Cooling, progress: () => number, found: () => void): void {
    const { state, kept, best, rng, places } = this;
    const leg = this.meanLeg(kept);
    let temperature = 0;
    for (let count = 0; ; count++) {
      if (count % 32 === 0) {
        const done = progress();
        if (done >= 1) return;
        temperature = leg * cooling.first * (cooling.last / cooling.first) ** done;
      }
      if (!pace.begin(places.work)) return;
      this.step();
      const cost = state.cost;
      if (cost < kept.cost - temperature * Math.log(rng.float())) {
        kept.copyFrom(state);
        if (cost < best.cost - 1e-6) {
          best.copyFrom(state);
          found();
        }
      } else {
        state.copyFrom(kept);
      }
    }
  }

  meanLeg(state: State): number {
    return Math.max(1, state.sums[0] / (this.tables.nodes + state.trucksUsed));
  }
}

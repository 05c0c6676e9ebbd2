/**
 * Turns of the two searches. The genetic one is quick and good on projects of any size; the exact one proves, and
 * finishes where the gap is small. The exact search gets a share of the effort: half of it where bound and makespan are
 * near or the project is small, else little. A conflict of the exact search counts as one schedule of the budget.
 *
 * Population: the more schedules are to come, the larger, since a large one ends better and begins worse. Where only a
 * clock limits the search, its speed so far tells how many there will be.
 */
import type { Genetic } from './genetic.ts';
import { ConflictSearch } from './learning/conflict-search.ts';
import type { Search } from './search.ts';

/** Schedules that take about as long as one conflict. */
const conflictCost = 20;
const smallConflictCost = 2;
const smallProject = 40;
/** Gap up to which the exact search gets half of the effort, and its share beyond. */
const nearGap = 0.06;
const farShare = 0.1;
/** Activities and horizon beyond which the exact search is not worth its memory. */
const mostActivities = 500;
const longestHorizon = 1 << 28;
const leastSlice = 1000;

export class Portfolio {
  readonly #search: Search;
  readonly #genetic: Genetic;
  #exact: ConflictSearch | undefined;
  #geneticEffort = 0;
  #exactEffort = 0;
  #upward = false;
  readonly #remainingAtFirst: number;

  constructor(search: Search, genetic: Genetic) {
    this.#search = search;
    this.#genetic = genetic;
    this.#remainingAtFirst = search.budget.remainingMs();
  }

  run(warmStarts: readonly Int32Array[]): void {
    const search = this.#search;
    let first = true;
    while (!search.over) {
      const before = search.schedules;
      // Without a limit of schedules the first population is small: it shows the speed.
      this.#genetic.begin(this.#population(), first ? warmStarts : []);
      first = false;
      this.#geneticEffort += search.schedules - before;
      let alive = true;
      while (alive && !search.over) {
        const from = search.schedules;
        alive = this.#genetic.advance(Math.max(leastSlice, 0.25 * this.#geneticEffort));
        this.#geneticEffort += search.schedules - from;
        if (!search.over) this.#prove();
      }
    }
  }

  #population(): number {
    const { budget, schedules } = this.#search;
    let expected = budget.maxIterations - schedules;
    const remaining = budget.remainingMs();
    if (Number.isFinite(remaining)) {
      const used = this.#remainingAtFirst - remaining;
      const speed = schedules > 500 && used > 0 ? schedules / used : 1;
      expected = Math.min(expected, speed * remaining);
    }
    return Math.round(Math.min(800, Math.max(20, 60 * (expected / 1000) ** 0.31)));
  }

  /** A turn of the exact search, as long as its share allows. */
  #prove(): void {
    const search = this.#search;
    const { activities, horizon } = search.project;
    if (activities > mostActivities || horizon > longestHorizon) return;
    const near = activities <= smallProject || search.makespan - search.lowerBound <= nearGap * search.makespan;
    const share = near ? 0.5 : farShare;
    const cost = activities <= smallProject ? smallConflictCost : conflictCost;
    const effort = (share * this.#geneticEffort) / (1 - share) - this.#exactEffort;
    let conflicts = Math.min(Math.floor(effort / cost), search.budget.maxIterations - search.schedules);
    if (conflicts <= 0) return;
    this.#exact ??= new ConflictSearch(search.project, search.makespan, search.lowerBound);
    const exact = this.#exact;
    while (conflicts > 0 && !search.over) {
      exact.lowerUpperBound(search.makespan);
      const before = exact.conflicts;
      const outcome = exact.run(conflicts, this.#upward, () => search.budget.shouldStop());
      const done = exact.conflicts - before;
      conflicts -= Math.max(1, done);
      search.schedules += done;
      this.#exactEffort += cost * done;
      search.raiseBound(exact.lowerBound);
      if (outcome === 'found') {
        search.offer(exact.starts, exact.makespan);
        this.#genetic.adopt(exact.starts);
      }
    }
    this.#upward = !this.#upward;
  }
}

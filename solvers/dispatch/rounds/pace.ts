/**
 * How far a search is on its way: cooling needs to know. With a clock, the way is the time that is left at the start; with
 * a count of iterations alone the search goes round after round, each twice as long as the one before, so that what it
 * does never depends on how many iterations are still to come.
 */
import type { Budget } from '../../solver.ts';

/** Work between two questions to the budget, in places looked at: one or two milliseconds, for clocks are slow to ask. */
const workPerQuestion = 150_000;

export class Pace {
  readonly #budget: Budget;
  readonly #totalMs: number;
  #askedAt = -Infinity;
  #stopped = false;
  #spent = 0;
  iterations = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
    this.#totalMs = budget.remainingMs();
  }

  /** Whether time rather than iterations ends the search. */
  get timed(): boolean {
    return Number.isFinite(this.#totalMs);
  }

  /** Share of the time that is gone, 0 to 1; 0 where there is no clock. */
  get spent(): number {
    return this.#spent;
  }

  get ended(): boolean {
    return this.#stopped || this.iterations >= this.#budget.maxIterations;
  }

  /** Counts an iteration. @returns whether it may begin. */
  begin(work: number): boolean {
    if (this.#stopped || this.iterations >= this.#budget.maxIterations) return false;
    if (work - this.#askedAt > workPerQuestion) {
      this.#askedAt = work;
      this.#stopped = this.#budget.shouldStop();
      if (this.timed) this.#spent = this.#totalMs > 0 ? Math.min(1, 1 - this.#budget.remainingMs() / this.#totalMs) : 1;
      if (this.#stopped) return false;
    }
    this.iterations++;
    return true;
  }
}

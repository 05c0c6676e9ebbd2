/**
 * Tells the caller of better plans, not of each one: building a plan with all its figures costs as much as dozens of
 * search steps, and a search that has just begun improves at every one of them.
 */
import type { Incumbent } from '../../models/result.ts';
import type { Budget } from '../solver.ts';

/** At most so often: a share of the time, or of the search's questions where there is no clock. */
const shareOfTime = 0.02;
const leastPauseMs = 50;
const pauseInAsks = 25;

export class Reporter {
  readonly #budget: Budget;
  readonly #incumbent: () => Incumbent | undefined;
  readonly #pauseMs: number;
  #toldAtMs = Infinity;
  #asks = 0;
  #toldAtAsks = -pauseInAsks;
  #pending = false;

  /** @param incumbent - builds the best plan so far; called only when it is told. */
  constructor(budget: Budget, incumbent: () => Incumbent | undefined) {
    this.#budget = budget;
    this.#incumbent = incumbent;
    const remaining = budget.remainingMs();
    this.#pauseMs = Number.isFinite(remaining) ? Math.max(leastPauseMs, shareOfTime * remaining) : Infinity;
  }

  /** To be called for every better plan. */
  improved(): void {
    this.#pending = true;
    this.#tellIfDue();
  }

  /** To be called once per iteration of the search: what came too soon after another is told later. */
  tick(): void {
    this.#asks++;
    if (this.#pending) this.#tellIfDue();
  }

  #tellIfDue(): void {
    const { onIncumbent } = this.#budget;
    if (!onIncumbent) return;
    const remaining = this.#budget.remainingMs();
    const due = Number.isFinite(remaining)
      ? this.#toldAtMs - remaining >= this.#pauseMs
      : this.#asks - this.#toldAtAsks >= pauseInAsks;
    if (!due) return;
    const found = this.#incumbent();
    if (!found) return;
    this.#toldAtMs = remaining;
    this.#toldAtAsks = this.#asks;
    this.#pending = false;
    onIncumbent(found);
  }
}

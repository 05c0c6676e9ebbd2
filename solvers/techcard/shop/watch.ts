/**
 * What all parts of a search share: the moves spent, the best plan so far, and when it is over. Moves are the unit of
 * `Budget.maxIterations`.
 */
import type { StopReason } from '../../../models/result.ts';
import type { Budget } from '../../solver.ts';
import type { StoredPlan } from './graph.ts';

/** Moves between two looks at the clock: a move takes some 10 to 200 microseconds. */
const movesPerLook = 16;

export class Watch {
  best: StoredPlan | undefined;
  moves = 0;
  endedBy: StopReason | undefined;
  lowerBound: number;
  readonly #budget: Budget;
  readonly #onBetter: (plan: StoredPlan) => void;
  #untilLook = 0;

  constructor(budget: Budget, lowerBound: number, onBetter: (plan: StoredPlan) => void) {
    this.#budget = budget;
    this.lowerBound = lowerBound;
    this.#onBetter = onBetter;
  }

  count(): void {
    this.moves++;
  }

  isOver(): boolean {
    if (this.endedBy !== undefined) return true;
    if (this.moves >= this.#budget.maxIterations) this.endedBy = 'iterations';
    else if (this.#untilLook-- <= 0) {
      this.#untilLook = movesPerLook;
      if (this.#budget.shouldStop()) this.endedBy = 'time';
    }
    return this.endedBy !== undefined;
  }

  /** Keeps the plan if it is the best so far, and sees whether it is good enough to stop. */
  report(plan: StoredPlan): void {
    if (this.best !== undefined && plan.objective >= this.best.objective) return;
    this.best = plan;
    this.#onBetter(plan);
    this.judge();
  }

  /** Takes a proved bound in. */
  raiseBound(bound: number): void {
    if (bound <= this.lowerBound) return;
    this.lowerBound = bound;
    this.judge();
  }

  /** Ends the search when the best plan meets the bound or the gap wanted. */
  judge(): void {
    if (this.best === undefined || this.endedBy !== undefined) return;
    const over = this.best.objective - this.lowerBound;
    if (over <= 0) this.endedBy = 'proof';
    else if (over <= this.#budget.gap * this.best.objective) this.endedBy = 'gap';
  }
}

/** A part of a budget, for a solver that is asked as a library. */
import type { Budget } from '../../solver.ts';

/**
 * @param share - of the time that is left, 0 to 1.
 * @param iterations - at most; never more than the whole budget has.
 */
export function partOf(budget: Budget, share: number, iterations: number): Budget {
  const initial = budget.remainingMs();
  const keep = Number.isFinite(initial) ? initial * (1 - share) : 0;
  const remainingMs = () => (Number.isFinite(initial) ? Math.max(0, budget.remainingMs() - keep) : Infinity);
  return {
    seed: budget.seed,
    maxIterations: Math.min(budget.maxIterations, iterations),
    gap: budget.gap,
    shouldStop: () => budget.shouldStop() || remainingMs() <= 0,
    remainingMs,
  };
}

/** Measures the time from now on; 0 where only iterations count. */
export function stopwatch(budget: Budget): () => number {
  const initial = budget.remainingMs();
  return () => (Number.isFinite(initial) ? Math.max(0, initial - budget.remainingMs()) : 0);
}

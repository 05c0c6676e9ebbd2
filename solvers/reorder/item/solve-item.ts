/**
 * One item, by whichever search suits it: the dynamic programme over levels, which is exact and quick where goods keep or
 * where its answer wastes nothing, else the exact search over expiring lots.
 */
import type { Budget } from '../../solver.ts';
import { fefoAlternatives } from './fefo/alternatives.ts';
import { solveFefo } from './fefo/solve.ts';
import type { Alternative, ItemAnswer, ItemProblem, ItemResult } from './item.ts';
import { levelAlternatives } from './level/alternatives.ts';
import { solveLevel } from './level/solve-level.ts';

/** @returns the best decision and what is proved of it; the tighter of the two searches' claims where neither proves it. */
export function solveItem(problem: ItemProblem, budget: Budget): ItemResult {
  const byLevels = solveLevel(problem, budget);
  if (byLevels && ('infeasible' in byLevels || byLevels.cost === byLevels.lowerBound)) return byLevels;
  const byLots = solveFefo(problem, budget);
  if (!byLevels || 'infeasible' in byLots) return byLots;
  const lowerBound = Math.max(byLevels.lowerBound, byLots.lowerBound);
  const { quantities, cost } = byLevels.cost < byLots.cost ? byLevels : byLots;
  return { quantities, cost, lowerBound: Math.min(cost, lowerBound) };
}

/** Of each option that the answer uses: what else could be done there, and what that would cost. */
export function itemAlternatives(problem: ItemProblem, answer: ItemAnswer, budget: Budget): readonly Alternative[] {
  return levelAlternatives(problem, answer) ?? fefoAlternatives(problem, answer, budget);
}

/** One item, by whichever search suits it. */
import type { Budget } from '../../solver.ts';
import type { Alternative, ItemAnswer, ItemProblem, ItemResult } from './item.ts';

export function solveItem(_problem: ItemProblem, _budget: Budget): ItemResult {
  throw new Error('not yet');
}

export function itemAlternatives(_problem: ItemProblem, _answer: ItemAnswer, _budget: Budget): Alternative[] {
  return [];
}

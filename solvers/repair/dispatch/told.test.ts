/** What was told on the way is not taken back: the last answer is no worse than any before it. */
import { expect, test } from 'vitest';
import { concreteBreakdown } from '../../../models/examples/concrete-breakdown.ts';
import { RepairDispatchProblem } from '../../../models/repair.ts';
import { iterationBudget } from '../../solver.ts';
import { repairDispatch } from './repair.ts';

test.each([1, 2, 3, 4, 5, 6])('answers to a breakdown, seed %i', (seed) => {
  const problem = RepairDispatchProblem.parse(concreteBreakdown.problem);
  const told: number[] = [];
  const budget = iterationBudget(2000, seed, ({ objective }) => told.push(objective));
  const last = repairDispatch(problem, undefined, budget);
  expect(told.length).toBeGreaterThan(2);
  expect(last.objective).toBeLessThanOrEqual(Math.min(...told) + 1e-9);
});

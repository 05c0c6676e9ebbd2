/** Whole requests by hand: what was planned wrongly once. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { ReorderPlanProblem } from '../../models/reorder.ts';
import { hasPlan } from '../../models/result.ts';
import { iterationBudget } from '../solver.ts';
import { reorderSolver } from './solve.ts';

type Input = Omit<z.input<typeof ReorderPlanProblem>, 'mode' | 'start' | 'days'>;

/** A week from a Monday on. @returns the checked plan with its objective. */
function planned(input: Input, days = 7) {
  const problem = ReorderPlanProblem.parse({ mode: 'plan', start: '2026-11-23', days, ...input });
  const result = reorderSolver.solve({ problem }, iterationBudget(200));
  if (!hasPlan(result) || result.plan.mode !== 'plan') throw new Error(`${result.found}`);
  expect(reorderSolver.check({ problem }, result.plan).violations).toEqual([]);
  return { ...result, plan: result.plan };
}

/**
 * 0.1 a day for a week; an order must be of 10 at 3 each, so 3.334, as 3.333 are 9.999. What is left is worth what it
 * costs, so a week's 0.7 are all that is paid: 2.1. The search looked at orders up to 3.333 only, called losing all demand
 * (21) the least cost and proved it.
 */
test('the least order value is reached where the price does not divide it', () => {
  const { found, objective, plan } = planned({
    items: [{ id: 'i', demand: { type: 'constant', perDay: 0.1 }, holdingCost: 0 }],
    suppliers: [{ id: 's', leadTimeDays: 0, leastOrderValue: 10 }],
    offers: [{ item: 'i', supplier: 's', price: 3 }],
  });
  expect([found, objective]).toEqual(['optimal', expect.closeTo(2.1, 9)]);
  expect(plan.orders[0].amount).toBeGreaterThanOrEqual(10);
});

import { expect, test } from 'vitest';
import type { ReorderPlanProblem } from '../../models/reorder.ts';
import { hasPlan, type Incumbent } from '../../models/result.ts';
import { Rng } from '../shared/rng.ts';
import { type Budget, iterationBudget } from '../solver.ts';
import { checkReorder } from './check.ts';
import { purchasePlan } from './purchase-plan.ts';
import { tinyRequest } from './testing/tiny-requests.ts';

/** A clock that goes on by a millisecond each time it is asked. */
function asked(timeMs: number, onIncumbent?: Budget['onIncumbent']): Budget {
  let left = timeMs;
  return {
    ...iterationBudget(Infinity, 1, onIncumbent),
    shouldStop: () => left-- <= 0,
    remainingMs: () => Math.max(0, left--),
  };
}

const canDoWithout = ({ items }: ReorderPlanProblem) => items.every(({ shortage }) => shortage.type !== 'never');

test('however little time there is, a plan that keeps the rules comes back with a bound', () => {
  const rng = new Rng(11);
  let plans = 0;
  for (let round = 0; round < 150; round++) {
    const problem = tinyRequest(rng, { items: 4, days: 6, decisions: 400, limits: round % 2 === 1 });
    const best = purchasePlan(problem, undefined, iterationBudget(300));
    for (const timeMs of [0, 3, 40]) {
      const result = purchasePlan(problem, undefined, asked(timeMs));
      if (!hasPlan(result)) {
        expect(canDoWithout(problem)).toBe(false);
        continue;
      }
      expect(checkReorder({ problem }, result.plan).violations).toEqual([]);
      expect(result.lowerBound).toBeDefined();
      if (hasPlan(best)) expect(result.lowerBound).toBeLessThanOrEqual(best.objective + 1e-6);
      plans++;
    }
  }
  expect(plans).toBeGreaterThan(200);
});

test('plans are told while there is time for it, each better than the one before', () => {
  const problem = tinyRequest(new Rng(5), { items: 6, days: 7, decisions: 300 });
  for (const timeMs of [0, 5, 5000]) {
    const told: Incumbent[] = [];
    const result = purchasePlan(
      problem,
      undefined,
      asked(timeMs, (found) => told.push(found)),
    );
    if (!hasPlan(result)) throw new Error(`found ${result.found}`);
    const objectives = told.map(({ objective }) => objective);
    expect(objectives).toEqual(objectives.toSorted((one, other) => other - one));
    for (const objective of objectives) expect(result.objective).toBeLessThanOrEqual(objective + 1e-9);
    if (timeMs === 5000) expect(told.length).toBeGreaterThan(0);
  }
});

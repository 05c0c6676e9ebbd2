import { expect, test } from 'vitest';
import { PlanRequest } from '../../models/plan-request.ts';
import { registry } from '../../solvers/registry.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { percentile } from '../percentile.ts';
import { judgeAnswer, summarizeKeeping } from './keeping.ts';
import { budgetedRequests } from './requests.ts';

const request = PlanRequest.parse({
  kind: 'melt',
  budget: { timeMs: 50 },
  problem: {
    lines: [{ id: 'a', pieceMass: 5, quantity: 4, grade: 'g' }],
    furnaces: [{ id: 'f', greatestMass: 10 }],
    grades: [{ id: 'g' }],
  },
});
const answer = (body: unknown, elapsedMs: number, status = 200) =>
  judgeAnswer({ sent: { name: 'x', request }, status, elapsedMs, body: JSON.stringify(body) });

test('an answer is checked and its lateness counted without the waiting', async () => {
  await registry.melt.prepare();
  const result = registry.melt.solve({ problem: request.problem }, iterationBudget(10));
  expect(answer({ ...result, waitingMs: 30, solvingMs: 52 }, 90)).toMatchObject({
    checked: true,
    solvingMs: 52,
    overshootMs: 10,
    within: true,
  });
  expect(answer({ ...result, waitingMs: 0 }, 200)).toMatchObject({ checked: true, overshootMs: 150, within: true });
  expect(answer({ ...result, waitingMs: 0 }, 200.2)).toMatchObject({ within: false });
});

test('an answer without a plan, with a plan that leaves pieces out, or with a problem is at fault', async () => {
  await registry.melt.prepare();
  const result = registry.melt.solve({ problem: request.problem }, iterationBudget(10));
  const { plan } = result as unknown as { plan: { heats: unknown[] } };
  expect(answer({ found: 'unknown', waitingMs: 0 }, 40)).toMatchObject({
    checked: false,
    fault: 'no plan, found: unknown',
  });
  expect(answer({ ...result, plan: { ...plan, heats: plan.heats.slice(1) } }, 40).checked).toBe(false);
  expect(answer({ title: 'full' }, 40, 503)).toMatchObject({ checked: false, found: 'status 503' });
});

test('a summary for each budget', () => {
  const row = (budgetMs: number, overshootMs: number, checked = true) => ({
    ...answer({}, 0),
    budgetMs,
    overshootMs,
    checked,
    within: overshootMs <= 150,
  });
  expect(summarizeKeeping([row(500, 9), row(50, 200), row(50, 1, false)])).toMatchObject([
    { budgetMs: 50, count: 2, checked: 1, within: 1, allowanceMs: 150, overshootP50Ms: 1, overshootMaxMs: 200 },
    { budgetMs: 500, count: 1, checked: 1, within: 1, allowanceMs: 150 },
  ]);
});

test('the mix: as many as asked for, every budget, many families, the same by the same seed', () => {
  const mix = budgetedRequests(200, 1);
  const count = (timeMs: number) => mix.filter(({ request: { budget } }) => budget.timeMs === timeMs).length;
  expect([count(50), count(500), count(5000)]).toEqual([120, 60, 20]);
  expect(new Set(mix.map(({ name }) => name)).size).toBe(25);
  expect(budgetedRequests(200, 1)).toEqual(mix);
  for (const few of [1, 2, 3, 7]) expect(budgetedRequests(few, 1)).toHaveLength(few);
});

test('percentiles by nearest rank', () => {
  expect(percentile([5, 1, 3], 0.5)).toBe(3);
  expect(percentile([5, 1, 3], 0.99)).toBe(5);
  expect(percentile([4], 1)).toBe(4);
  expect(percentile([], 0.5)).toBeNaN();
});

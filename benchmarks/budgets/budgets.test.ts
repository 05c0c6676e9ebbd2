import { expect, test } from 'vitest';
import { planKinds } from '../../models/plan-request.ts';
import { registry } from '../../solvers/registry.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { percentile } from '../percentile.ts';
import { casesOfKinds } from './cases.ts';
import { judgeAnswer, summarizeKeeping, verdictOf } from './keeping.ts';
import { loopOfSeed, loops } from './loops.ts';
import { type BudgetedRequest, budgetedRequests } from './requests.ts';

const [, fewTypes] = casesOfKinds().get('melt')!;
const [{ build }] = budgetedRequests(1, 1);
const sent: BudgetedRequest = {
  ...{ name: fewTypes.name, group: 'melt', kind: 'melt', route: 'solve', timeMs: 50, expects: 'plan', build },
};
const request = {
  kind: 'melt' as const,
  problem: fewTypes.problem(1),
  budget: { timeMs: 50 },
} as unknown as ReturnType<typeof build>;
const answer = (body: unknown, elapsedMs: number, { status = 200, expects = sent.expects } = {}) =>
  judgeAnswer({ sent: { ...sent, expects }, request, status, elapsedMs, body: JSON.stringify(body) });

test('an answer is checked and its lateness counted without the waiting', async () => {
  await registry.melt.prepare();
  const result = registry.melt.solve({ problem: request.problem as never }, iterationBudget(10));
  expect(answer({ ...result, waitingMs: 30, solvingMs: 52 }, 90)).toMatchObject({
    ...{ fault: null, solvingMs: 52, overshootMs: 10, within: true },
  });
  expect(answer({ ...result, waitingMs: 0 }, 200)).toMatchObject({ fault: null, overshootMs: 150, within: true });
  expect(answer({ ...result, waitingMs: 0 }, 200.2)).toMatchObject({ within: false });
});

test('no plan, a plan that breaks a rule, a kept plan that failed, a problem, and a plan out of nothing are at fault', async () => {
  await registry.melt.prepare();
  const result = registry.melt.solve({ problem: request.problem as never }, iterationBudget(10));
  const { plan } = result as unknown as { plan: { heats: unknown[] } };
  expect(answer({ found: 'unknown', endedBy: 'time' }, 40).fault).toBe('no plan: unknown, ended by time');
  expect(answer({ found: 'infeasible' }, 40, { expects: 'either' }).fault).toBeNull();
  expect(answer({ ...result, plan: { ...plan, heats: plan.heats.slice(1) } }, 40).fault).toMatch(/^\S+: /);
  expect(answer({ ...result, state: 'failed' }, 40).fault).toMatch(/^the plan is failed/);
  expect(answer({ title: 'full' }, 40, { status: 503 })).toMatchObject({ found: 'status 503' });
  expect(answer({ title: 'full' }, 40, { status: 503 }).fault).toMatch(/^status 503/);
  expect(answer(result, 40, { expects: 'nothing' }).fault).toBe('a plan came from a solve that found none');
});

test('a line for each budget and kind, and the verdict on the three targets', () => {
  const row = (budgetMs: number, overshootMs: number, fault: string | null = null) => ({
    ...answer({}, 0),
    ...{ budgetMs, overshootMs, fault, within: overshootMs <= 150 },
  });
  expect(summarizeKeeping([row(500, 9), row(50, 200), row(50, 1, 'bad')])).toMatchObject([
    { budgetMs: 50, group: 'melt', count: 2, right: 1, within: 1, overshootP50Ms: 1, overshootMaxMs: 200 },
    { budgetMs: 500, group: 'melt', count: 1, right: 1, within: 1 },
    { budgetMs: null, group: 'melt', count: 3 },
    { budgetMs: null, group: 'all', count: 3 },
  ]);
  const kept = Array.from({ length: 99 }, () => row(50, 1));
  expect(verdictOf([...kept, row(50, 1000)])).toMatchObject({ withinShare: 0.99, passed: true });
  expect(verdictOf([...kept, row(50, 1001)]).passed).toBe(false);
  expect(verdictOf([...kept.slice(1), row(50, 151), row(50, 151)]).passed).toBe(false);
  expect(verdictOf([...kept, row(50, 1, 'bad')]).passed).toBe(false);
});

test('the mix: as many as asked for, all budgets, kinds, routes and loops, the same by the same seed', () => {
  const mix = budgetedRequests(1000, 1);
  const count = (holds: (one: BudgetedRequest) => boolean) => mix.filter(holds).length;
  expect([50, 100, 200, 500, 1000, 2000].map((timeMs) => count((one) => one.timeMs === timeMs))).toEqual([
    400, 200, 180, 120, 60, 40,
  ]);
  expect(count(({ group }) => group === 'loop')).toBe(50);
  for (const kind of planKinds) expect(count((one) => one.kind === kind)).toBe(200);
  expect(count(({ route }) => route === 'plans')).toBeGreaterThan(150);
  const plain = ({ build: _, ...rest }: BudgetedRequest) => rest;
  expect(budgetedRequests(1000, 1).map(plain)).toEqual(mix.map(plain));
  for (const few of [1, 2, 3, 7]) expect(budgetedRequests(few, 1)).toHaveLength(few);
});

test('requests of the mix can be sent; loops alone have the seeds of loops', () => {
  const mix = budgetedRequests(100, 2).filter(({ name }) => !/large|middle/.test(name));
  expect(new Set(mix.map(({ kind }) => kind)).size).toBe(planKinds.length);
  for (const one of mix) expect(loopOfSeed(one.build().budget.seed) !== undefined).toBe(one.group === 'loop');
  expect(new Set(Object.values(loops).map(({ seed }) => seed)).size).toBe(Object.keys(loops).length);
});

test('percentiles by nearest rank', () => {
  expect(percentile([5, 1, 3], 0.5)).toBe(3);
  expect(percentile([5, 1, 3], 0.99)).toBe(5);
  expect(percentile([4], 1)).toBe(4);
  expect(percentile([], 0.5)).toBeNaN();
});

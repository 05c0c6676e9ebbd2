import { beforeAll, expect, test } from 'vitest';
import { ReorderPlanProblem } from '../../../models/reorder.ts';
import { loadBackends } from '../../../solvers/milp/backends.ts';
import type { MilpBackend } from '../../../solvers/milp/milp.ts';
import { bruteForce } from '../../../solvers/reorder/testing/brute-force.ts';
import { tinyRequest } from '../../../solvers/reorder/testing/tiny-requests.ts';
import { Rng } from '../../../solvers/shared/rng.ts';
import { judge } from './judge.ts';
import { buildPurchaseModel, whyNotTold } from './purchase-model.ts';

let highs: MilpBackend;
beforeAll(async () => {
  [highs] = await loadBackends(['highs']);
});

/** Solves a problem's direct model and judges the answer as the command does. */
function solve(problem: ReorderPlanProblem) {
  const model = buildPurchaseModel(problem);
  const { status, objective, bound, values } = highs.solve(model.model, { timeLimitMs: Number.POSITIVE_INFINITY });
  if (status === 'unbounded') throw new Error('a direct model is bounded');
  const solution = values && { values: Array.from(values) };
  const [row] = judge(
    { name: 'x' },
    problem,
    model,
    [{ solver: 'highs', outcome: { status, objective, bound, solution } }],
    () => true,
  );
  return row;
}

/** The same request with goods that keep, and what else is given. */
function keeping(problem: ReorderPlanProblem, more: Partial<ReorderPlanProblem['items'][number]> = {}) {
  return {
    ...problem,
    items: problem.items.map((item) => ({
      ...item,
      ...more,
      lots: [],
      shelfLifeDays: undefined,
      onOrder: item.onOrder.map((lot) => ({ ...lot, expires: undefined })),
    })),
    offers: problem.offers.map((offer) => ({ ...offer, shelfLifeDays: undefined })),
  };
}

function compareMany(count: number, more: Parameters<typeof keeping>[1]) {
  const rng = new Rng(7);
  const tally = { plans: 0, infeasible: 0, limited: 0, lines: 0 };
  for (let round = 0; round < count; round++) {
    const limits = round % 2 === 1;
    const shape = { items: 1 + (round % 2), days: 4, decisions: round % 2 === 1 ? 300 : 5000, limits };
    const problem = keeping(tinyRequest(rng, shape), more);
    expect(whyNotTold(problem)).toBeUndefined();
    const best = bruteForce(problem);
    const { status, value, bound, wrong } = solve(problem);
    const said = JSON.stringify(problem);
    expect(wrong, said).toEqual([]);
    if (best) {
      const tolerance = 1e-6 * Math.max(1, Math.abs(best.cost));
      expect(status, said).toBe('optimal');
      expect(Math.abs(value! - best.cost), said).toBeLessThan(tolerance);
      expect(bound!, said).toBeLessThan(best.cost + tolerance);
      tally.plans++;
      tally.lines += best.lines.length;
      if (Object.keys(problem.limits).length > 0) tally.limited++;
    } else {
      expect(status, said).toBe('infeasible');
      tally.infeasible++;
    }
  }
  return tally;
}

test('its optimum is that of trying every decision', () => {
  const tally = compareMany(120, {});
  expect(tally.plans).toBeGreaterThan(60);
  expect(tally.infeasible).toBeGreaterThan(5);
  expect(tally.limited).toBeGreaterThan(20);
  expect(tally.lines).toBeGreaterThan(100);
});

test('nobody is sent away to keep stock, though that would pay', () => {
  const wanted = { type: 'stock' as const, quantity: 3 };
  const lost = { type: 'lost' as const, costPerUnit: 1 };
  const tally = compareMany(60, { shortage: lost, safety: wanted, belowSafetyCost: 2, stockValue: 4, backOrders: 0 });
  expect(tally.plans).toBeGreaterThan(50);
});

test('what the model cannot say is named', () => {
  const item = { id: 'a', demand: { type: 'constant', perDay: 1 } };
  const asked = (more: object) =>
    whyNotTold(ReorderPlanProblem.parse({ mode: 'plan', start: '2026-11-23', days: 3, items: [{ ...item, ...more }] }));
  expect(asked({})).toBeUndefined();
  expect(asked({ lots: [{ quantity: 1, expires: '2026-11-26' }] })).toBe('goods expire within the plan');
  expect(asked({ lots: [{ quantity: 1, expires: '2026-11-27' }] })).toBeUndefined();
  expect(asked({ demand: { type: 'history', from: '2026-11-20', perDay: [1, 2, 3] } })).toBe(
    'demand is to be forecast',
  );
});

test('a solution that breaks a rule, or claims another cost than its plan has, is no plan', () => {
  const problem = ReorderPlanProblem.parse({
    ...{ mode: 'plan', start: '2026-11-23', days: 2, limits: { budget: 9 } },
    items: [{ id: 'a', demand: { type: 'constant', perDay: 2 }, shortage: { type: 'lost', costPerUnit: 5 } }],
    suppliers: [{ id: 's', leadTimeDays: 0 }],
    offers: [{ item: 'a', supplier: 's', price: 3, packSize: 1 }],
  });
  const model = buildPurchaseModel(problem);
  const { values, objective } = highs.solve(model.model, { timeLimitMs: Number.POSITIVE_INFINITY });
  // Three units for 9, one sale of 5 lost.
  expect(model.toPlanValue(objective!)).toBeCloseTo(14, 1);
  const judged = (claimed: number, changed: number[]) =>
    judge(
      { name: 'x' },
      problem,
      model,
      [{ solver: 'other', outcome: { status: 'feasible', objective: claimed, solution: { values: changed } } }],
      () => true,
    )[0];
  const right = Array.from(values!);
  expect(judged(objective!, right)).toMatchObject({ wrong: [] });
  expect(judged(objective! - 1, right)).toMatchObject({ value: null, wrong: [expect.stringContaining('is claimed')] });
  const packs = model.model.columns.flatMap(({ integer, upper }, at) => (integer && upper > 1 ? [at] : []));
  const tooMuch = right.map((value, at) => (packs.includes(at) ? 2 : value));
  expect(judged(objective!, tooMuch).wrong).toEqual(expect.arrayContaining([expect.stringContaining('budget')]));
  expect(
    judged(
      objective!,
      right.map((value) => value + 0.5),
    ).wrong[0],
  ).toContain('not whole');
});

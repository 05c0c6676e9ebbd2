/** Long-run rules of items: which offer they go by, what they call exact, and the exact (s, S) rule. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { ReorderPlanProblem } from '../../models/reorder.ts';
import { Rng } from '../shared/rng.ts';
import { iterationBudget } from '../solver.ts';
import { explodeDemand, usedInRecipes } from './demand.ts';
import { allSupplierDays, itemFacts, toMilli } from './instance.ts';
import { itemPolicy, policyContext } from './policy.ts';
import { type Market, replay } from './replay.ts';
import { reorderSolver } from './solve.ts';

type Input = Omit<z.input<typeof ReorderPlanProblem>, 'mode' | 'start' | 'days'>;

function policyOf(input: Input) {
  const problem = ReorderPlanProblem.parse({ mode: 'plan', start: '2026-11-23', days: 7, ...input });
  const needs = explodeDemand(problem, { item: new Map(), product: new Map() });
  const facts = itemFacts(problem);
  const context = policyContext(problem, facts, needs, allSupplierDays(problem), usedInRecipes(problem));
  return { policy: itemPolicy(context, facts[0], needs[0]), facts: facts[0], problem };
}

const near = { id: 'near', leadTimeDays: 0, orderCost: 1 };
const steady = { id: 'i', demand: { type: 'constant', perDay: 2 } } as const;

/** Without holding cost no quantity is best, and the first offer was taken whatever its price: 10 a unit and not 1. */
test('without holding cost the rule goes by the cheaper offer, in whole packs', () => {
  const { policy } = policyOf({
    items: [{ ...steady, holdingCost: 0 }],
    suppliers: [near, { ...near, id: 'far' }],
    offers: [
      { item: 'i', supplier: 'near', price: 10 },
      { item: 'i', supplier: 'far', price: 1, packSize: 4 },
    ],
  });
  // A week's 14 in packs of 4: 16 for 1 a order and 1 a unit.
  expect(policy).toMatchObject({ supplier: 'far', orderQuantity: 16, costPerDay: expect.closeTo(2 + 2 / 16, 9) });
});

test('the economic order quantity is exact for constant demand only', () => {
  const exact = (item: object, supplier: object = {}) =>
    policyOf({
      items: [{ id: 'i', holdingCost: 0.1, safety: { type: 'none' }, demand: steady.demand, ...item }],
      suppliers: [{ ...near, ...supplier }],
      offers: [{ item: 'i', supplier: 'near', price: 1 }],
    }).policy.exact;
  expect(exact({})).toBe(true);
  expect(exact({ demand: { type: 'series', perDay: [1, 2, 3, 4, 5, 6, 7] } })).toBe(false);
  expect(exact({ demand: { type: 'distribution', perDay: { type: 'normal', mean: 2, sd: 1 } } })).toBe(false);
  expect(exact({}, { deliveryDays: ['monday'] })).toBe(false);
});

const poisson: Input = {
  items: [
    {
      ...{ id: 'i', holdingCost: 1, shortage: { type: 'backorder', costPerUnitDay: 9 } },
      demand: { type: 'distribution', perDay: { type: 'poisson', mean: 10 } },
    },
  ],
  suppliers: [{ ...near, orderCost: 64 }],
  offers: [{ item: 'i', supplier: 'near', price: 3 }],
};

/** Zheng and Federgruen (1991), table 1: K = 64, h = 1, p = 9, Poisson(10), lead time 0: (6, 40) at 35.02 a period. */
test('Poisson demand that waits has the (s, S) rule of the literature', () => {
  const { policy } = policyOf(poisson);
  expect(policy).toMatchObject({ exact: true, reorderPoint: 6, orderUpTo: 40, orderQuantity: 34 });
  expect(policy.costPerDay).toBeCloseTo(35.02 + 30, 1);
  const least = Math.min(...policy.sensitivity.map(({ costPerDay }) => costPerDay));
  expect(least).toBeCloseTo(policy.costPerDay!, 9);
  expect(policy.sensitivity.length).toBeGreaterThan(15);
});

test.each([
  ['packs', { offers: [{ item: 'i', supplier: 'near', price: 3, packSize: 6 }] }],
  ['lost sales', { items: [{ ...poisson.items[0], shortage: { type: 'lost' } }] }],
  ['a safety stock of its own', { items: [{ ...poisson.items[0], safety: { type: 'stock', quantity: 3 } }] }],
  ['weekly deliveries', { suppliers: [{ ...near, deliveryDays: ['monday'] }] }],
  ['random lead times', { suppliers: [{ ...near, leadTimeSdDays: 1 }] }],
] as [string, Partial<Input>][])('%s: the rule is no exact one', (_why, change) => {
  expect(policyOf({ ...poisson, ...change }).policy.exact).toBe(false);
});

test.each([0, 3])('run for 40,000 days the rule costs what it says: lead time %i', (leadTimeDays) => {
  const { policy, facts } = policyOf({ ...poisson, suppliers: [{ ...near, orderCost: 64, leadTimeDays }] });
  const days = 40_000;
  const rng = new Rng(5);
  const draw = () => {
    let count = 0;
    for (let left = Math.exp(10); ; count++) {
      left *= rng.float();
      if (left < 1) return toMilli(count);
    }
  };
  const market: Market = {
    ...{ demand: Float64Array.from({ length: days }, draw), shortage: 'backorder', life: Infinity },
    ...{ pack: 1, least: 1, greatest: 1e12, facts, costOf: (quantity: number) => 64 + (3 * quantity) / 1000 },
    arrivalOf: Int32Array.from({ length: days }, (_, day) => day + leadTimeDays),
  };
  const { reorderPoint, orderUpTo, costPerDay } = policy;
  const run = (s: number, S: number) => replay(market, { type: 'min-max', reorderPoint: s, orderUpTo: S }).cost / days;
  const own = run(reorderPoint, orderUpTo);
  expect(own).toBeCloseTo(costPerDay!, 0);
  expect(Math.abs(own / costPerDay! - 1)).toBeLessThan(0.01);
  // Other rules are no better on the same demand, but for chance.
  for (const [s, S] of [
    [-6, 0],
    [6, 0],
    [0, 15],
    [0, -10],
  ])
    expect(run(reorderPoint + s, orderUpTo + S)).toBeGreaterThan(own);
});

test('a plan with such a rule passes the check', () => {
  const problem = ReorderPlanProblem.parse({ mode: 'plan', start: '2026-11-23', days: 7, ...poisson });
  const result = reorderSolver.solve({ problem }, iterationBudget(100));
  if (!('plan' in result)) throw new Error(result.found);
  expect(reorderSolver.check({ problem }, result.plan).violations).toEqual([]);
});

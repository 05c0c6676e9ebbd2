import { expect, test } from 'vitest';
import { ReorderPlanProblem } from '../../models/reorder.ts';
import { explodeDemand } from './demand.ts';

const none = { item: new Map(), product: new Map() };
type Input = Parameters<typeof ReorderPlanProblem.parse>[0] & object;
const problem = (rest: Partial<Input>) =>
  ReorderPlanProblem.parse({
    mode: 'plan',
    start: '2026-11-23',
    days: 3,
    items: [{ id: 'flour' }, { id: 'water' }],
    ...rest,
  });
const constant = (perDay: number) => ({ type: 'constant', perDay });

test('recipes of two levels with waste, used a day before, on two paths to the same item', () => {
  // A pizza takes 0.25 of dough, and 0.01 of flour for the table. 1 run of dough yields 1.6 of which 20 % are lost: 1.28;
  // it takes 1 of flour and, as 10 % are spilt, 0.5 / 0.9 of water. 8 pizzas a day need 2 of dough: 1.5625 runs.
  const [flour, water] = explodeDemand(
    problem({
      products: [{ id: 'pizza', demand: constant(8) }],
      recipes: [
        {
          makes: 'dough',
          yields: 1.6,
          waste: 0.2,
          daysBefore: 1,
          ingredients: [
            { use: 'flour', quantity: 1 },
            { use: 'water', quantity: 0.5, waste: 0.1 },
          ],
        },
        {
          makes: 'pizza',
          ingredients: [
            { use: 'dough', quantity: 0.25 },
            { use: 'flour', quantity: 0.01 },
          ],
        },
      ],
    }),
    none,
  );
  // Dough for day 0 can only be made on day 0, beside that for day 1; on the last day none is made for beyond the plan.
  const runs = 2 / 1.28;
  [2 * runs + 0.08, runs + 0.08, 0.08].forEach((need, day) => {
    expect(flour.mean[day]).toBeCloseTo(need, 12);
  });
  expect(water.mean[0]).toBeCloseTo((2 * runs * 0.5) / 0.9, 12);
});

test('a hundred levels that each use the one below twice are exploded once each', () => {
  const levels = 60;
  const recipes = Array.from({ length: levels }, (_, level) => ({
    makes: `level-${level}`,
    yields: 2,
    ingredients: [1, 1].map((quantity) => ({ use: level === 0 ? 'flour' : `level-${level - 1}`, quantity })),
  }));
  const [flour] = explodeDemand(
    problem({ recipes, products: [{ id: `level-${levels - 1}`, demand: constant(3) }] }),
    none,
  );
  expect(flour.mean[0]).toBeCloseTo(3, 12);
});

test('means add, variances add with their factors squared', () => {
  const normal = { type: 'distribution', perDay: { type: 'normal', mean: 10, sd: 2 } };
  const [flour] = explodeDemand(
    problem({
      items: [{ id: 'flour', demand: { type: 'series', perDay: [1, 2], sd: 3 } }, { id: 'water' }],
      products: [
        { id: 'bread', demand: normal },
        { id: 'cake', demand: normal },
      ],
      recipes: [
        { makes: 'bread', ingredients: [{ use: 'flour', quantity: 0.5 }] },
        { makes: 'cake', ingredients: [{ use: 'flour', quantity: 0.1 }] },
      ],
    }),
    none,
  );
  expect([...flour.mean]).toEqual([7, 8, 6]);
  expect([...flour.variance].map((variance) => Math.round(variance * 1e6) / 1e6)).toEqual([10.04, 10.04, 1.04]);
});

test('dated amounts fall on their day, and those beyond the plan on none; weekdays have their factors', () => {
  const [flour, water] = explodeDemand(
    problem({
      items: [
        {
          id: 'flour',
          demand: {
            type: 'dated',
            amounts: [
              { date: '2026-11-24', quantity: 4 },
              { date: '2026-11-24', quantity: 1 },
              { date: '2026-12-24', quantity: 9 },
            ],
          },
        },
        {
          id: 'water',
          demand: { type: 'distribution', perDay: { type: 'poisson', mean: 4 }, weekdayFactors: [1, 2, 0, 1, 1, 1, 1] },
        },
      ],
    }),
    none,
  );
  expect([...flour.mean]).toEqual([0, 5, 0]);
  // 2026-11-23 is a Monday.
  expect([...water.mean]).toEqual([4, 8, 0]);
  expect([...water.variance]).toEqual([4, 16, 0]);
});

/** Requests at the ends of what is allowed: nothing throws or hangs, and every plan passes the check. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { ReorderPlanProblem } from '../../models/reorder.ts';
import { dateOf } from '../../models/reorder-days.ts';
import { hasPlan } from '../../models/result.ts';
import { iterationBudget } from '../solver.ts';
import { reorderSolver } from './solve.ts';

type Input = Partial<z.input<typeof ReorderPlanProblem>>;

const start = '2026-11-23';
const days = 366;
const supplier = { id: 's', leadTimeDays: 0 };
const offer = { item: 'i', supplier: 's', price: 1 };
const five = { id: 'i', demand: { type: 'constant', perDay: 5 } } as const;
const wild = (most: number) =>
  ({ type: 'series', perDay: Array.from({ length: days }, (_, day) => (most * ((day * 7919) % 13)) / 13) }) as const;
const many = Array.from({ length: 50 }, (_, at) => ({ id: `s${at}`, orderCost: at, leadTimeDays: at % 7 }));
const history = (perDay: number[]) => ({ type: 'history', from: '2026-01-01', perDay }) as const;

const requests: [string, Input, found?: string][] = [
  ['demand of up to 1e9 that expires', { items: [{ id: 'i', shelfLifeDays: 5, demand: wild(1e9) }] }],
  ['packs of a thousandth', { items: [{ id: 'i', demand: wild(100) }], offers: [{ ...offer, packSize: 0.001 }] }],
  [
    'packs of 1e9 at 1e12 each',
    { items: [{ ...five, holdingRate: 100 }], offers: [{ ...offer, price: 1e12, packSize: 1e9 }] },
  ],
  ['no supplier and no offer', { items: [five], suppliers: [], offers: [] }],
  ['no demand', { items: [{ id: 'i' }] }],
  [
    'everything costs 0',
    {
      items: [{ ...five, holdingRate: 0, shortage: { type: 'lost', costPerUnit: 0 } }],
      offers: [{ ...offer, price: 0 }],
    },
  ],
  ['a lead time beyond the plan', { items: [five], suppliers: [{ ...supplier, leadTimeDays: 366 }] }],
  [
    'the same where nothing may be short',
    {
      items: [{ ...five, onHand: 12, shortage: { type: 'never' } }],
      suppliers: [{ ...supplier, leadTimeDays: 366 }],
    },
    'infeasible',
  ],
  [
    'a supplier that is always closed',
    { items: [five], suppliers: [{ ...supplier, closed: Array.from({ length: days }, (_, at) => dateOf(start, at)) }] },
  ],
  ['an offer of another year', { items: [five], offers: [{ ...offer, from: '2030-01-01' }] }],
  ['a history of one day', { items: [{ id: 'i', demand: history([0]) }] }],
  ['a history of nothing', { items: [{ id: 'i', demand: history(new Array(300).fill(0)) }] }],
  ['a history of all or nothing', { items: [{ id: 'i', demand: history([0, 1e9, 0, 1e9, 0, 1e9, 0, 1e9]) }] }],
  [
    '50 offers',
    {
      items: [{ id: 'i', shelfLifeDays: 9, demand: wild(13) }],
      suppliers: many,
      offers: many.map(({ id }, at) => ({ ...offer, supplier: id, price: 1 + at / 50, packSize: 1 + (at % 6) })),
    },
  ],
  [
    'a thousand lots and a thousand orders on their way',
    {
      items: [
        {
          ...{ id: 'i', shelfLifeDays: 30, demand: wild(22) },
          lots: Array.from({ length: 1000 }, (_, at) => ({ quantity: 1 + (at % 5), expires: dateOf(start, at % 366) })),
          onOrder: Array.from({ length: 1000 }, (_, at) => ({
            quantity: 1 + (at % 3),
            arrives: dateOf(start, at % 366),
          })),
        },
      ],
      offers: [{ ...offer, packSize: 6 }],
    },
  ],
  [
    'stock worth five times its price, in any quantity up to 1e9',
    {
      items: [{ id: 'i', stockValue: 5, shelfLifeDays: 20, demand: wild(12) }],
      offers: [{ ...offer, greatestQuantity: 1e9 }],
    },
  ],
];

test.each(requests)('%s', { timeout: 60_000 }, (_what, input, found = 'plan') => {
  const problem = ReorderPlanProblem.parse({
    ...{ mode: 'plan', start, days, items: [five], suppliers: [supplier], offers: [offer] },
    ...input,
  });
  // Some of these are searched for as long as they may; they are told to stop after so many questions.
  let asked = 0;
  const result = reorderSolver.solve({ problem }, { ...iterationBudget(5), shouldStop: () => ++asked > 10 });
  expect(hasPlan(result) ? 'plan' : result.found).toBe(found);
  if (!hasPlan(result)) return;
  expect(reorderSolver.check({ problem }, result.plan).violations).toEqual([]);
  expect(Number.isFinite(result.objective)).toBe(true);
  expect(result.lowerBound ?? -Infinity).toBeLessThanOrEqual(result.objective + 1e-6 * Math.abs(result.objective));
});

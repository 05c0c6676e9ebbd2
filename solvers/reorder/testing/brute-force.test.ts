import { expect, test } from 'vitest';
import { ReorderPlanProblem } from '../../../models/reorder.ts';
import { Rng } from '../../shared/rng.ts';
import { bruteForce } from './brute-force.ts';
import { tinyRequest } from './tiny-requests.ts';

const request = (items: object[], offers: object[], orderCost: number, limits = {}) =>
  ReorderPlanProblem.parse({
    ...{ mode: 'plan', start: '2026-11-23', days: 3, items, offers, limits },
    suppliers: [{ id: 'shop', orderCost, leadTimeDays: 0 }],
  });
const bread = {
  id: 'bread',
  ...{ holdingCost: 1, stockValue: 0, shortage: { type: 'never' } },
  demand: { type: 'series', perDay: [2, 1, 3] },
};
const loaf = { item: 'bread', supplier: 'shop', price: 1, packSize: 1, greatestQuantity: 6 };

/**
 * Demand 2, 1, 3 at 1 a unit and day held and 3 an order: two orders (3 and 3) hold 1 unit a day: 6 + 6 + 1 = 13. One
 * order of 6 holds 4 and 3: 6 + 3 + 7 = 16; three orders hold nothing: 6 + 9 = 15.
 */
test('one item by hand', () => {
  const best = bruteForce(request([bread], [loaf], 3))!;
  expect(best.cost).toBeCloseTo(13, 12);
  expect(best.lines.map(({ day, quantity }) => [day, quantity])).toEqual([
    [0, 3000],
    [2, 3000],
  ]);
  expect(best.tried).toBeGreaterThan(10);
});

/** Demand of rolls on days 0 and 2 only: apart, bread orders thrice where an order is free with the rolls' on those days. */
test('two items share an order', () => {
  const rolls = { ...bread, id: 'rolls', demand: { type: 'series', perDay: [1, 0, 1] } };
  const offers = [loaf, { ...loaf, item: 'rolls', greatestQuantity: 2 }];
  const best = bruteForce(request([bread, rolls], offers, 1.5))!;
  // Orders on days 0 and 2: goods 8, orders 3, one loaf held for a day.
  expect(best.cost).toBeCloseTo(12, 12);
});

test('limits: without room for the second day nothing can be done', () => {
  expect(bruteForce(request([bread], [loaf], 3, { budget: 5 }))).toBeUndefined();
  expect(bruteForce(request([bread], [loaf], 3, { orders: 1 }))!.cost).toBeCloseTo(16, 12);
  const stored = { ...bread, space: 1 };
  expect(bruteForce(request([stored], [loaf], 3, { storage: 2 }))).toBeUndefined();
  // What comes in the morning is stored: 2, 1 and 3, each by its own order.
  expect(bruteForce(request([stored], [loaf], 3, { storage: 3 }))!.cost).toBeCloseTo(13, 12);
});

test('refuses what hangs on chance or has no end', () => {
  const drawn = { ...bread, demand: { type: 'series', perDay: [2], sd: 1 } };
  expect(() => bruteForce(request([drawn], [loaf], 3))).toThrow('hangs on a distribution');
  const { greatestQuantity: _, ...endless } = loaf;
  expect(() => bruteForce(request([bread], [endless], 3))).toThrow('any quantity');
});

test('tiny requests: most have a plan, some have none, sizes stay small', () => {
  const rng = new Rng(1);
  const found = Array.from({ length: 100 }, (_, index) =>
    bruteForce(tinyRequest(rng, { items: 1 + (index % 2), days: 5, decisions: 300, limits: index % 3 === 0 })),
  );
  const feasible = found.filter((best) => best !== undefined);
  expect(feasible.length).toBeGreaterThan(50);
  expect(feasible.length).toBeLessThan(100);
  expect(feasible.filter(({ lines }) => lines.length > 1).length).toBeGreaterThan(20);
});

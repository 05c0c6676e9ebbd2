import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partPeriodBalancing } from './part-period.ts';
import { silverMeal } from './silver-meal.ts';

// Shop of 80 per order and 2 per unit and period: averages 80, 70, 102.7 | 80, 45, 56.7 | 80, as in Nahmias, section 7.2.
const shop = { demand: [18, 30, 42, 5, 20], fixedCost: 80, holdingCost: 2 };

test('Silver-Meal closes a lot where the average cost per period begins to rise', () => {
  const plan = silverMeal(shop);
  expect(plan.orderQuantities).toEqual([48, 0, 47, 0, 20]);
  expect(plan.totalCost).toBe(310);
  expect(plan.optimalTotalCost).toBe(310);
});

test('part-period balancing stops where holding comes closest to 80', () => {
  // Holding 0, 60, 228: 60 is closest; then 0, 10, 90: 90 is closer than 10.
  expect(partPeriodBalancing(shop).orderQuantities).toEqual([48, 0, 67, 0, 0]);
});

test('a lot begins at a demand, after stock at the start is gone', () => {
  const plan = silverMeal({ ...shop, demand: [0, 10, 18, 30, 42], initialInventory: 10 });
  expect(plan.orderQuantities).toEqual([0, 0, 48, 0, 42]);
  expect(partPeriodBalancing({ demand: [0, 0], fixedCost: 5, holdingCost: 1 }).orderQuantities).toEqual([0, 0]);
});

test('without a fixed cost each demand has an order of its own', () => {
  const problem = { demand: [3, 4, 5], fixedCost: 0, holdingCost: 1 };
  expect(silverMeal(problem).orderQuantities).toEqual([3, 4, 5]);
  expect(partPeriodBalancing(problem).orderQuantities).toEqual([3, 4, 5]);
});

test('plans meet demand and never cost less than the optimum', () => {
  let above = 0;
  let ran = 0;
  const list = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      list,
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 5 }),
      (demand, fixedCost, holdingCost) => {
        for (const heuristic of [silverMeal, partPeriodBalancing]) {
          const plan = heuristic({ demand, fixedCost, holdingCost });
          expect(Math.min(...plan.endingInventory)).toBe(0);
          expect(plan.totalCost).toBeGreaterThanOrEqual(plan.optimalTotalCost - 1e-9);
          if (plan.totalCost > plan.optimalTotalCost + 1e-9) above++;
          ran++;
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(ran).toBe(1000);
  expect(above).toBeGreaterThan(20);
});

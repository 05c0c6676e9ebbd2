import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lotSizingWithCapacity } from './lot-sizing-capacitated.ts';
import { wagnerWhitin } from './wagner-whitin.ts';

interface Given {
  readonly demand: number[];
  readonly fixedCost: number[];
  readonly holdingCost: number[];
  readonly purchaseCost: number[];
  readonly capacity: number[];
  readonly initialInventory: number;
}

/** Least cost over all whole orders; Infinity where none meets demand. */
function enumerated({ demand, fixedCost, holdingCost, purchaseCost, capacity, initialInventory }: Given): number {
  const most = Math.max(
    initialInventory,
    demand.reduce((sum, units) => sum + units, 0),
  );
  let next = new Array<number>(most + 1).fill(0);
  for (let t = demand.length - 1; t >= 0; t--)
    next = next.map((_, stock) => {
      let least = Infinity;
      for (let order = 0; order <= capacity[t]; order++) {
        const left = stock + order - demand[t];
        if (left < 0 || left > most) continue;
        const cost = (order > 0 ? fixedCost[t] : 0) + purchaseCost[t] * order + holdingCost[t] * left + next[left];
        least = Math.min(least, cost);
      }
      return least;
    });
  return next[initialInventory];
}

const figures = (periods: number, most: number) =>
  fc.array(
    fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.integer({ min: 0, max: most }) }),
    {
      minLength: periods,
      maxLength: periods,
    },
  );

const problems = fc.integer({ min: 1, max: 8 }).chain((periods) =>
  fc.record({
    demand: figures(periods, 12),
    fixedCost: figures(periods, 40),
    holdingCost: figures(periods, 4),
    purchaseCost: figures(periods, 8),
    capacity: fc.oneof(
      figures(periods, 18),
      fc.integer({ min: 0, max: 15 }).map((most) => new Array<number>(periods).fill(most)),
    ),
    initialInventory: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 })),
  }),
);

test('costs what the enumeration finds, and is infeasible where it finds nothing, on 3,000 random problems', () => {
  let feasible = 0;
  let infeasible = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      const least = enumerated(problem);
      const found = lotSizingWithCapacity(problem);
      expect(found.feasible).toBe(least < Infinity);
      if (!found.feasible) {
        const upTo = (list: number[]) => list.slice(0, found.shortPeriod + 1).reduce((sum, units) => sum + units, 0);
        expect(upTo(problem.demand) - upTo(problem.capacity) - problem.initialInventory).toBeGreaterThan(0);
        infeasible++;
        return;
      }
      feasible++;
      expect(found.exact).toBe(true);
      expect(found.plan.totalCost).toBe(least);
      found.plan.orderQuantities.forEach((order, t) => {
        expect(order).toBeLessThanOrEqual(problem.capacity[t]);
      });
      expect(Math.min(...found.plan.endingInventory)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 3000 },
  );
  expect(feasible).toBeGreaterThan(1000);
  expect(infeasible).toBeGreaterThan(200);
});

test('a scale of the quantities that has no decimals changes nothing but the scale', () => {
  let ran = 0;
  fc.assert(
    fc.property(problems, fc.double({ min: 0.1, max: 3, noNaN: true }), (problem, factor) => {
      const least = enumerated(problem);
      if (least === Infinity) return;
      ran++;
      const scaled = (quantities: number[]) => quantities.map((units) => units * factor);
      const found = lotSizingWithCapacity({
        ...problem,
        demand: scaled(problem.demand),
        capacity: scaled(problem.capacity),
        initialInventory: problem.initialInventory * factor,
        holdingCost: problem.holdingCost.map((cost) => cost / factor),
        purchaseCost: problem.purchaseCost.map((cost) => cost / factor),
      });
      expect(found.feasible).toBe(true);
      if (found.feasible) expect(found.plan.totalCost).toBeCloseTo(least, 8);
    }),
    { numRuns: 1000 },
  );
  expect(ran).toBeGreaterThan(400);
});

test('pieces that are left out leave a plan and a bound around the least cost', () => {
  let inexact = 0;
  let ran = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      const found = lotSizingWithCapacity(problem, 3);
      if (!found.feasible) return;
      const least = enumerated(problem);
      expect(found.plan.totalCost).toBeGreaterThanOrEqual(least - 1e-9);
      expect(found.lowerBound).toBeLessThanOrEqual(least + 1e-9);
      if (!found.exact) inexact++;
      ran++;
    }),
    { numRuns: 1500 },
  );
  expect(ran).toBeGreaterThan(500);
  expect(inexact).toBeGreaterThan(100);
});

test('without a binding capacity it is Wagner and Whitin', () => {
  const problem = { demand: [69, 29, 36, 61, 61, 26], fixedCost: [85, 102, 102, 101, 98, 114], holdingCost: 1 };
  const found = lotSizingWithCapacity({ ...problem, capacity: 1e9 });
  expect(found.feasible && found.plan.totalCost).toBe(wagnerWhitin(problem).totalCost);
});

test('four orders of at most 30, as late as can be: 280', () => {
  const problem = { demand: [10, 20, 30, 40], fixedCost: 40, purchaseCost: 1, holdingCost: 1, capacity: 30 };
  const found = lotSizingWithCapacity(problem);
  expect(found.feasible && found.plan.totalCost).toBe(280);
  expect(found.feasible && found.plan.orderQuantities).toEqual([10, 30, 30, 30]);
});

test('names the period and the units that capacity falls short of', () => {
  const found = lotSizingWithCapacity({
    demand: [10, 50, 1],
    fixedCost: 1,
    holdingCost: 1,
    capacity: 25,
    initialInventory: 3,
  });
  expect(found).toEqual({ feasible: false, shortPeriod: 1, shortBy: 7 });
});

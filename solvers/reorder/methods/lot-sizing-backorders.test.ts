import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lotSizingWithBackorders } from './lot-sizing-backorders.ts';

interface Given {
  readonly demand: number[];
  readonly fixedCost: number[];
  readonly holdingCost: number[];
  readonly backorderCost: number[];
  readonly purchaseCost: number[];
  readonly initialInventory: number;
  readonly endOwing: boolean;
}

/** Least cost over all whole orders, from every stock that can stand before a period. */
function enumerated(problem: Given): number {
  const { demand, fixedCost, holdingCost, backorderCost, purchaseCost, endOwing } = problem;
  const most = demand.reduce((sum, units) => sum + units, Math.max(0, -problem.initialInventory));
  const memory = new Map<string, number>();
  const from = (t: number, stock: number): number => {
    if (t === demand.length) return stock < 0 && !endOwing ? Infinity : 0;
    const key = `${t},${stock}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    let least = Infinity;
    for (let order = 0; order <= most; order++) {
      const left = stock + order - demand[t];
      const kept = left > 0 ? holdingCost[t] * left : -backorderCost[t] * left;
      least = Math.min(least, (order > 0 ? fixedCost[t] : 0) + purchaseCost[t] * order + kept + from(t + 1, left));
    }
    memory.set(key, least);
    return least;
  };
  return from(0, problem.initialInventory);
}

const figures = (periods: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: most }), { minLength: periods, maxLength: periods });

const problems = fc.integer({ min: 1, max: 6 }).chain((periods) =>
  fc.record({
    demand: figures(periods, 5),
    fixedCost: figures(periods, 25),
    holdingCost: figures(periods, 4),
    backorderCost: figures(periods, 6),
    purchaseCost: figures(periods, 7),
    initialInventory: fc.integer({ min: -4, max: 8 }),
    endOwing: fc.boolean(),
  }),
);

test('costs what the enumeration of all whole orders finds, on 1,500 random problems', () => {
  let ran = 0;
  let late = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      const plan = lotSizingWithBackorders(problem);
      expect(plan.totalCost).toBe(enumerated(problem));
      if (!problem.endOwing) expect(plan.endingInventory[problem.demand.length - 1]).toBeGreaterThanOrEqual(0);
      if (plan.backorderCost > 0) late++;
      ran++;
    }),
    { numRuns: 1500 },
  );
  expect(ran).toBe(1500);
  expect(late).toBeGreaterThan(100);
});

test('one order serves periods before and after it: 230', () => {
  const costs = { holdingCost: 1, fixedCost: 40, purchaseCost: 1, backorderCost: 2 };
  const plan = lotSizingWithBackorders({ demand: [10, 20, 30, 40], ...costs });
  expect(plan.totalCost).toBe(230);
  expect(plan.orderQuantities).toEqual([0, 60, 0, 40]);
  expect(plan.backorderCost).toBe(20);
});

test('owing without end costs nothing where it is allowed and free', () => {
  const problem = { demand: [5, 5], fixedCost: 10, holdingCost: 1, backorderCost: 0 };
  expect(lotSizingWithBackorders({ ...problem, endOwing: true }).totalCost).toBe(0);
  expect(lotSizingWithBackorders(problem).orderQuantities).toEqual([0, 10]);
});

test('dear backorders give the plan without them', () => {
  const problem = { demand: [90, 120, 80, 70], fixedCost: 500, holdingCost: 2, backorderCost: 1000 };
  expect(lotSizingWithBackorders(problem).orderQuantities).toEqual([210, 0, 150, 0]);
});

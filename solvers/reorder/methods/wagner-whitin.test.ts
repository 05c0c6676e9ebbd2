import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import type { LotSizingProblem } from './lot-sizing.ts';
import { wagnerWhitin } from './wagner-whitin.ts';

interface Given extends LotSizingProblem {
  readonly demand: number[];
  readonly fixedCost: number[];
  readonly holdingCost: number[];
  readonly purchaseCost: number[];
  readonly initialInventory: number;
}

/** Least cost over the period of each lot, O(T^2), with the stock at the start as a lot of period -1 that is there already. */
function textbook({ demand, fixedCost, holdingCost, purchaseCost, initialInventory }: Given): number {
  const periods = demand.length;
  const left = demand.map((_, t) => Math.max(0, initialInventory - demand.slice(0, t + 1).reduce((a, b) => a + b, 0)));
  const net = demand.map((units, t) => units - ((t === 0 ? initialInventory : left[t - 1]) - left[t]));
  const least = [0];
  for (let to = 1; to <= periods; to++) {
    least[to] = net[to - 1] === 0 ? least[to - 1] : Infinity;
    for (let from = 0; from < to; from++) {
      let cost = least[from] + fixedCost[from];
      let unit = purchaseCost[from];
      for (let t = from; t < to; t++) {
        cost += unit * net[t];
        unit += holdingCost[t];
      }
      least[to] = Math.min(least[to], cost);
    }
  }
  return least[periods] + left.reduce((cost, units, t) => cost + units * holdingCost[t], 0);
}

function costOf(problem: Given, orders: readonly number[]): number {
  let stock = problem.initialInventory;
  return orders.reduce((cost, order, t) => {
    stock += order - problem.demand[t];
    expect(stock).toBeGreaterThanOrEqual(0);
    return (
      cost + (order > 0 ? problem.fixedCost[t] : 0) + problem.purchaseCost[t] * order + problem.holdingCost[t] * stock
    );
  }, 0);
}

const figures = (periods: number, most: number) =>
  fc.array(
    fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.integer({ min: 0, max: most }) }),
    {
      minLength: periods,
      maxLength: periods,
    },
  );

const problems = fc.integer({ min: 1, max: 14 }).chain((periods) =>
  fc.record({
    demand: figures(periods, 40),
    fixedCost: figures(periods, 200),
    holdingCost: figures(periods, 4),
    // Prices may fall faster than a unit costs to hold, and rise faster too.
    purchaseCost: figures(periods, 30),
    initialInventory: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 120 })),
  }),
);

test('costs what the textbook recursion finds, on 4,000 random problems', () => {
  let ran = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      const plan = wagnerWhitin(problem);
      expect(costOf(problem, plan.orderQuantities)).toBe(plan.totalCost);
      expect(plan.totalCost).toBe(textbook(problem));
      ran++;
    }),
    { numRuns: 4000 },
  );
  expect(ran).toBe(4000);
});

test('holds for fractions and long horizons', () => {
  let ran = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const rng = new Rng(seed);
    const periods = 100 + rng.below(150);
    const draw = (most: number) => Array.from({ length: periods }, () => rng.float() * most);
    const problem = {
      demand: draw(100).map((units) => (units < 20 ? 0 : units)),
      fixedCost: draw(700),
      holdingCost: draw(2),
      purchaseCost: draw(8),
      initialInventory: 150,
    };
    const least = textbook(problem);
    expect(Math.abs(wagnerWhitin(problem).totalCost - least)).toBeLessThanOrEqual(1e-10 * least);
    ran++;
  }
  expect(ran).toBe(20);
});

test('Wagner and Whitin (1958), the 12 periods of the paper: 864', () => {
  const plan = wagnerWhitin({
    demand: [69, 29, 36, 61, 61, 26, 34, 67, 45, 67, 79, 56],
    fixedCost: [85, 102, 102, 101, 98, 114, 105, 86, 119, 110, 98, 114],
    holdingCost: 1,
  });
  expect(plan.totalCost).toBe(864);
  expect(plan.orderQuantities).toEqual([98, 0, 97, 0, 121, 0, 0, 112, 0, 67, 135, 0]);
});

test('Snyder and Shen (2019), example 3.9: 1380', () => {
  const plan = wagnerWhitin({ demand: [90, 120, 80, 70], fixedCost: 500, holdingCost: 2 });
  expect(plan.totalCost).toBe(1380);
  expect(plan.orderQuantities).toEqual([210, 0, 150, 0]);
});

test('periods without demand before the first force no order', () => {
  const plan = wagnerWhitin({ demand: [0, 0, 0, 0, 0, 7], fixedCost: [110, 108, 110, 120, 125, 134], holdingCost: 1 });
  expect(plan.orderQuantities).toEqual([0, 0, 7, 0, 0, 0]);
  expect(plan.totalCost).toBe(131);
});

test('of equally cheap plans each lot is the shortest', () => {
  const equal = wagnerWhitin({ demand: [200, 200, 200, 200, 200], fixedCost: 100, holdingCost: 0.1 });
  expect(equal.orderQuantities).toEqual([400, 0, 600, 0, 0]);
  expect(wagnerWhitin({ demand: [3, 2, 3, 2], fixedCost: 2, holdingCost: 0.2 }).orderQuantities).toEqual([5, 0, 5, 0]);
});

test('stock at the start that is used up to the last tenth orders no dust', () => {
  const plan = wagnerWhitin({ demand: [0.1, 0.1, 0.1], fixedCost: 50, holdingCost: 1, initialInventory: 0.3 });
  expect(plan.orderingCost).toBe(0);
  expect(plan.endingInventory[2]).toBe(0);
});

test('nothing to deliver costs what the stock costs', () => {
  expect(wagnerWhitin({ demand: [0, 0], fixedCost: 9, holdingCost: 2, initialInventory: 5 }).totalCost).toBe(20);
  expect(wagnerWhitin({ demand: [4], fixedCost: 0, holdingCost: 0 }).orderQuantities).toEqual([4]);
});

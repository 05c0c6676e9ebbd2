import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Distribution } from '../distributions/distribution.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import { normalDemand, planFiniteHorizon, type StochasticPlanProblem } from './finite-horizon.ts';
import { nonstationaryLotSizing } from './nonstationary-lot-sizing.ts';
import type { StockRule } from './stock-programme.ts';

type Points = readonly (readonly [number, number])[];

interface Given {
  readonly points: readonly Points[];
  readonly fixedCost: number[];
  readonly purchaseCost: number[];
  readonly holdingCost: number[];
  readonly stockoutCost: number[];
  readonly terminalHoldingCost: number;
  readonly terminalStockoutCost: number;
  readonly discountFactor: number;
  readonly initialInventory: number;
}

/** Least expected cost by recursion over all whole orders, or that of the rules. */
function recursion(problem: Given, rules?: readonly StockRule[]): number {
  const most = problem.points.reduce((sum, points) => sum + Math.max(...points.map(([units]) => units)), 0);
  const memory = new Map<string, number>();
  const from = (t: number, stock: number): number => {
    if (t === problem.points.length)
      return stock > 0 ? problem.terminalHoldingCost * stock : -problem.terminalStockoutCost * stock;
    const key = `${t},${stock}`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const costOf = (level: number) => {
      let cost = level > stock ? problem.fixedCost[t] + problem.purchaseCost[t] * (level - stock) : 0;
      for (const [units, probability] of problem.points[t]) {
        const left = level - units;
        const kept = left > 0 ? problem.holdingCost[t] * left : -problem.stockoutCost[t] * left;
        cost += probability * (kept + problem.discountFactor * from(t + 1, left));
      }
      return cost;
    };
    let least = Infinity;
    if (rules) least = costOf(stock <= rules[t].reorderPoint ? rules[t].orderUpTo : stock);
    else for (let level = stock; level <= Math.max(stock, most); level++) least = Math.min(least, costOf(level));
    memory.set(key, least);
    return least;
  };
  return from(0, problem.initialInventory);
}

const planOf = (problem: Given, rules?: readonly StockRule[]) =>
  planFiniteHorizon({
    ...problem,
    demand: problem.points.map((pmf) => distributionOf({ type: 'discrete', pmf: [...pmf] as [number, number][] })),
    ...(rules ? { rules } : {}),
  });

const points = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 4 })
  .map((weighted): Points => {
    const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
    return weighted.map(([units, weight]) => [units, weight / total] as const);
  });

const problems = (sorted: boolean) =>
  fc.integer({ min: 1, max: 4 }).chain((periods) => {
    const figures = (most: number) =>
      fc.array(fc.integer({ min: 0, max: most }), { minLength: periods, maxLength: periods });
    return fc.record({
      points: fc.array(points, { minLength: periods, maxLength: periods }),
      fixedCost: figures(30).map((costs) => (sorted ? costs.sort((one, other) => other - one) : costs)),
      purchaseCost: figures(6),
      holdingCost: figures(4),
      stockoutCost: figures(12),
      terminalHoldingCost: fc.integer({ min: 0, max: 4 }),
      terminalStockoutCost: fc.integer({ min: 0, max: 12 }),
      discountFactor: fc.constantFrom(1, 0.9, 0.5),
      initialInventory: fc.integer({ min: -6, max: 14 }),
    });
  });

test('costs what the recursion finds where fixed costs do not rise, and its rules cost as much', () => {
  let ran = 0;
  let never = 0;
  fc.assert(
    fc.property(problems(true), (problem) => {
      const plan = planOf(problem);
      const least = recursion(problem);
      expect(plan.totalCost).toBeCloseTo(least, 9);
      expect(plan.rulesAreOptimal).toBe(true);
      expect(recursion(problem, plan.rules)).toBeCloseTo(least, 9);
      if (plan.rules.some(({ reorderPoint }) => reorderPoint === -Infinity)) never++;
      ran++;
    }),
    { numRuns: 1500 },
  );
  expect(ran).toBe(1500);
  expect(never).toBeGreaterThan(50);
});

test('costs what the recursion finds where fixed costs rise, and says when (s, S) rules cannot', () => {
  let ran = 0;
  let others = 0;
  fc.assert(
    fc.property(problems(false), (problem) => {
      const plan = planOf(problem);
      const least = recursion(problem);
      expect(plan.totalCost).toBeCloseTo(least, 9);
      if (plan.rulesAreOptimal) expect(recursion(problem, plan.rules)).toBeCloseTo(least, 9);
      else others++;
      ran++;
    }),
    { numRuns: 1500 },
  );
  expect(ran).toBe(1500);
  expect(others).toBeGreaterThan(10);
});

test('evaluates rules that are given', () => {
  let ran = 0;
  const rule = fc.tuple(fc.integer({ min: -5, max: 10 }), fc.integer({ min: 0, max: 10 }));
  fc.assert(
    fc.property(problems(false), fc.array(rule, { minLength: 4, maxLength: 4 }), (problem, pairs) => {
      const rules = problem.points.map((_, t) => ({
        reorderPoint: pairs[t][0],
        orderUpTo: pairs[t][0] + 1 + pairs[t][1],
      }));
      expect(planOf(problem, rules).totalCost).toBeCloseTo(recursion(problem, rules), 9);
      ran++;
    }),
    { numRuns: 800 },
  );
  expect(ran).toBe(800);
});

test('the curve of first levels is least at the rule, which a low stock follows', () => {
  const problem: StochasticPlanProblem = {
    demand: normalDemand(100, 20, 5),
    fixedCost: 50,
    purchaseCost: 2,
    holdingCost: 1,
    stockoutCost: 20,
    terminalHoldingCost: 1,
    terminalStockoutCost: 20,
  };
  const plan = planFiniteHorizon(problem);
  expect(plan.firstOrder).toBe(plan.rules[0].orderUpTo);
  expect(plan.costOfFirstLevel(plan.rules[0].orderUpTo)).toBeCloseTo(plan.totalCost, 9);
  for (const level of [100, 120, 130, 140, 180])
    expect(plan.costOfFirstLevel(level)).toBeGreaterThanOrEqual(plan.totalCost - 1e-9);
});

test('Snyder and Shen (2019), problem 4.29: base stock 23 in each of ten periods, 234.8', () => {
  const plan = planFiniteHorizon({
    demand: normalDemand(18, 3, 10),
    fixedCost: 0,
    purchaseCost: 1,
    holdingCost: 1,
    stockoutCost: 25,
    terminalHoldingCost: 1,
    terminalStockoutCost: 25,
    discountFactor: 0.98,
  });
  expect(plan.rules).toEqual(new Array(10).fill({ reorderPoint: 23, orderUpTo: 23 }));
  expect(Math.abs(plan.totalCost - 234.796)).toBeLessThan(0.05);
});

test('Poisson demand of means 20, 40, 60, 40, as in Rossi (2021): rules and 332.18', () => {
  const demand = [20, 40, 60, 40].map((mean) => distributionOf({ type: 'poisson', mean }));
  const plan = nonstationaryLotSizing({ demand, fixedCost: 100, purchaseCost: 0, holdingCost: 1, stockoutCost: 10 });
  const pairs = plan.rules.map(({ reorderPoint, orderUpTo }) => [reorderPoint, orderUpTo]);
  expect(pairs).toEqual([
    [15, 67],
    [28, 49],
    [55, 109],
    [28, 49],
  ]);
  expect(plan.totalCost).toBeCloseTo(332.17674, 4);
  expect(plan.firstOrder).toBe(67);
});

test('demand without deviation is the deterministic problem', () => {
  const costs = { fixedCost: 500, purchaseCost: 0, holdingCost: 2, stockoutCost: 1000, terminalStockoutCost: 1000 };
  const known: Distribution[] = [90, 120, 80, 70].map((mean) => normalDemand(mean, 0, 1)[0]);
  const plan = planFiniteHorizon({ demand: known, ...costs });
  expect(plan.totalCost).toBe(1380);
  expect(plan.rules[0].orderUpTo).toBe(210);
});

test('means in the millions are answered on a coarser grid', () => {
  const plan = planFiniteHorizon({
    demand: normalDemand(4e6, 1e6, 4),
    fixedCost: 100,
    purchaseCost: 1,
    holdingCost: 1,
    stockoutCost: 9,
  });
  expect(plan.gridStep).toBeGreaterThan(1);
  const small = planFiniteHorizon({
    demand: normalDemand(4000, 1000, 4),
    fixedCost: 0.1,
    purchaseCost: 1,
    holdingCost: 1,
    stockoutCost: 9,
  });
  expect(Math.abs(plan.totalCost / small.totalCost / 1000 - 1)).toBeLessThan(1e-4);
});

test('nothing costs anything: no order, no cost', () => {
  const plan = planFiniteHorizon({
    demand: normalDemand(10, 2, 3),
    fixedCost: 0,
    purchaseCost: 0,
    holdingCost: 0,
    stockoutCost: 0,
  });
  expect(plan.totalCost).toBe(0);
});

/** The programme over levels against all decisions of tiny problems. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { iterationBudget } from '../../../solver.ts';
import { evaluate } from '../evaluate.ts';
import type { ItemAnswer, ItemProblem, OrderOption, Shortage } from '../item.ts';
import { solveLevel } from './solve-level.ts';
import { enumerate, randomProblem, type Taste } from './test-support.ts';

const budget = iterationBudget(0);

function compareWithAllDecisions(taste: Taste, runs: number) {
  const seen = { solved: 0, infeasible: 0, other: 0 };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, taste);
      const result = solveLevel(problem, budget);
      if (!result) {
        seen.other++;
        return;
      }
      const { cost, firstDay, short } = enumerate(problem);
      if ('infeasible' in result) {
        seen.infeasible++;
        expect(cost).toBe(Infinity);
        expect(result).toEqual({ infeasible: true, day: firstDay, short });
        return;
      }
      seen.solved++;
      const found = evaluate(problem, result.quantities);
      expect(found.broken).toEqual([]);
      expect(found.cost).toBe(result.cost);
      expect(result.cost).toBeCloseTo(cost, 9);
      expect(result.lowerBound).toBe(result.cost);
    }),
    { numRuns: runs, seed: 20 },
  );
  return seen;
}

describe('ordered goods that expire', () => {
  test.each<[Shortage, 'ordered' | 'both']>([
    ['never', 'ordered'],
    ['backorder', 'ordered'],
    ['lost', 'ordered'],
    ['never', 'both'],
    ['backorder', 'both'],
    ['lost', 'both'],
  ])('%s, %s: the bound holds for all decisions, and is often reached', (shortage, expiring) => {
    const seen = { proved: 0, open: 0, infeasible: 0, undefined: 0 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const problem = randomProblem(seed, { shortage, decisions: 200, expiring });
        const result = solveLevel(problem, budget);
        if (!result) {
          seen.undefined++;
          return;
        }
        const { cost, firstDay, short } = enumerate(problem);
        if ('infeasible' in result) {
          seen.infeasible++;
          expect(result).toEqual({ infeasible: true, day: firstDay, short });
          return;
        }
        const found = evaluate(problem, result.quantities);
        expect(found.broken).toEqual([]);
        expect(found.cost).toBe(result.cost);
        expect(result.lowerBound).toBeLessThanOrEqual(cost + 1e-9);
        expect(result.cost).toBeGreaterThanOrEqual(cost - 1e-9);
        if (result.lowerBound === result.cost) seen.proved++;
        else seen.open++;
      }),
      { numRuns: 400, seed: 7 },
    );
    expect(seen.proved).toBeGreaterThan(100);
    expect(seen.open).toBeGreaterThan(30);
  });
});

describe('against all decisions', () => {
  test.each<[Shortage, number]>([
    ['never', 200],
    ['backorder', 400],
    ['lost', 400],
  ])('%s', (shortage, solvedAtLeast) => {
    const seen = compareWithAllDecisions({ shortage, decisions: 300 }, 700);
    expect(seen.solved).toBeGreaterThan(solvedAtLeast);
    expect(seen.other).toBe(0);
    if (shortage === 'never') expect(seen.infeasible).toBeGreaterThan(50);
  });

  test.each<Shortage>(['never', 'backorder', 'lost'])('%s, packs of one', (shortage) => {
    const seen = compareWithAllDecisions({ shortage, decisions: 700, fine: true }, 250);
    expect(seen.solved).toBeGreaterThan(100);
  });

  test.each<Shortage>(['never', 'backorder', 'lost'])('%s, given lots that expire', (shortage) => {
    const seen = compareWithAllDecisions({ shortage, decisions: 200, expiring: 'given' }, 300);
    expect(seen.solved).toBeGreaterThan(100);
  });
});

describe('more levels than can be looked at', () => {
  const days = 16;
  /** No two least quantities have a sum in common with others, and packs are a milli. */
  const leastOf = (day: number) => 40_000 + 2 ** day;
  const problem = (shortage: Shortage): ItemProblem => ({
    days,
    demand: Float64Array.from({ length: days }, (_, day) => 20_011 + 977 * day),
    given: [],
    backOrders: 0,
    shortage,
    shortageCost: 0.01,
    holdingCost: 0.0002,
    safety: new Float64Array(days),
    belowSafetyCost: 0,
    wasteCost: 0,
    endValue: 0.0005,
    options: Array.from({ length: days }, (_, day) => ({
      offer: 0,
      supplier: 0,
      orderDay: day,
      arrivalDay: day,
      pack: 1,
      least: leastOf(day),
      greatest: 10_000_000,
      segments: [{ from: leastOf(day), to: 10_000_000, fixed: 0, price: 0.001 }],
      lineCost: 4,
      lastDay: Infinity,
    })),
  });

  test.each<Shortage>(['never', 'backorder', 'lost'])('%s: a decision, and an honest bound', (shortage) => {
    const result = solveLevel(problem(shortage), budget) as ItemAnswer;
    const found = evaluate(problem(shortage), result.quantities);
    expect(found.broken).toEqual([]);
    expect(found.cost).toBe(result.cost);
    // Without least quantities: orders of two or three days' demand.
    expect(result.lowerBound).toBeGreaterThan(0);
    expect(result.lowerBound).toBeLessThan(result.cost);
    expect(result.cost - result.lowerBound).toBeLessThan(0.1 * result.cost);
  });
});

test('the decision of least cost, then of least quantity, then of latest orders is taken', () => {
  const option = (arrivalDay: number, offer: number): OrderOption => ({
    offer,
    supplier: offer,
    orderDay: arrivalDay,
    arrivalDay,
    pack: 5,
    least: 5,
    greatest: 50,
    segments: [{ from: 5, to: 50, fixed: 0, price: 0.1 }],
    lineCost: 0,
    lastDay: Infinity,
  });
  const tied: ItemProblem = {
    days: 3,
    demand: Float64Array.of(3, 4, 5),
    given: [],
    backOrders: 0,
    shortage: 'never',
    shortageCost: 0,
    holdingCost: 0,
    safety: new Float64Array(3),
    belowSafetyCost: 0,
    wasteCost: 0,
    endValue: 0.1,
    options: [option(0, 0), option(0, 1), option(1, 0), option(1, 1), option(2, 0), option(2, 1)],
  };
  const { quantities } = solveLevel(tied, budget) as ItemAnswer;
  expect([...quantities]).toEqual([5, 0, 5, 0, 5, 0]);
});

describe('edges', () => {
  const still: ItemProblem = {
    days: 1,
    demand: Float64Array.of(0),
    given: [],
    backOrders: 0,
    shortage: 'never',
    shortageCost: 0,
    holdingCost: 0,
    safety: new Float64Array(1),
    belowSafetyCost: 0,
    wasteCost: 0,
    endValue: 0,
    options: [],
  };

  test('nothing wanted, nothing offered', () => {
    expect(solveLevel(still, budget)).toEqual({ quantities: new Float64Array(0), cost: 0, lowerBound: 0 });
  });

  test('wanted and not offered: the first day and what is missing on it', () => {
    const short = {
      ...still,
      days: 2,
      demand: Float64Array.of(3, 4),
      given: [{ day: 0, quantity: 5, lastDay: Infinity }],
    };
    expect(solveLevel({ ...short, safety: new Float64Array(2) }, budget)).toEqual({
      infeasible: true,
      day: 1,
      short: 2,
    });
  });

  test('an order that arrives after the plan is none for levels', () => {
    const late: OrderOption = {
      offer: 0,
      supplier: 0,
      orderDay: 0,
      arrivalDay: 1,
      pack: 1,
      least: 1,
      greatest: 9,
      segments: [{ from: 1, to: 9, fixed: 0, price: 1 }],
      lineCost: 0,
      lastDay: Infinity,
    };
    expect(solveLevel({ ...still, options: [late] }, budget)).toBeUndefined();
  });
});

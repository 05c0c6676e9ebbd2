import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import type { OrderOption, Shortage } from '../item.ts';
import { boundaryQuantities, boundarySums } from './boundary.ts';
import { candidateGrid } from './candidate-grid.ts';
import { commonUnit, evenGrid } from './grid.ts';
import { levelLine } from './line.ts';
import { boundModel } from './model.ts';
import { greatestLevel } from './reach.ts';
import { forwardTable, levelModel } from './tables.ts';
import { enumerate, randomProblem, widen } from './test-support.ts';
import { bestEnd, traceBack } from './trace.ts';

const option = (change: Partial<OrderOption>): OrderOption => ({
  offer: 0,
  supplier: 0,
  orderDay: 0,
  arrivalDay: 0,
  pack: 1,
  least: 1,
  greatest: 1000,
  segments: [],
  lineCost: 0,
  lastDay: Infinity,
  ...change,
});

describe('boundary quantities', () => {
  test('a fixed cost and one price: none but the greatest quantity', () => {
    const segments = [{ from: 1, to: 1000, fixed: 5, price: 2 }];
    expect(boundaryQuantities(option({ segments }), 2000)).toEqual([1000]);
    expect(boundaryQuantities(option({ segments }), 999)).toEqual([]);
  });

  test('incremental breaks: none, all-units breaks: where the lower price begins', () => {
    const incremental = [
      { from: 1, to: 99, fixed: 5, price: 2 },
      { from: 100, to: 1000, fixed: 5 + 100, price: 1 },
    ];
    expect(boundaryQuantities(option({ segments: incremental }), 999)).toEqual([]);
    const allUnits = [
      { from: 1, to: 99, fixed: 5, price: 2 },
      { from: 100, to: 1000, fixed: 5, price: 1 },
    ];
    expect(boundaryQuantities(option({ segments: allUnits }), 999)).toEqual([100]);
  });

  test('a least quantity, an order that must be placed and one that gives money back stop at the least quantity', () => {
    const segments = [{ from: 1, to: 1000, fixed: 5, price: 2 }];
    expect(boundaryQuantities(option({ segments, least: 7 }), 999)).toEqual([7]);
    expect(boundaryQuantities(option({ segments, must: true }), 999)).toEqual([1]);
    expect(boundaryQuantities(option({ segments, lineCost: -6 }), 999)).toEqual([1]);
  });

  test('a curve that rises at a break stops below it', () => {
    const dearer = [
      { from: 1, to: 99, fixed: 0, price: 1 },
      { from: 100, to: 1000, fixed: 0, price: 2 },
    ];
    expect(boundaryQuantities(option({ segments: dearer }), 999)).toEqual([99]);
  });
});

test('sums take each quantity as often as options have it, larger packs without end', () => {
  const segments = [{ from: 7, to: 1000, fixed: 5, price: 2 }];
  const least7 = option({ segments, least: 7 });
  expect(boundarySums([least7, least7], 1, 100, 50)).toEqual({ sums: [0, 7, 14], complete: true });
  const packsOf40 = option({ segments, pack: 40, least: 40 });
  expect(boundarySums([packsOf40], 1, 100, 50)).toEqual({ sums: [0, 40, 80], complete: true });
  expect(boundarySums([packsOf40], 1, 100, 2).complete).toBe(false);
});

describe('candidate levels', () => {
  const kinds: [Shortage, boolean][] = [
    ['never', true],
    ['never', false],
    ['backorder', true],
    ['backorder', false],
    ['lost', true],
    ['lost', false],
  ];
  test.each(kinds)('%s, packs of one: %s: hold an optimal decision', (shortage, fine) => {
    const seen = { feasible: 0, infeasible: 0 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const problem = randomProblem(seed, { shortage, decisions: 200, fine });
        const line = levelLine(problem)!;
        const reach = greatestLevel(problem, line, false);
        const { grid, complete } = candidateGrid(problem, line, commonUnit(problem, reach), reach, 1e6);
        expect(complete).toBe(true);
        const model = levelModel(problem, line, grid);
        const table = forwardTable(model);
        const { place, cost } = bestEnd(model, table);
        const { cost: least } = enumerate(problem);
        if (place < 0) {
          seen.infeasible++;
          expect(least).toBe(Infinity);
          return;
        }
        seen.feasible++;
        expect(cost).toBeCloseTo(least, 9);
        const traced = evaluate(problem, traceBack(model, table, place));
        expect(traced.broken).toEqual([]);
        expect(traced.cost).toBeCloseTo(least, 9);
        const relaxed = boundModel(problem, line)!;
        expect(bestEnd(relaxed, forwardTable(relaxed)).cost).toBeLessThanOrEqual(least + 1e-9);
      }),
      { numRuns: 250, seed: 11 },
    );
    expect(seen.feasible).toBeGreaterThan(100);
  });

  test.each(kinds)('%s, packs of one: %s: cost what all levels do where those are hundreds', (shortage, fine) => {
    const seen = { feasible: 0, candidates: 0, all: 0 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const problem = widen(randomProblem(seed, { shortage, decisions: 1e9, fine }), seed, 97);
        const line = levelLine(problem)!;
        const reach = greatestLevel(problem, line, false);
        const { grid } = candidateGrid(problem, line, commonUnit(problem, reach), reach, 1e6);
        const even = evenGrid(problem, line, reach, 1e6)!;
        const [some, all] = [grid, even].map((one) => {
          const model = levelModel(problem, line, one);
          return bestEnd(model, forwardTable(model)).cost;
        });
        if (all === Infinity) expect(some).toBe(Infinity);
        else expect(some).toBeCloseTo(all, 9);
        if (all < Infinity) seen.feasible++;
        seen.candidates += grid.levels.length;
        seen.all += even.levels.length;
      }),
      { numRuns: 200, seed: 12 },
    );
    expect(seen.feasible).toBeGreaterThan(80);
    expect(seen.candidates).toBeLessThan(0.4 * seen.all);
  });
});

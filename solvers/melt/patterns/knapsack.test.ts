import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DenseKnapsack } from './knapsack.ts';
import type { Cell } from './problem.ts';

function cellOf(mass: readonly number[], most: readonly number[], low: number, high: number): Cell {
  return {
    furnace: 0,
    grade: 0,
    cost: 1,
    low,
    high,
    rows: Int32Array.from(mass, (_, at) => at),
    mass: Float64Array.from(mass),
    most: Int32Array.from(most),
    size: new Float64Array(0),
    capacity: new Float64Array(0),
    conflicts: undefined,
  };
}

/** Profit of the best pieces whose mass lies in the window. */
function bruteForce({ mass, low, high }: Cell, profit: ArrayLike<number>, most: ArrayLike<number>): number {
  let best = -Infinity;
  const draw = (at: number, load: number, sum: number): void => {
    if (load > high) return;
    if (at === mass.length) {
      if (load >= low) best = Math.max(best, sum);
      return;
    }
    for (let pieces = 0; pieces <= most[at]; pieces++)
      draw(at + 1, load + pieces * mass[at], sum + pieces * profit[at]);
  };
  draw(0, 0, 0);
  return best;
}

const question = fc
  .array(
    fc.record({
      mass: fc.integer({ min: 1, max: 14 }),
      most: fc.integer({ min: 0, max: 6 }),
      profit: fc.integer({ min: -9, max: 20 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .chain((types) =>
    fc.record({
      types: fc.constant(types),
      high: fc.integer({ min: 1, max: 40 }),
      below: fc.constantFrom(0, 1, 3, 39),
      sign: fc.constantFrom(1, 1, -1, 0),
    }),
  );

test('the best pieces in the window are those of brute force, also where every piece costs profit', () => {
  const tally = { runs: 0, none: 0, notPositive: 0, small: 0 };
  // One table for all questions, as in pricing: what a question leaves in it must not reach the next.
  const knapsack = new DenseKnapsack();
  fc.assert(
    fc.property(question, ({ types, high, below, sign }) => {
      const low = Math.max(1, high - below);
      const most = Int32Array.from(types, (type) => type.most);
      const cell = cellOf(
        types.map(({ mass }) => mass),
        types.map((type) => type.most),
        low,
        high,
      );
      const profit = Float64Array.from(types, (type) => (sign === 1 ? type.profit : sign * Math.abs(type.profit)));
      const pieces = new Int32Array(types.length).fill(7);
      const best = knapsack.best(cell, profit, most, pieces);
      const expected = bruteForce(cell, profit, most);
      expect(best).toBe(expected);
      tally.runs++;
      if (low === 1) tally.small++;
      if (expected === -Infinity) {
        tally.none++;
        return;
      }
      if (expected <= 0) tally.notPositive++;
      const load = pieces.reduce((sum, count, at) => sum + count * cell.mass[at], 0);
      expect(load).toBeGreaterThanOrEqual(low);
      expect(load).toBeLessThanOrEqual(high);
      expect(pieces.every((count, at) => count >= 0 && count <= most[at])).toBe(true);
      expect(pieces.reduce((sum, count, at) => sum + count * profit[at], 0)).toBe(best);
    }),
    { numRuns: 3000, seed: 1 },
  );
  expect(tally.runs).toBe(3000);
  expect(tally.none).toBeGreaterThan(200);
  expect(tally.notPositive).toBeGreaterThan(200);
  expect(tally.small).toBeGreaterThan(200);
});

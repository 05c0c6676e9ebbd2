import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reachableSums, SubsetSum } from './subset-sum.ts';

const pieces = fc.array(fc.record({ mass: fc.integer({ min: 1, max: 60 }), count: fc.integer({ min: 0, max: 5 }) }), {
  minLength: 1,
  maxLength: 7,
});

/** Every sum that some choice of the pieces has. */
function allSums(list: readonly { mass: number; count: number }[]): Set<number> {
  let sums = new Set([0]);
  for (const { mass, count } of list)
    sums = new Set([...sums].flatMap((sum) => Array.from({ length: count + 1 }, (_, n) => sum + n * mass)));
  return sums;
}

test('reachable sums are those of all choices', () => {
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 400 }), (list, most) => {
      const sums = reachableSums(
        list.map(({ mass }) => mass),
        list.map(({ count }) => count),
        most,
      )!;
      const expected = allSums(list);
      for (let sum = 0; sum <= most; sum++) expect([sum, sums.has(sum)]).toEqual([sum, expected.has(sum)]);
      const above = [...expected].sort((x, y) => x - y);
      for (let sum = -3; sum <= most; sum++) {
        const next = above.find((other) => other >= sum) ?? Infinity;
        if (next <= most) expect([sum, sums.firstFrom(sum)]).toEqual([sum, next]);
        else expect(sums.firstFrom(sum)).toBeGreaterThan(most);
      }
    }),
    { numRuns: 200 },
  );
});

test('a fill is the greatest sum at or below the target, made of pieces that are there', () => {
  const subsetSum = new SubsetSum();
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 400 }), (list, target) => {
      const chosen = new Int32Array(list.length);
      const mass = Float64Array.from(list, (piece) => piece.mass);
      const available = Int32Array.from(list, (piece) => piece.count);
      const total = subsetSum.fill([...list.keys()], mass, available, target, chosen);
      expect(total).toBe(Math.max(...[...allSums(list)].filter((sum) => sum <= target)));
      expect(chosen.reduce((sum, count, type) => sum + count * list[type].mass, 0)).toBe(total);
      for (const [type, count] of chosen.entries()) expect(count).toBeLessThanOrEqual(list[type].count);
    }),
    { numRuns: 300 },
  );
});

test('masses finer than the grid still give a fill at or below the target, close to it', () => {
  const subsetSum = new SubsetSum();
  let runs = 0;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 20_001, max: 900_003 }), { minLength: 20, maxLength: 40 }),
      fc.integer({ min: 2_000_000, max: 6_000_000 }),
      (masses, target) => {
        const chosen = new Int32Array(masses.length);
        const available = new Int32Array(masses.length).fill(2);
        const total = subsetSum.fill([...masses.keys()], Float64Array.from(masses), available, target, chosen);
        expect(chosen.reduce((sum, count, type) => sum + count * masses[type], 0)).toBe(total);
        expect(total).toBeLessThanOrEqual(target);
        expect(total).toBeGreaterThan(0.99 * target);
        runs++;
      },
    ),
    { numRuns: 100, seed: 5 },
  );
  expect(runs).toBe(100);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastSize, smallestHittingSet } from './hitting-set.ts';

test('two sets with an element in common are hit by it', () => {
  expect(
    smallestHittingSet(
      [
        [0, 2],
        [2, 3],
      ],
      [],
      3,
    ),
  ).toEqual([2]);
});

test('an answer that is told already is avoided with all that contains it', () => {
  expect(smallestHittingSet([[0, 1]], [[0]], 3)).toEqual([1]);
  expect(smallestHittingSet([[0, 1]], [[0], [1]], 3)).toBe('none');
});

test('no set of at most two elements hits three sets apart from each other', () => {
  expect(leastSize([[0, 1], [2], [3, 4]])).toBe(3);
  expect(smallestHittingSet([[0, 1], [2], [3, 4]], [], 2)).toBe('none');
  expect(smallestHittingSet([[0, 1], [2], [3, 4]], [], 3)).toEqual([0, 2, 3]);
});

test('as small as trying all subsets finds', () => {
  const sets = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }), {
    maxLength: 7,
  });
  fc.assert(
    fc.property(sets, (family) => {
      const sizes = Array.from({ length: 128 }, (_, bits) => [0, 1, 2, 3, 4, 5, 6].filter((at) => (bits >> at) & 1))
        .filter((subset) => family.every((set) => set.some((element) => subset.includes(element))))
        .map((subset) => subset.length);
      const found = smallestHittingSet(family, [], 7);
      expect(typeof found === 'string' ? found : found.length).toBe(Math.min(...sizes));
    }),
    { numRuns: 200, seed: 3 },
  );
});

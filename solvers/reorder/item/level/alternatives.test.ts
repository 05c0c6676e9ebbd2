import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iterationBudget } from '../../../solver.ts';
import type { Shortage } from '../item.ts';
import { levelAlternatives } from './alternatives.ts';
import { solveLevel } from './solve-level.ts';
import { enumerate, randomProblem } from './test-support.ts';

test.each<Shortage>([
  'never',
  'backorder',
  'lost',
])('%s: costs of other choices are those of all decisions', (shortage) => {
  const seen = { without: 0, impossible: 0, other: 0 };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, { shortage, decisions: 400 });
      const result = solveLevel(problem, iterationBudget(0))!;
      if ('infeasible' in result) return;
      const { byQuantity } = enumerate(problem);
      const alternatives = levelAlternatives(problem, result)!;
      const used = [...result.quantities.keys()].filter((option) => result.quantities[option] > 0);
      expect(alternatives.map(({ option }) => option)).toEqual(used);
      for (const { option, without, otherQuantity, otherCost } of alternatives) {
        const costs = byQuantity[option];
        const leftOut = costs.get(0);
        if (leftOut === undefined) expect(without).toBeUndefined();
        else expect(without).toBeCloseTo(leftOut, 9);
        const others = [...costs].filter(([quantity]) => quantity > 0 && quantity !== result.quantities[option]);
        if (others.length === 0) expect(otherCost).toBeUndefined();
        else {
          expect(otherCost).toBeCloseTo(Math.min(...others.map(([, cost]) => cost)), 9);
          expect(costs.get(otherQuantity!)).toBeCloseTo(otherCost!, 9);
        }
        if (leftOut === undefined) seen.impossible++;
        else seen.without++;
        if (others.length > 0) seen.other++;
      }
    }),
    { numRuns: 600, seed: 3 },
  );
  expect(seen.without).toBeGreaterThan(150);
  expect(seen.impossible).toBeGreaterThan(20);
  expect(seen.other).toBeGreaterThan(150);
});

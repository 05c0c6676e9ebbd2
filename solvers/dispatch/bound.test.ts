import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { iterationBudget } from '../solver.ts';
import { bestOfAll } from './bound/exhaustive.ts';
import { tinyShift } from './bound/tiny-shifts.ts';
import { lowerBound } from './bound.ts';
import { evaluate } from './evaluate.ts';
import type { DispatchInstance, Placement } from './instance.ts';

const tolerance = 1e-6;

/** Whether any whole order that costs by the litre is left out. */
function wholeOrdersLeft({ wholeOnly, unservedPerL }: DispatchInstance, plan: readonly Placement[]): boolean {
  return wholeOnly.some((whole, o) => whole === 1 && unservedPerL[o] > 0 && plan.every(({ order }) => order !== o));
}

describe('no plan is better than the bounds', () => {
  for (const [name, seed] of [
    ['costs of all kinds', 1],
    ['volume only', 2],
    ['fixed loads', 3],
  ] as const) {
    test(name, () => {
      const seen = { cases: 0, complete: 0, volumeReached: 0, costReached: 0, served: 0, raised: 0, left: 0 };
      fc.assert(
        fc.property(tinyShift(name), (instance) => {
          const best = bestOfAll(instance, 60_000);
          const bound = lowerBound(instance, iterationBudget(60));
          const quick = lowerBound(instance, iterationBudget(0));
          expect(quick.lowerBound).toBeLessThanOrEqual(bound.lowerBound + tolerance);
          expect(quick.servedVolumeAtMostL).toBeGreaterThanOrEqual(bound.servedVolumeAtMostL);
          expect(bound.servedVolumeAtMostL).toBeGreaterThanOrEqual(best.servedL);
          expect(bound.lowerBound).toBeLessThanOrEqual(best.cost + tolerance);
          if (best.cost < Infinity)
            expect(bound.lowerBound).toBeLessThanOrEqual(evaluate(instance, best.cheapest).total + tolerance);
          seen.cases++;
          seen.left += Number(wholeOrdersLeft(instance, best.cheapest));
          seen.complete += Number(best.complete);
          seen.volumeReached += Number(bound.servedVolumeAtMostL === best.servedL);
          seen.costReached += Number(bound.lowerBound > best.cost - 0.02 * Math.abs(best.cost) - tolerance);
          seen.served += Number(best.servedL > 0);
          seen.raised += Number(bound.servedVolumeAtMostL < quick.servedVolumeAtMostL);
        }),
        { seed, numRuns: 120 },
      );
      expect(seen.complete).toBeGreaterThan(seen.cases * 0.3);
      expect(seen.served).toBeGreaterThan(seen.cases * 0.3);
      expect(seen.left).toBeGreaterThan(seen.cases * 0.15);
      expect(seen.costReached).toBeGreaterThan(seen.cases * 0.2);
      // Bounds that say nothing would pass above.
      expect(seen.volumeReached).toBeGreaterThan(seen.cases * 0.4);
    });
  }
});

test('a budget that is spent at any moment leaves a sound bound, and one spent before the least of all', () => {
  const seen = { stopped: 0, between: 0 };
  fc.assert(
    fc.property(tinyShift('costs of all kinds'), fc.integer({ min: 0, max: 60 }), (instance, questions) => {
      const best = bestOfAll(instance, 20_000);
      let asked = 0;
      const stopping = { ...iterationBudget(20), shouldStop: () => ++asked > questions };
      const bound = lowerBound(instance, stopping);
      expect(bound.lowerBound).toBeLessThanOrEqual(best.cost + tolerance);
      expect(bound.servedVolumeAtMostL).toBeGreaterThanOrEqual(best.servedL);
      expect(bound.lowerBound).toBeGreaterThanOrEqual(instance.baseCost - tolerance);
      if (questions === 0) expect(bound.lowerBound).toBeCloseTo(instance.baseCost, 6);
      // Once it has heard that time is up it does not go on.
      expect(asked).toBeLessThanOrEqual(questions + 1);
      seen.stopped += Number(asked > questions);
      seen.between += Number(asked > questions && bound.lowerBound > instance.baseCost + tolerance);
    }),
    { seed: 7, numRuns: 300 },
  );
  expect(seen.stopped).toBeGreaterThan(200);
  expect(seen.between).toBeGreaterThan(50);
});

test('a bound that goes on from an earlier one is no lower', () => {
  fc.assert(
    fc.property(tinyShift('costs of all kinds'), (instance) => {
      const quick = lowerBound(instance, iterationBudget(0));
      const later = lowerBound(instance, iterationBudget(20), quick);
      expect(later.lowerBound).toBeGreaterThanOrEqual(quick.lowerBound - tolerance);
      expect(later.lowerBound).toBeLessThanOrEqual(bestOfAll(instance, 20_000).cost + tolerance);
    }),
    { seed: 8, numRuns: 100 },
  );
});

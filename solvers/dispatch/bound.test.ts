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
        { seed, numRuns: 250 },
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

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { mergedModel } from './model.ts';
import { forwardTable } from './tables.ts';
import { enumerate, randomProblem } from './test-support.ts';
import { bestEnd, traceBack } from './trace.ts';

test('one class of levels bounds all decisions with lost sales, and is exact where it gives nothing away', () => {
  const seen = { bounds: 0, below: 0, exact: 0, withLosses: 0 };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, { shortage: 'lost', decisions: 200 });
      const model = mergedModel(problem);
      if (!model) return;
      const table = forwardTable(model);
      const { place, cost } = bestEnd(model, table);
      const { cost: least } = enumerate(problem);
      expect(cost).toBeLessThanOrEqual(least + 1e-9);
      seen.bounds++;
      if (cost < least - 1e-9) seen.below++;
      if (place < 0) return;
      const traced = evaluate(problem, traceBack(model, table, place));
      if (Math.abs(traced.cost - cost) > 1e-9) return;
      seen.exact++;
      if (traced.lost.some((amount) => amount > 0)) seen.withLosses++;
    }),
    { numRuns: 1000, seed: 5 },
  );
  expect(seen.below).toBeGreaterThan(50);
  expect(seen.exact).toBeGreaterThan(100);
  expect(seen.withLosses).toBeGreaterThan(20);
  expect(seen.bounds).toBeGreaterThan(400);
});

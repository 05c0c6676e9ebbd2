/** Where nothing has happened, the shift as it is now takes what is left of the plan that runs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomShift } from '../../dispatch/check/random-shift.ts';
import { amendedAt, expectFeasible, planned } from './testing.ts';

test('of random shifts, at any moment', () => {
  let open = 0;
  let fixed = 0;
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1000), (seed, share) => {
      const plan = planned(randomShift(seed).request, 0, seed);
      fc.pre(plan.loads.length > 0);
      const amended = amendedAt(plan, Math.floor((share / 1000) * 12 * 3600));
      expectFeasible(amended);
      open += amended.loads.filter(({ state }) => state === 'open').length;
      fixed += amended.shift.fixed.length;
    }),
    { numRuns: 60 },
  );
  expect(open).toBeGreaterThan(50);
  expect(fixed).toBeGreaterThan(50);
});

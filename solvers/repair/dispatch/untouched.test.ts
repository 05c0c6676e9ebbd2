/** Where nothing has happened, the shift as it is now takes what is left of the plan that runs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ShiftInput } from '../../dispatch/check/hand-made.ts';
import { randomShift } from '../../dispatch/check/random-shift.ts';
import { amendedAt, expectFeasible, planned } from './testing.ts';

/** A truck that stood somewhere came to its first load from there: from home there may have been no time for a break before. */
const unhurried = (truck: ShiftInput['trucks'][number]) => (truck.standing ? { ...truck, breaks: [] } : truck);

test('of random shifts, at any moment', () => {
  let open = 0;
  let fixed = 0;
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1000), (seed, share) => {
      const { request } = randomShift(seed);
      const plan = planned({ ...request, trucks: request.trucks.map(unhurried) }, 0, seed);
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

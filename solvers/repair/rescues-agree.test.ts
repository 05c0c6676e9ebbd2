/** What becomes of concrete on board is allowed by the rules, and in the shift as it is now: as the checker sees it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amendedShift } from './check/amended.ts';
import { checkRescues } from './check/rescues.ts';
import { runningPlan } from './check/running.ts';
import { checkShiftNow } from './check/same-shift.ts';
import { amend } from './dispatch/amend.ts';
import { randomRepair } from './dispatch/random-events.ts';
import { runningPlans } from './dispatch/testing.ts';

test('random events on random plans', () => {
  const actions = { transfer: 0, divert: 0, loss: 0 };
  const plans = runningPlans(15);
  fc.assert(
    fc.property(fc.nat(plans.length - 1), fc.nat(1_000_000), (which, seed) => {
      const { shift, loads } = plans[which];
      const problem = randomRepair(shift, loads, seed);
      const { rescues, shift: shiftNow } = amend(problem);
      const told: string[] = [];
      const report = (rule: string, message: string) => told.push(`${rule}: ${message}`);
      const plan = runningPlan(problem);
      const rescued = checkRescues(plan, [...rescues], report);
      checkShiftNow(shiftNow, amendedShift(plan, rescued), report);
      expect(told).toEqual([]);
      for (const { action } of rescues) actions[action]++;
    }),
    { numRuns: 300 },
  );
  for (const [action, count] of Object.entries(actions)) expect(count, action).toBeGreaterThan(10);
});

/** What solver and checker make of a request, written apart from each other, is the same: states of loads, rescues, and the shift. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RepairProblem } from '../../models/repair.ts';
import { amendedShift } from './check/amended.ts';
import { randomRepair } from './check/random-repair.ts';
import { checkRescues } from './check/rescues.ts';
import { isCase, runningPlan } from './check/running.ts';
import { checkShiftNow } from './check/same-shift.ts';
import { amend } from './dispatch/amend.ts';

test('states and times of loads, what is rescued, and the shift as it is now', () => {
  const seen = { requests: 0, cases: 0, rescued: 0, held: 0, done: 0 };
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const parsed = RepairProblem.safeParse(randomRepair(seed));
      if (!parsed.success || parsed.data.mode !== 'dispatch') return;
      const problem = parsed.data;
      const plan = runningPlan(problem);
      const cases = plan.loads.filter(isCase);
      // No truck has two loads on board, whatever facts thrown together say.
      if (new Set(cases.map(({ truck }) => truck)).size < cases.length) return;
      const { loads, shift, rescues } = amend(problem);
      for (const { id, state, started, held, actual } of loads) {
        const { loadStart, unloadStart, unloadEnd, ...one } = plan.byId.get(id)!;
        expect({ id, state, started, held }).toEqual({ id, state: one.state, started: one.started, held: one.held });
        expect({ id, ...actual }).toEqual({ id, loadStart, unloadStart, unloadEnd });
      }
      const told: string[] = [];
      const report = (_rule: string, message: string) => told.push(message);
      const rescued = checkRescues(plan, rescues, report);
      checkShiftNow(shift, amendedShift(plan, rescued), report);
      expect(told).toEqual([]);
      seen.requests++;
      seen.cases += cases.length;
      seen.rescued += rescued.length;
      seen.held += loads.filter(({ held }) => held).length;
      seen.done += loads.filter(({ state }) => state === 'done').length;
    }),
    { numRuns: 300 },
  );
  expect(seen.requests).toBeGreaterThan(150);
  expect(Math.min(seen.cases, seen.held, seen.done)).toBeGreaterThan(10);
  expect(seen.rescued).toBeGreaterThan(2);
});

/** Answers to whatever may happen to a small shift pass the check, which shares nothing with the search. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DispatchProblem } from '../../models/dispatch.ts';
import { RepairProblem } from '../../models/repair.ts';
import { hasPlan } from '../../models/result.ts';
import { randomShift } from '../dispatch/check/random-shift.ts';
import { dispatchSolver } from '../dispatch/solve.ts';
import { iterationBudget } from '../solver.ts';
import { randomRepairOf } from './check/random-repair.ts';
import { checkRepair } from './check.ts';
import { repairSolver } from './solve.ts';

test('random events, facts, prices and options', () => {
  const seen = { answers: 0, changes: 0, rescues: 0 };
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const { request } = randomShift(seed);
      const shift = DispatchProblem.parse(request);
      const planned = dispatchSolver.solve({ problem: shift }, iterationBudget(3, seed));
      if (!hasPlan(planned) || planned.plan.mode !== 'plan' || planned.plan.loads.length === 0) return;
      const loads = planned.plan.loads.map((load) => ({
        ...load,
        loadStart: secondsFromStart(request.start, load.loadStart),
        unloadStart: secondsFromStart(request.start, load.unloadStart),
      }));
      const parsed = RepairProblem.safeParse(randomRepairOf(seed, { request, loads }));
      if (!parsed.success) return;
      const problem = parsed.data;
      // The first answer as well as one that was searched for.
      const result = repairSolver.solve({ problem }, iterationBudget(seed % 2 === 0 ? 0 : 3, seed));
      if (!hasPlan(result)) throw new Error(`found ${result.found}`);
      const { violations, objective } = checkRepair({ problem }, result.plan);
      expect(violations).toEqual([]);
      expect(Math.abs(objective - result.objective)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(objective)));
      if (result.plan.mode !== 'dispatch') return;
      seen.answers++;
      seen.changes += result.plan.options.reduce((sum, { changedLoads }) => sum + changedLoads, 0);
      seen.rescues += result.plan.rescues.length;
    }),
    { numRuns: 15 },
  );
  expect(seen.answers).toBeGreaterThan(4);
  expect(Math.min(seen.changes, seen.rescues)).toBeGreaterThan(0);
});

const secondsFromStart = (start: string | undefined, instant: string): number =>
  (Date.parse(instant) - Date.parse(start ?? '1970-01-01T00:00:00Z')) / 1000;

/** What solver and checker make of a request, written apart from each other, is the same: states of loads, and the shift. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secondsOf } from '../../models/moments.ts';
import { RepairProblem } from '../../models/repair.ts';
import { amendedShift } from './check/amended.ts';
import type { Rescued } from './check/fixed-now.ts';
import { randomRepair } from './check/random-repair.ts';
import { isCase, runningPlan } from './check/running.ts';
import { checkShiftNow } from './check/same-shift.ts';
import { amend } from './dispatch/amend.ts';

test('states, times, cases of rescue and the shift as it is now', () => {
  const seen = { requests: 0, cases: 0, rescues: 0, held: 0 };
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const parsed = RepairProblem.safeParse(randomRepair(seed));
      if (!parsed.success || parsed.data.mode !== 'dispatch') return;
      const problem = parsed.data;
      const { loads, shift, rescues } = amend(problem);
      const plan = runningPlan(problem);
      const told: string[] = [];
      for (const { id, state, actual, started, held } of loads) {
        const one = plan.byId.get(id)!;
        expect([id, one.state, one.started, one.held]).toEqual([id, state, started, held]);
        expect([id, one.loadStart, one.unloadStart]).toEqual([id, actual.loadStart, actual.unloadStart]);
      }
      expect(rescues.map(({ load }) => load).toSorted()).toEqual(
        plan.loads
          .filter(isCase)
          .map(({ id }) => id)
          .toSorted(),
      );
      const rescued = rescues.flatMap(({ action, load, order, truck, loadStart, unloadStart }): Rescued[] => {
        const one = plan.byId.get(load)!;
        if (action === 'loss') return [];
        const from = action === 'transfer' ? secondsOf(problem.shift, loadStart!) : one.loadStart;
        return [
          {
            load: one,
            action,
            order: order!,
            truck: truck!,
            loadStart: from,
            unloadStart: secondsOf(problem.shift, unloadStart!),
          },
        ];
      });
      checkShiftNow(shift, amendedShift(plan, rescued), (_rule, message) => told.push(message));
      expect(told).toEqual([]);
      seen.requests++;
      seen.cases += rescues.length;
      seen.rescues += rescued.length;
      seen.held += loads.filter(({ held }) => held).length;
    }),
    { numRuns: 400 },
  );
  console.log(seen);
});

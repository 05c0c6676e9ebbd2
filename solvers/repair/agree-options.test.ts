/**
 * What options say of themselves, by the checker that is written apart from it: over random shifts, events and facts, with
 * plans that are the one that runs in disarray. Whether such a plan keeps the rules of a shift is not the question here.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../../models/moments.ts';
import { RepairDispatchPlan, RepairProblem } from '../../models/repair.ts';
import { checkDispatch } from './check/dispatch.ts';
import { randomRepair } from './check/random-repair.ts';
import { amend } from './dispatch/amend.ts';
import { assess } from './dispatch/assess.ts';
import { contextOf } from './dispatch/context.ts';
import { escalationOf } from './dispatch/escalation.ts';
import { optionOf } from './dispatch/option.ts';
import { disturbed, planWith } from './dispatch/testing-options.ts';

test('the checker finds nothing wrong with what options say', () => {
  const seen = { requests: 0, changes: 0, deep: 0, notices: 0, unrescued: 0, affected: 0 };
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const parsed = RepairProblem.safeParse(randomRepair(seed));
      if (!parsed.success || parsed.data.mode !== 'dispatch') return;
      const problem = parsed.data;
      const amended = amend(problem);
      if (!amended.touched) return;
      const context = contextOf(amended);
      const name = problem.options.find((one) => one !== 'hired-truck');
      if (!name) return;
      const reactionMs = seed % 1000;
      const plan = planWith(amended.shift, disturbed(amended, seed));
      const option = optionOf(context, { name, hired: [], plan, reactionMs });
      const { clusters, affected } = assess(context);
      const escalation = escalationOf(option, context);
      expect(escalation === undefined).toBe(option.lostM3 === 0 && option.wastedM3 === 0);
      const of = (state: string) => amended.loads.filter((load) => load.state === state).map(({ id }) => id);
      const answer = RepairDispatchPlan.parse({
        ...{
          mode: 'dispatch',
          objectiveUnit: 'points',
          now: instantOf(amended.shift, amended.now),
          shift: amended.shift,
        },
        loads: { done: of('done'), underWay: of('under-way'), open: of('open'), gone: of('gone') },
        ...{ clusters, affected, rescues: amended.rescues, options: [option], recommended: name },
        ...{ pointPrice: context.pointPrice, escalation },
        effort: { mode: 'emergency', zone: 'none', reactionMs, limitMs: context.limitMs },
      });
      const faults: string[] = [];
      checkDispatch(problem, answer, (rule, message) => {
        if (!rule.startsWith('plan-')) faults.push(`${rule}: ${message}`);
      });
      expect(faults).toEqual([]);
      seen.requests++;
      seen.changes += option.changes.length;
      seen.deep += option.changes.filter(({ depth }) => depth > 1).length;
      seen.notices += option.notices.length;
      seen.unrescued += option.unrescued.length;
      seen.affected += affected.length;
    }),
    { numRuns: 150 },
  );
  expect(seen.requests).toBeGreaterThan(80);
  expect(seen.changes).toBeGreaterThan(150);
  expect(seen.deep).toBeGreaterThan(0);
  for (const count of [seen.notices, seen.unrescued, seen.affected]) expect(count).toBeGreaterThan(5);
});

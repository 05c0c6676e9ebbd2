/** Where nothing has happened nothing is said to have happened: no load is hit, and the plan that runs is no change. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RepairDispatchProblem } from '../../../models/repair.ts';
import type { ShiftInput } from '../../dispatch/check/hand-made.ts';
import { randomShift } from '../../dispatch/check/random-shift.ts';
import { type Amended, amend } from './amend.ts';
import { assess } from './assess.ts';
import { contextOf } from './context.ts';
import { optionOf } from './option.ts';
import { amendedAt, planned } from './testing.ts';
import { asPlanned, planWith } from './testing-options.ts';

/** Without ways from a place to itself, which a truck that stands at a plant would have to drive. */
function stayingInPlace(request: ShiftInput): ShiftInput {
  const { travel } = request;
  const blocks = travel?.blocks?.map((block) => ({
    ...block,
    seconds: block.seconds.map((row, from) => row.map((cell, to) => (block.from[from] === block.to[to] ? 0 : cell))),
  }));
  return { ...request, travel: { ...travel, blocks } };
}

/** @returns how many loads were open. */
function expectUnchanged(amended: Amended): number {
  const context = contextOf(amended);
  expect([...context.hits]).toEqual([]);
  expect(assess(context)).toEqual({ clusters: [], affected: [] });
  const plan = planWith(amended.shift, asPlanned(amended));
  const option = optionOf(context, { name: 'fewest-changes', hired: [], plan, reactionMs: 0 });
  expect(option).toMatchObject({ changes: [], points: 0, changedLoads: 0, depth: 0, width: 0, untouchedShare: 1 });
  expect(option).toMatchObject({ lostM3: 0, wastedM3: 0, notices: [], unrescued: [], total: option.cost });
  expect(option.lateness).toEqual({ loads: 0, m3: 0, minutes: 0, greatestMinutes: 0 });
  expect(option.score).toEqual({ reaction: 1, quality: 1, stability: 1, clients: 1, total: 1 });
  return option.openLoads;
}

test('of random shifts, at any moment', () => {
  let open = 0;
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1000), (seed, share) => {
      const plan = planned(stayingInPlace(randomShift(seed).request), 5, seed);
      fc.pre(plan.loads.length > 0);
      open += expectUnchanged(amendedAt(plan, Math.floor((share / 1000) * 12 * 3600)));
    }),
    { numRuns: 30 },
  );
  expect(open).toBeGreaterThan(20);
});

test('without events and facts, whatever the plan breaks', () => {
  let open = 0;
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const { request, loads } = randomShift(seed);
      const whole = { ...request, mode: 'plan' };
      open += expectUnchanged(amend(RepairDispatchProblem.parse({ mode: 'dispatch', shift: whole, loads, now: 0 })));
    }),
    { numRuns: 30 },
  );
  expect(open).toBeGreaterThan(100);
});

import { describe, expect, test } from 'vitest';
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { instantOf } from '../../../models/moments.ts';
import type { RepairDispatchPlan } from '../../../models/repair.ts';
import type { RepairEvent } from '../../../models/repair-events.ts';
import { repairProblem } from '../../instances/repair/request.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';
import { smallPlan, smallShift } from '../../instances/repair/testing/small-plan.ts';
import { frozenFaults } from './frozen.ts';

const shift = smallShift();

/** At minute 62: b/1 is done, a/1 and a/2 have begun, unloading of a/1 begins at 65; c/1 is open. */
function faults(
  loads: readonly (Partial<RunningLoad> & { readonly fixed?: boolean })[],
  events: readonly RepairEvent[] = [],
  rescues: readonly string[] = [],
): string[] {
  const problem = repairProblem({ happening: () => ({ now: 62 * 60, events }) }, shift, smallPlan, ['least-cost']);
  const plan = loads.map(({ loadStart, unloadStart, ...load }) => ({
    ...load,
    loadStart: instantOf(shift, loadStart!),
    unloadStart: instantOf(shift, unloadStart!),
  }));
  return frozenFaults(
    problem,
    smallPlan,
    rescues.map((load) => ({ load })) as unknown as RepairDispatchPlan['rescues'],
    { loads: plan as unknown as DispatchShiftPlan['loads'] },
  );
}

const [a1, a2, b1, c1] = smallPlan;
const begun = [a1, a2, b1].map((load) => ({ ...load, fixed: true }));
const [fixedA1, fixedA2, fixedB1] = begun;

describe('what has begun', () => {
  test('stays, and what has not may change', () => {
    expect(faults([...begun, { ...c1, truck: 'k10' }])).toEqual([]);
    expect(faults(begun)).toEqual([]);
  });

  test('may be unloaded later than planned where unloading had not begun, and never earlier', () => {
    expect(faults([{ ...fixedA1, unloadStart: 70 * 60 }, fixedA2, fixedB1])).toEqual([]);
    expect(faults([{ ...fixedA1, unloadStart: 64 * 60 }, fixedA2, fixedB1])).toEqual([
      'load a/1, which began at 1970-01-01T00:40:00Z on k2, is unloaded at 1970-01-01T01:04:00Z, planned was 1970-01-01T01:05:00Z',
    ]);
  });

  test.each([
    [[fixedA1, fixedA2], 'load b/1'],
    [[fixedA1, fixedA2, b1], 'b/1, which began at 1970-01-01T00:00:00Z on k3, is not in the plan as a fixed one'],
    [[{ ...fixedA1, truck: 'k3' }, fixedA2, fixedB1], 'load a/1'],
    [[{ ...fixedA1, loadStart: 41 * 60 }, fixedA2, fixedB1], 'load a/1'],
    [[{ ...fixedA1, volumeM3: 9 }, fixedA2, fixedB1], 'is of 9 m3 from p, dock 0'],
    [[{ ...fixedA1, dock: 1 }, fixedA2, fixedB1], 'is of 10 m3 from p, dock 1'],
    [[fixedA1, fixedA2, { ...fixedB1, unloadStart: 24 * 60 }], 'b/1'],
  ])('%#: a fault is told', (loads, words) => {
    const [found, ...more] = faults(loads);
    expect(found).toContain(words);
    expect(more).toEqual([]);
  });

  test('a truck that broke down before now began nothing since, and a rescue is left to others', () => {
    const out: RepairEvent = { type: 'truck-out', truck: 'k10', at: 59 * 60, onBoard: 'auto' };
    // a/2 would have begun at 60.
    expect(faults([fixedA1, fixedB1], [out])).toEqual([]);
    expect(faults([fixedA1, fixedB1], [{ ...out, at: 61 * 60 }])).toHaveLength(1);
    expect(faults([fixedA1, fixedB1], [{ ...out, at: 61 * 60 }], ['a/2'])).toEqual([]);
  });

  test('an unloading that is delayed while it goes on counts as one that begins later', () => {
    const delayed = [fixedA1, fixedA2, { ...fixedB1, unloadStart: 60 * 60 }];
    expect(faults(delayed, [{ type: 'unload-delay', load: 'b/1', minutes: 37 }])).toEqual([]);
    expect(faults(delayed)).toHaveLength(1);
  });
});

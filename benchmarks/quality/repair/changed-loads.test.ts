import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DispatchShiftPlan } from '../../../models/dispatch.ts';
import { instantOf } from '../../../models/moments.ts';
import { RepairPrices } from '../../../models/repair.ts';
import type { RunningLoad } from '../../instances/repair/running-loads.ts';
import { smallPlan, smallShift } from '../../instances/repair/testing/small-plan.ts';
import { countChanges } from './changed-loads.ts';

const shift = smallShift();
const problem = { shift, prices: RepairPrices.parse({}), movedMinutes: 5 };
const all = new Set(['a', 'b', 'c']);

type Placed = Omit<RunningLoad, 'id'> & { readonly fixed?: boolean };

/** A plan of these loads, as far as changes are read from it. */
function planOf(loads: readonly Placed[]): Pick<DispatchShiftPlan, 'loads'> {
  return {
    loads: loads.map((load) => ({
      ...load,
      loadStart: instantOf(shift, load.loadStart),
      unloadStart: instantOf(shift, load.unloadStart),
    })) as unknown as DispatchShiftPlan['loads'],
  };
}

const changed = (open: readonly RunningLoad[], loads: readonly Placed[], begun = all) =>
  countChanges(problem, open, begun, planOf(loads));

const [a1, a2, b1, c1] = smallPlan;
const later = (load: RunningLoad, minutes: number) => ({ ...load, unloadStart: load.unloadStart + 60 * minutes });

describe('changed loads', () => {
  test.each<[string, readonly RunningLoad[], readonly Placed[], number]>([
    ['nothing', [a1, a2], [a1, a2], 0],
    ['five minutes later is not moved', [a1], [later(a1, 5)], 0],
    ['six minutes later or earlier is', [a1, a2], [later(a1, 6), later(a2, -6)], 2],
    ['loading at another time is no change', [a1], [{ ...a1, loadStart: 0 }], 0],
    [
      'another truck, plant or volume',
      smallPlan,
      [{ ...a1, truck: 'k3' }, { ...a2, plant: 'q' }, b1, { ...c1, volumeM3: 8 }],
      3,
    ],
    ['truck and time of one load are one change', [a1], [{ ...later(a1, 30), truck: 'k3' }], 1],
    ['a load dropped', [a1, a2], [a2], 1],
    ['a load more', [a1], [a1, later(a2, 60)], 1],
    ['what is fixed is not looked at', [a2], [{ ...a1, fixed: true }, a2], 0],
    // With a/1 left out and one put behind, matching in order would change both; a/2 stays.
    ['a load of another time in place of the first', [a1, a2], [a2, later({ ...a2, truck: 'k3' }, 90)], 2],
  ])('%s', (_, open, loads, count) => {
    expect(changed(open, loads)).toBe(count);
  });

  test('loads of an order that had none are new, and no change', () => {
    expect(changed([a1], [a1, c1], new Set(['a', 'b']))).toBe(0);
  });

  test('as few as any matching without crossings has that costs least', () => {
    const load = fc.record({ at: fc.integer({ min: 0, max: 20 }), truck: fc.constantFrom('k2', 'k10') });
    const loadsOf = (drawn: readonly { readonly at: number; readonly truck: string }[]) =>
      drawn
        .map(({ at, truck }) => ({ ...a1, truck, unloadStart: 240 * at, loadStart: 0 }))
        .sort((one, other) => one.unloadStart - other.unloadStart);
    const few = fc.array(load, { maxLength: 4 });
    let worse = 0;
    fc.assert(
      fc.property(few, few, (before, after) => {
        const [open, placed] = [loadsOf(before), loadsOf(after)];
        const found = changed(open, placed);
        expect(found).toBe(bruteForce(open, placed).changes);
        if (found > 0 && found < Math.max(open.length, placed.length)) worse++;
      }),
      { numRuns: 300 },
    );
    // Cases where some stay and some do not.
    expect(worse).toBeGreaterThan(30);
  });
});

interface Sum {
  readonly points: number;
  readonly changes: number;
}

/** Every matching: each load of the first list goes with none or with a later one of the second list than those before. */
function bruteForce(before: readonly RunningLoad[], after: readonly RunningLoad[]): Sum {
  if (before.length === 0) return { points: 0.5 * after.length, changes: after.length };
  const [first, ...rest] = before;
  const sums = [sum(bruteForce(rest, after), 5, 1)];
  after.forEach((other, index) => {
    const minutes = (other.unloadStart - first.unloadStart) / 60;
    const points =
      (first.truck === other.truck ? 0 : 1) + (Math.abs(minutes) > 5 ? 0.5 : 0) + 0.02 * Math.max(0, minutes);
    const different = first.truck !== other.truck || Math.abs(minutes) > 5 ? 1 : 0;
    sums.push(sum(bruteForce(rest, after.slice(index + 1)), points + 0.5 * index, different + index));
  });
  return sums.reduce((best, one) =>
    one.points < best.points - 1e-9 || (one.points < best.points + 1e-9 && one.changes < best.changes) ? one : best,
  );
}

const sum = (of: Sum, points: number, changes: number): Sum => ({
  points: of.points + points,
  changes: of.changes + changes,
});

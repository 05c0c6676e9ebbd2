import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomShift } from '../../../dispatch/check/random-shift.ts';
import { violationsOf } from '../../../dispatch/check.ts';
import { unplacedInBrief } from '../../../dispatch/unplaced-report.ts';
import { Rng } from '../../../shared/rng.ts';
import { amend } from '../amend.ts';
import { planOf } from '../ground.ts';
import { amendedAt, planned } from '../testing.ts';
import { loadAt, repairOf } from '../testing-day.ts';
import { matchUp, putOff } from './match-up.ts';
import { swapTails } from './swap-tails.ts';
import { freeLoads, partsOf } from './testing.ts';

const facts = { loads: [{ load: 'a/1' }], trucks: [] };
const never = () => false;

describe('the morning of testing-day: t2 has a at 70 and b at 110, t3 has c at 110', () => {
  test('t2 and t3 change what they have from a load on', () => {
    const { s } = partsOf(amend(repairOf({ facts })));
    const b = s.firstOfOrder[1];
    expect(swapTails(s, b, 2)).toBe(true);
    expect(freeLoads(s)).toEqual(['0 truck 1 70 90 as 0', '1 truck 2 110 130 as 1', '2 truck 1 110 130 as 2']);
    // And back.
    expect(swapTails(s, b, 1)).toBe(true);
    expect(freeLoads(s)).toEqual(['0 truck 1 70 90 as 0', '1 truck 1 110 130 as 1', '2 truck 2 110 130 as 2']);
  });

  test('a truck without work takes all of a tail', () => {
    const { s } = partsOf(amend(repairOf({ facts })));
    expect(swapTails(s, s.firstOfOrder[2], 0)).toBe(true);
    expect(freeLoads(s)[2]).toBe('2 truck 0 110 130 as 2');
    expect(s.lastOfTruck[2]).toBe(-1);
  });

  test('nothing changes where a truck is too small, not allowed, or the same', () => {
    const [t1, t2, t3] = ['t1', 't2', 't3'].map((id) => ({ id, capacityM3: 5, home: 'plant', unloadMinutesPerM3: 2 }));
    const small = partsOf(
      amend(repairOf({ facts }, { trucks: [t1, t2, { ...t3, capacityM3: 6 }, { ...t1, id: 't4', capacityM3: 4 }] })),
    );
    const before = freeLoads(small.s);
    expect(swapTails(small.s, small.s.firstOfOrder[1], 3)).toBe(false);
    expect(swapTails(small.s, small.s.firstOfOrder[1], 1)).toBe(false);
    expect(freeLoads(small.s)).toEqual(before);
  });

  test('matching up sends trucks home to their own work, and early loads to their time', () => {
    const { s, prices } = partsOf(amend(repairOf({ facts })));
    const b = s.firstOfOrder[1];
    swapTails(s, b, 2);
    expect(prices.points(s)).toBe(2);
    matchUp(s, prices, 1e9, never);
    expect(prices.points(s)).toBe(0);
  });
});

test('a load that is put off waits as long as the loads behind it can', () => {
  // c is loaded at 110 and may be unloaded until 150: no later start than 140.
  const window = { from: 0, to: 150 * 60 };
  const orders = [{ id: 'c', place: 'site c', volumeM3: 5, window }];
  const loads = [loadAt('c', 't3', 110)];
  const { s } = partsOf(amend(repairOf({ facts: { loads: [{ load: 'c/1' }], trucks: [] }, loads }, { orders })));
  expect(putOff(s, s.firstOfOrder[0], 200 * 60)).toBe(true);
  expect(s.unloadStart[s.firstOfOrder[0]]).toBe(140 * 60);
  expect(putOff(s, s.firstOfOrder[0], 200 * 60)).toBe(false);
});

test('whatever tails are changed, the plan keeps all rules', () => {
  let swapped = 0;
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const plan = planned(randomShift(seed).request, 0, seed);
      fc.pre(plan.loads.length > 1);
      const amended = amendedAt(plan, 0);
      const { ground, prices, s } = partsOf(amended);
      const rng = new Rng(seed);
      for (let step = 0; step < 100; step++) {
        const slot = s.firstOfOrder[rng.below(s.instance.orders)];
        if (slot >= 0 && swapTails(s, slot, rng.below(s.instance.trucks))) swapped++;
      }
      const check = () => {
        const placements = s.placements();
        const { loads } = planOf(ground, placements, unplacedInBrief(ground.dense, placements));
        const timed = loads.map((load) => ({ ...load, ...timesOf(load, amended.shift.start) }));
        expect(violationsOf(amended.shift, timed)).toEqual([]);
      };
      check();
      const before = prices.total(s);
      matchUp(s, prices, 1e9, never);
      expect(prices.total(s)).toBeLessThanOrEqual(before + 1e-6);
      check();
    }),
    { numRuns: 15 },
  );
  expect(swapped).toBeGreaterThan(4);
});

function timesOf(load: { readonly loadStart: string; readonly unloadStart: string }, start: string | undefined) {
  const at = (instant: string) => (Date.parse(instant) - Date.parse(start ?? '1970-01-01T00:00:00Z')) / 1000;
  return { loadStart: at(load.loadStart), unloadStart: at(load.unloadStart) };
}

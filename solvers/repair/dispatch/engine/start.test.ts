import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomShift } from '../../../dispatch/check/random-shift.ts';
import { Rng } from '../../../shared/rng.ts';
import { amend } from '../amend.ts';
import { amendedAt, planned } from '../testing.ts';
import { loadAt, repairOf } from '../testing-day.ts';
import { Filler } from './filler.ts';
import { putBack } from './start.ts';
import { freeLoads, partsOf } from './testing.ts';

test('where nothing happened every open load stays to the second, at no points', () => {
  let open = 0;
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1000), (seed, share) => {
      const plan = planned(randomShift(seed).request, 3, seed);
      fc.pre(plan.loads.length > 0);
      const amended = amendedAt(plan, Math.floor((share / 1000) * 8 * 3600));
      const { ground, prices, s } = partsOf(amended);
      expect(prices.points(s)).toBe(0);
      const free = s.placements().filter((load) => !ground.instance.fixed.some((one) => isSame(one, load)));
      expect(free).toHaveLength(ground.running.count);
      for (const load of ground.running.loads) expect(free).toContainEqual(load);
      open += free.length;
    }),
    { numRuns: 12 },
  );
  expect(open).toBeGreaterThan(10);
});

const isSame = (a: object, b: object) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

describe('the morning of testing-day', () => {
  test('loads of a truck that is out come out, the rest stays', () => {
    // a/2 and b/1 were on truck t2; c/1 is note 2 of the open loads a/2, b/1, c/1.
    const { s, prices } = partsOf(amend(repairOf({ events: [{ type: 'truck-out', truck: 't2' }] })));
    expect(freeLoads(s)).toEqual(['2 truck 2 110 130 as 2']);
    expect(prices.points(s)).toBe(10);
  });

  test('a truck that comes late takes what it has along, and the next load after it', () => {
    // Down until 07:35 (95 min) at the site of nothing: it stands at the plant from then, so a/2 is loaded at 95 and
    // unloaded at 115 (25 min late: 0.5 + 0.5 + 2 for the promise); the truck is back at 135 for b/1, planned at 110.
    const down = { type: 'truck-down' as const, truck: 't2', until: 95 * 60 };
    const { s, prices } = partsOf(amend(repairOf({ events: [down] })));
    expect(freeLoads(s)).toEqual(['0 truck 1 95 115 as 0', '1 truck 1 135 155 as 1', '2 truck 2 110 130 as 2']);
    expect(prices.points(s)).toBeCloseTo(2 * (0.5 + 25 * 0.02 + 2), 9);
  });

  test('what was out is put back on other trucks', () => {
    const { s, prices } = partsOf(amend(repairOf({ events: [{ type: 'truck-out', truck: 't2' }] })));
    putBack(s, new Filler(s, prices, new Rng(1)), [0, 1, 2]);
    expect([...s.servedL]).toEqual([10_000, 5000, 5000]);
    // a/2 goes to a truck at its time; so does b/1, for the other one is with c at 110.
    expect(freeLoads(s)).toEqual(['0 truck 0 70 90 as 0', '1 truck 0 110 130 as 1', '2 truck 2 110 130 as 2']);
  });
});

describe('a pour of three loads, at most 5 min apart', () => {
  const orders = [{ id: 'a', place: 'site a', volumeM3: 15, continuous: true, greatestGapMinutes: 5 }];
  const loads = [loadAt('a', 't1', 70), loadAt('a', 't2', 80), loadAt('a', 't3', 90)];
  const without = (truck: string, now: number) =>
    partsOf(
      amend(
        repairOf(
          { loads: loads.map((load) => ({ ...load })), now, events: [{ type: 'truck-out', truck }] },
          { orders },
        ),
      ),
    );

  test('goes on behind a missing first load at its planned times', () => {
    expect(freeLoads(without('t1', 60 * 60).s)).toEqual(['0 truck 1 80 100 as 1', '0 truck 2 90 110 as 2']);
  });

  test('has its first load wait for the third one where the second is missing', () => {
    // Unloading from 95 to 105, and the next at 110.
    expect(freeLoads(without('t2', 60 * 60).s)).toEqual(['0 truck 0 70 95 as 0', '0 truck 2 90 110 as 2']);
  });

  test('waits behind a missing load, if the one before it has begun, until that is put back', () => {
    // At 75 min t1 is being loaded: it unloads from 90 to 100, and 110 is 10 min after that.
    const { s, prices } = without('t2', 75 * 60);
    expect(freeLoads(s)).toEqual([]);
    // t3 is there at 100, loaded at 80. No truck is back for a third load before t1 at 110.
    putBack(s, new Filler(s, prices, new Rng(1)), [0]);
    expect(freeLoads(s)).toEqual(['0 truck 2 80 100 as 0']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RepairDispatchProblem } from '../../../../models/repair.ts';
import { randomShift } from '../../../dispatch/check/random-shift.ts';
import { violationsOf } from '../../../dispatch/check.ts';
import type { Schedule } from '../../../dispatch/schedule.ts';
import { unplacedInBrief } from '../../../dispatch/unplaced-report.ts';
import { Rng } from '../../../shared/rng.ts';
import { amend } from '../amend.ts';
import { planOf } from '../ground.ts';
import { planned } from '../testing.ts';
import { minute, repairOf } from '../testing-day.ts';
import { Filler } from './filler.ts';
import { searchAround, type Zones } from './search.ts';
import { putBack } from './start.ts';
import { freeLoads, partsOf } from './testing.ts';

const never = () => false;
const everywhere: Zones = { rippleTo: 1e9, perimeterTo: 1e9 };

/** A truck that has open loads is out. @returns undefined where no truck has. */
function withoutTruck(seed: number) {
  const plan = planned(randomShift(seed).request, 0, seed);
  const truck = plan.loads.at(-1)?.truck;
  if (truck === undefined) return undefined;
  const events = [{ type: 'truck-out' as const, truck }];
  return amend(RepairDispatchProblem.parse({ mode: 'dispatch', ...plan, now: 0, events }));
}

test('never worse than it came, all rules kept, and the same again with the same seed', () => {
  const seen = { better: 0, runs: 0 };
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const amended = withoutTruck(seed);
      fc.pre(amended !== undefined);
      const outcomes = [1, 2].map(() => {
        const { ground, prices, s } = partsOf(amended);
        putBack(s, new Filler(s, prices, new Rng(seed)), [...s.servedL.keys()]);
        const came = prices.total(s);
        const told: number[] = [];
        const found = searchAround(s, prices, everywhere, { seed, maxIterations: 60, shouldStop: never }, (total) => {
          expect(total).toBeCloseTo(prices.total(s), 6);
          told.push(total);
        });
        const total = prices.total(s);
        expect(total).toBeLessThanOrEqual(came + 1e-6);
        expect(total).toBeCloseTo(told.at(-1) ?? came, 6);
        expect(found.iterations).toBeLessThanOrEqual(60);
        if (total < came - 1e-6) seen.better++;
        const placements = s.placements();
        const { loads } = planOf(ground, placements, unplacedInBrief(ground.dense, placements));
        const at = (instant: string) =>
          (Date.parse(instant) - Date.parse(amended.shift.start ?? '1970-01-01T00:00:00Z')) / 1000;
        const timed = loads.map((load) => ({
          ...{ ...load, loadStart: at(load.loadStart), unloadStart: at(load.unloadStart) },
        }));
        expect(violationsOf(amended.shift, timed)).toEqual([]);
        return freeLoads(s);
      });
      expect(outcomes[1]).toEqual(outcomes[0]);
      seen.runs++;
    }),
    { numRuns: 12 },
  );
  expect(Math.min(seen.runs, seen.better)).toBeGreaterThan(3);
});

test('loads behind the zone keep truck, plant and amount as long as the zone is small', () => {
  let kept = 0;
  fc.assert(
    fc.property(fc.nat(1_000_000), (seed) => {
      const amended = withoutTruck(seed);
      fc.pre(amended !== undefined);
      const { ground, prices, s } = partsOf(amended);
      const { running } = ground;
      putBack(s, new Filler(s, prices, new Rng(seed)), [...s.servedL.keys()]);
      const times = [...running.unloadStart].sort((a, b) => a - b);
      const zoneTo = times[times.length >> 2];
      const behind = () => placesOf(s).filter(([note]) => note >= 0 && running.unloadStart[note] > zoneTo);
      const before = behind();
      const zones = { rippleTo: zoneTo, perimeterTo: zoneTo };
      searchAround(s, prices, zones, { seed, maxIterations: 100, shouldStop: never }, () => {});
      // Others may come in place of loads that were missing; those that were there stay.
      for (const place of before) expect(behind()).toContainEqual(place);
      kept += before.length;
    }),
    { numRuns: 12 },
  );
  expect(kept).toBeGreaterThan(8);
});

/** Note, truck, plant and amount of each load. */
function placesOf(s: Schedule): number[][] {
  const places: number[][] = [];
  for (let order = 0; order < s.instance.orders; order++)
    for (let slot = s.firstOfOrder[order]; slot >= 0; slot = s.nextOfOrder[slot])
      if (s.frozen[slot] === 0) places.push([s.note[slot], s.loadTruck[slot], s.loadPlant[slot], s.loadVolumeL[slot]]);
  return places;
}

describe('the morning of testing-day', () => {
  const cancelled = () => partsOf(amend(repairOf({ events: [{ type: 'truck-out', truck: 't2' }] })));

  test('finds trucks for all that is left without one, at its times', () => {
    // t1 brings both loads of t2 where they were: 2 points, and no truck more than before.
    const { prices, s } = cancelled();
    searchAround(s, prices, everywhere, { seed: 1, maxIterations: 200, shouldStop: never }, () => {});
    expect([...s.servedL]).toEqual([10_000, 5000, 5000]);
    expect(prices.points(s)).toBeCloseTo(2, 9);
  });

  test('does no step when told to stop, and none more than it may', () => {
    for (const budget of [
      { seed: 1, maxIterations: 100, shouldStop: () => true },
      { seed: 1, maxIterations: 0, shouldStop: never },
    ]) {
      const { prices, s } = cancelled();
      const before = freeLoads(s);
      expect(searchAround(s, prices, everywhere, budget, () => {}).iterations).toBe(0);
      expect(freeLoads(s)).toEqual(before);
    }
  });

  test('leaves what lies behind the zone alone as long as the zone is small', () => {
    // a/2 is unloaded at 90, b/1 and c/1 at 130: behind 100 min nothing may be touched, so that b/1 alone is put back
    // where it was, and a/2.
    for (let seed = 1; seed <= 5; seed++) {
      const { prices, s } = cancelled();
      const zones = { rippleTo: 100 * minute, perimeterTo: 100 * minute };
      const found = searchAround(s, prices, zones, { seed, maxIterations: 300, shouldStop: never }, () => {});
      expect(found.zone).toBe('ripple');
      expect(freeLoads(s)).toContain('2 truck 2 110 130 as 2');
    }
  });
});

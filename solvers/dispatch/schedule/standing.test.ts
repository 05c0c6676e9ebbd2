/** Trucks that stand somewhere: times, places and costs of a schedule beside ways that share nothing with it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rng } from '../../shared/rng.ts';
import { evaluate } from '../evaluate.ts';
import { routesOf } from '../routes.ts';
import { Schedule } from '../schedule.ts';
import { naiveEarliest, naiveLatest } from '../testing/naive-timing.ts';
import { randomInsert, randomWalk } from '../testing/random-walk.ts';
import { smallInstance, withStanding } from '../testing/small-instances.ts';
import { fromStanding } from '../ways.ts';
import { costlyHoursAt } from './cost.ts';

/** Some loads of a random plan stay, and their trucks stand somewhere after them. */
function walkAround(instance: Parameters<typeof withStanding>[0], seed: number): Schedule {
  const rng = new Rng(seed);
  const fixed = randomWalk(instance, seed, 3)
    .placements()
    .filter(() => rng.float() < 0.5);
  const s = new Schedule(withStanding({ ...instance, wholeOnly: instance.wholeOnly.map(() => 0) }, fixed, seed));
  for (let step = 0; step < 12; step++) {
    randomInsert(s, rng);
    if (rng.float() < 0.1) s.removeOrder(rng.below(instance.orders));
  }
  return s;
}

test('times are those that constraint by constraint iteration finds, before and after the place where a truck stands', () => {
  let [behindFixed, first] = [0, 0];
  fc.assert(
    fc.property(smallInstance, fc.nat(), (instance, seed) => {
      const s = walkAround(instance, seed);
      const naive = naiveEarliest(s);
      const late = naiveLatest(s);
      expect(naive.feasible).toBe(true);
      for (let slot = 0; slot < s.slots; slot++) {
        if (s.loadOrder[slot] < 0) continue;
        expect([s.loadStart[slot], s.unloadStart[slot]]).toEqual([naive.start[slot], naive.unload[slot]]);
        expect([s.latestLoadStart[slot], s.latestUnloadStart[slot]]).toEqual([late.start[slot], late.unload[slot]]);
        if (s.frozen[slot] === 1 || s.standsAfter[s.loadTruck[slot]] !== s.prevOfTruck[slot]) continue;
        if (s.prevOfTruck[slot] < 0) first++;
        else behindFixed++;
      }
    }),
    { numRuns: 900, seed: 11 },
  );
  expect(behindFixed).toBeGreaterThan(50);
  expect(first).toBeGreaterThan(50);
});

test('cost of roads is the one of the routes, and so are trucks and costly hours', () => {
  let stood = 0;
  fc.assert(
    fc.property(smallInstance, fc.nat(), (instance, seed) => {
      const s = walkAround(instance, seed);
      const placements = s.placements();
      const routes = routesOf(s.instance, placements);
      for (const { loads, homeOrigin } of routes)
        stood += Number(homeOrigin === fromStanding || loads.some(({ origin }) => origin === fromStanding));
      const terms = evaluate(s.instance, placements);
      const own = s.costTerms();
      expect(own.travel).toBeCloseTo(terms.travel, 9);
      expect(own.trucks).toBeCloseTo(terms.trucks, 9);
      expect(own.costlyHours).toBe(
        placements.reduce((sum, { unloadStart }) => sum + costlyHoursAt(s.instance, unloadStart), 0),
      );
      // Without breaks a truck is home when its route says so, and busy as long.
      if (instance.breakOf[instance.trucks] > 0) return;
      expect(own.overtime).toBeCloseTo(terms.overtime, 9);
      expect(own.balance).toBeCloseTo(terms.balance, 6);
    }),
    { numRuns: 250, seed: 12 },
  );
  expect(stood).toBeGreaterThan(100);
});

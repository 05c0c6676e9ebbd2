import { expect, test } from 'vitest';
import { iterationBudget } from '../solver.ts';
import { construct } from './construct.ts';
import type { DispatchInstance, Placement } from './instance.ts';
import { recommend } from './recommend.ts';
import { Schedule } from './schedule.ts';
import { expectPlan } from './testing/expect-plan.ts';
import { hour, minute, randomShift, smallShift } from './testing/small-shift.ts';

/** The plan with a recommendation carried out; times of shifted loads as a schedule of the same sequences has them. */
function carriedOut(instance: DispatchInstance, present: readonly Placement[], added: readonly Placement[]): Schedule {
  const schedule = new Schedule(instance);
  expect(schedule.load([...present, ...added])).toEqual([]);
  expectPlan(instance, schedule.placements());
  return schedule;
}

test('in a free shift: the nearest truck at the ideal time first, then others', () => {
  const { instance, data } = smallShift({
    trucks: [{}, {}, {}],
    orders: [{ volumeL: 10_000, windowFrom: 2 * hour, windowTo: 6 * hour }],
    deviationCost: 0.01,
  });
  const ways = recommend(instance, data, [], 0, 3, 'stay');
  expect(ways.map(({ placements }) => placements[0].truck)).toEqual([0, 1, 2]);
  for (const { placements, costIncrease, costOfService, shifted } of ways) {
    expect(placements[0].unloadStart).toBe(2 * hour);
    expect(shifted).toEqual([]);
    // 20 km empty: 10 to the plant and 10 back; 10,000 litres at 1 were not served before.
    expect(costOfService).toBeCloseTo(20, 9);
    expect(costIncrease).toBeCloseTo(20 - 10_000, 9);
  }
});

test('loads that stay leave no room, loads that may be shifted do, and are shifted no further than needed', () => {
  const orders = [
    { volumeL: 10_000, windowFrom: 0, windowTo: 5 * hour },
    { volumeL: 10_000, windowFrom: hour, windowTo: 1.5 * hour },
  ];
  const { instance, data } = smallShift({ trucks: [{}], orders });
  // The one truck unloads order 0 from 1:30; order 1 has to be begun by 1:05 and keeps the truck until 2:10 (unloading).
  const present = [
    { order: 0, truck: 0, plant: 0, dock: 0, volumeL: 10_000, loadStart: 45 * minute, unloadStart: 1.5 * hour },
  ];
  expect(recommend(instance, data, present, 1, 5, 'stay')).toEqual([]);
  const [way, ...rest] = recommend(instance, data, present, 1, 5, 'shift');
  expect(rest).toEqual([]);
  expect(way.placements).toMatchObject([{ order: 1, truck: 0, unloadStart: hour }]);
  // Unloaded until 85, back 100, loaded 130, at the site 145: 55 minutes later.
  expect(way.shifted).toEqual([{ load: 0, loading: 55 * minute, unloading: 55 * minute }]);
});

test('a load is shifted to an earlier time where only that makes room, by what is needed', () => {
  const orders = [
    { volumeL: 10_000, windowFrom: 0, windowTo: 5 * hour },
    { volumeL: 10_000, windowFrom: 3 * hour, windowTo: 3.5 * hour },
  ];
  const { instance, data } = smallShift({ trucks: [{ shiftTo: 4 * hour }], orders });
  const at = 2 * hour;
  const present = [
    { order: 0, truck: 0, plant: 0, dock: 0, volumeL: 10_000, loadStart: at - 45 * minute, unloadStart: at },
  ];
  const [way] = recommend(instance, data, present, 1, 5, 'shift');
  // Order 1 is unloaded from 3:05 at the latest: the truck is free from its loading at 2:20 on, order 0 ends by 2:05.
  expect(way.placements[0].unloadStart).toBe(3 * hour + 5 * minute);
  expect(way.shifted).toEqual([{ load: 0, loading: -20 * minute, unloading: -20 * minute }]);
});

test('ways into a built plan: complete, rule by rule, cheapest first, all different, and cost what they say', () => {
  let ways = 0;
  for (let seed = 1; seed <= 4; seed++) {
    const { instance, data } = smallShift(randomShift(seed, 12, 30, 2));
    const order = seed * 3;
    const withoutIt = { ...instance, mayServe: instance.mayServe.slice() };
    withoutIt.mayServe.fill(0, order * instance.trucks, (order + 1) * instance.trucks);
    const schedule = new Schedule(withoutIt);
    construct(schedule, data, iterationBudget(0));
    const present = schedule.placements();
    const before = schedule.cost();
    for (const others of ['stay', 'shift'] as const) {
      const found = recommend(instance, data, present, order, 5, others);
      ways += found.length;
      const increases = found.map(({ costIncrease }) => costIncrease);
      expect(increases).toEqual([...increases].sort((a, b) => a - b));
      expect(new Set(found.map(({ placements }) => JSON.stringify(placements))).size).toBe(found.length);
      for (const { placements, shifted, costIncrease } of found) {
        expect(placements.reduce((sum, { volumeL }) => sum + volumeL, 0)).toBe(instance.volumeL[order]);
        if (others === 'stay') {
          expect(shifted).toEqual([]);
          expectPlan(instance, [...present, ...placements]);
        }
        const after = carriedOut(instance, present, placements);
        expect(after.cost() - before).toBeCloseTo(costIncrease, 4);
      }
    }
  }
  expect(ways).toBeGreaterThan(20);
});

import { expect, test } from 'vitest';
import { iterationBudget } from '../solver.ts';
import { type ConstructionData, construct, constructBy } from './construct.ts';
import type { DispatchInstance } from './instance.ts';
import { Schedule } from './schedule.ts';
import { expectPlan } from './testing/expect-plan.ts';
import { hour, minute, randomShift, smallShift } from './testing/small-shift.ts';

const budget = iterationBudget(0);

function built({ instance, data }: { instance: DispatchInstance; data: ConstructionData }): Schedule {
  const schedule = new Schedule(instance);
  construct(schedule, data, budget);
  expectPlan(instance, schedule.placements());
  return schedule;
}

const served = (s: Schedule) => Array.from(s.servedL, (litres, order) => litres >= s.instance.volumeL[order]);

test('the worked example: 10 m3 from nine on, 5 m3 right behind it', () => {
  const trucks = [5000, 5000, 7000, 7000, 10_000].map((capacityL) => ({ capacityL }));
  const order = { volumeL: 15_000, windowFrom: 2 * hour, windowTo: 5 * hour, continuous: 1, gapGreatest: 30 * minute };
  const schedule = built(smallShift({ trucks, orders: [order] }));
  expect(schedule.placements()).toMatchObject([
    { truck: 4, volumeL: 10_000, unloadStart: 120 * minute },
    { volumeL: 5000, unloadStart: 145 * minute },
  ]);
});

test('the most constrained order has the only truck of the hour, whatever the list says', () => {
  const free = { volumeL: 10_000 };
  const strict = { volumeL: 10_000, windowFrom: hour, windowTo: 1.5 * hour };
  const schedule = built(smallShift({ trucks: [{}], orders: [free, strict] }));
  expect(served(schedule)).toEqual([true, true]);
  expect(schedule.unloadStart[schedule.firstOfOrder[1]]).toBe(hour);
});

test('smaller loads, where the truck for the wanted ones has no time', () => {
  // The large truck is away for the other order; the two small ones remain.
  const away = { volumeL: 10_000, windowFrom: hour, windowTo: 1.5 * hour, trucks: [0] };
  const order = { volumeL: 10_000, windowFrom: hour, windowTo: 1.5 * hour };
  const trucks = [{}, { capacityL: 5000 }, { capacityL: 5000 }];
  const schedule = built(smallShift({ trucks, orders: [away, order], docks: [3] }));
  expect(schedule.placements().map(({ order: of, volumeL }) => [of, volumeL])).toEqual([
    [0, 10_000],
    [1, 5000],
    [1, 5000],
  ]);
});

test('placements are taken back for an order that they leave no place, as many as the request allows', () => {
  // Order 0 comes first (larger) and takes the only truck that order 1 may have; order 0 could have had the other one.
  const window = { windowFrom: hour, windowTo: 1.5 * hour };
  const orders = [
    { volumeL: 9000, ...window },
    { volumeL: 8000, ...window, trucks: [0] },
  ];
  // The yard of truck 1 is far from everything, which makes it the second best for order 0.
  const shift = { trucks: [{ capacityL: 9000 }, { capacityL: 10_000 }], orders, docks: [2] };
  expect(served(built(smallShift({ ...shift, parameters: { backtracking: 0 } })))).toEqual([true, false]);
  const schedule = built(smallShift(shift));
  expect(served(schedule)).toEqual([true, true]);
  expect(schedule.placements().map(({ truck }) => truck)).toEqual([1, 0]);
});

test('a pour near the plant is one truck that comes again, a pour far from it several in turn', () => {
  const pour = { volumeL: 20_000, windowFrom: 2 * hour, windowTo: 9 * hour, continuous: 1, gapGreatest: hour };
  const shift = { trucks: [{}, {}, {}], orders: [pour], docks: [2] };
  // 5 minutes away: 5 back, 30 loading, 5 out: 40 minutes of gap are enough. 25 minutes away: 80 are not.
  const near = built(smallShift({ ...shift, travel: [5 * minute] })).placements();
  expect(near.map(({ unloadStart }) => unloadStart / minute)).toEqual([120, 185]);
  expect(new Set(near.map(({ truck }) => truck)).size).toBe(1);
  const far = built(smallShift({ ...shift, travel: [25 * minute] })).placements();
  expect(far.map(({ unloadStart }) => unloadStart / minute)).toEqual([120, 145]);
  expect(new Set(far.map(({ truck }) => truck)).size).toBe(2);
});

test('what has a price is used where nothing free is left, and only there', () => {
  const { instance, data } = smallShift({
    trucks: [{}],
    orders: [
      { volumeL: 10_000, windowFrom: hour, windowTo: 4 * hour },
      { volumeL: 10_000, windowFrom: hour, windowTo: 4 * hour },
    ],
  });
  // Free until 1:30 (order 0) and 2:00 (order 1), at a price later; the truck needs 85 minutes a load.
  const priced = {
    ...instance,
    lateFrom: Int32Array.of(1.5 * hour, 2 * hour),
    offWindowCost: Float64Array.of(0.01, 0.01),
  };
  const schedule = built({ instance: priced, data });
  expect(schedule.costTerms().offWindow).toBeCloseTo(0.01 * (hour + 85 * minute + 25 * minute - 2 * hour), 6);
});

test('time of the best truck is left to the best clients while another truck can do it', () => {
  const order = { volumeL: 10_000, windowFrom: hour, windowTo: 9 * hour };
  const shift = { trucks: [{}, {}], travel: [5 * minute, 5 * minute, 5 * minute], docks: [2] };
  const { instance, data } = smallShift({ ...shift, orders: [order, order, { ...order, vip: 1 }] });
  const reserved = { ...instance, reserveCost: 0.01, reserveFrom: Int32Array.of(0, 1e9) };
  for (const ranking of ['score', 'cost'] as const) {
    const schedule = new Schedule(reserved);
    constructBy(ranking, schedule, data, budget);
    if (ranking === 'score') expect(schedule.costTerms().reserve).toBe(0);
    expect(served(schedule)).toEqual([true, true, true]);
  }
});

test('before its ideal time, where there is no place after it', () => {
  const orders = [
    { volumeL: 10_000, windowFrom: 4 * hour, windowTo: 4.5 * hour },
    { volumeL: 10_000, windowFrom: 2 * hour, windowTo: 4.5 * hour, ideal: 4 * hour },
  ];
  const schedule = built(smallShift({ trucks: [{ shiftTo: 5 * hour }], orders, deviationCost: 0.01 }));
  expect(served(schedule)).toEqual([true, true]);
  expect(schedule.unloadStart[schedule.firstOfOrder[1]]).toBe(2 * hour);
});

test('a part of an order, where it may be served in part and there is no more', () => {
  const order = { volumeL: 30_000, windowFrom: hour, windowTo: 2 * hour };
  const shift = { trucks: [{}], docks: [1] };
  expect(built(smallShift({ ...shift, orders: [order] })).servedL[0]).toBe(0);
  expect(built(smallShift({ ...shift, orders: [{ ...order, partial: 1 }] })).servedL[0]).toBe(10_000);
});

test('an order that costs more than it saves is left alone', () => {
  const { instance, data } = smallShift({ trucks: [{}], orders: [{ volumeL: 10_000 }] });
  const cheap = { ...instance, unservedPerL: Float64Array.of(0.0001) };
  expect(built({ instance: cheap, data }).loads).toBe(0);
  expect(built({ instance, data }).loads).toBe(1);
});

test('what the schedule holds already stays', () => {
  const { instance, data } = smallShift(randomShift(7, 6, 15, 2));
  const schedule = built({ instance, data });
  const kept = schedule.placements().slice(0, 5);
  const again = new Schedule({ ...instance, fixed: kept });
  construct(again, data, budget);
  expect(again.placements()).toEqual(expect.arrayContaining(kept));
});

test('an order of which a load stands is completed, behind that load', () => {
  const order = { volumeL: 15_000, windowFrom: 2 * hour, windowTo: 5 * hour };
  const { instance, data } = smallShift({ trucks: [{}, { capacityL: 5000 }], orders: [order], deviationCost: 0.01 });
  const standing = {
    order: 0,
    truck: 0,
    plant: 0,
    dock: 0,
    volumeL: 10_000,
    loadStart: 2 * hour,
    unloadStart: 2.75 * hour,
  };
  const schedule = built({ instance: { ...instance, fixed: [standing] }, data });
  expect(schedule.placements()).toMatchObject([standing, { volumeL: 5000, unloadStart: 2.75 * hour + 25 * minute }]);
});

test('plans of drawn shifts keep every rule, the same each time; where there is room, everything is placed', () => {
  let orders = 0;
  let placed = 0;
  for (let seed = 1; seed <= 25; seed++) {
    const shift = smallShift(randomShift(seed, 8, 24, 2, seed % 2 === 0 ? 1 : 2));
    const schedule = built(shift);
    expect(built(shift).placements()).toEqual(schedule.placements());
    orders += 24;
    placed += served(schedule).filter(Boolean).length;
  }
  expect(placed / orders).toBeGreaterThan(0.85);
});

test('stops at once where it has to', () => {
  const { instance, data } = smallShift(randomShift(3, 8, 24, 2));
  const schedule = new Schedule(instance);
  construct(schedule, data, { ...budget, shouldStop: () => true });
  expect(schedule.loads).toBe(0);
});

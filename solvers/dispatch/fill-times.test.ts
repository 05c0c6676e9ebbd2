import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillTimes } from './fill-times.ts';
import type { DispatchInstance, Placement } from './instance.ts';
import { loadingTime, unloadingTime } from './instance.ts';
import { arrive } from './schedule/travel.ts';
import { Schedule } from './schedule.ts';
import { hour, minute, randomShift, smallShift } from './testing/small-shift.ts';

const load = (order: number, truck: number, given: object = {}) => ({ order, truck, plant: 0, ...given });
const times = (placements: readonly Placement[]) =>
  placements.map(({ loadStart, unloadStart }) => [loadStart, unloadStart]);

test('the worked example: 15 m3 as 10 + 5, unloading from nine with no gap', () => {
  // Second 0 is seven o'clock. 10 m3: loading 30 minutes, 15 on the road, unloading 25. 5 m3: half of that.
  const order = { volumeL: 15_000, windowFrom: 2 * hour, windowTo: 5 * hour, gapGreatest: 30 * minute };
  const { instance } = smallShift({ trucks: [{}, { capacityL: 5000 }], orders: [order], docks: [2] });
  const [ten, five] = fillTimes(instance, [load(0, 0), load(0, 1)]);
  expect(ten).toMatchObject({ volumeL: 10_000, loadStart: 75 * minute, unloadStart: 120 * minute });
  expect(five).toMatchObject({ volumeL: 5000, loadStart: 115 * minute, unloadStart: 145 * minute });
  expect([ten.dock, five.dock]).toEqual([0, 0]);
});

test('one dock: loadings queue, and a truck waits at the site for the one before', () => {
  // Loading 30 min each on one dock from 7:15: 15..45, 45..75; at the site at 60 and 90, the first unloads until 85.
  const { instance } = smallShift({ trucks: [{}, {}], orders: [{ volumeL: 20_000 }] });
  const placed = fillTimes(instance, [load(0, 0), load(0, 1)]);
  expect(times(placed)).toEqual([
    [15 * minute, 60 * minute],
    [45 * minute, 90 * minute],
  ]);
});

test('what is given stays, also where it cannot be, and what is absent keeps to it', () => {
  const { instance } = smallShift({ trucks: [{}], orders: [{ volumeL: 10_000 }, { volumeL: 10_000 }] });
  const impossible = fillTimes(instance, [load(0, 0, { loadStart: 0, unloadStart: 100 }), load(1, 0)]);
  // Unloading ends at 100 s + 25 minutes; 15 back, loading 30, 15 out.
  expect(times(impossible)).toEqual([
    [0, 100],
    [100 + 40 * minute, 100 + 85 * minute],
  ]);
});

test('a given unloading is loaded for as late as it can be, not as early', () => {
  const { instance } = smallShift({ trucks: [{}, {}], orders: [{ volumeL: 10_000 }, { volumeL: 10_000 }] });
  const placed = fillTimes(instance, [load(0, 0, { unloadStart: 5 * hour }), load(1, 1)]);
  expect(placed[0].loadStart).toBe(5 * hour - 45 * minute);
  expect(placed[1].unloadStart).toBe(60 * minute);
});

test('a given time decides the place in the sequence of a truck, whatever the list says', () => {
  const orders = [{ volumeL: 10_000 }, { volumeL: 10_000 }];
  const { instance } = smallShift({ trucks: [{}], orders });
  const placed = fillTimes(instance, [load(0, 0, { unloadStart: 6 * hour }), load(1, 0, { unloadStart: 2 * hour })]);
  expect(times(placed)).toEqual([
    [6 * hour - 45 * minute, 6 * hour],
    [2 * hour - 45 * minute, 2 * hour],
  ]);
});

test('the first load of a pour waits for the second, which cannot come sooner', () => {
  // The second truck starts at 9:00: plant 9:15, site 10:00. Gap at most 10 minutes: the first unloads from 9:25 to 9:50.
  const order = { volumeL: 20_000, gapGreatest: 10 * minute };
  const { instance } = smallShift({ trucks: [{}, { shiftFrom: 2 * hour }], orders: [order], docks: [2] });
  const placed = fillTimes(instance, [load(0, 0), load(0, 1)]);
  expect(placed.map(({ unloadStart }) => unloadStart / minute)).toEqual([145, 180]);
});

test('a pour that would be driven out of its window by its greatest gap is left with the gap, another one is not', () => {
  const late = { volumeL: 20_000, gapGreatest: 10 * minute };
  const orders = [{ ...late, windowTo: 3 * hour }, { ...late }];
  const trucks = [{}, { shiftFrom: 4 * hour }, {}, { shiftFrom: 4 * hour }];
  const { instance } = smallShift({ trucks, orders, docks: [4] });
  const placed = fillTimes(instance, [load(0, 0), load(0, 1), load(1, 2), load(1, 3)]);
  expect(placed.map(({ unloadStart }) => unloadStart / minute)).toEqual([60, 300, 265, 300]);
});

test('an ideal time is waited for, unless a load would come too late by that', () => {
  const order = { volumeL: 10_000, windowTo: 4 * hour, ideal: 3.5 * hour };
  const shift = { trucks: [{}, {}], deviationCost: 0.01, docks: [2] };
  const alone = smallShift({ ...shift, orders: [order, order] });
  expect(fillTimes(alone.instance, [load(0, 0), load(1, 1)]).map((p) => p.unloadStart)).toEqual([
    3.5 * hour,
    3.5 * hour,
  ]);
  // One truck for both: the first at its ideal time would make the second too late.
  expect(fillTimes(alone.instance, [load(0, 0), load(1, 0)]).map((p) => p.unloadStart)).toEqual([hour, 3.5 * hour]);
});

test('a break is taken before a load that would end too late for it', () => {
  // Break begun between 2:00 and 2:30. The second load, begun at once, would end at 60 + 25 + 15 + 30 + 15 + 25 = 2:50.
  const rest = [2 * hour, 2.5 * hour, 30 * minute] as const;
  const orders = [{ volumeL: 10_000 }, { volumeL: 10_000 }];
  const { instance } = smallShift({ trucks: [{ rest }], orders });
  const placed = fillTimes(instance, [load(0, 0), load(1, 0)]);
  expect(placed.map(({ unloadStart }) => unloadStart / minute)).toEqual([60, 120 + 30 + 60]);
});

test('orders of a site do not overlap, and a follower comes behind the order that it follows', () => {
  const orders = [
    { volumeL: 10_000, site: 0, follows: 1 },
    { volumeL: 10_000, site: 0 },
  ];
  const { instance } = smallShift({ trucks: [{}, {}], orders, docks: [2] });
  const placed = fillTimes(instance, [load(0, 0), load(1, 1)]);
  expect(placed.map(({ unloadStart }) => unloadStart / minute)).toEqual([85, 60]);
});

test('sequences that contradict each other still get times', () => {
  const orders = [{ volumeL: 20_000 }, { volumeL: 20_000 }];
  const { instance } = smallShift({ trucks: [{}, {}], orders });
  // Truck 0: order 0 at ten, then order 1; truck 1: order 1 at ten, then order 0; lists of orders say the reverse.
  const placed = fillTimes(instance, [load(0, 0), load(1, 1), load(1, 0), load(0, 1)]);
  for (const { loadStart, unloadStart } of placed) {
    expect(loadStart).toBeGreaterThanOrEqual(0);
    expect(unloadStart).toBeLessThan(24 * hour);
  }
});

/** Loads of every order on drawn trucks; times of a few are given. */
function drawn(seed: number, given: number, windows = true) {
  const shift = randomShift(seed, 4, 6, 2);
  const orders = shift.orders.map((order) => (windows ? order : { ...order, windowTo: undefined }));
  const { instance } = smallShift({ ...shift, orders, deviationCost: 0 });
  const loads: { order: number; truck: number; plant: number; unloadStart?: number }[] = [];
  for (let order = 0; order < instance.orders; order++) {
    for (let left = instance.volumeL[order], at = 0; left > 0; at++) {
      const truck = (seed + order * 3 + at * 5) % instance.trucks;
      const unloadStart = (seed * 7 + order) % 10 < given ? instance.windowFrom[order] + at * hour : undefined;
      loads.push({ order, truck, plant: (order + at) % 2, unloadStart });
      left -= instance.capacityL[truck];
    }
  }
  return { instance, loads };
}

/** What `fillTimes` promises of loads without given times. */
function expectPrecedence(instance: DispatchInstance, placed: readonly Placement[]) {
  const end = (p: Placement) => p.unloadStart + unloadingTime(instance, p.order, p.truck, p.volumeL);
  const site = (p: Placement) => instance.site[p.order];
  for (const p of placed) {
    const loaded = p.loadStart + loadingTime(instance, p.plant, p.volumeL);
    expect(p.unloadStart).toBeGreaterThanOrEqual(loaded + instance.travelOut[p.plant * instance.sites + site(p)]);
    expect(p.unloadStart).toBeGreaterThanOrEqual(instance.windowFrom[p.order]);
    expect(p.loadStart).toBeGreaterThanOrEqual(instance.travelStart[p.truck * instance.plants + p.plant]);
    for (const q of placed) {
      if (p === q) continue;
      if (p.truck === q.truck && p.loadStart <= q.loadStart) {
        const back = instance.travelBack[site(p) * instance.plants + q.plant];
        expect(q.loadStart).toBeGreaterThanOrEqual(arrive(instance.traffic, end(p), back));
      }
      if (p.dock === q.dock && p.loadStart <= q.loadStart) expect(q.loadStart).toBeGreaterThanOrEqual(loaded);
      if (p.order === q.order && p.unloadStart <= q.unloadStart) expect(q.unloadStart).toBeGreaterThanOrEqual(end(p));
    }
  }
}

test('without given times all ways, docks and sequences are kept', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { instance, loads } = drawn(seed, 0);
      expectPrecedence(instance, fillTimes(instance, loads));
    }),
    { numRuns: 150 },
  );
});

test('given times stay to the second, and filling twice changes nothing', () => {
  let some = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { instance, loads } = drawn(seed, 4);
      const placed = fillTimes(instance, loads);
      loads.forEach(({ unloadStart }, at) => {
        if (unloadStart === undefined) return;
        some++;
        expect(placed[at].unloadStart).toBe(unloadStart);
      });
      expect(fillTimes(instance, placed)).toEqual(placed);
    }),
    { numRuns: 150 },
  );
  expect(some).toBeGreaterThan(100);
});

test('unloadings of a plan that can be carried out are the earliest: a schedule of the same sequences has the same', () => {
  let compared = 0;
  for (let seed = 1; seed <= 120; seed++) {
    const { instance, loads } = drawn(seed, 0, false);
    const placed = fillTimes(instance, loads);
    const schedule = new Schedule(instance);
    if (schedule.load(placed).length > 0) continue;
    compared++;
    const key = (p: Placement) => `${p.order} ${p.truck} ${p.unloadStart}`;
    expect(placed.map(key).sort(), `seed ${seed}`).toEqual(schedule.placements().map(key).sort());
  }
  expect(compared).toBeGreaterThan(20);
});

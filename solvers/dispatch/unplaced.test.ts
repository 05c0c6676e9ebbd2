import { expect, test } from 'vitest';
import { iterationBudget } from '../solver.ts';
import { construct } from './construct.ts';
import type { DispatchInstance, Placement } from './instance.ts';
import { Schedule } from './schedule.ts';
import { brokenRules, expectPlan } from './testing/expect-plan.ts';
import { hour, minute, randomShift, type SmallShift, smallShift } from './testing/small-shift.ts';
import { explainUnplaced, type Relaxation, type Unplaced } from './unplaced.ts';

const budget = iterationBudget(0);

const load = (order: number, unloadStart: number, more: object = {}): Placement => ({
  order,
  truck: 0,
  plant: 0,
  dock: 0,
  volumeL: 10_000,
  loadStart: unloadStart - 45 * minute,
  unloadStart,
  ...more,
});

function explained(shift: SmallShift, plan: readonly Placement[] = []): Unplaced[] {
  const { instance, data } = smallShift(shift);
  expectPlan(instance, plan);
  return explainUnplaced(instance, data, plan, budget);
}

const codes = ({ reasons }: Unplaced) => reasons.map(({ code }) => code);
const offered = ({ relaxations }: Unplaced, what: Relaxation['what']) => relaxations.find((one) => one.what === what);

test('what is wrong with the request itself is told as such', () => {
  const orders = [{ volumeL: 10_000, trucks: [] }, { volumeL: 10_000 }];
  const { instance, data } = smallShift({ trucks: [{}], orders });
  const [first] = explainUnplaced(instance, data, [], budget);
  expect(codes(first)).toEqual(['no-truck-allowed']);
  const noPlant = { ...instance, mayLoad: Uint8Array.of(1, 0) };
  expect(codes(explainUnplaced(noPlant, data, [], budget)[1])).toEqual(['no-plant-allowed']);
  const noWay = { ...instance, travelOut: Int32Array.of(900, 1e9) };
  expect(codes(explainUnplaced(noWay, data, [], budget)[1])).toEqual(['no-way']);
});

test('the only truck is away: another one from T to T, or a window that is longer by what it takes', () => {
  // Order 1 from 1:00 to 1:30. The truck unloads order 0 from 1:00 to 1:25, is back at 1:40, loaded at 2:10, there at 2:25:
  // order 1 could end at 2:50, 80 minutes after its window; the day starts too late for an earlier one.
  const window = { windowFrom: hour, windowTo: 1.5 * hour };
  const orders = [
    { volumeL: 10_000, ...window },
    { volumeL: 10_000, ...window },
  ];
  const [found] = explained({ trucks: [{}], orders, docks: [2] }, [load(0, hour)]);
  expect(codes(found)).toEqual(['window-too-short', 'trucks-busy']);
  expect(offered(found, 'window-later')).toMatchObject({ by: 80, volumeL: 10_000, shifts: false });
  // From the yard at 0:00 (loading from 0:15 on, unloading from 1:00 to 1:25), back at 1:40.
  expect(offered(found, 'truck')).toMatchObject({ by: 1, truck: 0, from: 0, to: 100 * minute });
  expect(offered(found, 'window-earlier')).toBeUndefined();
  expect(found.earliest).toBe(145 * minute);
});

test('a loading that is too slow for the lifetime', () => {
  // 30 minutes of loading, 15 on the road, 25 of unloading: 70.
  const [found] = explained({ trucks: [{}], orders: [{ volumeL: 10_000, lifetime: 62 * minute + 30 }] });
  expect(codes(found)).toEqual(['lifetime-too-short']);
  expect(offered(found, 'lifetime')).toMatchObject({ by: 8 });
});

test('a pour whose trucks cannot come again soon enough', () => {
  // One truck of 10 m3: 15 back, 30 loading, 15 there: 60 minutes between two unloadings.
  const orders = [{ volumeL: 20_000, gapGreatest: 20 * minute }];
  const [found] = explained({ trucks: [{}], orders, docks: [2] });
  expect(codes(found)).toEqual(['gap-too-short', 'trucks-busy']);
  expect(offered(found, 'gap')).toMatchObject({ by: 40 });
  expect(offered(found, 'truck')).toMatchObject({ by: 1 });
  expect(offered(found, 'split')).toMatchObject({ by: 10, volumeL: 10_000 });
  expect(offered(found, 'capacity')).toBeUndefined();
});

test('a truck that is a little too small', () => {
  const orders = [{ volumeL: 10_700, windowFrom: hour, windowTo: 1.5 * hour }];
  const [found] = explained({ trucks: [{}], orders });
  expect(offered(found, 'capacity')).toMatchObject({ by: 0.7, truck: 0 });
});

test('a shift that ends too soon', () => {
  // Out at 0:15 after loading 30 and 15 on the road: unloading 1:00 to 1:25, home at 1:40.
  const [found] = explained({ trucks: [{ shiftTo: 1.5 * hour }], orders: [{ volumeL: 10_000 }] });
  expect(codes(found)).toEqual(expect.arrayContaining(['shift-too-short']));
  expect(offered(found, 'overtime')).toMatchObject({ by: 10, truck: 0 });
});

test('a dock that is taken', () => {
  const window = { windowFrom: hour, windowTo: 1.5 * hour };
  const orders = [
    { volumeL: 10_000, ...window },
    { volumeL: 10_000, ...window },
  ];
  const [found] = explained({ trucks: [{}, {}], orders }, [load(0, hour)]);
  expect(codes(found)).toEqual(['window-too-short', 'docks-busy']);
  expect(offered(found, 'dock')).toMatchObject({ by: 1, plant: 0 });
});

test('a site that is taken', () => {
  const window = { windowFrom: hour, windowTo: 1.5 * hour, site: 0 };
  const orders = [
    { volumeL: 10_000, ...window },
    { volumeL: 10_000, ...window },
  ];
  const [found] = explained({ trucks: [{}, {}], orders, docks: [2] }, [load(0, hour)]);
  expect(codes(found)).toEqual(['window-too-short', 'site-busy']);
  expect(offered(found, 'window-later')).toMatchObject({ by: 20 });
  expect(offered(found, 'window-earlier')).toBeUndefined();
});

test('two rules together: neither alone is enough', () => {
  const window = { windowFrom: hour, windowTo: 1.5 * hour, site: 0, lifetime: 90 * minute };
  const orders = [
    { volumeL: 10_000, ...window },
    { volumeL: 10_000, ...window, lifetime: 60 * minute },
  ];
  const [found] = explained({ trucks: [{}, {}], orders, docks: [2] }, [load(0, hour)]);
  expect(found.reasons).toEqual([
    { code: 'window-too-short', alone: false },
    { code: 'lifetime-too-short', alone: false },
  ]);
  expect(found.relaxations).toEqual([]);
});

test('what fits and pays was not tried, what fits and does not pay costs more than it saves', () => {
  const { instance, data } = smallShift({ trucks: [{}], orders: [{ volumeL: 10_000 }] });
  const [pays] = explainUnplaced(instance, data, [], budget);
  expect(codes(pays)).toEqual(['not-tried']);
  expectPlan(instance, pays.plan!);
  const dear = { ...instance, truckCost: Float64Array.of(1e6) };
  expect(codes(explainUnplaced(dear, data, [], budget)[0])).toEqual(['costs-more-than-it-saves']);
});

test('the most valuable order first; without time none is tried', () => {
  const orders = [
    { volumeL: 10_000, windowTo: minute },
    { volumeL: 10_000, windowTo: minute, priority: 2 },
  ];
  const { instance, data } = smallShift({ trucks: [{}], orders });
  let asked = 0;
  const few = { ...budget, shouldStop: () => ++asked > 3 };
  const [first, second] = explainUnplaced(instance, data, [], few);
  expect(codes(first)).toEqual(['not-tried']);
  expect(codes(second)).toContain('window-too-short');
});

/** A shift with too much to do, and what construction left out. */
function overfull(seed: number): {
  instance: DispatchInstance;
  unplaced: Unplaced[];
  plan: Placement[];
  shift: ReturnType<typeof smallShift>;
} {
  const shift = smallShift(randomShift(seed, 4, 20, 1, 1.5));
  const schedule = new Schedule(shift.instance);
  construct(schedule, shift.data, budget);
  const plan = schedule.placements();
  return { instance: shift.instance, unplaced: explainUnplaced(shift.instance, shift.data, plan, budget), plan, shift };
}

test('every relaxation comes with a plan of the relaxed shift that keeps its rules and serves the order', () => {
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= 6; seed++) {
    const { instance, unplaced, plan } = overfull(seed);
    for (const { order, relaxations } of unplaced) {
      for (const relaxation of relaxations) {
        seen.set(relaxation.what, (seen.get(relaxation.what) ?? 0) + 1);
        const relaxed = relaxation.change({ instance, plan }).instance;
        expect(brokenRules(relaxed, relaxation.plan), relaxation.what).toEqual([]);
        const own = relaxation.plan.filter((placement) => placement.order === order);
        const volumeL = own.reduce((sum, placement) => sum + placement.volumeL, 0);
        expect(volumeL).toBe(relaxation.volumeL);
        if (relaxation.what === 'other-shift') continue;
        expect(relaxation.plan.length).toBe(plan.length + own.length);
        if (relaxation.shifts || relaxation.what === 'dock') continue;
        expect(relaxation.plan).toEqual(expect.arrayContaining(plan));
      }
    }
  }
  expect([...seen.keys()].sort()).toEqual(expect.arrayContaining(['other-shift', 'split', 'truck', 'window-later']));
});

test('nine of ten relaxed shifts, planned anew from the plan before, serve the order', () => {
  let tried = 0;
  let kept = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const { instance, unplaced, plan, shift } = overfull(seed);
    for (const { order, relaxations } of unplaced) {
      for (const { what, change } of relaxations) {
        if (what === 'other-shift') continue;
        const relaxed = change({ instance, plan });
        const schedule = new Schedule(relaxed.instance);
        schedule.load(relaxed.plan);
        construct(schedule, shift.data, budget);
        tried++;
        if (schedule.servedL[order] >= relaxed.instance.volumeL[order]) kept++;
      }
    }
  }
  expect(tried).toBeGreaterThan(25);
  expect(kept / tried).toBeGreaterThan(0.9);
});

import { describe, expect, test } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import { blankInstance } from '../blank-instance.ts';
import { lowerBound } from '../bound.ts';
import type { DispatchInstance, Placement } from '../instance.ts';
import { detours } from './detours.ts';
import { compatible, loadHolds, planValue } from './exhaustive.ts';

/** So far that it takes longer than the day. */
const far = 10_000;

/**
 * One truck of 8 m3 and two orders, the first from plant 0 to site 0, the second from plant 1 to site 1; 10 s of unloading, and
 * no other way takes any time.
 */
const shift: DispatchInstance = {
  ...blankInstance({ trucks: 1, docks: [1, 1], sites: 2, orders: 2 }),
  capacityL: Int32Array.of(8000),
  volumeL: Int32Array.of(8000, 8000),
  sentFull: Uint8Array.of(1, 1),
  unservedPerL: Float64Array.of(1, 1),
  shiftTo: Int32Array.of(100),
  windowTo: Int32Array.of(100, 100),
  unloadFixed: Int32Array.of(10, 10),
  mayLoad: Uint8Array.of(1, 0, 0, 1),
};

const load = (order: number, at: number): Placement => ({
  ...{ order, truck: 0, plant: order, dock: order, volumeL: 8000 },
  ...{ loadStart: at, unloadStart: at },
});

function expectAllServed(instance: DispatchInstance, plan: readonly Placement[]): void {
  const totalL = instance.volumeL.reduce((sum, litres) => sum + litres, 0);
  for (const [i, own] of plan.entries()) {
    expect(loadHolds(instance, own)).toBe(true);
    for (const other of plan.slice(i + 1)) expect(compatible(instance, own, other)).toBe(true);
  }
  expect(planValue(instance, plan)).toEqual({ cost: 0, servedL: totalL });
  for (const rounds of [0, 5, 60]) {
    const bound = lowerBound(instance, iterationBudget(rounds));
    expect(bound.servedVolumeAtMostL).toBe(totalL);
    expect(bound.lowerBound).toBeLessThanOrEqual(1e-6);
  }
}

describe('a truck that gets there sooner by way of another load serves 16 or 24 m3, and not less', () => {
  test('home: from the first site by way of the second one', () => {
    const instance = { ...shift, travelEnd: Int32Array.of(far, 0) };
    expect(Array.from(detours(instance, 1).home)).toEqual([0, 0]);
    expectAllServed(instance, [load(0, 0), load(1, 10)]);
  });

  test('to a plant: from home to the second one by way of the first', () => {
    const instance = { ...shift, travelStart: Int32Array.of(0, far) };
    expect(Array.from(detours(instance, 1).start)).toEqual([0, 0]);
    expectAllServed(instance, [load(0, 0), load(1, 10)]);
  });

  test('back: for the second load of an order by way of a load of the other', () => {
    const instance = {
      ...shift,
      volumeL: Int32Array.of(16_000, 8000),
      gapGreatest: Int32Array.of(10, 10),
      travelBack: Int32Array.of(far, 0, 0, 0),
    };
    expect(Array.from(detours(instance, 1).back)).toEqual([0, 0, 0, 0]);
    const plan = [load(0, 0), load(1, 10), load(0, 20)];
    expectAllServed(instance, plan);
  });
});

test('where nothing is on the way there is none but the straight one', () => {
  const instance = {
    ...shift,
    loadFixed: Int32Array.of(60, 60),
    afterLoading: Int32Array.of(0, 7),
    // By way of plant 1 and site 1: 60 + 7 + 20 + 3 = 90, and 5 to get to plant 1.
    travelOut: Int32Array.of(0, 0, 0, 20),
    travelBack: Int32Array.of(200, 5, 3, 80),
    travelEnd: Int32Array.of(50, 900),
    travelStart: Int32Array.of(10, 500),
  };
  const ways = detours(instance, 1);
  expect(Array.from(ways.back)).toEqual([95, 5, 3, 68]);
  // From site 1 home by way of plant 0 and site 0: 3 + 60 + 50.
  expect(Array.from(ways.home)).toEqual([50, 113]);
  // To plant 1 by way of plant 0 and site 0: 10 + 60 + 5.
  expect(Array.from(ways.start)).toEqual([10, 75]);
});

/** The greatest gap of an order counts from when a load has unloaded, and loads of one kind may unload for longer than the least of them. */
import { describe, expect, test } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import { blankInstance } from '../blank-instance.ts';
import { lowerBound } from '../bound.ts';
import type { DispatchInstance, Placement } from '../instance.ts';
import { compatible, loadHolds, planValue } from './exhaustive.ts';
import { noLegCosts } from './leg-costs.ts';
import { fine, medium, Relaxation } from './relaxation.ts';

const load = { order: 0, plant: 0, dock: 0, volumeL: 8000 };

/** One whole order of full trucks, with no way to go; a missing litre costs 1. */
const shift = (trucks: number, loads: number): DispatchInstance => ({
  ...blankInstance({ trucks, docks: [1], sites: 1, orders: 1 }),
  capacityL: new Int32Array(trucks).fill(8000),
  volumeL: Int32Array.of(8000 * loads),
  unservedPerL: Float64Array.of(1),
  gapGreatest: Int32Array.of(100),
});

function expectServed(instance: DispatchInstance, plan: readonly Placement[]): void {
  for (const [i, own] of plan.entries()) {
    expect(loadHolds(instance, own)).toBe(true);
    for (const other of plan.slice(i + 1)) expect(compatible(instance, own, other)).toBe(true);
  }
  expect(planValue(instance, plan)).toEqual({ cost: 0, servedL: instance.volumeL[0] });
  for (const rounds of [0, 5, 60]) {
    const bound = lowerBound(instance, iterationBudget(rounds));
    expect(bound.servedVolumeAtMostL).toBe(instance.volumeL[0]);
    expect(bound.lowerBound).toBeLessThanOrEqual(1e-6);
  }
  for (const resolution of [fine, medium]) {
    const relaxation = Relaxation.of(instance, 'volume', { ...resolution, mostClasses: 1 }, noLegCosts(instance))!;
    const none = () => new Float64Array(relaxation.size);
    expect(relaxation.evaluate(none(), none(), false)).toBeLessThanOrEqual(1e-6);
  }
}

describe('a plan that serves all is not proved impossible', () => {
  /**
   * 100 s per m3: a full truck unloads from 0 to 800, and the second one, whose shift begins then, from 900, the greatest gap
   * later. A load of 8 m3 and one of 7.001 m3 are one step of volume; with the end of the lesser, 701, nothing may start at
   * 900, and the bound said that nothing is served.
   */
  test('loads of a step of volume: 16 m3 are served, and not 0', () => {
    const instance = {
      ...shift(2, 2),
      wash: Int32Array.of(0, 1),
      shiftFrom: Int32Array.of(0, 900),
      firstTo: Int32Array.of(0),
      windowTo: Int32Array.of(1700),
      unloadPerKl: Float64Array.of(100, 100),
      // Nobody comes back for a second load.
      travelBack: Int32Array.of(10_000),
    };
    expectServed(instance, [
      { ...load, truck: 0, loadStart: 0, unloadStart: 0 },
      { ...load, truck: 1, loadStart: 900, unloadStart: 900 },
    ]);
  });

  /**
   * One truck unloads in 100 s and is back 500 s later, the other in 600 s: from 0 to 100, from 100 to 700, and the first
   * truck again at 700. Where both are of a class and unload in 100 s, the third load comes 300 s too late for the gap.
   */
  test('trucks of a class that unload at unlike rates: 24 m3 are served, and not 0', () => {
    const instance = {
      ...shift(2, 3),
      sentFull: Uint8Array.of(1),
      windowTo: Int32Array.of(800),
      unloadFixed: Int32Array.of(100, 600),
      travelBack: Int32Array.of(500),
    };
    expectServed(instance, [
      { ...load, truck: 0, loadStart: 0, unloadStart: 0 },
      { ...load, truck: 1, loadStart: 100, unloadStart: 100 },
      { ...load, truck: 0, loadStart: 700, unloadStart: 700 },
    ]);
  });
});

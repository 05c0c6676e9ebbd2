/** The published rules by hand: a small file, a plan that keeps every rule, and for each rule a plan that breaks it. */
import { describe, expect, test } from 'vitest';
import type { DispatchPlanRequest } from '../../../models/plan-request.ts';
import { cdpKinable, cdpValue, readCdp } from './cdp-kinable.ts';
import type { Delivery } from './deliveries.ts';
import { type Broken, changed } from './testing/changed.ts';

describe('concrete delivery', () => {
  // v0 to s0 10, s0 to c0 5, s0 to c1 10; straight to c0 it would be 5.
  const text = `MaxTimeLag:\t5
Vehicles:\t2
k0\t10\t10
k1\t20\t15
Customers:\t2
c0\t25\t20\t60
c1\t20\t40\t80
Stations:\t1
s0
Locations:\t5
v0\t0\t0
v1\t0\t0
s0\t10\t0
c0\t5\t0
c1\t10\t10
-----------------------
minVehicleCap: 10
`;
  const cdp = readCdp(text, 'x');
  const load = (truck: string, order: string, unloadStart: number): Delivery => {
    return { truck, order, unloadStart, plant: 's0', loadStart: 0, volumeM3: 0 };
  };
  // k1 ends at 36, k0 follows within 5; k1 goes by s0 (5 + 10) and is at c1 at 51.
  const plan = [load('k1', 'c0', 21), load('k0', 'c0', 40), load('k1', 'c1', 51)];

  test('served demand counts, whatever the trucks hold', () => {
    expect(cdpValue(cdp, plan)).toEqual({ value: -45, broken: [] });
    expect(cdpValue(cdp, [])).toEqual({ value: 0, broken: [] });
  });

  test.each<Broken>([
    [0, { unloadStart: 19 }, 'c0 is not open'],
    [0, { unloadStart: 14 }, 'k1 cannot be at c0'],
    [1, { unloadStart: 42 }, 'c0 waits too long'],
    [1, { unloadStart: 35 }, 'c0 gets two at a time'],
    [1, { unloadStart: 51 }, 'c0 is closed'],
    [2, { unloadStart: 50 }, 'k1 cannot be at c1'],
    [1, { order: 'c1' }, 'c0 gets 20 of 25'],
  ])('load %i with %j: %s', (index, change, rule) => {
    expect(cdpValue(cdp, changed(plan, index, change)).broken.join('\n')).toContain(rule);
  });

  test('the request: no docks, no way back, the end of unloading within the window', () => {
    const { problem } = cdpKinable.read(text, 'x')[0].request() as DispatchPlanRequest;
    expect(problem).toMatchObject({
      objective: { name: 'served-volume' },
      plants: [{ docks: null, leastLoadMinutes: 0 }],
      trucks: [
        { end: null, unloadFixedMinutes: 10 },
        { end: null, unloadFixedMinutes: 15 },
      ],
      orders: [
        { fullTrucks: true, greatestGapMinutes: 5, window: { from: 1200, to: 3600, ends: 'unloading-end' } },
        {},
      ],
    });
  });

  test('a file that ends too early, or has another section, names itself', () => {
    expect(() => readCdp('MaxTimeLag: 5\nVehicles: 2\nk0 1 1\n', 'bad.rmc')).toThrow('bad.rmc: ends too early');
    expect(() => readCdp('MaxTimeLag: 5\nStations: 2\n', 'bad.rmc')).toThrow(
      'bad.rmc, line 2: Vehicles: should be here',
    );
  });
});

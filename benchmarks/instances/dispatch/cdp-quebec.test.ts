/** The published rules by hand: a small file, a plan that keeps every rule, and for each rule a plan that breaks it. */
import { describe, expect, test } from 'vitest';
import type { DispatchPlanRequest } from '../../../models/plan-request.ts';
import { cdpQuebec, quebecValue } from './cdp-quebec.ts';
import { readQuebec, readQuebecTravel } from './cdp-quebec-file.ts';
import type { Delivery } from './deliveries.ts';
import { type Broken, changed } from './testing/changed.ts';

describe('ready-mix days', () => {
  const text = `DRIVERS: 2
ID PLANT_ID CAPACITY SHIFT_START
0 0 8 420
1 0 12 420
CLIENTS: 1 15.0
ID MATRIX_ID DUE_DATE DEMAND #ORDER
0 7 480 15.0 2
ORDERS: 2
ID CLIENT_ID DEMAND PLANT_ID
0 0 10.0 0
1 0 5.0 0
PLANTS: 1
ID MATRIX_ID CAPACITY
0 100 60
`;
  const tables: Record<string, string> = {
    'dispatch/cdp_quebec/travel_plant_client_approx.csv':
      'plant_matrix_id,client_matrix_id,to_client_s,back_to_plant_s,source\n100,7,1200,900,matrix\n',
    'dispatch/cdp_quebec/travel_plant_plant_approx.csv':
      'from_plant_matrix_id,to_plant_matrix_id,travel_s\n100,100,0\n',
  };
  const quebec = readQuebec(text, 'x');
  const travel = readQuebecTravel(quebec, 'x', (path) => tables[path]);
  const load = (driver: number, order: number, loadStart: number, unloadStart: number, volumeM3: number): Delivery => {
    return { truck: `driver-${driver}`, order: `order-${order}`, plant: 'plant-0', loadStart, unloadStart, volumeM3 };
  };
  // A minute per m3 to load, 10 to adjust, 20 of travel: 452 + 8 + 10 + 20 = 490; unloaded at 506, 510 and 522.
  const plan = [load(0, 0, 452, 490, 8), load(1, 0, 460, 506, 2), load(0, 1, 531, 566, 5)];

  test('travel, what is missing, delay of the first load, short and long shifts', () => {
    // Driver 0 leaves the client at 516 and is at the plant at 531; his second load would be too late: see below.
    const two = plan.slice(0, 2);
    // 35 minutes each; 5 m3 missing; 10 minutes late; back at 531 and 535, 69 and 65 minutes short of 180.
    const value = 70 + 500_000 + 10_000 + 30 * (69 + 65);
    const found = quebecValue(quebec, travel, two);
    expect(found.broken).toEqual([]);
    expect(found.value).toBeCloseTo(value, 6);
    expect(found.tolerance).toBe(0);
  });

  test.each<Broken>([
    [2, {}, 'client-0 waits too long'],
    [0, { unloadStart: 489 }, 'driver-0 cannot unload for order-0'],
    [0, { loadStart: 419 }, 'driver-0 cannot load for order-0'],
    [0, { volumeM3: 9 }, 'driver-0 holds no 9 m3'],
    [0, { loadStart: 385 }, 'concrete for order-0 sets'],
    [0, { unloadStart: 479 }, 'client-0 waits for nobody yet'],
    [1, { unloadStart: 505 }, 'client-0 gets two at a time'],
    [1, { unloadStart: 527 }, 'client-0 waits too long'],
    [1, { loadStart: 459 }, 'plant-0 is busy'],
    [1, { volumeM3: 3 }, 'order-0 gets 11 of 10'],
    [2, { unloadStart: 1010 }, 'driver-0 works too long'],
    [2, { loadStart: 530 }, 'driver-0 cannot load for order-1'],
  ])('load %i with %j: %s', (index, change, rule) => {
    expect(quebecValue(quebec, travel, changed(plan, index, change)).broken.join('\n')).toContain(rule);
  });

  test('an order that follows one left out is bound by the site alone', () => {
    expect(quebecValue(quebec, travel, [load(0, 1, 800, 835, 5)]).broken).toEqual([]);
  });

  test('the first unloading is at most an hour after it is due', () => {
    expect(quebecValue(quebec, travel, [load(0, 0, 503, 541, 8)]).broken).toEqual([
      'client-0 begins too late: 541 after 540',
    ]);
  });

  test('rides of the survey that are too long to be true take the median of their plant', () => {
    const rows = [
      '100,7,99999,900,matrix',
      '100,8,1200,900,matrix',
      '100,9,1800,1500,matrix',
      '100,10,2400,2100,matrix',
    ];
    const head = 'plant_matrix_id,client_matrix_id,to_client_s,back_to_plant_s,source';
    const far = { ...tables, 'dispatch/cdp_quebec/travel_plant_client_approx.csv': [head, ...rows].join('\n') };
    const { toClient, toPlant } = readQuebecTravel(quebec, 'x', (path) => far[path as keyof typeof far]);
    expect([toClient(0, 0), toPlant(0, 0)]).toEqual([30, 25]);
  });

  test('orders of a client follow one another; a missing table is named', () => {
    const [read] = cdpQuebec.read(text, 'dispatch/cdp_quebec/instances/x.rmc', (path) => tables[path]);
    const { problem } = read.request() as DispatchPlanRequest;
    expect(problem).toMatchObject({
      orders: [
        { latestFirst: 540 * 60, ideal: 480 * 60, partial: true },
        { after: { order: 'order-0', greatestMinutes: 25 } },
      ],
    });
    expect(() => cdpQuebec.read(text, 'x.rmc')[0].request()).toThrow('there is no dispatch/cdp_quebec/travel_plant');
  });
});

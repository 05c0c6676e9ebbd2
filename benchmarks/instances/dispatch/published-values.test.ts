/** The published rules by hand: small files, a plan that keeps every rule, and for each rule a plan that breaks it. */
import { describe, expect, test } from 'vitest';
import type { DispatchPlanRequest } from '../../../models/plan-request.ts';
import { cdpKinable, cdpValue, readCdp } from './cdp-kinable.ts';
import { cdpQuebec, quebecValue } from './cdp-quebec.ts';
import { readQuebec, readQuebecTravel } from './cdp-quebec-file.ts';
import type { Delivery } from './deliveries.ts';
import { rmcUanl, rmcValue } from './rmc-uanl.ts';
import { readRmc } from './rmc-uanl-file.ts';
import { solomon } from './rounds.ts';
import { readSolomon, readVrplib } from './rounds-file.ts';
import { roundsValue, truncatedDistance, vansThenDistance } from './rounds-value.ts';

/** A change of one delivery of a plan, and the words of the rule that it breaks. */
type Broken = readonly [index: number, change: Partial<Delivery>, rule: string];

function changed(plan: readonly Delivery[], index: number, change: Partial<Delivery>): Delivery[] {
  return plan.map((delivery, at) => (at === index ? { ...delivery, ...change } : delivery));
}

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

describe('multi-plant', () => {
  const text = `420
1080
10
8
2
2
1
1
1
s 0 0
o1 0 0
f1 0 0
k1 7
k1 13
k1 1
k1 1
k1 450 900
k2 8
k2 17
k2 1
k2 1
k2 450 900
d1 20
d1 12
d1 0 0
d1 460 700
c1 12
c1 10
c1 700
c1 30
c1 60
c1 0 0
c1 k1 k2
c1 d1
c1 480 600
c1 520
c2 5
c2 10
c2 900
c2 30
c2 60
c2 0 0
c2 k2
c2 d1
c2 480 700
c2 700
650 M
0 M 40 M M
M M M M M
M M 0 30 50
M 70 30 0 M
M 80 50 M 0
0 M 9 M M
M M M M M
M M 0 15 25
M 19 15 0 M
M 21 25 M 0
`;
  const rmc = readRmc(text, 'x');
  const load = (truck: string, order: string, loadStart: number, unloadStart: number): Delivery => {
    return { truck, order, plant: 'd1', loadStart, unloadStart, volumeM3: 0 };
  };
  const plan = [load('k1', 'c1', 460, 500), load('k2', 'c1', 490, 530), load('k2', 'c2', 555, 600)];

  test('trucks, legs from yard to yard, and the cheaper price of what is left out', () => {
    // 13 + (40 + 30 + 70) and 17 + (40 + 30 + 30 + 50 + 80).
    expect(rmcValue(rmc, plan)).toEqual({ value: 153 + 247, broken: [] });
    // Outsourced for 650 rather than 700; c2 cannot be, 900.
    expect(rmcValue(rmc, [])).toEqual({ value: 1550, broken: [] });
  });

  test.each<Broken>([
    [0, { loadStart: 449 }, 'k1 works later'],
    [0, { loadStart: 459 }, 'd1 is not open'],
    [2, { loadStart: 701, unloadStart: 760 }, 'd1 is closed'],
    [1, { loadStart: 471 }, 'd1 is busy'],
    [0, { unloadStart: 494 }, 'k1 cannot be at c1'],
    [2, { loadStart: 554 }, 'k2 cannot load at d1'],
    [2, { truck: 'k1' }, 'c2 takes no k1 from d1'],
    [0, { unloadStart: 479 }, 'c1 is not open'],
    [2, { unloadStart: 701 }, 'c2 is closed'],
    [2, { unloadStart: 901 }, 'k2 works no longer'],
    [0, { unloadStart: 521 }, 'c1 begins too late'],
    [1, { unloadStart: 529 }, 'c1 cannot take the next yet'],
    [1, { unloadStart: 561 }, 'c1 waits too long'],
    [0, { order: 'c2' }, 'c1 gets 8 of 12'],
  ])('load %i with %j: %s', (index, change, rule) => {
    expect(rmcValue(rmc, changed(plan, index, change)).broken.join('\n')).toContain(rule);
  });

  test('the request: hours begin with the first loading and end with the last arrival', () => {
    const { problem } = rmcUanl.read(text, 'x.txt')[0].request() as DispatchPlanRequest;
    expect(problem.travel.blocks[0]).toMatchObject({
      from: ['yard-k1', 'yard-k2'],
      seconds: [[0], [0]],
      cost: [[40], [40]],
    });
    expect(problem).toMatchObject({
      plants: [{ hours: { from: 460 * 60, to: 720 * 60 }, loadFixedMinutes: 20, spacingMinutes: 12 }],
      trucks: [{ shift: { from: 450 * 60 }, lastUnloading: 900 * 60, costPerUse: 13 }, {}],
      orders: [
        {
          window: { ends: 'unloading-start' },
          gapsCount: 'start-to-start',
          unserved: { fixed: 700, outsourcing: 650 },
        },
        { trucks: ['k2'], unserved: { fixed: 900 } },
      ],
    });
    expect(rmcUanl.read('La instancia', 'xsol.txt')).toEqual([]);
  });
});

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

describe('rounds', () => {
  const table = `X
VEHICLE
NUMBER CAPACITY
2 10
CUSTOMER
CUST NO. XCOORD. YCOORD. DEMAND READY DUE SERVICE
0 0 0 0 0 100 0
1 1 1 6 10 20 5
2 2 2 5 0 17.9 5
`;
  const file = readSolomon(table, 'x');

  test('truncated arcs, in time as in length; vans first', () => {
    // Diagonals 1.41 and 2.82 become 1.4 and 2.8.
    expect(roundsValue(file, truncatedDistance, [[[1]], [[2]]])).toEqual({
      value: expect.closeTo(8.4, 9),
      broken: [],
      tolerance: 0,
    });
    expect(roundsValue(file, vansThenDistance, [[[1]], [[2]]]).value).toBeCloseTo(2_000_000 + 6 * Math.SQRT2, 9);
  });

  test.each([
    [[[[1, 2]]], 'carries 11 of 10'],
    [[[[1], [2]]], 'van 1 is at 2 at 19.2, after 17.9'],
    [[[[1]]], 'customer 2 is served 0 times'],
    [[[[1]], [[2]], [[2]]], 'there are 3 vans of 2'],
  ])('tours %j: %s', (tours, rule) => {
    expect(roundsValue(file, truncatedDistance, tours).broken.join('\n')).toContain(rule);
  });

  test('a round starts once all of its goods are there, and is back before the depot closes', () => {
    const text = `VEHICLES : 1
CAPACITY : 10
SERVICE_TIME : 5
DIMENSION : 2
NODE_COORD_SECTION
1 0 0
2 3 4
DEMAND_SECTION
1 0
2 6
TIME_WINDOW_SECTION
1 0 15
2 0 20
RELEASE_TIME_SECTION
1 0
2 1
`;
    expect(roundsValue(readVrplib(text, 'x'), truncatedDistance, [[[1]]]).broken).toEqual([
      'van 1 is back at 16, after 15',
    ]);
    expect(() => readVrplib('CAPACITY : 3\n', 'bad.vrp')).toThrow(
      'bad.vrp: coordinates, demands or windows are missing',
    );
  });

  test('requests: tenths of a unit are exact, and double precision is never too early', () => {
    const [distance, vans] = solomon.read(table, 'x').map(({ request }) => (request() as DispatchPlanRequest).problem);
    expect(distance.travel.blocks[0].seconds[0]).toEqual([0, 14, 28]);
    expect(distance.travel.blocks[0].metres![0]).toEqual([0, 1400, 2800]);
    expect(distance).toMatchObject({ objective: 'distance', drops: [{ window: { from: 100, to: 200 } }, {}] });
    expect(vans.travel.blocks[0].seconds[0]).toEqual([0, 14_143, 28_285]);
    expect(vans).toMatchObject({ objective: 'vans-then-distance', drops: [{}, { window: { to: 179_000 } }] });
  });
});

import { describe, expect, test } from 'vitest';
import { readReloadBestKnown, readVrptwBestKnown } from './best-known.ts';
import { routingArrays } from './routing-data.ts';
import { readSolomon } from './solomon.ts';
import { readVrplib } from './vrplib.ts';

const table = `tiny

VEHICLE
NUMBER     CAPACITY
  2         30

CUSTOMER
CUST NO.  XCOORD.    YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

    0      0         0          0          0       100          0
    1      1         1          7         20        30         10
    2      3         0          9          0        40         10
`;

const sections = `NAME: tiny
TYPE: MTVRPTWR
DIMENSION: 3
VEHICLES : 2
CAPACITY: 30
SERVICE_TIME: 10
NODE_COORD_SECTION
1\t0\t0
2\t1\t1
3\t3\t0
DEMAND_SECTION
1 0
2 7
3 9
TIME_WINDOW_SECTION
1 0 100
2 20 30
3 0 40
RELEASE_TIME_SECTION
1 0
2 15
3 0
VEHICLES_RELOAD_DEPOT_SECTION
1 1
2 1
DEPOT_SECTION
1
-1
EOF
`;

describe('formats', () => {
  test('the table of nodes', () => {
    expect(readSolomon(table)).toEqual({
      name: 'tiny',
      vehicles: 2,
      capacity: 30,
      ids: ['0', '1', '2'],
      x: [0, 1, 3],
      y: [0, 1, 0],
      demand: [0, 7, 9],
      readyFrom: [0, 20, 0],
      readyTo: [100, 30, 40],
      service: [0, 10, 10],
      release: [0, 0, 0],
      reloads: false,
    });
    expect(readSolomon(table.replaceAll('\n', '\r\n'))).toEqual(readSolomon(table));
    expect(() => readSolomon(table.replace('7         20', '20'))).toThrow('a node has 7 figures');
  });

  test('sections: the same problem, with releases and reloads', () => {
    const ids = ['1', '2', '3'];
    expect(readVrplib(sections)).toEqual({ ...readSolomon(table), ids, release: [0, 15, 0], reloads: true });
    const plain = sections.split('RELEASE_TIME')[0];
    expect(readVrplib(plain)).toEqual({ ...readSolomon(table), ids });
    expect(() => readVrplib(sections.replace('3 0 40\n', ''))).toThrow('TIME_WINDOW_SECTION should have 3 lines');
    expect(() => readVrplib(sections.replace('CAPACITY: 30\n', ''))).toThrow('CAPACITY should be a number');
  });

  test('legs: one decimal, cut; or rounded, with times rounded up', () => {
    const cut = routingArrays(readSolomon(table), 10, 'floor');
    expect(Array.from(cut.distances)).toEqual([0, 14, 30, 14, 0, 22, 30, 22, 0]);
    expect(cut.durations).toEqual(cut.distances);
    expect(Array.from(cut.readyTo)).toEqual([1000, 300, 400]);
    const fine = routingArrays(readSolomon(table), 1000, 'round');
    expect([fine.distances[1], fine.durations[1]]).toEqual([1414, 1415]);
    expect(fine.distances[2]).toBe(3000);
    expect(fine.durations[2]).toBe(3000);
  });
});

test('best known values', () => {
  const head = 'set,instance,customers,hier_vehicles,hier_distance,distance_only_dimacs,distance_only_routes';
  expect(readVrptwBestKnown(`${head}\nsolomon,C101,100,10,828.937,827.3,10\nsolomon,X,100,,,5,\n`)).toEqual(
    new Map([
      ['C101', { hierarchicalVehicles: 10, hierarchicalDistance: 828.937, distance: 827.3 }],
      ['X', { hierarchicalVehicles: undefined, hierarchicalDistance: undefined, distance: 5 }],
    ]),
  );
  const reload =
    'instance,clients,vehicles,capacity,bks_distance,proven_optimal,routes,trips\nC201R0.5,100,8,100,1500.6,True,8,19\n';
  expect(readReloadBestKnown(reload)).toEqual(new Map([['C201R0.5', { distance: 1500.6 }]]));
  expect(() => readReloadBestKnown(reload.replace('1500.6', 'many'))).toThrow('bks_distance should be a number');
});

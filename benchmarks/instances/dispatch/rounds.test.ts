/** The published rules by hand: a small file, a plan that keeps every rule, and for each rule a plan that breaks it. */
import { describe, expect, test } from 'vitest';
import type { DispatchPlanRequest } from '../../../models/plan-request.ts';
import { solomon } from './rounds.ts';
import { readSolomon, readVrplib } from './rounds-file.ts';
import { roundsValue, truncatedDistance, vansThenDistance } from './rounds-value.ts';

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

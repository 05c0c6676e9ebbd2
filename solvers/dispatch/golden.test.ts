/** The worked example of the method, and shifts so small that the best plan of each objective is found by hand. */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { type DispatchPlan, DispatchProblem } from '../../models/dispatch.ts';
import { hasPlan } from '../../models/result.ts';
import { iterationBudget } from '../solver.ts';
import { examplePlan, planProblem } from './check/hand-made.ts';
import { dispatchSolver } from './solve.ts';

function solved(input: z.input<typeof DispatchProblem>, iterations = 60): { plan: DispatchPlan; objective: number } {
  const problem = DispatchProblem.parse(input);
  const result = dispatchSolver.solve({ problem }, iterationBudget(iterations));
  if (!hasPlan(result)) throw new Error(`found ${result.found}`);
  expect(dispatchSolver.check({ problem }, result.plan).violations).toEqual([]);
  return result;
}

test('the worked example: 15 m3 go as 10 + 5, the site is served from nine without a break', () => {
  const { plan, objective } = solved(planProblem());
  if (plan.mode !== 'plan') throw new Error('a plan of another mode');
  expect(plan.loads.map(({ volumeM3 }) => volumeM3).sort((a, b) => b - a)).toEqual([10, 5]);
  expect(plan.unplaced).toEqual([]);
  expect(plan.orders[0]).toMatchObject({
    ...{ served: 'whole', servedM3: 15, onTime: true, greatestGapMinutes: 0 },
    // As in the example, whichever load comes first. It loads them at 08:15 and later; our trucks also keep half of their
    // buffer before unloading, and leave 3 minutes earlier for it.
    ...{ start: examplePlan.orders[0].start, end: examplePlan.orders[0].end },
  });
  // The drums are full: no other pair of trucks has 15 m3, and one truck alone is back only after the greatest gap.
  expect(plan.metrics).toMatchObject({ trucksUsed: 2, fill: 1, emptyKm: 60, meanDeviationMinutes: 0 });
  // 60 km and two unloadings before ten. What is above that is the balance of two trucks, nil where the smaller one waits
  // at the site for as long as the larger one is busier.
  expect(objective).toBeGreaterThanOrEqual(62 - 1e-9);
  expect(objective).toBeLessThanOrEqual(examplePlan.terms.total + 1e-9);
});

const line = (...km: readonly number[]) => km.map((xKm) => ({ id: `km ${xKm}`, xKm, yKm: 0 }));
const shift = {
  mode: 'plan' as const,
  travel: { detour: 1 },
  plants: [{ id: 'plant', place: 'km 0' }],
};

test('served-volume: of two orders at the same time for one truck the larger one', () => {
  // 27 + 15 + 3.25 min and it unloads 9 m3 for 22.5; the way back alone is longer than what is left of the window then.
  const window = { from: 45 * 60, to: 75 * 60 };
  const { objective } = solved({
    ...shift,
    places: line(0, 10, -10),
    trucks: [{ id: 'truck', capacityM3: 10, home: 'km 0' }],
    orders: [
      { id: 'small', place: 'km 10', volumeM3: 6, window },
      { id: 'large', place: 'km -10', volumeM3: 9, window },
    ],
    objective: { name: 'served-volume' },
  });
  expect(objective).toBeCloseTo(-9, 9);
});

test('delivery-cost: one truck for what is near, what is far is cheaper to leave to others', () => {
  const { objective, plan } = solved({
    ...shift,
    travel: { detour: 1, costPerKm: 1 },
    places: line(0, 10, 40),
    trucks: [1, 2].map((index) => ({ id: `truck ${index}`, capacityM3: 10, home: 'km 0', costPerUse: 100 })),
    orders: [
      // One truck and 20 km: 120 instead of 500; a second load of the same truck 20 more, and not another 100.
      { id: 'near', place: 'km 10', volumeM3: 20, unserved: { outsourcing: 500, fixed: 1e6 } },
      // 80 km instead of 50.
      { id: 'far', place: 'km 40', volumeM3: 10, unserved: { outsourcing: 50, fixed: 1e6 } },
    ],
    objective: { name: 'delivery-cost' },
  });
  expect(objective).toBeCloseTo(100 + 40 + 50, 9);
  expect(plan).toMatchObject({ terms: { trucks: 100, travel: 40, unserved: 50 } });
});

test('travel-and-delay: as soon as can be, for every minute later costs more than a driver who is home early', () => {
  const { objective, plan } = solved({
    ...shift,
    places: line(0, 10),
    trucks: [{ id: 'truck', capacityM3: 5, home: 'km 0' }],
    orders: [{ id: 'now', place: 'km 10', volumeM3: 5, ideal: 0 }],
    objective: { name: 'travel-and-delay' },
  });
  // 15 min of loading, 15 on the road, 3.25 of buffer; 12.5 of unloading, 3.25 of buffer and 15 on the road: back after 64 of 180.
  const terms = { firstDelay: 33.25 * 1000, travel: 30, shortShifts: 116 * 30 };
  expect(plan).toMatchObject({ terms });
  expect(objective).toBeCloseTo(33_250 + 30 + 3480, 6);
});

test('shift: a load waits for the next truck home rather than being driven by a second one, though that is 4 min late', () => {
  const orders = [3600, 7200].map((ideal) => ({ id: `at ${ideal}`, place: 'km 10', volumeM3: 5, ideal }));
  const { objective } = solved({
    ...shift,
    places: line(0, 10),
    trucks: [1, 2].map((index) => ({ id: `truck ${index}`, capacityM3: 5, home: 'km 0', costPerUse: 100 })),
    orders,
    parameters: { peaks: { cost: 0 } },
    objective: { name: 'shift', balance: 0 },
  });
  // Unloaded at 60 min, away from there at 75.75; back, loaded and there again with its buffer at 124 min, 4 min late: 0.16.
  // Two early and two late is the least sum of squares, 0.08; how early the first one is, the search draws. A second truck
  // would be in time, for 100 more. 10 km back for the second load, 10 home.
  expect(objective).toBeGreaterThanOrEqual(100 + 20 + 0.08 - 1e-9);
  expect(objective).toBeLessThanOrEqual(100 + 20 + 0.16 + 1e-9);
});

const corner = {
  mode: 'rounds' as const,
  depot: 'depot',
  travel: { detour: 1 },
  places: [
    { id: 'depot', xKm: 0, yKm: 0 },
    { id: 'east', xKm: 3, yKm: 0 },
    { id: 'north east', xKm: 3, yKm: 4 },
  ],
  drops: ['east', 'north east'].map((place) => ({ id: place, place, demand: 1 })),
};

test.each([
  ['two drops on one round: the sides of the triangle', { capacity: 2 }, {}, 3 + 4 + 5],
  ['room for one: a round for each', { capacity: 1 }, { roundsPerVan: 2 }, 6 + 10],
  ['vans count first', { capacity: 2 }, { objective: 'vans-then-distance' as const }, 1_000_012],
])('rounds: %s', (_name, van, more, expected) => {
  const vans = [1, 2].map((index) => ({ id: `van ${index}`, ...van }));
  expect(solved({ ...corner, ...more, vans }).objective).toBeCloseTo(expected, 6);
});

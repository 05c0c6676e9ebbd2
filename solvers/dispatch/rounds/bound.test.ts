import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignmentCost } from './assignment.ts';
import { costBound } from './bound.ts';
import { fleetBound } from './fleet-bound.ts';
import { leastCost } from './testing/brute-force.ts';
import { roundsInstances } from './testing/instances.ts';

test('an assignment costs as little as the cheapest of all permutations', () => {
  const least = (costs: readonly number[][], row: number, free: readonly number[]): number =>
    row === costs.length
      ? 0
      : Math.min(
          ...free.map(
            (to) =>
              costs[row][to] +
              least(
                costs,
                row + 1,
                free.filter((other) => other !== to),
              ),
          ),
        );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.infiniteStream(fc.integer({ min: -9, max: 9 })), (size, draws) => {
      const costs = Array.from({ length: size }, () => Array.from({ length: size }, () => draws.next().value));
      expect(assignmentCost(Float64Array.from(costs.flat()), size)).toBe(least(costs, 0, [...costs.keys()]));
    }),
    { seed: 1 },
  );
});

test('the bound is no higher than the cheapest plan, and often is its cost', () => {
  let [tight, runs] = [0, 0];
  fc.assert(
    fc.property(roundsInstances({ mostStops: 5, mostTrucks: 2, mostRounds: 2 }), (instance) => {
      const least = leastCost(instance);
      const bound = costBound(instance);
      expect(bound).toBeLessThanOrEqual(least + 1e-6);
      runs++;
      if (bound > least - 1e-6) tight++;
    }),
    { numRuns: 150, seed: 2 },
  );
  expect(tight).toBeGreaterThan(runs / 10);
}, 60_000);

test('no plan that serves all has fewer trucks than the fleet bound', () => {
  let [several, served] = [0, 0];
  fc.assert(
    fc.property(roundsInstances({ mostStops: 5, mostTrucks: 3, mostRounds: 1 }), (drawn) => {
      // All must be served, and trucks are dear: the cheapest plan has as few as can be.
      const must = { ...drawn, prize: new Float64Array(drawn.stops + 1).fill(Infinity), truckCost: 1_000_000 };
      const least = leastCost(must);
      const trucks = Math.floor(least / 1_000_000);
      if (trucks > must.trucks) return;
      served++;
      expect(fleetBound(must)).toBeLessThanOrEqual(trucks);
      if (fleetBound(must) > 1) several++;
    }),
    { numRuns: 200, seed: 3 },
  );
  expect(Math.min(several, served)).toBeGreaterThan(5);
}, 60_000);

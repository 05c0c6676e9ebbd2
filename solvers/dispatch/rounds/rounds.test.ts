import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Budget, iterationBudget } from '../../solver.ts';
import { costBound } from './bound.ts';
import { fleetBound } from './fleet-bound.ts';
import { mustServePenalty, type RoundsInstance, type RoundsPlan } from './model.ts';
import { costOf, solveRounds, startTimes } from './rounds.ts';
import { isFeasible } from './schedule.ts';
import { leastCost } from './testing/brute-force.ts';
import { roundsInstances } from './testing/instances.ts';

const small = { mostStops: 4, mostTrucks: 2, mostRounds: 3 };
const middle = { mostStops: 25, mostTrucks: 5, mostRounds: 4 };

function solved(instance: RoundsInstance, iterations: number, seed = 1, start?: RoundsPlan): RoundsPlan {
  const { plan } = solveRounds(instance, iterationBudget(iterations, seed), start);
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

/** Stops on a line at 0, 1, 2, ...; travel is the distance, everything else is roomy. */
function line(stops: number, changes: Partial<RoundsInstance> = {}): RoundsInstance {
  const nodes = stops + 1;
  const matrix = Int32Array.from({ length: nodes * nodes }, (_, arc) =>
    Math.abs((arc % nodes) - Math.floor(arc / nodes)),
  );
  const trucks = changes.trucks ?? 1;
  return {
    stops,
    trucks,
    capacity: new Int32Array(trucks).fill(100),
    demand: new Int32Array(nodes).fill(1).fill(0, 0, 1),
    readyFrom: new Int32Array(nodes),
    readyTo: new Int32Array(nodes).fill(1000),
    service: new Int32Array(nodes),
    release: new Int32Array(nodes),
    durations: matrix,
    distances: matrix,
    roundsPerTruck: 1,
    reloadTime: 0,
    truckFrom: new Int32Array(trucks),
    truckTo: new Int32Array(trucks).fill(1000),
    truckCost: 0,
    prize: new Float64Array(nodes).fill(Infinity),
    allowed: undefined,
    ...changes,
  };
}

describe('against all plans', () => {
  test('the cheapest plan is found, and no bound is above it', () => {
    let [served, left, several] = [0, 0, 0];
    fc.assert(
      fc.property(roundsInstances(small), (instance) => {
        const least = leastCost(instance);
        const plan = solved(instance, 2000);
        expect(isFeasible(instance, plan.routes)).toBe(true);
        expect(plan.cost).toBeCloseTo(costOf(instance, plan.routes), 6);
        expect(plan.cost).toBeCloseTo(least, 6);
        expect(costBound(instance)).toBeLessThanOrEqual(least + 1e-6);
        const mustServed = plan.unserved.every((node) => instance.prize[node] < Infinity);
        if (mustServed) {
          const used = plan.routes.filter((rounds) => rounds.length > 0).length;
          expect(fleetBound(instance)).toBeLessThanOrEqual(used);
        }
        if (plan.unserved.length === 0) served++;
        else left++;
        if (plan.routes.some((rounds) => rounds.length > 1)) several++;
      }),
      { numRuns: 400, seed: 5 },
    );
    expect(Math.min(served, left, several)).toBeGreaterThan(20);
  }, 120_000);

  test('six stops, two trucks', () => {
    fc.assert(
      fc.property(roundsInstances({ mostStops: 6, mostTrucks: 2, mostRounds: 2 }), (instance) => {
        const least = leastCost(instance);
        expect(solved(instance, 3000).cost).toBeCloseTo(least, 6);
        expect(costBound(instance)).toBeLessThanOrEqual(least + 1e-6);
      }),
      { numRuns: 40, seed: 9 },
    );
  }, 120_000);
});

describe('what a run promises', () => {
  test('plans keep the rules, the same seed gives the same plan, and more iterations are never worse', () => {
    fc.assert(
      fc.property(roundsInstances(middle), fc.integer({ min: 0, max: 50 }), (instance, seed) => {
        const costs = [0, 40, 400].map((iterations) => {
          const plan = solved(instance, iterations, seed);
          expect(isFeasible(instance, plan.routes)).toBe(true);
          expect(solved(instance, iterations, seed)).toEqual(plan);
          return plan.cost;
        });
        expect(costs).toEqual(costs.toSorted((one, other) => other - one));
      }),
      { numRuns: 60, seed: 2 },
    );
  }, 60_000);

  test('every better plan is told, each better than the last, the last one being the answer', () => {
    fc.assert(
      fc.property(roundsInstances(middle), (instance) => {
        const told: RoundsPlan[] = [];
        const { plan } = solveRounds(instance, iterationBudget(300), undefined, (better) => told.push(better));
        for (const { routes, cost } of told) {
          expect(isFeasible(instance, routes)).toBe(true);
          expect(cost).toBeCloseTo(costOf(instance, routes), 6);
        }
        for (let index = 1; index < told.length; index++) expect(told[index].cost).toBeLessThan(told[index - 1].cost);
        expect(told.at(-1)).toEqual(plan);
      }),
      { numRuns: 60, seed: 3 },
    );
  }, 60_000);

  test('a plan to begin with comes back at least as good, and broken ones do no harm', () => {
    fc.assert(
      fc.property(roundsInstances(middle), fc.infiniteStream(fc.nat(6)), (instance, draws) => {
        const good = solved(instance, 200);
        expect(solved(instance, 0, 2, good).cost).toBeLessThanOrEqual(good.cost);
        const routes = Array.from({ length: instance.trucks + 1 }, () =>
          Array.from({ length: draws.next().value }, () => Array.from({ length: 4 }, () => draws.next().value * 3)),
        );
        const repaired = solved(instance, 0, 2, { routes, unserved: [], cost: 0 });
        expect(isFeasible(instance, repaired.routes)).toBe(true);
      }),
      { numRuns: 60, seed: 4 },
    );
  }, 60_000);

  test('the budget is asked often, and a stop ends the search', () => {
    let asked = 0;
    const stopping: Budget = { ...iterationBudget(Infinity), shouldStop: () => ++asked > 5 };
    const { plan, iterations } = solveRounds(line(30, { trucks: 3, capacity: new Int32Array(3).fill(12) }), stopping);
    expect(plan?.unserved).toEqual([]);
    expect(asked).toBe(6);
    expect(iterations).toBeLessThan(6 * 150_000);
  });

  test('with a clock the search ends when it has run out', () => {
    let left = 50;
    const ticking: Budget = { ...iterationBudget(Infinity), shouldStop: () => --left <= 0, remainingMs: () => left };
    expect(solveRounds(line(30, { trucks: 2, truckCost: 100 }), ticking).plan?.cost).toBe(160);
  });
});

describe('by hand', () => {
  test('a second round is driven where the load asks for it, and not allowed where there is one round only', () => {
    const capacity = Int32Array.of(2);
    const prize = Float64Array.of(0, 50, 50, 50);
    expect(solved(line(3, { capacity, roundsPerTruck: 2 }), 50)).toMatchObject({ cost: 8, unserved: [] });
    const single = solved(line(3, { capacity, prize }), 50);
    expect(single.unserved).toHaveLength(1);
  });

  test('a stop that must be served and has no place is told as unserved, at the documented cost', () => {
    const instance = line(2, { readyTo: Int32Array.of(1000, 1000, 1) });
    const plan = solved(instance, 50);
    expect(plan).toEqual({ routes: [[[1]]], unserved: [2], cost: 2 + mustServePenalty(instance) });
    expect(mustServePenalty(instance)).toBeGreaterThan(6);
  });

  test('stops that must be served go before many with prizes, where there is room for few', () => {
    // Of 60 stops each with its hour the truck can serve one an hour; 12 must be served, one in each of the hours.
    const hour = (node: number) => ((node - 1) % 12) * 60;
    const instance = line(60, {
      durations: new Int32Array(61 * 61).fill(10),
      readyFrom: Int32Array.from({ length: 61 }, (_, node) => (node === 0 ? 0 : hour(node))),
      readyTo: Int32Array.from({ length: 61 }, (_, node) => (node === 0 ? 1000 : hour(node) + 10)),
      service: new Int32Array(61).fill(40),
      prize: Float64Array.from({ length: 61 }, (_, node) => (node > 48 ? Infinity : 500)),
    });
    const { unserved } = solved(instance, 2000);
    expect(unserved.filter((node) => node > 48)).toEqual([]);
    expect(unserved).toHaveLength(48);
  });

  test('no stops, no trucks', () => {
    expect(solved(line(0), 100)).toEqual({ routes: [[]], unserved: [], cost: 0 });
    const prize = Float64Array.of(0, 3);
    expect(solved(line(1, { trucks: 0, prize }), 100)).toEqual({ routes: [], unserved: [1], cost: 3 });
  });

  test('several stops that are worth a way only together are served together', () => {
    // 2 x 50 there and back, and each of the five prizes is worth no such way alone.
    const away = (node: number) => (node === 0 ? 0 : 50);
    const distances = Int32Array.from({ length: 36 }, (_, arc) => Math.abs(away(arc % 6) - away(Math.floor(arc / 6))));
    const prize = new Float64Array(6).fill(30);
    expect(solved(line(5, { distances, prize }), 300)).toMatchObject({ unserved: [], cost: 100 });
  });

  test('a plan that reaches the lower bound ends the search', () => {
    // The windows leave one order only, and then the cheapest ways in and out are those of the plan.
    const windows = { readyFrom: Int32Array.of(0, 1, 2, 3), readyTo: Int32Array.of(1000, 1, 2, 3) };
    expect(solveRounds(line(3, windows), iterationBudget(10_000))).toMatchObject({ iterations: 0, plan: { cost: 6 } });
    expect(solveRounds(line(3), iterationBudget(10_000))).toMatchObject({ iterations: 10_000, plan: { cost: 6 } });
  });

  test('a stop whose prize is less than the way to it is left', () => {
    const prize = Float64Array.of(0, Infinity, 1.5);
    expect(solved(line(2, { prize }), 50)).toEqual({ routes: [[[1]]], unserved: [2], cost: 3.5 });
  });

  test('vehicles first: one truck drives all, though two would drive less', () => {
    // Stops 1 and 2 lie at opposite sides of the depot, 3 apart by road but 2 by the depot.
    const distances = Int32Array.of(0, 1, 1, 1, 0, 9, 1, 9, 0);
    const fewest = { trucks: 2, distances, capacity: Int32Array.of(9, 9) };
    expect(solved(line(2, { ...fewest, truckCost: 1000 }), 100)).toMatchObject({ cost: 1011 });
    expect(solved(line(2, fewest), 100)).toMatchObject({ cost: 4 });
  });

  test('a round waits for its goods, at the depot and not on the road', () => {
    const instance = line(3, {
      release: Int32Array.of(0, 0, 20, 0),
      readyFrom: Int32Array.of(0, 0, 0, 40),
      service: Int32Array.of(0, 2, 3, 4),
      reloadTime: 5,
      roundsPerTruck: 2,
    });
    // Goods of 2 come at 20, service at 3 begins at 40: 1 at 28 (until 30), 2 at 31 (until 34)... as late as 3 allows.
    expect(startTimes(instance, 0, [[1, 2, 3]])).toEqual([{ departure: 32, starts: [33, 36, 40], back: 47 }]);
    expect(startTimes(instance, 0, [[1], [2]])).toEqual([
      { departure: 0, starts: [1], back: 4 },
      { departure: 20, starts: [22], back: 27 },
    ]);
    expect(startTimes({ ...instance, truckTo: Int32Array.of(46) }, 0, [[1, 2, 3]])).toBeUndefined();
  });
});

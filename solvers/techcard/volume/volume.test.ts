import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadBackends, solveWithFallback } from '../../milp/backends.ts';
import type { MilpBackend } from '../../milp/milp.ts';
import { iterationBudget } from '../../solver.ts';
import { coarseModel } from './coarse.ts';
import { VolumeCosts, type VolumeDemand, type VolumeProblem, type VolumeResult } from './problem.ts';
import { solveVolume } from './solve.ts';

let backends: readonly MilpBackend[] = [];
beforeAll(async () => {
  backends = await loadBackends();
});

/** Value of a plan from problem and rows alone; throws for a broken rule. Costs are written out as they are documented. */
function checked(problem: VolumeProblem, { rows, unmet }: Pick<VolumeResult, 'rows' | 'unmet'>): number {
  const { periods, demands, ways, capacity } = problem;
  const load = new Float64Array(capacity.length);
  const placed = new Int32Array(demands.length);
  const least = Math.min(...demands.map(({ weight }) => weight).filter((weight) => weight > 0), Infinity);
  const leastWeight = Number.isFinite(least) ? least : 1;
  const dueOf = ({ duePeriod }: VolumeDemand) => Math.min(periods - 1, Math.max(0, duePeriod));
  let value = 0;
  for (const { demand, way, period, quantity } of rows) {
    const wanted = demands[demand];
    if (!Number.isInteger(quantity) || quantity <= 0) throw new Error('quantities are whole and positive');
    if (ways[way].product !== wanted.product) throw new Error('a way makes its product');
    if (period < wanted.releasePeriod || period < 0 || period >= periods) throw new Error('within release and horizon');
    placed[demand] += quantity;
    for (const { resource, seconds } of ways[way].load) load[resource * periods + period] += seconds * quantity;
    const after = period - dueOf(wanted);
    value += quantity * (after > 0 ? after * wanted.weight : (-after * leastWeight) / 1024);
  }
  for (const [at, used] of load.entries()) if (used > capacity[at] + 1e-6) throw new Error('capacity is kept');
  for (const [at, demand] of demands.entries()) {
    if (placed[at] + unmet[at] !== demand.quantity) throw new Error('each piece has a place or is unmet');
    const missing = (periods - dueOf(demand)) * demand.weight + 10 * periods * Math.max(demand.weight, leastWeight);
    value += unmet[at] * missing;
  }
  return value;
}

/** Least value over all placements of all pieces, one piece after the other. */
function bruteForce(problem: VolumeProblem): number {
  const { demands, ways, periods } = problem;
  const pieces = demands.flatMap(({ quantity }, demand) => Array.from({ length: quantity }, () => demand));
  const rows: { demand: number; way: number; period: number; quantity: number }[] = [];
  const unmet = new Int32Array(demands.length);
  let best = Infinity;
  const place = (at: number): void => {
    if (at === pieces.length) {
      try {
        best = Math.min(best, checked(problem, { rows, unmet }));
      } catch {
        // Not a plan.
      }
      return;
    }
    const demand = pieces[at];
    unmet[demand]++;
    place(at + 1);
    unmet[demand]--;
    for (const [way, { product }] of ways.entries()) {
      if (product !== demands[demand].product) continue;
      for (let period = Math.max(0, demands[demand].releasePeriod); period < periods; period++) {
        rows.push({ demand, way, period, quantity: 1 });
        place(at + 1);
        rows.pop();
      }
    }
  };
  place(0);
  return best;
}

const loads = fc.uniqueArray(fc.record({ resource: fc.nat(1), seconds: fc.integer({ min: 0, max: 5 }) }), {
  selector: ({ resource }) => resource,
  maxLength: 2,
});

function problemOf(most: { quantity: number; demands: number; periods: number }) {
  return fc
    .record({
      periods: fc.integer({ min: 1, max: most.periods }),
      capacity: fc.array(fc.nat(12), { minLength: 2 * most.periods, maxLength: 2 * most.periods }),
      ways: fc.array(fc.record({ product: fc.nat(1), site: fc.constant(0), load: loads }), { maxLength: 3 }),
      demands: fc.array(
        fc.record({
          product: fc.nat(1),
          quantity: fc.nat(most.quantity),
          releasePeriod: fc.integer({ min: -1, max: most.periods }),
          duePeriod: fc.integer({ min: -1, max: most.periods }),
          weight: fc.nat(3),
        }),
        { maxLength: most.demands },
      ),
    })
    .map(
      ({ capacity, ...rest }): VolumeProblem => ({
        ...rest,
        products: 2,
        resources: 2,
        sites: 1,
        siteOfResource: Int32Array.of(0, 0),
        capacity: Float64Array.from(capacity.slice(0, 2 * rest.periods)),
      }),
    );
}

const week = (demands: readonly Partial<VolumeDemand>[], capacity: number[]): VolumeProblem => ({
  periods: capacity.length,
  products: 1,
  resources: 1,
  sites: 1,
  siteOfResource: Int32Array.of(0),
  capacity: Float64Array.from(capacity),
  ways: [{ product: 0, site: 0, load: [{ resource: 0, seconds: 10 }] }],
  demands: demands.map((demand) => ({ product: 0, quantity: 1, releasePeriod: 0, duePeriod: 0, weight: 1, ...demand })),
});

test('pieces are made in the due period where it has room, else before it', () => {
  // 10 s a piece, 3 pieces a period: of 5 pieces due in period 2, three are made in it and two a period before.
  const result = solveVolume(week([{ quantity: 5, duePeriod: 2 }], [35, 35, 35]), iterationBudget(100), backends);
  expect(result).toMatchObject({ late: 0, early: 2, found: 'optimal', endedBy: 'proof' });
  expect(result.rows).toEqual([
    { demand: 0, way: 0, period: 1, quantity: 2 },
    { demand: 0, way: 0, period: 2, quantity: 3 },
  ]);
});

test('the lighter order is late, and what has no place in the horizon is told', () => {
  // Room for 1, 1, 1; three pieces of weight 2 due at 0 and one of weight 5: the heavy one first, 1 and 2 periods late then, one unmet.
  const problem = week([{ quantity: 3, weight: 2 }, { weight: 5 }], [10, 10, 10]);
  const result = solveVolume(problem, iterationBudget(100), backends);
  expect(result.rows).toEqual([
    { demand: 0, way: 0, period: 1, quantity: 1 },
    { demand: 0, way: 0, period: 2, quantity: 1 },
    { demand: 1, way: 0, period: 0, quantity: 1 },
  ]);
  expect([...result.unmet]).toEqual([1, 0]);
  expect(result.late).toBe(2 * 1 + 2 * 2);
  // An unmet piece: 3 periods to the end of the horizon and ten horizons, at weight 2.
  expect(result.objective).toBe(6 + 2 * 3 + 10 * 3 * 2);
});

test('plans keep the rules, are valued as documented, and bounds are never above the best plan', () => {
  const tally = { runs: 0, optimal: 0, unmet: 0, proved: 0 };
  fc.assert(
    fc.property(problemOf({ quantity: 2, demands: 3, periods: 3 }), (problem) => {
      if (problem.demands.reduce((sum, { quantity }) => sum + quantity, 0) > 4) return;
      const best = bruteForce(problem);
      const result = solveVolume(problem, iterationBudget(40), backends);
      expect(checked(problem, result)).toBeCloseTo(result.objective, 9);
      expect(result.objective).toBeGreaterThan(best - 1e-6);
      expect(result.lowerBound).toBeLessThan(best + 1e-6);
      const coarse = solveWithFallback(backends, coarseModel(problem, new VolumeCosts(problem), 2), {
        timeLimitMs: Infinity,
      });
      expect(coarse.bound).toBeLessThan(best + 1e-6);
      if (result.found === 'optimal') expect(result.objective).toBeCloseTo(best, 5);
      tally.runs++;
      if (result.unmet.some((pieces) => pieces > 0)) tally.unmet++;
      if (result.found === 'optimal') tally.optimal++;
      if (Math.abs(result.objective - best) < 1e-6) tally.proved++;
    }),
    { numRuns: 250, seed: 11 },
  );
  expect(tally.runs).toBeGreaterThan(150);
  expect(tally.unmet).toBeGreaterThan(20);
  // The programme is solved to its end on problems of this size.
  expect(tally.optimal).toBe(tally.runs);
  expect(tally.proved).toBe(tally.runs);
});

test('with and without libraries, plans of larger problems keep the rules; the same seed gives the same plan', () => {
  let runs = 0;
  fc.assert(
    fc.property(problemOf({ quantity: 9, demands: 14, periods: 6 }), fc.boolean(), (problem, withLibraries) => {
      const libraries = withLibraries ? backends : [];
      const before = structuredClone(problem);
      const result = solveVolume(problem, iterationBudget(60), libraries);
      expect(checked(problem, result)).toBeCloseTo(result.objective, 6);
      expect(result.lowerBound).toBeLessThanOrEqual(result.objective);
      expect(result.objective).toBeLessThanOrEqual(solveVolume(problem, iterationBudget(0)).objective + 1e-9);
      expect(solveVolume(problem, iterationBudget(60), libraries)).toEqual(result);
      expect(problem).toEqual(before);
      runs++;
    }),
    { numRuns: 60, seed: 12 },
  );
  expect(runs).toBe(60);
});

test('many orders of one product are planned as one class to the same optimum as one by one', () => {
  let runs = 0;
  fc.assert(
    fc.property(
      fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 3 }), duePeriod: fc.nat(4), slack: fc.nat(3) }), {
        minLength: 5,
        maxLength: 9,
      }),
      fc.array(fc.nat(60), { minLength: 5, maxLength: 5 }),
      (orders, capacity) => {
        const demands = orders.map(({ quantity, duePeriod, slack }) => ({
          quantity,
          duePeriod,
          releasePeriod: duePeriod - slack,
        }));
        const classed = week(demands, capacity);
        // A product of its own for each order makes classes of one; ways and capacity stay the same.
        const apart: VolumeProblem = {
          ...classed,
          products: demands.length,
          ways: demands.map((_, product) => ({ ...classed.ways[0], product })),
          demands: classed.demands.map((demand, product) => ({ ...demand, product })),
        };
        const one = solveVolume(classed, iterationBudget(40), backends);
        const other = solveVolume(apart, iterationBudget(40), backends);
        expect([one.found, other.found]).toEqual(['optimal', 'optimal']);
        expect(one.objective).toBeCloseTo(other.objective, 5);
        expect(checked(classed, one)).toBeCloseTo(one.objective, 9);
        runs++;
      },
    ),
    { numRuns: 40, seed: 13 },
  );
  expect(runs).toBe(40);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demandOver } from '../distributions/demand-over.ts';
import type { Distribution } from '../distributions/distribution.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import { optimalSs, type SsInputs, ssCost } from './ss-exact.ts';
import { powerApproximation } from './ss-power-approximation.ts';

function poisson(mean: number): Distribution {
  return distributionOf({ type: 'poisson', mean });
}

function atOnce(demand: Distribution, holdingCost: number, stockoutCost: number, fixedCost: number): SsInputs {
  return { holdingCost, stockoutCost, fixedCost, periodDemand: demand, coveredDemand: demand };
}

const price = fc.double({ min: 0.1, max: 20, noNaN: true });
const small: fc.Arbitrary<SsInputs> = fc
  .record({
    holdingCost: price,
    stockoutCost: price,
    fixedCost: fc.double({ min: 0, max: 60, noNaN: true }),
    leadTime: fc.integer({ min: 0, max: 2 }),
    spec: fc.oneof(
      fc.double({ min: 0.1, max: 6, noNaN: true }).map((mean) => ({ type: 'poisson' as const, mean })),
      fc.double({ min: 0.3, max: 0.9, noNaN: true }).map((p) => ({ type: 'geometric' as const, p })),
      fc
        .array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 })
        .filter((samples) => samples.some((sample) => sample > 0))
        .map((samples) => ({ type: 'empirical' as const, samples })),
    ),
  })
  .map(({ leadTime, spec, ...costs }) => ({
    ...costs,
    periodDemand: distributionOf(spec),
    coveredDemand: demandOver(spec, leadTime + 1),
  }));

/** The long-run cost from the stationary distribution of the position after ordering, on s + 1, ..., S, by power iteration. */
function costByStationaryDistribution(inputs: SsInputs, s: number, S: number): number {
  const n = S - s;
  const p = Array.from({ length: n }, (_, d) => inputs.periodDemand.pdf(d));
  let share = new Array<number>(n).fill(1 / n);
  // Lazy steps (half a chance to stay) have the same stationary distribution and no cycles.
  for (let round = 0; round < 2500; round++) {
    const next = share.map((value) => value / 2);
    share.forEach((value, down) => {
      let stays = 0;
      for (let d = 0; d + down < n; d++) {
        next[down + d] += (value * p[d]) / 2;
        stays += p[d];
      }
      next[0] += (value * (1 - stays)) / 2;
    });
    share = next;
  }
  let cost = 0;
  share.forEach((value, down) => {
    const y = S - down;
    let orders = 1;
    for (let d = 0; d + down < n; d++) orders -= p[d];
    const { coveredDemand: demand, holdingCost, stockoutCost, fixedCost } = inputs;
    cost += value * (fixedCost * orders + holdingCost * demand.complementaryLoss(y) + stockoutCost * demand.loss(y));
  });
  return cost;
}

describe('(s, S), exact', () => {
  // Zheng and Federgruen (1991), table 1: K = 64, h = 1, p = 9; costs as printed, digits from a renewal enumeration.
  test.each([
    [10, 6, 40, 35.02155527232041],
    [20, 14, 62, 49.173035744939355],
    [25, 19, 56, 54.26216671858916],
    [35, 28, 77, 61.215479047687104],
    [50, 42, 108, 70.97521232954884],
    [60, 52, 129, 77.30592943452233],
    [23, 17, 52, 52.756736007243006],
    [61, 52, 131, 77.92873488238746],
  ])('Poisson demand of mean %d: (%d, %d) at %d', (mean, reorderPoint, orderUpTo, cost) => {
    const best = optimalSs(atOnce(poisson(mean), 1, 9, 64));
    expect([best.reorderPoint, best.orderUpTo]).toEqual([reorderPoint, orderUpTo]);
    expect(best.costPerPeriod).toBeCloseTo(cost, 8);
  });

  test('where nearly every period orders, many reorder points cost the same', () => {
    const inputs = atOnce(poisson(65), 1, 9, 64);
    const best = optimalSs(inputs);
    expect(best.orderUpTo).toBe(75);
    expect(best.costPerPeriod).toBeCloseTo(78.51823321008833, 5);
    expect(best.costPerPeriod).toBeLessThanOrEqual(
      ssCost(inputs, { reorderPoint: 70, orderUpTo: 75 }).costPerPeriod + 1e-12,
    );
  });

  test('no policy at all is better: all reorder points and levels around', () => {
    let ran = 0;
    fc.assert(
      fc.property(small, (inputs) => {
        const best = optimalSs(inputs);
        fc.pre(best.orderUpTo - best.reorderPoint < 40);
        let least = Infinity;
        for (let s = best.reorderPoint - 8; s <= best.reorderPoint + 10; s++)
          for (let S = s + 1; S <= best.orderUpTo + 12; S++)
            least = Math.min(least, ssCost(inputs, { reorderPoint: s, orderUpTo: S }).costPerPeriod);
        expect(best.costPerPeriod).toBeLessThanOrEqual(least * (1 + 1e-11));
        ran++;
      }),
      { numRuns: 30 },
    );
    expect(ran).toBeGreaterThanOrEqual(30);
  });

  test('the cost is that of the stationary distribution', () => {
    let ran = 0;
    fc.assert(
      fc.property(
        small,
        fc.integer({ min: -4, max: 6 }),
        fc.integer({ min: 1, max: 14 }),
        (inputs, reorderPoint, gap) => {
          const orderUpTo = reorderPoint + gap;
          const found = ssCost(inputs, { reorderPoint, orderUpTo }).costPerPeriod;
          expect(found / costByStationaryDistribution(inputs, reorderPoint, orderUpTo)).toBeCloseTo(1, 6);
          ran++;
        },
      ),
      { numRuns: 20 },
    );
    expect(ran).toBeGreaterThanOrEqual(20);
  });

  test('without a fixed cost it is the base-stock policy', () => {
    const best = optimalSs(atOnce(poisson(6), 1, 4, 0));
    expect([best.reorderPoint, best.orderUpTo]).toEqual([7, 8]);
    expect(best.costPerPeriod).toBeCloseTo(3.570106945770946, 9);
  });

  test('one unit every period and a fixed cost: the discrete order quantity', () => {
    const demand = distributionOf({ type: 'discrete', pmf: [[1, 1]] });
    // n periods per order, stock n - 1, ..., 0 at their ends: K / n + h (n - 1) / 2 without shortage, least at n = 10.
    const best = optimalSs(atOnce(demand, 1, 1000, 50));
    expect(best.orderUpTo - best.reorderPoint).toBe(10);
    expect(best.costPerPeriod).toBeCloseTo(50 / 10 + 9 / 2, 9);
    expect(best.periodsPerOrder).toBeCloseTo(10, 9);
  });

  test('sparse demand: most periods have none', () => {
    const inputs = atOnce(poisson(0.02), 0.1, 5, 2);
    const best = optimalSs(inputs);
    for (const [s, S] of [
      [best.reorderPoint - 1, best.orderUpTo],
      [best.reorderPoint, best.orderUpTo + 1],
      [best.reorderPoint + 1, best.orderUpTo + 1],
    ])
      expect(ssCost(inputs, { reorderPoint: s, orderUpTo: S }).costPerPeriod).toBeGreaterThanOrEqual(
        best.costPerPeriod,
      );
    // A unit every 50 periods on average; now and then an order comes a unit late.
    expect(best.periodsPerOrder / (50 * (best.orderUpTo - best.reorderPoint))).toBeCloseTo(1.005, 3);
  });
});

describe('power approximation', () => {
  const inputs = { holdingCost: 0.18, stockoutCost: 0.7, fixedCost: 2.5, demandMean: 50, demandSd: 8, leadTime: 0 };

  test('Snyder and Shen, example 4.8', () => {
    const policy = powerApproximation(inputs);
    expect(policy.reorderPoint).toBeCloseTo(40.19461695647407, 8);
    expect(policy.orderUpTo).toBeCloseTo(74.29017010980579, 8);
    expect(policy.capped.orderUpTo).toBeCloseTo(56.60395592743389, 8);
  });

  test('near the optimum where an order lasts several periods', () => {
    for (const mean of [10, 20, 40]) {
      const exact = atOnce(poisson(mean), 1, 9, 64 * (mean / 10));
      const policy = powerApproximation({ ...exact, demandMean: mean, demandSd: Math.sqrt(mean), leadTime: 0 });
      const rounded = { reorderPoint: Math.round(policy.reorderPoint), orderUpTo: Math.round(policy.orderUpTo) };
      expect(ssCost(exact, rounded).costPerPeriod).toBeLessThan(optimalSs(exact).costPerPeriod * 1.05);
    }
  });

  test('without deviation: a number, and the limit of small ones', () => {
    const certain = powerApproximation({ ...inputs, demandSd: 0 });
    const nearly = powerApproximation({ ...inputs, demandSd: 1e-9 });
    expect(certain.reorderPoint).toBeCloseTo(0.973 * 50, 9);
    expect(nearly.reorderPoint).toBeCloseTo(certain.reorderPoint, 3);
  });
});

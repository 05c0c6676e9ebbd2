import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DemandDistribution } from '../../../models/reorder-questions/distribution.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import { latticeDemandOver, onLattice } from './serial/lattice-demand.ts';
import { localBaseStock } from './serial/recursion.ts';
import { type SerialEchelonInput, serialEchelon } from './serial-echelon.ts';

const example: SerialEchelonInput = {
  stages: [
    { echelonHoldingCost: 3, leadTime: 1 },
    { echelonHoldingCost: 2, leadTime: 1 },
    { echelonHoldingCost: 2, leadTime: 2 },
  ],
  stockoutCost: 37.12,
  demand: { type: 'normal', mean: 5, sd: 1 },
};

/** Whole-unit demand: the stock's distribution carried downstream, all levels tried. */
function carried(input: SerialEchelonInput, pmfs: readonly (readonly number[])[], levels: readonly number[]): number {
  const total = input.stages.reduce((sum, { echelonHoldingCost }) => sum + echelonHoldingCost, input.stockoutCost);
  let positions: [number, number][] = [[levels[levels.length - 1], 1]];
  let cost = 0;
  for (let j = levels.length - 1; j >= 0; j--) {
    const after = positions.flatMap(([at, chance]) => pmfs[j].map((p, d): [number, number] => [at - d, chance * p]));
    for (const [stock, chance] of after) {
      cost += input.stages[j].echelonHoldingCost * chance * stock;
      if (j === 0) cost += total * chance * Math.max(0, -stock);
    }
    const merged = new Map<number, number>();
    for (const [stock, chance] of after) {
      const next = j > 0 ? Math.min(levels[j - 1], stock) : stock;
      merged.set(next, (merged.get(next) ?? 0) + chance);
    }
    positions = [...merged];
  }
  return cost;
}

describe('serial system', () => {
  test('example 6.1 of Snyder and Shen: levels 6.49, 12.02, 22.71 and a cost of 47.65', () => {
    const found = serialEchelon(example);
    expect(found.echelonBaseStock[0]).toBeCloseTo(6.49, 2);
    expect(found.echelonBaseStock[1]).toBeCloseTo(12.02, 2);
    expect(found.echelonBaseStock[2]).toBeCloseTo(22.71, 2);
    expect(Math.abs(found.costPerTime - 47.65)).toBeLessThan(0.02);
    // Stage 1 faces its demand alone: the newsvendor with the echelon penalty.
    expect(found.echelonBaseStock[0]).toBeCloseTo(distributionOf(example.demand).quantile(41.12 / 44.12), 5);
    expect(found.latticeError).toBeLessThan(1e-4);
  });

  test('one stage is the newsvendor', () => {
    for (const demand of [
      { type: 'normal', mean: 50, sd: 8 },
      { type: 'gamma', shape: 3, scale: 10 },
      { type: 'poisson', mean: 12 },
    ] as const satisfies readonly DemandDistribution[]) {
      const found = serialEchelon({ stages: [{ echelonHoldingCost: 2, leadTime: 1 }], stockoutCost: 18, demand });
      const distribution = distributionOf(demand);
      const level = distribution.quantile(0.9);
      expect(Math.abs(found.echelonBaseStock[0] - level)).toBeLessThan(1e-4 * distribution.sd);
      const cost = 2 * distribution.complementaryLoss(level) + 18 * distribution.loss(level);
      expect(Math.abs(found.costPerTime - cost)).toBeLessThan(2e-7 * cost);
    }
  });

  test('whole-unit demand: the best of all levels by brute force', () => {
    let runs = 0;
    fc.assert(
      fc.property(
        fc.record({
          holding: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
          stockoutCost: fc.integer({ min: 1, max: 40 }),
          samples: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
          noLead: fc.boolean(),
        }),
        ({ holding, stockoutCost, samples, noLead }) => {
          const leadTimes = holding.map((_, j) => (noLead && j === 1 ? 0 : 1));
          const input: SerialEchelonInput = {
            stages: holding.map((echelonHoldingCost, j) => ({ echelonHoldingCost, leadTime: leadTimes[j] })),
            stockoutCost,
            demand: { type: 'empirical', samples },
          };
          const pmf = [0, 1, 2, 3, 4].map((value) => samples.filter((s) => s === value).length / samples.length);
          const pmfs = leadTimes.map((leadTime) => (leadTime === 0 ? [1] : pmf));
          const found = serialEchelon(input);
          expect(found.wholeUnits).toBe(true);
          expect(found.costPerTime).toBeCloseTo(carried(input, pmfs, found.echelonBaseStock), 9);
          let best = Infinity;
          const tryAll = (levels: number[]) => {
            if (levels.length === holding.length) best = Math.min(best, carried(input, pmfs, levels));
            else for (let level = 0; level <= 4 * holding.length; level++) tryAll([...levels, level]);
          };
          tryAll([]);
          expect(found.costPerTime).toBeCloseTo(best, 9);
          // Levels that are given are evaluated, not improved.
          const given = holding.map((_, j) => 2 * j);
          expect(serialEchelon({ ...input, echelonBaseStock: given }).costPerTime).toBeCloseTo(
            carried(input, pmfs, given),
            9,
          );
          runs++;
        },
      ),
      { numRuns: 25, seed: 3 },
    );
    expect(runs).toBe(25);
  });

  test('levels lie within the newsvendor bounds of Shang and Song', () => {
    // F^-1((p + h_(>j)) / (p + H)) <= S_j <= F^-1((p + h_(>j)) / (p + h_(>=j))) over the lead times 1..j.
    let levels = 0;
    fc.assert(
      fc.property(
        fc.record({
          stages: fc.array(
            fc.record({ echelonHoldingCost: fc.integer({ min: 1, max: 9 }), leadTime: fc.constantFrom(0.5, 1, 2) }),
            { minLength: 2, maxLength: 4 },
          ),
          stockoutCost: fc.integer({ min: 5, max: 100 }),
          mean: fc.integer({ min: 1, max: 30 }),
        }),
        ({ stages, stockoutCost, mean }) => {
          const { echelonBaseStock } = serialEchelon({ stages, stockoutCost, demand: { type: 'poisson', mean } });
          const sum = (from: number, to = stages.length) =>
            stages.slice(from, to).reduce((total, { echelonHoldingCost }) => total + echelonHoldingCost, 0);
          let leadTime = 0;
          stages.forEach((stage, j) => {
            leadTime += stage.leadTime;
            const demand = distributionOf({ type: 'poisson', mean: mean * leadTime });
            const above = stockoutCost + sum(j + 1);
            expect(echelonBaseStock[j]).toBeGreaterThanOrEqual(demand.quantile(above / (stockoutCost + sum(0))) - 1e-9);
            expect(echelonBaseStock[j]).toBeLessThanOrEqual(demand.quantile(above / (stockoutCost + sum(j))) + 1e-9);
            levels++;
          });
        },
      ),
      { numRuns: 40, seed: 17 },
    );
    expect(levels).toBeGreaterThan(80);
  });

  test('units do not matter', () => {
    const small = serialEchelon(example);
    const large = serialEchelon({ ...example, demand: { type: 'normal', mean: 5000, sd: 1000 } });
    large.echelonBaseStock.forEach((level, j) => {
      expect(level / 1000).toBeCloseTo(small.echelonBaseStock[j], 6);
    });
    expect(large.costPerTime / 1000).toBeCloseTo(small.costPerTime, 6);
  });

  test('demand that never varies is held nowhere but on the way', () => {
    const found = serialEchelon({ ...example, demand: { type: 'normal', mean: 5, sd: 0 } });
    expect(found.echelonBaseStock).toEqual([5, 10, 20]);
    // In transit to stage 1: 5 units at 2 + 2; to stage 2: 5 at 2.
    expect(found.costPerTime).toBeCloseTo(5 * 4 + 5 * 2, 9);
  });

  test('the cost around the outermost level is least there', () => {
    const found = serialEchelon(example);
    for (const away of [-3, -1, -0.2, 0.2, 1, 3])
      expect(found.outermostCost(found.echelonBaseStock[2] + away)).toBeGreaterThan(found.costPerTime);
  });

  test('heavy tails and much demand still come back, with their error told', () => {
    const heavy = serialEchelon({ ...example, demand: { type: 'lognormal', mu: 1, sigma: 1 } });
    expect(heavy.latticeError).toBeLessThan(0.01 * heavy.costPerTime);
    const much = serialEchelon({ ...example, demand: { type: 'poisson', mean: 5e6 } });
    const normal = serialEchelon({ ...example, demand: { type: 'normal', mean: 5e6, sd: Math.sqrt(5e6) } });
    expect(much.costPerTime / normal.costPerTime).toBeCloseTo(1, 4);
  });
});

describe('parts', () => {
  test('local levels', () => {
    expect(localBaseStock([4, 9, 10])).toEqual([4, 5, 1]);
    // A level above the next one upstream can never be reached.
    expect(localBaseStock([10, 8, 12])).toEqual([8, 0, 4]);
  });

  test('a lattice keeps the mean, and the deviation up to its step', () => {
    for (const spec of [
      { type: 'gamma', shape: 0.5, scale: 2 },
      { type: 'uniform', min: 3, max: 7 },
      { type: 'normal', mean: -2, sd: 1 },
    ] as const satisfies readonly DemandDistribution[]) {
      const distribution = distributionOf(spec);
      const { first, weights } = onLattice(distribution, 0.02);
      const mean = weights.reduce((sum, weight, k) => sum + weight * (first + k) * 0.02, 0);
      const variance = weights.reduce((sum, weight, k) => sum + weight * ((first + k) * 0.02 - mean) ** 2, 0);
      expect(mean).toBeCloseTo(distribution.mean, 8);
      expect(Math.abs(variance - distribution.sd ** 2)).toBeLessThan(0.02 ** 2);
    }
  });

  test('lead times of families without a closed sum are added up', () => {
    const { first, weights } = latticeDemandOver({ type: 'geometric', p: 0.4 }, 3, 1);
    const sum = distributionOf({ type: 'negative-binomial', r: 3, p: 0.4 });
    for (let k = 0; k < 30; k++) expect(weights[3 + k - first]).toBeCloseTo(sum.pdf(k), 10);
  });
});

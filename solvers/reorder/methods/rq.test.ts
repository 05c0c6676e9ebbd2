import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distributionOf, normal } from '../distributions/distribution-of.ts';
import {
  eilApproximation,
  eilCost,
  eoqbApproximation,
  eoqssApproximation,
  lossFunctionApproximation,
} from './rq-approximations.ts';
import { bestDiscreteReorderPoint, discreteRqCost, optimalDiscreteRq } from './rq-discrete.ts';
import { bestReorderPoint, eoqWithBackorders, optimalRq, type RqInputs, rqCost } from './rq-normal.ts';

/** Snyder and Shen, Fundamentals of Supply Chain Theory, example 5.1, and problem 5.1. */
const example: RqInputs = {
  holdingCost: 0.225,
  stockoutCost: 7.5,
  fixedCost: 8,
  demandMean: 1300,
  leadTimeDemand: normal(1300 / 12, 150 * Math.sqrt(1 / 12)),
};
const problem: RqInputs = {
  holdingCost: 3.1,
  stockoutCost: 45,
  fixedCost: 50,
  demandMean: 800,
  leadTimeDemand: normal((800 * 4) / 365, 40 * Math.sqrt(4 / 365)),
};

const price = fc.double({ min: 0.05, max: 50, noNaN: true });
const continuous: fc.Arbitrary<RqInputs> = fc.record({
  holdingCost: price,
  stockoutCost: price,
  fixedCost: price,
  demandMean: fc.double({ min: 1, max: 500, noNaN: true }),
  leadTimeDemand: fc.oneof(
    fc
      .record({ mean: fc.double({ min: 0, max: 300, noNaN: true }), sd: fc.double({ min: 0.1, max: 80, noNaN: true }) })
      .map(({ mean, sd }) => normal(mean, sd)),
    fc
      .record({
        shape: fc.double({ min: 0.5, max: 60, noNaN: true }),
        scale: fc.double({ min: 0.1, max: 5, noNaN: true }),
      })
      .map(({ shape, scale }) => distributionOf({ type: 'gamma', shape, scale })),
  ),
});

/** The cost by the midpoint rule over positions, losses as they are. */
function costByPositions(inputs: RqInputs, r: number, q: number): number {
  const points = 4000;
  let sum = 0;
  for (let i = 0; i < points; i++) {
    const y = r + ((i + 0.5) / points) * q;
    const { leadTimeDemand: demand } = inputs;
    sum += inputs.holdingCost * demand.complementaryLoss(y) + inputs.stockoutCost * demand.loss(y);
  }
  return (inputs.fixedCost * inputs.demandMean) / q + sum / points;
}

describe('(r, Q), continuous demand', () => {
  test('example 5.1 and problem 5.1', () => {
    expect(rqCost(example, { reorderPoint: 126.8, orderQuantity: 328.5 }).costPerTime).toBeCloseTo(
      78.07116250928294,
      8,
    );
    expect(rqCost(problem, { reorderPoint: 100, orderQuantity: 250 }).costPerTime).toBeCloseTo(830.3219178082192, 8);
    const best = optimalRq(example);
    expect(best.reorderPoint).toBeCloseTo(126.867063, 4);
    expect(best.orderQuantity).toBeCloseTo(328.449145, 3);
    expect(best.costPerTime).toBeCloseTo(78.07114627, 7);
    expect(bestReorderPoint(example, 318)).toBeCloseTo(127.7880348669655, 4);
    expect(bestReorderPoint(problem, 750)).toBeCloseTo(-39.569675038859785, 4);
  });

  test('the cost is that of the positions between r and r + Q', () => {
    fc.assert(
      fc.property(
        continuous,
        fc.double({ min: -3, max: 4, noNaN: true }),
        fc.double({ min: -3, max: 2, noNaN: true }),
        (inputs, away, lnQuantity) => {
          const r = inputs.leadTimeDemand.mean + away * inputs.leadTimeDemand.sd;
          const q = 20 * Math.exp(lnQuantity);
          const found = rqCost(inputs, { reorderPoint: r, orderQuantity: q });
          expect(found.costPerTime / costByPositions(inputs, r, q)).toBeCloseTo(1, 5);
          const parts = found.orderingCost + found.holdingCostPerTime + found.stockoutCostPerTime;
          expect(parts / found.costPerTime).toBeCloseTo(1, 12);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('no policy around the optimum is better, and the optimum is worth the cost of its ends', () => {
    let ran = 0;
    fc.assert(
      fc.property(continuous, (inputs) => {
        const best = optimalRq(inputs);
        const cost = (r: number, q: number) => rqCost(inputs, { reorderPoint: r, orderQuantity: q }).costPerTime;
        for (const dr of [-1, -0.1, -0.01, 0, 0.01, 0.1, 1])
          for (const factor of [0.5, 0.9, 0.99, 1, 1.01, 1.1, 2]) {
            const other = cost(best.reorderPoint + dr * inputs.leadTimeDemand.sd, best.orderQuantity * factor);
            expect(other).toBeGreaterThanOrEqual(best.costPerTime * (1 - 1e-9));
          }
        const { leadTimeDemand: demand, holdingCost, stockoutCost } = inputs;
        const g = (y: number) => holdingCost * demand.complementaryLoss(y) + stockoutCost * demand.loss(y);
        expect(g(best.reorderPoint) / best.costPerTime).toBeCloseTo(1, 6);
        expect(g(best.reorderPoint + best.orderQuantity) / best.costPerTime).toBeCloseTo(1, 6);
        ran++;
      }),
      { numRuns: 25 },
    );
    expect(ran).toBeGreaterThanOrEqual(25);
  });

  test('without deviation it is the order quantity with back orders', () => {
    const inputs = { ...example, leadTimeDemand: normal(1300 / 12, 0) };
    const best = optimalRq(inputs);
    expect(best.orderQuantity).toBeCloseTo(eoqWithBackorders(inputs), 6);
    const { holdingCost: h, stockoutCost: p } = inputs;
    expect(best.costPerTime).toBeCloseTo(Math.sqrt((2 * 8 * 1300 * h * p) / (h + p)), 8);
    expect(best.reorderPoint).toBeCloseTo(1300 / 12 - (best.orderQuantity * h) / (h + p), 6);
  });

  test('a range of a millionth of a deviation keeps its digits', () => {
    const inputs = { ...example, fixedCost: 0, leadTimeDemand: normal(0, 1e6) };
    const at = rqCost(inputs, { reorderPoint: 2e6, orderQuantity: 1 });
    const g = 0.225 * inputs.leadTimeDemand.complementaryLoss(2e6 + 0.5) + 7.5 * inputs.leadTimeDemand.loss(2e6 + 0.5);
    expect(at.costPerTime / g).toBeCloseTo(1, 12);
  });
});

describe('approximations of (r, Q)', () => {
  test('example 5.1', () => {
    const eil = eilApproximation(example);
    expect(eil?.reorderPoint).toBeCloseTo(213.9704421358024, 4);
    expect(eil?.orderQuantity).toBeCloseTo(318.5901810768729, 4);
    expect(eil?.costPerTime).toBeCloseTo(95.45114022285196, 6);
    expect(eoqbApproximation(example).reorderPoint).toBeCloseTo(128.637814424271, 4);
    expect(eoqbApproximation(example).orderQuantity).toBeCloseTo(308.5737801203754, 6);
    expect(eoqssApproximation(example).reorderPoint).toBeCloseTo(190.3369965715624, 6);
    expect(eoqssApproximation(example).orderQuantity).toBeCloseTo(304.0467800264368, 6);
    expect(lossFunctionApproximation(example).reorderPoint).toBeCloseTo(126.8670642878315, 2);
    expect(lossFunctionApproximation(example).orderQuantity).toBeCloseTo(328.4491413581765, 2);
  });

  test('none is better than the optimum; EOQB is within an eighth of it', () => {
    fc.assert(
      fc.property(continuous, (inputs) => {
        const best = optimalRq(inputs).costPerTime;
        for (const policy of [eoqbApproximation(inputs), eoqssApproximation(inputs), lossFunctionApproximation(inputs)])
          expect(rqCost(inputs, policy).costPerTime).toBeGreaterThanOrEqual(best * (1 - 1e-9));
        // Zheng (1992): at most 1/8 above the optimum.
        expect(rqCost(inputs, eoqbApproximation(inputs)).costPerTime).toBeLessThanOrEqual(best * 1.125);
      }),
      { numRuns: 25 },
    );
  });

  test('the expected-inventory-level policy is a least point of its own cost, where it has one', () => {
    let found = 0;
    fc.assert(
      fc.property(continuous, (inputs) => {
        const policy = eilApproximation(inputs);
        if (!policy) return;
        found++;
        const { reorderPoint: r, orderQuantity: q } = policy;
        const step = 1e-3 * inputs.leadTimeDemand.sd;
        for (const [otherR, otherQ] of [
          [r + step, q],
          [r - step, q],
          [r, q * 1.001],
          [r, q * 0.999],
        ])
          expect(eilCost(inputs, { reorderPoint: otherR, orderQuantity: otherQ })).toBeGreaterThanOrEqual(
            policy.costPerTime - 1e-7 * Math.abs(policy.costPerTime),
          );
      }),
      { numRuns: 100 },
    );
    expect(found).toBeGreaterThan(20);
  });

  test('shortages that cost next to nothing leave it without an optimum', () => {
    expect(eilApproximation({ ...example, stockoutCost: 0.01 })).toBeUndefined();
  });
});

const discrete: fc.Arbitrary<RqInputs> = fc.record({
  holdingCost: price,
  stockoutCost: price,
  fixedCost: fc.double({ min: 0, max: 60, noNaN: true }),
  demandMean: fc.double({ min: 0.2, max: 12, noNaN: true }),
  leadTimeDemand: fc.oneof(
    fc.double({ min: 0, max: 15, noNaN: true }).map((mean) => distributionOf({ type: 'poisson', mean })),
    fc.double({ min: 0.2, max: 0.9, noNaN: true }).map((p) => distributionOf({ type: 'negative-binomial', r: 3, p })),
    fc
      .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 })
      .map((samples) => distributionOf({ type: 'empirical', samples })),
  ),
});

describe('(r, Q), whole units', () => {
  const poisson = (mean: number) => distributionOf({ type: 'poisson', mean });

  test('Snyder and Shen, example 5.8 and problem 5.2', () => {
    const inputs = { holdingCost: 20, stockoutCost: 150, fixedCost: 100, demandMean: 1.5, leadTimeDemand: poisson(3) };
    const best = optimalDiscreteRq(inputs);
    expect([best.reorderPoint, best.orderQuantity]).toEqual([3, 5]);
    expect(best.costPerTime).toBeCloseTo(107.9235806331498, 9);
    expect(discreteRqCost(inputs, { reorderPoint: 8, orderQuantity: 12 }).costPerTime).toBeCloseTo(
      242.5281637662021,
      9,
    );
    const other = { holdingCost: 4, stockoutCost: 28, fixedCost: 4, demandMean: 12, leadTimeDemand: poisson(6) };
    expect(discreteRqCost(other, { reorderPoint: 3, orderQuantity: 9 }).costPerTime).toBeCloseTo(34.2641544694695, 9);
  });

  test('no policy at all is better: all reorder points and quantities around', () => {
    let ran = 0;
    fc.assert(
      fc.property(discrete, (inputs) => {
        const best = optimalDiscreteRq(inputs);
        fc.pre(best.orderQuantity <= 60);
        const from = best.reorderPoint - 15;
        const costs = Array.from({ length: 160 }, (_, i) => {
          const { leadTimeDemand: demand, holdingCost, stockoutCost } = inputs;
          const y = from + 1 + i;
          return holdingCost * demand.complementaryLoss(y) + stockoutCost * demand.loss(y);
        });
        let least = Infinity;
        for (let r = from; r <= best.reorderPoint + 15; r++) {
          let total = inputs.fixedCost * inputs.demandMean;
          for (let q = 1; q <= 2 * best.orderQuantity + 5; q++) {
            total += costs[r + q - from - 1];
            least = Math.min(least, total / q);
          }
        }
        expect(Math.abs(best.costPerTime - least)).toBeLessThanOrEqual(1e-9 * least);
        ran++;
      }),
      { numRuns: 100 },
    );
    expect(ran).toBeGreaterThanOrEqual(100);
  });

  test('the best reorder point for a quantity, by trying all', () => {
    const inputs = { holdingCost: 1, stockoutCost: 9, fixedCost: 64, demandMean: 10, leadTimeDemand: poisson(25) };
    for (const orderQuantity of [1, 2, 7, 32, 33, 90]) {
      const cost = (r: number) => discreteRqCost(inputs, { reorderPoint: r, orderQuantity }).costPerTime;
      const all = Array.from({ length: 130 }, (_, i) => cost(i - 80));
      expect(cost(bestDiscreteReorderPoint(inputs, orderQuantity))).toBeCloseTo(Math.min(...all), 9);
    }
  });

  test('the cost over many positions is the mean of theirs', () => {
    const inputs = { holdingCost: 1, stockoutCost: 9, fixedCost: 0, demandMean: 10, leadTimeDemand: poisson(25.5) };
    for (const reorderPoint of [-7, 0, 20, 60]) {
      let sum = 0;
      for (let y = reorderPoint + 1; y <= reorderPoint + 50; y++)
        sum += inputs.leadTimeDemand.complementaryLoss(y) + 9 * inputs.leadTimeDemand.loss(y);
      expect(discreteRqCost(inputs, { reorderPoint, orderQuantity: 50 }).costPerTime).toBeCloseTo(sum / 50, 9);
    }
  });

  test('demand so small that its probabilities are no numbers is none', () => {
    const inputs = { holdingCost: 1, stockoutCost: 9, fixedCost: 64, demandMean: 10, leadTimeDemand: poisson(5e-324) };
    expect(optimalDiscreteRq(inputs)).toEqual(optimalDiscreteRq({ ...inputs, leadTimeDemand: poisson(0) }));
  });

  test('orders that cost nothing come one by one, at the newsvendor level', () => {
    const best = optimalDiscreteRq({
      holdingCost: 1,
      stockoutCost: 4,
      fixedCost: 0,
      demandMean: 6,
      leadTimeDemand: poisson(6),
    });
    expect([best.reorderPoint, best.orderQuantity]).toEqual([7, 1]);
  });
});

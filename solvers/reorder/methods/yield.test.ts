import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distributionOf } from '../distributions/distribution-of.ts';
import { eoq } from './eoq.ts';
import {
  eoqYieldAdditive,
  eoqYieldAdditiveCost,
  eoqYieldMultiplicative,
  eoqYieldMultiplicativeCost,
} from './eoq-yield.ts';
import {
  newsvendorYieldAdditive,
  newsvendorYieldAdditiveCost,
  newsvendorYieldAdditiveUniform,
  newsvendorYieldAdditiveUniformCost,
  newsvendorYieldMultiplicative,
  newsvendorYieldMultiplicativeCost,
} from './newsvendor-yield.ts';

const amount = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);
const ratio = fc.double({ min: 0.05, max: 20, noNaN: true });

describe('economic order quantity', () => {
  // Snyder and Shen (2019), Fundamentals of Supply Chain Theory, examples 9.4 and 9.5.
  const plant = { holdingCost: 0.06, fixedCost: 18500, demandRate: 75000 };

  test('the examples of Snyder and Shen', () => {
    const additive = eoqYieldAdditive({ ...plant, yieldMean: -15000, yieldSd: 9000 });
    expect(additive.orderQuantity).toBeCloseTo(230246.3704688188, 5);
    expect(additive.costPerTime).toBeCloseTo(12914.78222812913, 6);
    const multiplicative = eoqYieldMultiplicative({
      ...plant,
      yieldMean: 5 / 6,
      yieldSd: Math.sqrt(0.0198412698412698),
    });
    expect(multiplicative.orderQuantity).toBeCloseTo(254460.213, 2);
    expect(multiplicative.costPerTime).toBeCloseTo(13086.52524, 4);
  });

  test('no other quantity costs less; a sure yield leaves the EOQ', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        amount(-2, 4),
        amount(-2, 2),
        amount(-1, 4),
        amount(-2, 2),
        amount(-2, 0),
        ratio,
        (fixedCost, holdingCost, demandRate, yieldSd, share, times) => {
          const problem = { fixedCost, holdingCost, demandRate, yieldSd };
          const additive = eoqYieldAdditive({ ...problem, yieldMean: -share });
          const other = eoqYieldAdditiveCost({ ...problem, yieldMean: -share }, times * additive.orderQuantity);
          if (times * additive.orderQuantity > share) {
            expect(other).toBeGreaterThanOrEqual(additive.costPerTime * (1 - 1e-12));
            compared++;
          }
          const multiplicative = eoqYieldMultiplicative({ ...problem, yieldMean: share });
          expect(
            eoqYieldMultiplicativeCost({ ...problem, yieldMean: share }, times * multiplicative.orderQuantity),
          ).toBeGreaterThanOrEqual(multiplicative.costPerTime * (1 - 1e-12));
          const sure = eoqYieldAdditive({ ...problem, yieldMean: 0, yieldSd: 0 });
          expect(sure.orderQuantity / eoq(problem).orderQuantity).toBeCloseTo(1, 10);
          expect(
            eoqYieldMultiplicative({ ...problem, yieldMean: 1, yieldSd: 0 }).costPerTime / eoq(problem).costPerTime,
          ).toBeCloseTo(1, 10);
        },
      ),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(150);
  });

  test('where more than the best arrives unasked nothing is ordered', () => {
    const flooded = { ...plant, yieldMean: 1e6, yieldSd: 10 };
    expect(eoqYieldAdditive(flooded).orderQuantity).toBe(0);
    expect(eoqYieldAdditive(flooded).costPerTime).toBeCloseTo(eoqYieldAdditiveCost(flooded, 0), 9);
  });
});

describe('newsvendor', () => {
  // Snyder and Shen (2019), example 9.6.
  const reactor = { holdingCost: 15e6, stockoutCost: 75e6, demand: 1.5 };

  test('the example of Snyder and Shen, in closed form and by the distribution', () => {
    const uniform = newsvendorYieldAdditiveUniform({ ...reactor, yieldLo: -0.5, yieldHi: 0.5 });
    expect(uniform.baseStockLevel).toBeCloseTo(11 / 6, 12);
    expect(uniform.costPerPeriod).toBeCloseTo(6.25e6, 3);
    const general = newsvendorYieldAdditive({
      ...reactor,
      yield: distributionOf({ type: 'uniform', min: -0.5, max: 0.5 }),
    });
    expect(general.baseStockLevel).toBeCloseTo(11 / 6, 9);
    expect(general.costPerPeriod / 6.25e6).toBeCloseTo(1, 9);
  });

  test('the uniform cost is the mean over the yields, also where stock never or always suffices', () => {
    let sides = 0;
    fc.assert(
      fc.property(
        amount(-2, 2),
        amount(-2, 2),
        fc.double({ min: -5, max: 5, noNaN: true }),
        amount(-1, 1),
        fc.double({ min: -20, max: 40, noNaN: true }),
        (holdingCost, stockoutCost, yieldLo, width, level) => {
          const problem = { holdingCost, stockoutCost, demand: 10, yieldLo, yieldHi: yieldLo + width };
          let sum = 0;
          for (let at = 0; at < 20_000; at++) {
            const left = level + yieldLo + (width * (at + 0.5)) / 20_000 - 10;
            sum += left > 0 ? holdingCost * left : -stockoutCost * left;
          }
          const cost = newsvendorYieldAdditiveUniformCost(problem, level);
          expect(Math.abs(cost - sum / 20_000)).toBeLessThan(1e-6 * (1 + cost));
          expect(cost).toBeGreaterThanOrEqual(newsvendorYieldAdditiveUniform(problem).costPerPeriod * (1 - 1e-12));
          if (level + yieldLo >= 10 || level + yieldLo + width <= 10) sides++;
        },
      ),
      { numRuns: 60 },
    );
    expect(sides).toBeGreaterThan(10);
  });

  test('listed yields: the best of all levels that can be, additive and multiplicative', () => {
    let compared = 0;
    const samples = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(samples, amount(-1, 2), amount(-1, 2), (tenths, holdingCost, stockoutCost) => {
        const shares = tenths.map((value) => value / 10);
        const problem = {
          holdingCost,
          stockoutCost,
          demand: 7,
          yield: distributionOf({ type: 'empirical', samples: shares }),
        };
        const mean = (left: (share: number) => number) =>
          shares.reduce((sum, share) => sum + Math.max(holdingCost * left(share), -stockoutCost * left(share)), 0) /
          shares.length;
        const additive = newsvendorYieldAdditive(problem);
        const multiplicative = newsvendorYieldMultiplicative(problem);
        expect(additive.costPerPeriod).toBeCloseTo(
          mean((share) => additive.baseStockLevel + share - 7),
          9,
        );
        expect(multiplicative.costPerPeriod).toBeCloseTo(
          mean((share) => multiplicative.baseStockLevel * share - 7),
          6,
        );
        // The cost is linear between the levels at which a yield just meets the demand.
        for (const share of [...shares, Infinity]) {
          const level = 7 / share;
          expect(mean((other) => level * other - 7)).toBeGreaterThanOrEqual(
            multiplicative.costPerPeriod * (1 - 1e-9) - 1e-9,
          );
          if (level > 0)
            expect(newsvendorYieldMultiplicativeCost(problem, level)).toBeCloseTo(
              mean((other) => level * other - 7),
              9,
            );
          if (share === Infinity) continue;
          expect(newsvendorYieldAdditiveCost(problem, 7 - share)).toBeGreaterThanOrEqual(additive.costPerPeriod - 1e-9);
          compared++;
        }
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  test('a sure share is ordered for in full; nothing demanded is not', () => {
    const sure = {
      holdingCost: 1,
      stockoutCost: 4,
      demand: 12,
      yield: distributionOf({ type: 'empirical', samples: [0.8] }),
    };
    expect(newsvendorYieldMultiplicative(sure).baseStockLevel).toBeCloseTo(15, 6);
    expect(newsvendorYieldMultiplicative({ ...sure, demand: 0 })).toEqual({ baseStockLevel: 0, costPerPeriod: 0 });
  });
});

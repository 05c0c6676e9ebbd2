import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demandOver } from '../distributions/demand-over.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import { newsvendorAt, optimalNewsvendor } from './newsvendor.ts';
import { myopicLevel } from './newsvendor-myopic.ts';
import { newsvendorProfit } from './newsvendor-profit.ts';

describe('newsvendor', () => {
  // Snyder and Shen, Fundamentals of Supply Chain Theory, examples 4.3, 4.4 (lead time 4) and 4.7.
  test.each([
    { mean: 50, sd: 8, periods: 1, level: 56.60395592743389, cost: 1.997605193176645 },
    { mean: 50, sd: 8, periods: 5, level: 264.7668943741548, cost: 4.466781004149578 },
  ])('normal demand of $periods periods', ({ mean, sd, periods, level, cost }) => {
    const demand = demandOver({ type: 'normal', mean, sd }, periods);
    const best = optimalNewsvendor({ demand, holdingCost: 0.18, stockoutCost: 0.7 });
    expect(best.baseStockLevel).toBeCloseTo(level, 8);
    expect(best.costPerPeriod).toBeCloseTo(cost, 10);
  });

  test('Poisson demand', () => {
    const demand = distributionOf({ type: 'poisson', mean: 6 });
    const best = optimalNewsvendor({ demand, holdingCost: 1, stockoutCost: 4 });
    expect(best.baseStockLevel).toBe(8);
    expect(best.costPerPeriod).toBeCloseTo(3.570106945770946, 10);
    expect(newsvendorAt({ demand, holdingCost: 1, stockoutCost: 4 }, 5).costPerPeriod).toBeCloseTo(
      6.590296024616344,
      10,
    );
  });

  test('whole demand: the least of the cheapest levels, by trying all', () => {
    let ran = 0;
    const costs = fc.constantFrom(0.1, 0.5, 1, 2, 9);
    const pmf = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 6 })
      .map((pairs) => {
        const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
        return pairs.map(([value, weight]): [number, number] => [value, weight / total]);
      });
    fc.assert(
      fc.property(pmf, costs, costs, (list, holdingCost, stockoutCost) => {
        const cost = (y: number) =>
          list.reduce(
            (sum, [d, p]) => sum + p * (holdingCost * Math.max(0, y - d) + stockoutCost * Math.max(0, d - y)),
            0,
          );
        const levels = Array.from({ length: 17 }, (_, y) => y);
        const least = Math.min(...levels.map(cost));
        const best = optimalNewsvendor({
          demand: distributionOf({ type: 'discrete', pmf: list }),
          holdingCost,
          stockoutCost,
        });
        expect(best.costPerPeriod).toBeCloseTo(least, 10);
        expect(best.baseStockLevel).toBe(levels.find((y) => cost(y) < least + 1e-11));
        ran++;
      }),
    );
    expect(ran).toBeGreaterThanOrEqual(100);
  });

  test('demand without deviation costs nothing', () => {
    const demand = distributionOf({ type: 'normal', mean: 20, sd: 0 });
    expect(optimalNewsvendor({ demand, holdingCost: 1, stockoutCost: 3 })).toMatchObject({
      baseStockLevel: 20,
      costPerPeriod: 0,
      cycleServiceLevel: 1,
    });
  });
});

describe('newsvendor in terms of profit', () => {
  const goods = { revenue: 4, purchaseCost: 1, salvageValue: 0, holdingCost: 0, stockoutCost: 0 };

  test('Porteus, as in the manual of SCperf', () => {
    const at = newsvendorProfit({ ...goods, demand: distributionOf({ type: 'normal', mean: 100, sd: 30 }) });
    expect(at.baseStockLevel).toBeCloseTo(120.23469250588245, 8);
    expect(at.expectedProfit).toBeCloseTo(261.8668112779072, 8);
    expect(at.expectedMismatchCost).toBeCloseTo(38.133188722092825, 8);
  });

  test('profit is what is sold less what is bought, unit by unit', () => {
    const prices = { revenue: 7, purchaseCost: 2.5, salvageValue: 1.5, holdingCost: 1, stockoutCost: 5 };
    const demand = distributionOf({ type: 'poisson', mean: 50 });
    for (const level of [0, 30, 57, 90]) {
      let profit = 0;
      for (let d = 0; d < 200; d++) {
        const left = Math.max(0, level - d);
        const short = Math.max(0, d - level);
        profit += demand.pdf(d) * (7 * Math.min(d, level) - 2.5 * level + (1.5 - 1) * left - 5 * short);
      }
      expect(newsvendorProfit({ ...prices, demand }, level).expectedProfit).toBeCloseTo(profit, 8);
    }
    const best = newsvendorProfit({ ...prices, demand });
    expect(best.baseStockLevel).toBe(57);
    expect(best.expectedProfit).toBeCloseTo(203.67269269293658, 8);
  });
});

describe('myopic level', () => {
  const prices = {
    holdingCost: 0.18,
    stockoutCost: 0.7,
    purchaseCost: 0.3,
    purchaseCostNextPeriod: 0.35,
    discountFactor: 0.98,
  };
  const demand = distributionOf({ type: 'normal', mean: 50, sd: 8 });

  test('Snyder and Shen, example 4.1 of the myopic policy', () => {
    const best = myopicLevel({ ...prices, demand });
    expect(best.baseStockLevel).toBeCloseTo(58.09891883213067, 8);
    expect(best.costPerPeriod).toBeCloseTo(16.682411764618777, 8);
    expect(myopicLevel({ ...prices, demand }, 62).costPerPeriod).toBeCloseTo(16.850319828088736, 8);
  });

  test('a dearer next period raises the level, a cheaper one lowers it', () => {
    const level = (purchaseCostNextPeriod: number) =>
      myopicLevel({ ...prices, purchaseCostNextPeriod, demand }).baseStockLevel;
    expect(level(0.45)).toBeGreaterThan(level(0.35));
    expect(level(0.25)).toBeLessThan(level(0.35));
  });
});

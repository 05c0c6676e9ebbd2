import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distributionOf } from '../distributions/distribution-of.ts';
import { multiPeriodNewsvendorCost, multiPeriodNewsvendorLevel } from './multi-period-newsvendor.ts';
import { summedDemand } from './summed-demand.ts';

const poisson = (mean: number) => distributionOf({ type: 'poisson', mean });
const three = { cumulativeDemand: [10, 20, 30].map(poisson), holdingCost: 1, stockoutCost: 5 };

test('three Poisson periods of mean 10 each: level 30 costs 43.267 and is the best', () => {
  expect(multiPeriodNewsvendorCost(three, 30)).toBeCloseTo(43.26695892644429, 9);
  expect(multiPeriodNewsvendorLevel(three)).toBe(30);
});

test('the level is where the cost is least', () => {
  let ran = 0;
  const means = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 });
  const costs = fc.record({
    holdingCost: fc.integer({ min: 1, max: 5 }),
    stockoutCost: fc.integer({ min: 0, max: 30 }),
    purchaseCost: fc.integer({ min: 0, max: 20 }),
  });
  fc.assert(
    fc.property(means, costs, (list, given) => {
      let sum = 0;
      const cumulativeDemand = list.map((mean) => {
        sum += mean;
        return poisson(sum);
      });
      const problem = { ...given, cumulativeDemand };
      const level = multiPeriodNewsvendorLevel(problem);
      const all = Array.from({ length: 200 }, (_, other) => multiPeriodNewsvendorCost(problem, other));
      expect(all[level]).toBeLessThanOrEqual(Math.min(...all) * (1 + 1e-12) + 1e-12);
      ran++;
    }),
    { numRuns: 300 },
  );
  expect(ran).toBe(300);
});

test('convolved sums are the sums that are known in closed form', () => {
  const { sums, gridStep } = summedDemand([10, 10, 10].map(poisson));
  expect(gridStep).toBe(1);
  expect(multiPeriodNewsvendorCost({ ...three, cumulativeDemand: sums }, 27)).toBeCloseTo(
    multiPeriodNewsvendorCost(three, 27),
    8,
  );
  const normals = [50, 60].map((mean) => distributionOf({ type: 'normal', mean, sd: 10 }));
  const { sums: summed } = summedDemand(normals);
  const direct = distributionOf({ type: 'normal', mean: 110, sd: Math.sqrt(200) });
  expect(summed[1].loss(120)).toBeCloseTo(direct.loss(120), 3);
});

test('normal demand gives a level between whole units; where owing is cheap nothing is ordered', () => {
  const normal = {
    cumulativeDemand: [distributionOf({ type: 'normal', mean: 100, sd: 20 })],
    holdingCost: 1,
    stockoutCost: 3,
  };
  expect(multiPeriodNewsvendorLevel(normal)).toBeCloseTo(113.4898, 4);
  expect(multiPeriodNewsvendorLevel({ ...normal, purchaseCost: 3 })).toBe(0);
});

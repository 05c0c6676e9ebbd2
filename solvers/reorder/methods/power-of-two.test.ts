import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JointReplenishmentProblem, jointReplenishmentCost } from './joint-replenishment.ts';
import { powerOfTwoReplenishment } from './power-of-two.ts';

// Rossi (2021), Inventory Analytics, joint replenishment by weeks.
const weeks = {
  sharedFixedCost: 5,
  itemFixedCosts: [1, 2, 4, 6, 16],
  holdingCosts: [1, 1, 1, 1, 1],
  demandRates: [2, 2, 2, 2, 2],
};

test('the example of Rossi, by weeks', () => {
  const plan = powerOfTwoReplenishment({ ...weeks, basePeriodsPerTime: 52 });
  expect(plan.costPerTime).toBeCloseTo(25.33173076923077, 9);
  expect(plan.cycles.every((cycle) => Number.isInteger(Math.log2(Math.round(cycle * 52))))).toBe(true);
  expect(plan.lowerBound).toBeLessThan(plan.costPerTime);
});

const amount = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);
const problems = fc.integer({ min: 1, max: 4 }).chain((items) => {
  const list = (low: number, high: number) => fc.array(amount(low, high), { minLength: items, maxLength: items });
  return fc.record({
    sharedFixedCost: amount(-1, 2),
    itemFixedCosts: list(-1, 2),
    holdingCosts: list(-1, 1),
    demandRates: list(-1, 2),
  });
});

/** Least cost of cycles 2^a base periods, each item's at least the shared one: all exponents tried. */
function enumerated(problem: JointReplenishmentProblem, basePeriod: number): number {
  let least = Infinity;
  for (let shared = 0; shared <= 24; shared++) {
    const baseCycle = basePeriod * 2 ** shared;
    const multiples = problem.demandRates.map((_, item) => {
      const exponents = Array.from({ length: 25 }, (_, exponent) => exponent);
      const costs = exponents.map((exponent) => {
        const alone = problem.demandRates.map((_, other) => (other === item ? 2 ** exponent : 0));
        return jointReplenishmentCost(problem, baseCycle, alone);
      });
      return 2 ** costs.indexOf(Math.min(...costs));
    });
    least = Math.min(least, jointReplenishmentCost(problem, baseCycle, multiples));
  }
  return least;
}

test('the best of all exponents on a calendar, and 6.07 % above any policy at most', () => {
  let compared = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      const plan = powerOfTwoReplenishment({ ...problem, basePeriodsPerTime: 4096 });
      expect(plan.costPerTime / enumerated(problem, 1 / 4096)).toBeCloseTo(1, 9);
      expect(jointReplenishmentCost(problem, plan.baseCycle, plan.multiples) / plan.costPerTime).toBeCloseTo(1, 9);
      // The guarantee needs a base period short enough to round down to.
      if (plan.baseCycle > 1 / 4096) {
        expect(plan.costPerTime).toBeLessThanOrEqual(plan.lowerBound * 1.0607);
        compared++;
      }
    }),
    { numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(100);
});

test('a free base period is at least as good as 20 others, and 2.02 % above any policy at most', () => {
  let compared = 0;
  fc.assert(
    fc.property(problems, (problem) => {
      const plan = powerOfTwoReplenishment(problem);
      expect(plan.costPerTime).toBeLessThanOrEqual(plan.lowerBound * 1.0202);
      expect(plan.multiples.every((m) => Number.isInteger(Math.log2(m)))).toBe(true);
      for (let at = 0; at < 20; at++)
        expect(enumerated(problem, 2 ** (-14 + at / 20))).toBeGreaterThanOrEqual(plan.costPerTime * (1 - 1e-10));
      compared++;
    }),
    { numRuns: 40 },
  );
  expect(compared).toBe(40);
});

test('a base period longer than any cycle that is wanted is the cycle of all', () => {
  const plan = powerOfTwoReplenishment({ ...weeks, basePeriodsPerTime: 0.01 });
  expect(plan.baseCycle).toBe(100);
  expect(plan.multiples).toEqual([1, 1, 1, 1, 1]);
  expect(powerOfTwoReplenishment({ ...weeks, demandRates: [0, 0, 0, 0, 0] }).costPerTime).toBe(0);
});

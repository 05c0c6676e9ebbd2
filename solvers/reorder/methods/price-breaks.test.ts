import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allUnitsBreaks, allUnitsCost, type BreaksProblem } from './all-units-breaks.ts';
import { incrementalBreaks, incrementalCost } from './incremental-breaks.ts';
import { regionOf } from './price-breaks.ts';

// Snyder and Shen (2019), Fundamentals of Supply Chain Theory, examples 3.6 and 3.7.
const candy: BreaksProblem = {
  fixedCost: 8,
  holdingCostRate: 0.3,
  holdingCost: 0,
  demandRate: 1300,
  breakpoints: [0, 400, 800],
  unitCosts: [0.75, 0.72, 0.68],
};

test('the candy bars of Snyder and Shen: all-units goes to the last break, incremental stays before the first', () => {
  expect(allUnitsBreaks(candy)).toMatchObject({ orderQuantity: 800, region: 2 });
  expect(allUnitsBreaks(candy).costPerTime).toBeCloseTo(978.6, 9);
  expect(incrementalBreaks(candy).region).toBe(0);
  expect(incrementalBreaks(candy).orderQuantity).toBeCloseTo(304.0467800264, 8);
  expect(incrementalBreaks(candy).costPerTime).toBeCloseTo(1043.4105255059, 8);
});

test('an incremental lot in the last region (stockpyl, example of its documentation)', () => {
  const best = incrementalBreaks({
    fixedCost: 150,
    holdingCostRate: 0.25,
    holdingCost: 0,
    demandRate: 2400,
    breakpoints: [0, 300, 600],
    unitCosts: [100, 90, 80],
  });
  expect(best.region).toBe(2);
  expect(best.orderQuantity).toBeCloseTo(1481.8906842274164, 7);
  expect(best.costPerTime).toBeCloseTo(222762.8136845483, 6);
});

test('where the next region is dearer the best order stays just below its break', () => {
  // EOQ at price 1 is sqrt(2 * 100 * 100 / 0.5) = 200, but from 150 on each unit costs 2.
  const dearer = {
    ...candy,
    fixedCost: 100,
    holdingCostRate: 0.5,
    demandRate: 100,
    breakpoints: [0, 150],
    unitCosts: [1, 2],
  };
  const best = allUnitsBreaks(dearer);
  expect(best.region).toBe(0);
  expect(best.orderQuantity).toBeLessThan(150);
  expect(best.orderQuantity).toBeCloseTo(150, 6);
  expect(allUnitsCost(dearer, best.orderQuantity).costPerTime).toBe(best.costPerTime);
  // Incremental: what an order costs has a kink there, and the best is on it.
  expect(incrementalBreaks(dearer).orderQuantity).toBeCloseTo(150, 9);
});

test('a quantity at a break has the price of the region that begins there', () => {
  expect([0, 399.999, 400, 799, 800, 1e9].map((quantity) => regionOf(candy.breakpoints, quantity))).toEqual([
    0, 0, 1, 1, 2, 2,
  ]);
  expect(regionOf([0, 0.9], 3 * 0.3)).toBe(1);
});

const amount = fc.double({ min: -1, max: 3, noNaN: true }).map((exponent) => 10 ** exponent);
const problems = fc
  .record({
    fixedCost: fc.oneof(amount, fc.constant(0)),
    holdingCostRate: fc.double({ min: 0.01, max: 1, noNaN: true }),
    holdingCost: fc.oneof(amount, fc.constant(0)),
    demandRate: amount,
    steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0.6, max: 1.2, noNaN: true })), {
      maxLength: 4,
    }),
  })
  .map(({ steps, ...rest }): BreaksProblem => {
    const breakpoints = [0, ...new Set(steps.map(([at]) => at))].sort((a, b) => a - b);
    let price = 10;
    const unitCosts = breakpoints.map((_, at) => {
      if (at > 0) price *= steps[at - 1][1];
      return price;
    });
    return { ...rest, breakpoints, unitCosts };
  });

/** Price of an order, unit by unit of the price list. */
function bill({ breakpoints, unitCosts }: BreaksProblem, quantity: number, incremental: boolean): number {
  if (!incremental) return quantity * unitCosts[breakpoints.findLastIndex((from) => from <= quantity)];
  return unitCosts.reduce((sum, price, region) => {
    const units = Math.min(quantity, breakpoints[region + 1] ?? Infinity) - breakpoints[region];
    return sum + Math.max(0, units) * price;
  }, 0);
}

function directCost(problem: BreaksProblem, quantity: number, incremental: boolean): number {
  const { fixedCost, holdingCost, holdingCostRate, demandRate } = problem;
  const price = bill(problem, quantity, incremental);
  const carrying = (holdingCost + holdingCostRate * (price / quantity)) * (quantity / 2);
  return (demandRate / quantity) * (fixedCost + price) + carrying;
}

describe.each([
  ['all-units', allUnitsBreaks, allUnitsCost, false],
  ['incremental', incrementalBreaks, incrementalCost, true],
] as const)('%s breaks', (_, optimise, evaluate, incremental) => {
  test('no quantity of a dense grid costs less, prices falling or rising', () => {
    let compared = 0;
    fc.assert(
      fc.property(problems, (problem) => {
        const best = optimise(problem);
        for (let point = 0; point <= 1000; point++) {
          const quantity = 10 ** (-2 + (8 * point) / 1000);
          const cost = directCost(problem, quantity, incremental);
          if (Math.abs(evaluate(problem, quantity).costPerTime / cost - 1) > 1e-9)
            throw new Error(`${quantity} costs ${cost}`);
          if (cost < best.costPerTime * (1 - 1e-9))
            throw new Error(`${quantity} costs ${cost}, not ${best.costPerTime}`);
          compared++;
        }
        if (best.orderQuantity > 0)
          expect(directCost(problem, best.orderQuantity, incremental) / best.costPerTime).toBeCloseTo(1, 9);
      }),
      { numRuns: 200 },
    );
    expect(compared).toBe(200 * 1001);
  });
});

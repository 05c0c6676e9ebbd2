import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalDemand, planFiniteHorizon } from './finite-horizon.ts';
import { myopicBounds } from './myopic-bounds.ts';

const five = {
  demand: normalDemand(100, 20, 5),
  fixedCost: 50,
  purchaseCost: 2,
  holdingCost: 1,
  stockoutCost: 20,
  terminalHoldingCost: 1,
  terminalStockoutCost: 20,
};

test('five periods of normal demand, to three decimals', () => {
  const bounds = myopicBounds(five);
  const rounded = (list: readonly (number | undefined)[]) =>
    list.map((bound) => Math.round((bound ?? 0) * 1000) / 1000);
  expect(rounded(bounds.orderUpToLower)).toEqual([133.368, 133.368, 133.368, 133.368, 126.183]);
  expect(rounded(bounds.orderUpToUpper)).toEqual([191.66, 191.66, 191.66, 191.66, 126.183]);
  expect(rounded(bounds.reorderLower)).toEqual([110.26, 110.26, 110.26, 110.26, 111.666]);
  expect(rounded(bounds.reorderUpper)).toEqual([133.368, 133.368, 133.368, 133.368, 111.666]);
});

test('the optimal rules of stationary problems lie between them', () => {
  let ran = 0;
  fc.assert(
    fc.property(
      fc.record({
        K: fc.integer({ min: 0, max: 300 }),
        h: fc.integer({ min: 1, max: 4 }),
        p: fc.integer({ min: 5, max: 40 }),
      }),
      fc.constantFrom(1, 0.95),
      ({ K, h, p }, discountFactor) => {
        const problem = {
          demand: normalDemand(40, 8, 4),
          fixedCost: K,
          purchaseCost: 1,
          holdingCost: h,
          stockoutCost: p,
          terminalHoldingCost: 0,
          terminalStockoutCost: 0,
          discountFactor,
        };
        const bounds = myopicBounds(problem);
        const { rules } = planFiniteHorizon(problem);
        // The last period is a problem of its own, which the bounds solve up to rounding; whole levels and rounded demand miss by little more than one.
        rules.forEach(({ reorderPoint, orderUpTo }, t) => {
          expect(orderUpTo).toBeGreaterThanOrEqual(bounds.orderUpToLower[t] - 1.5);
          expect(orderUpTo).toBeLessThanOrEqual(bounds.orderUpToUpper[t] + 1.5);
          expect(reorderPoint).toBeGreaterThanOrEqual(bounds.reorderLower[t] - 1.5);
          expect(reorderPoint).toBeLessThanOrEqual((bounds.reorderUpper[t] ?? Infinity) + 1.5);
        });
        ran++;
      },
    ),
    { numRuns: 60 },
  );
  expect(ran).toBe(60);
});

test('a fixed cost that rises leaves no upper bound of the reorder point', () => {
  const bounds = myopicBounds({ ...five, fixedCost: [50, 50, 80, 50, 50] });
  expect(bounds.reorderUpper[1]).toBeUndefined();
  expect(bounds.reorderUpper[2]).toBeLessThan(bounds.orderUpToLower[2]);
});

test('demand without deviation: each unit above costs h, each below p - c', () => {
  const bounds = myopicBounds({ ...five, demand: normalDemand(100, 0, 5), purchaseCost: 0 });
  expect(bounds.orderUpToLower[0]).toBe(100);
  expect(bounds.orderUpToUpper[0]).toBeCloseTo(150, 9);
  expect(bounds.reorderLower[0]).toBeCloseTo(97.5, 9);
});

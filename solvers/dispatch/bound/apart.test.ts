import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import { blankInstance } from '../blank-instance.ts';
import { lowerBound } from '../bound.ts';
import { never } from '../instance.ts';
import { ApartRelaxation } from './apart.ts';
import { finerApartBound, quickApartBound } from './apart-bound.ts';
import { bestOfAll } from './exhaustive.ts';
import { legCosts, noLegCosts } from './leg-costs.ts';
import { type TinyKind, tinyShift } from './tiny-shifts.ts';

test('whatever the prices and however many, no plan is better', () => {
  const seen = { priced: 0, served: 0, above: 0 };
  fc.assert(
    fc.property(
      fc.constantFrom<TinyKind>('costs of all kinds', 'volume only', 'fixed loads').chain(tinyShift),
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 40, maxLength: 40 }),
      fc.nat({ max: 1 }),
      (instance, buckets, digits, legs) => {
        const best = bestOfAll(instance, 20_000);
        const totalL = instance.volumeL.reduce((sum, volume) => sum + volume, 0);
        const relaxation = ApartRelaxation.of(instance)!;
        for (const objective of ['volume', 'cost'] as const) {
          relaxation.choose(
            objective,
            objective === 'volume' ? noLegCosts(instance) : legCosts(instance)[legs],
            buckets,
          );
          const prices = Float64Array.from(
            { length: relaxation.size },
            (_, i) => Math.max(0, digits[(i * 7) % 40]) / 6,
          );
          const bound = relaxation.evaluate(prices, new Float64Array(relaxation.size));
          expect(bound).toBeLessThanOrEqual((objective === 'volume' ? totalL - best.servedL : best.cost) + 1e-6);
          seen.priced += Number(relaxation.terms.trucks < 0);
          seen.served += Number(relaxation.programs.some((program) => program.served));
        }
      },
    ),
    { seed: 4, numRuns: 400 },
  );
  expect(seen.priced).toBeGreaterThan(200);
  expect(seen.served).toBeGreaterThan(200);
});

test('excess is a supergradient: no other prices prove more than it promises', () => {
  fc.assert(
    fc.property(
      tinyShift('costs of all kinds'),
      fc.array(fc.nat({ max: 9 }), { minLength: 80, maxLength: 80 }),
      (instance, digits) => {
        const relaxation = ApartRelaxation.of(instance)!;
        relaxation.choose('cost', legCosts(instance)[0], 10);
        const { size } = relaxation;
        const at = Float64Array.from({ length: size }, (_, i) => digits[i % 40] / 9);
        const elsewhere = Float64Array.from({ length: size }, (_, i) => digits[40 + ((i * 3) % 40)] / 9);
        const excess = new Float64Array(size);
        const other = relaxation.evaluate(elsewhere, new Float64Array(size));
        let promised = relaxation.evaluate(at, excess);
        for (let i = 0; i < size; i++) promised += excess[i] * (elsewhere[i] - at[i]);
        expect(other).toBeLessThanOrEqual(promised + 1e-6);
      },
    ),
    { seed: 5, numRuns: 300 },
  );
});

test('searches end at bounds, each no lower than the one it begins with', () => {
  let raised = 0;
  fc.assert(
    fc.property(fc.constantFrom<TinyKind>('costs of all kinds', 'volume only').chain(tinyShift), (instance) => {
      const relaxation = ApartRelaxation.of(instance)!;
      const quick = quickApartBound(relaxation, 'cost', legCosts(instance), 20, () => false)!;
      const finer = finerApartBound(relaxation, quick, 8, 40, () => false);
      expect(finer.bound).toBeGreaterThanOrEqual(quick.bound);
      expect(finer.bound).toBeLessThanOrEqual(bestOfAll(instance, 20_000).cost + 1e-6);
      raised += Number(finer.bound > quick.bound + 0.01);
    }),
    { seed: 6, numRuns: 200 },
  );
  expect(raised).toBeGreaterThan(10);
});

/** One whole order of 10 m3, a missing litre costs 1. */
const order = { volumeL: Int32Array.of(10_000), unservedPerL: Float64Array.of(1) };

test('small loads of a large truck: 10 m3 are served, and not 0', () => {
  // At 100 s per m3 no load above 3 m3 keeps; the truck of 100 l, which has no time, makes units of volume small.
  const instance = {
    ...blankInstance({ trucks: 2, docks: [1], sites: 1, orders: 1 }),
    ...order,
    capacityL: Int32Array.of(10_000, 100),
    startBy: Int32Array.of(never, -1),
    unloadPerKl: Float64Array.of(100, 100),
    lifetime: Int32Array.of(300),
    windowTo: Int32Array.of(1000),
  };
  expect(lowerBound(instance, iterationBudget(0)).lowerBound).toBeLessThanOrEqual(1e-6);
  expect(lowerBound(instance, iterationBudget(0)).servedVolumeAtMostL).toBe(10_000);
});

test('a plant that is as far in papers as another in travel is farther where traffic is light: 10 m3 are served, and not 0', () => {
  // 100 s of papers at the first plant, 100 s of travel from the second one, which take 50; concrete keeps for 60.
  const instance = {
    ...blankInstance({ trucks: 1, docks: [1, 1], sites: 1, orders: 1 }),
    ...order,
    capacityL: Int32Array.of(10_000),
    afterLoading: Int32Array.of(100, 0),
    travelOut: Int32Array.of(0, 100),
    traffic: { from: Int32Array.of(-never), factors: Float64Array.of(0.5) },
    lifetime: Int32Array.of(60),
    windowTo: Int32Array.of(1000),
  };
  expect(lowerBound(instance, iterationBudget(0)).lowerBound).toBeLessThanOrEqual(1e-6);
  expect(lowerBound(instance, iterationBudget(0)).servedVolumeAtMostL).toBe(10_000);
});

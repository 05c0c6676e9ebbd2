import fc from 'fast-check';
import { expect, test } from 'vitest';
import { never } from '../instance.ts';
import { bestOfAll } from './exhaustive.ts';
import { legCosts, noLegCosts } from './leg-costs.ts';
import { Relaxation } from './relaxation.ts';
import { type TinyKind, tinyShift } from './tiny-shifts.ts';

const resolution = fc.record({
  mostClasses: fc.integer({ min: 1, max: 3 }),
  mostHubs: fc.integer({ min: 1, max: 2 }),
  mostUnits: fc.integer({ min: 1, max: 6 }),
  mostCells: fc.integer({ min: 1, max: 8 }),
  mostNodes: fc.constantFrom(1, 50, 400),
  buckets: fc.integer({ min: 1, max: 12 }),
});

test('however coarse it is and whatever the prices, no plan is better', () => {
  const seen = { priced: 0, coarse: 0 };
  fc.assert(
    fc.property(
      fc.constantFrom<TinyKind>('costs of all kinds', 'volume only', 'fixed loads').chain(tinyShift),
      resolution,
      fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 40, maxLength: 40 }),
      fc.nat({ max: 1 }),
      (instance, chosen, digits, legs) => {
        const best = bestOfAll(instance, 20_000);
        const totalL = instance.volumeL.reduce((sum, volume) => sum + volume, 0);
        for (const objective of ['volume', 'cost'] as const) {
          const costs = objective === 'volume' ? noLegCosts(instance) : legCosts(instance)[legs];
          const relaxation = Relaxation.of(instance, objective, chosen, costs)!;
          // Small ones, so that orders are served in spite of them; many zeros.
          const prices = Float64Array.from(
            { length: relaxation.size },
            (_, i) => Math.max(0, digits[(i * 7) % 40]) / 12,
          );
          const bound = relaxation.evaluate(prices, new Float64Array(relaxation.size), false);
          expect(bound).toBeLessThanOrEqual((objective === 'volume' ? totalL - best.servedL : best.cost) + 1e-6);
          seen.priced += Number(relaxation.terms.trucks < 0);
          seen.coarse += Number(relaxation.programs.some((program) => program.cell > 1));
        }
      },
    ),
    { seed: 4, numRuns: 250 },
  );
  expect(seen.priced).toBeGreaterThan(100);
  expect(seen.coarse).toBeGreaterThan(50);
});

test('excess is a supergradient: no other prices prove more than it promises', () => {
  fc.assert(
    fc.property(
      tinyShift('costs of all kinds'),
      fc.array(fc.nat({ max: 9 }), { minLength: 80, maxLength: 80 }),
      (instance, digits) => {
        const fine = { mostClasses: 3, mostHubs: 2, mostUnits: 8, mostCells: 50, mostNodes: 400, buckets: 15 };
        const relaxation = Relaxation.of(instance, 'cost', fine, legCosts(instance)[0])!;
        const size = relaxation.size;
        const at = Float64Array.from({ length: size }, (_, i) => digits[i % 40] / 9);
        const elsewhere = Float64Array.from({ length: size }, (_, i) => digits[40 + ((i * 3) % 40)] / 9);
        const excess = new Float64Array(size);
        const other = relaxation.evaluate(elsewhere, new Float64Array(size), false);
        const here = relaxation.evaluate(at, excess, false);
        let promised = here;
        for (let i = 0; i < size; i++) promised += excess[i] * (elsewhere[i] - at[i]);
        expect(other).toBeLessThanOrEqual(promised + 1e-6);
      },
    ),
    { seed: 5, numRuns: 300 },
  );
});

test('a step that all times share changes nothing: minutes written as seconds bound the same', () => {
  const times = [
    'plantFrom',
    'plantTo',
    'loadFixed',
    'loadLeast',
    'dockHold',
    'afterLoading',
    'shiftFrom',
    'shiftTo',
    'startBy',
    'wash',
    'breakFrom',
    'breakTo',
    'breakTime',
    'travelStart',
    'travelOut',
    'travelBack',
    'travelEnd',
    'windowFrom',
    'windowTo',
    'startTo',
    'firstTo',
    'lifetime',
    'gapLeast',
    'gapGreatest',
    'unloadFixed',
    'slackBefore',
    'slackAfter',
    'ideal',
    'firstLateFrom',
    'earlyTo',
    'lateFrom',
    'gapSoft',
    'regularTo',
    'reserveFrom',
  ] as const;
  let compared = 0;
  fc.assert(
    fc.property(tinyShift('volume only'), (instance) => {
      if (instance.traffic || [...instance.loadPerKl, ...instance.unloadPerKl].some((rate) => rate > 0)) return;
      const longer = (time: number) => (Math.abs(time) >= never || time === -1 ? time : 60 * time);
      const scaled = { ...instance, ...Object.fromEntries(times.map((name) => [name, instance[name].map(longer)])) };
      const fine = { mostClasses: 3, mostHubs: 2, mostUnits: 8, mostCells: 50, mostNodes: 400, buckets: 1000 };
      const [seconds, minutes] = [instance, scaled].map(
        (each) => Relaxation.of(each, 'volume', fine, noLegCosts(each))!,
      );
      const zero = (relaxation: Relaxation) => new Float64Array(relaxation.size);
      expect(minutes.size).toBe(seconds.size);
      expect(minutes.evaluate(zero(minutes), zero(minutes), false)).toBe(
        seconds.evaluate(zero(seconds), zero(seconds), false),
      );
      const price = Float64Array.from({ length: seconds.size }, (_, i) => ((i * 7) % 5) / 20);
      const bound = minutes.evaluate(
        price.map((rate) => rate / 60),
        zero(minutes),
        false,
      );
      expect(bound).toBeCloseTo(seconds.evaluate(price, zero(seconds), false), 9);
      compared++;
    }),
    { seed: 6, numRuns: 200 },
  );
  expect(compared).toBeGreaterThan(60);
});

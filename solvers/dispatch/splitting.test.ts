import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LoadSize, loadSizes } from './load-sizes.ts';
import { cheapestSplit, splitCost, splitWays, volumesOf } from './splitting.ts';
import { hour, minute, smallShift } from './testing/small-shift.ts';

const prices = { loads: 1, unused: 0.1, spacing: 0.01 };
const size = (capacityL: number, trucks = 2, repeatMinutes = 60, intervalMinutes = 0): LoadSize => ({
  capacityL,
  trucks,
  intervalMinutes,
  repeatMinutes,
});

test('15 m3 with trucks of 5, 5, 7, 7 and 10 m3 are 10 + 5, and 5 + 5 + 5 without the largest', () => {
  const trucks = [5000, 5000, 7000, 7000, 10_000].map((capacityL) => ({ capacityL }));
  const { instance, data } = smallShift({ trucks, orders: [{ volumeL: 15_000 }] });
  expect(splitWays(instance, data, 0, 15_000, 3)).toEqual([
    [10_000, 5000],
    [5000, 5000, 5000],
  ]);
});

test('what fits one truck is one load, in the smallest one that holds it', () => {
  expect(cheapestSplit(4500, [size(10_000), size(7000), size(5000)], prices)).toEqual([0, 0, 1]);
  expect(cheapestSplit(6500, [size(10_000), size(7000), size(5000)], prices)).toEqual([0, 1, 0]);
});

test('a long way back of the only large truck makes smaller ones worth their loads', () => {
  // Twice 10 m3 with one truck: 2 loads, but an hour and a half between them; 10 + 5 + 5: one load more, no interval.
  const sizes = [size(10_000, 1, 90), size(5000, 2, 90)];
  expect(cheapestSplit(20_000, sizes, { ...prices, spacing: 0.01 })).toEqual([2, 0]);
  expect(cheapestSplit(20_000, sizes, { ...prices, spacing: 0.02 })).toEqual([1, 2]);
});

test('undefined where trucks cannot come again and do not hold the order', () => {
  expect(cheapestSplit(25_000, [size(10_000, 2, Infinity)], prices)).toBeUndefined();
  expect(cheapestSplit(20_000, [size(10_000, 2, Infinity)], prices)).toEqual([2]);
});

const anySizes = fc.uniqueArray(
  fc.record({
    capacityL: fc.integer({ min: 4, max: 24 }).map((halves) => halves * 500),
    trucks: fc.integer({ min: 1, max: 3 }),
    intervalMinutes: fc.integer({ min: 0, max: 3 }).map((tens) => tens * 10),
    repeatMinutes: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constant(Infinity)),
  }),
  { minLength: 1, maxLength: 3, selector: ({ capacityL }) => capacityL },
);
const anyPrices = fc.record({
  loads: fc.integer({ min: 1, max: 3 }),
  unused: fc.constantFrom(0, 0.1, 0.5),
  spacing: fc.constantFrom(0, 0.01, 0.1),
});

test('no way of splitting costs less', () => {
  fc.assert(
    fc.property(anySizes, anyPrices, fc.integer({ min: 1, max: 60 }), (sizes, anyPrice, halves) => {
      const volumeL = halves * 500;
      let least = Infinity;
      const tryAll = (at: number, counts: number[], capacityL: number) => {
        if (at === sizes.length) {
          if (capacityL >= volumeL) least = Math.min(least, splitCost(volumeL, sizes, counts, anyPrice));
          return;
        }
        const enough = Math.ceil(volumeL / sizes[at].capacityL);
        const most = sizes[at].repeatMinutes < Infinity ? enough : Math.min(enough, sizes[at].trucks);
        for (let count = 0; count <= most; count++) {
          tryAll(at + 1, [...counts, count], capacityL + count * sizes[at].capacityL);
        }
      };
      tryAll(0, [], 0);
      const found = cheapestSplit(volumeL, sizes, anyPrice);
      if (found === undefined) expect(least).toBe(Infinity);
      else expect(splitCost(volumeL, sizes, found, anyPrice)).toBeCloseTo(least, 6);
    }),
    { numRuns: 300 },
  );
});

test('loads together are the order, each at most a drum and at least the least load', () => {
  let split = 0;
  fc.assert(
    fc.property(anySizes, fc.integer({ min: 2, max: 120 }), fc.constantFrom(0, 1000, 2000), (sizes, halves, least) => {
      const volumeL = halves * 500;
      const counts = cheapestSplit(volumeL, sizes, prices);
      if (counts === undefined) return;
      const volumes = volumesOf(volumeL, sizes, counts, least);
      const capacities = counts.flatMap((count, at) => new Array<number>(count).fill(sizes[at].capacityL));
      capacities.sort((a, b) => b - a);
      expect(volumes.reduce((sum, volume) => sum + volume, 0)).toBe(volumeL);
      volumes.forEach((volume, at) => {
        expect(volume).toBeLessThanOrEqual(capacities[at]);
        if (volumeL >= least) expect(volume).toBeGreaterThanOrEqual(least);
      });
      if (volumes.length > 1) split++;
    }),
    { numRuns: 300 },
  );
  expect(split).toBeGreaterThan(100);
});

test('the rhythm of trucks that come again is their round trip shared among them, less the unloading', () => {
  // 30 min loading + 15 out + 25 unloading + 15 back = 85 minutes, two trucks: 42.5 - 25.
  const { instance } = smallShift({ trucks: [{}, {}], orders: [{ volumeL: 40_000, windowTo: 9 * hour }] });
  expect(loadSizes(instance, 0)).toEqual([
    { capacityL: 10_000, trucks: 2, intervalMinutes: 0, repeatMinutes: 85 / 2 - 25 },
  ]);
  const spaced = smallShift({ trucks: [{}], orders: [{ volumeL: 40_000, gapLeast: 20 * minute }] });
  expect(loadSizes(spaced.instance, 0)[0]).toMatchObject({ intervalMinutes: 20, repeatMinutes: 60 });
});

test('a fleet of all sizes and a large order stay quick: neighbours count as the smaller one, and nothing overflows', () => {
  const trucks = Array.from({ length: 60 }, (_, at) => ({ capacityL: 4001 + at * 103 }));
  const { instance, data } = smallShift({ trucks, orders: [{ volumeL: 900_001 }] });
  expect(loadSizes(instance, 0).length).toBeLessThanOrEqual(8);
  const [volumes] = splitWays(instance, data, 0, 900_001, 1);
  expect(volumes.reduce((sum, volume) => sum + volume, 0)).toBe(900_001);
});

test('trucks that leave full carry their capacity', () => {
  const { instance, data } = smallShift({ trucks: [{}, {}], orders: [{ volumeL: 12_000, sentFull: 1 }] });
  expect(splitWays(instance, data, 0, 12_000, 1)).toEqual([[10_000, 10_000]]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf, type MatchedLoad, type MatchPrices, matchLoads } from './match.ts';

const prices: MatchPrices = {
  ...{ truck: 1, plant: 0.5, moved: 0.5, volume: 0.5, added: 0.5, dropped: 5, lateMinute: 0.02 },
  movedSeconds: 300,
};
const load = (truck: string, unloadStart: number, more: Partial<MatchedLoad> = {}): MatchedLoad => ({
  ...{ truck, plant: 'p', volumeL: 5000, unloadStart },
  ...more,
});

describe('the difference of two loads', () => {
  test('counts each thing once, and minutes from the first second', () => {
    // Another truck 1, plant 0.5 and volume 0.5; 6 min later: moved 0.5, and 6 x 0.02.
    const is = load('b', 1360, { plant: 'q', volumeL: 4000 });
    expect(differenceOf(load('a', 1000), is, prices).points).toBeCloseTo(2.62, 12);
    // 30 s later is no move, and still half a minute late.
    expect(differenceOf(load('a', 1000), load('a', 1030), prices)).toMatchObject({ moved: false, points: 0.01 });
    expect(differenceOf(load('a', 1000), load('a', 700), prices)).toMatchObject({ moved: false, points: 0 });
    expect(differenceOf(load('a', 1000), load('a', 699), prices)).toMatchObject({ moved: true, points: 0.5 });
  });
});

describe('matching', () => {
  test('of the same loads changes nothing', () => {
    const loads = [load('a', 0), load('b', 900), load('a', 3600)];
    const { matched, points } = matchLoads(loads, loads, prices);
    expect(matched).toEqual([0, 1, 2].map((index) => ({ was: index, is: index })));
    expect(points).toBe(0);
  });

  test('a load that falls out in the middle is dropped there', () => {
    const loads = [load('a', 0), load('b', 900), load('c', 1800)];
    const { matched, points } = matchLoads(loads, [loads[0], loads[2]], prices);
    expect(matched).toEqual([
      { was: 0, is: 0 },
      { was: 1, is: -1 },
      { was: 2, is: 1 },
    ]);
    expect(points).toBe(5);
  });

  test('of equally dear ways the one with fewer changes, then with less movement', () => {
    const free: MatchPrices = { ...prices, dropped: 0.25, added: 0.25, truck: 0.5 };
    // Another truck 0.5, or one dropped and one added 0.5: one change against two.
    expect(matchLoads([load('a', 0)], [load('b', 0)], free).matched).toEqual([{ was: 0, is: 0 }]);
    const nothing: MatchPrices = { ...prices, added: 0, moved: 0 };
    // One of the two is a load more, for nothing: the nearer stays.
    const { matched } = matchLoads([load('a', 1000)], [load('a', 900), load('a', 980)], nothing);
    expect(matched).toEqual([
      { was: -1, is: 0 },
      { was: 0, is: 1 },
    ]);
  });

  test('without loads on either side', () => {
    expect(matchLoads([], [], prices)).toEqual({ matched: [], points: 0 });
    expect(matchLoads([load('a', 0)], [], prices)).toEqual({ matched: [{ was: 0, is: -1 }], points: 5 });
    expect(matchLoads([], [load('a', 0)], prices)).toEqual({ matched: [{ was: -1, is: 0 }], points: 0.5 });
  });
});

/** Every matching without crossings: the first load is dropped, the first is added, or both are a pair. */
function fewestPoints(was: readonly MatchedLoad[], is: readonly MatchedLoad[], by: MatchPrices): number {
  if (was.length === 0) return is.length * by.added;
  if (is.length === 0) return was.length * by.dropped;
  return Math.min(
    differenceOf(was[0], is[0], by).points + fewestPoints(was.slice(1), is.slice(1), by),
    by.dropped + fewestPoints(was.slice(1), is, by),
    by.added + fewestPoints(was, is.slice(1), by),
  );
}

test('against brute force', () => {
  const any: fc.Arbitrary<MatchedLoad[]> = fc
    .array(
      fc.record({
        truck: fc.constantFrom('a', 'b'),
        plant: fc.constantFrom('p', 'q'),
        volumeL: fc.constantFrom(4000, 5000),
        unloadStart: fc.nat(40).map((steps) => steps * 150),
      }),
      { maxLength: 5 },
    )
    .map((loads) => loads.sort((a, b) => a.unloadStart - b.unloadStart));
  const price = fc.nat(20).map((steps) => steps / 4);
  const anyPrices = fc.record({
    ...{ truck: price, plant: price, moved: price, volume: price, added: price, dropped: price },
    ...{ lateMinute: fc.constantFrom(0, 0.02, 1), movedSeconds: fc.constant(300) },
  });
  let changed = 0;
  fc.assert(
    fc.property(any, any, anyPrices, (was, is, by) => {
      const { matched, points } = matchLoads(was, is, by);
      expect(points).toBeCloseTo(fewestPoints(was, is, by), 9);
      // Each load is in it once, in order, and the points are those of the pairs.
      expect(matched.flatMap((pair) => (pair.was < 0 ? [] : [pair.was]))).toEqual([...was.keys()]);
      expect(matched.flatMap((pair) => (pair.is < 0 ? [] : [pair.is]))).toEqual([...is.keys()]);
      const sum = matched.reduce(
        (total, pair) =>
          total +
          (pair.is < 0 ? by.dropped : pair.was < 0 ? by.added : differenceOf(was[pair.was], is[pair.is], by).points),
        0,
      );
      expect(sum).toBeCloseTo(points, 9);
      if (points > 0) changed++;
    }),
    { numRuns: 500 },
  );
  expect(changed).toBeGreaterThan(200);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beyond,
  chanceAbove,
  chanceApart,
  chanceOver,
  type DelayGrid,
  gridStep,
  latestOf,
  onTime,
  passedOn,
} from './delay-grid.ts';
import { belowOf, factorTable, sumOf, timeOf } from './lognormal.ts';
import { normalBelow, normalQuantile } from './normal.ts';

const sum = (values: Iterable<number>) => Array.from(values).reduce((total, value) => total + value, 0);
const exactly = (seconds: number) => (x: number) => (x >= seconds ? 1 : 0);
/** Seconds. */
const meanDelay = (delay: DelayGrid) => gridStep * delay.reduce((total, mass, at) => total + mass * at, 0);

const grid = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 })
  .filter((weights) => weights.some((weight) => weight > 0))
  .map((weights): DelayGrid => Float64Array.from(weights, (weight) => weight / sum(weights)));

describe('delays on a grid', () => {
  test('a certain time moves a delay, and slack takes it up', () => {
    const delay = Float64Array.of(0.5, 0, 0, 0.5);
    // 10 min planned, 10 min taken: as it was. 12 taken: 2 more. 5 min to spare: the three minutes are gone.
    expect([...passedOn(delay, exactly(600), 600)]).toEqual([0.5, 0, 0, 0.5]);
    expect([...passedOn(delay, exactly(720), 600)]).toEqual([0, 0, 0.5, 0, 0, 0.5]);
    expect([...passedOn(delay, exactly(600), 900)]).toEqual([1]);
    expect([...passedOn(delay, exactly(600), 720)]).toEqual([0.5, 0.5]);
  });

  test('the later of two lies between that of unrelated and that of same delays', () => {
    const coin = Float64Array.of(0.5, 0.5);
    // On time with 1/4 if unrelated, with 1/2 if the same: 3/8.
    expect([...latestOf(coin, coin)]).toEqual([0.375, 0.625]);
    expect([...latestOf(coin, onTime)]).toEqual([0.5, 0.5]);
  });

  test('who is late himself waits less', () => {
    // Two minutes late or none, and itself one late or none: one in four of 2 - 0, one of 2 - 1.
    const waits = beyond(Float64Array.of(0.5, 0, 0.5), Float64Array.of(0.5, 0.5));
    expect([...waits]).toEqual([0.5, 0.25, 0.25]);
  });

  test('chances of limits, by hand', () => {
    const delay = Float64Array.of(0.6, 0, 0.4);
    expect(chanceAbove(delay, exactly(600), 600)).toBe(0.4);
    expect(chanceAbove(delay, exactly(600), 599)).toBe(1);
    expect(chanceAbove(delay, exactly(600), Infinity)).toBe(0);
    expect(chanceOver(delay, 60)).toBe(0.4);
    // Two minutes stand for all between one and a half and two and a half.
    expect(chanceOver(delay, 120)).toBeCloseTo(0.2, 12);
    expect([chanceOver(delay, 0), chanceOver(delay, -1)]).toEqual([0.4, 1]);
    // Apart by more than a minute: late by two, the other on time.
    expect(chanceApart(delay, Float64Array.of(0.5, 0, 0.5), 60)).toBeCloseTo(0.2, 12);
    expect(meanDelay(delay)).toBeCloseTo(48, 12);
  });

  test('it stays a distribution, means add up where nothing is cut off', () => {
    fc.assert(
      fc.property(
        grid,
        fc.double({ min: 600, max: 3000, noNaN: true }),
        fc.double({ min: 0.1, max: 0.6, noNaN: true }),
        (delay, mean, spread) => {
          const below = belowOf(timeOf(mean, spread));
          for (const allowed of [0, mean, 2 * mean]) {
            const passed = passedOn(delay, below, allowed);
            expect(sum(passed)).toBeCloseTo(1, 9);
            expect(Math.min(...passed)).toBeGreaterThanOrEqual(0);
          }
          // A time that is spread over some minutes is rounded to either side alike.
          expect(Math.abs(meanDelay(passedOn(delay, below, 0)) - meanDelay(delay) - mean)).toBeLessThan(
            2 + 0.003 * mean,
          );
          expect(sum(latestOf(delay, passedOn(delay, below, mean)))).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('passed on as by sums over all pairs', () => {
    fc.assert(
      fc.property(grid, grid, fc.integer({ min: -8, max: 8 }), (delay, time, slack) => {
        // A time of whole minutes, with steps at the half minutes so that it meets the grid.
        const below = (x: number) => sum(time.filter((_, minutes) => 60 * minutes <= x));
        const expected = new Float64Array(40);
        delay.forEach((one, at) => {
          time.forEach((other, minutes) => {
            expected[Math.max(0, at + minutes - slack)] += one * other;
          });
        });
        const passed = passedOn(delay, below, 60 * slack);
        for (let at = 0; at < 40; at++) expect(passed[at] ?? 0).toBeCloseTo(expected[at], 7);
      }),
      { numRuns: 200 },
    );
  });
});

describe('random times', () => {
  test('the normal distribution, against published values', () => {
    // Abramowitz and Stegun, table 26.1.
    for (const [z, p] of [
      [0, 0.5],
      [1, 0.841344746],
      [1.96, 0.975002105],
      [3, 0.998650102],
      [-2, 0.022750132],
    ])
      expect(Math.abs(normalBelow(z) - p)).toBeLessThan(1e-7);
    for (const p of [0.001, 0.2, 0.5, 0.975]) expect(normalBelow(normalQuantile(p))).toBeCloseTo(p, 7);
  });

  test('a table of factors has mean 1 and its spread, and falls as its formula says', () => {
    for (const spread of [0.1, 0.3]) {
      const table = factorTable(spread);
      expect(sum(table) / table.length).toBeCloseTo(1, 12);
      const variance = sum(table.map((factor) => (factor - 1) ** 2)) / table.length;
      expect(Math.abs(Math.sqrt(variance) / spread - 1)).toBeLessThan(0.01);
      const below = belowOf(timeOf(1000, spread));
      for (const x of [700, 900, 1000, 1200, 1500]) {
        const share = table.filter((factor) => 1000 * factor <= x).length / table.length;
        expect(Math.abs(below(x) - share)).toBeLessThan(0.002);
      }
    }
    expect([...new Set(factorTable(0))]).toEqual([1]);
  });

  test('a sum of times is near the sum of draws', () => {
    const [one, other] = [factorTable(0.3), factorTable(0.18)];
    const below = belowOf(sumOf(timeOf(900, 0.3), timeOf(1500, 0.18)));
    for (const x of [1900, 2300, 2700, 3200]) {
      let count = 0;
      for (let a = 8; a < 4096; a += 16)
        for (let b = 8; b < 4096; b += 16) if (900 * one[a] + 1500 * other[b] <= x) count++;
      expect(Math.abs(below(x) - count / 65_536)).toBeLessThan(0.01);
    }
  });
});

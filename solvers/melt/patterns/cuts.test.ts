import fc from 'fast-check';
import { expect, test } from 'vitest';
import { separateOddSets } from './cuts.ts';
import { Pool } from './pool.ts';
import { coefficientOf } from './side-rows.ts';

/** Patterns as pieces by type, each with a value, whose sums are the demand; the demand is what they add up to. */
const question = fc.integer({ min: 3, max: 7 }).chain((types) =>
  fc.record({
    patterns: fc.uniqueArray(fc.array(fc.constantFrom(0, 0, 1, 1, 2, 3), { minLength: types, maxLength: types }), {
      minLength: 2,
      maxLength: 9,
      selector: (pieces) => pieces.join(),
    }),
    halves: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 9, maxLength: 9 }),
    parts: fc.constantFrom(2, 2, 3),
  }),
);

function poolOf(patterns: readonly (readonly number[])[]): Pool {
  const pool = new Pool();
  const rows = Int32Array.from(patterns[0], (_, row) => row);
  for (const pieces of patterns) pool.add(0, rows, Int32Array.from(pieces), 0);
  return pool;
}

/** Every way to pour whole heats of the patterns within the demand, as times by pattern. */
function eachWholePlan(
  patterns: readonly (readonly number[])[],
  demand: readonly number[],
  visit: (times: readonly number[]) => void,
): void {
  const left = [...demand];
  const times = patterns.map(() => 0);
  const pour = (at: number): void => {
    if (at === patterns.length) {
      visit(times);
      return;
    }
    pour(at + 1);
    if (patterns[at].every((pieces) => pieces === 0) || patterns[at].some((pieces, row) => pieces > left[row])) return;
    patterns[at].forEach((pieces, row) => {
      left[row] -= pieces;
    });
    times[at]++;
    pour(at);
    times[at]--;
    patterns[at].forEach((pieces, row) => {
      left[row] += pieces;
    });
  };
  pour(0);
}

test('cuts hold for every whole plan, whether or not it pours everything, and cut the point off', () => {
  const tally = { runs: 0, cuts: 0, plans: 0, large: 0 };
  fc.assert(
    fc.property(question, ({ patterns, halves, parts }) => {
      const types = patterns[0].length;
      const pool = poolOf(patterns);
      const values = patterns.map((_, p) => halves[p] / parts);
      const sums = Array.from({ length: types }, (_, row) =>
        patterns.reduce((sum, pieces, p) => sum + pieces[row] * values[p], 0),
      );
      // Only points that pour everything are asked about.
      if (sums.some((sum) => Math.abs(sum - Math.round(sum)) > 1e-9) || sums.some((sum) => sum > 4)) return;
      tally.runs++;
      const demand = Int32Array.from(sums, Math.round);
      const support = values.flatMap((value, pattern) => (value > 0 ? [{ pattern, value }] : []));
      const found = separateOddSets(pool, support, demand, 40);
      const most = found.map((rows) => rows.reduce((sum, row) => sum + demand[row], 0) >> 1);
      const left = (rows: readonly number[], amount: (pattern: number) => number) =>
        patterns.reduce(
          (sum, pieces, p) =>
            sum + amount(p) * coefficientOf({ kind: 'odd-set', rows }, { cell: 0, piecesOf: (row) => pieces[row] }),
          0,
        );
      found.forEach((rows, k) => {
        tally.cuts++;
        if (rows.length > 3) tally.large++;
        expect(new Set(rows).size).toBe(rows.length);
        expect(left(rows, (p) => values[p])).toBeGreaterThan(most[k] + 0.01);
      });
      eachWholePlan(patterns, Array.from(demand), (times) => {
        tally.plans++;
        found.forEach((rows, k) => {
          expect(left(rows, (p) => times[p])).toBeLessThanOrEqual(most[k]);
        });
      });
    }),
    { numRuns: 60_000, seed: 16 },
  );
  expect(tally.runs).toBeGreaterThan(500);
  expect(tally.cuts).toBeGreaterThan(80);
  expect(tally.large).toBeGreaterThan(1);
  expect(tally.plans).toBeGreaterThan(2000);
});

test('the triangle: three pieces of which every two fit a heat, each pair poured half a time', () => {
  const pool = poolOf([
    [1, 1, 0],
    [1, 0, 1],
    [0, 1, 1],
  ]);
  const support = [0, 1, 2].map((pattern) => ({ pattern, value: 0.5 }));
  // A half each makes 1.5 pairs; of three pieces only one pair can be made.
  expect(separateOddSets(pool, support, Int32Array.of(1, 1, 1), 10)).toEqual([[0, 1, 2]]);
});

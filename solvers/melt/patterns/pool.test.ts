import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadBackends } from '../../milp/backends.ts';
import type { MilpBackend } from '../../milp/milp.ts';
import { ColumnGeneration } from './generation.ts';
import { Master } from './master.ts';
import { scaledBound } from './multipliers.ts';
import { enumeratePatterns, Pool } from './pool.ts';
import { patternProblem } from './problem.ts';
import { mostWaste } from './room.ts';
import {
  clockOf,
  eachPlan,
  instanceOf,
  keyOfHeat,
  keyOfPattern,
  leastReducedCost,
  leastStepsOf,
  smallWeek,
  stageOf,
  stages,
  stepsOf,
  viewOf,
} from './testing.ts';

let backends: readonly MilpBackend[] = [];
beforeAll(async () => {
  backends = await loadBackends();
});

test('every pattern of every plan within the target is in the list', () => {
  const tally = { runs: 0, plans: 0, left: 0, wasteful: 0 };
  fc.assert(
    fc.property(
      smallWeek,
      fc.constantFrom(...stages),
      fc.boolean(),
      fc.constantFrom(0, 1, 2),
      fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 5, maxLength: 5 }),
      (week, minimise, keepsCost, above, moves) => {
        const instance = instanceOf(week);
        const problem = patternProblem(instance, stageOf(instance, minimise, keepsCost))!;
        if (problem.cells.length === 0) return;
        const best = leastStepsOf(problem);
        if (best === Infinity) return;
        using master = new Master(backends, problem, clockOf(200));
        const generation = new ColumnGeneration(master, clockOf(200));
        generation.run();
        // Near the best multipliers, so that the list holds for any that prove a bound.
        const { multipliers: found, scale } = { ...generation, multipliers: generation.multipliers! };
        const multipliers = {
          ...found,
          piece: found.piece.map((value, row) =>
            Math.min(Math.round(value * (1 + moves[row])), problem.penalty[row] * scale),
          ),
        };
        const bound = scaledBound(problem, multipliers, leastReducedCost(problem, multipliers));
        const dearest = Math.max(1, ...problem.cells.map(({ cost }) => cost));
        const target = best + above * dearest;
        const waste = mostWaste(problem, target);
        const pool = enumeratePatterns(problem, multipliers, target * scale - bound, waste, 1e5, clockOf(1e6))!;
        const listed = new Set(
          Array.from({ length: pool.size }, (_, p) => keyOfPattern(problem, pool.pattern(p, problem))),
        );
        expect(listed.size).toBe(pool.size);
        tally.runs++;
        if (waste < Infinity) tally.wasteful++;
        const all = new Set<string>();
        eachPlan(instance, (heats, left) => {
          const own = heats.filter((heat) => viewOf(problem, heat)).map((heat) => keyOfHeat(problem, heat));
          for (const key of own) all.add(key);
          if ((stepsOf(problem, heats, left) ?? Infinity) > target) return;
          tally.plans++;
          for (const key of own) expect(listed.has(key), `${key} in the list`).toBe(true);
        });
        tally.left += all.size - pool.size;
      },
    ),
    { numRuns: 500, seed: 8 },
  );
  expect(tally.runs).toBeGreaterThan(200);
  expect(tally.plans).toBeGreaterThan(1000);
  expect(tally.left, 'patterns that are in no such plan').toBeGreaterThan(200);
  expect(tally.wasteful).toBeGreaterThan(50);
});

test('a list of more patterns than wanted, or cut short, is none', () => {
  const instance = instanceOf(fc.sample(smallWeek, { seed: 3, numRuns: 1 })[0]);
  const problem = patternProblem(instance, { minimise: 'left' })!;
  const free = {
    scale: 1,
    piece: new Float64Array(problem.types.length),
    limit: new Float64Array(problem.limits.length),
  };
  const all = enumeratePatterns(problem, free, 1e6, Infinity, 1e5, clockOf(1e6))!;
  expect(all.size).toBeGreaterThan(2);
  expect(enumeratePatterns(problem, free, 1e6, Infinity, all.size, clockOf(1e6))?.size).toBe(all.size);
  expect(enumeratePatterns(problem, free, 1e6, Infinity, all.size - 1, clockOf(1e6))).toBe(undefined);
});

test('entries grow past their first arrays and keep what they hold', () => {
  const pool = new Pool();
  const rows = Int32Array.from({ length: 40 }, (_, row) => 1000 + row);
  for (let p = 0; p < 3000; p++)
    pool.add(
      p % 7,
      rows,
      Int32Array.from(rows, (_, at) => (p * (at + 1)) % 11),
      p,
    );
  expect(pool.size).toBe(3000);
  for (let p = 0; p < 3000; p += 97) {
    const from = pool.starts[p];
    const held = new Map(
      Array.from(pool.rows.subarray(from, pool.starts[p + 1]), (row, k) => [row, pool.pieces[from + k]]),
    );
    expect(pool.cell[p]).toBe(p % 7);
    expect(pool.reducedCost[p]).toBe(p);
    rows.forEach((row, at) => {
      expect(held.get(row) ?? 0).toBe((p * (at + 1)) % 11);
    });
  }
});

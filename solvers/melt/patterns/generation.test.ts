import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadBackends } from '../../milp/backends.ts';
import type { MilpBackend } from '../../milp/milp.ts';
import { ColumnGeneration } from './generation.ts';
import { Master } from './master.ts';
import { patternProblem } from './problem.ts';
import { clockOf, instanceOf, leastReducedCost, optimumOf, smallWeek, stageOf, stages } from './testing.ts';

let backends: readonly MilpBackend[] = [];
beforeAll(async () => {
  backends = await loadBackends();
});

test('converged, bound and LP meet at most at the optimum; cut short, the bound still holds', () => {
  const tally = { runs: 0, possible: 0, complete: 0, tight: 0, short: 0, cornered: 0, byStage: [0, 0, 0] };
  fc.assert(
    fc.property(
      smallWeek,
      fc.constantFrom(...stages),
      fc.boolean(),
      fc.constantFrom(3, 300, 300),
      (week, minimise, keepsCost, ticks) => {
        const instance = instanceOf(week);
        const stage = stageOf(instance, minimise, keepsCost);
        const problem = patternProblem(instance, stage)!;
        tally.runs++;
        if (problem.cells.length === 0) return;
        const optimum = optimumOf(instance, stage);
        using master = new Master(backends, problem, clockOf(ticks));
        const generation = new ColumnGeneration(master, clockOf(ticks));
        const end = generation.run();
        const proved = generation.provedSteps * problem.step;
        expect(proved).toBeLessThanOrEqual(optimum + 1e-9 * Math.max(1, optimum));
        if (!end) {
          tally.short++;
          return;
        }
        // Steps are counted down, so the LP in steps is at most the optimum as well, but where pieces are missing.
        if (optimum < Infinity) {
          tally.possible++;
          expect(end.solution.objective * problem.step).toBeLessThanOrEqual(optimum * (1 + 1e-9) + 1e-6 * problem.step);
        }
        if (end.complete) tally.complete++;
        tally.byStage[stages.indexOf(minimise)]++;
        // The library's duals are good to about a millionth of the largest number.
        const unit = Math.max(
          1,
          ...problem.cells.map(({ cost }) => cost),
          ...problem.penalty.filter(Number.isFinite),
          ...problem.limits.flatMap(({ coefficients }) => Array.from(coefficients)),
        );
        expect(generation.bound / generation.scale).toBeGreaterThan(end.solution.objective - 1e-5 * unit);
        if (proved > optimum - problem.step / 2) tally.tight++;
        if (end.solution.missing > 1e-6) return;

        const { corner } = generation;
        if (!corner) return;
        tally.cornered++;
        const { multipliers, bound } = corner;
        // What the corner says it proves it does prove: no heat costs less than its bound counts on.
        const least = leastReducedCost(problem, multipliers);
        const sum =
          problem.demand.reduce((total, pieces, row) => total + pieces * multipliers.piece[row], 0) +
          problem.limits.reduce((total, { most }, l) => total + most * multipliers.limit[l], 0) +
          problem.mostHeats * least;
        expect(bound).toBeLessThanOrEqual(sum);
        expect(Math.ceil(bound / generation.scale) * problem.step).toBeLessThanOrEqual(
          optimum + 1e-9 * Math.max(1, optimum),
        );
      },
    ),
    { numRuns: 600, seed: 6 },
  );
  expect(tally.runs).toBe(600);
  expect(tally.complete).toBeGreaterThan(250);
  expect(tally.possible).toBeGreaterThan(200);
  expect(tally.tight).toBeGreaterThan(100);
  expect(tally.short).toBeGreaterThan(15);
  expect(tally.cornered).toBeGreaterThan(100);
  for (const count of tally.byStage) expect(count).toBeGreaterThan(50);
});

import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadBackends } from '../../milp/backends.ts';
import type { MilpBackend } from '../../milp/milp.ts';
import { Rng } from '../../shared/rng.ts';
import { isPourable } from '../loads.ts';
import { composeHeats, patternsOf } from './compose.ts';
import { Dive } from './dive.ts';
import { ColumnGeneration } from './generation.ts';
import { Master } from './master.ts';
import { patternProblem } from './problem.ts';
import { clockOf, instanceOf, keyOfPattern, leastStepsOf, smallWeek, stageOf, stages } from './testing.ts';

let backends: readonly MilpBackend[] = [];
beforeAll(async () => {
  backends = await loadBackends();
});

test('plans of dives keep demands, windows and limits within the target, and are patterns again', () => {
  const tally = { runs: 0, found: 0, optimal: 0, again: 0 };
  fc.assert(
    fc.property(smallWeek, fc.constantFrom(...stages), fc.boolean(), fc.boolean(), (week, minimise, keeps, isTight) => {
      const instance = instanceOf(week);
      const problem = patternProblem(instance, stageOf(instance, minimise, keeps))!;
      if (problem.cells.length === 0) return;
      const best = leastStepsOf(problem);
      using master = new Master(backends, problem, clockOf(400));
      const generation = new ColumnGeneration(master, clockOf(400));
      generation.run();
      const target = isTight && best < Infinity ? best : 2 ** 40;
      const plan = new Dive(generation, clockOf(400)).run({ target, discrepancies: 3, rng: new Rng(4) });
      tally.runs++;
      expect(master.fixed).toEqual([]);
      expect(Array.from(master.rest)).toEqual(Array.from(problem.demand));
      expect(Array.from(master.restOfLimit)).toEqual(problem.limits.map(({ most }) => most));
      if (!plan) return;
      tally.found++;
      const heats = composeHeats(problem, plan);
      const rest = instance.quantity.slice();
      for (const heat of heats) {
        expect(isPourable(instance, heat, rest)).toBe(true);
        instance.grades[heat.grade].types.forEach((type, local) => {
          rest[type] -= heat.pieces[local];
        });
      }
      for (const { coefficients, most } of problem.limits) {
        const used = heats.reduce((sum, { furnace, grade }) => {
          const cell = problem.cells.findIndex((one) => one.furnace === furnace && one.grade === grade);
          return sum + coefficients[cell];
        }, 0);
        expect(used).toBeLessThanOrEqual(most);
      }
      const cells = heats.map(
        ({ furnace, grade }) => problem.cells.find((one) => one.furnace === furnace && one.grade === grade)!,
      );
      const steps = problem.types.reduce(
        (sum, type, row) => sum + (rest[type] > 0 ? rest[type] * problem.penalty[row] : 0),
        cells.reduce((sum, { cost }) => sum + cost, 0),
      );
      expect(steps).toBeLessThanOrEqual(target);
      expect(steps).toBeGreaterThanOrEqual(best);
      if (steps === best) tally.optimal++;

      // Heats and patterns are two ways to write the same.
      const patterns = patternsOf(problem, heats);
      expect(patterns.length).toBe(heats.length);
      const again = composeHeats(
        problem,
        patterns.map((pattern) => ({ pattern, times: 1 })),
      );
      expect(again).toEqual(heats);
      if (!problem.mayShed) {
        const keys = plan.flatMap(({ pattern, times }) => Array<string>(times).fill(keyOfPattern(problem, pattern)));
        expect(patterns.map((pattern) => keyOfPattern(problem, pattern)).sort()).toEqual(keys.sort());
        tally.again++;
      }
    }),
    { numRuns: 500, seed: 15 },
  );
  expect(tally.runs).toBeGreaterThan(300);
  expect(tally.found).toBeGreaterThan(200);
  expect(tally.optimal).toBeGreaterThan(150);
  expect(tally.again).toBeGreaterThan(150);
});

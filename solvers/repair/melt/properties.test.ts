/** What holds of every repair of a melt plan, on random weeks. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { RepairMeltPlan, RepairMeltProblem } from '../../../models/repair-melt.ts';
import { hasPlan } from '../../../models/result.ts';
import { meltSolver } from '../../melt/solve.ts';
import { Rng } from '../../shared/rng.ts';
import { iterationBudget } from '../../solver.ts';
import { checkMelt } from '../check/melt.ts';
import { repairMelt } from './repair.ts';
import { randomWeek, withEvents } from './testing/random-repair.ts';

beforeAll(meltSolver.prepare);

function faultsOf(problem: RepairMeltProblem, plan: RepairMeltPlan, objective: number): string[] {
  const faults: string[] = [];
  const value = checkMelt(problem, plan, (rule, message) => faults.push(`${rule}: ${message}`));
  return Math.abs(value - objective) > 1e-6 * Math.max(1, value) ? [...faults, `${objective} for ${value}`] : faults;
}

test('answers and every better one on the way pass the check; bounds hold; a seed gives one answer', () => {
  let ran = 0;
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(0, 30, 300), (seed, iterations) => {
      const rng = new Rng(seed);
      const week = randomWeek(rng);
      if (!week) return;
      const { success, data: problem } = RepairMeltProblem.safeParse(withEvents(week, rng));
      if (!success) return;
      ran += 1;
      const before = JSON.stringify(problem);
      let last = Infinity;
      const result = repairMelt(
        problem,
        iterationBudget(iterations, 7, ({ plan, objective }) => {
          expect(faultsOf(problem, plan as RepairMeltPlan, objective)).toEqual([]);
          expect(objective).toBeLessThan(last);
          last = objective;
        }),
      );
      if (!hasPlan(result)) throw new Error('no answer');
      expect(faultsOf(problem, result.plan, result.objective)).toEqual([]);
      expect(result.objective).toBeLessThanOrEqual(last + 1e-9);
      expect(result.lowerBound).toBeLessThanOrEqual(result.objective);
      expect(repairMelt(problem, iterationBudget(iterations, 7))).toEqual(result);
      expect(JSON.stringify(problem)).toBe(before);
      expect(RepairMeltPlan.shape.options.safeParse(JSON.parse(JSON.stringify(result.plan.options))).error).toBe(
        undefined,
      );
      for (const { plan, cost } of result.plan.options) {
        expect(result.lowerBound).toBeLessThanOrEqual(cost + 1e-9);
        const next = { mode: 'melt', problem: result.plan.problem, heats: plan.heats, now: problem.now };
        // Facts may have it that a cable carried more than it does; then the problem is refused until they are corrected.
        const mayClash = problem.problem.powerGroups.length > 0 && problem.facts.heats.length > 0;
        if (!mayClash) expect(RepairMeltProblem.safeParse(next).error).toBe(undefined);
      }
    }),
    { numRuns: 40 },
  );
  expect(ran).toBeGreaterThan(25);
});

test('a plan that nothing hits comes back as it is', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const week = randomWeek(new Rng(seed));
      if (!week) return;
      const problem = RepairMeltProblem.parse(week);
      const result = repairMelt(problem, iterationBudget(10));
      if (!hasPlan(result)) throw new Error('no answer');
      expect(faultsOf(problem, result.plan, result.objective)).toEqual([]);
      expect(result.plan.options).toHaveLength(1);
      expect(result.plan.options[0].points).toBe(0);
      expect(result.plan.options[0].extraCost).toBeCloseTo(0);
    }),
    { numRuns: 30 },
  );
});

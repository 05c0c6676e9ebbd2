/** What holds of every repair of a techcard plan, on random requests of every class. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { RepairTechcardPlan, RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import { hasPlan } from '../../../models/result.ts';
import { Rng } from '../../shared/rng.ts';
import { iterationBudget } from '../../solver.ts';
import { techcardSolver } from '../../techcard/solve.ts';
import { flavours } from '../../techcard/testing/random-request.ts';
import { checkTechcard } from '../check/techcard.ts';
import { repairTechcard } from './repair.ts';
import { randomShop, withEvents } from './testing/random-repair.ts';

beforeAll(techcardSolver.prepare);

function faultsOf(problem: RepairTechcardProblem, plan: RepairTechcardPlan, objective: number): string[] {
  const faults: string[] = [];
  const value = checkTechcard(problem, plan, (rule, message) => faults.push(`${rule}: ${message}`));
  return Math.abs(value - objective) > 1e-6 * Math.max(1, value) ? [...faults, `${objective} for ${value}`] : faults;
}

test('answers and every better one on the way pass the check; bounds hold; a seed gives one answer', () => {
  let ran = 0;
  let answered = 0;
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom(...flavours),
      fc.constantFrom(0, 20, 100),
      (seed, flavour, iterations) => {
        const rng = new Rng(seed);
        const shop = randomShop(rng, flavour);
        const { success, data: problem } = RepairTechcardProblem.safeParse(shop && withEvents(shop, rng));
        if (!success) return;
        ran += 1;
        const before = JSON.stringify(problem);
        let last = Infinity;
        const result = repairTechcard(
          problem,
          iterationBudget(iterations, 7, ({ plan, objective }) => {
            expect(faultsOf(problem, plan as RepairTechcardPlan, objective)).toEqual([]);
            expect(objective).toBeLessThan(last);
            last = objective;
          }),
        );
        expect(repairTechcard(problem, iterationBudget(iterations, 7))).toEqual(result);
        expect(JSON.stringify(problem)).toBe(before);
        if (!hasPlan(result)) return;
        answered += 1;
        expect(faultsOf(problem, result.plan, result.objective)).toEqual([]);
        expect(result.objective).toBeLessThanOrEqual(last + 1e-9);
        expect(result.lowerBound ?? -Infinity).toBeLessThanOrEqual(result.objective + 1e-9);
        expect(RepairTechcardPlan.safeParse(JSON.parse(JSON.stringify(result.plan))).error).toBe(undefined);
        for (const { plan, cost } of result.plan.options) {
          expect(result.lowerBound ?? -Infinity).toBeLessThanOrEqual(cost + 1e-9);
          const next = {
            mode: 'techcard',
            problem: result.plan.problem,
            operations: plan.operations,
            now: problem.now,
          };
          expect(RepairTechcardProblem.safeParse(next).error).toBe(undefined);
        }
      },
    ),
    { numRuns: 100 },
  );
  expect(ran).toBeGreaterThan(60);
  // Stocks, belts and takts may leave no way on from where a shop stands.
  expect(answered / ran).toBeGreaterThan(0.9);
});

test('a plan that nothing hits comes back as it is', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...flavours), (seed, flavour) => {
      const shop = randomShop(new Rng(seed), flavour);
      if (!shop) return;
      const problem = RepairTechcardProblem.parse(shop);
      const result = repairTechcard(problem, iterationBudget(10));
      if (!hasPlan(result)) throw new Error('no answer');
      expect(faultsOf(problem, result.plan, result.objective)).toEqual([]);
      expect(result.plan.options).toHaveLength(1);
      expect(result.plan.options[0].points).toBe(0);
      expect(result.plan.options[0].extraCost).toBeCloseTo(0);
    }),
    { numRuns: 40 },
  );
});

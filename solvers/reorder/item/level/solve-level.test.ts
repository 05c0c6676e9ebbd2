/** The programme over levels against all decisions of tiny problems. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { iterationBudget } from '../../../solver.ts';
import { evaluate } from '../evaluate.ts';
import type { Shortage } from '../item.ts';
import { solveLevel } from './solve-level.ts';
import { enumerate, randomProblem, type Taste } from './test-support.ts';

const budget = iterationBudget(0);

function compareWithAllDecisions(taste: Taste, runs: number) {
  const seen = { solved: 0, infeasible: 0, other: 0 };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, taste);
      const result = solveLevel(problem, budget);
      if (!result) {
        seen.other++;
        return;
      }
      const { cost, firstDay, short } = enumerate(problem);
      if ('infeasible' in result) {
        seen.infeasible++;
        expect(cost).toBe(Infinity);
        expect(result).toEqual({ infeasible: true, day: firstDay, short });
        return;
      }
      seen.solved++;
      const found = evaluate(problem, result.quantities);
      expect(found.broken).toEqual([]);
      expect(found.cost).toBe(result.cost);
      expect(result.cost).toBeCloseTo(cost, 9);
      expect(result.lowerBound).toBe(result.cost);
    }),
    { numRuns: runs, seed: 20 },
  );
  return seen;
}

describe('ordered goods that expire', () => {
  test.each<[Shortage, 'ordered' | 'both']>([
    ['never', 'ordered'],
    ['backorder', 'ordered'],
    ['lost', 'ordered'],
    ['never', 'both'],
    ['backorder', 'both'],
    ['lost', 'both'],
  ])('%s, %s: the bound holds for all decisions, and is often reached', (shortage, expiring) => {
    const seen = { proved: 0, open: 0, infeasible: 0, undefined: 0 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const problem = randomProblem(seed, { shortage, decisions: 200, expiring });
        const result = solveLevel(problem, budget);
        if (!result) {
          seen.undefined++;
          return;
        }
        const { cost, firstDay, short } = enumerate(problem);
        if ('infeasible' in result) {
          seen.infeasible++;
          expect(result).toEqual({ infeasible: true, day: firstDay, short });
          return;
        }
        const found = evaluate(problem, result.quantities);
        expect(found.broken).toEqual([]);
        expect(found.cost).toBe(result.cost);
        expect(result.lowerBound).toBeLessThanOrEqual(cost + 1e-9);
        expect(result.cost).toBeGreaterThanOrEqual(cost - 1e-9);
        if (result.lowerBound === result.cost) seen.proved++;
        else seen.open++;
      }),
      { numRuns: 400, seed: 7 },
    );
    expect(seen.proved).toBeGreaterThan(100);
    expect(seen.open).toBeGreaterThan(30);
  });
});

describe('against all decisions', () => {
  test.each<[Shortage, number]>([
    ['never', 200],
    ['backorder', 400],
    ['lost', 400],
  ])('%s', (shortage, solvedAtLeast) => {
    const seen = compareWithAllDecisions({ shortage, decisions: 300 }, 700);
    expect(seen.solved).toBeGreaterThan(solvedAtLeast);
    expect(seen.other).toBe(0);
    if (shortage === 'never') expect(seen.infeasible).toBeGreaterThan(50);
  });

  test.each<Shortage>(['never', 'backorder', 'lost'])('%s, packs of one', (shortage) => {
    const seen = compareWithAllDecisions({ shortage, decisions: 700, fine: true }, 250);
    expect(seen.solved).toBeGreaterThan(100);
  });

  test.each<Shortage>(['never', 'backorder', 'lost'])('%s, given lots that expire', (shortage) => {
    const seen = compareWithAllDecisions({ shortage, decisions: 200, expiring: 'given' }, 300);
    expect(seen.solved).toBeGreaterThan(100);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import { solveShop } from './solve.ts';
import { bruteForce, checkPlan, problemOf, type ShopCase, shops } from './testing.ts';

describe('solveShop', () => {
  it('splits three equal jobs over two machines', () => {
    // 3 jobs of 4 on two machines: one machine does two of them, 8; no machine can do one and a half without a break.
    const shop: ShopCase = {
      machines: 2,
      jobs: Array.from(
        { length: 3 },
        () =>
          [
            [
              [0, 4],
              [1, 4],
            ],
          ] as const,
      ),
    };
    const result = solveShop(problemOf(shop), iterationBudget(500));
    expect(result.objective).toBe(8);
    expect(checkPlan(shop, result.starts, result.alternatives)).toBe(8);
  });

  it('finds the best order of a two-machine flow shop', () => {
    // Johnson's rule: jobs (3,6) (5,2) (1,2): order 3, 1, 2; machine 1 ends 1, 4, 9; machine 2 ends 3, 10, 12.
    const flow = (a: number, b: number) => [[[0, a]], [[1, b]]] as const;
    const shop: ShopCase = { machines: 2, jobs: [flow(3, 6), flow(5, 2), flow(1, 2)] };
    expect(solveShop(problemOf(shop), iterationBudget(500)).objective).toBe(12);
  });

  it('puts the heavy job first where only one can be in time', () => {
    // Both last 5 and are due at 5 on one machine: the job with weight 3 goes first, the other is 5 late at weight 1.
    const shop: ShopCase = {
      machines: 1,
      jobs: [[[[0, 5]]], [[[0, 5]]]],
      dues: [5, 5],
      weights: [1, 3],
      makespanWeight: 0,
      tardinessWeight: 1,
    };
    const result = solveShop(problemOf(shop), iterationBudget(200));
    expect(result.objective).toBe(5);
    expect([...result.starts]).toEqual([5, 0]);
  });

  it('is optimal on tiny shops, its bound never above the optimum', () => {
    let proved = 0;
    let missed = 0;
    fc.assert(
      fc.property(fc.oneof(shops(3, 2, 3), shops(2, 3, 2, true), shops(3, 2, 2, true)), fc.nat(99), (shop, seed) => {
        const result = solveShop(problemOf(shop), iterationBudget(1500, seed));
        const best = bruteForce(shop);
        expect(checkPlan(shop, result.starts, result.alternatives)).toBe(result.objective);
        expect(result.lowerBound).toBeLessThanOrEqual(best);
        expect(result.objective).toBeGreaterThanOrEqual(best);
        if (result.endedBy === 'proof') proved++;
        if (result.objective > best) missed++;
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(proved).toBeGreaterThan(100);
    expect(missed).toBeLessThanOrEqual(3);
  });

  it('gives the same plan for the same seed, and each incumbent is better than the last', () => {
    fc.assert(
      fc.property(shops(6, 5, 4), fc.nat(9), (shop, seed) => {
        const problem = problemOf(shop);
        const seen: number[] = [];
        const first = solveShop(problem, iterationBudget(400, seed), {
          onIncumbent(starts, alternatives, objective, lowerBound) {
            expect(checkPlan(shop, starts, alternatives)).toBe(objective);
            expect(lowerBound).toBeLessThanOrEqual(objective);
            seen.push(objective);
          },
        });
        expect(solveShop(problem, iterationBudget(400, seed))).toEqual(first);
        expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
        expect(seen[seen.length - 1]).toBe(first.objective);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('is never worse than its warm start, and returns it where no move is allowed', () => {
    fc.assert(
      fc.property(shops(5, 4, 3), (shop) => {
        const problem = problemOf(shop);
        const before = solveShop(problem, iterationBudget(50, 1));
        const again = solveShop(problem, iterationBudget(0, 2), { warmStart: before });
        expect(again.objective).toBe(before.objective);
        expect(solveShop(problem, iterationBudget(50, 2), { warmStart: before }).objective).toBeLessThanOrEqual(
          before.objective,
        );
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('stops when asked', () => {
    const shop: ShopCase = {
      machines: 2,
      jobs: Array.from(
        { length: 6 },
        () =>
          [
            [
              [0, 4],
              [1, 5],
            ],
            [[1, 3]],
          ] as const,
      ),
    };
    const budget = { ...iterationBudget(Infinity), shouldStop: () => true };
    const result = solveShop(problemOf(shop), budget);
    expect(checkPlan(shop, result.starts, result.alternatives)).toBe(result.objective);
    expect(result.iterations).toBeLessThan(100);
  });
});

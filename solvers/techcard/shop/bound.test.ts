import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iterationBudget } from '../../solver.ts';
import { cheapestAssignment } from './assignment.ts';
import { lowerBoundOf, makespanBound } from './bound.ts';
import { destructiveBound, provePlan } from './exact.ts';
import { ShopGraph } from './graph.ts';
import { preemptiveBound } from './one-machine.ts';
import { bruteForce, problemOf, type ShopCase, shops } from './testing.ts';
import { Watch } from './watch.ts';
import { Windows } from './windows.ts';

const unlimited = () => new Watch(iterationBudget(Infinity), -1, () => {});
const tiny = () => fc.oneof(shops(3, 2, 3), shops(2, 3, 2), shops(4, 1, 2), shops(3, 2, 2, true));

describe('bounds', () => {
  it('shares the work of unlike machines', () => {
    // Four jobs of 6 on a quick machine, of 12 on a slow one. Prices 2 and 1 make each cost 12: C >= 4 * 12 / 3 = 16.
    const shop: ShopCase = {
      machines: 2,
      jobs: Array.from(
        { length: 4 },
        () =>
          [
            [
              [0, 6],
              [1, 12],
            ],
          ] as const,
      ),
    };
    expect(makespanBound(problemOf(shop))).toBe(16);
    // One machine ends on a multiple of 6 or 12: three quick ones take 18.
    expect(bruteForce(shop)).toBe(18);
  });

  it('lets the longest tail of the ready go first', () => {
    // Heads 0 and 2, durations 4 and 2, tails 1 and 7: the second breaks in at 2, ends at 4 and leaves at 11.
    expect(
      preemptiveBound([
        { head: 0, duration: 4, tail: 1 },
        { head: 2, duration: 2, tail: 7 },
      ]),
    ).toBe(11);
  });

  it('find the cheapest assignment', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 5 })
          .chain((size) => fc.array(fc.nat(30), { minLength: size * size, maxLength: size * size })),
        (costs) => {
          const size = Math.sqrt(costs.length);
          const cheapest = (row: number, used: number): number => {
            if (row === size) return 0;
            let best = Infinity;
            for (let column = 0; column < size; column++)
              if ((used & (1 << column)) === 0)
                best = Math.min(best, costs[row * size + column] + cheapest(row + 1, used | (1 << column)));
            return best;
          };
          expect(cheapestAssignment(size, (row, column) => costs[row * size + column])).toBe(cheapest(0, 0));
        },
      ),
      { numRuns: 200, seed: 31 },
    );
  });

  it('are never above the optimum', () => {
    let tight = 0;
    fc.assert(
      fc.property(tiny(), (shop) => {
        const bound = lowerBoundOf(problemOf(shop));
        const best = bruteForce(shop);
        expect(bound).toBeLessThanOrEqual(best);
        if (bound === best && best > 0) tight++;
      }),
      { numRuns: 1500, seed: 17 },
    );
    expect(tight).toBeGreaterThan(300);
  });

  it('do not refute a makespan that a plan has', () => {
    let refuted = 0;
    fc.assert(
      fc.property(tiny(), (shop) => {
        const makespan = { ...shop, makespanWeight: 1, tardinessWeight: 0 };
        const problem = problemOf(makespan);
        const best = bruteForce(makespan);
        expect(new Windows(problem, best, true).narrow()).toBe(true);
        expect(destructiveBound(problem, 0, best + 5, unlimited())).toBeLessThanOrEqual(best);
        if (best > 0 && !new Windows(problem, best - 1, true).narrow()) refuted++;
      }),
      { numRuns: 1200, seed: 23 },
    );
    expect(refuted).toBeGreaterThan(500);
  });

  it('end the proof with the optimum, from the worst plan on', () => {
    fc.assert(
      fc.property(fc.oneof(shops(3, 2, 3), shops(2, 3, 2), shops(4, 1, 2)), (shop) => {
        const makespan = { ...shop, makespanWeight: 1, tardinessWeight: 0 };
        const problem = problemOf(makespan);
        const graph = new ShopGraph(problem);
        const first = problem.alternativeFrom.subarray(0, graph.index.operations);
        graph.load(
          first.map((_, o) => o),
          first,
        );
        const watch = unlimited();
        watch.report(graph.store());
        expect(provePlan(graph, watch, 100_000)).toBe(true);
        expect(watch.best?.objective).toBe(bruteForce(makespan));
      }),
      { numRuns: 600, seed: 29 },
    );
  });
});

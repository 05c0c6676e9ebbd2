/** What callers of mode `plan` rely on, on random shifts: the same again, never worse, nothing unserved without a reason. */
import { describe, expect, test } from 'vitest';
import { type DispatchPlanProblem, DispatchProblem, type DispatchWarmStart } from '../../models/dispatch.ts';
import { hasPlan } from '../../models/result.ts';
import { iterationBudget } from '../solver.ts';
import { randomShift } from './check/random-shift.ts';
import { dispatchSolver } from './solve.ts';

const seeds = Array.from({ length: 8 }, (_, index) => index + 1);
const problemOf = (seed: number, more: object = {}) =>
  DispatchProblem.parse({ ...randomShift(seed).request, mode: 'plan', ...more }) as DispatchPlanProblem;

/** Solves, and expects a plan that keeps the rules and costs what it says. */
function solved(problem: DispatchPlanProblem, iterations: number, seed: number, warmStart?: DispatchWarmStart) {
  const result = dispatchSolver.solve({ problem, warmStart }, iterationBudget(iterations, seed));
  if (!hasPlan(result) || result.plan.mode !== 'plan') throw new Error(`found ${result.found}`);
  const report = dispatchSolver.check({ problem }, result.plan);
  expect(report.violations, `seed ${seed}`).toEqual([]);
  expect(Math.abs(report.objective - result.objective)).toBeLessThanOrEqual(slack(result.objective));
  return { ...result, plan: result.plan };
}

const slack = (objective: number) => 1e-6 * Math.max(1, Math.abs(objective));

describe('random shifts', () => {
  test('the same seed and steps give the same plan', () => {
    for (const seed of seeds) {
      const [one, again] = [1, 2].map(() => solved(problemOf(seed), 30, seed));
      expect(again).toEqual(one);
    }
  });

  test('more steps never make it worse', () => {
    for (const seed of seeds) {
      let before = Infinity;
      for (const iterations of [0, 10, 60]) {
        const { objective } = solved(problemOf(seed), iterations, seed);
        expect(objective).toBeLessThanOrEqual(before + slack(objective));
        before = objective;
      }
    }
  });

  test('it is never worse than the plan that it begins from, whoever made that', () => {
    for (const seed of seeds) {
      const problem = problemOf(seed);
      const other = solved(problem, 40, seed + 1000);
      const { warmStart } = dispatchSolver.resumeFrom({ problem }, other.plan);
      for (const iterations of [0, 10])
        expect(solved(problem, iterations, seed, warmStart).objective).toBeLessThanOrEqual(
          other.objective + slack(other.objective),
        );
    }
  });

  test('fixed loads stay where the plan to begin from has them too', () => {
    for (const seed of seeds) {
      const { plan } = solved(problemOf(seed), 10, seed);
      const { warmStart } = dispatchSolver.resumeFrom({ problem: problemOf(seed) }, plan);
      const fixed = warmStart?.loads.filter((_, index) => index % 2 === 0);
      solved(problemOf(seed, { fixed }), 5, seed, warmStart);
    }
  });

  test('of a plan to begin from that breaks rules, what keeps them is taken', () => {
    let begun = 0;
    for (const seed of seeds) {
      const { loads } = randomShift(seed);
      const { plan } = solved(problemOf(seed), 0, seed, { loads: [...loads], rounds: [] });
      begun += plan.loads.length;
    }
    expect(begun).toBeGreaterThan(15);
  });

  test('orders without a window are served at any time, and said to be on time', () => {
    let served = 0;
    for (const seed of seeds) {
      const { orders } = randomShift(seed).request;
      const free = orders.map(({ window, ...order }, index) => (index % 2 === 0 ? order : { window, ...order }));
      const { plan } = solved(problemOf(seed, { orders: free }), 10, seed);
      const ids = new Set(orders.flatMap(({ id }, index) => (index % 2 === 0 ? [id] : [])));
      for (const { order, served: how, onTime } of plan.orders) {
        if (!ids.has(order) || how === 'none') continue;
        served++;
        expect(onTime).toBe(true);
      }
    }
    expect(served).toBeGreaterThan(5);
  });

  test('every order that is not wholly served has a reason', () => {
    let unserved = 0;
    for (const seed of seeds) {
      for (const { reasons } of solved(problemOf(seed), 10, seed).plan.unplaced) {
        unserved++;
        expect(reasons.map(({ code }) => code)).not.toContain('not-tried');
        expect(reasons.length).toBeGreaterThan(0);
      }
    }
    expect(unserved).toBeGreaterThan(8);
  });

  test('nothing is claimed to be proved that fixed loads in breach of rules disprove', () => {
    let bounded = 0;
    for (const seed of seeds) {
      const { loads, request } = randomShift(seed);
      const objective = { name: (['served-volume', 'delivery-cost'] as const)[seed % 2] };
      const { lowerBound = -Infinity, objective: cost } = solved(
        DispatchProblem.parse({ ...request, mode: 'plan', objective, fixed: loads }) as DispatchPlanProblem,
        0,
        seed,
      );
      expect(lowerBound).toBeLessThanOrEqual(cost + slack(cost));
      if (solved(problemOf(seed, { objective }), 0, seed).lowerBound !== undefined) bounded++;
    }
    expect(bounded).toBe(seeds.length);
  });

  test('more than anybody can bring is told as that, and not as lack of time', () => {
    const { request } = randomShift(3);
    const orders = [{ id: 'dam', place: request.places[0].id, volumeM3: 100_000, window: { from: 0, to: 36_000 } }];
    const { plan } = solved(problemOf(3, { orders }), 0, 3);
    expect(plan.unplaced).toMatchObject([{ order: 'dam', reasons: [{ code: 'volume-too-large' }] }]);
  });
});

import { describe, expect, test } from 'vitest';
import type { DispatchPlanProblem, DispatchShiftPlan } from '../../../models/dispatch.ts';
import { instantOf } from '../../../models/moments.ts';
import type { SolveResult } from '../../../models/result.ts';
import { violationsOf } from '../../../solvers/dispatch/check.ts';
import { dispatchSolver } from '../../../solvers/dispatch/solve.ts';
import { iterationBudget } from '../../../solvers/solver.ts';
import { plainParameters } from '../../instances/dispatch/plain.ts';
import { smallPlan, smallShift } from '../../instances/repair/testing/small-plan.ts';
import { keptPlan, whatHolds } from './kept-plan.ts';

const [a1, a2, b1, c1] = smallPlan;
const given = ({ order, truck, plant, dock, volumeM3, loadStart, unloadStart }: typeof b1) => {
  return { order, truck, plant, dock, volumeM3, loadStart, unloadStart };
};
/** b/1 has begun. */
const shift = smallShift({ parameters: plainParameters, fixed: [given(b1)] });
const without = (truck: string): DispatchPlanProblem => ({
  ...shift,
  trucks: shift.trucks.map((one) => ({ ...one, working: one.id !== truck })),
});
const solve = (problem: DispatchPlanProblem) =>
  dispatchSolver.solve({ problem }, iterationBudget(20)) as SolveResult<DispatchShiftPlan>;
const ids = (loads: readonly { readonly id: string }[]) => loads.map(({ id }) => id);

describe('what holds', () => {
  test('is all of a plan that nothing hit', () => {
    expect(ids(whatHolds(shift, [a1, a2, c1]))).toEqual(['a/1', 'a/2', 'c/1']);
  });

  test('is not what goes by a truck that is out, nor for an order that is gone, nor what is too much for its order', () => {
    expect(ids(whatHolds(without('k2'), [a1, a2, c1]))).toEqual(['a/2']);
    const { orders } = shift;
    expect(ids(whatHolds({ ...shift, orders: orders.filter(({ id }) => id !== 'c') }, [a1, a2, c1]))).toEqual([
      'a/1',
      'a/2',
    ]);
    const less = orders.map((order) => (order.id === 'a' ? { ...order, volumeM3: 12 } : order));
    expect(ids(whatHolds({ ...shift, orders: less }, [a1, a2, c1]))).toEqual(['c/1']);
  });

  test('is not what is too early on slower roads', () => {
    const slow = { ...shift, travel: { ...shift.travel, traffic: [{ from: 55 * 60, to: 100 * 60, factor: 2 }] } };
    // a/1 is on its way from 50 to 60 of 65 at double time from 55 on: it comes at 70. c/1 loads at 120.
    const held = whatHolds(slow as DispatchPlanProblem, [a1, a2, c1]);
    expect(ids(held)).toEqual(['c/1']);
  });
});

describe('a plan around what holds', () => {
  test('keeps it, breaks nothing, and calls fixed only what had begun', () => {
    const now = without('k2');
    const plan = keptPlan(now, [a1, a2, c1], solve)!;
    const times = { loadStart: instantOf(shift, a2.loadStart), unloadStart: instantOf(shift, a2.unloadStart) };
    expect(plan.loads).toContainEqual(expect.objectContaining({ order: 'a', truck: 'k10', volumeM3: 10, ...times }));
    expect(plan.loads.filter(({ fixed }) => fixed).map(({ order }) => order)).toEqual(['b']);
    expect(plan.loads.some(({ truck }) => truck === 'k2')).toBe(false);
    const timed = plan.loads.map((load) => ({
      ...load,
      loadStart: Date.parse(load.loadStart) / 1000,
      unloadStart: Date.parse(load.unloadStart) / 1000,
    }));
    expect(violationsOf(now, timed)).toEqual([]);
    // The other half of a is brought too.
    expect(plan.orders.find(({ order }) => order === 'a')?.servedM3).toBe(20);
  });

  test('is none where there is no plan, or only such that break a rule', () => {
    const none = { found: 'unknown', endedBy: 'time', statistics: { iterations: 0 } } as const;
    expect(keptPlan(shift, [a1], () => none)).toBeUndefined();
    const broken = (problem: DispatchPlanProblem): SolveResult<DispatchShiftPlan> => {
      const result = solve(problem);
      if (result.found !== 'feasible' && result.found !== 'optimal') return result;
      const [first, ...loads] = result.plan.loads;
      const more = { ...first, id: 'more', truck: 'k10', volumeM3: 99, fixed: undefined };
      return { ...result, plan: { ...result.plan, loads: [first, more, ...loads] } };
    };
    expect(keptPlan(shift, [c1], broken)).toBeUndefined();
  });
});

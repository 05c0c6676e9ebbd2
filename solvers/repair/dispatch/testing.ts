/** For tests: plans that run, the shift as it is now without any event, and what must hold then. */
import { expect } from 'vitest';
import { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { checkShift } from '../../../models/dispatch-rules.ts';
import { RepairDispatchProblem } from '../../../models/repair.ts';
import { hasPlan } from '../../../models/result.ts';
import type { ShiftInput } from '../../dispatch/check/hand-made.ts';
import { randomShift } from '../../dispatch/check/random-shift.ts';
import { addedTo } from '../../dispatch/check/rules.ts';
import { type TimedLoad, violationsOf } from '../../dispatch/check.ts';
import { dispatchSolver } from '../../dispatch/solve.ts';
import { iterationBudget } from '../../solver.ts';
import { type Amended, amend } from './amend.ts';

/** What a shift must be to be planned. */
export const Shift = DispatchPlanProblem.superRefine(checkShift);

/** A plan of a shift, as it runs. */
export function planned(request: ShiftInput, iterations: number, seed: number) {
  const shift = Shift.parse({ ...request, mode: 'plan' });
  const result = dispatchSolver.solve({ problem: shift }, iterationBudget(iterations, seed));
  if (!hasPlan(result) || result.plan.mode !== 'plan') throw new Error(`found ${result.found}`);
  return { shift, loads: result.plan.loads };
}

/** Plans of random shifts with loads, in which concrete keeps for hours and any truck may serve: much can be rescued. */
export function runningPlans(count: number) {
  const plans = Array.from({ length: count }, (_, seed) => {
    const { request } = randomShift(seed);
    const grades = request.grades?.map((grade) => ({ ...grade, lifetimeMinutes: 300 }));
    const orders = request.orders.map((order) => ({
      ...{ ...order, lifetimeMinutes: 300, equipment: [], trucks: undefined, grade: undefined },
    }));
    return planned({ ...request, grades, orders }, 0, seed);
  });
  return plans.filter(({ loads }) => loads.length > 0);
}

/** The plan with facts that say nothing at a moment, and what of it has started. */
export function amendedAt(plan: ReturnType<typeof planned>, now: number): Amended {
  const facts = { loads: plan.loads.slice(0, 1).map(({ id }) => ({ load: id })), trucks: [] };
  const amended = amend(RepairDispatchProblem.parse({ mode: 'dispatch', ...plan, now, facts }));
  expect(amended.touched).toBe(true);
  return amended;
}

/** What is open breaks nothing beside what is fixed. */
export function expectFeasible({ shift, loads, rescues, now }: Amended): void {
  expect(Shift.parse(shift)).toEqual(shift);
  expect(rescues).toEqual([]);
  for (const { id, state, started, loadStart, unloadStart, actual, hit } of loads) {
    expect([id, started, state === 'open']).toEqual([id, loadStart < now, loadStart >= now]);
    expect(actual).toMatchObject({ loadStart, unloadStart });
    expect(hit).toBeUndefined();
  }
  const timed = (open: boolean) =>
    loads.filter(({ state }) => (state === 'open') === open).map((load): TimedLoad => ({ ...load }));
  const fixed = timed(false);
  expect(shift.fixed.map((load) => ({ ...load }))).toHaveLength(fixed.length);
  const alone = violationsOf(shift, fixed);
  expect(addedTo(alone, violationsOf(shift, [...fixed, ...timed(true)]))).toEqual([]);
}

/** The morning of `testing-day`, hit by events, and its answers: small enough to work out by hand. */
import type { RepairDispatchPlan, RepairDispatchProblem } from '../../../models/repair.ts';
import { repairDispatch } from '../../../solvers/repair/dispatch/repair.ts';
import { repairOf } from '../../../solvers/repair/dispatch/testing-day.ts';
import { iterationBudget } from '../../../solvers/solver.ts';

export interface Repaired {
  readonly problem: RepairDispatchProblem;
  readonly plan: RepairDispatchPlan;
}

export function repaired(...[more, shift]: Parameters<typeof repairOf>): Repaired {
  const problem = repairOf(more, shift);
  return { problem, plan: repairDispatch(problem, undefined, iterationBudget(200, 1)).plan };
}

/** t2 is out from 07:00 on: a/2 and b/1 are open on it, and t1 is back at the plant at 07:10, when a/2 is to be loaded. */
export const truckOut = () => repaired({ events: [{ type: 'truck-out', truck: 't2' }], options: ['fewest-changes'] });

/** t2 stops at 08:05 on its way to site b, five minutes before it gets there. */
export const stuckOnRoad = () =>
  repaired({
    now: 130 * 60,
    events: [
      { type: 'truck-out', truck: 't2', at: 125 * 60 },
      { type: 'traffic', factor: 1.5, until: 200 * 60 },
    ],
  });

/** A plan that runs with the stages of all its loads, as it was planned: for charts. */
import type { DispatchGivenLoad, DispatchPlanProblem, DispatchShiftPlan } from '../../models/dispatch.ts';
import { denseShift, placementsOf } from '../../solvers/dispatch/dense.ts';
import { scheduleOf } from '../../solvers/dispatch/plan.ts';

export type Schedule = Pick<DispatchShiftPlan, 'loads' | 'trucks' | 'metrics'>;

/** Loads by their ids, order/number by start of unloading; a way that nobody knows takes no time. */
export function plannedSchedule(shift: DispatchPlanProblem, loads: readonly DispatchGivenLoad[]): Schedule {
  const dense = denseShift(shift, shift.fixed, 0);
  return scheduleOf(dense, placementsOf(shift, dense.instance, dense, loads));
}

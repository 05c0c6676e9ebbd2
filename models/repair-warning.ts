/** Early warning on a plan that runs or is about to: where it would break, how likely, and what to do before. */
import { z } from 'zod';
import { list, Moment } from './common.ts';
import { DispatchPlanProblem } from './dispatch.ts';
import { checkShift } from './dispatch-rules.ts';
import { RepairLoad } from './repair-events.ts';

export const RepairWarningProblem = z.strictObject({
  mode: z.literal('warning'),
  shift: DispatchPlanProblem.superRefine(checkShift),
  loads: list(RepairLoad, 20_000).min(1).describe('the plan'),
  now: Moment.optional().describe('only what has not started by then is simulated; absent: all of it'),
});
export type RepairWarningProblem = z.infer<typeof RepairWarningProblem>;

export const RepairWarningPlan = z.strictObject({
  mode: z.literal('warning'),
  objectiveUnit: z.string(),
});
export type RepairWarningPlan = z.infer<typeof RepairWarningPlan>;

/** Repair of a melt plan: a furnace down, heats that are poured already. */
import { z } from 'zod';
import { Instant } from './common.ts';
import { MeltProblem } from './melt.ts';

export const RepairMeltProblem = z.strictObject({
  mode: z.literal('melt'),
  plan: MeltProblem.describe('the problem that the plan was made for'),
  now: Instant,
});
export type RepairMeltProblem = z.infer<typeof RepairMeltProblem>;

export const RepairMeltPlan = z.strictObject({ mode: z.literal('melt'), objectiveUnit: z.string() });
export type RepairMeltPlan = z.infer<typeof RepairMeltPlan>;

/** Repair of a techcard plan: an operation late, a resource down. */
import { z } from 'zod';
import { Moment } from './common.ts';
import { TechcardProblem } from './techcard.ts';

export const RepairTechcardProblem = z.strictObject({
  mode: z.literal('techcard'),
  plan: TechcardProblem.describe('the problem that the plan was made for'),
  now: Moment,
});
export type RepairTechcardProblem = z.infer<typeof RepairTechcardProblem>;

export const RepairTechcardPlan = z.strictObject({ mode: z.literal('techcard'), objectiveUnit: z.string() });
export type RepairTechcardPlan = z.infer<typeof RepairTechcardPlan>;

/** What repairs of heats and of operations have in common: names of options, effort, parts of changes and options. */
import { z } from 'zod';
import { Id } from './common.ts';
import { RepairScore } from './repair-parts.ts';

export const repairShopOptionNames = ['fewest-changes', 'least-lateness', 'least-cost'] as const;
export const RepairShopOptionName = z.enum(repairShopOptionNames);
export type RepairShopOptionName = z.infer<typeof RepairShopOptionName>;

const Share = z.number().min(0).max(1);

export const RepairShopEffort = z.strictObject({
  reactionMs: z.number().min(0).describe('of the budget, until the first answer; 0 where only iterations count'),
  limitMs: z.number().min(0).describe('reaction time of the most urgent event'),
});
export type RepairShopEffort = z.infer<typeof RepairShopEffort>;

/** Option names that differ, in the order of `repairShopOptionNames`. */
export const RepairShopOptions = z
  .array(RepairShopOptionName)
  .min(1)
  .max(repairShopOptionNames.length)
  .default([...repairShopOptionNames])
  .describe('which to look for');

/** Parts of a change that heats and operations share. */
export const repairChangeParts = {
  minutes: z.number().describe('by which it starts later; 0 where one of the two is absent'),
  points: z.number().min(0),
  reason: z.strictObject({
    code: Id,
    message: z.string(),
    event: z.int().min(0).optional().describe('index of the event behind it'),
  }),
  depth: z.int().min(1).describe('1: hit by an event or fact itself; else one more than the change that it answers'),
};

/** Parts of an option that heats and operations share. */
export const repairOptionParts = {
  name: RepairShopOptionName,
  cost: z.number().describe('of the plan, in the unit of the answer'),
  points: z.number().min(0).describe('of all changes and promises'),
  total: z.number().describe('cost + points x `pointPrice`; the objective of the answer is the least one'),
  extraCost: z.number().describe('against the plan that runs'),
  untouchedShare: Share.describe('of what was open'),
  depth: z.int().min(0).describe('of the deepest change; 0 without any'),
  score: RepairScore,
};

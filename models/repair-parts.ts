/** What repairs of loads, heats and operations have in common: points and their price, score, severity, escalation. */
import { z } from 'zod';
import { list } from './common.ts';

const Share = z.number().min(0).max(1);

/** What a change counts, in points. */
export const RepairPoints = z.number().min(0).max(1e6);

/** Of one point or of what is left out, in units of the cost of a plan; what holds where it is absent is told with each. */
export const RepairUnitPrice = z.number().min(0).max(1e9).optional();

export const RepairScore = z
  .strictObject({
    reaction: Share,
    quality: Share,
    stability: Share,
    clients: Share,
    total: Share.describe('0.3, 0.4, 0.2 and 0.1 of the four'),
  })
  .describe('efficiency of the repair');
export type RepairScore = z.infer<typeof RepairScore>;

export const RepairSeverity = z.enum(['critical', 'high', 'medium', 'low']);
export type RepairSeverity = z.infer<typeof RepairSeverity>;

/** For the dispatcher, where the recommended option cannot save everything. */
export const RepairEscalation = z.strictObject({
  severity: RepairSeverity,
  text: z.string(),
  actions: list(z.string(), 50),
});
export type RepairEscalation = z.infer<typeof RepairEscalation>;

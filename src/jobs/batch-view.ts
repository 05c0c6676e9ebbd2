/** Many plans under one name, as the service tells of them. */
import { z } from 'zod';
import { foundValues } from '../../models/result.ts';
import { isEnded, type PlanState, type PlanView, planStates } from './plan-view.ts';

const Count = z.int().min(0);

export const BatchView = z
  .object({
    id: z.uuid(),
    total: z.int().min(1).describe('plans that came in it'),
    ended: Count.describe('of them have ended, in whatever way'),
    done: z.number().min(0).max(1).describe('ended / total'),
    states: z.object(Object.fromEntries(planStates.map((state) => [state, Count])) as Record<PlanState, typeof Count>),
    found: z
      .object(Object.fromEntries(foundValues.map((found) => [found, Count])) as Record<Found, typeof Count>)
      .describe('of those that have ended'),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().optional().describe('once all have ended'),
    expectedEndAt: z.iso
      .datetime()
      .optional()
      .describe('when the last one will have ended if it goes on as it went so far; once one has ended'),
    tags: z.record(z.string(), z.string()),
  })
  .describe('a batch; its plans are listed by GET /v1/plans?batch=');
export type BatchView = z.infer<typeof BatchView>;

type Found = NonNullable<PlanView['found']>;

export interface BatchRow {
  id: string;
  total: number;
  tags: Record<string, string>;
  created_at: Date;
  now: Date;
}

/** Plans of a batch that are alike. */
export interface BatchCount {
  state: PlanState;
  found: Found | null;
  count: number;
  ended_at: Date | null;
}

export function toBatchView(row: BatchRow, counts: readonly BatchCount[]): BatchView {
  const { id, total, tags, created_at, now } = row;
  const sumOf = (chosen: (count: BatchCount) => boolean) =>
    counts.filter(chosen).reduce((sum, { count }) => sum + count, 0);
  // Ended plans may have been cleared away since; those that wait or run never are.
  const ended = total - sumOf(({ state }) => !isEnded(state));
  const lastEnd = Math.max(...counts.map(({ ended_at }) => ended_at?.getTime() ?? 0));
  const elapsedMs = now.getTime() - created_at.getTime();
  const isOver = ended === total;
  return {
    id,
    total,
    ended,
    done: ended / total,
    states: Object.fromEntries(
      planStates.map((state) => [state, sumOf((count) => count.state === state)]),
    ) as BatchView['states'],
    found: Object.fromEntries(
      foundValues.map((found) => [found, sumOf((count) => count.found === found && isEnded(count.state))]),
    ) as BatchView['found'],
    createdAt: created_at.toISOString(),
    endedAt: isOver && lastEnd > 0 ? new Date(lastEnd).toISOString() : undefined,
    expectedEndAt:
      isOver || ended === 0 ? undefined : new Date(now.getTime() + (elapsedMs / ended) * (total - ended)).toISOString(),
    tags,
  };
}

/** Steps that its plans have taken, of two each: grows with the progress, but for plans that are handed back. */
export function stepsOf({ ended, states }: BatchView): number {
  return 2 * ended + states.running;
}

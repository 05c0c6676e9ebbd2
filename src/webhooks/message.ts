/** What is posted of an ended plan: all that a list shows of it, and where to get the rest. */
import type { Queryable } from '../db/database.ts';
import { listColumns, type PlanRow, toView } from '../jobs/plan-rows.ts';
import type { WebhookMessage } from './view.ts';

/** @returns the body, undefined where the plan has been deleted since. */
export async function endedPlanMessage(queryable: Queryable, planId: string): Promise<string | undefined> {
  const { rows } = await queryable.query<PlanRow>(`select ${listColumns} from takt.plans where id = $1`, [planId]);
  if (!rows[0]) return undefined;
  const plan = toView(rows[0]);
  const message: WebhookMessage = {
    type: 'plan.ended',
    timestamp: plan.endedAt!,
    data: { plan, href: `/v1/plans/${planId}` },
  };
  return JSON.stringify(message);
}

export function testMessage(webhookId: string, now: Date): string {
  const message: WebhookMessage = { type: 'webhook.test', timestamp: now.toISOString(), data: { webhookId } };
  return JSON.stringify(message);
}

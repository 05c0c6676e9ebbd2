/** Webhooks, deliveries and what is posted, as they read outside. */
import { z } from 'zod';
import { planKinds } from '../../models/plan-request.ts';
import { type PlanState, PlanView } from '../jobs/plan-view.ts';

const endStates = ['succeeded', 'cancelled', 'expired', 'failed'] as const satisfies readonly PlanState[];

export const WebhookInput = z.strictObject({
  url: z.string().min(1).max(2048).describe('https address that is to be called; it must be public'),
  kinds: z.array(z.enum(planKinds)).min(1).max(planKinds.length).optional().describe('only plans of these kinds'),
  states: z.array(z.enum(endStates)).min(1).max(endStates.length).optional().describe('only plans that ended so'),
});
export type WebhookInput = z.infer<typeof WebhookInput>;

export const WebhookView = z.object({
  id: z.uuid(),
  url: z.string(),
  kinds: z.array(z.string()).optional().describe('absent: all'),
  states: z.array(z.string()).optional().describe('absent: all'),
  createdAt: z.iso.datetime(),
  disabledAt: z.iso.datetime().optional().describe('nothing is sent any more'),
  disabledReason: z.string().optional(),
});
export type WebhookView = z.infer<typeof WebhookView>;

const Secret = z.string().describe('signs what is sent; told this once');
export const NewWebhook = WebhookView.extend({ secret: Secret });
export const NewSecret = z.object({ secret: Secret });
export const WebhookList = z.object({ webhooks: z.array(WebhookView).describe('newest first') });

export const DeliveryView = z.object({
  id: z.uuid().describe('also the header `webhook-id`'),
  type: z.enum(['plan.ended', 'webhook.test']),
  planId: z.uuid().optional(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int().min(0),
  nextAt: z.iso.datetime().optional().describe('when it is tried next; absent once ended and while it is being sent'),
  lastStatus: z.int().optional().describe('HTTP status of the last answer'),
  lastError: z.string().optional().describe('why the last attempt brought no answer'),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveryList = z.object({
  deliveries: z.array(DeliveryView).describe('newest first'),
  next: z.string().optional().describe('`cursor` of the next page; absent on the last'),
});

/** What is posted to a receiver. */
export const WebhookMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('plan.ended'),
    timestamp: z.iso.datetime().describe('when the plan ended'),
    data: z.object({ plan: PlanView.omit({ plan: true }), href: z.string().describe('path of the plan') }),
  }),
  z.object({
    type: z.literal('webhook.test'),
    timestamp: z.iso.datetime(),
    data: z.object({ webhookId: z.uuid() }),
  }),
]);
export type WebhookMessage = z.infer<typeof WebhookMessage>;

export interface WebhookRow {
  id: string;
  url: string;
  kinds: string[] | null;
  states: string[] | null;
  created_at: Date;
  disabled_at: Date | null;
  disabled_reason: string | null;
}

export function toWebhook(row: WebhookRow): WebhookView {
  return {
    id: row.id,
    url: row.url,
    kinds: row.kinds ?? undefined,
    states: row.states ?? undefined,
    createdAt: row.created_at.toISOString(),
    disabledAt: row.disabled_at?.toISOString(),
    disabledReason: row.disabled_reason ?? undefined,
  };
}

export interface DeliveryRow {
  id: string;
  plan_id: string | null;
  state: DeliveryView['state'];
  attempts: number;
  next_at: Date;
  claim: string | null;
  last_status: number | null;
  last_error: string | null;
  created_at: Date;
  ended_at: Date | null;
}

export function toDelivery(row: DeliveryRow): DeliveryView {
  return {
    id: row.id,
    type: row.plan_id ? 'plan.ended' : 'webhook.test',
    planId: row.plan_id ?? undefined,
    state: row.state,
    attempts: row.attempts,
    nextAt: row.state === 'waiting' && !row.claim ? row.next_at.toISOString() : undefined,
    lastStatus: row.last_status ?? undefined,
    lastError: row.last_error ?? undefined,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString(),
  };
}

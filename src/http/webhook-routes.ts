/** Webhooks over HTTP: who wants to be told of ended plans, and what became of telling them. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import { parseInput } from '../../models/input-problems.ts';
import { isUuid } from '../jobs/identity.ts';
import { WebhookInput, type WebhookView } from '../webhooks/view.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { originOf } from './guard.ts';
import { readJsonBody } from './json-body.ts';
import { makeCursor, pageOf } from './parameters.ts';

const reads = { config: { scope: 'plan:read' } } as const;
const changes = { config: { scope: 'plan:write' } } as const;

export function webhookRoutes(app: FastifyInstance, webhooks: Webhooks): void {
  const { store } = webhooks;

  /** @throws TaktError `webhook-not-found`, also for what belongs to another tenant. */
  async function found(request: FastifyRequest): Promise<WebhookView> {
    const id = webhookId(request);
    const webhook = await store.get(request.caller.tenant, id);
    if (!webhook) throw notFound(id);
    return webhook;
  }

  app.post('/v1/webhooks', changes, async (request, reply) => {
    const body = readJsonBody(request.body as Buffer | undefined);
    const webhook = await webhooks.create(originOf(request), parseInput(WebhookInput, body.value, body));
    return reply.code(201).header('location', `/v1/webhooks/${webhook.id}`).send(webhook);
  });

  app.get('/v1/webhooks', reads, async (request) => ({ webhooks: await store.list(request.caller.tenant) }));

  app.get('/v1/webhooks/:id', reads, found);

  app.delete('/v1/webhooks/:id', changes, async (request, reply) => {
    const id = webhookId(request);
    if (!(await store.delete(originOf(request), id))) throw notFound(id);
    return reply.code(204).send();
  });

  app.post('/v1/webhooks/:id/secret', changes, async (request) => {
    const id = webhookId(request);
    const secret = await store.changeSecret(originOf(request), id);
    if (!secret) throw notFound(id);
    return { secret };
  });

  app.post('/v1/webhooks/:id/test', changes, async (request) => {
    const webhook = await found(request);
    const delivery = await webhooks.test(webhook);
    if (!delivery) throw notFound(webhook.id);
    return delivery;
  });

  app.get('/v1/webhooks/:id/deliveries', reads, async (request) => {
    const { id } = await found(request);
    const { limit, before } = pageOf(request);
    const deliveries = await store.deliveries(id, { limit: limit + 1, before });
    const page = deliveries.slice(0, limit);
    return { deliveries: page, next: deliveries.length > page.length ? makeCursor(page.at(-1)!) : undefined };
  });

  app.post('/v1/webhooks/:id/deliveries/:deliveryId/retry', changes, async (request, reply) => {
    const { id, disabledReason } = await found(request);
    if (disabledReason)
      throw new TaktError('webhook-disabled', `webhook ${id} is disabled: ${disabledReason}; make a new one`);
    const { deliveryId } = request.params as { deliveryId: string };
    const delivery = isUuid(deliveryId) ? await webhooks.retry(originOf(request), id, deliveryId) : undefined;
    if (!delivery)
      throw new TaktError('webhook-not-found', `webhook ${id} has no delivery ${deliveryId.slice(0, 100)}`);
    return reply.code(202).send(delivery);
  });
}

/** The id in the address; what is no UUID cannot be one of ours. */
function webhookId(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (!isUuid(id)) throw notFound(id);
  return id.toLowerCase();
}

function notFound(id: string): TaktError {
  return new TaktError('webhook-not-found', `there is no webhook ${id.slice(0, 100)}`);
}

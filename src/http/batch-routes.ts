/** Batches over HTTP: many plans kept at once, and their progress. */
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import { type BatchView, stepsOf } from '../jobs/batch-view.ts';
import { EventStream } from './event-stream.ts';
import { originOf } from './guard.ts';
import { idempotencyOf, tellReplay } from './idempotency.ts';
import { readJsonBody } from './json-body.ts';
import { idInPath, lastEventId } from './parameters.ts';
import { readBatch } from './read-batch.ts';
import type { HttpServices } from './services.ts';

const heartbeatMs = 15_000;
/** Counting a thousand plans takes milliseconds: so often it is no load, and for progress it is often enough. */
const pollIntervalMs = 500;

export function batchRoutes(app: FastifyInstance, services: HttpServices): void {
  const { batches } = services;

  app.post('/v1/batches', { config: { scope: 'plan:write' } }, async (request, reply) => {
    const { caller, traceparent } = request;
    const { tenant } = caller;
    const body = readJsonBody(request.body as Buffer | undefined);
    const idempotency = idempotencyOf(request, body.value);
    const earlier = idempotency && (await batches.ofKey(tenant, idempotency));
    const { batch, isReplay } = earlier ? { batch: earlier, isReplay: true } : await keep();
    if (isReplay) tellReplay(reply);
    reply.header('location', `/v1/batches/${batch.id}`);
    return answer(reply, batch);

    async function keep() {
      const { tags, plans } = await readBatch(services, caller, body);
      const origin = originOf(request);
      const newPlans = plans.map((plan) => ({ ...plan, tenant, traceparent, origin }));
      return batches.keep({ tenant, tags, plans: newPlans, idempotency, origin });
    }
  });

  app.get('/v1/batches/:id', { config: { scope: 'plan:read' } }, async (request) => {
    const id = idInPath(request, batchNotFound);
    return found(id, await batches.get(request.caller.tenant, id));
  });

  app.delete('/v1/batches/:id', { config: { scope: 'plan:write' } }, async (request, reply) => {
    const id = idInPath(request, batchNotFound);
    const batch = found(id, await batches.stop(request.caller.tenant, id, originOf(request)));
    return answer(reply, batch);
  });

  app.get('/v1/batches/:id/events', { config: { scope: 'plan:read' } }, async (request, reply) => {
    const { tenant } = request.caller;
    const id = idInPath(request, batchNotFound);
    // A stream from the beginning tells first where the batch stands, were it at no step yet.
    let last = lastEventId(request) || -1;
    const first = found(id, await batches.get(tenant, id));
    if (last >= lastIdOf(first)) return reply.code(204).send();
    const stream = new EventStream(reply, { heartbeatMs, closing: services.closing });
    const gone = new AbortController();
    stream.onClose(() => gone.abort());
    try {
      for (let batch: BatchView | undefined = first; stream.isOpen && batch; batch = await batches.get(tenant, id)) {
        const steps = stepsOf(batch);
        if (steps !== last && steps + 1 !== lastIdOf(batch)) {
          await stream.send({ id: steps, event: 'progress', data: batch });
          last = steps;
        }
        if (batch.ended === batch.total) await stream.end({ id: lastIdOf(batch), event: 'end', data: batch });
        else await setTimeout(pollIntervalMs, undefined, { signal: gone.signal }).catch(() => {});
      }
    } finally {
      // Also where the database is away: who listens asks again.
      stream.close();
    }
    return reply;
  });
}

/** Of the event `end`. Those of `progress` count steps; where plans were handed back, an id may come again. */
function lastIdOf({ total }: BatchView): number {
  return 2 * total + 1;
}

function answer(reply: FastifyReply, batch: BatchView): FastifyReply {
  if (batch.ended === batch.total) return reply.code(200).send(batch);
  return reply.code(202).header('retry-after', 1).send(batch);
}

function batchNotFound(id: string): TaktError {
  return new TaktError('batch-not-found', `there is no batch ${id.slice(0, 100)}`);
}

function found(id: string, batch: BatchView | undefined): BatchView {
  if (!batch) throw batchNotFound(id);
  return batch;
}

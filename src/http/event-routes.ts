/** `GET /v1/plans/:id/events`: a plan's history and future as server-sent events. */
import type { FastifyInstance } from 'fastify';
import { SharedRead } from '../db/shared-read.ts';
import { isEnded, type PlanEvent } from '../jobs/plan-view.ts';
import { EventStream } from './event-stream.ts';
import { lastEventId, planId, planNotFound } from './parameters.ts';
import type { HttpServices } from './services.ts';

/** Comments keep proxies from closing a quiet stream. */
const heartbeatMs = 15_000;

/**
 * Events come from the table, so any replica can serve any plan and `Last-Event-ID` goes on where a stream broke off.
 * The last event is `end`, which repeats the state that ended the plan; who asks again after it gets 204, which tells an EventSource to leave off.
 */
export function eventRoutes(app: FastifyInstance, services: HttpServices): void {
  const { store, changes, closing } = services;
  const reads = new SharedRead<PlanEvent[]>();

  app.get('/v1/plans/:id/events', { config: { scope: 'plan:read' } }, async (request, reply) => {
    const id = planId(request);
    let last = lastEventId(request);
    const state = await store.state(request.caller.tenant, id);
    if (!state) throw planNotFound(id);
    if (isEnded(state) && last > 0 && (await store.events(id, last, 1)).length === 0) return reply.code(204).send();
    const stream = new EventStream(reply, { heartbeatMs, closing });
    const watch = changes.watch(id);
    stream.onClose(() => watch.close());
    try {
      while (stream.isOpen) {
        const after = last;
        const events = await reads.ask(`${id} ${after}`, () => store.events(id, after));
        for (const event of events) {
          await stream.send({ id: event.sequence, event: event.type, data: event });
          last = event.sequence;
          if (event.type === 'state' && isEnded(event.data.state))
            await stream.end({ id: last, event: 'end', data: event });
        }
        if (events.length === 0 && stream.isOpen) await watch.next();
      }
    } finally {
      // Also where the database is away: who listens asks again.
      stream.close();
    }
    return reply;
  });
}

/** `GET /v1/equipment/events`: what happens to the ovens, as server-sent events. */
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import { Nap } from '../bridge/nap.ts';
import { EquipmentFollower } from '../equipment/follower.ts';
import { ovenFilter } from './equipment-parameters.ts';
import { EventStream } from './event-stream.ts';
import { lastEventId, readQuery } from './parameters.ts';
import type { HttpServices } from './services.ts';
import { socketLimits } from './socket-limits.ts';

/** Comments keep proxies from closing a quiet stream. */
const heartbeatMs = 15_000;
/** However much happens, a stream looks no more often: what came meanwhile is read together. */
const shortestPauseMs = 100;
/** How soon a change is seen that nobody told of: where other processes are heard, and where they are not. */
const longestPauseMs = { heard: 2000, unheard: 500 };
const idDigits = 15;

/**
 * Events come from the tables, so any replica can serve any stream, and `Last-Event-ID` goes on where it broke off. The first
 * is `start`: who reads `GET /v1/equipment` after it misses nothing in between.
 */
export function equipmentEventRoutes(app: FastifyInstance, services: HttpServices): void {
  const { equipment, closing, sockets = socketLimits } = services;

  app.get('/v1/equipment/events', { config: { scope: 'plan:read' } }, async (request, reply) => {
    const filter = readQuery(ovenFilter, request);
    const { tenant } = request.caller;
    const last = request.headers['last-event-id'] ? lastEventId(request, idDigits) : undefined;
    await equipment.mustHave(tenant, filter);
    const position = await equipment.positionAfter(last);
    const follower = await EquipmentFollower.from(position, filter, equipment.readsOf(tenant, filter));
    const stream = new EventStream(reply, { heartbeatMs, closing });
    const gone = new AbortController();
    stream.onClose(() => gone.abort());
    const nap = new Nap();
    stream.onClose(equipment.onChange(filter.site, () => nap.wake()));
    stream.onClose(() => nap.wake());
    try {
      await stream.send({ id: position.id, event: 'start', data: { site: filter.site, oven: filter.oven } });
      let checkDueAt = performance.now() + sockets.streamCheckMs;
      while (stream.isOpen) {
        for (const event of await follower.look()) await stream.send(event);
        if (performance.now() >= checkDueAt) {
          if (!(await isStillLetIn(services, request))) stream.close();
          checkDueAt = performance.now() + sockets.streamCheckMs;
        }
        if (!follower.hasAll || !stream.isOpen) continue;
        await setTimeout(shortestPauseMs, undefined, { signal: gone.signal }).catch(() => {});
        await nap.sleep(equipment.hearsOthers ? longestPauseMs.heard : longestPauseMs.unheard);
      }
    } finally {
      // Also where the database is away: who listens asks again.
      stream.close();
    }
    return reply;
  });
}

/** A key that was revoked, or a token that ran out, ends its stream; that nobody can be asked just now does not. */
async function isStillLetIn({ identify }: HttpServices, request: FastifyRequest): Promise<boolean> {
  try {
    await identify?.(request, { counted: false });
    return true;
  } catch (error) {
    return !(error instanceof TaktError && error.code === 'unauthenticated');
  }
}

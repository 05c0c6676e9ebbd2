/** Holds over HTTP: the switch that lets nothing more go to an oven, a site, or everything, and its release. */
import type { FastifyInstance } from 'fastify';
import { parseInput } from '../../models/input-problems.ts';
import { holdNotFound } from '../equipment/equipment.ts';
import { HoldInput, HoldRelease } from '../equipment/view.ts';
import { holdPage } from './equipment-parameters.ts';
import { originOf } from './guard.ts';
import { readJsonBody } from './json-body.ts';
import { idInPath, makeCursor, readQuery } from './parameters.ts';
import type { HttpServices } from './services.ts';

export function holdRoutes(app: FastifyInstance, { equipment }: HttpServices): void {
  app.post('/v1/holds', { config: { scope: 'equipment:write', uncounted: true } }, async (request, reply) => {
    const body = readJsonBody(request.body as Buffer | undefined);
    const hold = await equipment.hold(originOf(request), parseInput(HoldInput, body.value, body));
    return reply.code(201).send(hold);
  });

  app.get('/v1/holds', { config: { scope: 'plan:read' } }, async (request) => {
    const { limit, ...page } = holdPage(request);
    const found = await equipment.holds(request.caller.tenant, { ...page, limit: limit + 1 });
    const holds = found.slice(0, limit);
    return { holds, next: found.length > holds.length ? makeCursor(holds.at(-1)!) : undefined };
  });

  // Who releases stands in the address: a body of DELETE means nothing to what lies between (RFC 9110, section 9.3.5).
  app.delete('/v1/holds/:id', { config: { scope: 'equipment:write' } }, (request) => {
    const id = idInPath(request, holdNotFound);
    return equipment.release(originOf(request), { id, ...readQuery(HoldRelease, request) });
  });
}

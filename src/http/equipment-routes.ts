/** The ovens over HTTP: as they stand, one of them, what it was told, what it measured. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ovenNotFound } from '../equipment/equipment.ts';
import type { OvenFilter } from '../equipment/ovens.ts';
import { Name } from '../equipment/view.ts';
import { historyCursor, historyPage, ovenCursor, ovenPage, readingsSpan } from './equipment-parameters.ts';
import type { HttpServices } from './services.ts';

const reads = { config: { scope: 'plan:read' } } as const;
type OvenName = Required<OvenFilter>;

const oven = '/v1/equipment/:site/:oven';

export function equipmentRoutes(app: FastifyInstance, { equipment }: HttpServices): void {
  app.get('/v1/equipment', reads, async (request) => {
    const { limit, ...page } = ovenPage(request);
    const { sites, ovens: found } = await equipment.list(request.caller.tenant, { ...page, limit: limit + 1 });
    const ovens = found.slice(0, limit);
    return { sites, ovens, next: found.length > ovens.length ? ovenCursor(ovens.at(-1)!) : undefined };
  });

  app.get(oven, reads, (request) => equipment.oven(request.caller.tenant, nameOf(request)));

  app.get(`${oven}/history`, reads, async (request) => {
    const { limit, ...page } = historyPage(request);
    const found = await equipment.history(request.caller.tenant, nameOf(request), { ...page, limit: limit + 1 });
    const changes = found.slice(0, limit);
    return { changes, next: found.length > changes.length ? historyCursor(changes.at(-1)!) : undefined };
  });

  app.get(`${oven}/readings`, reads, (request) =>
    equipment.readings(request.caller.tenant, nameOf(request), readingsSpan(request, Date.now())),
  );
}

/** What is no name of an oven cannot be one of ours. */
function nameOf({ params }: FastifyRequest): OvenName {
  const name = params as OvenName;
  if (![name.site, name.oven].every((text) => Name.safeParse(text).success)) throw ovenNotFound(name);
  return name;
}

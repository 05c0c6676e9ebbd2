/** The service as two tenants see it: access by keys, over the routes of the test API. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Logger } from 'pino';
import type { Scope } from '../access/caller.ts';
import { createKey } from '../access/keys.ts';
import type { Config } from '../config.ts';
import { makeHold } from '../equipment/holds.ts';
import type { SocketLimits } from '../http/socket-limits.ts';
import { uuidV7 } from '../jobs/identity.ts';
import { startTestApi, type TestApi } from './api.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';

/** Whatever it is, under /v1. */
export type Ask = Pick<InjectOptions, 'method' | 'url' | 'payload' | 'headers'>;

export interface SecuredApi extends TestApi {
  readonly opened: TestDatabase;
  /** Makes a key and keeps it in mind. */
  key(tenant: string, scopes: readonly Scope[], expiresInDays?: number): Promise<string>;
  /** Asks with a key or token in the Authorization header. */
  ask(credential: string, request: Ask): Promise<LightMyRequestResponse>;
}

export async function startSecuredApi(
  options: { sockets?: SocketLimits; jwt?: Config['jwt']; tenantLimits?: Config['tenantLimits']; log?: Logger } = {},
): Promise<SecuredApi> {
  const opened = await openTestDatabase('pglite');
  const { jwt, tenantLimits, log, sockets } = options;
  const api = await startTestApi(opened, {
    log,
    sockets,
    access: { access: 'keys', jwt, ...(tenantLimits && { tenantLimits }) },
  });
  return {
    ...api,
    opened,
    async key(tenant, scopes, expiresInDays) {
      const made = { tenant, name: `for ${tenant}`, scopes, expiresInDays, actor: 'cli:test' };
      return (await createKey(opened.database, made)).key;
    },
    ask: (credential, { headers, ...request }) =>
      api.app.inject({ ...request, headers: { authorization: `Bearer ${credential}`, ...headers } }),
    async close() {
      await api.close();
      await opened.drop();
    },
  };
}

/** Something of a tenant's own for each kind of id in an address; a kind that is missing here is not tested. */
export const ownThings: Record<string, (api: SecuredApi, tenant: string) => Promise<string>> = {
  '/v1/plans/:id': async ({ store }, tenant) => {
    const { parsedRequest } = await import('./requests.ts');
    return (await store.insert({ tenant, request: parsedRequest() })).id;
  },
  '/v1/batches/:id': async ({ opened }, tenant) => {
    const id = uuidV7();
    await opened.database.query(`insert into takt.batches (id, tenant, tags, total) values ($1, $2, '{}', 1)`, [
      id,
      tenant,
    ]);
    return id;
  },
  '/v1/webhooks/:id': async ({ webhooks }, tenant) =>
    (await webhooks.store.create({ tenant, actor: 'open' }, { url: 'https://example.com/' })).id,
  '/v1/holds/:id': async ({ opened }, tenant) =>
    (await makeHold(opened.database, { tenant, actor: 'open' }, { by: tenant })).id,
  '/v1/catalog/:type/:id': async ({ opened }, tenant) => {
    const id = uuidV7();
    await opened.database.query(
      `insert into takt.catalog_items (tenant, type, id, version, kind, part, body, hash, bytes, created_by)
       values ($1, 'furnaces', $2, 1, 'melt', 'furnace', '{}', 'none', 2, 'test')`,
      [tenant, id],
    );
    return id;
  },
};

/** Bodies that fit, for routes with an id that take one. */
export const bodies: Record<string, object> = {
  'POST /v1/plans/:id/approve': { by: 'planner' },
  'POST /v1/plans/:id/outcome': { option: 'least-cost', success: true, recoveryMinutes: 1, loss: 0, quality: 100 },
  'POST /v1/plans/:id/resolve': { changes: [] },
  'POST /v1/plans/:id/recompute': {},
  'POST /v1/webhooks/:id/secret': {},
  'POST /v1/webhooks/:id/test': {},
  'POST /v1/webhooks/:id/deliveries/:deliveryId/retry': {},
};

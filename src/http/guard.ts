/** Lets a request in: who asks, and whether that may be asked by them. Runs before anything of the body is read. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import type { Origin } from '../access/audit.ts';
import { anyone, type Caller, may, type Scope } from '../access/caller.ts';
import type { IdentifyOptions } from '../access/identify.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller needs; `none`: anybody may ask. Every route under /v1 says it. */
    scope?: Scope | 'none';
    /** What must get through however much else the tenant sends: not counted as one of its requests. */
    uncounted?: true;
  }
  interface FastifyRequest {
    caller: Caller;
  }
  interface FastifyInstance {
    /** Every route there is, with what it needs; for tests that must not miss one. */
    readonly guarded: readonly GuardedRoute[];
  }
}

export interface GuardedRoute {
  readonly methods: readonly string[];
  readonly url: string;
  /** Absent where the route is not one of the API. */
  readonly scope?: Scope | 'none';
}

/**
 * Finds out who asks.
 * @throws TaktError `unauthenticated`, `rate-limited`.
 */
export type Identify = (request: FastifyRequest, options?: IdentifyOptions) => Promise<Caller>;

/** @param identify - absent: access is open. */
export function guard(app: FastifyInstance, identify: Identify | undefined): void {
  app.decorateRequest('caller');
  const guarded: GuardedRoute[] = [];
  app.decorate('guarded', guarded);
  app.addHook('onRoute', ({ method, url, config }) => {
    guarded.push({ methods: [method].flat(), url, scope: config?.scope });
    if (url.startsWith('/v1/') && config?.scope === undefined)
      throw new TaktError('internal-error', `the route ${url} does not say which scope it needs`);
  });
  app.addHook('onRequest', async (request, reply) => {
    request.caller = anyone;
    if (countHeaders(request, 'host') > 1) {
      reply.header('connection', 'close');
      throw new TaktError('invalid-parameter', 'there are several Host headers; send one');
    }
    const { scope, uncounted } = request.routeOptions.config;
    if (scope === undefined || scope === 'none' || !identify) return;
    const caller = await identify(request, { counted: !uncounted });
    if (!may(caller, scope))
      throw new TaktError(
        'forbidden',
        `this needs the scope ${scope}; the key or token has ${[...caller.scopes].join(', ') || 'none'}`,
      );
    request.caller = caller;
  });
}

/** Node keeps the first of them only; a proxy before may have gone by another (RFC 9112 section 3.2). */
function countHeaders({ raw: { rawHeaders } }: FastifyRequest, name: string): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at].length === name.length && rawHeaders[at].toLowerCase() === name) count++;
  return count;
}

/** On whose behalf a request changes something. */
export function originOf({ caller, id }: FastifyRequest): Origin {
  return { tenant: caller.tenant, actor: caller.actor, requestId: id };
}

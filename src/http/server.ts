/** The HTTP server: routes, and what all of them share. It holds no state that must last. */
import { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { type FastifyInstance, fastify } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import { uuidV7 } from '../jobs/identity.ts';
import { startSpan, traceparentOf } from '../telemetry/spans.ts';
import { countRequests } from './close.ts';
import { docsRoutes } from './docs-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { outcomeRoutes } from './outcome-routes.ts';
import { planRoutes } from './plan-routes.ts';
import { problemType, sendProblem, toProblem, toTaktError, unsupportedEncoding } from './problem.ts';
import { programRoutes } from './program-routes.ts';
import { RouteTable } from './route-table.ts';
import { serviceRoutes } from './service-routes.ts';
import type { HttpServices } from './services.ts';
import { solveRoutes } from './solve-routes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** W3C trace context that work for this request belongs to. */
    traceparent: string | undefined;
    span: Span | undefined;
  }
}

/** Nothing here is meant to be framed, sniffed, cached or scripted; /docs has a policy of its own. */
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

export async function createHttpServer(services: HttpServices): Promise<FastifyInstance> {
  const { bodyLimitBytes } = services;
  const app = fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    genReqId: () => uuidV7(),
    // Half-sent requests end after a while; there is no limit for an answer, since `Prefer: wait` and events take long.
    requestTimeout: 60_000,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      sendProblem(reply as never, toTaktError(error, request as never, bodyLimitBytes));
    },
    clientErrorHandler: refuseBrokenHttp,
  });
  countRequests(app);
  const routes = new RouteTable();
  app.addHook('onRoute', (route) => routes.add(route.method, route.url));
  acceptJsonOnly(app);
  observe(app, services);
  answerErrors(app, services, routes);
  serviceRoutes(app, services);
  if (services.api) {
    planRoutes(app, services);
    eventRoutes(app, services);
    programRoutes(app, services);
    outcomeRoutes(app, services);
    solveRoutes(app, services);
    await docsRoutes(app);
  }
  return app;
}

/** Bodies stay bytes here; json-body.ts reads them, because its errors say more than a parser's. */
function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const encoding = request.headers['content-encoding']?.trim().toLowerCase();
    if (!encoding || encoding === 'identity') done(null, body);
    else done(unsupportedEncoding(encoding));
  });
}

function observe(app: FastifyInstance, { metrics, log, closing }: HttpServices): void {
  app.decorateRequest('traceparent', undefined);
  app.decorateRequest('span', undefined);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders).header('x-request-id', request.id);
    const route = request.routeOptions.url ?? 'unknown';
    const given = request.headers.traceparent;
    const parent = typeof given === 'string' ? given : undefined;
    request.span = startSpan(
      `${request.method} ${route}`,
      parent,
      { 'http.request.method': request.method, 'http.route': route, 'url.path': request.url.split('?')[0] },
      SpanKind.SERVER,
    );
    request.traceparent = traceparentOf(request.span) ?? parent;
    if (!closing.aborted) return;
    // Connections that were kept alive may still bring requests while the service stops.
    reply.header('connection', 'close');
    if (route.startsWith('/v1/'))
      throw new TaktError('shutting-down', 'the service is stopping; ask again in a moment');
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { statusCode, elapsedTime } = reply;
    metrics.request(request.method, route, statusCode, elapsedTime);
    request.span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) request.span?.setStatus({ code: SpanStatusCode.ERROR });
    request.span?.end();
    const isProbe = route === '/livez' || route === '/readyz' || route === '/metrics';
    const planId = (request.params as { id?: string } | undefined)?.id;
    log[isProbe ? 'debug' : 'info'](
      { requestId: request.id, method: request.method, route, status: statusCode, ms: Math.round(elapsedTime), planId },
      'request',
    );
  });
}

function answerErrors(app: FastifyInstance, { log, bodyLimitBytes }: HttpServices, routes: RouteTable): void {
  app.setErrorHandler((error, request, reply) => {
    const known = toTaktError(error, request, bodyLimitBytes);
    if (known.status >= 500) log.error({ err: known, requestId: request.id }, 'request failed');
    return sendProblem(reply, known);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0];
    const allowed = routes.methodsOf(path);
    if (allowed.length === 0)
      return sendProblem(
        reply,
        new TaktError('not-found', `there is nothing under ${path.slice(0, 200)}; /docs lists what there is`),
      );
    reply.header('allow', allowed.join(', '));
    const message = `${path.slice(0, 200)} takes ${allowed.join(', ')}, not ${request.method}`;
    return sendProblem(reply, new TaktError('method-not-allowed', message));
  });
}

/** What is not even HTTP gets its answer on the bare socket. */
function refuseBrokenHttp(error: Error & { code?: string }, socket: import('node:net').Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = toProblem(
    new TaktError(
      'invalid-parameter',
      isTooLong ? 'the headers are too long' : `this is not an HTTP request: ${error.message}`,
    ),
    uuidV7(),
  );
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** The HTTP server: routes, and what all of them share. It holds no state that must last. */
import { type FastifyInstance, type FastifyServerOptions, fastify } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import { uuidV7 } from '../jobs/identity.ts';
import { auditRoutes } from './audit-routes.ts';
import { batchRoutes } from './batch-routes.ts';
import { catalogRoutes } from './catalog-routes.ts';
import { countRequests } from './close.ts';
import { deriveRoutes } from './derive-routes.ts';
import { docsRoutes } from './docs-routes.ts';
import { equipmentEventRoutes } from './equipment-event-routes.ts';
import { equipmentRoutes } from './equipment-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { explanationRoutes } from './explanation-routes.ts';
import { guard } from './guard.ts';
import { holdRoutes } from './hold-routes.ts';
import { factsOf, observe, planOf } from './observe.ts';
import { outcomeRoutes } from './outcome-routes.ts';
import { planRoutes } from './plan-routes.ts';
import { problemType, sendProblem, toProblem, toTaktError, unsupportedEncoding } from './problem.ts';
import { programRoutes } from './program-routes.ts';
import { RouteTable } from './route-table.ts';
import { securityHeaders } from './security-headers.ts';
import { serviceRoutes } from './service-routes.ts';
import type { HttpServices } from './services.ts';
import { serverOptions, socketLimits } from './socket-limits.ts';
import { solveRoutes } from './solve-routes.ts';
import type { SecureServer } from './tls.ts';
import { webhookRoutes } from './webhook-routes.ts';

export async function createHttpServer(services: HttpServices): Promise<FastifyInstance> {
  const { bodyLimitBytes, tls, sockets = socketLimits } = services;
  const options = serverOptions(sockets);
  const app = fastify({
    http: options,
    https: tls ? { ...options, ...tls.context } : null,
    logger: false,
    bodyLimit: bodyLimitBytes,
    genReqId: () => uuidV7(),
    requestTimeout: sockets.requestMs,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      // Such as an address that cannot be decoded: no hook has run yet.
      reply.headers(securityHeaders(tls !== undefined)).header('x-request-id', request.id);
      sendProblem(reply as never, toTaktError(error, request as never, bodyLimitBytes));
    },
    clientErrorHandler: refuseBrokenHttp,
  } as FastifyServerOptions);
  app.server.maxConnections = sockets.connections;
  if (tls) {
    const stopWatching = tls.watch(app.server as unknown as SecureServer);
    app.addHook('onClose', async () => stopWatching());
  }
  countRequests(app);
  // An expectation that Node does not know is passed over, as RFC 9110 section 10.1.1 allows, so that every answer is one of ours.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  const routes = new RouteTable();
  app.addHook('onRoute', (route) => routes.add(route.method, route.url));
  acceptJsonOnly(app);
  observe(app, services);
  guard(app, services.identify);
  answerErrors(app, services, routes);
  serviceRoutes(app, services);
  if (services.api) {
    planRoutes(app, services);
    batchRoutes(app, services);
    deriveRoutes(app, services);
    eventRoutes(app, services);
    programRoutes(app, services);
    equipmentRoutes(app, services);
    equipmentEventRoutes(app, services);
    holdRoutes(app, services);
    outcomeRoutes(app, services);
    catalogRoutes(app, services);
    explanationRoutes(app, services);
    solveRoutes(app, services);
    webhookRoutes(app, services.webhooks);
    auditRoutes(app, services);
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

function answerErrors(app: FastifyInstance, { log, bodyLimitBytes }: HttpServices, routes: RouteTable): void {
  app.setErrorHandler((error, request, reply) => {
    const known = toTaktError(error, request, bodyLimitBytes);
    if (known.status >= 500)
      log.error({ ...factsOf(request), planId: planOf(request, reply), err: known }, 'request failed');
    request.problemCode = known.code;
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

/** Codes of Node's parser for what has a name. */
const brokenHttp: Record<string, string> = {
  HPE_HEADER_OVERFLOW: 'the headers are too long',
  ERR_HTTP_REQUEST_TIMEOUT: 'the request took too long to come',
};

/** What is not even HTTP gets its answer on the bare socket. */
function refuseBrokenHttp(error: Error & { code?: string }, socket: import('node:net').Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const message = brokenHttp[error.code ?? ''] ?? `this is not an HTTP request: ${error.message}`;
  const problem = toProblem(new TaktError('invalid-parameter', message), uuidV7());
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: ${problemType}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

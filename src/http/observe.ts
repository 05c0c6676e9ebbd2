/** What is told of every request: a span, its figures, a line of the log; and the headers that every answer has. */
import type { Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TaktError } from '../../models/errors.ts';
import { endHttpSpan, startHttpSpan } from '../telemetry/http-spans.ts';
import { traceIds } from '../telemetry/log.ts';
import { traceparentOf } from '../telemetry/spans.ts';
import { securityHeaders } from './security-headers.ts';
import type { HttpServices } from './services.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** W3C trace context that work for this request belongs to. */
    traceparent: string | undefined;
    span: Span | undefined;
    /** Code of the error that it was answered with. */
    problemCode: string | undefined;
  }
}

/** Asked for every few seconds, and of interest only when they fail. */
const probes = new Set(['/livez', '/readyz', '/metrics']);

export function observe(app: FastifyInstance, { metrics, log, closing, tls }: HttpServices): void {
  const headers = securityHeaders(tls !== undefined);
  app.decorateRequest('traceparent', undefined);
  app.decorateRequest('span', undefined);
  app.decorateRequest('problemCode', undefined);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers).header('x-request-id', request.id);
    const { url: route } = request.routeOptions;
    const { traceparent: given, 'user-agent': userAgent } = request.headers;
    const traceparent = typeof given === 'string' ? given : undefined;
    const { method, url, protocol } = request;
    const { host } = request.headers;
    request.span = startHttpSpan({ method, route, url, protocol, host, userAgent, traceparent });
    request.traceparent = traceparentOf(request.span) ?? traceparent;
    if (!closing.aborted) return;
    // Connections that were kept alive may still bring requests while the service stops.
    reply.header('connection', 'close');
    if (route?.startsWith('/v1/'))
      throw new TaktError('shutting-down', 'the service is stopping; ask again in a moment');
  });
  app.addHook('onResponse', async (request, reply) => {
    const { url: route } = request.routeOptions;
    const { statusCode, elapsedTime } = reply;
    const { method, problemCode, span } = request;
    metrics.request(method, route, statusCode, elapsedTime, request.protocol);
    if (problemCode && (statusCode === 429 || statusCode === 503)) metrics.refused(problemCode);
    if (span) endHttpSpan(span, statusCode, problemCode);
    const facts = { method, route: route ?? 'unknown', status: statusCode, code: problemCode };
    log[probes.has(route ?? '') ? 'debug' : 'info'](
      { ...factsOf(request), planId: planOf(request, reply), ...facts, ms: Math.round(elapsedTime) },
      'request',
    );
  });
}

/** What every line about a request has, for whoever looks for all of one request, one tenant or one trace. */
export function factsOf(request: FastifyRequest): object {
  // Before anybody has asked who calls, there is no caller.
  const { id, caller, span } = request as Omit<FastifyRequest, 'caller'> & Partial<Pick<FastifyRequest, 'caller'>>;
  return { requestId: id, tenant: caller?.tenant, ...traceIds(span) };
}

/** The plan that a request is about: named in its address, or made by it and named in the answer. */
export function planOf(request: FastifyRequest, reply: FastifyReply): string | undefined {
  if (request.routeOptions.url?.startsWith('/v1/plans/:id')) return (request.params as { id: string }).id;
  const location = reply.getHeader('location');
  return typeof location === 'string' ? /^\/v1\/plans\/([0-9a-f-]{36})$/.exec(location)?.[1] : undefined;
}

/** Errors as RFC 9457 problem details. Below 500 the caller is told everything, from 500 up only what it can act on. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type ErrorCode, errorTable, TaktError } from '../../models/errors.ts';

export const problemType = 'application/problem+json; charset=utf-8';

export const Problem = z
  .object({
    type: z.string().describe('URI of the kind of problem'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('what happened here'),
    code: z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]).describe('stable, for programs'),
    requestId: z.string().describe('also in the log of the service'),
    errors: z
      .array(
        z.object({
          pointer: z.string().describe('JSON pointer into the body, or the name of a parameter or header'),
          rule: z.string(),
          message: z.string(),
          received: z.unknown().describe('what came, cut to some 200 characters; "(nothing)" where it is missing'),
          remedy: z.string().describe('what would do'),
        }),
      )
      .optional()
      .describe('at most 50'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

export function toProblem(error: TaktError, requestId: string): Problem {
  const { code, status, details } = error;
  const isOurs = status >= 500 && status !== 503;
  return {
    type: `urn:takt:problem:${code}`,
    title: errorTable[code].title,
    status,
    detail: isOurs ? `The service failed; its log has the details under request ${requestId}.` : error.message,
    code,
    requestId,
    ...(details.errors ? { errors: [...details.errors] } : {}),
  };
}

/** Codes of Fastify's own errors and ours. */
const fastifyCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-parameter',
  FST_ERR_BAD_URL: 'invalid-parameter',
  FST_ERR_ASYNC_CONSTRAINT: 'invalid-parameter',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
};

export function toTaktError(error: unknown, request: FastifyRequest, bodyLimitBytes: number): TaktError {
  if (error instanceof TaktError) return error;
  const { code, statusCode, message } = error as Partial<FastifyError>;
  const ours = fastifyCodes[code ?? ''];
  if (ours === 'unsupported-media-type') return unsupportedMediaType(request);
  if (ours === 'body-too-large') return bodyTooLarge(request, bodyLimitBytes);
  if (ours) return new TaktError(ours, message ?? errorTable[ours].title, { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new TaktError('invalid-parameter', message ?? 'the request does not fit', { cause: error });
  return new TaktError('internal-error', message ?? String(error), { cause: error });
}

function unsupportedMediaType(request: FastifyRequest): TaktError {
  const received = request.headers['content-type'] ?? '(nothing)';
  return new TaktError('unsupported-media-type', `the body came as ${received}; it must be application/json`, {
    errors: [
      {
        pointer: 'Content-Type',
        rule: 'media-type',
        message: 'the body must be application/json',
        received,
        remedy: 'send the header Content-Type: application/json',
      },
    ],
  });
}

/** A body that is compressed, or said to be: its bytes are read as they come. */
export function unsupportedEncoding(encoding: string): TaktError {
  const received = encoding.slice(0, 100);
  return new TaktError('unsupported-media-type', `the body came with Content-Encoding ${received}`, {
    errors: [
      {
        pointer: 'Content-Encoding',
        rule: 'content-encoding',
        message: 'the body must come uncompressed',
        received,
        remedy: 'send the JSON as it is, without the header Content-Encoding',
      },
    ],
  });
}

function bodyTooLarge(request: FastifyRequest, limit: number): TaktError {
  const received = request.headers['content-length']
    ? `${request.headers['content-length']} bytes`
    : `more than ${limit} bytes`;
  return new TaktError('body-too-large', `the body has ${received}; the service takes ${limit}`, {
    errors: [
      {
        pointer: '',
        rule: 'body-size',
        message: `the body may have at most ${limit} bytes`,
        received,
        remedy: 'split the request, or have TAKT_BODY_LIMIT_BYTES raised',
      },
    ],
  });
}

export function sendProblem(reply: FastifyReply, error: TaktError): FastifyReply {
  const { retryAfterSeconds } = error.details;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  else if (error.status === 503) reply.header('retry-after', 5);
  if (error.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(error.status).type(problemType).serializer(JSON.stringify).send(toProblem(error, reply.request.id));
}

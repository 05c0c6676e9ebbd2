/** `GET /v1/audit`: who changed what within the caller's tenant. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { auditActions } from '../access/audit.ts';
import { type ApiArea, anyCall, json, query, ref, responses } from './openapi-parts.ts';
import { limitUpTo, readQuery } from './parameters.ts';
import type { HttpServices } from './services.ts';

const mostRows = 1000;

export const AuditEntries = z.object({
  entries: z
    .array(
      z.object({
        id: z.int(),
        at: z.iso.datetime(),
        actor: z
          .string()
          .describe('`key:<id>`, `token:<issuer>#<subject>`, `cli:<user>`, `service`, or `open` where nobody is asked'),
        action: z.enum(auditActions),
        subject: z.string().describe('what it was done to, e.g. `plan/<id>`'),
        requestId: z.string().nullable().describe('as in `X-Request-Id` and the log'),
        details: z.record(z.string(), z.unknown()),
      }),
    )
    .describe('newest first'),
  next: z.string().optional().describe('`cursor` of the next page; absent on the last'),
});

const parameters = z.strictObject({
  action: z.enum(auditActions).optional(),
  limit: limitUpTo(mostRows),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, '`next` of an earlier answer, unchanged')
    .transform(Number)
    .optional(),
});

export function auditRoutes(app: FastifyInstance, { audit }: HttpServices): void {
  app.get('/v1/audit', { config: { scope: 'admin' } }, async (request) => {
    const { action, limit, cursor } = readQuery(parameters, request);
    const rows = await audit.list(request.caller.tenant, { action, before: cursor, limit: limit + 1 });
    const entries = rows.slice(0, limit);
    return { entries, next: rows.length > entries.length ? String(entries.at(-1)!.id) : undefined };
  });
}

export const auditArea: ApiArea = {
  paths: () => ({
    '/v1/audit': {
      get: {
        operationId: 'listAudit',
        summary: 'Who changed what, newest first',
        description: 'Of the tenant of the caller alone; needs the scope `admin`.',
        parameters: [
          query('action', { type: 'string', enum: auditActions }, 'only such changes'),
          query('limit', { type: 'integer', minimum: 1, maximum: mostRows, default: 50 }, 'entries on a page'),
          query('cursor', { type: 'string' }, '`next` of the page before'),
        ],
        responses: responses({ 200: { description: 'a page', ...json(ref('AuditEntries')) } }, [
          ...anyCall,
          'invalid-parameter',
        ]),
      },
    },
  }),
  answers: { AuditEntries },
};

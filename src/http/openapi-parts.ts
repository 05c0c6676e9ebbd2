/** What the pieces of the OpenAPI document share. */
import type { z } from 'zod';
import { type ErrorCode, errorTable } from '../../models/errors.ts';
import { longestWaitSeconds } from './parameters.ts';
import { problemType } from './problem.ts';

export type Json = Record<string, unknown>;

/** One area of the API: its paths, and the schemas that they refer to by name. */
export interface ApiArea {
  paths(): Json;
  /** Bodies that come in. */
  readonly requests?: Readonly<Record<string, z.ZodType>>;
  /** Bodies that go out. */
  readonly answers?: Readonly<Record<string, z.ZodType>>;
}

export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

export const json = (schema: Json, more: Json = {}) => ({ content: { 'application/json': { schema, ...more } } });

/** The codes that any call may be answered with, and those of calls with a body. */
export const anyCall: readonly ErrorCode[] = [
  'invalid-parameter',
  'unauthenticated',
  'forbidden',
  'rate-limited',
  'issuer-unavailable',
  'internal-error',
  'database-unavailable',
  'shutting-down',
];
/** Of calls that take no body but may be sent one. */
export const bodyPassedOver: readonly ErrorCode[] = [...anyCall, 'unsupported-media-type', 'body-too-large'];
export const withBody: readonly ErrorCode[] = [
  ...anyCall,
  'malformed-json',
  'invalid-request',
  'inconsistent-request',
  'unsupported-media-type',
  'body-too-large',
];

export function responses(good: Json, codes: readonly ErrorCode[]): Json {
  const byStatus = Object.groupBy(new Set(codes), (code) => errorTable[code].status);
  const bad = Object.entries(byStatus).map(([status, ofStatus = []]) => [
    status,
    {
      description: ofStatus.map((code) => `\`${code}\`: ${errorTable[code].title}`).join('; '),
      content: { [problemType.split(';')[0]]: { schema: ref('Problem') } },
      ...(status === '503' || status === '429'
        ? { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'seconds' } } }
        : {}),
    },
  ]);
  return { ...good, ...Object.fromEntries(bad) };
}

export const planIdParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
export const preferParameter = {
  name: 'Prefer',
  in: 'header',
  description: `\`wait=N\`: answer as soon as the plan has ended, after N seconds at the latest (at most ${longestWaitSeconds})`,
  schema: { type: 'string' },
  example: 'wait=10',
};
export const query = (name: string, schema: Json, description: string) => ({ name, in: 'query', schema, description });
/** One that may be given several times. */
export const queries = (name: string, items: Json, description: string) => ({
  ...query(name, { type: 'array', items }, description),
  explode: true,
});
export const waitHeaders = {
  'Preference-Applied': { schema: { type: 'string' }, description: 'the wait that was granted' },
};
export const idempotencyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'a name for this request: sent again under it, it gives what it gave before',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
};
export const replayHeaders = {
  'Idempotency-Replayed': {
    schema: { type: 'string' },
    description: '`true`: where a key was sent: it was kept before under that key',
  },
};
export const planAnswer = {
  description: 'the plan; ended',
  headers: { ...waitHeaders, ...replayHeaders },
  ...json(ref('Plan')),
};
export const pendingAnswer = {
  description: 'the plan as it is; not ended yet',
  headers: {
    ...waitHeaders,
    ...replayHeaders,
    Location: { schema: { type: 'string' }, description: 'where to ask for it' },
    'Retry-After': { schema: { type: 'integer' }, description: 'seconds' },
  },
  ...json(ref('Plan')),
};

/** Parameters and headers, checked like bodies: name, rule, what came, what would do. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Instant } from '../../models/common.ts';
import { TaktError } from '../../models/errors.ts';
import { inputProblems, preview, problemError } from '../../models/input-problems.ts';
import { mostTags, planKinds } from '../../models/plan-request.ts';
import { Found } from '../../models/result.ts';
import { toTimestamp } from '../db/timestamp.ts';
import { isUuid } from '../jobs/identity.ts';
import { planStates } from '../jobs/plan-view.ts';
import { learnedOutcomes } from '../jobs/repair-outcomes.ts';

/** Longest wait that `Prefer: wait=N` is granted, in seconds. */
export const longestWaitSeconds = 60;

export const limitUpTo = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/, `a whole number from 1 to ${most}`)
    .transform(Number)
    .refine((limit) => limit <= most, `a whole number from 1 to ${most}`)
    .default(50);

/** Parameters that may be given several times. */
const repeatable: readonly string[] = ['state', 'kind', 'found', 'tag'];

const Tags = z
  .array(z.string().regex(/^[^:]+:/, '`key:value`, split at the first colon'))
  .max(mostTags)
  .transform((texts, context) => {
    const tags = texts.map((text) => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)] as const);
    if (new Set(tags.map(([key]) => key)).size < tags.length)
      context.addIssue({ code: 'custom', message: 'each tag once: no plan has two values of one' });
    return Object.fromEntries(tags);
  });

/** Of lists that go by time, newest first. */
export const pageParameters = z.strictObject({
  limit: limitUpTo(500),
  cursor: z
    .string()
    .max(200)
    .transform((text, context) => {
      const cursor = readCursor(text);
      if (!cursor) context.addIssue({ code: 'custom', message: '`next` of an earlier answer, unchanged' });
      return cursor;
    })
    .optional(),
});

const listParameters = z.strictObject({
  state: z.array(z.enum(planStates)).max(planStates.length).optional(),
  kind: z.array(z.enum(planKinds)).max(planKinds.length).optional(),
  found: z.array(Found).max(Found.options.length).optional(),
  tag: Tags.optional(),
  batch: z.uuid().optional(),
  derivedFrom: z.uuid().optional(),
  createdAfter: Instant.optional(),
  createdBefore: Instant.optional(),
  ...pageParameters.shape,
});

const outcomeParameters = z.strictObject({ limit: limitUpTo(learnedOutcomes) });

export function listFilter(request: FastifyRequest) {
  const { cursor, tag, ...rest } = readQuery(listParameters, request);
  return { ...rest, tags: tag, before: cursor };
}

export function pageOf(request: FastifyRequest) {
  const { cursor, limit } = readQuery(pageParameters, request);
  return { limit, before: cursor };
}

export function outcomeLimit(request: FastifyRequest): number {
  return readQuery(outcomeParameters, request).limit;
}

export function readQuery<Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.output<Schema> {
  const query = Object.fromEntries(
    Object.entries(request.query as Record<string, unknown>).map(([name, value]) => [
      name,
      repeatable.includes(name) ? [value].flat() : value,
    ]),
  );
  const parsed = schema.safeParse(query);
  if (parsed.success) {
    refuseNul(query);
    return parsed.data;
  }
  const problems = inputProblems(parsed.error.issues, { input: query, schema });
  throw problemError(
    'invalid-parameter',
    // The parameter itself, also where one of its values is at fault.
    problems.map((problem) => ({ ...problem, pointer: problem.pointer.split('/')[1] })),
  );
}

/** PostgreSQL keeps no such character, so nothing can be found by it. */
function refuseNul(query: Readonly<Record<string, unknown>>): void {
  const [name] =
    Object.entries(query).find(([, value]) => [value].flat().some((text) => `${text}`.includes('\0'))) ?? [];
  if (name === undefined) return;
  throw problemError('invalid-parameter', [
    {
      pointer: name,
      rule: 'no-nul',
      message: 'the parameter holds the character U+0000',
      received: preview(`${query[name]}`.replaceAll('\0', '\\u0000')),
      remedy: 'remove %00',
    },
  ]);
}

export function makeCursor(plan: { createdAt: string; id: string }): string {
  return Buffer.from(`${plan.createdAt} ${plan.id}`).toString('base64url');
}

/** A cursor that somebody made up may name an instant that the database refuses. */
function readCursor(text: string): { createdAt: string; id: string } | undefined {
  const [createdAt, id, ...more] = Buffer.from(text, 'base64url').toString().split(' ');
  const isCursor = more.length === 0 && id && isUuid(id) && z.iso.datetime().safeParse(createdAt).success;
  return isCursor ? { createdAt: toTimestamp(createdAt), id } : undefined;
}

/** The plan id in the address; what is no UUID cannot be one of ours. */
export function planId(request: FastifyRequest): string {
  return idInPath(request, planNotFound);
}

/** @throws what `notFound` gives for what is no UUID. */
export function idInPath(request: FastifyRequest, notFound: (id: string) => TaktError): string {
  const { id } = request.params as { id: string };
  if (!isUuid(id)) throw notFound(id);
  return id.toLowerCase();
}

export function planNotFound(id: string): TaktError {
  return new TaktError('plan-not-found', `there is no plan ${id.slice(0, 100)}`);
}

/** RFC 7240 `Prefer: wait=N`, in seconds; a preference that does not fit is passed over, as the standard says. */
export function preferredWait(request: FastifyRequest, reply: FastifyReply): number {
  const header = [request.headers.prefer ?? []].flat().join(',');
  const match = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(header);
  if (!match) return 0;
  const seconds = Math.min(longestWaitSeconds, Number(match[1]));
  reply.header('preference-applied', `wait=${seconds}`);
  return seconds;
}

/** `Last-Event-ID` of a stream that goes on; 0 for one from the beginning. @param mostDigits - of the ids of this stream. */
export function lastEventId(request: FastifyRequest, mostDigits = 9): number {
  const text = request.headers['last-event-id'];
  if (text === undefined || text === '') return 0;
  if (typeof text === 'string' && /^\d+$/.test(text) && text.length <= mostDigits) return Number(text);
  throw problemError('invalid-parameter', [
    {
      pointer: 'Last-Event-ID',
      rule: 'event-id',
      message: 'the header must be the id of an event of this stream',
      received: String(text).slice(0, 100),
      remedy: 'send the id of the last event that was received, a whole number, or leave the header out',
    },
  ]);
}

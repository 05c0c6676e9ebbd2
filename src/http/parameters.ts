/** Parameters and headers, checked like bodies: name, rule, what came, what would do. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TaktError } from '../../models/errors.ts';
import { inputProblems, problemError } from '../../models/input-problems.ts';
import { planKinds } from '../../models/plan-request.ts';
import { isUuid } from '../jobs/identity.ts';
import { planStates } from '../jobs/plan-view.ts';
import { learnedOutcomes } from '../jobs/repair-outcomes.ts';

/** Longest wait that `Prefer: wait=N` is granted, in seconds. */
export const longestWaitSeconds = 60;

const limitUpTo = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/, `a whole number from 1 to ${most}`)
    .transform(Number)
    .refine((limit) => limit <= most, `a whole number from 1 to ${most}`)
    .default(50);

const listParameters = z.strictObject({
  state: z.enum(planStates).optional(),
  kind: z.enum(planKinds).optional(),
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

const outcomeParameters = z.strictObject({ limit: limitUpTo(learnedOutcomes) });

export function listFilter(request: FastifyRequest) {
  const { cursor, ...rest } = readQuery(listParameters, request);
  return { ...rest, before: cursor };
}

export function outcomeLimit(request: FastifyRequest): number {
  return readQuery(outcomeParameters, request).limit;
}

function readQuery<Schema extends z.ZodType>(schema: Schema, { query }: FastifyRequest): z.output<Schema> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const problems = inputProblems(parsed.error.issues, { input: query, schema });
  throw problemError(
    'invalid-parameter',
    problems.map((problem) => ({ ...problem, pointer: problem.pointer.slice(1) })),
  );
}

export function makeCursor(plan: { createdAt: string; id: string }): string {
  return Buffer.from(`${plan.createdAt} ${plan.id}`).toString('base64url');
}

function readCursor(text: string): { createdAt: string; id: string } | undefined {
  const [createdAt, id, ...more] = Buffer.from(text, 'base64url').toString().split(' ');
  const isCursor = more.length === 0 && id && isUuid(id) && z.iso.datetime().safeParse(createdAt).success;
  return isCursor ? { createdAt, id } : undefined;
}

/** The plan id in the address; what is no UUID cannot be one of ours. */
export function planId(request: FastifyRequest): string {
  const { id } = request.params as { id: string };
  if (!isUuid(id)) throw planNotFound(id);
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

/** `Last-Event-ID` of a stream that goes on; 0 for one from the beginning. */
export function lastEventId(request: FastifyRequest): number {
  const text = request.headers['last-event-id'];
  if (text === undefined || text === '') return 0;
  if (typeof text === 'string' && /^\d{1,9}$/.test(text)) return Number(text);
  throw problemError('invalid-parameter', [
    {
      pointer: 'Last-Event-ID',
      rule: 'event-id',
      message: 'the header must be the id of an event of this plan',
      received: String(text).slice(0, 100),
      remedy: 'send the id of the last event that was received, a whole number, or leave the header out',
    },
  ]);
}

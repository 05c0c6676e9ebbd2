/** What callers say about which ovens, and of which time, they want to know. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Id, Instant } from '../../models/common.ts';
import { problemError } from '../../models/input-problems.ts';
import { commandStates } from '../bridge/states.ts';
import type { ReadingsSpan } from '../equipment/readings.ts';
import { limitUpTo, pageParameters, readQuery } from './parameters.ts';

/** Ovens on a page. */
export const mostOvens = 1000;
/** Intervals of a chart; no screen has more columns that tell anything. */
export const mostPoints = 2000;
/** Of a chart: a quarter of a year of a sample every ten seconds takes 0.4 s to read for each tag. */
export const mostDays = 92;
/** A shift. */
const usualSpanMs = 8 * 3_600_000;

const cursorOf = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .max(1000)
    .transform((text, context): z.output<Schema> => {
      const parsed = schema.safeParse(Buffer.from(text, 'base64url').toString().split(' '));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: '`next` of an earlier answer, unchanged' });
      return z.NEVER;
    })
    .optional();

const toCursor = (...words: readonly (string | number)[]) => Buffer.from(words.join(' ')).toString('base64url');

export const ovenFilter = z.strictObject({ site: Id.optional(), oven: Id.optional() });

const listParameters = ovenFilter.extend({
  state: z.array(z.enum(commandStates)).max(commandStates.length).optional(),
  limit: limitUpTo(mostOvens),
  cursor: cursorOf(z.tuple([Id, Id])),
});

export function ovenPage(request: FastifyRequest) {
  const { cursor, ...page } = readQuery(listParameters, request);
  return { ...page, after: cursor && { site: cursor[0], oven: cursor[1] } };
}

export const ovenCursor = ({ site, oven }: { site: string; oven: string }) => toCursor(site, oven);

const historyParameters = z.strictObject({
  after: Instant.optional(),
  before: Instant.optional(),
  limit: limitUpTo(500),
  cursor: cursorOf(z.tuple([z.string().regex(/^[1-9]\d{0,14}$/)])),
});

export function historyPage(request: FastifyRequest) {
  const { cursor, ...page } = readQuery(historyParameters, request);
  return { ...page, cursor: cursor && Number(cursor[0]) };
}

export const historyCursor = ({ id }: { id: number }) => toCursor(id);

const readingsParameters = z.strictObject({
  from: Instant.optional(),
  to: Instant.optional(),
  points: limitUpTo(mostPoints).default(300),
});

/** By default the last eight hours. */
export function readingsSpan(request: FastifyRequest, now: number): ReadingsSpan {
  const { from, to, points } = readQuery(readingsParameters, request);
  const end = to === undefined ? now : Date.parse(to);
  const begin = from === undefined ? end - usualSpanMs : Date.parse(from);
  if (begin < 0 || end <= begin || end - begin > mostDays * 86_400_000)
    throw problemError('invalid-parameter', [
      {
        pointer: from === undefined ? 'to' : 'from',
        rule: 'span',
        message: `the time from ${new Date(begin).toISOString()} to ${new Date(end).toISOString()} is no span that can be shown`,
        received: from ?? to,
        remedy: `choose from before to, at most ${mostDays} days, since 1970`,
      },
    ]);
  return { from: begin, to: end, points };
}

const holdParameters = z.strictObject({
  active: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  ...pageParameters.shape,
});

export function holdPage(request: FastifyRequest) {
  const { cursor, ...page } = readQuery(holdParameters, request);
  return { ...page, before: cursor };
}

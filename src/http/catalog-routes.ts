/** The catalog over HTTP: what plan-requests may refer to by name, in versions that never change. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type InputProblem, TaktError } from '../../models/errors.ts';
import { parseInput, preview, problemError, toPointer } from '../../models/input-problems.ts';
import { entityTag, holds, readPrecondition } from '../catalog/preconditions.ts';
import { findReferences, nameOf } from '../catalog/references.ts';
import { type Change, type ItemKey, itemNotFound } from '../catalog/store.ts';
import {
  CatalogId,
  type CatalogInput,
  type CatalogItem,
  type CatalogType,
  CatalogVersion,
  catalogParts,
  catalogTypes,
  inputSchema,
  mostItemBytes,
} from '../catalog/types.ts';
import { readJsonBody } from './json-body.ts';
import { limitUpTo, readQuery } from './parameters.ts';
import type { HttpServices } from './services.ts';

export const CatalogList = z.object({
  items: z.array(CatalogVersion).describe('newest version of each, by id'),
  next: z.string().optional().describe('`cursor` of the next page; absent on the last'),
});
export const CatalogVersions = z.object({
  versions: z.array(CatalogVersion).describe('newest first'),
  next: z.string().optional().describe('`cursor` of the next page; absent on the last'),
});

const Version = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'a version of the item, a whole number from 1')
  .transform(Number);

const listParameters = z.strictObject({
  text: z.string().min(1).max(100).optional(),
  kind: z.string().max(100).optional(),
  part: z.string().max(100).optional(),
  withdrawn: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  limit: limitUpTo(500),
  cursor: z
    .string()
    .max(1000)
    .transform((text) => Buffer.from(text, 'base64url').toString())
    .refine((id) => CatalogId.safeParse(id).success, '`next` of an earlier answer, unchanged')
    .optional(),
});
const versionsParameters = z.strictObject({ limit: limitUpTo(500), cursor: Version.optional() });
const itemParameters = z.strictObject({ version: Version.optional() });

export function catalogRoutes(app: FastifyInstance, { catalog, bodyLimitBytes }: HttpServices): void {
  const item = '/v1/catalog/:type/:id';
  const limitBytes = Math.min(bodyLimitBytes, mostItemBytes);

  app.put(item, { config: { scope: 'plan:write' } }, async (request, reply) => {
    const key = itemKey(request);
    const change = changeOf(request);
    const { version, isNew } = await catalog.put(key, readItem(request, key.type, limitBytes), change);
    if (isNew) reply.code(201).header('location', addressOf(version));
    return withTag(reply, version);
  });

  app.get(item, { config: { scope: 'plan:read' } }, async (request, reply) => {
    const key = itemKey(request);
    const { version } = readQuery(itemParameters, request);
    const { noneMatch } = readPrecondition(request.headers);
    const found = await catalog.get(key, version);
    if (!found) throw itemNotFound(key, version);
    if (noneMatch !== undefined && holds(noneMatch, found.version))
      return reply.code(304).header('etag', entityTag(found.version)).send();
    return withTag(reply, found);
  });

  app.delete(item, { config: { scope: 'plan:write' } }, async (request, reply) =>
    withTag(reply, await catalog.withdraw(itemKey(request), changeOf(request))),
  );

  app.get(`${item}/versions`, { config: { scope: 'plan:read' } }, async (request) => {
    const key = itemKey(request);
    const { limit, cursor } = readQuery(versionsParameters, request);
    const found = await catalog.versions(key, limit + 1, cursor);
    if (found.length === 0 && cursor === undefined) throw itemNotFound(key);
    const versions = found.slice(0, limit);
    return { versions, next: found.length > limit ? String(versions.at(-1)!.version) : undefined };
  });

  app.get('/v1/catalog/:type', { config: { scope: 'plan:read' } }, async (request) => {
    const type = catalogType(request);
    const { cursor, limit, ...filter } = readQuery(listParameters, request);
    const found = await catalog.list(request.caller.tenant, type, { ...filter, limit: limit + 1, after: cursor });
    const items = found.slice(0, limit);
    return {
      items,
      next: found.length > limit ? Buffer.from(items.at(-1)!.id).toString('base64url') : undefined,
    };
  });
}

function catalogType(request: FastifyRequest): CatalogType {
  const { type } = request.params as { type: string };
  if ((catalogTypes as readonly string[]).includes(type)) return type as CatalogType;
  throw new TaktError('not-found', `the catalog has no type "${preview(type)}"; there are ${catalogTypes.join(', ')}`);
}

function itemKey(request: FastifyRequest): ItemKey {
  const type = catalogType(request);
  const { id } = request.params as { id: string };
  const parsed = CatalogId.safeParse(id);
  if (parsed.success) return { tenant: request.caller.tenant, type, id: parsed.data };
  throw problemError('invalid-parameter', [
    {
      pointer: 'id',
      rule: 'catalog-id',
      message: 'the last part of the address is no id of a catalog item',
      received: preview(id),
      remedy: 'use 1 to 100 letters, digits, dots, underscores and hyphens, the first a letter or digit',
    },
  ]);
}

function changeOf(request: FastifyRequest): Change {
  const { actor } = request.caller;
  return { precondition: readPrecondition(request.headers), actor, requestId: request.id };
}

function readItem(request: FastifyRequest, type: CatalogType, limitBytes: number): CatalogInput {
  const body = readJsonBody(request.body as Buffer | undefined);
  if (body.bytes > limitBytes) throw itemTooLarge(body.bytes, limitBytes);
  const { body: content } = (body.value ?? {}) as { body?: unknown };
  const { found, problems } = findReferences(content, ['body']);
  const inside = [...problems, ...found.map((reference) => referenceInside(reference))];
  if (inside.length > 0) throw problemError('invalid-request', inside);
  parseInput(inputSchema(type, body.value), body.value, body);
  // As it came: defaults are those of the service that solves, and are filled in when a request refers to it.
  const { kind, part } = body.value as CatalogInput;
  return { kind, part, body: content };
}

function referenceInside(
  reference: Parameters<typeof nameOf>[0] & { path: readonly (string | number)[] },
): InputProblem {
  return {
    pointer: toPointer(reference.path),
    rule: 'catalog-reference',
    message: 'a catalog item does not refer to others: what it holds is then the same for ever',
    received: nameOf(reference),
    remedy: 'write the item out in its place',
  };
}

function itemTooLarge(bytes: number, limitBytes: number): TaktError {
  return new TaktError('body-too-large', `the body has ${bytes} bytes; a catalog item may have ${limitBytes}`, {
    errors: [
      {
        pointer: '',
        rule: 'body-size',
        message: `a catalog item may have at most ${limitBytes} bytes`,
        received: `${bytes} bytes`,
        remedy: 'split the list into several items; a request may refer to all of them in one list',
      },
    ],
  });
}

const addressOf = ({ type, id, version }: CatalogVersion) =>
  `/v1/catalog/${type}/${encodeURIComponent(id)}?version=${version}`;

/** What the parts are called, for the documents. */
export const partsInWords = catalogTypes
  .map((type) => `${type}: ${catalogParts[type].map(({ kind, part }) => `${part} (${kind})`).join(', ')}`)
  .join('; ');

function withTag(reply: FastifyReply, item: CatalogItem): FastifyReply {
  return reply.header('etag', entityTag(item.version)).send(item);
}

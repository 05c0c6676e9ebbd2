/** What the catalog holds: parts of plan-requests that are the same from plan to plan, by type. */
import { z } from 'zod';
import { refuseDuplicateIds } from '../../models/common.ts';
import { DispatchTruck } from '../../models/dispatch.ts';
import { DispatchVan } from '../../models/dispatch-rounds.ts';
import { MeltFurnace, MeltGrade, MeltPowerGroup } from '../../models/melt.ts';
import type { PlanKind } from '../../models/plan-request.ts';
import { ReorderRecipe } from '../../models/reorder.ts';
import { TechcardCard, TechcardOperation, TechcardResource } from '../../models/techcard.ts';

export const catalogTypes = ['techcards', 'furnaces', 'recipes', 'fleets'] as const;
export type CatalogType = (typeof catalogTypes)[number];

/** A part of a kind's model; the name is unique within its type. */
export interface CatalogPart {
  readonly kind: PlanKind;
  readonly part: string;
  /** One such thing. */
  readonly schema: z.ZodType;
  /** Field of a problem in which such things stand. */
  readonly field: string;
}

const part = (kind: PlanKind, name: string, schema: z.ZodType, field: string): CatalogPart => ({
  ...{ kind, part: name, schema, field },
});

export const catalogParts: Readonly<Record<CatalogType, readonly CatalogPart[]>> = {
  techcards: [
    part('techcard', 'card', TechcardCard, 'cards'),
    part('techcard', 'operation', TechcardOperation, 'cards[].operations'),
  ],
  furnaces: [
    part('melt', 'furnace', MeltFurnace, 'furnaces'),
    part('melt', 'power-group', MeltPowerGroup, 'powerGroups'),
    part('techcard', 'resource', TechcardResource, 'resources'),
  ],
  recipes: [part('melt', 'grade', MeltGrade, 'grades'), part('reorder', 'recipe', ReorderRecipe, 'recipes')],
  fleets: [part('dispatch', 'truck', DispatchTruck, 'trucks'), part('dispatch', 'van', DispatchVan, 'vans')],
};

/** Bytes of a PUT, and so of what an item puts into a request each time it is referred to. */
export const mostItemBytes = 1_048_576;

const mostEntries = 10_000;

const several = (schema: z.ZodType) =>
  z
    .array(schema)
    .min(1)
    .max(mostEntries)
    .superRefine((entries, context) => {
      const named = entries.filter(
        (entry): entry is { id: string } => typeof (entry as { id?: unknown })?.id === 'string',
      );
      if (named.length === entries.length) refuseDuplicateIds(context, named, []);
    });

const itemSchema = (type: CatalogType, bodyOf: (schema: z.ZodType) => z.ZodType) => {
  const [first, ...others] = catalogParts[type].map(({ kind, part: name, schema }) =>
    z.strictObject({ kind: z.literal(kind), part: z.literal(name), body: bodyOf(schema) }),
  );
  return z.discriminatedUnion('part', [first, ...others]);
};

const schemasOf = (type: CatalogType) => ({
  one: itemSchema(type, (schema) => schema),
  several: itemSchema(type, several),
});
const schemas = {
  techcards: schemasOf('techcards'),
  furnaces: schemasOf('furnaces'),
  recipes: schemasOf('recipes'),
  fleets: schemasOf('fleets'),
};

/** What is put into the catalog. */
export interface CatalogInput {
  readonly kind: PlanKind;
  readonly part: string;
  /** One thing, or a list of them. */
  readonly body: unknown;
}

/** The schema that a PUT must fit: one of a list where the body is one, so that its errors speak of what was meant. */
export function inputSchema(type: CatalogType, input: unknown): z.ZodType<CatalogInput> {
  const isList = Array.isArray((input as { body?: unknown } | null | undefined)?.body);
  return isList ? schemas[type].several : schemas[type].one;
}

/** For the OpenAPI document: any PUT. */
export const CatalogInput = z
  .union(catalogTypes.flatMap((type) => [schemas[type].one, schemas[type].several]))
  .describe('a part of the model of a plan kind, or a list of such parts');

/** Ids stand in addresses and in references, so they have neither `/` nor `@`, and one spelling. */
export const CatalogId = z
  .string()
  .max(100)
  .transform((text) => text.normalize('NFC'))
  .refine(
    (text) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(text),
    'letters, digits, . _ -, the first a letter or digit',
  );

export const CatalogVersion = z
  .object({
    type: z.enum(catalogTypes),
    id: z.string(),
    version: z.int().min(1),
    withdrawn: z.boolean().describe('this version says that the item is not to be used any more; it has no body'),
    kind: z.string().optional().describe('plan kind that it is a part of'),
    part: z.string().optional(),
    entries: z.int().optional().describe('where the body is a list'),
    bytes: z.int().optional().describe('of the body as JSON'),
    hash: z.string().optional().describe('SHA-256 of kind, part and body, keys in order'),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
  })
  .describe('a version of a catalog item, without its body');
export type CatalogVersion = z.infer<typeof CatalogVersion>;

export const CatalogItem = CatalogVersion.extend({
  body: z.unknown().optional().describe('as it was put; absent where withdrawn'),
}).describe('a version of a catalog item');
export type CatalogItem = z.infer<typeof CatalogItem>;

/** Looks up in a zod schema what it wants at a place of an input, for messages that help. */
import { z } from 'zod';

type Schema = z.core.$ZodType;
/** The part of zod's definitions that matters here; zod/v4/core documents them for tools like this one. */
interface Definition {
  readonly type: string;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly shape?: Record<string, Schema>;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly entries?: Record<string, unknown>;
}

const definition = (schema: Schema): Definition => schema._zod.def as unknown as Definition;

/** Takes off what does not change the shape: optional, default, the input side of a transformation. */
function bare(schema: Schema | undefined): Schema | undefined {
  let current = schema;
  while (current) {
    const { innerType, in: input } = definition(current);
    const inner = innerType ?? input;
    if (!inner) return current;
    current = inner;
  }
  return current;
}

/** The schema of the place that `path` leads to; undefined where the schema has no such place. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[], input: unknown): Schema | undefined {
  let current: Schema | undefined = schema;
  let value = input;
  for (const step of path) {
    current = into(current, value, step);
    value = value !== null && typeof value === 'object' ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  }
  return current;
}

function into(schema: Schema | undefined, value: unknown, step: PropertyKey): Schema | undefined {
  const inner = branch(bare(schema), value);
  if (!inner) return undefined;
  const { element, valueType, shape } = definition(inner);
  if (shape) return Object.hasOwn(shape, step) ? shape[step as string] : undefined;
  return element ?? valueType;
}

/** Of a union the member that the value is meant for. */
function branch(schema: Schema | undefined, value: unknown): Schema | undefined {
  if (!schema) return undefined;
  const { options, discriminator } = definition(schema);
  if (!options) return schema;
  const members = options.map((option) => branch(bare(option), value));
  if (discriminator === undefined) return members.find((member) => member && definition(member).shape);
  const tag = (value as Record<string, unknown> | null)?.[discriminator];
  return members.find((member) => {
    const field = member && bare(definition(member).shape?.[discriminator]);
    return field !== undefined && definition(field).values?.includes(tag);
  });
}

/** Names of the fields that an object schema takes; of a union, those of the member that `value` is meant for. */
export function fieldsOf(schema: Schema | undefined, value: unknown): string[] {
  const inner = branch(bare(schema), value);
  return Object.keys((inner && definition(inner).shape) ?? {});
}

/** Objects with fields of the caller's naming are small; the whole parse would look at each key before anybody counts. */
const mostRecordFields = 1000;

function tooManyFields(count: number, path: readonly PropertyKey[]): z.core.$ZodIssue {
  return {
    code: 'custom',
    path: [...path],
    message: `"${String(path.at(-1))}" has ${count} fields`,
    params: { rule: 'at-most', remedy: `give it at most ${mostRecordFields} fields`, received: count },
  } as z.core.$ZodIssue;
}

/**
 * Parses the entries of lists and records one by one and leaves off after `most` issues. A body of some megabytes can hold millions
 * of wrong entries, and a whole parse would collect an issue for each: seconds of time and gigabytes of memory.
 * @returns the issues of the first entries that do not fit, with whole paths; none does not mean that the input fits.
 */
export function screenLists(schema: z.ZodType, input: unknown, most: number): z.core.$ZodIssue[] {
  const issues: z.core.$ZodIssue[] = [];
  const walk = (at: Schema | undefined, value: unknown, path: readonly PropertyKey[]): void => {
    const inner = branch(bare(at), value);
    if (!inner || value === null || typeof value !== 'object') return;
    const { element, shape, valueType } = definition(inner);
    const screen = (field: Schema, key: PropertyKey, one: unknown) => {
      for (const issue of z.safeParse(field, one).error?.issues ?? [])
        issues.push({ ...issue, path: [...path, key, ...issue.path] } as z.core.$ZodIssue);
    };
    if (element && Array.isArray(value))
      for (let index = 0; index < value.length && issues.length < most; index++) screen(element, index, value[index]);
    if (valueType && !Array.isArray(value)) {
      const keys = Object.keys(value);
      if (keys.length > mostRecordFields) issues.push(tooManyFields(keys.length, path));
      else for (const key of keys) screen(valueType, key, (value as Record<string, unknown>)[key]);
    }
    // A list of its own length's fault is told by the whole parse, which looks at the length first.
    if (shape && !Array.isArray(value))
      for (const [key, field] of Object.entries(shape))
        if (Object.hasOwn(value, key)) walk(field, (value as Record<string, unknown>)[key], [...path, key]);
  };
  walk(schema, input, []);
  return issues;
}

/** What a value of zod's type is called when somebody is asked to write one. */
export const typeInWords: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text in quotes',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
  record: 'an object in { }',
  null: 'null',
  nonoptional: 'a value',
};

/** What would do at a place, with its description; undefined where the schema does not tell. */
export function whatFits(schema: Schema | undefined): string | undefined {
  const inner = bare(schema);
  if (!schema || !inner) return undefined;
  const { type, entries, values } = definition(inner);
  const choices = entries ? Object.values(entries) : values;
  const isInt = (inner._zod.def as { format?: string }).format === 'safeint';
  const what = choices ? choices.map((value) => JSON.stringify(value)).join(' or ') : typeInWords[isInt ? 'int' : type];
  const description = z.globalRegistry.get(schema)?.description ?? z.globalRegistry.get(inner)?.description;
  if (!what) return description;
  return description ? `${what} (${description})` : what;
}

/** The candidate that a misspelt word most likely stands for; undefined where none is close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 60) return undefined;
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(plain(word), plain(candidate));
    if (distance <= Math.floor((candidate.length + 1) / 3) && distance < (best?.distance ?? Infinity))
      best = { candidate, distance };
  }
  return best?.candidate;
}

/** `piece_mass`, `Piece-Mass` and `pieceMass` are the same word to whoever wrote it. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}

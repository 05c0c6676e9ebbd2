/** Changes of a JSON document: JSON Patch (RFC 6902) with its pointers (RFC 6901), and merge patches (RFC 7396). */
import { z } from 'zod';
import { list } from './common.ts';

const Pointer = z
  .string()
  .max(2000)
  .regex(/^(\/([^~/]|~[01])*)*$/, 'a JSON pointer (RFC 6901), e.g. /problem/lines/0/quantity');
const value = z.unknown().describe('any JSON');

/** What a change does not know is passed over, as RFC 6902 (section 4) asks. */
export const JsonPatchOperation = z
  .discriminatedUnion('op', [
    z.object({ op: z.enum(['add']), path: Pointer, value }),
    z.object({ op: z.enum(['replace']), path: Pointer, value }),
    z.object({ op: z.enum(['test']), path: Pointer, value }),
    z.object({ op: z.enum(['remove']), path: Pointer }),
    z.object({ op: z.enum(['move']), from: Pointer, path: Pointer }),
    z.object({ op: z.enum(['copy']), from: Pointer, path: Pointer }),
  ])
  .describe('one operation of a JSON Patch (RFC 6902)');
export type JsonPatchOperation = z.infer<typeof JsonPatchOperation>;

export const JsonPatch = list(JsonPatchOperation, 1000);

/** An operation that cannot be done: by its index, and the field of it that is at fault. */
export class PatchConflict extends Error {
  readonly index: number;
  readonly field: 'path' | 'from' | 'value';
  readonly rule: string;
  readonly remedy: string;

  constructor(at: Pick<PatchConflict, 'index' | 'field'>, rule: string, message: string, remedy: string) {
    super(message);
    this.index = at.index;
    this.field = at.field;
    this.rule = rule;
    this.remedy = remedy;
  }
}

type Tokens = readonly string[];

/** Where a value stands: a field of an object, or a place in a list. */
type Place =
  | { readonly object: Record<string, unknown>; readonly key: string }
  | { readonly list: unknown[]; readonly index: number };

/**
 * Carries out operations in their order.
 * @param options.mostCopied - characters of JSON that `copy` may add in all: each could double the document.
 * @returns a changed copy; the document is left as it is.
 * @throws PatchConflict at the first operation that cannot be done.
 */
export function applyPatch(
  document: unknown,
  operations: readonly JsonPatchOperation[],
  options: { mostCopied: number },
): unknown {
  const root = { '': structuredClone(document) };
  let copied = 0;
  operations.forEach((operation, index) => {
    const at = (field: PatchConflict['field']) => ({ index, field });
    const path = tokensOf(operation.path);
    const { op } = operation;
    if (op === 'add') put(root, path, structuredClone(operation.value), at('path'));
    else if (op === 'remove') take(root, path, at('path'));
    else if (op === 'replace') write(find(root, path, at('path')), structuredClone(operation.value));
    else if (op === 'test') {
      if (!isSameJson(read(find(root, path, at('path'))), operation.value))
        throw new PatchConflict(
          at('value'),
          'test',
          `the value at "${shorten(operation.path)}" is another one`,
          'read the request again, and make the changes from what it says now',
        );
    } else {
      const from = tokensOf(operation.from);
      const moved = read(find(root, from, at('from')));
      if (op === 'copy') {
        copied += JSON.stringify(moved).length;
        if (copied > options.mostCopied)
          throw new PatchConflict(
            at('from'),
            'size',
            `the copies are longer than ${options.mostCopied} characters in all`,
            'copy less',
          );
        put(root, path, structuredClone(moved), at('path'));
      } else if (path.length > from.length && from.every((token, step) => token === path[step]))
        throw new PatchConflict(
          at('path'),
          'not-into-itself',
          `"${shorten(operation.from)}" cannot move into itself`,
          'copy it instead',
        );
      else if (operation.path !== operation.from) {
        take(root, from, at('from'));
        put(root, path, moved, at('path'));
      }
    }
  });
  return root[''];
}

/** RFC 7396: fields of the patch replace those of the document, null removes them, objects are merged. */
export function applyMergePatch(document: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(document) ? { ...document } : {};
  // JSON may bring it as a field; setting it would set the prototype.
  for (const [key, change] of Object.entries(patch))
    if (key === '__proto__') continue;
    else if (change === null) delete merged[key];
    else merged[key] = applyMergePatch(Object.hasOwn(merged, key) ? merged[key] : undefined, change);
  return merged;
}

/** Equal as JSON: numbers by value, objects whatever the order of their fields. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((entry, index) => isSameJson(entry, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameJson(one[key], other[key]))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function tokensOf(pointer: string): Tokens {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

type At = Pick<PatchConflict, 'index' | 'field'>;

/** The place of an existing value. The document itself stands in the field '' of `root`. */
function find(root: { '': unknown }, path: Tokens, at: At): Place {
  let place: Place = { object: root, key: '' };
  path.forEach((_, step) => {
    place = child(read(place), path, step, false, at);
    const exists = 'list' in place ? place.index < place.list.length : Object.hasOwn(place.object, place.key);
    if (!exists) throw missing(path, step, at);
  });
  return place;
}

function child(parent: unknown, path: Tokens, step: number, mayEnd: boolean, at: At): Place {
  const token = path[step];
  if (Array.isArray(parent)) {
    if (token === '-' && mayEnd) return { list: parent, index: parent.length };
    if (/^(0|[1-9]\d{0,9})$/.test(token)) return { list: parent, index: Number(token) };
    throw new PatchConflict(
      at,
      'list-index',
      `"${shorten(token)}" is no place in the list at "${pointerTo(path, step)}"`,
      `write a number from 0 to ${parent.length - 1}${mayEnd ? ', or - for its end' : ''}`,
    );
  }
  if (!isObject(parent)) throw missing(path, step, at);
  if (token === '__proto__')
    throw new PatchConflict(at, 'unknown-field', 'there is no field "__proto__"', 'change fields of the request');
  return { object: parent, key: token };
}

function missing(path: Tokens, step: number, at: At): PatchConflict {
  return new PatchConflict(
    at,
    'exists',
    `there is nothing at "${pointerTo(path, step + 1)}"`,
    'name a place of the request as it is when the change is made; changes are made in their order',
  );
}

function put(root: { '': unknown }, path: Tokens, value: unknown, at: At): void {
  if (path.length === 0) {
    root[''] = value;
    return;
  }
  const last = path.length - 1;
  const place = child(read(find(root, path.slice(0, last), at)), path, last, true, at);
  if (!('list' in place)) place.object[place.key] = value;
  else if (place.index > place.list.length) throw missing(path, last, at);
  else place.list.splice(place.index, 0, value);
}

function take(root: { '': unknown }, path: Tokens, at: At): void {
  const place = find(root, path, at);
  if ('list' in place) place.list.splice(place.index, 1);
  else if (path.length === 0)
    throw new PatchConflict(at, 'exists', 'the whole request cannot be removed', 'name a part of it');
  else delete place.object[place.key];
}

function read(place: Place): unknown {
  return 'list' in place ? place.list[place.index] : place.object[place.key];
}

function write(place: Place, value: unknown): void {
  if ('list' in place) place.list[place.index] = value;
  else place.object[place.key] = value;
}

function pointerTo(path: Tokens, steps: number): string {
  return shorten(
    path
      .slice(0, steps)
      .map((token) => `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join(''),
  );
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

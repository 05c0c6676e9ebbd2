/** References to catalog items in a plan-request: `{"$catalog": "type/id"}`, or `"type/id@version"`. */
import type { InputProblem } from '../../models/errors.ts';
import { preview, toPointer } from '../../models/input-problems.ts';
import { CatalogId, type CatalogType, catalogTypes } from './types.ts';

const referenceKey = '$catalog';

/** No plan-request is nested deeper; what is, its schema refuses. */
const deepest = 64;

/** References that a request may have. */
export const mostReferences = 1000;

export type Path = readonly (string | number)[];

/** Names an item; without a version its newest one. */
export interface ItemName {
  readonly type: CatalogType;
  readonly id: string;
  readonly version?: number;
}

export interface Reference extends ItemName {
  readonly path: Path;
}

/** The name as it stands in a reference; unique. */
export function nameOf({ type, id, version }: ItemName): string {
  return `${type}/${id}${version === undefined ? '' : `@${version}`}`;
}

/**
 * All references below `value`, in its order.
 * @param path - of `value` in the body.
 * @returns also what looks like a reference and is none; a single problem where there are too many.
 */
export function findReferences(value: unknown, path: Path): { found: Reference[]; problems: InputProblem[] } {
  const found: Reference[] = [];
  const problems: InputProblem[] = [];
  const at = [...path];
  const walk = (current: unknown): void => {
    if (current === null || typeof current !== 'object' || at.length > deepest) return;
    if (found.length + problems.length > mostReferences) return;
    if (!Array.isArray(current) && Object.hasOwn(current, referenceKey)) {
      const read = readReference(current as Record<string, unknown>, [...at]);
      if ('rule' in read) problems.push(read);
      else found.push(read);
      return;
    }
    const keys = Array.isArray(current) ? current.keys() : Object.keys(current);
    for (const key of keys) {
      at.push(key);
      walk((current as Record<PropertyKey, unknown>)[key]);
      at.pop();
    }
  };
  walk(value);
  if (found.length + problems.length > mostReferences) problems.splice(0, problems.length, tooMany(path));
  return { found, problems };
}

function readReference(object: Record<string, unknown>, path: Path): Reference | InputProblem {
  const others = Object.keys(object).filter((key) => key !== referenceKey);
  if (others.length > 0)
    return {
      pointer: toPointer(path),
      rule: 'catalog-reference',
      message: `a reference to the catalog stands alone, and beside "${referenceKey}" there is "${preview(others[0])}"`,
      received: preview(object),
      remedy: 'remove the other fields; where the item is to differ, put a version of its own or write it out',
    };
  const name = parseName(object[referenceKey]);
  if (name) return { ...name, path };
  return {
    pointer: toPointer([...path, referenceKey]),
    rule: 'catalog-reference',
    message: `"${referenceKey}" does not name a catalog item`,
    received: preview(object[referenceKey]),
    remedy: `write "type/id" or "type/id@version", the type one of ${catalogTypes.join(', ')}`,
  };
}

function parseName(text: unknown): ItemName | undefined {
  if (typeof text !== 'string') return undefined;
  const [, type, idText, version] = /^([a-z]+)\/([^/@]+)(?:@([1-9]\d{0,8}))?$/.exec(text) ?? [];
  const id = CatalogId.safeParse(idText);
  if (!id.success || !(catalogTypes as readonly string[]).includes(type)) return undefined;
  return { type: type as CatalogType, id: id.data, version: version === undefined ? undefined : Number(version) };
}

function tooMany(path: Path): InputProblem {
  return {
    pointer: toPointer(path),
    rule: 'at-most-references',
    message: `there are more than ${mostReferences} references to the catalog`,
    received: `more than ${mostReferences}`,
    remedy: `refer to at most ${mostReferences} items: an item may be a list of things`,
  };
}

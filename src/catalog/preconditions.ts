/** `If-Match` and `If-None-Match` (RFC 9110, section 13.1) over versions of catalog items, whose entity tag is `"<version>"`. */
import { TaktError } from '../../models/errors.ts';
import { preview, problemError } from '../../models/input-problems.ts';

/** `*`: any version at all. */
type Tags = '*' | readonly number[];

export interface Precondition {
  readonly match?: Tags;
  readonly noneMatch?: Tags;
}

export const entityTag = (version: number): string => `"${version}"`;

/** @throws TaktError `invalid-parameter` where a header names no version. */
export function readPrecondition(headers: { 'if-match'?: string; 'if-none-match'?: string }): Precondition {
  return {
    // A weak tag never matches where the strong comparison is asked for, but it names a version all the same.
    match: readTags('If-Match', headers['if-match'], /^"(\d{1,9})"$/),
    noneMatch: readTags('If-None-Match', headers['if-none-match'], /^(?:W\/)?"(\d{1,9})"$/),
  };
}

function readTags(header: string, text: string | undefined, tag: RegExp): Tags | undefined {
  if (text === undefined) return undefined;
  if (text.trim() === '*') return '*';
  const versions = text.split(',').map((part) => tag.exec(part.trim())?.[1]);
  if (versions.every((version) => version !== undefined)) return versions.map(Number);
  throw problemError('invalid-parameter', [
    {
      pointer: header,
      rule: 'entity-tag',
      message: `${header} is no entity tag of the catalog`,
      received: preview(text),
      remedy: 'send the ETag of an earlier answer unchanged, such as "3", or *',
    },
  ]);
}

export function holds(tags: Tags, version: number | undefined): boolean {
  return version !== undefined && (tags === '*' || tags.includes(version));
}

/**
 * @param present - the newest version, undefined where there is none.
 * @throws TaktError `catalog-conflict`, which tells the present version.
 */
export function assertPrecondition(
  name: string,
  { match, noneMatch }: Precondition,
  present: number | undefined,
): void {
  const is = present === undefined ? 'is not there' : `is at version ${present}`;
  if (match !== undefined && !holds(match, present))
    throw conflict('If-Match', match, {
      message: `${name} ${is}`,
      remedy:
        present === undefined
          ? 'leave If-Match out to put the first version'
          : `read the present version, then send If-Match: ${entityTag(present)}`,
    });
  if (noneMatch !== undefined && holds(noneMatch, present))
    throw conflict('If-None-Match', noneMatch, {
      message: `${name} ${is}`,
      remedy: `read the present version, then send If-Match: ${entityTag(present!)} in place of If-None-Match`,
    });
}

function conflict(header: string, tags: Tags, told: { message: string; remedy: string }): TaktError {
  const received = tags === '*' ? '*' : tags.map(entityTag).join(', ');
  return new TaktError('catalog-conflict', `catalog item ${told.message}, and ${header} says ${received}`, {
    errors: [{ pointer: header, rule: 'present-version', received, ...told }],
  });
}

/** A plan-request with its references to the catalog replaced by the items: pure but for `load`. */
import { type InputProblem, TaktError } from '../../models/errors.ts';
import { parseInput, problemError, toPointer } from '../../models/input-problems.ts';
import { PlanRequest, planKinds } from '../../models/plan-request.ts';
import type { CatalogUse } from '../jobs/plan-view.ts';
import { type PutItem, placeOf, putIn, relocated, type Step, stepsTo } from './places.ts';
import { findReferences, type ItemName, nameOf, type Reference } from './references.ts';
import type { CatalogType } from './types.ts';

/** What the catalog has under a name. */
export type Loaded =
  | { readonly state: 'found'; readonly item: FoundItem }
  /** `newest` is the version that withdraws it, or that names the last one where another was asked for. */
  | { readonly state: 'withdrawn' | 'no-such-version'; readonly newest: number }
  | { readonly state: 'unknown' };

export interface FoundItem extends PutItem {
  readonly type: CatalogType;
  readonly hash: string;
  readonly kind: string;
  readonly part: string;
  /** Of the body as JSON. */
  readonly bytes: number;
}

/** @returns by `nameOf` of each name; of one moment, so that the items fit each other as they did then. */
export type LoadItems = (names: readonly ItemName[]) => Promise<ReadonlyMap<string, Loaded>>;

export interface Resolved {
  readonly body: unknown;
  /** In the order of the request. */
  readonly used: CatalogUse[];
  /** Of the items. */
  readonly bytes: number;
  /** The way from the completed body back to the one that came. */
  readonly steps: Step;
}

/** How many bytes a body may still have; all requests of a body share it. */
export interface Room {
  /** Of the whole body with its items. */
  readonly limitBytes: number;
  /** Of the body as it came, and of items that were put into it. */
  usedBytes: number;
}

/**
 * Puts catalog items in place of the references below `problem`; a list in a list is spliced in.
 * @throws TaktError `invalid-request` (what looks like a reference is none), `inconsistent-request` (its item is not to be
 *   had), `body-too-large` (with the items).
 */
export async function resolveReferences(body: unknown, load: LoadItems, room: Room): Promise<Resolved> {
  const untouched = { body, used: [], bytes: 0, steps: stepsTo([]) };
  if (body === null || typeof body !== 'object' || !('problem' in body)) return untouched;
  const { found, problems } = findReferences(body.problem, ['problem']);
  if (problems.length > 0) throw problemError('invalid-request', problems);
  if (found.length === 0) return untouched;
  const loaded = await load([...new Map(found.map((reference) => [nameOf(reference), nameOnly(reference)])).values()]);
  const kind = 'kind' in body ? body.kind : undefined;
  const entries: { path: Reference['path']; item: FoundItem }[] = [];
  const missing: InputProblem[] = [];
  for (const reference of found) {
    const item = itemFor(reference, loaded.get(nameOf(reference)) ?? { state: 'unknown' }, kind);
    if ('rule' in item) missing.push(item);
    else entries.push({ path: reference.path, item });
  }
  if (missing.length > 0) throw problemError('inconsistent-request', missing);
  const bytes = entries.reduce((sum, { item }) => sum + item.bytes, 0);
  room.usedBytes += bytes;
  if (room.usedBytes > room.limitBytes) throw tooLarge(room);
  const steps = stepsTo(entries);
  const used = entries.map(({ path, item: { type, id, version, hash } }) => ({
    ...{ pointer: toPointer(path), type, id, version, hash },
  }));
  return { body: putIn(body, steps), used, bytes, steps };
}

function nameOnly({ type, id, version }: Reference): ItemName {
  return { type, id, version };
}

function itemFor(reference: Reference, loaded: Loaded, kind: unknown): FoundItem | InputProblem {
  const problem = (message: string, remedy: string): InputProblem => ({
    pointer: toPointer(reference.path),
    rule: 'catalog-item',
    message,
    received: nameOf(reference),
    remedy,
  });
  const name = nameOf({ type: reference.type, id: reference.id });
  switch (loaded.state) {
    case 'unknown':
      return problem(
        `there is no catalog item ${name}`,
        `name one that GET /v1/catalog/${reference.type} lists, or put it with PUT /v1/catalog/${name}`,
      );
    case 'withdrawn':
      return problem(
        `catalog item ${name} was withdrawn with version ${loaded.newest}`,
        loaded.newest > 1
          ? `name another item, or an earlier version: ${name}@1 to ${name}@${loaded.newest - 1}`
          : 'name another item',
      );
    case 'no-such-version':
      return problem(
        `catalog item ${name} has no version ${reference.version}`,
        `name a version from 1 to ${loaded.newest}, or none for the newest one`,
      );
    case 'found':
      // Repairs hold problems of the other kinds. What is no kind at all, the schema refuses.
      if (kind === loaded.item.kind || kind === 'repair' || !(planKinds as readonly unknown[]).includes(kind))
        return loaded.item;
      return problem(
        `catalog item ${name} is of part ${loaded.item.part} of kind ${loaded.item.kind}, and this request is of kind ${kind}`,
        `name an item of kind ${kind}`,
      );
  }
}

function tooLarge({ usedBytes: bytes, limitBytes }: Room): TaktError {
  const message = `with its catalog items the request has ${bytes} bytes; the service takes ${limitBytes}`;
  return new TaktError('body-too-large', message, {
    errors: [
      {
        pointer: '/problem',
        rule: 'body-size',
        message: `the request may have at most ${limitBytes} bytes with its catalog items`,
        received: `${bytes} bytes`,
        remedy: 'refer to fewer or smaller items, or have TAKT_BODY_LIMIT_BYTES raised',
      },
    ],
  });
}

/** Beyond it a request is looked at entry by entry first; see `screenLists`. */
const largeBytes = 65_536;

export interface CompletedRequest {
  readonly request: PlanRequest;
  /** Absent where there are no references. */
  readonly catalog?: CatalogUse[];
}

export interface CompleteOptions {
  readonly load: LoadItems;
  readonly room: Room;
  /** As for `parseInput`, of the body as it came. */
  readonly isLarge?: boolean;
  readonly sourceOf?: (pointer: string) => string | undefined;
}

/**
 * The one way from a body to a plan-request: references resolved, shape and cross-references checked, defaults filled in.
 * @throws TaktError as `resolveReferences` and `parseInput`; pointers are those of the body as it came.
 */
export async function completeRequest(body: unknown, options: CompleteOptions): Promise<CompletedRequest> {
  const { load, room, isLarge = false, sourceOf } = options;
  const { body: completed, used, bytes, steps } = await resolveReferences(body, load, room);
  if (used.length === 0) return { request: parseInput(PlanRequest, body, { isLarge, sourceOf }) };
  const request = parseInput(PlanRequest, completed, {
    isLarge: isLarge || bytes > largeBytes,
    sourceOf(pointer) {
      const place = placeOf(pointer, steps);
      return place.within ? undefined : sourceOf?.(place.pointer);
    },
    relocate: (problem) => relocated(problem, steps),
  });
  return { request, catalog: used };
}

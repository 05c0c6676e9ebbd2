/** A kept request with a caller's changes, and errors that say which change is at fault. */
import { z } from 'zod';
import { addProblem } from '../../models/common.ts';
import { type InputProblem, TaktError } from '../../models/errors.ts';
import { applyMergePatch, applyPatch, isSameJson, JsonPatch, PatchConflict } from '../../models/json-patch.ts';

export const ResolveRequest = z
  .strictObject({
    changes: JsonPatch.optional().describe('JSON Patch (RFC 6902) on the request as kept'),
    merge: z.record(z.string(), z.unknown()).optional().describe('merge patch (RFC 7396) on the request as kept'),
    keepWarmStart: z.boolean().default(true).describe('begin from the earlier plan, as far as it fits'),
  })
  .superRefine(({ changes, merge }, context) => {
    if (changes && merge)
      addProblem(context, ['merge'], {
        rule: 'one-of-changes-and-merge',
        message: 'there are both changes and merge',
        remedy: 'send one of them',
        received: undefined,
      });
  })
  .describe('changes of a kept request; none: the same request, beginning from the earlier plan');
export type ResolveRequest = z.infer<typeof ResolveRequest>;

/**
 * @param mostCharacters - of JSON, which copies may add.
 * @throws TaktError `patch-conflict` with a pointer into the body of the call.
 */
export function changeRequest(kept: unknown, { changes = [], merge }: ResolveRequest, mostCharacters: number): unknown {
  if (merge) return applyMergePatch(kept, merge);
  try {
    return applyPatch(kept, changes, { mostCopied: mostCharacters });
  } catch (error) {
    // Moves may nest what is short: walking over it ends with the stack.
    if (error instanceof RangeError) throw nested();
    if (!(error instanceof PatchConflict)) throw error;
    const { index, field, rule, remedy, message } = error;
    const pointer = `/changes/${index}/${field}`;
    const received = (changes[index] as Record<string, unknown>)[field];
    const errors = [{ pointer, rule, message, received, remedy }];
    throw new TaktError('patch-conflict', `${pointer}: ${message}`, { errors });
  }
}

function nested(): TaktError {
  const problem = {
    pointer: '/changes',
    rule: 'nesting',
    message: 'the changes nest the request without end',
    received: undefined,
    remedy: 'move and copy parts of the request to where its schema names them',
  };
  return new TaktError('patch-conflict', problem.message, { errors: [problem] });
}

/**
 * An error about the changed request as one about the call: a field that a change brought is told by its place in that
 * change; for all others the whole of the changes is to blame, and the message names the place.
 */
export function blameChanges(error: unknown, changed: unknown, body: ResolveRequest): unknown {
  if (!(error instanceof TaktError) || !error.details.errors) return error;
  const errors = error.details.errors.map((problem) => blame(problem, changed, body));
  const [{ pointer, message }] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new TaktError(error.code, `the changed request does not fit: ${pointer}: ${message}${more}`, { errors });
}

function blame(problem: InputProblem, changed: unknown, { changes = [], merge }: ResolveRequest): InputProblem {
  const place = problem.pointer;
  const found = at(changed, place);
  const brought = (value: unknown, within: string) => {
    const own = at(value, within);
    return own.exists === found.exists && isSameJson(own.value, found.value);
  };
  const isWithin = (path: string) => path === '' || place === path || place.startsWith(`${path}/`);
  if (merge && brought(merge, place)) return { ...problem, pointer: `/merge${place}` };
  const index = changes.findLastIndex(
    (change) => 'value' in change && isWithin(change.path) && brought(change.value, place.slice(change.path.length)),
  );
  if (index >= 0)
    return {
      ...problem,
      pointer: `/changes/${index}/value${place.slice((changes[index] as { path: string }).path.length)}`,
    };
  return {
    ...problem,
    pointer: merge ? '/merge' : '/changes',
    message: `${problem.message} (at ${place === '' ? 'the whole' : place} of the changed request)`,
  };
}

function at(document: unknown, pointer: string): { exists: boolean; value: unknown } {
  let value = document;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key))
      return { exists: false, value: undefined };
    value = (value as Record<string, unknown>)[key];
  }
  return { exists: true, value };
}

/** What stands at a pointer; for comparing parts of two requests. */
export function isUnchangedAt(pointer: string, one: unknown, other: unknown): boolean {
  const [before, after] = [at(one, pointer), at(other, pointer)];
  return before.exists && after.exists && isSameJson(before.value, after.value);
}

/**
 * Conventions that every plan kind shares.
 *
 * - Masses come in the unit that the request declares (`kg` or `g`, at most gram precision) and go back in it.
 * - Durations end in their unit (`heatMinutes`, `timeMs`); instants are ISO 8601 with an offset.
 * - Intervals are `[start, end)`: neighbours touch without overlap.
 * - Ids are the caller's own strings; a plan refers to things by them and never by position.
 */
import { z } from 'zod';

export const Id = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\s](?:[^\p{Cc}]*[^\p{Cc}\s])?$/u, 'no control characters, no space at either end')
  .describe("the caller's own name for the thing, unique among its like");
export type Id = z.infer<typeof Id>;

/** An instant with its offset, e.g. `2026-11-23T07:00:00+03:00`. */
export const Instant = z.iso.datetime({ offset: true }).describe('ISO 8601 date and time with offset or Z');
export type Instant = z.infer<typeof Instant>;

/** Some 31 years: beyond it a plan is no plan. */
export const mostSeconds = 1_000_000_000;

/** A moment of a problem with a `start`. */
export const Moment = z
  .union([z.int().min(-mostSeconds).max(mostSeconds), Instant])
  .describe('whole seconds from `start`, or an instant');
export type Moment = z.infer<typeof Moment>;

/** A calendar day of the site, e.g. `2026-11-23`. */
export const LocalDate = z.iso.date().describe('calendar day YYYY-MM-DD, local to the site');
export type LocalDate = z.infer<typeof LocalDate>;

/** A time of day of the site, `00:00` to `23:59`. */
export const LocalTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM from 00:00 to 23:59')
  .describe('time of day HH:MM, local to the site');
export type LocalTime = z.infer<typeof LocalTime>;

/** Id, at most `longest` entries, for lists whose ids must differ. */
export function list<Item extends z.ZodType>(item: Item, longest: number) {
  return z.array(item).max(longest);
}

/** Reports every entry of `entries` whose id appeared before it, at the path of its id: `field` of the entry. */
export function refuseDuplicateIds(
  context: z.RefinementCtx,
  entries: readonly { readonly id: string }[],
  path: readonly (string | number)[],
  field: 'id' | 'oven' = 'id',
): void {
  const firstAt = new Map<string, number>();
  entries.forEach((entry, index) => {
    const first = firstAt.get(entry.id);
    if (first === undefined) firstAt.set(entry.id, index);
    else
      addProblem(context, [...path, index, field], {
        rule: 'unique-id',
        message: `${field} "${entry.id}" is already used by entry ${first}`,
        remedy: `give every entry an ${field} of its own`,
        received: entry.id,
      });
  });
}

/** A cross-reference or rule that a single field's schema cannot see; becomes one entry of the error's `errors`. */
export interface ProblemNote {
  readonly rule: string;
  readonly message: string;
  readonly remedy: string;
  readonly received?: unknown;
}

/** A body of some megabytes can break a rule a million times; nobody reads more than these. */
const mostFindings = 1000;

/** Adds a finding of ours to zod's issues, with what the error report needs beside the message. */
export function addProblem(context: z.RefinementCtx, path: readonly (string | number)[], note: ProblemNote): void {
  if (context.issues.length >= mostFindings) return;
  context.addIssue({
    code: 'custom',
    path: [...path],
    message: note.message,
    params: { rule: note.rule, remedy: note.remedy, received: note.received },
  });
}

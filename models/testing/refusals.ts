/** For tests of rules: what is refused of a request, and why. */
import type { z } from 'zod';
import { TaktError } from '../errors.ts';
import { parseInput } from '../input-problems.ts';

/** @returns nothing where the input is taken. */
export function refusalsOf(schema: z.ZodType, input: unknown) {
  try {
    parseInput(schema, input);
    return [];
  } catch (error) {
    if (!(error instanceof TaktError)) throw error;
    return error.details?.errors ?? [];
  }
}

/**
 * The refusals of a good request with one value set.
 * @param input - of its own for each call: it is changed.
 * @param pointer - JSON pointer of the value; `-` at its end appends to a list.
 */
export function refusalsWith(schema: z.ZodType, input: unknown, pointer: string, value: unknown) {
  const steps = pointer.split('/').slice(1);
  const last = steps.pop()!;
  const holder = steps.reduce((at, step) => (at as Record<string, unknown>)[step], input);
  if (Array.isArray(holder) && last === '-') holder.push(value);
  else Object.assign(holder as object, { [last]: value });
  return refusalsOf(schema, input);
}

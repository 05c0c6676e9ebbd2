/**
 * Cases of named methods with answers that were published or computed elsewhere, as they lie in the folder `golden/reorder`
 * beside the data folder: how they are read, and when an answer agrees with one.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TaktError } from '../../../models/errors.ts';
import { dataFolder } from '../data-folder.ts';

/** A number, text or truth, or lists or names of such. */
export type Expected = number | string | boolean | null | readonly Expected[] | { readonly [name: string]: Expected };

export interface Tolerance {
  readonly abs?: number;
  readonly rel?: number;
  /** Every entry of a table is right as it is or wrong. */
  readonly policyExact?: boolean;
}

export interface GoldenCase {
  readonly group: string;
  readonly id: string;
  readonly model: string;
  /** `textbook`: published; `derived`: found by exhaustive search or a recursion. */
  readonly origin: string;
  readonly source: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, Expected>>;
  readonly tolerance: Tolerance;
  readonly note?: string;
}

/** The environment's TAKT_GOLDEN_DATA, else `golden` beside the data folder; the cases are under `reorder`. */
export function goldenFolder(data?: string): string {
  const whole = data === undefined ? process.env['TAKT_GOLDEN_DATA'] : undefined;
  return join(whole || join(dataFolder(data), '..', 'golden'), 'reorder');
}

/**
 * @param group - name of a file without its ending; absent: all, in order of their names.
 * @throws TaktError `invalid-parameter` where there is no such folder or group.
 */
export function readGolden(folder: string, group?: string): readonly GoldenCase[] {
  if (!existsSync(folder))
    throw new TaktError(
      'invalid-parameter',
      `there is no folder ${folder}; name the data folder beside it with --data`,
    );
  const groups = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
  if (group !== undefined && !groups.includes(group))
    throw new TaktError('invalid-parameter', `there is no golden group "${group}"; there are ${groups.join(', ')}`);
  return (group === undefined ? groups : [group]).flatMap((name) => {
    const { cases } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as { cases: GoldenCase[] };
    return cases.map((one) => ({ ...one, group: name }));
  });
}

/** What is left of an expected field once an answer was held against it. */
export interface Deviation {
  readonly field: string;
  /** Greatest deviation of a number, in tolerances: up to 1 it agrees. Infinity where it cannot be told. */
  readonly worst: number;
  readonly got: unknown;
  readonly expected: Expected;
}

/** @returns a line for each expected field; fields that only widen what agrees have none. */
export function compareGolden(one: GoldenCase, values: Readonly<Record<string, unknown>>): readonly Deviation[] {
  const { expected } = one;
  return Object.keys(expected)
    .filter((field) => !(field in widening))
    .map((field) => {
      const own = distance(values[field], expected[field], toleranceOf(one, field));
      const widened = Object.keys(widening).flatMap((name) =>
        name in expected ? widening[name](field, values[field], expected[name], toleranceOf(one, field)) : [],
      );
      return { field, worst: Math.min(own, ...widened), got: values[field], expected: expected[field] };
    });
}

type Widening = (field: string, got: unknown, given: Expected, tolerance: Tolerance) => number[];

/** Expected fields that name other answers that are as good; with the distances to those. */
const widening: Readonly<Record<string, Widening>> = {
  alternativeOptima: (field, got, given, tolerance) =>
    field === 'orderQuantities' ? (given as readonly Expected[]).map((other) => distance(got, other, tolerance)) : [],
  // Every reorder point from the first to the second costs the same as far as can be told.
  tiedReorderPoints: (field, got, given) => {
    const [low, high] = given as readonly number[];
    return field === 'reorderPoint' && typeof got === 'number' && low <= got && got <= high ? [0] : [];
  },
};

/** The case's tolerance, and what its note allows beside it. */
function toleranceOf({ tolerance, note = '' }: GoldenCase, field: string): Tolerance {
  const isCost = /cost/i.test(field);
  const byOne = /policies may differ by (\d+)/.exec(note);
  if (byOne && !isCost) return { ...tolerance, abs: Math.max(tolerance.abs ?? 0, Number(byOne[1])) };
  const inCost = /and ([\d.]+)% in cost/.exec(note);
  if (inCost && isCost) return { ...tolerance, rel: Number(inCost[1]) / 100 };
  return tolerance;
}

/** In tolerances; lists and names must be of the same shape. */
function distance(got: unknown, expected: Expected, tolerance: Tolerance): number {
  if (typeof expected === 'number') {
    if (typeof got !== 'number' || !Number.isFinite(got)) return Infinity;
    const away = Math.abs(got - expected);
    return away === 0 ? 0 : away / Math.max(tolerance.abs ?? 0, (tolerance.rel ?? 0) * Math.abs(expected));
  }
  if (typeof expected !== 'object' || expected === null) return got === expected ? 0 : Infinity;
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return Infinity;
    const isTable = expected.some(Array.isArray);
    const within = tolerance.policyExact && isTable ? { policyExact: true } : tolerance;
    return Math.max(0, ...expected.map((one, at) => distance(got[at], one, within)));
  }
  if (typeof got !== 'object' || got === null || Array.isArray(got)) return Infinity;
  const names = Object.entries(expected as Readonly<Record<string, Expected>>);
  const values = got as Readonly<Record<string, unknown>>;
  return Math.max(0, ...names.map(([name, one]) => distance(values[name], one, tolerance)));
}

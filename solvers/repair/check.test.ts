/** Answers by hand are right, and each claim of theirs is looked at. */
import { describe, expect, test } from 'vitest';
import type { RepairDispatchPlan } from '../../models/repair.ts';
import { cases } from './check/hand-made-cases.ts';
import { checkRepair } from './check.ts';

type Path = readonly (string | number)[];

/** Every number, instant, text and truth of an answer, by its path. */
function* leavesOf(value: unknown, path: Path = []): Generator<[path: Path, leaf: unknown]> {
  if (value !== null && typeof value === 'object')
    for (const [key, item] of Object.entries(value))
      yield* leavesOf(item, [...path, Array.isArray(value) ? Number(key) : key]);
  else if (value !== undefined) yield [path, value];
}

function changed(leaf: unknown): unknown {
  if (typeof leaf === 'number') return leaf + 1;
  if (typeof leaf === 'boolean') return !leaf;
  const instant = /^(\d{4}-.*:)(\d\d)(Z|\+03:00)$/.exec(String(leaf));
  if (instant) return `${instant[1]}${String((Number(instant[2]) + 1) % 60).padStart(2, '0')}${instant[3]}`;
  return leaf === 'transfer' || leaf === 'divert' ? 'loss' : `${leaf}x`;
}

function withLeaf(value: unknown, path: Path, leaf: unknown): unknown {
  if (path.length === 0) return leaf;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const key = path[0] as keyof typeof copy;
  return Object.assign(copy, { [key]: withLeaf(copy[key], path.slice(1), leaf) });
}

/** Every entry of every list, by its path. */
function* entriesOf(value: unknown, path: Path = []): Generator<Path> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (Array.isArray(value)) yield at;
    yield* entriesOf(item, at);
  }
}

function without(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (Array.isArray(value) && rest.length === 0) return value.filter((_item, index) => index !== key);
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  return Object.assign(copy, { [key]: without(copy[key as keyof typeof copy], rest) });
}

/** What the rules leave free: wording, what guides the search, and what only people and models of outcomes use. */
const free = [
  /(^|\.)(mode|objectiveUnit|message|text|severity|urgency|name)$/,
  /\.(reason|criticality|features|reasons|relaxations|suggestions)(\.|$)/,
  /\.risk\.(level|windowSlackMinutes|gapSlackMinutes|delayHits)/,
  /^effort\.zone$/,
  // Plans of shifts have such a test of their own.
  /^options\.[1-9]\d*\.plan\./,
  /^clusters\.\d+\.from$/,
  // Any depth that some change is one below; see the table of faults.
  /\.changes\.\d+\.depth$/,
];

/** Lists that need not be whole, and options: one is enough. */
const optional = /^(affected\.\d+|clusters\.\d+\.affected\.\d+|options\.\d+)$/;

describe.each(Object.entries(cases))('%s', (_name, made) => {
  const { problem, plan } = made();
  const own = plan.options.filter(({ hired }) => hired.length === 0);
  const least = Math.min(...own.map(({ total }) => total));

  test('the answer by hand is right', () => {
    const report = checkRepair({ problem }, plan);
    expect(report.violations).toEqual([]);
    expect(report.objective).toBeCloseTo(least, 9);
  });

  test('an answer that leaves one thing out is found out', () => {
    const entries = [...entriesOf(plan)].filter((path) => !free.some((one) => one.test(path.join('.'))));
    expect(entries.length).toBeGreaterThan(20);
    const believed = entries
      .filter((path) => !optional.test(path.join('.')))
      .filter((path) => {
        const other = without(plan, path) as RepairDispatchPlan;
        return checkRepair({ problem }, other).violations.length === 0;
      })
      .map((path) => path.join('.'));
    expect(believed).toEqual([]);
  });

  test('an answer that says one thing else is found out', () => {
    const leaves = [...leavesOf(plan)].filter(([path]) => !free.some((one) => one.test(path.join('.'))));
    expect(leaves.length).toBeGreaterThan(200);
    const believed = leaves
      .filter(([path, leaf]) => {
        const other = withLeaf(plan, path, changed(leaf)) as RepairDispatchPlan;
        return checkRepair({ problem }, other).violations.length === 0;
      })
      .map(([path]) => path.join('.'));
    expect(believed).toEqual([]);
  });
});

/** The worked example is right, and each claim of its plan is looked at. */
import { describe, expect, test } from 'vitest';
import { DispatchShiftPlan } from '../../models/dispatch.ts';
import { examplePlan, five, planProblem, ten } from './check/hand-made.ts';
import { checkDispatch, termsOf, violationsOf } from './check.ts';

const plan = DispatchShiftPlan.parse(examplePlan);

test('the worked example: 10 + 5 m3, nothing broken, every figure as by hand', () => {
  const report = checkDispatch({ problem: planProblem() }, plan);
  expect(report.violations).toEqual([]);
  expect(report.objective).toBeCloseTo(plan.terms.total, 9);
  expect(violationsOf(planProblem(), [ten, five])).toEqual([]);
  expect(termsOf(planProblem(), [ten, five]).total).toBeCloseTo(62 + 20 * 2 * (1650 / 86_400) ** 2, 9);
});

type Path = readonly (string | number)[];

/** Every number, instant, text and truth of a plan, by its path. */
function* leavesOf(value: unknown, path: Path = []): Generator<[path: Path, leaf: unknown]> {
  if (value !== null && typeof value === 'object')
    for (const [key, item] of Object.entries(value))
      yield* leavesOf(item, [...path, Array.isArray(value) ? Number(key) : key]);
  else yield [path, value];
}

function changed(leaf: unknown): unknown {
  if (typeof leaf === 'number') return leaf + 1;
  if (typeof leaf === 'boolean') return !leaf;
  const instant = /^(\d{4}-.*:)(\d\d)Z$/.exec(String(leaf));
  if (instant) return `${instant[1]}${String((Number(instant[2]) + 1) % 60).padStart(2, '0')}Z`;
  return leaf === 'whole' ? 'part' : `${leaf}x`;
}

function withLeaf(value: unknown, path: Path, leaf: unknown): unknown {
  if (path.length === 0) return leaf;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const key = path[0] as keyof typeof copy;
  return Object.assign(copy, { [key]: withLeaf(copy[key], path.slice(1), leaf) });
}

describe('a plan that says one thing else is found out', () => {
  const leaves = [...leavesOf(plan)].filter(([path]) => path[0] !== 'mode' && path[0] !== 'objectiveUnit');
  test('there is much to look at', () => expect(leaves.length).toBeGreaterThan(100));
  test.each(leaves.map(([path, leaf]) => [path.join('.'), path, leaf] as const))('%s', (_name, path, leaf) => {
    const other = withLeaf(plan, path, changed(leaf)) as DispatchShiftPlan;
    expect(checkDispatch({ problem: planProblem() }, other).violations).not.toEqual([]);
  });
});

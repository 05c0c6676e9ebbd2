import { expect, test } from 'vitest';
import { MeltProblem } from '../../models/melt.ts';
import { buildDirectModel, questionOf } from './direct-model.ts';
import { judge, type Row } from './judge.ts';
import type { RunOutcome } from './run-solver.ts';
import { bestPeer, summarize } from './summary.ts';
import { isWithin } from './verdicts.ts';

/** Pieces 6, 6, 4, 4 into heats of 10: two heats do, and four potential heats are more than enough. */
const question = questionOf(
  MeltProblem.parse({
    lines: [
      { id: 'a', pieceMass: 6, quantity: 2, grade: 'steel' },
      { id: 'b', pieceMass: 4, quantity: 2, grade: 'steel' },
    ],
    furnaces: [{ id: 'f', leastMass: 8, greatestMass: 10 }],
    grades: [{ id: 'steel' }],
  }),
);
const direct = buildDirectModel(question);
// Two potential heats of three columns each: used, pieces of a, pieces of b.
const good = [1, 1, 1, 1, 1, 1];

const run = (values: number[] | undefined, more: Partial<RunOutcome> = {}): RunOutcome => ({
  status: 'optimal',
  objective: values && 2,
  bound: 2,
  solution: values && { values },
  timeMs: 10,
  ...more,
});
const rows = (...outcomes: RunOutcome[]) =>
  judge(
    { name: 'x' },
    question,
    direct,
    outcomes.map((outcome, at) => ({ solver: at === 0 ? 'takt' : `p${at}`, outcome })),
    (one) => isWithin(one, 1000),
  );
const judged = (outcome: RunOutcome): Row => rows(run(undefined, { status: 'unknown', bound: undefined }), outcome)[1];

test('the model of the cases below has the columns that they rely on', () => {
  expect(direct.heats).toBe(2);
  expect(direct.model.columns.map(({ upper }) => upper)).toEqual([1, 1, 2, 1, 1, 2]);
});

test('a right answer is proved', () => {
  expect(judged(run(good))).toMatchObject({
    value: 2,
    bound: 2,
    proved: true,
    proofMs: 10,
    wrong: [],
    againstTakt: 'better',
  });
});

test.each<[string, RunOutcome, string]>([
  ['a heat above the greatest mass', run([1, 1, 2, 1, 1, 0]), 'greatest-mass'],
  ['pieces forgotten', run([1, 1, 1, 0, 0, 0]), 'period 0 is not poured in full'],
  ['half a piece', run([1, 0.5, 1, 1, 1.5, 1]), 'column 1 is 0.5, not whole'],
  ['another objective than the plan has', run(good, { objective: 1 }), '1 is claimed, the plan gives 2'],
  ['too few values', run([1, 1, 1]), '3 values for 6 columns'],
])('%s is shown as wrong and has no value', (_name, outcome, message) => {
  const row = judged(outcome);
  expect(row.wrong.join('; ')).toContain(message);
  expect(row).toMatchObject({ value: null, proved: false, proofMs: null });
});

test('claims that another checked plan refutes are wrong', () => {
  const [, none, above] = rows(
    run(good),
    run(undefined, { status: 'infeasible', bound: undefined }),
    run(undefined, { status: 'unknown', bound: 2.5 }),
  );
  expect(none).toMatchObject({
    proved: false,
    wrong: ['called infeasible, a plan of 2 is known'],
    againstTakt: 'worse',
  });
  expect(above.wrong).toEqual(['the bound 3 is above the known plan of 2']);
});

test('a bound is rounded up to what a plan can cost, and then closes the gap', () => {
  expect(judged(run(good, { status: 'feasible', bound: 1.2 }))).toMatchObject({ bound: 2, proved: true });
  expect(judged(run(good, { status: 'feasible', bound: 1 }))).toMatchObject({ bound: 1, proved: false });
});

test('a proof after the budget and its allowance is none; so is one that never came back', () => {
  expect(judged(run(good, { timeMs: 1150 })).proved).toBe(true);
  expect(judged(run(good, { timeMs: 1151 }))).toMatchObject({ value: 2, proved: false });
  expect(judged(run(good, { status: 'killed', bound: undefined, timeMs: undefined }))).toMatchObject({
    value: 2,
    proved: false,
  });
});

test('the summary compares with takt by size', () => {
  const row = (instance: string, solver: string, types: number, more: Partial<Row>): Row => ({
    ...judged(run(good)),
    againstTakt: null,
    instance,
    solver,
    types,
    ...more,
  });
  const open = { proved: false, proofMs: null };
  const summary = summarize([
    row('s', 'takt', 20, { proofMs: 10 }),
    row('s', 'highs', 20, { proofMs: 90, againstTakt: 'equal' }),
    row('s', 'scip', 20, { ...open, value: null, status: 'crashed', againstTakt: 'worse' }),
    row('t', 'takt', 99, { proofMs: 10 }),
    row('t', 'highs', 99, { proofMs: 40, againstTakt: 'equal' }),
    row('t', 'scip', 99, { ...open, againstTakt: 'better' }),
    row('l', 'takt', 100, { proofMs: 100 }),
    row('l', 'highs', 100, { ...open, againstTakt: 'worse' }),
    row('l', 'scip', 100, { proofMs: 0.2, againstTakt: 'equal', wrong: ['x'] }),
  ]);
  const of = (sizeClass: string, solver: string) =>
    summary.find((one) => one.sizeClass === sizeClass && one.solver === solver);
  expect(of('all', 'takt')).toMatchObject({ n: 3, plans: 3, proofs: 3, better: 0, equal: 0, worse: 0 });
  expect(of('all', 'highs')).toMatchObject({ proofs: 2, equal: 2, worse: 1, proofRatio: 1.5, bothProved: 2 });
  expect(of('all', 'highs')?.timeRatio).toBeCloseTo(6, 9);
  expect(of('types < 100', 'scip')).toMatchObject({
    n: 2,
    plans: 1,
    proofs: 0,
    better: 1,
    worse: 1,
    failures: 1,
    proofRatio: null,
  });
  // Times begin at a millisecond: 1 / 100.
  expect(of('types >= 100', 'scip')).toMatchObject({ proofs: 1, wrong: 1, timeRatio: expect.closeTo(0.01, 9) });
  expect(bestPeer(summary, 'all')?.solver).toBe('highs');
  expect(bestPeer(summary, 'types >= 100')?.solver).toBe('scip');
});

/** The model and what becomes of its answers, with assignments written by hand; no solver is needed. */
import { describe, expect, test } from 'vitest';
import { TechcardProblem } from '../../../models/techcard.ts';
import type { RunOutcome } from '../run-solver.ts';
import { judge, type Row } from './judge.ts';
import { buildScheduleModel, whyNotTold } from './schedule-model.ts';

type ProblemInput = Parameters<typeof TechcardProblem.parse>[0];

/**
 * A of 3 s, or of 1 s for 4 of a stock of 5; B of 2 s on the same machine, at least 1 s after the start of A and, at the
 * latest, 6 s after; C of 2 s after B. Best: A quick (0 to 1), B (1 to 3), C (3 to 5).
 */
const input = {
  resources: [
    { type: 'machine', id: 'm' },
    { type: 'pool', id: 'p', capacity: 2 },
    { type: 'reservoir', id: 's', initial: 5 },
  ],
  cards: [
    {
      id: 'card',
      operations: [
        {
          id: 'a',
          modes: [
            { durationSeconds: 3, demands: [{ resource: 'm' }] },
            { durationSeconds: 1, demands: [{ resource: 'm' }, { resource: 's', amount: 4 }] },
          ],
        },
        {
          id: 'b',
          modes: [{ durationSeconds: 2, demands: [{ resource: 'm' }, { resource: 's', amount: 1 }] }],
          after: [{ operation: 'a', from: 'start', leastSeconds: 1, greatestSeconds: 6 }],
        },
        {
          id: 'c',
          modes: [{ durationSeconds: 2, demands: [{ resource: 'p', amount: 2 }] }],
          after: [{ operation: 'b' }],
        },
      ],
    },
  ],
  orders: [{ id: 'order', card: 'card' }],
};
const problem = TechcardProblem.parse(input);
const model = buildScheduleModel(problem);

test('variables, constraints and what they say', () => {
  expect(model).toMatchObject({ operations: 3, modes: 4, weight: 1 });
  const { variables, constraints, objective } = model.proto;
  // Makespan; start and two modes of A; starts of B and C. The horizon: longest modes and the lag, 3 + 2 + 2 + 1.
  expect(variables.map(({ domain }) => domain)).toEqual([
    [0, 8],
    [0, 8],
    [0, 1],
    [0, 1],
    [0, 8],
    [0, 8],
  ]);
  expect(objective).toEqual({ vars: [0], coeffs: [1] });
  expect(constraints[0]).toEqual({ exactlyOne: { literals: [2, 3] } });
  expect(constraints.filter((one) => 'interval' in one)).toHaveLength(4);
  expect(constraints.filter((one) => one.enforcementLiteral !== undefined)).toHaveLength(2);
  const linear = constraints.flatMap((one) => ('linear' in one ? one.linear : []));
  // 1 <= start of B - start of A <= 6; end of A, with its modes, is no later than the makespan; 4 of the stock, 1 is taken.
  expect(linear).toContainEqual({ vars: [4, 1], coeffs: [1, -1], domain: [1, 6] });
  expect(linear).toContainEqual({ vars: [1, 2, 3, 0], coeffs: [1, 3, 1, -1], domain: [expect.any(Number), 0] });
  expect(linear).toContainEqual({ vars: [3], coeffs: [4], domain: [expect.any(Number), 4] });
  expect(constraints).toContainEqual({ noOverlap: { intervals: expect.any(Array) } });
  expect(constraints.find((one) => 'cumulative' in one)).toMatchObject({
    cumulative: { capacity: { offset: 2 }, demands: [{ offset: 2 }] },
  });
});

const run = (values: number[] | undefined, more: Partial<RunOutcome> = {}): RunOutcome => ({
  ...{ status: 'optimal', objective: values?.[0], bound: values?.[0], timeMs: 10 },
  solution: values && { values },
  ...more,
});
const judged = (outcome: RunOutcome, reference = {}): Row =>
  judge({ name: 'x', reference }, problem, model, [{ solver: 'cp-sat', outcome }], () => true)[0];
/** Makespan, start and modes of A, starts of B and C. */
const best = [5, 0, 0, 1, 1, 3];

describe('answers', () => {
  test('the best one', () => {
    expect(judged(run(best), { optimum: 5, upperBound: 5, criticalPath: 5 })).toMatchObject({
      ...{ value: 5, bound: 5, proved: true, wrong: [], operations: 3, modes: 4, reference: 5, criticalPath: 5 },
    });
  });

  test.each<[string, RunOutcome, object, string]>([
    ['one machine for two', run([6, 0, 1, 0, 1, 4]), {}, 'machine: '],
    ['after the greatest lag', run([11, 0, 0, 1, 7, 9]), {}, 'lags: '],
    ['another makespan than the plan has', run([4, ...best.slice(1)]), {}, '4 is claimed, the plan gives 5'],
    ['optimal, and a better one is known', run([6, 0, 0, 1, 2, 4]), { upperBound: 5 }, 'a plan of 5 is known'],
    ['below what is proved', run(best), { lowerBound: 6, upperBound: 7 }, '5 is below the known bound of 6'],
    ['a plan where there is none', run(best), { infeasible: true }, 'it is known that there is none'],
    ['none where there is one', run(undefined, { status: 'infeasible' }), { upperBound: 5 }, 'called infeasible'],
  ])('%s is wrong', (_what, outcome, reference, message) => {
    const row = judged(outcome, reference);
    expect(row.wrong.join('; ')).toContain(message);
    expect(row.proved).toBe(false);
  });

  test('no plan where there is none is proved', () => {
    expect(judged(run(undefined, { status: 'infeasible' }), { infeasible: true })).toMatchObject({
      ...{ value: null, proved: true, wrong: [] },
    });
  });

  test('a bound that is no whole number is rounded up; weights are taken into account', () => {
    expect(judged(run(best, { status: 'feasible', bound: 4.2 }))).toMatchObject({ bound: 5, proved: true });
    const heavy = TechcardProblem.parse({ ...input, objective: { makespan: 3 } });
    const outcome = run(best);
    const runs = [{ solver: 'cp-sat', outcome }];
    expect(judge({ name: 'x' }, heavy, buildScheduleModel(heavy), runs, () => true)).toMatchObject([
      { value: 15, bound: 15, proved: true, wrong: [] },
    ]);
  });
});

describe('what the model cannot say', () => {
  const [machine, ...others] = input.resources;
  const calendar = {
    id: 'c',
    dayTypes: [{ id: 'd', shifts: [] }],
    week: Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, 'd']),
    ),
  };
  test('the request above can be told', () => expect(whyNotTold(problem)).toBeUndefined());
  test.each<[object, string]>([
    [{ objective: { makespan: 1, tardiness: 1 } }, 'only the makespan'],
    [{ direction: 'backward' }, 'only a forward search'],
    [{ mode: 'simulate' }, 'only a forward search'],
    [{ now: 3 }, 'given operations'],
    [{ resources: [{ ...machine, setups: {} }, ...others] }, '"m" has set-ups or heating'],
    [{ calendars: [calendar], resources: [{ ...machine, calendars: ['c'] }, ...others] }, '"m" has a calendar'],
    [{ resources: [...others, { type: 'batch-oven', id: 'm', capacity: 3 }] }, '"m" is a batch-oven'],
    [
      { resources: [...input.resources.slice(0, 2), { ...input.resources[2], supplies: [{ at: 1, amount: 1 }] }] },
      '"s" has supplies',
    ],
    [{ cards: [{ ...input.cards[0], workerLimit: 1 }] }, 'limits of workers'],
  ])('%j', (more, reason) => {
    expect(whyNotTold(TechcardProblem.parse({ ...input, ...more } as ProblemInput))).toContain(reason);
  });
});

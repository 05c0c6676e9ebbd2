/** Each model of a resource by cases worked out by hand; one card of one operation per entry, in the order of the list. */
import { describe, expect, test } from 'vitest';
import { instanceOf, intervals, kernelOf, simulate, singles } from '../testing/problems.ts';

const starts = (problem: object, rule: 'first-permitted' | 'earliest-start' = 'first-permitted') =>
  intervals(simulate(problem, rule)).map(([start]) => start);

describe('pool', () => {
  test('units are told apart by when they become free', () => {
    // Three units: 2 + 1 fill them; the next 2 wait for the first two at 4, the last one takes the unit free at 6.
    const amounts = [
      [4, 2],
      [6, 1],
      [5, 2],
      [1, 1],
    ] as const;
    const works = amounts.map(([seconds, amount]) => [seconds, { resource: 'p', amount }] as const);
    expect(starts(singles([{ type: 'pool', id: 'p', capacity: 3 }], works))).toEqual([0, 0, 4, 6]);
  });

  test('an operation leaves the units that lie idle longest to those that start earlier', () => {
    // The third needs 1 from 10 on and takes the unit free at 5, not the one free at 1: the fourth starts at 1.
    const pool = [{ type: 'pool', id: 'p', capacity: 2 }];
    const works = [1, 5, 3, 2].map((seconds) => [seconds, { resource: 'p' }] as const);
    const problem = singles(pool, works);
    (problem.orders as { release?: number }[])[2].release = 10;
    expect(starts(problem)).toEqual([0, 0, 10, 1]);
  });
});

describe('workers', () => {
  const crew = {
    type: 'workers',
    id: 'w',
    workers: [{ id: 'all', skills: ['weld', 'paint'] }, { id: 'ann', skills: ['weld'] }, { id: 'bob' }],
  };

  test('who can do least goes', () => {
    const run = simulate(
      singles(
        [crew],
        [
          [5, { resource: 'w' }],
          [5, { resource: 'w', skill: 'weld' }],
          [5, { resource: 'w', skill: 'paint' }],
        ],
      ),
    );
    expect(intervals(run).map(([start]) => start)).toEqual([0, 0, 0]);
    expect([...run.schedule.assignments.values()].map(({ workers }) => workers)).toEqual([[2], [1], [0]]);
  });

  test('a mode that asks for two skills gets two workers', () => {
    const problem = {
      resources: [crew],
      cards: [
        {
          id: 'c',
          operations: [
            {
              id: 'o',
              modes: [
                {
                  durationSeconds: 3,
                  demands: [
                    { resource: 'w', skill: 'weld' },
                    { resource: 'w', skill: 'paint' },
                  ],
                },
              ],
            },
          ],
        },
      ],
      orders: [{ id: 'q', card: 'c', quantity: 2 }],
    };
    // Only one paints: the second piece waits for him.
    const run = simulate(problem);
    expect(intervals(run).map(([start]) => start)).toEqual([0, 3]);
    expect([...run.schedule.assignments.values()].map(({ workers }) => workers)).toEqual([[1], [0], [1], [0]]);
    expect(run.waits?.reasonOf(1)).toContain('"w"');
  });
});

describe('machine', () => {
  const works = (states: readonly (string | undefined)[]) =>
    states.map((state) => [4, { resource: 'm', state }] as const);

  test('set-ups by pair, from the initial state, and none for operations without state', () => {
    const setups = { initial: 'red', times: [{ from: 'red', to: 'blue', seconds: 3 }], otherwise: 1 };
    // red 0-4; none 4-8; blue after 3 s of set-up; red again after 1 s.
    const problem = singles([{ type: 'machine', id: 'm', setups }], works(['red', undefined, 'blue', 'red']));
    const run = simulate(problem);
    expect(intervals(run).map(([start]) => start)).toEqual([0, 4, 11, 16]);
    expect(run.setupSeconds).toBe(4);
    expect(run.preparations?.map(({ from, setupSeconds }) => [from, setupSeconds])).toEqual([
      [8, 3],
      [15, 1],
    ]);
  });

  test('the nearest set-up is taken first by a rule of earliest starts', () => {
    const problem = singles([{ type: 'machine', id: 'm', setups: { otherwise: 2 } }], works(['a', 'b', 'a', 'b']));
    expect(starts(problem, 'earliest-start')).toEqual([0, 10, 4, 14]);
  });

  test('kept warm for a while, then cold until it has cooled down and warmed up', () => {
    const heating = { warmUpSeconds: 5, coolDownSeconds: 3, keepWarmSeconds: 2 };
    const problem = singles([{ type: 'machine', id: 'm', heating }], works(['a', 'a', 'a']));
    // Warm from 5 on; 9-11 idle is kept warm; ready at 18, idle since 15: cold until 15 + 8.
    const orders = problem.orders as { release?: number }[];
    orders[1].release = 11;
    orders[2].release = 18;
    const run = simulate(problem);
    expect(intervals(run).map(([start]) => start)).toEqual([5, 11, 23]);
    expect(run.preparations?.map(({ from }) => from)).toEqual([0, 18]);
    expect(run.waits?.reasonOf(2)).toBe('"m" has to warm up');
  });
});

describe('batch oven', () => {
  test('same state and duration join while the batch has room', () => {
    const oven = { type: 'batch-oven', id: 'o', capacity: 3 };
    const bake = (state: string, amount: number) => [6, { resource: 'o', state, amount }] as const;
    const run = simulate(
      singles([oven], [bake('soft', 2), bake('hard', 1), bake('soft', 1), bake('hard', 2), bake('hard', 1)]),
      'earliest-start',
    );
    // Batch 0 soft (2 + 1), batch 1 hard (1 + 2), batch 2 hard.
    expect(intervals(run).map(([start]) => start)).toEqual([0, 6, 0, 6, 12]);
    expect([...run.schedule.assignments].sort(([a], [b]) => a - b).map(([, { batch }]) => batch)).toEqual([
      0, 1, 0, 1, 2,
    ]);
  });

  test('who is ready after the start of a batch waits for the next', () => {
    const problem = singles(
      [{ type: 'batch-oven', id: 'o', capacity: 9 }],
      [
        [6, { resource: 'o' }],
        [6, { resource: 'o' }],
      ],
    );
    (problem.orders as { release?: number }[])[1].release = 1;
    expect(starts(problem)).toEqual([0, 6]);
    const kernel = kernelOf(problem);
    const held = kernel.run({ rule: 'earliest-start', notBefore: Int32Array.of(1, 0) });
    expect(intervals(held).map(([start]) => start)).toEqual([1, 1]);
  });
});

test('conveyor oven: entries apart, a full belt, another regime', () => {
  const oven = { type: 'conveyor-oven', id: 'o', capacity: 2, entrySeconds: 3, setups: { otherwise: 4 } };
  const bake = (state: string) => [10, { resource: 'o', state }] as const;
  // 0-10, 3-13, the third fits at 10; another regime when the belt is empty at 20, and set up.
  const run = simulate(singles([oven], [bake('a'), bake('a'), bake('a'), bake('b')]));
  expect(intervals(run).map(([start]) => start)).toEqual([0, 3, 10, 24]);
  expect([1, 2, 3].map((operation) => run.waits?.reasonOf(operation))).toEqual([
    'two entries into "o" are 3 s apart',
    'the belt of "o" is full',
    '"o" is set up for state "b"',
  ]);
});

describe('reservoir', () => {
  const use = (seconds: number, amount: number, adds: number) => [seconds, { resource: 's', amount, adds }] as const;

  test('what takes waits for what brings, and for supplies', () => {
    const stock = { type: 'reservoir', id: 's', initial: 1, supplies: [{ at: 20, amount: 5 }] };
    // 1 in stock; the producer ends at 7 with 2 more; 4 are there only after 20.
    expect(starts(singles([stock], [use(1, 3, 0), use(7, 0, 2), use(1, 4, 0)]), 'earliest-start')).toEqual([7, 0, 20]);
  });

  test('what adds waits for room', () => {
    // Two places, one taken from the start; the second producer may end only when the consumer starts at 9.
    const problem = singles(
      [{ type: 'reservoir', id: 's', capacity: 2, initial: 1 }],
      [use(5, 0, 1), use(5, 0, 1), use(1, 1, 0)],
    );
    (problem.orders as { release?: number }[])[2].release = 9;
    const run = simulate(problem, 'earliest-start');
    expect(run.schedule.starts[1]).toBe(4);
    expect(run.waits?.reasonOf(1)).toBe('"s" has no room for 1 more');
  });

  test('what is promised to a later operation is not given away', () => {
    // The first in the list takes all 2 at 5; what is ready at 0 may not take them before.
    const problem = singles(
      [{ type: 'reservoir', id: 's', initial: 2, supplies: [{ at: 8, amount: 1 }] }],
      [use(1, 2, 0), use(1, 1, 0)],
    );
    (problem.orders as { release?: number }[])[0].release = 5;
    expect(starts(problem)).toEqual([5, 8]);
  });

  test('nothing brings what is missing: a dead end that says so', () => {
    const { deadEnd } = simulate(singles([{ type: 'reservoir', id: 's' }], [use(1, 1, 0), use(1, 0, 0)]));
    expect(deadEnd).toEqual({
      operations: [0],
      refusals: [{ operation: 0, resource: 0, reason: '"s" holds fewer than 1, now or later' }],
    });
  });
});

test('every type of resource has its model', () => {
  const types = ['pool', 'workers', 'machine', 'batch-oven', 'conveyor-oven', 'reservoir', 'paced-line'];
  const more: Record<string, object> = {
    pool: { capacity: 1 },
    workers: { workers: [{ id: 'w' }] },
    'batch-oven': { capacity: 1 },
    'conveyor-oven': { capacity: 1 },
    'paced-line': { lines: 1, stations: 1 },
  };
  const resources = types.map((type) => ({ type, id: type, ...more[type] }));
  const works = types.map((resource) => [1, { resource, ...(resource === 'paced-line' && { station: 0 }) }] as const);
  (resources[5] as { initial?: number }).initial = 1;
  expect(instanceOf(singles(resources, works)).resources.length).toBe(7);
  expect(starts(singles(resources, works))).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

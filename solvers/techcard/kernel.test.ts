/** The kernel by hand: the system of equations of the thesis, limits of workers, dead ends, facts, lags, logs. */
import { describe, expect, test } from 'vitest';
import { dispatchingRules } from '../../models/techcard.ts';
import { eventKinds } from './event-log.ts';
import { runKeepingLags } from './keep-lags.ts';
import { alwaysOpen } from './opening.ts';
import { replay } from './replay.ts';
import { intervals, kernelOf, simulate, singles } from './testing/problems.ts';
import { textLog } from './text-log.ts';

/** Equation (2.1): op1 and op2 before op3, op3 before op4. */
function system(durations: readonly number[], workers: readonly number[] = [0, 0, 0, 0], workerLimit?: number) {
  const after: Record<number, string[]> = { 2: ['op1', 'op2'], 3: ['op3'] };
  return {
    cards: [
      {
        id: 'card',
        workerLimit,
        operations: durations.map((durationSeconds, index) => ({
          id: `op${index + 1}`,
          modes: [{ durationSeconds }],
          after: (after[index] ?? []).map((operation) => ({ operation })),
          workers: workers[index],
        })),
      },
    ],
    orders: [{ id: 'order', card: 'card' }],
  };
}

describe('equation 2.1', () => {
  const cases = [
    [3, 5, 2, 4],
    [5, 3, 2, 4],
    [4, 4, 1, 1],
    [0, 7, 0, 2],
    [10, 10, 10, 10],
    [1, 1, 1, 1],
  ];
  for (const durations of cases)
    test(`durations ${durations}`, () => {
      const [one, two, three, four] = durations;
      const both = Math.max(one, two);
      for (const rule of dispatchingRules)
        expect(intervals(simulate(system(durations), rule))).toEqual([
          [0, one],
          [0, two],
          [both, both + three],
          [both + three, both + three + four],
        ]);
    });

  const limits: [number[], number[], number, number][] = [
    [[3, 5, 2, 4], [1, 1, 1, 1], 1, 14],
    [[3, 5, 2, 4], [1, 1, 1, 1], 2, 11],
    [[3, 5, 2, 4], [2, 2, 1, 1], 3, 14],
    [[3, 5, 2, 4], [2, 2, 1, 1], 4, 11],
    [[4, 4, 1, 1], [1, 2, 2, 1], 2, 10],
  ];
  for (const [durations, workers, limit, makespan] of limits)
    test(`durations ${durations}, workers ${workers} of ${limit}`, () => {
      for (const rule of dispatchingRules) {
        const { schedule } = simulate(system(durations, workers, limit), rule);
        expect(Math.max(...schedule.ends)).toBe(makespan);
      }
    });

  test('more workers than there are: a dead end with the operations that never come', () => {
    const kernel = kernelOf(system([3, 5, 2, 4], [1, 1, 2, 1], 2));
    // The schema refuses such a card; the kernel must not rely on it.
    const demand = kernel.uses[2][0] as { amount: number };
    demand.amount = 3;
    const { deadEnd, schedule } = kernel.run({ rule: 'first-permitted' });
    expect([...schedule.ends.subarray(0, 2)]).toEqual([3, 5]);
    expect(deadEnd?.operations).toEqual([2, 3]);
    expect(deadEnd?.refusals).toEqual([
      { operation: 2, resource: 0, reason: 'it needs 3 of "workers of the piece", which has 2' },
    ]);
  });

  test('a circle is a dead end', () => {
    const problem = system([3, 5, 2, 4]);
    // From start to start the schema does not look for circles.
    problem.cards[0].operations[0].after.push({ operation: 'op4', from: 'start', leastSeconds: 1 } as never);
    const { deadEnd } = simulate(problem);
    expect(deadEnd?.operations).toEqual([0, 2, 3]);
    expect(deadEnd?.refusals.every(({ resource }) => resource === -1)).toBe(true);
  });
});

describe('rules', () => {
  const works = [
    [5, 20, 1],
    [2, 30, 9],
    [8, 10, 3],
  ] as const;
  const problem = singles(
    [{ type: 'machine', id: 'm' }],
    works.map(([seconds]) => [seconds, { resource: 'm' }] as const),
  );
  problem.orders = works.map(([, due, priority], index) => ({ id: `c${index}`, card: `c${index}`, due, priority }));
  const orders: Record<string, number[]> = {
    'first-permitted': [0, 1, 2],
    'earliest-start': [0, 1, 2],
    'shortest-first': [1, 0, 2],
    'longest-first': [2, 0, 1],
    'earliest-due': [2, 0, 1],
    'least-slack': [2, 0, 1],
    'most-work-left': [2, 0, 1],
    'highest-priority': [1, 2, 0],
    'longest-tail': [2, 0, 1],
  };
  for (const rule of dispatchingRules)
    test(rule, () => {
      const { starts } = simulate(problem, rule).schedule;
      expect([0, 1, 2].sort((a, b) => starts[a] - starts[b])).toEqual(orders[rule]);
    });

  test('nothing waits for a better key while it could start', () => {
    const later = structuredClone(problem);
    (later.orders as { release?: number }[])[1].release = 1;
    expect([...simulate(later, 'highest-priority').schedule.starts]).toEqual([10, 8, 0]);
  });

  test('a list is followed as far as lags allow', () => {
    const kernel = kernelOf(system([3, 5, 2, 4], [1, 1, 1, 1], 1));
    const run = kernel.run({ rule: 'earliest-start', list: Int32Array.of(3, 1, 2, 0) });
    expect([...run.schedule.starts]).toEqual([5, 0, 8, 10]);
  });

  test('the mode that ends first, unless one is forced', () => {
    const modes = [9, 4, 4].map((durationSeconds, index) => ({
      durationSeconds,
      demands: [{ resource: `m${index}` }],
    }));
    const resources = [0, 1, 2].map((index) => ({ type: 'machine', id: `m${index}` }));
    const choice = {
      resources,
      cards: [{ id: 'c', operations: [{ id: 'o', modes }] }],
      orders: [{ id: 'q', card: 'c', quantity: 4 }],
    };
    expect([...simulate(choice).schedule.modes]).toEqual([1, 2, 1, 2]);
    const forced = kernelOf(choice).run({ rule: 'earliest-start', modes: Int32Array.of(0, -1, -1, 0) });
    expect([...forced.schedule.modes]).toEqual([0, 1, 2, 0]);
    expect(forced.schedule.starts[3]).toBe(9);
  });
});

test('facts stand, and what comes later goes round them', () => {
  const problem = singles(
    [{ type: 'machine', id: 'm' }],
    [
      [5, { resource: 'm' }],
      [5, { resource: 'm' }],
      [5, { resource: 'm' }],
    ],
    {
      now: 4,
      given: [
        { order: 'c1', serial: 0, operation: 'o', start: -2, end: 6 },
        { order: 'c2', serial: 0, operation: 'o', start: 3 },
      ],
    },
  );
  // Both facts overlap on one machine, as facts may; the machine is free from the later end.
  expect(intervals(simulate(problem))).toEqual([
    [8, 13],
    [-2, 6],
    [3, 8],
  ]);
});

test('a greatest lag holds back the operation before the pause', () => {
  // b must start within 2 s after a, but its machine is busy until 10: a goes from 0 to 5.
  const problem = {
    resources: [{ type: 'machine', id: 'm' }],
    cards: [
      { id: 'x', operations: [{ id: 'x', modes: [{ durationSeconds: 10, demands: [{ resource: 'm' }] }] }] },
      {
        id: 'y',
        operations: [
          { id: 'a', modes: [{ durationSeconds: 3 }] },
          {
            id: 'b',
            modes: [{ durationSeconds: 1, demands: [{ resource: 'm' }] }],
            after: [{ operation: 'a', greatestSeconds: 2 }],
          },
        ],
      },
    ],
    orders: [
      { id: 'x', card: 'x' },
      { id: 'y', card: 'y', deadline: 10 },
    ],
  };
  const kernel = kernelOf(problem);
  const run = kernel.run({ rule: 'earliest-start' });
  expect([...run.violatedLags]).toHaveLength(1);
  const kept = runKeepingLags(kernel, { rule: 'earliest-start', log: true });
  expect([...kept.violatedLags]).toEqual([]);
  expect([...kept.schedule.starts]).toEqual([0, 5, 10]);
  expect(kept.waits?.reasonOf(1)).toBe('it was held back');
  expect([...kept.late]).toEqual([2]);
  expect(replay(kernel.instance, () => alwaysOpen, kept.schedule)).toBeUndefined();
});

test('events tell what waited and why; a plan changed by a second does not replay', () => {
  const kernel = kernelOf(
    singles(
      [{ type: 'machine', id: 'm' }],
      [
        [5, { resource: 'm' }],
        [3, { resource: 'm' }],
      ],
    ),
  );
  const { events, movements, schedule } = kernel.run({ rule: 'earliest-start', log: true });
  const told = Array.from(events!.at, (at, event) => [
    at,
    eventKinds[events!.kind[event]],
    events!.operation[event],
    events!.reasonOf(event),
  ]);
  expect(told).toEqual([
    [0, 'refused', 1, '"m" is busy'],
    [0, 'start', 0, undefined],
    [5, 'end', 0, undefined],
    [5, 'start', 1, undefined],
    [8, 'end', 1, undefined],
  ]);
  expect(textLog(kernel.instance, movements!)).toEqual([
    'Machine (m) product (c0, 0) operation (o) started (timestamp: 0)',
    'Machine (m) product (c0, 0) changing timestamp (5)',
    'Machine (m) product (c1, 0) operation (o) started (timestamp: 5)',
    'Machine (m) product (c1, 0) changing timestamp (8)',
  ]);
  expect(replay(kernel.instance, () => alwaysOpen, schedule)).toBeUndefined();
  const wrong = { ...schedule, starts: Int32Array.of(0, 4), ends: Int32Array.of(5, 7) };
  expect(replay(kernel.instance, () => alwaysOpen, wrong)).toEqual({
    operation: 1,
    reason: 'at 4 it is permitted from 5 on: "m" is busy',
  });
});

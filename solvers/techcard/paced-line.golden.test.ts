/** Figure 2.7 of the thesis and the cases derived from its rules: the whole log, and all times. */
import { describe, expect, test } from 'vitest';
import { kernelOf } from './testing/problems.ts';
import { textLog } from './text-log.ts';

type Work = Record<string, readonly number[]>;

function lineProblem(lines: number, queue: string, work: Work) {
  const stations = Object.values(work)[0].length;
  const cards = Object.entries(work).map(([id, durations]) => ({
    id,
    operations: durations.map((durationSeconds, station) => ({
      id: `s${station}`,
      modes: [{ durationSeconds, demands: [{ resource: 'line', station }] }],
      after: station > 0 ? [{ operation: `s${station - 1}` }] : [],
    })),
  }));
  return {
    resources: [{ type: 'paced-line', id: 'line', lines, stations }],
    cards,
    orders: [...queue].map((card, index) => ({ id: `o${index}`, card })),
  };
}

test('figure 2.7: 21 of 21 lines in order', () => {
  const kernel = kernelOf(lineProblem(2, 'MMM', { M: [4, 3, 6] }));
  const { movements } = kernel.run({ rule: 'first-permitted', log: true });
  expect(textLog(kernel.instance, movements!)).toEqual([
    'Line (0) product (M, 0) loaded on station 0',
    'Line (0) product (M, 0) changing timestamp (4)',
    'Line (0) product (M, 0) changing station (0 → 1)',
    'Line (0) product (M, 0) changing timestamp (7)',
    'Line (1) product (M, 1) loaded on station 0',
    'Line (1) product (M, 1) changing timestamp (4)',
    'Line (1) product (M, 1) changing station (0 → 1)',
    'Line (1) product (M, 1) changing timestamp (7)',
    'Line (0) product (M, 2) loaded on station 0',
    'Line (0) product (M, 2) changing timestamp (8)',
    'Line (0) product (M, 0) changing station (1 → 2)',
    'Line (0) product (M, 2) changing station (0 → 1)',
    'Line (0) product (M, 0) changing timestamp (14)',
    'Line (1) product (M, 1) changing station (1 → 2)',
    'Line (1) product (M, 1) changing timestamp (13)',
    'Line (1) product (M, 1) unloaded from line (timestamp: 13)',
    'Line (0) product (M, 2) changing timestamp (11)',
    'Line (0) product (M, 0) unloaded from line (timestamp: 14)',
    'Line (0) product (M, 2) changing station (1 → 2)',
    'Line (0) product (M, 2) changing timestamp (20)',
    'Line (0) product (M, 2) unloaded from line (timestamp: 20)',
  ]);
});

/** Starts by piece in the order of the queue, and makespan; two independent models agree on them. */
const cases: [string, number, string, Work, number[][], number][] = [
  [
    'figure 2.7',
    2,
    'MMM',
    { M: [4, 3, 6] },
    [
      [0, 4, 8],
      [0, 4, 7],
      [4, 8, 14],
    ],
    20,
  ],
  [
    'one line',
    1,
    'MMM',
    { M: [4, 3, 6] },
    [
      [0, 4, 8],
      [4, 8, 14],
      [8, 14, 20],
    ],
    26,
  ],
  [
    'three lines',
    3,
    'MMM',
    { M: [4, 3, 6] },
    [
      [0, 4, 7],
      [0, 4, 7],
      [0, 4, 7],
    ],
    13,
  ],
  ['single station', 2, 'ABCA', { A: [5], B: [3], C: [4] }, [[0], [0], [3], [5]], 10],
  [
    'two types',
    2,
    'ABABA',
    { A: [2, 7, 3], B: [6, 1, 5] },
    [
      [0, 2, 9],
      [0, 6, 12],
      [2, 9, 16],
      [6, 12, 17],
      [9, 16, 23],
    ],
    26,
  ],
  [
    'no work on a station',
    1,
    'AZA',
    { A: [2, 2, 2], Z: [5, 0, 1] },
    [
      [0, 2, 7],
      [2, 7, 9],
      [7, 9, 11],
    ],
    13,
  ],
  ['more lines than products', 3, 'A', { A: [1, 1] }, [[0, 1]], 2],
  [
    'ten products',
    2,
    'BAABAABAAB',
    { A: [3, 5, 2, 4], B: [6, 1, 1, 7] },
    [
      [0, 6, 12, 15],
      [0, 3, 8, 13],
      [3, 8, 13, 19],
      [6, 12, 15, 22],
      [8, 13, 19, 23],
      [12, 15, 22, 29],
      [13, 19, 23, 28],
      [15, 22, 29, 33],
      [19, 23, 28, 35],
      [22, 29, 33, 37],
    ],
    44,
  ],
];

describe('lines in the semantics of figure 2.7', () => {
  for (const [name, lines, queue, work, starts, makespan] of cases)
    for (const emptyTakts of [true, false])
      test(`${name}${emptyTakts ? '' : ', no empty takts'}`, () => {
        const problem = lineProblem(lines, queue, work);
        Object.assign(problem.resources[0], { emptyTakts });
        const { schedule, deadEnd } = kernelOf(problem).run({ rule: 'first-permitted' });
        expect(deadEnd).toBeUndefined();
        expect([...schedule.starts]).toEqual(starts.flat());
        expect(Math.max(...schedule.ends)).toBe(makespan);
      });
});

describe('several operations of a piece on one station', () => {
  const station = (operations: [number, number[]][]) => ({
    resources: [{ type: 'paced-line', id: 'line', lines: 1, stations: 2 }],
    cards: [
      {
        id: 'A',
        operations: [
          ...operations.map(([durationSeconds, after], index) => ({
            id: `o${index}`,
            modes: [{ durationSeconds, demands: [{ resource: 'line', station: 0 }] }],
            after: after.map((other) => ({ operation: `o${other}` })),
          })),
          { id: 'last', modes: [{ durationSeconds: 1, demands: [{ resource: 'line', station: 1 }] }] },
        ],
      },
    ],
    orders: [{ id: 'a', card: 'A' }],
  });
  const times: [string, [number, number[]][], number][] = [
    [
      'side by side',
      [
        [4, []],
        [2, []],
      ],
      4,
    ],
    [
      'one after another',
      [
        [2, []],
        [3, [0]],
      ],
      5,
    ],
    [
      'two side by side, then one',
      [
        [4, []],
        [2, []],
        [1, [0, 1]],
      ],
      5,
    ],
  ];
  for (const [name, operations, stationTime] of times)
    for (const rule of ['first-permitted', 'earliest-start', 'longest-tail'] as const)
      test(`${name}, ${rule}`, () => {
        const { schedule } = kernelOf(station(operations)).run({ rule });
        expect(schedule.starts[operations.length]).toBe(stationTime);
      });
});

test('an empty takt can pay: 20 without, 12 with one', () => {
  // A works 10 s on the last station and B on the first: side by side in one takt they cost 10 s, not 20.
  const problem = lineProblem(1, 'AB', { A: [0, 1, 10], B: [10, 1, 0] });
  const list = Int32Array.of(0, 1, 2, 3, 4, 5);
  const { schedule } = kernelOf(problem).run({ rule: 'earliest-start', list });
  expect(Math.max(...schedule.ends)).toBe(12);
  const strict = { ...problem, resources: [{ ...problem.resources[0], emptyTakts: false }] };
  const best = [list, Int32Array.of(3, 4, 5, 0, 1, 2)].map((order) =>
    Math.max(...kernelOf(strict).run({ rule: 'earliest-start', list: order }).schedule.ends),
  );
  expect(Math.min(...best)).toBe(20);
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { NoPlan } from '../../../models/result.ts';
import type { TechcardProblem } from '../../../models/techcard.ts';
import { iterationBudget } from '../../../solvers/solver.ts';
import { techcardSolver } from '../../../solvers/techcard/solve.ts';
import { techcardBenchmark } from '../../quality/kinds/techcard.ts';
import { dataFolder, findInstances } from '../data-folder.ts';
import type { InstanceFamily } from '../family.ts';
import { fjs, fjsp } from '../fjsp/family.ts';
import { mmrcpsp } from '../mmrcpsp/family.ts';
import { pacedLine } from '../pacedline/family.ts';
import { patterson, psplib, psplibModes, rcpsp } from '../rcpsp/family.ts';
import { progenMax, rcpspMax } from '../rcpspmax/family.ts';

const read = (family: InstanceFamily, content: unknown) =>
  family.read(typeof content === 'string' ? content : `${JSON.stringify(content)}\n`, 'x');
const problemOf = (instance: { request(): unknown }) => (instance.request() as { problem: TechcardProblem }).problem;
/** Duration and demands of each mode, what each operation comes after. */
const told = (problem: TechcardProblem) =>
  problem.cards[0].operations.map(({ modes, after }) => [
    modes.map(({ durationSeconds, demands }) =>
      [durationSeconds, ...demands.map(({ resource, amount }) => `${amount} ${resource}`)].join(', '),
    ),
    after.map(({ operation }) => operation),
  ]);

/** Two activities of 3 and 5 between empty ones, one after the other; 2 of 4 units each. */
const chain = [
  [['0'], []],
  [['3, 2 R1'], ['1']],
  [['5, 2 R1'], ['2']],
  [['0'], ['3']],
];

describe('projects', () => {
  test('JSON Lines', () => {
    const row = {
      ...{ id: 'a_1', cap: [4], dur: [0, 3, 5, 0], req: [[0], [2], [2], [0]], succ: [[1], [2], [3], []] },
      ...{ cpm: 8, lb: 8, ub: 8 },
    };
    const [instance] = read(rcpsp, row);
    expect(instance.name).toBe('a_1');
    expect(instance.reference).toEqual({ lowerBound: 8, upperBound: 8, optimum: 8, criticalPath: 8 });
    const problem = problemOf(instance);
    expect(problem.resources).toMatchObject([{ type: 'pool', id: 'R1', capacity: 4 }]);
    expect(problem.orders).toMatchObject([{ quantity: 1 }]);
    expect(told(problem)).toEqual(chain);
    expect(read(rcpsp, { ...row, ub: 9 })[0].reference).toMatchObject({
      lowerBound: 8,
      upperBound: 9,
      optimum: undefined,
    });
    expect(() => read(rcpsp, { ...row, dur: [0, -3] })).toThrow('x, line 1: dur.1: ');
    expect(() => read(rcpsp, '\n{"id":')).toThrow('x, line 2: no JSON');
  });

  const sm = `****
jobs (incl. supersource/sink ):  4
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
****
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          1           2
   2        1          1           3
   3        1          1           4
   4        1          0
****
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
----
  1      1     0       0
  2      1     3       2
  3      1     5       2
  4      1     0       0
****
RESOURCEAVAILABILITIES:
  R 1
    4
****
`;

  test('PSPLIB: the critical path is worked out', () => {
    const [instance] = read(psplib, sm);
    expect(instance.reference).toEqual({ criticalPath: 8 });
    expect(told(problemOf(instance))).toEqual(chain);
  });

  test('PSPLIB: modes; what is not renewed is a reservoir without supply', () => {
    const [instance] = read(
      psplibModes,
      sm
        .replace('nonrenewable              :  0', 'nonrenewable              :  1')
        .replace('   2        1 ', '   2        2 ')
        .replace('  2      1     3       2', '  2      1     3       2   0\n         2     9       0   1')
        .replace('  1      1     0       0', '  1      1     0       0   0')
        .replace('  3      1     5       2', '  3      1     5       2   7')
        .replace('  4      1     0       0', '  4      1     0       0   0')
        .replace('    4\n***', '    4   8\n***'),
    );
    const problem = problemOf(instance);
    expect(problem.resources).toMatchObject([{ type: 'pool' }, { type: 'reservoir', initial: 8, supplies: [] }]);
    expect(problem.resources[1]).not.toHaveProperty('capacity');
    expect(told(problem).slice(1, 3)).toEqual([
      [['3, 2 R1', '9, 1 N1'], ['1']],
      [['5, 2 R1, 7 N1'], ['2']],
    ]);
  });

  test.each([
    [
      sm.replace('   2        1          1           3', '   2        1          1           9'),
      'line 11: a successor',
    ],
    [sm.replace('  3      1     5       2', '  3      1     x       2'), 'line 20: a duration'],
    [sm.replace('  3      1     5       2\n', ''), 'line 20: job 3 should be at most 3: 4'],
    [sm.replace('    4\n***', '***'), 'ends where a capacity should be'],
    [sm.replace('RESOURCEAVAILABILITIES', 'AMOUNTS'), 'there is no section'],
    [sm.replace('jobs (incl', 'tasks (incl'), 'no line tells the number of jobs'],
  ])('PSPLIB: faults are named by line (%#)', (text, message) => {
    expect(() => read(psplib, text)).toThrow(message);
  });

  test('Patterson', () => {
    const text = '4 1\n\n4\n\n0 0 1 2\n3 2 1 3\n5 2 1 4\n0 0 0\n';
    expect(told(problemOf(read(patterson, text)[0]))).toEqual(chain);
    expect(() => read(patterson, text.replace('1 3', '1 5'))).toThrow('x, line 6: a successor should be at most 4: 5');
    expect(() => read(patterson, `${text}7\n`)).toThrow('x, line 9: the file should have ended before');
  });

  test('a circle is refused', () => {
    expect(() => read(patterson, '2 0 1 1 2 1 1 1')).toThrow('wait for each other in a circle');
  });

  test('modes as JSON Lines', () => {
    const [instance] = read(mmrcpsp, {
      ...{
        id: 'm',
        capR: [2],
        capN: [5],
        modes: [
          [[0, [0], [0]]],
          [
            [1, [2], [3]],
            [4, [0], [1]],
          ],
        ],
      },
      ...{ succ: [[1], []], cpm: 1, lb: 1, ub: 4 },
    });
    expect(told(problemOf(instance))).toEqual([
      [['0'], []],
      [['1, 2 R1, 3 N1', '4, 1 N1'], ['1']],
    ]);
    expect(instance.reference).toMatchObject({ criticalPath: 1, upperBound: 4, optimum: undefined });
  });
});

describe('lags', () => {
  const row = {
    ...{ id: 'p', cap: [3], dur: [0, 4, 0], req: [[0], [2], [0]], status: 'optimal', lb: 4, ub: 4 },
    lags: [
      [[1, 0]],
      [
        [2, 4],
        [0, -6],
      ],
      [],
    ],
  };
  const lagsOf = (problem: TechcardProblem) =>
    problem.cards[0].operations.map(({ after }) =>
      after.map(({ operation, from, to, leastSeconds }) => [operation, from, to, leastSeconds]),
    );
  const lags = [[['2', 'start', 'start', -6]], [['1', 'start', 'start', 0]], [['2', 'start', 'start', 4]]];

  test('JSON Lines: from start to start; what is known of a project without a plan', () => {
    const [instance] = read(rcpspMax, row);
    expect(lagsOf(problemOf(instance))).toEqual(lags);
    expect(instance.reference).toEqual({ lowerBound: 4, upperBound: 4, optimum: 4 });
    expect(read(rcpspMax, { ...row, status: 'infeasible', lb: undefined, ub: undefined })[0].reference).toEqual({
      infeasible: true,
    });
    expect(read(rcpspMax, { ...row, status: 'open', ub: 9 })[0].reference?.optimum).toBeUndefined();
  });

  test('more than there is of a resource is a project without a plan, not one that is passed over', () => {
    const [instance] = read(rcpspMax, { ...row, cap: [1] });
    expect(instance.unsuited).toBeUndefined();
    const { found, reason } = techcardSolver.solve({ problem: problemOf(instance) }, iterationBudget(1)) as NoPlan;
    expect(found).toBe('infeasible');
    expect(reason).toMatch(/needs \d+ of ".+", which has 1/);
  });

  test('ProGen/max', () => {
    const text = '1 1 0 0\n0 1 1 1 [0]\n1 1 2 2 0 [4] [-6]\n2 1 0\n0 1 0 0\n1 1 4 2\n2 1 0 0\n3\n';
    expect(lagsOf(problemOf(read(progenMax, text)[0]))).toEqual(lags);
    expect(() => read(progenMax, text.replace('1 1 0 0', '1 1 1 0'))).toThrow('x, line 1: 0 non-renewable');
    expect(() => read(progenMax, text.replace('[-6]', '[six]'))).toThrow(
      'x, line 3: a lag should be a whole number: six',
    );
  });
});

describe('shops and lines', () => {
  const jobs = [
    [
      [[0, 5]],
      [
        [1, 3],
        [0, 4],
      ],
    ],
    [[[1, 6]]],
  ];
  const shop = (problem: TechcardProblem) =>
    problem.cards.map(({ operations }) =>
      operations.map(({ modes, after }) => [
        modes.map(({ durationSeconds, demands }) => `${demands[0].resource} ${durationSeconds}`),
        after.map(({ operation }) => operation),
      ]),
    );
  const expected = [
    [
      [['machine-1 5'], []],
      [['machine-2 3', 'machine-1 4'], ['1']],
    ],
    [[['machine-2 6'], []]],
  ];

  test('flexible job shop', () => {
    const [instance] = read(fjsp, { id: 'mk', machines: 2, jobs, lb: 8, ub: 9, status: 'open' });
    expect(shop(problemOf(instance))).toEqual(expected);
    expect(instance.reference).toEqual({ lowerBound: 8, upperBound: 9, optimum: undefined });
    expect(shop(problemOf(read(fjs, '2 2 1.5\n2 1 1 5 2 2 3 1 4\n1 1 2 6\n')[0]))).toEqual(expected);
    expect(() => read(fjs, '2 2\n2 1 1 5 2 2 3 1 4\n1 1 3 6\n')).toThrow('x, line 3: a machine should be at most 2: 3');
  });

  test('paced line: twice, pieces of a kind as one order', () => {
    const row = {
      id: 'p1',
      lines: 2,
      stations: 2,
      jobs: [
        [3, 4],
        [5, 6],
        [3, 4],
      ],
      optGap: 12,
      optNoGap: 13,
    };
    const [gap, noGap] = read(pacedLine, row);
    expect([gap.name, gap.reference?.optimum, noGap.name, noGap.reference?.optimum]).toEqual([
      ...['p1/gap', 12],
      ...['p1/no-gap', 13],
    ]);
    expect(problemOf(gap).resources).toMatchObject([{ type: 'paced-line', lines: 2, stations: 2, emptyTakts: true }]);
    expect(problemOf(noGap).resources).toMatchObject([{ emptyTakts: false }]);
    expect(problemOf(gap).orders.map(({ quantity }) => quantity)).toEqual([2, 1]);
    expect(problemOf(gap).cards[1].operations[1].modes[0]).toMatchObject({
      durationSeconds: 6,
      demands: [{ station: 1 }],
    });
  });
});

const data = dataFolder();
const thereIsData = existsSync(join(data, 'techcard'));
if (!thereIsData) console.info(`no techcard instances under ${data}: published sets are not read in this run`);

describe.runIf(thereIsData)('published sets', () => {
  test.each([
    ['techcard/rcpsp/j30.jsonl', 480],
    ['techcard/mmrcpsp/mmlib50.jsonl', 540],
    ['techcard/fjsp', 303],
    ['techcard/pacedline', 48],
    ['techcard/formats', 9],
  ])('%s: every instance reads', (set, count) => {
    const instances = findInstances(data, set, techcardBenchmark.families);
    expect(instances).toHaveLength(count);
    for (const instance of instances.filter((_, index) => index % 20 === 0))
      expect(problemOf(instance).orders.length).toBeGreaterThan(0);
  });

  test('the file of a project is the row of the set', () => {
    const [row] = findInstances(data, 'techcard/rcpsp/j120.jsonl#j1201_1', techcardBenchmark.families);
    const [file] = findInstances(data, 'techcard/formats/j1201_1.sm', techcardBenchmark.families);
    expect(file.request()).toEqual(row.request());
    expect(file.reference?.criticalPath).toBe(row.reference?.criticalPath);
    expect(row.name).toBe('techcard/rcpsp/j120.jsonl#j1201_1');
    expect(findInstances(data, 'techcard/pacedline/paced.jsonl#paced34/gap', techcardBenchmark.families)).toMatchObject(
      [{ reference: { optimum: 111 } }],
    );
  });
});

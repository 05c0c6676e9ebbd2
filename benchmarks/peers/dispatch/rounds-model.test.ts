/** Rounds: the matrices, and the model by trying all values, with rounds worked out by hand; and CP-SAT where it is installed. */
import { describe, expect, test } from 'vitest';
import type { DispatchRoundsProblem } from '../../../models/dispatch-rounds.ts';
import { checkDispatch } from '../../../solvers/dispatch/check.ts';
import { type RoundsInput, requestOf } from '../../instances/dispatch/plain.ts';
import { vroomInput } from '../drivers/vroom.ts';
import { runSolver } from '../run-solver.ts';
import { exhaust } from '../testing/exhaust.ts';
import { wasmCpSat, whyNoCpSat } from '../testing/installed.ts';
import { questionOf } from './judge.ts';
import { matrixOf, metresOf, planOfRoutes } from './rounds-matrix.ts';
import { whyNotTold } from './told.ts';

/** A street with a house at each kilometre, driven in a second each: the depot at 0, a at -1, b at 2, c at 3. Loads count in thousandths. */
const at: Readonly<Record<string, number>> = { depot: 0, a: -1, b: 2, c: 3 };

interface Street {
  readonly windowA?: readonly [number, number];
  readonly capacity?: number;
  readonly objective?: RoundsInput['objective'];
  readonly vans?: number;
}

function street({ windowA = [0, 12], capacity = 3, objective = 'distance', vans = 2 }: Street): DispatchRoundsProblem {
  const places = Object.keys(at);
  const lengths = places.map((from) => places.map((to) => Math.abs(at[from] - at[to])));
  const drop = (place: string, from: number, to: number) => {
    return { id: place, place, demand: 0.001, serviceSeconds: 1, window: { from, to } };
  };
  const input: RoundsInput = {
    mode: 'rounds',
    depot: 'depot',
    places: places.map((id) => ({ id })),
    travel: {
      blocks: [
        { from: places, to: places, seconds: lengths, metres: lengths.map((row) => row.map((one) => 1000 * one)) },
      ],
    },
    vans: Array.from({ length: vans }, (_, van) => ({
      id: `${van}`,
      capacity: capacity / 1000,
      shift: { from: 0, to: 14 },
    })),
    drops: [drop('a', ...windowA), drop('b', 2, 6), drop('c', 3, 7)],
    objective,
  };
  return requestOf(input).problem as DispatchRoundsProblem;
}

const streets: readonly [string, Street, number][] = [
  // Down the street and back, then up: 2 + 6, however many vans; 1 + 1 + 2 seconds to b after a.
  ['one way or the other', {}, 8],
  // One van costs a million; a at 1, b at 4 + 1, c at 7, back at 11.
  ['with a van fewer', { objective: 'vans-then-distance' }, 1_000_008],
  // a only from 4 on: b at 2 or c at 3 first, then a at 6 + 1 or later, back at 14 at the latest.
  ['a later', { objective: 'vans-then-distance', windowA: [4, 12] }, 1_000_008],
  // From a at 5, neither b until 6 nor c until 7 can be reached; before a, both take until 6, and a is at 9.
  ['a just in between', { objective: 'vans-then-distance', windowA: [4, 5] }, 2_000_008],
  // Two of three at a time: b with c, and a alone.
  ['small vans', { capacity: 2 }, 8],
  // Each alone: 2 + 4 + 6.
  ['smaller vans', { capacity: 1, vans: 3 }, 12],
];

describe('least distance', () => {
  test.each(streets)('%s', (_what, input, km) => {
    const question = questionOf(street(input));
    expect(whyNotTold(question.problem)).toBeUndefined();
    const best = exhaust(question.proto)!;
    expect(best.objective).toBe(1000 * km);
    expect(checkDispatch(question, question.planOf(best.values))).toMatchObject({ violations: [], objective: km });
  });

  test.each<[string, Street]>([
    ['two small vans for three drops', { capacity: 1 }],
    ['a drop that is too far', { windowA: [0, 0] }],
  ])('%s: there is no plan that serves all', (_what, input) => {
    expect(exhaust(questionOf(street(input)).proto)).toBeUndefined();
  });

  const missing = whyNoCpSat();
  test.skipIf(missing)(`CP-SAT finds the same${missing ? ` (${missing})` : ''}`, { timeout: 120_000 }, async () => {
    const [, input, km] = streets[3];
    const { proto, planOf, ...question } = questionOf(street(input));
    const task = { probe: false, timeMs: 30_000, seed: 1, schedule: proto } as const;
    const { status, objective, solution } = await runSolver(wasmCpSat, task, { loadMs: 60_000, graceMs: 10_000 });
    expect([status, objective]).toEqual(['optimal', 1000 * km]);
    const plan = planOf((solution as { values: number[] }).values);
    expect(checkDispatch(question, plan)).toMatchObject({ violations: [], objective: km });
  });
});

describe('routes of other programs', () => {
  const problem = street({ objective: 'vans-then-distance' });
  const matrix = matrixOf(problem);

  test.each<[number[][], number]>([
    [[[2, 3, 1]], 1_000_008],
    [[[1], [], [2, 3]], 2_000_008],
    // b is left out: 2 down the street, 6 up.
    [[[1, 3]], 1_000_008 + 1_000_000_000],
  ])('%j: metres and plan agree', (routes, km) => {
    expect(metresOf(matrix, routes)).toBe(1000 * km);
    const plan = planOfRoutes(problem, routes);
    expect(checkDispatch({ problem }, plan)).toMatchObject({ violations: [], objective: km });
  });

  test.each<[string, number[][], string]>([
    // At c at 3, at a at 8, at b at 12.
    ['late', [[3, 1, 2]], 'window'],
    ['more vans than there are', [[1], [2], [3]], 'rounds-per-van'],
    [
      'twice',
      [
        [1, 2],
        [1, 3],
      ],
      'drops',
    ],
  ])('%s: the check objects', (_what, routes, rule) => {
    const { violations } = checkDispatch({ problem }, planOfRoutes(problem, routes));
    expect(violations.map((one) => one.rule)).toContain(rule);
  });

  test('VROOM gets the matrices, its windows for starts, and a price of a van that fits its numbers', () => {
    expect(vroomInput(matrix)).toEqual({
      vehicles: [1, 2].map((id) => ({
        ...{ id, start_index: 0, end_index: 0, capacity: [3], time_window: [0, 14], costs: { fixed: 20_000_000 } },
      })),
      jobs: [
        { id: 1, location_index: 1, delivery: [1], service: 1, time_windows: [[0, 12]] },
        { id: 2, location_index: 2, delivery: [1], service: 1, time_windows: [[2, 6]] },
        { id: 3, location_index: 3, delivery: [1], service: 1, time_windows: [[3, 7]] },
      ],
      matrices: { car: { durations: matrix.seconds, costs: matrix.metres } },
    });
    expect(matrix.seconds[1]).toEqual([1, 0, 3, 4]);
    expect(JSON.stringify(vroomInput(matrixOf(street({}))))).not.toContain('fixed');
  });
});

describe('what the matrices cannot say', () => {
  const problem = street({});
  const [van] = problem.vans;
  const [drop] = problem.drops;
  test.each<[Partial<DispatchRoundsProblem>, string]>([
    [{ roundsPerVan: 2 }, 'several rounds'],
    [{ vans: [van, { ...van, capacity: 1 }] }, 'vans differ'],
    [{ vans: [van, { id: 'x', capacity: 0.003 }] }, 'vans differ'],
    [{ drops: [{ ...drop, release: 1 }] }, 'a release'],
    [{ drops: [{ ...drop, vans: ['0'] }] }, 'name their vans'],
    [{ drops: [{ ...drop, unservedCost: 1 }] }, 'at a price'],
  ])('%j', (more, reason) => expect(whyNotTold({ ...problem, ...more })).toContain(reason));
});

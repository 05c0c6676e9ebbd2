/** The model of a shift by trying all values, with days worked out by hand; and by CP-SAT where that is installed. */
import { describe, expect, test } from 'vitest';
import type { DispatchPlanProblem } from '../../../models/dispatch.ts';
import { checkDispatch } from '../../../solvers/dispatch/check.ts';
import { plainParameters, requestOf, type ShiftInput, unlimitedMinutes } from '../../instances/dispatch/plain.ts';
import { runSolver } from '../run-solver.ts';
import { exhaust } from '../testing/exhaust.ts';
import { wasmCpSat, whyNoCpSat } from '../testing/installed.ts';
import { questionOf } from './judge.ts';
import { whyNotTold } from './told.ts';

interface Day {
  /** Minutes. */
  readonly windowA?: readonly [number, number];
  readonly windowB?: readonly [number, number];
  readonly gapB?: number;
  readonly working?: readonly boolean[];
  /** Whether there is the plant next to B. */
  readonly near?: boolean;
}

/**
 * Minutes: home to plant p 1; p to A and back 2, p to B and back 1; q, far from home, to A and to B 1. Truck t holds 10 m3 and
 * unloads in 3, u holds 5 and unloads in 2. A wants 15 m3 with gaps of at most 2, B 10 m3. So t is at A from 3 on and at B from 2.
 */
function day({ windowA = [0, 10], windowB = [2, 8], gapB, working = [true, true], near = false }: Day) {
  const minutes = (rows: number[][]) => rows.map((row) => row.map((one) => 60 * one));
  const window = ([from, to]: readonly [number, number]) => ({ from: 60 * from, to: 60 * to });
  const plants = near ? ['p', 'q'] : ['p'];
  const order = { fullTrucks: true, lifetimeMinutes: unlimitedMinutes };
  const truck = { home: 'h', end: null, unloadMinutesPerM3: 0 };
  const input: ShiftInput = {
    mode: 'plan',
    places: ['h', 'p', 'q', 'A', 'B'].map((id) => ({ id })),
    travel: {
      blocks: [
        {
          from: ['h', 'A', 'B'],
          to: ['p', 'q'],
          seconds: minutes([
            [1, 90],
            [2, 1],
            [1, 1],
          ]),
        },
        {
          from: ['p', 'q'],
          to: ['A', 'B'],
          seconds: minutes([
            [2, 1],
            [1, 1],
          ]),
        },
      ],
    },
    plants: plants.map((id) => ({ id, place: id, docks: null, loadMinutesPerM3: 0, leastLoadMinutes: 0 })),
    trucks: [
      { ...truck, id: 't', capacityM3: 10, unloadFixedMinutes: 3, working: working[0] },
      { ...truck, id: 'u', capacityM3: 5, unloadFixedMinutes: 2, working: working[1] },
    ],
    orders: [
      { ...order, id: 'a', place: 'A', volumeM3: 15, window: window(windowA), greatestGapMinutes: 2 },
      { ...order, id: 'b', place: 'B', volumeM3: 10, window: window(windowB), greatestGapMinutes: gapB },
    ],
    parameters: plainParameters,
    objective: { name: 'served-volume' },
  };
  return requestOf(input).problem as DispatchPlanProblem;
}

const days: readonly [string, Day, number][] = [
  // A takes both trucks, 3 to 6 and 6 to 8, and neither is then at B before 8; B first leaves nobody for A in time.
  ['either A or B, and A is more', {}, 15],
  // t is done with A at 6 and at B from 9 to 12.
  ['B later, with the truck that comes from A', { windowB: [2, 12] }, 25],
  ['a minute too short for that', { windowB: [2, 11] }, 15],
  ['the same with the nearer plant on the way: at B from 8 to 11', { windowB: [2, 11], near: true }, 25],
  // 3 to 6 and 6 to 8, or 3 to 5 and 5 to 8.
  ['A needs five minutes from 3 on', { windowA: [0, 7] }, 10],
  // u is at B from 2 to 4 and from 6 to 8; at A its second load would come 4 minutes after the first, and t has no second one.
  ['one truck comes twice', { working: [false, true] }, 10],
  ['but not within a gap of a minute', { working: [false, true], gapB: 1 }, 0],
  ['nobody works', { working: [false, false] }, 0],
];

describe('most volume served', () => {
  test.each(days)('%s', (_what, input, servedM3) => {
    const question = questionOf(day(input));
    expect(whyNotTold(question.problem)).toBeUndefined();
    const best = exhaust(question.proto)!;
    expect(best.objective + 0).toBe(-1000 * servedM3 + 0);
    const { violations, objective } = checkDispatch(question, question.planOf(best.values));
    expect(violations).toEqual([]);
    expect(objective).toBeCloseTo(-servedM3, 9);
  });

  const missing = whyNoCpSat();
  test.skipIf(missing)(`CP-SAT finds the same${missing ? ` (${missing})` : ''}`, { timeout: 120_000 }, async () => {
    const [, input, servedM3] = days[3];
    const { proto, planOf, ...question } = questionOf(day(input));
    const task = { probe: false, timeMs: 30_000, seed: 1, schedule: proto } as const;
    const { status, objective, solution } = await runSolver(wasmCpSat, task, { loadMs: 60_000, graceMs: 10_000 });
    expect([status, objective]).toEqual(['optimal', -1000 * servedM3]);
    const plan = planOf((solution as { values: number[] }).values);
    expect(checkDispatch(question, plan)).toMatchObject({ violations: [], objective: -servedM3 });
  });
});

describe('what the model cannot say', () => {
  const problem = day({});
  const [plant] = problem.plants;
  const [truck] = problem.trucks;
  const [order] = problem.orders;
  test.each<[Partial<DispatchPlanProblem>, string]>([
    [{ objective: { name: 'delivery-cost' } }, 'only the served volume'],
    [{ travel: { ...problem.travel, traffic: [{ from: 0, to: 1, factor: 2 }] } }, 'traffic'],
    [
      { parameters: { ...problem.parameters, buffers: { ...problem.parameters.buffers, travelShare: 0.1 } } },
      'buffers',
    ],
    [{ plants: [{ ...plant, docks: 1 }] }, 'docks'],
    [{ plants: [{ ...plant, loadMinutesPerM3: 1 }] }, 'loading takes time'],
    [{ plants: [{ ...plant, hours: { from: 0, to: 1 } }] }, 'hours of plants'],
    [{ trucks: [{ ...truck, breaks: [{ from: 0, to: 1, minutes: 1 }] }] }, 'breaks'],
    [{ trucks: [{ ...truck, washMinutes: 1 }] }, 'washing'],
    [{ trucks: [{ ...truck, lastUnloading: 1 }] }, 'last unloadings'],
    [{ orders: [order, { ...order, id: 'other' }] }, 'share a site'],
    [{ orders: [{ ...order, fullTrucks: false }] }, 'full trucks'],
    [{ orders: [{ ...order, window: { ...order.window!, hard: false } }] }, 'windows are hard'],
    [{ orders: [{ ...order, gapsCount: 'start-to-start' }] }, 'gaps are hard'],
    [{ orders: [{ ...order, onePlant: true }] }, 'a plant for all loads'],
    // Two minutes of way and three of unloading.
    [{ orders: [{ ...order, lifetimeMinutes: 4.9 }] }, 'concrete that sets'],
  ])('%j', (more, reason) => {
    expect(whyNotTold({ ...problem, ...more })).toContain(reason);
  });

  test('a lifetime that suffices without waiting can be said', () => {
    expect(whyNotTold({ ...problem, orders: [{ ...order, lifetimeMinutes: 5 }] })).toBeUndefined();
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { foundryWeek } from '../../models/examples/foundry-week.ts';
import { type MeltPlan, MeltProblem } from '../../models/melt.ts';
import { MeltPlanRequest } from '../../models/plan-request.ts';
import { type FoundPlan, hasPlan, type SolveResult } from '../../models/result.ts';
import { iterationBudget } from '../solver.ts';
import { meltSolver } from './solve.ts';

beforeAll(meltSolver.prepare);

function solve(input: z.input<typeof MeltProblem>, iterations = 300): SolveResult<MeltPlan> {
  const request = { problem: MeltProblem.parse(input) };
  const result = meltSolver.solve(request, iterationBudget(iterations));
  if (hasPlan(result)) expect(meltSolver.check(request, result.plan).violations).toEqual([]);
  return result;
}

function plan(input: z.input<typeof MeltProblem>, iterations?: number): FoundPlan<MeltPlan> {
  const result = solve(input, iterations);
  if (!hasPlan(result)) throw new Error(`found ${result.found}: ${result.reason}`);
  return result;
}

const line = (id: string, pieceMass: number, quantity: number, extra: object = {}) => ({
  id,
  pieceMass,
  quantity,
  grade: 'A',
  ...extra,
});
const weekOf = (days: number, shifts = [{ id: 'day', start: '07:00', end: '15:00' }]) => ({
  timeZone: 'Europe/Moscow',
  shifts,
  days: Array.from({ length: days }, (_, day) => ({ date: `2026-11-${String(23 + day)}` })),
});

describe('fewest heats', () => {
  test('three heats where mass says two and a half: 5 pieces of 60 in heats of at most 120', () => {
    // 300 kg / 120 kg = 2.5 heats; two pieces a heat, so 3 heats with 2 + 2 + 1 pieces.
    const result = plan({
      lines: [line('a', 60, 5)],
      furnaces: [{ id: 'F', greatestMass: 120 }],
      grades: [{ id: 'A' }],
    });
    expect(result).toMatchObject({ found: 'optimal', objective: 3, lowerBound: 3, endedBy: 'proof' });
  });

  test('pieces above half a heat: the mass bound says 2, one piece a heat says 3', () => {
    const result = plan({
      lines: [line('a', 51, 3)],
      furnaces: [{ id: 'F', greatestMass: 100 }],
      grades: [{ id: 'A' }],
    });
    expect(result).toMatchObject({ found: 'optimal', objective: 3, lowerBound: 3 });
  });

  test('a least mass forces even heats: 4 pieces of 50 in heats of 90 to 160', () => {
    // 3 pieces (150) would fit one heat, but the last piece alone (50) is below 90: 2 + 2.
    const result = plan({
      lines: [line('a', 50, 4)],
      furnaces: [{ id: 'F', leastMass: 90, greatestMass: 160 }],
      grades: [{ id: 'A' }],
    });
    expect(result.found).toBe('optimal');
    expect(result.plan.heats.map((heat) => heat.mass)).toEqual([100, 100]);
  });

  test('grades share the heats of a furnace', () => {
    // Furnace L takes 100, furnace S takes 50; L may heat twice. A needs 100, B needs 100, C needs 50:
    // with L for A and B and S for C there are 3 heats; anything else has 4.
    const result = plan({
      lines: [line('a', 50, 2), line('b', 50, 2, { grade: 'B' }), line('c', 50, 1, { grade: 'C' })],
      furnaces: [
        { id: 'L', greatestMass: 100, mostHeats: 2 },
        { id: 'S', greatestMass: 50, mostHeats: 5 },
      ],
      grades: [{ id: 'A' }, { id: 'B' }, { id: 'C' }],
    });
    expect(result).toMatchObject({ found: 'optimal', objective: 3 });
    expect(result.plan.totals.byFurnace.map(({ heats }) => heats)).toEqual([2, 1]);
  });

  test('metal yield: 2 pieces of 30 at yield 0.6 weigh 100 in the furnace', () => {
    const result = plan({
      lines: [line('a', 30, 4, { yield: 0.6 })],
      furnaces: [{ id: 'F', greatestMass: 100 }],
      grades: [{ id: 'A' }],
    });
    expect(result.objective).toBe(2);
    expect(result.plan.totals.pouredMass).toBe(200);
  });

  test('lines that cannot be told apart are poured line by line', () => {
    const result = plan({
      lines: [line('a', 25, 3), line('b', 25, 5)],
      furnaces: [{ id: 'F', greatestMass: 100 }],
      grades: [{ id: 'A' }],
    });
    expect(result.objective).toBe(2);
    const pieces = (id: string) =>
      result.plan.heats
        .flatMap((heat) => heat.contents.filter(({ line }) => line === id))
        .reduce((n, c) => n + c.pieces, 0);
    expect([pieces('a'), pieces('b')]).toEqual([3, 5]);
  });

  test('a line for one furnace only goes there', () => {
    const result = plan({
      lines: [line('a', 40, 2, { furnaces: ['S'] }), line('b', 40, 2)],
      furnaces: [
        { id: 'L', greatestMass: 160 },
        { id: 'S', greatestMass: 80 },
      ],
      grades: [{ id: 'A' }],
    });
    expect(result).toMatchObject({ found: 'optimal', objective: 2 });
  });
});

test('cheapest heats: two small heats at 3 each beat one large at 7', () => {
  const result = plan({
    objective: 'cheapest-heats',
    lines: [line('a', 50, 2)],
    furnaces: [
      { id: 'L', greatestMass: 100, heatCost: 7 },
      { id: 'S', greatestMass: 50, heatCost: 3 },
    ],
    grades: [{ id: 'A' }],
  });
  expect(result).toMatchObject({ found: 'optimal', objective: 6 });
  expect(result.plan.objectiveUnit).toBe('cost of heats');
});

describe('a plan that cannot be met', () => {
  test('each line left out has its reason', () => {
    const result = plan({
      lines: [
        line('heavy', 700, 1),
        line('rare', 100, 5, { grade: 'R' }),
        line('small', 10, 2, { grade: 'S' }),
        line('plain', 100, 8),
      ],
      furnaces: [{ id: 'F', leastMass: 150, greatestMass: 500, mostHeats: 3, grades: ['A', 'R', 'S'] }],
      grades: [{ id: 'A' }, { id: 'R', mostHeats: 0 }, { id: 'S' }],
    });
    expect(result.plan.outcome).toBe('shortfall');
    expect(result.plan.shortfall).toMatchObject({ proved: true });
    // All of `plain` fits two heats; the rest is left: 700 + 500 + 20.
    expect(result).toMatchObject({ found: 'optimal', objective: 1220, lowerBound: 1220 });
    const reasons = Object.fromEntries(result.plan.left.map((entry) => [entry.line, entry.reason]));
    expect(reasons).toEqual({ heavy: 'too-heavy', rare: 'grade-heats', small: 'no-combination' });
    for (const { message } of result.plan.left) expect(message.length).toBeGreaterThan(20);
  });

  test('caps of heats: the dearer line goes first', () => {
    const result = plan({
      lines: [line('cheap', 100, 3), line('dear', 100, 2, { priority: 5 })],
      furnaces: [{ id: 'F', greatestMass: 200, mostHeats: 1 }],
      grades: [{ id: 'A' }],
    });
    expect(result.plan.left).toMatchObject([{ line: 'cheap', pieces: 3, reason: 'furnace-heats' }]);
    expect(result).toMatchObject({ found: 'optimal', objective: 300 });
  });

  test('next week that stays out makes no combination: the reason was furnace-heats', () => {
    const result = plan({
      fill: 'none',
      lines: [line('a', 30, 1), line('next', 60, 1, { period: 1 })],
      furnaces: [{ id: 'F', leastMass: 80, greatestMass: 100, mostHeats: 0 }],
      grades: [{ id: 'A' }],
    });
    expect(result.plan.left).toMatchObject([{ line: 'a', reason: 'no-combination' }]);
  });

  test('no furnace for the grade', () => {
    const result = plan({
      lines: [line('a', 10, 1), line('b', 10, 1, { grade: 'B' })],
      furnaces: [{ id: 'F', greatestMass: 100, grades: ['A'] }],
      grades: [{ id: 'A' }, { id: 'B' }],
    });
    expect(result.plan.left).toMatchObject([{ line: 'b', reason: 'no-furnace' }]);
  });

  test('hours of the furnace and the cable', () => {
    const furnaces = ['F', 'G'].map((id) => ({
      id,
      leastMass: 80,
      greatestMass: 100,
      heatMinutes: 240,
      powerKw: 600,
    }));
    const common = { lines: [line('a', 50, 12)], grades: [{ id: 'A' }], calendar: weekOf(1) };
    // Two heats of four hours in a shift of eight, by furnace: 8 pieces of 12.
    const byHours = plan({ ...common, furnaces });
    expect(byHours.plan.totals.heats).toBe(4);
    expect(byHours.plan.left).toMatchObject([{ line: 'a', pieces: 4, reason: 'furnace-hours' }]);
    // The cable carries one of the two: 4 pieces.
    const byCable = plan({ ...common, furnaces, powerGroups: [{ id: 'cable', furnaces: ['F', 'G'], limitKw: 1000 }] });
    expect(byCable.plan.totals.heats).toBe(2);
    expect(byCable.plan.left).toMatchObject([{ line: 'a', pieces: 8, reason: 'power' }]);
  });

  test('is only reported where that is asked for', () => {
    const problem = {
      whenImpossible: 'report' as const,
      lines: [line('a', 60, 2)],
      furnaces: [{ id: 'F', greatestMass: 100, mostHeats: 1 }],
      grades: [{ id: 'A' }],
    };
    expect(solve(problem)).toMatchObject({ found: 'infeasible', endedBy: 'proof' });
    // Mass would fit (120 of 2 x 65 in 60s), pieces of 60 and 70 do not: proved by the bound all the same.
    expect(solve({ ...problem, furnaces: [{ id: 'F', greatestMass: 119, mostHeats: 1 }] })).toMatchObject({
      found: 'infeasible',
    });
  });
});

describe('fillers', () => {
  const furnaces = [{ id: 'F', greatestMass: 100, mostHeats: 3 }];
  const lines = [line('now', 70, 1), line('next', 30, 3, { period: 1 }), line('later', 30, 3, { period: 2 })];

  test('top up heats that are needed anyway, the next period before the one after', () => {
    const result = plan({ lines, furnaces, grades: [{ id: 'A' }] });
    expect(result.objective).toBe(1);
    expect(result.plan.filler).toEqual([
      { line: 'next', period: 1, poured: 1, open: 2 },
      { line: 'later', period: 2, poured: 0, open: 3 },
    ]);
  });

  test('fill every heat available where that is asked for', () => {
    const result = plan({ lines, furnaces, grades: [{ id: 'A' }], fill: 'all-heats' });
    // 70 + 30, then 90, then 60 or 90 of what is left: all of 250 kg fits in three heats.
    expect(result.plan.totals).toMatchObject({ heats: 3, pouredMass: 250 });
    expect(result).toMatchObject({ found: 'optimal', objective: 0 });
  });

  test('stay out where that is asked for', () => {
    expect(plan({ lines, furnaces, grades: [{ id: 'A' }], fill: 'none' }).plan.totals.fillerMass).toBe(0);
  });
});

test('pieces of next week that stay out are no bound on what is left of this week: 24, not 25.5', () => {
  const problem = MeltProblem.parse({
    fill: 'all-heats',
    lines: [line('a', 4.5, 1), line('b', 10, 2), line('c', 7, 3), line('next', 5, 1, { period: 1 })],
    furnaces: [{ id: 'F', leastMass: 4, greatestMass: 13, mostHeats: 2 }],
    grades: [{ id: 'A' }],
  });
  // The best two heats hold 4.5 + 7 and 10 of 45.5; the first plan, found without a search, holds 10 and 10.
  expect(meltSolver.solve({ problem }, iterationBudget(0))).toMatchObject({ found: 'feasible', objective: 25.5 });
  expect(meltSolver.solve({ problem }, iterationBudget(300))).toMatchObject({ objective: 24 });
});

describe('fillers that a heat needs for its least mass', () => {
  const furnaces = [{ id: 'F', leastMass: 80, greatestMass: 100 }];
  const lines = [line('now', 50, 1), line('next', 35, 1, { period: 1 })];

  test('a plan that they make possible was called infeasible; it is one heat of 85', () => {
    const result = plan({ lines, furnaces, grades: [{ id: 'A' }], whenImpossible: 'report' });
    expect(result).toMatchObject({ found: 'optimal', objective: 1, lowerBound: 1 });
    expect(result.plan.heats.map(({ mass }) => mass)).toEqual([85]);
  });

  test('without them it is infeasible, and a warm start does not bring them in', () => {
    const problem = MeltProblem.parse({ lines, furnaces, grades: [{ id: 'A' }], fill: 'none' });
    const contents = ['now', 'next'].map((id) => ({ line: id, pieces: 1 }));
    const warmStart = { heats: [{ furnace: 'F', grade: 'A', contents }] };
    const result = meltSolver.solve({ problem, warmStart }, iterationBudget(30));
    expect(result).toMatchObject({ found: 'optimal', objective: 50, plan: { heats: [], shortfall: { proved: true } } });
  });
});

test('most mass: next week may take a heat of its own with a piece of this week, so 32 open was no bound; it is 0', () => {
  const result = plan({
    objective: 'most-mass',
    lines: [line('a', 6, 2), line('b', 5, 1), line('next', 5, 4, { period: 1 })],
    furnaces: [
      { id: 'F', leastMass: 13, greatestMass: 21 },
      { id: 'G', leastMass: 9, greatestMass: 15 },
    ],
    grades: [{ id: 'A' }],
  });
  expect(result.plan.stages).toMatchObject([
    { stage: 'most-mass', objective: 0, proved: true },
    { stage: 'filler', objective: 0, lowerBound: 0, proved: true },
  ]);
});

test('a cost that no decimal writes out is proved all the same: two heats at a third', () => {
  const result = plan({
    objective: 'cheapest-heats',
    lines: [line('a', 13, 1), line('b', 7, 2)],
    furnaces: [
      { id: 'F', greatestMass: 19, mostHeats: 2 },
      { id: 'G', leastMass: 6, greatestMass: 21, heatCost: 1 / 3 },
    ],
    grades: [{ id: 'A' }],
  });
  expect(result).toMatchObject({ found: 'optimal', objective: 0.666667, lowerBound: 0.666667 });
});

test('furnaces "a" and "b" are not the furnace "a b": one piece left out, now both poured', () => {
  const furnace = (id: string) => ({ id, greatestMass: 5, mostHeats: 1 });
  const found = plan({
    lines: [line('x', 5, 1, { furnaces: ['a b'] }), line('y', 5, 1, { furnaces: ['a', 'b'] })],
    furnaces: ['a b', 'a', 'b'].map(furnace),
    grades: [{ id: 'A' }],
  });
  expect(found.plan.outcome).toBe('complete');
});

test('more pieces than can be counted are refused; their number wrapped round to -1294967296', () => {
  const lines = Array.from({ length: 3000 }, (_, at) => line(`l${at}`, 1, 1_000_000));
  const problem = { lines, furnaces: [{ id: 'F', greatestMass: 100 }], grades: [{ id: 'A' }] };
  const issues = MeltProblem.safeParse(problem).error?.issues ?? [];
  expect(issues.map(({ message }) => message)).toContain('there are 3000000000 pieces, at most 1000000 can be planned');
});

describe('heat treatment', () => {
  test('batches hold no more than mass, positions and floor area admit', () => {
    // By mass one batch would do, by positions two (12 at 8 a batch), by area three (12 x 0.5 m2 at 2 m2 a batch).
    const result = plan({
      process: 'heat-treatment',
      dimensions: ['positions', 'm2'],
      lines: [line('a', 10, 12, { sizes: { positions: 1, m2: 0.5 } })],
      furnaces: [{ id: 'HT', greatestMass: 1000, capacities: { positions: 8, m2: 2 } }],
      grades: [{ id: 'A' }],
    });
    expect(result).toMatchObject({ found: 'optimal', objective: 3 });
    expect(result.plan.heats.map((heat) => heat.sizes)).toEqual([1, 2, 3].map(() => ({ positions: 4, m2: 2 })));
  });
});

describe('the spread over days and shifts', () => {
  const furnaces = [
    { id: 'F', leastMass: 50, greatestMass: 100, heatMinutes: 120, powerKw: 600, coldStartKwh: 50, heatKwh: 100 },
    { id: 'G', leastMass: 50, greatestMass: 100, heatMinutes: 120, powerKw: 600, coldStartKwh: 50, heatKwh: 100 },
  ];
  const common = { lines: [line('a', 100, 6)], grades: [{ id: 'A' }], calendar: weekOf(5) };

  test('packed days: six heats on two furnaces start cold twice', () => {
    const result = plan({ ...common, furnaces, spread: { preference: 'packed' } });
    expect(result.plan.totals).toMatchObject({ coldStarts: 2, energyKwh: 700 });
  });

  test('even days: six heats of one furnace over three days are two a day', () => {
    const result = plan({
      ...common,
      calendar: weekOf(3),
      furnaces: [furnaces[0]],
      spread: { preference: 'even' },
    });
    const days = result.plan.heats.map((heat) => heat.day);
    expect([...new Set(days)].map((day) => days.filter((other) => other === day).length)).toEqual([2, 2, 2]);
  });

  test('four heats over three days: 2 + 1 + 1 is as even as can be, and proved', () => {
    // Mean 4/3: (2/3)^2 + (1/3)^2 + (1/3)^2 = 2/3. The bound was missing, so that no even spread was ever proved.
    const result = plan({
      ...common,
      lines: [line('a', 100, 4)],
      calendar: weekOf(3),
      furnaces: [furnaces[0]],
      spread: { preference: 'even' },
    });
    expect(result.plan.stages.at(-1)).toMatchObject({
      stage: 'spread',
      objective: 0.666667,
      lowerBound: 0.666667,
      proved: true,
    });
    expect(result.endedBy).toBe('proof');
  });

  test('at most one of two furnaces at a time', () => {
    const result = plan({
      ...common,
      calendar: weekOf(2),
      furnaces: furnaces.map((furnace) => ({ ...furnace, mostHeats: 4 })),
      powerGroups: [{ id: 'not both', furnaces: ['F', 'G'], mostAtOnce: 1 }],
    });
    expect(result.plan.outcome).toBe('complete');
    const times = result.plan.heats
      .map((heat) => [Date.parse(heat.start!), Date.parse(heat.end!)])
      .sort(([a], [b]) => a - b);
    for (let i = 1; i < times.length; i++) expect(times[i][0]).toBeGreaterThanOrEqual(times[i - 1][1]);
  });

  test('shifts past midnight belong to the day they begin, heats run on into an adjoining shift', () => {
    const shifts = [
      { id: 'evening', start: '19:00', end: '00:00' },
      { id: 'night', start: '00:00', end: '00:30' },
    ];
    const result = plan({
      ...common,
      lines: [line('a', 100, 2)],
      furnaces: [{ ...furnaces[0], heatMinutes: 150 }],
      calendar: { ...weekOf(1), days: [{ date: '2026-11-23', shifts: [{ ...shifts[0], end: '00:30' }] }] },
    });
    expect(result.plan.heats.map(({ day, shift, start, end }) => ({ day, shift, start, end }))).toEqual([
      { day: '2026-11-23', shift: 'evening', start: '2026-11-23T19:00:00+03:00', end: '2026-11-23T21:30:00+03:00' },
      { day: '2026-11-23', shift: 'evening', start: '2026-11-23T21:30:00+03:00', end: '2026-11-24T00:00:00+03:00' },
    ]);
  });

  test('a heat lasts its real minutes on the night the clocks go back', () => {
    // Berlin, 25 October 2026: 22:00 to 06:00 on the clock are nine hours, room for three heats of three hours.
    const result = plan({
      ...common,
      lines: [line('a', 100, 3)],
      furnaces: [{ ...furnaces[0], heatMinutes: 180 }],
      calendar: {
        timeZone: 'Europe/Berlin',
        days: [{ date: '2026-10-24', shifts: [{ id: 'night', start: '22:00', end: '06:00' }] }],
      },
    });
    expect(result.plan.outcome).toBe('complete');
    expect(result.plan.heats.map((heat) => heat.start)).toEqual([
      '2026-10-24T22:00:00+02:00',
      '2026-10-25T01:00:00+02:00',
      '2026-10-25T03:00:00+01:00',
    ]);
  });

  test('a furnace that its cable does not carry gets no heats, for that reason', () => {
    const powerGroups = [{ id: 'cable', furnaces: ['F', 'G'], limitKw: 500 }];
    const weak = { ...furnaces[1], powerKw: 500 };
    const other = plan({ ...common, furnaces: [furnaces[0], weak], powerGroups });
    expect(other.plan.outcome).toBe('complete');
    expect(other.plan.totals.byFurnace.map(({ heats }) => heats)).toEqual([0, 6]);
    const none = plan({ ...common, furnaces, powerGroups });
    expect(none).toMatchObject({ found: 'optimal', objective: 600, lowerBound: 600 });
    expect(none.plan.shortfall).toMatchObject({ proved: true });
    expect(none.plan.left).toMatchObject([{ line: 'a', pieces: 6, reason: 'power' }]);
  });

  test('heats handed in are handed out while they are placed, whatever is asked for where period 0 cannot be poured', () => {
    const heats = [{ furnace: 'F', grade: 'A', contents: [{ line: 'a', pieces: 1 }] }];
    const problem = MeltProblem.parse({ ...common, furnaces, givenHeats: heats, whenImpossible: 'report' });
    const found: number[] = [];
    meltSolver.solve(
      { problem },
      iterationBudget(10, 1, ({ objective }) => found.push(objective)),
    );
    expect(found).toEqual([0]);
  });

  test('heats handed in are only placed', () => {
    const heats = [1, 2, 3].map(() => ({ furnace: 'F', grade: 'A', contents: [{ line: 'a', pieces: 1 }] }));
    const result = plan({ ...common, furnaces, givenHeats: heats });
    expect(result).toMatchObject({ found: 'optimal', objective: 0 });
    expect(result.plan.heats.map(({ furnace }) => furnace)).toEqual(['F', 'F', 'F']);
    expect(result.plan.left).toMatchObject([{ line: 'a', pieces: 3, reason: 'not-given' }]);
  });
});

test('a search ends once the gap is as small as the caller wants it', () => {
  const { problem } = MeltPlanRequest.parse(foundryWeek);
  const budget = { ...iterationBudget(20_000), gap: 0.02 };
  const result = meltSolver.solve({ problem }, budget);
  if (!hasPlan(result)) throw new Error(`found ${result.found}`);
  expect(result.endedBy).toBe('gap');
  expect(result.statistics.iterations).toBeLessThan(20_000);
  for (const { stage, gap } of result.plan.stages) if (stage !== 'spread') expect(gap).toBeLessThanOrEqual(0.02);
});

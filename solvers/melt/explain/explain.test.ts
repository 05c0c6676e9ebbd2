import { beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { foundryWeek } from '../../../models/examples/foundry-week.ts';
import { MeltProblem } from '../../../models/melt.ts';
import { MeltExplanation, type MeltRelaxation, relaxed } from '../../../models/melt-explanation.ts';
import { MeltPlanRequest } from '../../../models/plan-request.ts';
import { hasPlan } from '../../../models/result.ts';
import { iterationBudget } from '../../solver.ts';
import { meltSolver } from '../solve.ts';
import { explainMelt } from './explain.ts';

beforeAll(meltSolver.prepare);

const line = (id: string, pieceMass: number, quantity: number, extra: object = {}) => ({
  id,
  pieceMass,
  quantity,
  grade: 'A',
  ...extra,
});

function explain(input: z.input<typeof MeltProblem>, iterations = 60_000): MeltExplanation {
  const problem = MeltProblem.parse(input);
  const result = meltSolver.solve({ problem: { ...problem, whenImpossible: 'most-mass' } }, iterationBudget(300));
  if (!hasPlan(result)) throw new Error(`found ${result.found}`);
  const found = explainMelt({ problem }, result.plan, iterationBudget(iterations));
  MeltExplanation.parse(found);
  for (const { relaxations, value } of found.impossible?.ways ?? []) {
    expect(value.outcome).toBe('complete');
    expect(pours(problem, relaxations)).toBe(true);
  }
  return found;
}

function pours(problem: MeltProblem, relaxations: readonly MeltRelaxation[]): boolean {
  const request = { problem: MeltProblem.parse(relaxed(problem, relaxations)) };
  const result = meltSolver.solve(request, iterationBudget(400));
  if (!hasPlan(result)) return false;
  expect(meltSolver.check(request, result.plan).violations).toEqual([]);
  return result.plan.outcome === 'complete';
}

/** Each way as `limit of: from -> to`. */
function waysOf({ impossible }: MeltExplanation): string[] {
  return impossible!.ways.map(({ relaxations }) => relaxations.map(short).join(' and '));
}

function short({ limit, from, to, ...of }: MeltRelaxation): string {
  const names = [of.furnace, of.grade, of.line, of.powerGroup, of.dimension].filter(Boolean).join(' ');
  return `${limit} ${names}: ${from} -> ${to}`;
}

describe('a week that cannot be poured in full', () => {
  test('by caps: one heat more of F, or 120 in place of 100, or one piece that waits', () => {
    // Five pieces of 40, two a heat of at most 100, two heats: four pieces. A third heat takes the fifth; so do heats of
    // three pieces (120).
    const found = explain({
      lines: [line('a', 40, 5)],
      furnaces: [{ id: 'F', greatestMass: 100, mostHeats: 2 }],
      grades: [{ id: 'A' }],
    });
    expect(found.impossible?.proved).toBe(true);
    expect(waysOf(found)).toEqual(['furnace-heats F: 2 -> 3', 'greatest-mass F: 100 -> 120', 'line-pieces a: 5 -> 4']);
    for (const way of found.impossible!.ways) {
      expect(way).toMatchObject({ fewestProved: true, irreducibleProved: true });
      expect(way.relaxations.map(({ leastProved }) => leastProved)).toEqual([true]);
    }
    expect(found.impossible!.ways.map(({ value }) => value.heats)).toEqual([3, 2, 2]);
    expect(found).toMatchObject({ endedBy: 'done', notLookedAt: [], worths: [] });
  });

  test('by least mass: 70 in place of 80', () => {
    // One piece of 70 in a heat of at least 80.
    const found = explain({
      lines: [line('a', 70, 1)],
      furnaces: [{ id: 'F', leastMass: 80, greatestMass: 200 }],
      grades: [{ id: 'A' }],
    });
    expect(waysOf(found)).toEqual(['least-mass F: 80 -> 70', 'line-pieces a: 1 -> 0']);
  });

  test('two limits needed together: neither the cap of the grade nor that of the furnace alone', () => {
    // Three pieces of 100 in heats of 100 need three; furnace and grade both stop at two, so that neither cap alone is of
    // use. One limit does where the furnace takes two pieces at once, or a piece waits.
    const input = {
      lines: [line('a', 100, 3)],
      furnaces: [{ id: 'F', greatestMass: 100, mostHeats: 2 }],
      grades: [{ id: 'A', mostHeats: 2 }],
    };
    expect(waysOf(explain(input))).toEqual(['greatest-mass F: 100 -> 200', 'line-pieces a: 3 -> 2']);
    const both = explain({
      lines: [line('a', 130, 1), line('b', 130, 1), line('c', 50, 2, { grade: 'C' })],
      furnaces: [{ id: 'F', greatestMass: 100 }],
      grades: [
        { id: 'A', mostHeats: 1 },
        { id: 'C', mostHeats: 0 },
      ],
    });
    // c needs a heat of C, or waits. Of a and b each needs a furnace of 130; both in the one heat of A would need 260, and
    // at most twice 100 is looked at. So three limits give way: for c, for the mass, for the second heat of A; or pieces wait.
    const ways = waysOf(both);
    expect(
      both.impossible!.ways.every(({ fewestProved, irreducibleProved }) => fewestProved && irreducibleProved),
    ).toBe(true);
    expect(ways).toContain('grade-heats A: 1 -> 2 and grade-heats C: 0 -> 1 and greatest-mass F: 100 -> 130');
    for (const { relaxations } of both.impossible!.ways) expect(relaxations).toHaveLength(3);
  });

  test('too heavy a piece: the furnace needs 700, or the piece waits; more heats are of no use', () => {
    const found = explain({
      lines: [line('heavy', 700, 1), line('a', 100, 3)],
      furnaces: [
        { id: 'F', greatestMass: 300, mostHeats: 1 },
        { id: 'G', greatestMass: 500, mostHeats: 3 },
      ],
      grades: [{ id: 'A' }],
    });
    expect(waysOf(found)).toEqual([
      'greatest-mass F: 300 -> 700',
      'greatest-mass G: 500 -> 700',
      'line-pieces heavy: 1 -> 0',
    ]);
  });

  test('a line for one furnace, a grade that a furnace does not melt', () => {
    // S is full with two of four pieces; L would take the others if the line were let, or the grade.
    const furnaces = [
      { id: 'S', greatestMass: 100, mostHeats: 1 },
      { id: 'L', greatestMass: 200, mostHeats: 1 },
    ];
    const byLine = explain({ lines: [line('a', 50, 4, { furnaces: ['S'] })], furnaces, grades: [{ id: 'A' }] });
    expect(waysOf(byLine)).toContain('line-furnace L a: 0 -> 1');
    const byGrade = explain({
      lines: [line('a', 50, 4), line('b', 50, 1, { grade: 'B' })],
      furnaces: [furnaces[0], { ...furnaces[1], grades: ['B'], mostHeats: 3 }],
      grades: [{ id: 'A' }, { id: 'B' }],
    });
    expect(waysOf(byGrade)).toContain('furnace-grade L A: 0 -> 1');
  });

  test('hours and the cable: two heats of four hours a furnace in eight, a cable for one furnace', () => {
    const common = {
      lines: [line('a', 50, 12)],
      grades: [{ id: 'A' }],
      calendar: {
        timeZone: 'Europe/Moscow',
        shifts: [{ id: 'day', start: '07:00', end: '15:00' }],
        days: [{ date: '2026-11-23' }],
      },
      furnaces: ['F', 'G'].map((id) => ({ id, leastMass: 80, greatestMass: 100, heatMinutes: 240, powerKw: 600 })),
    };
    // 600 kg are six heats of 100; four fit. Two more on one furnace are eight hours of overtime.
    const byHours = waysOf(explain(common));
    expect(byHours).toEqual(expect.arrayContaining(['furnace-hours F: 0 -> 480', 'furnace-hours G: 0 -> 480']));
    // Eight pieces for the eight hours of both furnaces: four heats; under a cable for one furnace two.
    const byCable = explain({
      ...common,
      lines: [line('a', 50, 8)],
      powerGroups: [{ id: 'cable', furnaces: ['F', 'G'], limitKw: 1000 }],
    });
    expect(waysOf(byCable)).toEqual(
      expect.arrayContaining(['power cable: 1000 -> 1200', 'furnace-hours F: 0 -> 480', 'furnace-hours G: 0 -> 480']),
    );
  });

  test('positions of a batch', () => {
    // Four positions, one batch, five pieces.
    const found = explain({
      process: 'heat-treatment',
      dimensions: ['positions'],
      lines: [line('a', 10, 5, { sizes: { positions: 1 } })],
      furnaces: [{ id: 'HT', greatestMass: 1000, mostHeats: 1, capacities: { positions: 4 } }],
      grades: [{ id: 'A' }],
    });
    expect(waysOf(found)).toEqual([
      'furnace-heats HT: 1 -> 2',
      'capacity HT positions: 4 -> 5',
      'line-pieces a: 5 -> 4',
    ]);
  });

  test('where next week stays out, pieces that wait stay out, too', () => {
    const found = explain({
      fill: 'none',
      whenImpossible: 'report',
      lines: [line('a', 60, 2), line('next', 60, 1, { period: 1 })],
      furnaces: [{ id: 'F', leastMass: 50, greatestMass: 100, mostHeats: 1 }],
      grades: [{ id: 'A' }],
    });
    expect(waysOf(found)).toEqual(['furnace-heats F: 1 -> 2', 'greatest-mass F: 100 -> 120', 'line-pieces a: 2 -> 1']);
  });
});

describe('a week that can be poured in full', () => {
  // 4 x 50 of A in one heat of L (200) would do; L is used up by B (200), so A takes two heats of S (100): 3 heats.
  const week = {
    lines: [line('a', 50, 4), line('b', 50, 4, { grade: 'B' })],
    furnaces: [
      { id: 'L', greatestMass: 200, mostHeats: 1 },
      { id: 'S', greatestMass: 100, mostHeats: 4 },
    ],
    grades: [{ id: 'A' }, { id: 'B' }],
  };
  const of = (found: MeltExplanation, question: string) =>
    found.worths
      .filter((worth) => worth.question === question)
      .map(({ relaxation, saves, worth }) => ({ change: short(relaxation), saves, worth }));

  test('one more heat of L saves a heat, one more of S nothing', () => {
    const found = explain(week);
    expect(found.present).toMatchObject({ outcome: 'complete', objective: 3, proved: true });
    expect(of(found, 'one-more-heat')).toEqual([
      { change: 'furnace-heats L: 1 -> 2', saves: 1, worth: { least: 1, most: 1 } },
      { change: 'furnace-heats S: 4 -> 5', saves: 0, worth: { least: 0, most: 0 } },
    ]);
  });

  test('a kilogram saves nothing, and no larger furnace up to a quarter does', () => {
    // Either grade in one heat needs 200: S at 200 is far beyond 125.
    const found = explain(week);
    expect(of(found, 'one-more-kilogram').map(({ saves }) => saves)).toEqual([0, 0]);
    expect(of(found, 'least-step').map(({ saves, worth }) => ({ saves, worth }))).toEqual([
      { saves: 0, worth: { least: 0, most: 0 } },
    ]);
  });

  test('the least step that saves a heat: 110 in place of 100, by a bisection', () => {
    // Eight pieces of 55: one a heat of at most 100, two of at most 110.
    const found = explain({
      lines: [line('a', 55, 8), line('b', 1, 1, { grade: 'B' })],
      furnaces: [{ id: 'F', greatestMass: 100 }],
      grades: [{ id: 'A' }, { id: 'B' }],
    });
    expect(found.worths.find(({ question }) => question === 'least-step')).toMatchObject({
      relaxation: { from: 100, to: 110 },
      saves: 4,
      worth: { least: 4, most: 4 },
      leastStepProved: true,
    });
  });

  test('a kilogram that saves a heat', () => {
    // Two pieces of 50.5 are 101.
    const found = explain({
      lines: [line('a', 50.5, 2)],
      furnaces: [{ id: 'F', greatestMass: 100 }],
      grades: [{ id: 'A' }],
    });
    expect(of(found, 'one-more-kilogram')).toEqual([
      { change: 'greatest-mass F: 100 -> 101', saves: 1, worth: { least: 1, most: 1 } },
    ]);
  });

  test('a line that waits saves a heat, another none', () => {
    const found = explain({
      lines: [line('a', 100, 2), line('b', 30, 1), line('c', 20, 1, { grade: 'C' }), line('d', 70, 1, { grade: 'C' })],
      furnaces: [{ id: 'F', greatestMass: 100 }],
      grades: [{ id: 'A' }, { id: 'C' }],
    });
    // Heats of 100: a, a, b and c + d, so 4. Without b 3, without a 2; without c or d still 4, the other needs its heat.
    const saved = Object.fromEntries(of(found, 'line-waits').map(({ change, saves }) => [change, saves]));
    expect(saved).toEqual({
      'line-pieces a: 2 -> 0': 2,
      'line-pieces b: 1 -> 0': 1,
      'line-pieces c: 1 -> 0': 0,
      'line-pieces d: 1 -> 0': 0,
    });
  });

  test('a lower least mass saves a heat that it forced', () => {
    // Two pieces of 60 are two heats of S; L would take both at once (120), if it did not need 130.
    const found = explain({
      lines: [line('a', 60, 2)],
      furnaces: [
        { id: 'L', leastMass: 130, greatestMass: 200 },
        { id: 'S', leastMass: 50, greatestMass: 60 },
      ],
      grades: [{ id: 'A' }],
    });
    const step = found.worths.filter(({ relaxation }) => relaxation.limit === 'least-mass');
    expect(
      step.map(({ relaxation, saves, leastStepProved }) => ({ change: short(relaxation), saves, leastStepProved })),
    ).toEqual([
      { change: 'least-mass L: 130 -> 120', saves: 1, leastStepProved: true },
      { change: 'least-mass S: 50 -> 0', saves: 0, leastStepProved: undefined },
    ]);
  });
});

test('a solve of the first aim alone proves the heats and leaves next week as it falls', () => {
  const { problem } = MeltPlanRequest.parse(foundryWeek);
  const [first, all] = [true, false].map((firstAimOnly) =>
    meltSolver.solve({ problem }, { ...iterationBudget(600), firstAimOnly }),
  );
  if (!hasPlan(first) || !hasPlan(all)) throw new Error('both have plans');
  expect(first).toMatchObject({ found: 'optimal', objective: 35, lowerBound: 35 });
  expect(first.statistics.iterations).toBeLessThan(all.statistics.iterations);
  expect(meltSolver.check({ problem }, first.plan).violations).toEqual([]);
});

describe('budgets', () => {
  const problem = {
    lines: Array.from({ length: 12 }, (_, at) => line(`l${at}`, 31 + 7 * at, 3, { grade: at % 2 ? 'A' : 'B' })),
    furnaces: [{ id: 'F', leastMass: 120, greatestMass: 200, mostHeats: 9 }],
    grades: [{ id: 'A' }, { id: 'B' }],
  };

  test('the same seed and iterations give the same explanation', () => {
    expect(explain(problem, 5000)).toEqual(explain(problem, 5000));
  });

  test('a budget that is used up gives what is known, and says what was not looked at', () => {
    const found = explain(problem, 40);
    expect(found.endedBy).toBe('iterations');
    expect(found.notLookedAt.length).toBeGreaterThan(0);
    expect(found.statistics.solves).toBeLessThan(10);
  });

  test('heats handed in are not explained, and that is said', () => {
    const given = MeltProblem.parse({
      lines: [line('a', 100, 1)],
      furnaces: [{ id: 'F', greatestMass: 100, heatMinutes: 60 }],
      grades: [{ id: 'A' }],
      calendar: { days: [{ date: '2026-11-23' }], shifts: [{ id: 'd', start: '07:00', end: '15:00' }] },
      givenHeats: [{ furnace: 'F', grade: 'A', contents: [{ line: 'a', pieces: 1 }] }],
    });
    const result = meltSolver.solve({ problem: given }, iterationBudget(10));
    if (!hasPlan(result)) throw new Error(`found ${result.found}`);
    const found = explainMelt({ problem: given }, result.plan, iterationBudget(100));
    expect(found).toMatchObject({ worths: [], statistics: { solves: 0 } });
    expect(found.notLookedAt).toHaveLength(1);
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { MeltProblem } from '../../models/melt.ts';
import { meltSolver } from '../../solvers/melt/solve.ts';
import { loadBackends } from '../../solvers/milp/backends.ts';
import type { MilpAnswer, MilpBackend } from '../../solvers/milp/milp.ts';
import { iterationBudget } from '../../solvers/solver.ts';
import { buildDirectModel, questionOf } from './direct-model.ts';
import { toCpModel } from './drivers/cp-sat.ts';
import { judge } from './judge.ts';
import { packModel, unpackModel } from './packed-model.ts';

const libraries = ['highs', 'javascript-lp-solver'] as const;
const backends = new Map<string, MilpBackend>();
beforeAll(async () => {
  for (const [at, backend] of (await loadBackends(libraries)).entries()) backends.set(libraries[at], backend);
  await meltSolver.prepare();
});

type ProblemInput = Parameters<typeof MeltProblem.parse>[0];
const line = (id: string, pieceMass: number, quantity: number, more: object = {}) => ({
  id,
  pieceMass,
  quantity,
  grade: 'steel',
  ...more,
});
const steel = [{ id: 'steel' }];

/** Solves a problem's direct model and judges the answer as the command does. */
function solve(library: string, input: ProblemInput) {
  const question = questionOf(MeltProblem.parse(input));
  const direct = buildDirectModel(question);
  const answer = backends.get(library)!.solve(direct.model, { timeLimitMs: Number.POSITIVE_INFINITY });
  const [row] = judge({ name: 'x' }, question, direct, [{ solver: library, outcome: outcomeOf(answer) }], () => true);
  return { ...row, direct };
}

function outcomeOf({ status, objective, bound, values }: MilpAnswer) {
  if (status === 'unbounded') throw new Error('a direct model is bounded');
  return { status, objective, bound, timeMs: 1, solution: values && { values: Array.from(values) } };
}

/** Each answer by hand. */
const known: [name: string, input: ProblemInput, value: number | 'none'][] = [
  [
    'two heats of 6 + 4',
    {
      lines: [line('a', 6, 2), line('b', 4, 2)],
      furnaces: [{ id: 'f', leastMass: 8, greatestMass: 10 }],
      grades: steel,
    },
    2,
  ],
  [
    'masses reach no least mass: 6 + 6 is too much, 6 alone too little',
    { lines: [line('a', 6, 2)], furnaces: [{ id: 'f', leastMass: 8, greatestMass: 10 }], grades: steel },
    'none',
  ],
  [
    'three small heats are cheaper than a big and a small one',
    {
      lines: [line('a', 5, 3)],
      furnaces: [
        { id: 'big', greatestMass: 10, heatCost: 3 },
        { id: 'small', greatestMass: 5, heatCost: 1 },
      ],
      grades: steel,
      objective: 'cheapest-heats',
    },
    3,
  ],
  [
    'the cap of the small furnace makes it 3 + 1',
    {
      lines: [line('a', 5, 3)],
      furnaces: [
        { id: 'big', greatestMass: 10, heatCost: 3 },
        { id: 'small', greatestMass: 5, heatCost: 1, mostHeats: 1 },
      ],
      grades: steel,
      objective: 'cheapest-heats',
    },
    4,
  ],
  [
    'grades do not share a heat',
    {
      lines: [line('a', 3, 1), line('b', 3, 1, { grade: 'iron' })],
      furnaces: [{ id: 'f', greatestMass: 10 }],
      grades: [...steel, { id: 'iron' }],
    },
    2,
  ],
  [
    'a grade may have one heat, and needs two',
    {
      lines: [line('a', 6, 2)],
      furnaces: [{ id: 'f', greatestMass: 10 }],
      grades: [{ id: 'steel', mostHeats: 1 }],
    },
    'none',
  ],
  [
    'seven positions, three a piece: two pieces a batch',
    {
      process: 'heat-treatment',
      dimensions: ['positions'],
      lines: [line('a', 1, 5, { sizes: { positions: 3 } })],
      furnaces: [{ id: 'f', greatestMass: 100, capacities: { positions: 7 } }],
      grades: steel,
    },
    3,
  ],
  [
    'the small furnace may not pour b, so both are needed',
    {
      lines: [line('a', 4, 1, { furnaces: ['small'] }), line('b', 4, 1, { furnaces: ['big'] })],
      furnaces: [
        { id: 'big', greatestMass: 10 },
        { id: 'small', greatestMass: 10 },
      ],
      grades: steel,
    },
    2,
  ],
  [
    'a filler brings the heat to its least mass',
    {
      lines: [line('a', 4, 1), line('next', 4, 3, { period: 1 })],
      furnaces: [{ id: 'f', leastMass: 8, greatestMass: 10 }],
      grades: steel,
    },
    1,
  ],
  [
    'without fillers there is no heat',
    {
      lines: [line('a', 4, 1), line('next', 4, 3, { period: 1 })],
      furnaces: [{ id: 'f', leastMass: 8, greatestMass: 10 }],
      grades: steel,
      fill: 'none',
    },
    'none',
  ],
  [
    'all heats: of 16 kg of fillers two heats of 10 take 12 beside the 4 that must be poured',
    {
      lines: [line('a', 4, 1), line('next', 2, 8, { period: 1 })],
      furnaces: [{ id: 'f', greatestMass: 10, mostHeats: 2 }],
      grades: steel,
      fill: 'all-heats',
    },
    0,
  ],
  [
    'all heats: one heat of 10 takes 6 of 16 kg',
    {
      lines: [line('a', 4, 1), line('next', 2, 8, { period: 1 })],
      furnaces: [{ id: 'f', greatestMass: 10, mostHeats: 1 }],
      grades: steel,
      fill: 'all-heats',
    },
    10,
  ],
  [
    'overfull: one heat of 10 takes 6 + 4, 6 kg are left',
    {
      lines: [line('a', 6, 2), line('b', 4, 1)],
      furnaces: [{ id: 'f', greatestMass: 10, mostHeats: 1 }],
      grades: steel,
    },
    6,
  ],
  [
    'overfull with priorities: 4 kg that count threefold stay out of no plan, 2 * 6 kg do',
    {
      lines: [line('a', 7, 2), line('b', 4, 1, { priority: 3 })],
      furnaces: [{ id: 'f', greatestMass: 10, mostHeats: 1 }],
      grades: steel,
    },
    14,
  ],
  [
    'too heavy for any furnace: the rest is poured',
    { lines: [line('a', 6, 1), line('b', 40, 1)], furnaces: [{ id: 'f', greatestMass: 10 }], grades: steel },
    40,
  ],
];

describe.each(libraries)('%s', (library) => {
  test.each(known)('%s', (_name, input, value) => {
    const row = solve(library, input);
    expect(row.wrong).toEqual([]);
    expect(row.proved).toBe(true);
    if (value === 'none') expect(row.status).toBe('infeasible');
    else expect(row).toMatchObject({ status: 'optimal', value, bound: value });
  });
});

test("random weeks: the direct model's optimum is takt's where takt has a proof", () => {
  let compared = 0;
  const masses = fc.array(
    fc.record({ pieceMass: fc.integer({ min: 2, max: 9 }), quantity: fc.integer({ min: 1, max: 4 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  const furnace = fc.record({
    leastMass: fc.integer({ min: 0, max: 9 }),
    greatestMass: fc.integer({ min: 9, max: 16 }),
  });
  fc.assert(
    fc.property(
      masses,
      fc.array(furnace, { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 1, max: 3 }),
      (given, furnaces, cap) => {
        const input: ProblemInput = {
          lines: given.map(({ pieceMass, quantity }, at) =>
            line(`l${at}`, pieceMass, quantity, { grade: at % 2 === 0 ? 'steel' : 'iron' }),
          ),
          furnaces: furnaces.map((bounds, at) => ({ id: `f${at}`, ...bounds, mostHeats: cap + at })),
          grades: [...steel, { id: 'iron' }],
        };
        const row = solve('highs', input);
        expect(row.wrong).toEqual([]);
        const { problem } = questionOf(MeltProblem.parse(input));
        const takt = meltSolver.solve({ problem }, iterationBudget(50));
        if (takt.found === 'infeasible') expect(row.status).toBe('infeasible');
        else if (takt.found === 'optimal') expect(row.value).toBeCloseTo(takt.objective, 6);
        else return;
        compared++;
      },
    ),
    { numRuns: 60, seed: 7 },
  );
  expect(compared).toBeGreaterThan(40);
});

test('potential heats: caps, and what the first plan costs, bound them', () => {
  const input: ProblemInput = {
    lines: [line('a', 5, 8)],
    furnaces: [{ id: 'f', greatestMass: 10 }],
    grades: steel,
  };
  // Eight pieces, two a heat: the first plan has four heats, and no plan that is as good has more.
  expect(solve('highs', input).heats).toBe(4);
  const { direct } = solve('highs', { ...(input as object), furnaces: [{ id: 'f', greatestMass: 10, mostHeats: 3 }] });
  // 40 kg in three heats of 10: plainly impossible, and three heats are all there are.
  expect(direct.heats).toBe(3);
});

test('heats handed in leave nothing to compose', () => {
  const problem = MeltProblem.parse({
    lines: [line('a', 5, 1)],
    furnaces: [{ id: 'f', greatestMass: 10, heatMinutes: 60 }],
    grades: steel,
    calendar: { shifts: [{ id: 's', start: '07:00', end: '15:00' }], days: [{ date: '2026-11-23' }] },
    givenHeats: [{ furnace: 'f', grade: 'steel', contents: [{ line: 'a', pieces: 1 }] }],
  });
  expect(() => questionOf(problem)).toThrow('givenHeats');
});

test('a model comes through JSON as it was', () => {
  const { model } = buildDirectModel(questionOf(MeltProblem.parse(known[0][1])));
  const back = unpackModel(JSON.parse(JSON.stringify(packModel(model))));
  expect(back.columns).toEqual(model.columns);
  expect(back.rows).toEqual(model.rows);
});

describe('CP-SAT', () => {
  test('rows without a bound get what their columns add up to', () => {
    const column = { lower: 0, upper: 3, integer: true, rows: [0, 1], coefficients: [2, -5] };
    const rows = [
      { lower: -Infinity, upper: 4 },
      { lower: -7, upper: Infinity },
    ];
    expect(toCpModel({ columns: [{ ...column, cost: 1 }], rows })).toEqual({
      variables: [{ domain: [0, 3] }],
      constraints: [
        { linear: { vars: [0], coeffs: [2], domain: [0, 4] } },
        { linear: { vars: [0], coeffs: [-5], domain: [-7, 0] } },
      ],
      objective: { vars: [0], coeffs: [1] },
    });
  });

  test('costs that are not whole go as they are, entries that are not whole are refused', () => {
    const column = { cost: 0.5, lower: 0, upper: 1, integer: true, rows: [0], coefficients: [1] };
    const rows = [{ lower: 0, upper: 1 }];
    const model = toCpModel({ columns: [column], rows });
    expect(model.floatingPointObjective).toEqual({ vars: [0], coeffs: [0.5] });
    expect(model.objective).toBeUndefined();
    expect(() => toCpModel({ columns: [{ ...column, coefficients: [0.5] }], rows })).toThrow('entry 0.5 is not whole');
    expect(() => toCpModel({ columns: [{ ...column, upper: Infinity }], rows })).toThrow('0 to Infinity are not whole');
  });
});

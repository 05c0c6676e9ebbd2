/** Every rule of the checker is broken once, on purpose, and must be noticed. */
import { beforeAll, describe, expect, test } from 'vitest';
import { foundryWeek } from '../../models/examples/foundry-week.ts';
import { type MeltPlan, MeltProblem, type MeltRequest } from '../../models/melt.ts';
import { MeltPlanRequest } from '../../models/plan-request.ts';
import { hasPlan } from '../../models/result.ts';
import { iterationBudget } from '../solver.ts';
import { checkMeltPlan } from './check.ts';
import { meltSolver } from './solve.ts';

let request: MeltRequest;
let plan: MeltPlan;

beforeAll(async () => {
  await meltSolver.prepare();
  request = MeltPlanRequest.parse(foundryWeek);
  const result = meltSolver.solve(request, iterationBudget(100));
  if (!hasPlan(result)) throw new Error(`found ${result.found}`);
  plan = result.plan;
});

const arc = (broken: MeltPlan) => broken.heats.filter((heat) => heat.furnace === 'EAF-6');
const later = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString();

const damages: [rule: string, damage: (broken: MeltPlan) => void][] = [
  [
    'unique-id',
    (broken) => {
      broken.heats[1].id = broken.heats[0].id;
    },
  ],
  [
    'known-furnace',
    (broken) => {
      broken.heats[0].furnace = 'none';
    },
  ],
  [
    'furnace-grade',
    (broken) => {
      broken.heats.find((heat) => heat.grade === '12H18N9TL')!.furnace = 'EAF-6';
    },
  ],
  [
    'known-line',
    (broken) => {
      broken.heats[0].contents[0].line = 'none';
    },
  ],
  ['line-once', (broken) => void broken.heats[0].contents.push({ ...broken.heats[0].contents[0] })],
  [
    'whole-pieces',
    (broken) => {
      broken.heats[0].contents[0].pieces += 0.5;
    },
  ],
  [
    'one-grade',
    (broken) => {
      broken.heats.find((heat) => heat.grade === '25L')!.grade = '35L';
    },
  ],
  [
    'eligible-furnace',
    (broken) => {
      const heat = broken.heats.find(({ contents }) => contents.some(({ line }) => line === 'L25'))!;
      heat.furnace = 'EAF-3';
    },
  ],
  [
    'greatest-mass',
    (broken) => {
      broken.heats[0].contents[0].pieces += 1000;
    },
  ],
  [
    'least-mass',
    (broken) => {
      arc(broken)[0].contents = arc(broken)[0].contents.slice(0, 1);
    },
  ],
  [
    'empty-heat',
    (broken) => {
      broken.heats[0].contents = [];
    },
  ],
  [
    'mass',
    (broken) => {
      broken.heats[0].mass += 1;
    },
  ],
  [
    'fill',
    (broken) => {
      broken.heats[0].fill -= 0.1;
    },
  ],
  ['quantity', (broken) => void broken.heats.pop()],
  [
    'filler',
    (broken) => {
      broken.filler[0].open += 1;
    },
  ],
  ['left', (broken) => void broken.left.push({ line: 'N01', pieces: 1, mass: 412, reason: 'not-found', message: 'x' })],
  [
    'outcome',
    (broken) => {
      broken.outcome = 'shortfall';
    },
  ],
  [
    'furnace-heats',
    (broken) => {
      for (const heat of broken.heats) heat.furnace = 'EAF-3';
    },
  ],
  [
    'grade-heats',
    (broken) => {
      for (const heat of broken.heats) heat.grade = '12H18N9TL';
    },
  ],
  ['placed', (broken) => void delete broken.heats[0].start],
  [
    'heat-minutes',
    (broken) => {
      broken.heats[0].end = later(broken.heats[0].end!, 1);
    },
  ],
  [
    'shift',
    (broken) => {
      broken.heats[0].shift = 'evening';
    },
  ],
  [
    'shift',
    (broken) => {
      const last = arc(broken).at(-1)!;
      const start = Date.parse(`${last.day}T22:00:00+03:00`);
      Object.assign(last, {
        shift: 'evening',
        start: new Date(start).toISOString(),
        end: new Date(start + 6.6e6).toISOString(),
      });
    },
  ],
  [
    'furnace-overlap',
    (broken) => {
      const [first, second] = arc(broken);
      Object.assign(second, { start: first.start, end: first.end, day: first.day, shift: first.shift });
    },
  ],
  [
    'cold-start',
    (broken) => {
      broken.heats[0].coldStart = false;
    },
  ],
  [
    'power',
    (broken) => {
      const heat = broken.heats.find(({ furnace }) => furnace === 'EAF-3')!;
      const other = arc(broken)[0];
      Object.assign(heat, { day: other.day, shift: other.shift, start: other.start, end: later(other.start!, 90) });
    },
  ],
  [
    'totals',
    (broken) => {
      broken.totals.energyKwh += 1;
    },
  ],
  [
    'totals',
    (broken) => {
      broken.totals.byFurnace[0].heats += 1;
    },
  ],
  [
    'stages',
    (broken) => {
      broken.stages = [];
    },
  ],
  [
    'objective',
    (broken) => {
      broken.stages[0].objective += 1;
    },
  ],
  [
    'totals',
    (broken) => {
      broken.totals.meanFill += 0.1;
    },
  ],
  ['totals', (broken) => void broken.totals.byFurnace.pop()],
  [
    'totals',
    (broken) => {
      broken.totals.byFurnace[0].meanFill += 0.1;
    },
  ],
  [
    'totals',
    (broken) => {
      broken.totals.coldStarts = undefined;
    },
  ],
  [
    'shortfall',
    (broken) => {
      broken.shortfall = { proved: true, message: 'nothing is short' };
    },
  ],
  [
    'objective',
    (broken) => {
      const filler = broken.stages.find(({ stage }) => stage === 'filler')!;
      Object.assign(filler, { objective: filler.objective - 1, lowerBound: undefined, proved: false });
    },
  ],
  [
    'objective',
    (broken) => {
      const spread = broken.stages.find(({ stage }) => stage === 'spread')!;
      Object.assign(spread, { objective: spread.objective - 1, lowerBound: undefined, proved: false });
    },
  ],
  [
    'bound',
    (broken) => {
      broken.stages[0].lowerBound = broken.stages[0].objective + 1;
    },
  ],
  ['proof', (broken) => Object.assign(broken.stages[0], { proved: true, lowerBound: broken.stages[0].objective - 1 })],
];

describe('the checker', () => {
  test('finds nothing wrong with the plan as it is', () => {
    expect(checkMeltPlan(request, plan).violations).toEqual([]);
  });

  test.each(damages)('notices a broken %s', (rule, damage) => {
    const broken = structuredClone(plan);
    damage(broken);
    expect(checkMeltPlan(request, broken).violations.map((violation) => violation.rule)).toContain(rule);
  });

  test('the hour that a clock change skips is no gap between shifts', () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00, so the shift that ends at 02:15 and the one that begins at 02:20 touch.
    const problem = MeltProblem.parse({
      lines: [{ id: 'a', pieceMass: 10, quantity: 1, grade: 'A' }],
      furnaces: [{ id: 'F', greatestMass: 10, heatMinutes: 180 }],
      grades: [{ id: 'A' }],
      calendar: {
        timeZone: 'Europe/Berlin',
        days: [
          {
            date: '2026-03-28',
            shifts: [{ id: 'eve', start: '02:20', end: '02:40' }],
          },
          {
            date: '2026-03-29',
            shifts: [
              { id: 'night', start: '01:00', end: '02:15' },
              { id: 'day', start: '02:20', end: '12:00' },
            ],
          },
        ],
      },
    });
    const result = meltSolver.solve({ problem }, iterationBudget(10));
    if (!hasPlan(result)) throw new Error(`found ${result.found}`);
    expect(result.plan.heats).toMatchObject([{ start: '2026-03-29T01:00:00+01:00', end: '2026-03-29T05:00:00+02:00' }]);
    expect(checkMeltPlan({ problem }, result.plan).violations).toEqual([]);
    // The day before the change has its own 02:20.
    const eve = structuredClone(problem);
    eve.furnaces[0].heatMinutes = 20;
    const early = meltSolver.solve({ problem: eve }, iterationBudget(10));
    if (!hasPlan(early)) throw new Error(`found ${early.found}`);
    expect(early.plan.heats).toMatchObject([{ start: '2026-03-28T02:20:00+01:00', shift: 'eve' }]);
    expect(checkMeltPlan({ problem: eve }, early.plan).violations).toEqual([]);
  });

  test('of a time that comes twice the first ends a shift', () => {
    // Berlin, 25 October 2026: 03:00 becomes 02:00. The shift from 02:30 begins at the first 02:30; at the second 02:10
    // it is at work, though the clock alone would say the shift before it.
    const problem = MeltProblem.parse({
      lines: [{ id: 'a', pieceMass: 10, quantity: 1, grade: 'A' }],
      furnaces: [{ id: 'F', greatestMass: 10, heatMinutes: 60 }],
      grades: [{ id: 'A' }],
      calendar: {
        timeZone: 'Europe/Berlin',
        days: [
          {
            date: '2026-10-25',
            shifts: [
              { id: 'night', start: '00:00', end: '02:30' },
              { id: 'day', start: '02:30', end: '09:00' },
            ],
          },
        ],
      },
    });
    const result = meltSolver.solve({ problem }, iterationBudget(10));
    if (!hasPlan(result)) throw new Error(`found ${result.found}`);
    const moved = structuredClone(result.plan);
    const times = { start: '2026-10-25T02:10:00+01:00', end: '2026-10-25T03:10:00+01:00' };
    Object.assign(moved.heats[0], times, { shift: 'day' });
    expect(checkMeltPlan({ problem }, moved).violations).toEqual([]);
    Object.assign(moved.heats[0], { shift: 'night' });
    expect(checkMeltPlan({ problem }, moved).violations.map(({ rule }) => rule)).toEqual(['shift']);
  });

  test('notices positions beyond capacity', () => {
    const problem = MeltProblem.parse({
      dimensions: ['positions'],
      lines: [{ id: 'a', pieceMass: 1, quantity: 4, grade: 'A', sizes: { positions: 1 } }],
      furnaces: [{ id: 'F', greatestMass: 10, capacities: { positions: 4 } }],
      grades: [{ id: 'A' }],
    });
    const result = meltSolver.solve({ problem }, iterationBudget(10));
    if (!hasPlan(result)) throw new Error(`found ${result.found}`);
    const tighter = structuredClone(problem);
    tighter.furnaces[0].capacities.positions = 3;
    expect(checkMeltPlan({ problem: tighter }, result.plan).violations.map(({ rule }) => rule)).toEqual(['capacity']);
  });
});

describe('the checker, where the request has heats done and heats planned before', () => {
  const load = (furnace: string, line: string, extra: object = {}) => ({
    furnace,
    grade: 'A',
    contents: [{ line, pieces: 1 }],
    ...extra,
  });
  const problem = MeltProblem.parse({
    lines: ['a', 'b', 'c'].map((id, at) => ({ id, pieceMass: 50 + at, quantity: 2, grade: 'A' })),
    furnaces: ['F', 'G'].map((id) => ({ id, leastMass: 60, greatestMass: 160, mostHeats: 4, heatMinutes: 60 })),
    grades: [{ id: 'A' }],
    calendar: { shifts: [{ id: 'day', start: '07:00', end: '15:00' }], days: [{ date: '2026-11-23' }] },
    incompatibleLines: [['a', 'b']],
    fixedHeats: [
      load('F', 'c', { id: 'done', day: '2026-11-23', start: '2026-11-23T05:00:00Z', end: '2026-11-23T05:40:00Z' }),
    ],
    previousHeats: [
      { id: 'old', furnace: 'G', grade: 'A', contents: [{ line: 'a', pieces: 2 }] },
      { id: 'lost', furnace: 'G', grade: 'A', contents: [{ line: 'a', pieces: 1 }] },
    ],
    furnaceLoad: 'even',
  });
  let plan: MeltPlan;
  const heat = (broken: MeltPlan, id: string) => broken.heats.find((one) => one.id === id)!;

  beforeAll(() => {
    const result = meltSolver.solve({ problem }, iterationBudget(100));
    if (!hasPlan(result)) throw new Error(`found ${result.found}`);
    plan = result.plan;
  });

  test('finds nothing wrong: the fixed heat is light, short and before the shift, as such things are', () => {
    expect(checkMeltPlan({ problem }, plan).violations).toEqual([]);
    expect(plan.heats.filter(({ kept }) => kept).map(({ id }) => id)).toEqual(['old']);
    // The one done, 2 a as before, and 2 b with the c that is left.
    expect(plan.totals.heats).toBe(3);
  });

  const modeDamages: [rule: string, damage: (broken: MeltPlan) => void][] = [
    ['incompatible', (broken) => void heat(broken, 'old').contents.push({ line: 'b', pieces: 1 })],
    ['fixed', (broken) => void delete heat(broken, 'done').fixed],
    ['least-mass', (broken) => void delete heat(broken, 'done').fixed],
    ['heat-minutes', (broken) => Object.assign(heat(broken, 'done'), { fixed: undefined, shift: 'day' })],
    ['shift', (broken) => Object.assign(heat(broken, 'done'), { fixed: undefined, shift: 'day' })],
    ['fixed', (broken) => Object.assign(heat(broken, 'done'), { start: '2026-11-23T05:10:00Z' })],
    ['fixed', (broken) => Object.assign(heat(broken, 'done'), { contents: [{ line: 'c', pieces: 2 }] })],
    ['fixed', (broken) => Object.assign(heat(broken, 'old'), { fixed: true })],
    ['fixed', (broken) => Object.assign(heat(broken, 'done'), { id: 'renamed' })],
    ['fixed', (broken) => Object.assign(broken, { heats: broken.heats.filter(({ id }) => id !== 'done') })],
    ['cold-start', (broken) => Object.assign(heat(broken, 'done'), { coldStart: false })],
    ['cold-start', (broken) => void delete heat(broken, 'done').day],
    ['kept', (broken) => void delete heat(broken, 'old').kept],
    ['kept', (broken) => Object.assign(heat(broken, 'done'), { kept: true })],
    [
      'objective',
      (broken) => {
        const stage = broken.stages.find(({ stage }) => stage === 'changes')!;
        Object.assign(stage, { objective: 0, lowerBound: 0, gap: 0 });
      },
    ],
    [
      'objective',
      (broken) => {
        const stage = broken.stages.find(({ stage }) => stage === 'furnace-load')!;
        Object.assign(stage, { objective: stage.objective + 0.25, proved: false });
      },
    ],
    ...(['changes', 'furnace-load'] as const).map((name): [string, (broken: MeltPlan) => void] => [
      'stages',
      (broken) => Object.assign(broken, { stages: broken.stages.filter(({ stage }) => stage !== name) }),
    ]),
  ];
  test.each(modeDamages)('notices a broken %s', (rule, damage) => {
    const broken = structuredClone(plan);
    damage(broken);
    expect(checkMeltPlan({ problem }, broken).violations.map((violation) => violation.rule)).toContain(rule);
  });

  test('notices a penalty that the objective does not count', () => {
    const most = MeltProblem.parse({
      lines: [{ id: 'a', pieceMass: 50, quantity: 3, grade: 'A', penaltyPerPiece: 7 }],
      furnaces: [{ id: 'F', greatestMass: 100, mostHeats: 1 }],
      grades: [{ id: 'A' }],
    });
    const result = meltSolver.solve({ problem: most }, iterationBudget(20));
    if (!hasPlan(result)) throw new Error(`found ${result.found}`);
    expect(checkMeltPlan({ problem: most }, result.plan)).toEqual({ violations: [], objective: 7 });
    const dearer = structuredClone(most);
    dearer.lines[0].penaltyPerPiece = 8;
    expect(checkMeltPlan({ problem: dearer }, result.plan).violations.map(({ rule }) => rule)).toEqual(['objective']);
  });

  test('notices an idle furnace that is said to be packed', () => {
    const packed = structuredClone(problem);
    packed.furnaceLoad = 'packed';
    expect(checkMeltPlan({ problem: packed }, plan).violations.map(({ rule }) => rule)).toEqual(['objective']);
  });
});

/** The check of melt repairs finds what is wrong: each answer here is right but for one thing. */
import { beforeAll, expect, test } from 'vitest';
import { type RepairMeltPlan, RepairMeltProblem } from '../../../models/repair-melt.ts';
import { meltSolver } from '../../melt/solve.ts';
import { iterationBudget } from '../../solver.ts';
import { repairMelt } from '../melt/repair.ts';
import { checkMelt } from './melt.ts';
import { type Fault, rulesBroken, sharedFaults } from './testing/shop-faults.ts';

beforeAll(meltSolver.prepare);

/** Two furnaces; F1 goes down with a heat in it, and two heats of it are still to come. */
const request = RepairMeltProblem.parse({
  mode: 'melt',
  problem: {
    lines: [
      { id: 'wheel', pieceMass: 500, quantity: 6, grade: 'A' },
      { id: 'cover', pieceMass: 250, quantity: 4, grade: 'A' },
    ],
    furnaces: ['F1', 'F2'].map((id) => ({ id, leastMass: 500, greatestMass: 1000, mostHeats: 8, heatMinutes: 120 })),
    grades: [{ id: 'A' }],
    calendar: { shifts: [{ id: 'day', start: '06:00', end: '18:00' }], days: [{ date: '2026-11-23' }] },
  },
  heats: [
    ...['06', '08', '10'].map((hour, at) => heat(`w${at}`, 'F1', 'wheel', 2, Number(hour))),
    heat('c', 'F2', 'cover', 4, 6),
  ],
  now: '2026-11-23T07:00:00Z',
  events: [{ type: 'furnace-down', furnace: 'F1', until: '2026-11-23T13:00:00Z' }],
});

function heat(id: string, furnace: string, line: string, pieces: number, hour: number) {
  const at = (moment: number) => new Date(Date.UTC(2026, 10, 23, moment)).toISOString();
  const contents = [{ line, pieces }];
  return { id, furnace, grade: 'A', contents, day: '2026-11-23', shift: 'day', start: at(hour), end: at(hour + 2) };
}

function rulesOf(change: (answer: RepairMeltPlan) => void): string[] {
  const result = repairMelt(request, iterationBudget(50));
  return rulesBroken(result, change, (answer, report) => checkMelt(request, answer, report));
}

test('an answer as it is breaks nothing', () => {
  expect(rulesOf(() => undefined)).toEqual([]);
});

const first = (answer: RepairMeltPlan) => answer.options[0];
const ownFaults: Fault<RepairMeltPlan>[] = [
  ['a lost heat is called done', 'heats', ({ heats }) => heats.done.push(...heats.lost.splice(0))],
  [
    'a line asks for more',
    'problem',
    ({ problem }) => {
      problem.lines[0].quantity += 1;
    },
  ],
  [
    'a furnace has the heat that failed again',
    'problem',
    ({ problem }) => {
      problem.furnaces[0].mostHeats = 8;
    },
  ],
  ['a started heat is not fixed', 'fixed', ({ problem }) => void problem.fixedHeats.pop()],
  [
    'F1 works again',
    'hours',
    ({ problem }) => {
      problem.calendar!.days[0].shifts = [{ id: 'day', start: '07:00', end: '18:00' }];
    },
  ],
  [
    'hours that nothing takes are gone',
    'hours',
    ({ problem }) => {
      problem.calendar!.days[0].shifts![0].start = '07:30';
    },
  ],
  ['a heat is left out', 'melt-quantity', (answer) => void first(answer).plan.heats.pop()],
  [
    'a heat starts before now',
    'now',
    (answer) => {
      const moved = first(answer).plan.heats.find(({ fixed }) => !fixed)!;
      moved.start = '2026-11-23T06:30:00Z';
    },
  ],
  [
    'what is late is hidden',
    'lateness',
    (answer) => {
      first(answer).lateness.massHours = 0;
    },
  ],
  [
    'the score is too good',
    'score',
    (answer) => {
      first(answer).score.stability = 1;
    },
  ],
  [
    'a dearer option is recommended',
    'recommended',
    (answer) => {
      answer.recommended = 'hired' as 'least-cost';
    },
  ],
  [
    'the limit is another',
    'effort',
    (answer) => {
      answer.effort.limitMs = 1;
    },
  ],
];

test.each<Fault<RepairMeltPlan>>([...ownFaults, ...sharedFaults])('%s: %s', (_, rule, change) => {
  expect(rulesOf(change)).toContain(rule);
});

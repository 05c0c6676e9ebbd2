/** The check of melt repairs finds what is wrong: each answer here is right but for one thing. */
import { beforeAll, expect, test } from 'vitest';
import { type RepairMeltPlan, RepairMeltProblem } from '../../../models/repair-melt.ts';
import { hasPlan } from '../../../models/result.ts';
import { meltSolver } from '../../melt/solve.ts';
import { iterationBudget } from '../../solver.ts';
import { repairMelt } from '../melt/repair.ts';
import { checkMelt } from './melt.ts';

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

function rulesBroken(change: (answer: RepairMeltPlan) => void): string[] {
  const result = repairMelt(request, iterationBudget(50));
  if (!hasPlan(result)) throw new Error('no answer');
  const answer = structuredClone(result.plan);
  change(answer);
  const rules = new Set<string>();
  checkMelt(request, answer, (rule) => rules.add(rule));
  return [...rules];
}

test('an answer as it is breaks nothing', () => {
  expect(rulesBroken(() => undefined)).toEqual([]);
});

const first = (answer: RepairMeltPlan) => answer.options[0];
const faults: [what: string, rule: string, change: (answer: RepairMeltPlan) => void][] = [
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
  ['a change is not told', 'changes', (answer) => void first(answer).changes.pop()],
  [
    'a change is too cheap',
    'changes',
    (answer) => {
      first(answer).changes[0].points = 0;
    },
  ],
  [
    'a cascade has a gap',
    'depth',
    (answer) => {
      first(answer).changes[0].depth = 9;
    },
  ],
  [
    'the cost is another',
    'cost',
    (answer) => {
      first(answer).cost -= 1;
    },
  ],
  [
    'the total is another',
    'total',
    (answer) => {
      first(answer).total -= 1;
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
  ['nobody is told', 'notices', (answer) => void first(answer).notices.splice(0)],
  [
    'the point is cheaper',
    'point-price',
    (answer) => {
      answer.pointPrice /= 2;
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

test.each(faults)('%s: %s', (_, rule, change) => {
  expect(rulesBroken(change)).toContain(rule);
});

/** The check of techcard repairs finds what is wrong: each answer here is right but for one thing. */
import { beforeAll, expect, test } from 'vitest';
import { type RepairTechcardPlan, RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import { hasPlan } from '../../../models/result.ts';
import { iterationBudget } from '../../solver.ts';
import { techcardSolver } from '../../techcard/solve.ts';
import { repairTechcard } from '../techcard/repair.ts';
import { checkTechcard } from './techcard.ts';

beforeAll(techcardSolver.prepare);

/** Three orders one after another on one mill; it goes down while the first is on, and the last is cancelled. */
const request = RepairTechcardProblem.parse({
  mode: 'techcard',
  problem: {
    resources: [{ type: 'machine', id: 'mill' }],
    cards: [
      { id: 'part', operations: [{ id: 'mill', modes: [{ durationSeconds: 1000, demands: [{ resource: 'mill' }] }] }] },
    ],
    orders: ['z', 'p', 'q'].map((id) => ({ id, card: 'part', due: 3500 })),
    objective: { makespan: 1, tardiness: 1 },
  },
  operations: ['p', 'q', 'z'].map((order, at) => ({
    ...{ order, serial: (at + 1) % 3, operation: 'mill', start: 1000 * at, end: 1000 * at + 1000 },
    resources: [{ resource: 'mill' }],
  })),
  now: 500,
  events: [
    { type: 'resource-down', resource: 'mill', until: 2500 },
    { type: 'order-cancelled', order: 'z' },
  ],
});

function rulesBroken(change: (answer: RepairTechcardPlan) => void): string[] {
  const result = repairTechcard(request, iterationBudget(50));
  if (!hasPlan(result)) throw new Error('no answer');
  const answer = structuredClone(result.plan);
  change(answer);
  const rules = new Set<string>();
  checkTechcard(request, answer, (rule) => rules.add(rule));
  return [...rules];
}

test('an answer as it is breaks nothing', () => {
  expect(rulesBroken(() => undefined)).toEqual([]);
});

const first = (answer: RepairTechcardPlan) => answer.options[0];
const faults: [what: string, rule: string, change: (answer: RepairTechcardPlan) => void][] = [
  [
    'what is on ends too early',
    'given',
    ({ problem }) => {
      problem.given[0].end = 1000;
    },
  ],
  [
    'the mill is up too soon',
    'calendars',
    ({ problem }) => {
      problem.calendars[0].exceptions = [];
    },
  ],
  [
    'the mill does not know that it is down',
    'resources',
    ({ problem }) => {
      problem.resources[0].calendars = [];
    },
  ],
  [
    'an order has another date',
    'orders',
    ({ problem }) => {
      problem.orders[0].due = 9000;
    },
  ],
  ['a new number is not told', 'pieces', ({ pieces }) => void pieces.pop()],
  ['an operation is left out', 'techcard-operations', (answer) => void first(answer).plan.operations.pop()],
  [
    'operations are counted wrongly',
    'counts',
    ({ counts }) => {
      counts.open += 1;
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
      first(answer).lateness.tardySeconds = 0;
    },
  ],
  ['a due date missed is hidden', 'unrescued', (answer) => void first(answer).unrescued.splice(0)],
  [
    'the score is too good',
    'score',
    (answer) => {
      first(answer).score.quality = 1;
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
    'the dispatcher hears nothing',
    'escalation',
    (answer) => {
      answer.escalation = undefined;
    },
  ],
];

test.each(faults)('%s: %s', (_, rule, change) => {
  expect(rulesBroken(change)).toContain(rule);
});

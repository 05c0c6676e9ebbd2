/** The check of techcard repairs finds what is wrong: each answer here is right but for one thing. */
import { beforeAll, expect, test } from 'vitest';
import { type RepairTechcardPlan, RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import { iterationBudget } from '../../solver.ts';
import { techcardSolver } from '../../techcard/solve.ts';
import { repairTechcard } from '../techcard/repair.ts';
import { checkTechcard } from './techcard.ts';
import { type Fault, rulesBroken, sharedFaults } from './testing/shop-faults.ts';

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

function rulesOf(change: (answer: RepairTechcardPlan) => void): string[] {
  const result = repairTechcard(request, iterationBudget(50));
  return rulesBroken(result, change, (answer, report) => checkTechcard(request, answer, report));
}

test('an answer as it is breaks nothing', () => {
  expect(rulesOf(() => undefined)).toEqual([]);
});

const first = (answer: RepairTechcardPlan) => answer.options[0];
const ownFaults: Fault<RepairTechcardPlan>[] = [
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
  [
    'the dispatcher hears nothing',
    'escalation',
    (answer) => {
      answer.escalation = undefined;
    },
  ],
];

test.each<Fault<RepairTechcardPlan>>([...ownFaults, ...sharedFaults])('%s: %s', (_, rule, change) => {
  expect(rulesOf(change)).toContain(rule);
});

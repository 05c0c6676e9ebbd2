/** Repairs of techcard plans worked out by hand. */
import { beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { type RepairTechcardPlan, RepairTechcardProblem } from '../../../models/repair-techcard.ts';
import { hasPlan } from '../../../models/result.ts';
import { iterationBudget } from '../../solver.ts';
import { techcardSolver } from '../../techcard/solve.ts';
import { checkTechcard } from '../check/techcard.ts';
import { repairTechcard } from './repair.ts';

beforeAll(techcardSolver.prepare);

type Input = z.input<typeof RepairTechcardProblem>;

/**
 * Two orders of one piece each: cut on the saw (1000 s), then mill on mill A or B (1000 s on A, 1500 s on B). The plan:
 * saw p 0-1000, q 1000-2000; mill A p 1000-2000, q 2000-3000. Mill B is idle.
 */
const shop: Input = {
  mode: 'techcard',
  problem: {
    resources: ['saw', 'A', 'B'].map((id) => ({ type: 'machine' as const, id })),
    cards: [
      {
        id: 'part',
        operations: [
          { id: 'cut', modes: [{ durationSeconds: 1000, demands: [{ resource: 'saw' }] }] },
          {
            id: 'mill',
            after: [{ operation: 'cut' }],
            modes: [
              { durationSeconds: 1000, demands: [{ resource: 'A' }] },
              { durationSeconds: 1500, demands: [{ resource: 'B' }] },
            ],
          },
        ],
      },
    ],
    orders: [
      { id: 'p', card: 'part' },
      { id: 'q', card: 'part' },
    ],
  },
  operations: [
    { order: 'p', serial: 0, operation: 'cut', start: 0, end: 1000, resources: [{ resource: 'saw' }] },
    { order: 'q', serial: 1, operation: 'cut', start: 1000, end: 2000, resources: [{ resource: 'saw' }] },
    { order: 'p', serial: 0, operation: 'mill', start: 1000, end: 2000, resources: [{ resource: 'A' }] },
    { order: 'q', serial: 1, operation: 'mill', start: 2000, end: 3000, resources: [{ resource: 'A' }] },
  ],
  now: 1500,
};

function repaired(changes: Partial<Input>, iterations = 100): RepairTechcardPlan {
  const problem = RepairTechcardProblem.parse({ ...shop, ...changes });
  const faultsOf = (plan: RepairTechcardPlan, objective: number) => {
    const found: string[] = [];
    const value = checkTechcard(problem, plan, (rule, message) => found.push(`${rule}: ${message}`));
    return Math.abs(value - objective) > 1e-6 ? [...found, `objective ${objective}, ${value}`] : found;
  };
  const result = repairTechcard(
    problem,
    iterationBudget(iterations, 1, ({ plan, objective }) =>
      expect(faultsOf(plan as RepairTechcardPlan, objective)).toEqual([]),
    ),
  );
  if (!hasPlan(result)) throw new Error(`no answer: ${result.reason}`);
  expect(faultsOf(result.plan, result.objective)).toEqual([]);
  expect(result.lowerBound ?? -Infinity).toBeLessThanOrEqual(result.objective + 1e-9);
  return result.plan;
}

const placesOf = ({ plan }: RepairTechcardPlan['options'][number]) =>
  Object.fromEntries(
    plan.operations.map(({ order, operation, mode, start }) => [`${order} ${operation}`, [mode, start.seconds]]),
  );
const optionOf = ({ options }: RepairTechcardPlan, name: string) =>
  options.find((option) => option.name === name) ?? options[0];

test('without events and facts the plan comes back as it is', () => {
  const answer = repaired({});
  expect(answer.options).toHaveLength(1);
  expect(answer.options[0].changes).toEqual([]);
  expect(placesOf(answer.options[0])).toEqual({
    'p cut': [0, 0],
    'q cut': [0, 1000],
    'p mill': [0, 1000],
    'q mill': [0, 2000],
  });
});

test('a machine down: what waits for it waits, or goes to the other machine', () => {
  // Mill A is down from 2000 to 6000, when p is done. Waiting, q mills from 6000 to 7000; on B from 2000 to 3500.
  const down = { type: 'resource-down', resource: 'A', from: 2000, until: 6000 } as const;
  const answer = repaired({ events: [down] });
  expect(answer.counts).toEqual({ done: 1, underWay: 2, held: 0, open: 1, gone: 0 });
  // One point either way for the change of mode; waiting is half a point for the move and two for the promise.
  const fewest = optionOf(answer, 'fewest-changes');
  expect(placesOf(fewest)['q mill']).toEqual([1, 2000]);
  expect(fewest.changes).toMatchObject([{ what: ['mode'], depth: 1, reason: { code: 'resource-down', event: 0 } }]);
  // Ends at 3500 instead of 3000: within the 900 s that a client need not be told of.
  expect(fewest.lateness).toMatchObject({ orders: 0, seconds: 500 });
});

test('an operation that is on when its machine goes down goes on afterwards', () => {
  // p mills on A from 1000; A is down from 1500 to 2500, so it ends at 3000, and q behind it at 4000, or on B at 3500.
  const answer = repaired({ events: [{ type: 'resource-down', resource: 'A', until: 2500 }] });
  expect(answer.problem.given.find(({ order, operation }) => order === 'p' && operation === 'mill')).toMatchObject({
    start: 1000,
    end: 3000,
  });
  expect(placesOf(optionOf(answer, 'least-lateness'))['q mill']).toEqual([1, 2000]);
});

test('an operation that is late pushes what waits for it, and no more', () => {
  // Sawing q takes until 2400: milling it starts at 2400 instead of 2000.
  const late = { type: 'operation-late', order: 'q', serial: 1, operation: 'cut', seconds: 400 } as const;
  const answer = repaired({ events: [late], options: ['fewest-changes'] });
  const [fewest] = answer.options;
  expect(placesOf(fewest)['q mill']).toEqual([0, 2400]);
  expect(fewest.changes).toMatchObject([
    { operation: 'mill', what: ['later'], minutes: 400 / 60, reason: { code: 'operation-late', event: 0 } },
  ]);
});

test('an operation that is late before it starts is held until then', () => {
  const late = { type: 'operation-late', order: 'q', serial: 1, operation: 'mill', seconds: 700 } as const;
  const answer = repaired({ events: [late] });
  expect(answer.counts.held).toBe(1);
  expect(placesOf(answer.options[0])['q mill']).toEqual([0, 2700]);
});

test('a fact that an operation has not started makes it open', () => {
  const fact = { order: 'p', serial: 0, operation: 'mill', started: false };
  const answer = repaired({ facts: { operations: [fact] } });
  // It could start at 1500 now, and q behind it at 2500.
  expect(answer.counts).toMatchObject({ open: 2 });
  const places = placesOf(optionOf(answer, 'least-lateness'));
  expect(places['p mill']).toEqual([0, 1500]);
});

test('what follows an operation that has not ended has not started', () => {
  // Sawing p ends at 1600 only, so it is not on mill A at 1500 as planned.
  const fact = { order: 'p', serial: 0, operation: 'cut', end: 1600 };
  const answer = repaired({ facts: { operations: [fact] } });
  expect(answer.counts).toEqual({ done: 0, underWay: 1, held: 0, open: 3, gone: 0 });
});

test('a cancelled order goes, and the pieces behind it get its numbers', () => {
  const answer = repaired({ now: 500, events: [{ type: 'order-cancelled', order: 'p' }] });
  // The saw has begun p, which is finished; nothing of q has.
  expect(answer.problem.orders.map(({ id, priority }) => [id, priority])).toEqual([
    ['p', 0],
    ['q', 1],
  ]);
  const sooner = repaired({ now: 0, events: [{ type: 'order-cancelled', order: 'p' }] });
  expect(sooner.problem.orders.map(({ id }) => id)).toEqual(['q']);
  expect(sooner.pieces).toEqual([
    { order: 'p', was: 0 },
    { order: 'q', was: 1, is: 0 },
  ]);
  expect(sooner.options[0].plan.operations.map(({ serial }) => serial)).toEqual([0, 0]);
});

test('a new order is placed around the others', () => {
  const answer = repaired({ events: [{ type: 'order-added', order: { id: 'r', card: 'part' } }] });
  const fewest = optionOf(answer, 'fewest-changes');
  // The saw is free at 2000, mill B all the time: on A from 3000 it ends at 4000, on B at 4500.
  expect(placesOf(fewest)).toMatchObject({ 'q mill': [0, 2000], 'r cut': [0, 2000], 'r mill': [0, 3000] });
  expect(fewest.points).toBe(0);
  expect(fewest.notices).toMatchObject([{ order: 'r', what: 'added' }]);
});

test('a deadline that cannot be kept is given up and escalated', () => {
  const orders = [
    { id: 'p', card: 'part' },
    { id: 'q', card: 'part', deadline: 3200 },
  ];
  const events: Input['events'] = [
    { type: 'resource-down', resource: 'A', from: 2000, until: 6000 },
    { type: 'resource-down', resource: 'B', from: 1500, until: 6000 },
  ];
  const answer = repaired({ problem: { ...shop.problem, orders }, events });
  expect(answer.lifted).toEqual(['q']);
  // A from 6000 to 7000: 3800 s after the deadline.
  expect(optionOf(answer, 'least-lateness').unrescued).toMatchObject([{ order: 'q', what: 'deadline', seconds: 3800 }]);
  expect(answer.escalation?.severity).toBe('critical');
});

test('the answer is a request: repaired again without events it stays', () => {
  const first = repaired({ events: [{ type: 'resource-down', resource: 'A', from: 2000, until: 6000 }] });
  const again = repaired({ problem: first.problem, operations: first.options[0].plan.operations, now: 1600 });
  expect(placesOf(again.options[0])).toEqual(placesOf(first.options[0]));
});

test('no iterations give an answer too', () => {
  const answer = repaired({ events: [{ type: 'resource-down', resource: 'A', from: 2000, until: 6000 }] }, 0);
  expect(placesOf(answer.options[0])['q mill']).toEqual([0, 6000]);
});

test('what has started by a fact cannot wait for what has not', () => {
  const facts = { operations: [{ order: 'q', serial: 1, operation: 'mill', started: true }] };
  // Sawing q is planned from 1000 on: at 500 it has not begun.
  const { error } = RepairTechcardProblem.safeParse({ ...shop, now: 500, facts });
  expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['facts.operations.0', '"mill" has started, and "cut", which it waits for, has not'],
  ]);
  expect(RepairTechcardProblem.safeParse({ ...shop, now: 1000, facts }).error).toBe(undefined);
});

test('what has been waited for has started too, though its machine was down', () => {
  // The saw is down from 1000 on, so that q was not begun then; but it is told to be on the mill.
  const facts = { operations: [{ order: 'q', serial: 1, operation: 'mill', start: 1400 }] };
  const down = { type: 'resource-down', resource: 'saw', from: 1000, until: 1600 } as const;
  expect(repaired({ events: [down], facts }).counts).toMatchObject({ open: 0 });
  expect(repaired({ events: [down] }).counts).toMatchObject({ open: 2 });
});

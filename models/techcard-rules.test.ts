/** Requests of kind `techcard` that are refused: each says where, which rule, what came and what would do. */
import { describe, expect, test } from 'vitest';
import { TechcardProblem } from './techcard.ts';
import { refusalsWith } from './testing/refusals.ts';

const demand = (resource: string, more: object = {}) => ({ resource, ...more });

/** Resources of every type and facts; nothing wrong with it. */
function good() {
  const day = { id: 'day', shifts: [{ from: 0, to: 3600 }] };
  const week = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((name) => [name, 'day']),
  );
  return {
    calendars: [{ id: 'shifts', dayTypes: [day], week }],
    resources: [
      { type: 'pool', id: 'pool', capacity: 2 },
      { type: 'workers', id: 'crew', workers: [{ id: 'ann', skills: ['weld'] }, { id: 'bob' }] },
      { type: 'machine', id: 'saw', calendars: ['shifts'] },
      { type: 'batch-oven', id: 'oven', capacity: 4 },
      { type: 'conveyor-oven', id: 'belt', capacity: 3 },
      { type: 'reservoir', id: 'stock', capacity: 9, initial: 5, supplies: [{ at: 3, amount: 1 }] },
      { type: 'paced-line', id: 'line', lines: 2, stations: 3 },
    ],
    cards: [
      {
        id: 'card',
        workerLimit: 2,
        operations: [
          { id: 'cut', modes: [{ durationSeconds: 5, demands: [demand('saw')] }] },
          {
            id: 'join',
            modes: [{ durationSeconds: 5, demands: [demand('crew', { skill: 'weld' }), demand('pool')] }],
            after: [{ operation: 'cut', leastSeconds: 1, greatestSeconds: 90 }],
          },
          { id: 'place', modes: [{ durationSeconds: 5, demands: [demand('line', { station: 1 })] }], after: [] },
        ],
      },
    ],
    orders: [{ id: 'order', card: 'card', quantity: 2, release: 3, deadline: 900 }],
    given: [
      {
        order: 'order',
        serial: 0,
        operation: 'place',
        start: 0,
        end: 4,
        resources: [{ resource: 'line', line: 1, station: 1, takt: 2 }],
      },
      { order: 'order', serial: 1, operation: 'join', start: 0, resources: [{ resource: 'crew', workers: ['ann'] }] },
    ],
  };
}

const refusals = (pointer: string, value: unknown) => refusalsWith(TechcardProblem, good(), pointer, value);

test('the request that all others are made from is accepted', () => {
  expect(refusals('/mode', 'optimize')).toEqual([]);
});

const [cut, join, place] = [0, 1, 2].map((index) => `/cards/0/operations/${index}`);
const [first, second] = ['/given/0', '/given/1'];
const far = '2150-01-01T00:00:00Z';
const twoWorkers = [{ id: 'ann', skills: ['weld'] }, { id: 'ann' }];
const nightWorker = [{ id: 'ann', skills: ['weld'], calendars: ['nights'] }];

/** What is set where; then the rule, and pointer and value of the refusal where they are others. */
const broken: [why: string, at: string, value: unknown, rule: string, pointer?: string, received?: unknown][] = [
  ['two calendars of one name', '/calendars/-', good().calendars[0], 'unique-id', '/calendars/1/id', 'shifts'],
  ['two resources of one name', '/resources/-', { type: 'machine', id: 'saw' }, 'unique-id', '/resources/7/id', 'saw'],
  ['two cards of one name', '/cards/-', good().cards[0], 'unique-id', '/cards/1/id', 'card'],
  ['two orders of one name', '/orders/-', { id: 'order', card: 'card' }, 'unique-id', '/orders/1/id', 'order'],
  [
    'two operations of one name',
    '/cards/0/operations/-',
    good().cards[0]!.operations[0],
    'unique-id',
    '/cards/0/operations/3/id',
    'cut',
  ],
  ['two workers of one name', '/resources/1/workers', twoWorkers, 'unique-id', '/resources/1/workers/1/id', 'ann'],
  ['an unknown calendar', '/resources/0/calendars', ['nights'], 'known-calendar', '/resources/0/calendars/0', 'nights'],
  [
    'an unknown calendar of a worker',
    '/resources/1/workers',
    nightWorker,
    'known-calendar',
    '/resources/1/workers/0/calendars/0',
    'nights',
  ],
  ['an unknown card', '/orders/0/card', 'other', 'known-card'],
  ['a deadline before the release', '/orders/0/deadline', 2, 'deadline-after-release'],
  [
    'weights of 0',
    '/objective',
    { makespan: 0 },
    'some-weight',
    '/objective',
    '{"makespan":0,"tardiness":0,"flowTime":0,"setupTime":0}',
  ],
  ['more in stock than it holds', '/resources/5/initial', 10, 'initial-within-capacity'],
  [
    'an unknown operation before',
    `${cut}/after`,
    [{ operation: 'weld' }],
    'known-operation',
    `${cut}/after/0/operation`,
    'weld',
  ],
  ['a greatest lag below the least', `${join}/after/0/greatestSeconds`, 0, 'least-below-greatest'],
  ['more workers than the card admits', `${cut}/workers`, 3, 'workers-within-limit'],
  ['a circle', `${cut}/after`, [{ operation: 'join' }], 'no-cycle', `${cut}/after`, '["join"]'],
  ['an operation after itself', `${place}/after`, [{ operation: 'place' }], 'no-cycle', `${place}/after`, '["place"]'],
  ['an unknown resource', `${cut}/modes/0/demands/0/resource`, 'axe', 'known-resource'],
  [
    'one resource twice in a mode',
    `${cut}/modes/0/demands/-`,
    demand('saw'),
    'one-demand-for-each-resource',
    `${cut}/modes/0/demands/1/resource`,
    'saw',
  ],
  ['a skill of a machine', `${cut}/modes/0/demands/0/skill`, 'weld', 'demand-fits-resource'],
  ['a state of a pool', `${join}/modes/0/demands/1/state`, 'red', 'demand-fits-resource'],
  ['a station of a machine', `${cut}/modes/0/demands/0/station`, 0, 'demand-fits-resource'],
  ['adding to a machine', `${cut}/modes/0/demands/0/adds`, 2, 'demand-fits-resource'],
  ['a station that the line has not', `${place}/modes/0/demands/0/station`, 3, 'station-of-the-line'],
  ['no station on a line', `${place}/modes/0/demands/0/station`, undefined, 'station-of-the-line'],
  ['more operations than fit', '/orders/0/quantity', 100_000, 'most-operations', '/orders', 300_000],
  ['a release out of reach', '/orders/0/release', far, 'deadline-after-release', '/orders/0/deadline', 900],
  ['a due date out of reach', '/orders/0/due', far, 'within-reach'],
  ['a deadline out of reach', '/orders/0/deadline', far, 'within-reach'],
  ['a supply out of reach', '/resources/5/supplies/0/at', far, 'within-reach'],
  ['a fact out of reach', `${first}/end`, far, 'within-reach'],
  ['a present out of reach', '/now', far, 'within-reach'],
  ['a fact of an unknown order', `${first}/order`, 'other', 'known-order'],
  ['a fact of an unknown piece', `${first}/serial`, 2, 'known-piece'],
  ['a fact of an unknown operation', `${first}/operation`, 'weld', 'known-operation'],
  ['a fact of an unknown mode', `${first}/mode`, 1, 'known-mode'],
  ['a fact that ends before it starts', `${first}/end`, -1, 'end-after-start'],
  ['one fact twice', '/given/-', good().given[0], 'given-once', '/given/2', 'place'],
  ['a fact on an unknown resource', `${first}/resources/0/resource`, 'axe', 'known-resource'],
  [
    'a fact on what its mode does not ask for',
    `${first}/resources`,
    [{ resource: 'saw' }],
    'given-as-its-mode',
    `${first}/resources/0/resource`,
    'saw',
  ],
  ['a fact at another station', `${first}/resources/0/station`, 0, 'given-as-its-mode'],
  ['a fact on a line that is not there', `${first}/resources/0/line`, 2, 'known-line'],
  ['a fact by an unknown worker', `${second}/resources/0/workers/0`, 'eve', 'known-worker'],
  [
    'a fact by one worker twice',
    `${second}/resources/0/workers/-`,
    'ann',
    'worker-once',
    `${second}/resources/0/workers/1`,
  ],
  ['a line of workers', `${second}/resources/0/line`, 0, 'assignment-fits-resource'],
];

describe('is refused, with place, rule, what came and what would do:', () => {
  test.each(broken)('%s', (_, at, value, rule, pointer = at, received = value) => {
    const [refusal] = refusals(at, value);
    expect(refusal).toMatchObject({ pointer, rule, ...(received !== undefined && { received }) });
    expect(refusal!.message).toMatch(/\w+ \w+/);
    expect(refusal!.remedy).toMatch(/\w+ \w+/);
  });
});

describe('a field of a wrong shape is named:', () => {
  test.each([
    ['a negative duration', `${cut}/modes/0/durationSeconds`, -1],
    ['a fraction of a second', `${cut}/modes/0/durationSeconds`, 0.5],
    ['no operations', '/cards/0/operations', []],
    ['no modes', `${cut}/modes`, []],
    ['a pool of nothing', '/resources/0/capacity', 0],
    ['an unknown type of resource', '/resources/0/type', 'robot'],
    ['an unknown field', `${cut}/colour`, 'red'],
    ['an unknown rule', '/rule', 'by-mood'],
    ['a moment that is none', '/now', 'soon'],
    ['a takt beyond all plans', `${first}/resources/0/takt`, 1e9],
    ['a negative weight', '/objective', { makespan: -1 }, '/objective/makespan'],
  ])('%s', (_, at, value, pointer = at) => {
    expect(refusals(at, value).map((refusal) => refusal.pointer)).toContain(pointer);
  });
});

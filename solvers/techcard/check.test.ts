/** Every rule of the checker: a plan that keeps it, and one that breaks it. */
import { describe, expect, test } from 'vitest';
import type { TechcardPlan, TechcardVolumePlan } from '../../models/techcard.ts';
import { operation, type Placing, type ProblemInput, planOf, problemOf } from './check/testing.ts';
import { checkTechcardPlan } from './check.ts';

type Places = Record<string, Placing | readonly [number, number]>;

function rulesOf(input: ProblemInput, places: Places, setupTime = 0): string[] {
  const { problem, plan } = planOf(input, places, setupTime);
  return [...new Set(checkTechcardPlan({ problem }, plan).violations.map(({ rule }) => rule))];
}

const pool = (capacity: number) => ({ type: 'pool' as const, id: 'p', capacity });
const a = (resource: string, state?: string, amount = 1) => [{ resource, state, amount }];
const two = [operation('a', 10), operation('b', 5)];
/** Two operations of 10 s with a state each on resource `m`. */
const states = (first?: string, second?: string) => [
  operation('a', 10, a('m', first)),
  operation('b', 10, a('m', second)),
];
const machine = { type: 'machine' as const, id: 'm' };
const setups = { initial: 'cold', times: [{ from: 'red', to: 'blue', seconds: 4 }], otherwise: 2 };
const heating = { warmUpSeconds: 5, coolDownSeconds: 7, keepWarmSeconds: 3 };
const oven = { type: 'batch-oven' as const, id: 'm', capacity: 3 };
const belt = { type: 'conveyor-oven' as const, id: 'm', capacity: 2, entrySeconds: 3 };
const line = { type: 'paced-line' as const, id: 'l', lines: 2, stations: 2 };
const crew = {
  type: 'workers' as const,
  id: 'w',
  workers: [
    { id: 'ann', skills: ['weld', 'paint'] },
    { id: 'bob', skills: ['weld'] },
  ],
};
const by = (at: readonly [number, number], ...workers: string[]): Placing => ({
  at,
  resources: [{ resource: 'w', workers }],
});
const weldAndPaint = problemOf(
  [
    operation('a', 10, [
      { resource: 'w', skill: 'weld' },
      { resource: 'w', skill: 'paint' },
    ]),
    operation('b', 5, [{ resource: 'w', skill: 'weld' }]),
  ],
  { resources: [crew] },
);
const lagged = (lag: object) =>
  problemOf([operation('a', 10), operation('b', 5, [], { after: [{ operation: 'a', ...lag }] })]);
const ordered = (more: object, rest: Partial<ProblemInput> = {}) =>
  problemOf(two, { orders: [{ id: 'order', card: 'card', ...more }], ...rest });
/** Two pieces, each with an operation on station 0 and one on station 1. */
const onLine = (more: object = {}, rest: Partial<ProblemInput> = {}) =>
  problemOf([operation('a', 10, [{ resource: 'l', station: 0 }]), operation('b', 5, [{ resource: 'l', station: 1 }])], {
    resources: [{ ...line, ...more }],
    orders: [{ id: 'order', card: 'card', quantity: 2 }],
    ...rest,
  });
const takt = (at: readonly [number, number], number: number, station: number, ofLine = 0): Placing => ({
  at,
  resources: [{ resource: 'l', line: ofLine, takt: number, station }],
});
const given = (name: string, start: number, end?: number) => ({
  order: 'order',
  serial: 0,
  operation: name,
  start,
  end,
});

type Case = [rule: string, what: string, input: ProblemInput, kept: Places, broken: Places, setupTime?: number];

const cases: Case[] = [
  ['duration', 'as long as the mode says', problemOf(two), { a: [0, 10], b: [0, 5] }, { a: [0, 11], b: [0, 5] }],
  ['lags', 'least', lagged({ leastSeconds: 3 }), { a: [0, 10], b: [13, 18] }, { a: [0, 10], b: [12, 17] }],
  [
    'lags',
    'greatest',
    lagged({ leastSeconds: 3, greatestSeconds: 4 }),
    { a: [0, 10], b: [14, 19] },
    { a: [0, 10], b: [15, 20] },
  ],
  [
    'lags',
    'start to end',
    lagged({ from: 'start', to: 'end', leastSeconds: -5, greatestSeconds: 6 }),
    { a: [0, 10], b: [1, 6] },
    { a: [0, 10], b: [2, 7] },
  ],
  ['release', 'nothing before', ordered({ release: 4 }), { a: [4, 14], b: [4, 9] }, { a: [4, 14], b: [3, 8] }],
  ['deadline', 'nothing after', ordered({ deadline: 12 }), { a: [2, 12], b: [0, 5] }, { a: [3, 13], b: [0, 5] }],
  ['now', 'nothing before', ordered({}, { now: 3 }), { a: [3, 13], b: [3, 8] }, { a: [3, 13], b: [2, 7] }],
  [
    'worker limit',
    'two and one workers, two admitted',
    {
      ...problemOf([]),
      cards: [{ id: 'card', workerLimit: 2, operations: [operation('a', 10, [], { workers: 2 }), operation('b', 5)] }],
    },
    { a: [0, 10], b: [10, 15] },
    { a: [0, 10], b: [9, 14] },
  ],
  [
    'pool',
    'two of three and two',
    problemOf([operation('a', 10, a('p', undefined, 2)), operation('b', 5, a('p', undefined, 2))], {
      resources: [pool(3)],
    }),
    { a: [0, 10], b: [10, 15] },
    { a: [0, 10], b: [9, 14] },
  ],
  [
    'workers',
    'one at a time',
    weldAndPaint,
    { a: by([0, 10], 'ann', 'bob'), b: by([10, 15], 'bob') },
    { a: by([0, 10], 'ann', 'bob'), b: by([9, 14], 'bob') },
  ],
  [
    'workers',
    'skills, in whatever order the names stand',
    weldAndPaint,
    { a: by([0, 10], 'bob', 'ann'), b: by([10, 15], 'ann') },
    { a: by([0, 10], 'bob', 'bob'), b: by([10, 15], 'ann') },
  ],
  [
    'workers',
    'only Ann paints',
    problemOf([operation('a', 10, [{ resource: 'w', skill: 'paint' }])], { resources: [crew] }),
    { a: by([0, 10], 'ann') },
    { a: by([0, 10], 'bob') },
  ],
  [
    'workers',
    'as many as asked, all of them known',
    problemOf([operation('a', 10, [{ resource: 'w', amount: 2 }])], { resources: [crew] }),
    { a: by([0, 10], 'ann', 'bob') },
    { a: by([0, 10], 'ann', 'eve') },
  ],
  [
    'machine',
    'one at a time; what takes no time does not matter',
    problemOf([...states(), operation('c', 0, ['m'])], { resources: [machine] }),
    { a: [0, 10], b: [10, 20], c: [5, 5] },
    { a: [0, 10], b: [9, 19], c: [5, 5] },
  ],
  [
    'set-up',
    'cold to red takes 2, red to blue 4',
    problemOf(states('red', 'blue'), { resources: [{ ...machine, setups }] }),
    { a: [2, 12], b: [16, 26] },
    { a: [2, 12], b: [15, 25] },
    6,
  ],
  [
    'set-up',
    'before the first',
    problemOf(states('red', 'red'), { resources: [{ ...machine, setups }] }),
    { a: [2, 12], b: [12, 22] },
    { a: [1, 11], b: [11, 21] },
    2,
  ],
  [
    'set-up',
    'one without state leaves it',
    problemOf([...states('red', 'blue'), operation('c', 5, ['m'])], { resources: [{ ...machine, setups }] }),
    { a: [2, 12], c: [12, 17], b: [21, 31] },
    { a: [2, 12], c: [12, 17], b: [20, 30] },
    6,
  ],
  [
    'heating',
    'warm-up before the first',
    problemOf(states(), { resources: [{ ...machine, heating }] }),
    { a: [5, 15], b: [18, 28] },
    { a: [4, 14], b: [17, 27] },
  ],
  [
    'heating',
    'kept warm for 3 s, cold and warm again after 12',
    problemOf(states(), { resources: [{ ...machine, heating }] }),
    { a: [5, 15], b: [27, 37] },
    { a: [5, 15], b: [26, 36] },
  ],
  [
    'heating',
    'warm at the start',
    problemOf(states(), { resources: [{ ...machine, heating: { ...heating, warmAtStart: true } }] }),
    { a: [3, 13], b: [13, 23] },
    { a: [4, 14], b: [14, 24] },
  ],
  [
    'batch oven',
    'one state',
    problemOf(states('hot', 'warm'), { resources: [oven] }),
    { a: [0, 10], b: [10, 20] },
    { a: [0, 10], b: [0, 10] },
  ],
  [
    'batch oven',
    'start together or not at all',
    problemOf(states('hot', 'hot'), { resources: [oven] }),
    { a: [0, 10], b: [0, 10] },
    { a: [0, 10], b: [1, 11] },
  ],
  [
    'batch oven',
    'one duration',
    problemOf([operation('a', 10, a('m', 'hot')), operation('b', 5, a('m', 'hot'))], { resources: [oven] }),
    { a: [0, 10], b: [10, 15] },
    { a: [0, 10], b: [0, 5] },
  ],
  [
    'batch oven',
    'two and two places of three',
    problemOf([operation('a', 10, a('m', 'hot', 2)), operation('b', 10, a('m', 'hot', 2))], { resources: [oven] }),
    { a: [0, 10], b: [10, 20] },
    { a: [0, 10], b: [0, 10] },
  ],
  [
    'batch oven',
    'numbers of batches',
    problemOf(states('hot', 'hot'), { resources: [oven] }),
    {
      a: { at: [0, 10], resources: [{ resource: 'm', batch: 4 }] },
      b: { at: [0, 10], resources: [{ resource: 'm', batch: 4 }] },
    },
    {
      a: { at: [0, 10], resources: [{ resource: 'm', batch: 4 }] },
      b: { at: [10, 20], resources: [{ resource: 'm', batch: 4 }] },
    },
  ],
  [
    'set-up',
    'between batches: hot to warm takes 2',
    problemOf(states('hot', 'warm'), { resources: [{ ...oven, setups: { otherwise: 2 } }] }),
    { a: [0, 10], b: [12, 22] },
    { a: [0, 10], b: [11, 21] },
    2,
  ],
  [
    'conveyor oven',
    'entries 3 s apart',
    problemOf(states('hot', 'hot'), { resources: [belt] }),
    { a: [0, 10], b: [3, 13] },
    { a: [0, 10], b: [2, 12] },
  ],
  [
    'conveyor oven',
    'one state on the belt',
    problemOf(states('hot', 'warm'), { resources: [belt] }),
    { a: [0, 10], b: [10, 20] },
    { a: [0, 10], b: [9, 19] },
  ],
  [
    'conveyor oven',
    'one duration on the belt',
    problemOf([operation('a', 10, a('m', 'hot')), operation('b', 5, a('m', 'hot'))], { resources: [belt] }),
    { a: [0, 10], b: [10, 15] },
    { a: [0, 10], b: [4, 9] },
  ],
  [
    'conveyor oven',
    'places on the belt',
    problemOf([operation('a', 10, a('m', 'hot', 2)), operation('b', 10, a('m', 'hot'))], { resources: [belt] }),
    { a: [0, 10], b: [10, 20] },
    { a: [0, 10], b: [5, 15] },
  ],
  [
    'set-up',
    'from the moment the belt is empty',
    problemOf([...states('hot', 'hot'), operation('c', 10, a('m', 'warm'))], {
      resources: [{ ...belt, setups: { otherwise: 2 } }],
    }),
    { a: [0, 10], b: [3, 13], c: [15, 25] },
    { a: [0, 10], b: [3, 13], c: [14, 24] },
    2,
  ],
  [
    'reservoir',
    'taken at the start, added at the end',
    problemOf([operation('a', 10, [{ resource: 'r', amount: 0, adds: 2 }]), operation('b', 5, a('r', undefined, 2))], {
      resources: [{ type: 'reservoir', id: 'r' }],
    }),
    { a: [0, 10], b: [10, 15] },
    { a: [0, 10], b: [9, 14] },
  ],
  [
    'reservoir',
    'supplies, and no more than it holds',
    problemOf([operation('a', 5, [{ resource: 'r', amount: 0, adds: 2 }]), operation('b', 5, a('r', undefined, 2))], {
      resources: [{ type: 'reservoir', id: 'r', capacity: 3, initial: 2, supplies: [{ at: 7, amount: 1 }] }],
    }),
    { b: [0, 5], a: [2, 7] },
    { b: [6, 11], a: [0, 5] },
  ],
  [
    'paced line',
    'stations move together',
    onLine(),
    {
      '0/a': takt([0, 10], 0, 0),
      '0/b': takt([10, 15], 1, 1),
      '1/a': takt([10, 20], 1, 0),
      '1/b': takt([20, 25], 2, 1),
    },
    {
      '0/a': takt([0, 10], 0, 0),
      '0/b': takt([15, 20], 1, 1),
      '1/a': takt([10, 20], 1, 0),
      '1/b': takt([19, 24], 3, 1),
    },
  ],
  [
    'paced line',
    'a later takt waits for all of the earlier',
    onLine(),
    {
      '0/a': takt([0, 10], 0, 0),
      '0/b': takt([10, 15], 1, 1),
      '1/a': takt([0, 10], 0, 0, 1),
      '1/b': takt([12, 17], 1, 1, 1),
    },
    {
      '0/a': takt([0, 10], 0, 0),
      '0/b': takt([12, 17], 1, 1),
      '1/a': takt([5, 15], 1, 0),
      '1/b': takt([17, 22], 2, 1),
    },
  ],
  [
    'paced line',
    'a takt of its own to enter',
    onLine(),
    {
      '0/a': takt([0, 10], 0, 0),
      '0/b': takt([10, 15], 1, 1),
      '1/a': takt([15, 25], 2, 0),
      '1/b': takt([25, 30], 3, 1),
    },
    {
      '0/a': takt([0, 10], 0, 0),
      '0/b': takt([10, 15], 1, 1),
      '1/a': takt([0, 10], 0, 0),
      '1/b': takt([10, 15], 1, 1),
    },
  ],
  [
    'paced line',
    'one line for a piece',
    onLine(),
    {
      '0/a': takt([0, 10], 0, 0, 1),
      '0/b': takt([10, 15], 1, 1, 1),
      '1/a': takt([0, 10], 0, 0),
      '1/b': takt([10, 15], 1, 1),
    },
    {
      '0/a': takt([0, 10], 0, 0, 1),
      '0/b': takt([10, 15], 1, 1, 0),
      '1/a': takt([0, 10], 0, 0),
      '1/b': takt([10, 15], 1, 1),
    },
  ],
  [
    'paced line',
    'no empty takts',
    onLine({ emptyTakts: false }),
    {
      '0/a': takt([0, 10], 0, 0),
      '0/b': takt([10, 15], 1, 1),
      '1/a': takt([15, 25], 1, 0),
      '1/b': takt([25, 30], 2, 1),
    },
    {
      '0/a': takt([0, 10], 0, 0),
      '0/b': takt([10, 15], 1, 1),
      '1/a': takt([15, 25], 2, 0),
      '1/b': takt([25, 30], 3, 1),
    },
  ],
  [
    'given',
    'where it stands',
    ordered({}, { given: [given('a', 2, 14)] }),
    { a: [2, 14], b: [0, 5] },
    { a: [2, 12], b: [0, 5] },
  ],
  [
    'machine',
    'given ones may overlap each other, others not them',
    problemOf([...states(), operation('c', 5, ['m'])], {
      resources: [machine],
      given: [given('a', -5, 5), given('b', 0, 9)],
    }),
    { a: [-5, 5], b: [0, 9], c: [9, 14] },
    { a: [-5, 5], b: [0, 9], c: [8, 13] },
  ],
  [
    'reservoir',
    'what given operations took too much is a fact, what is taken on top is not',
    problemOf([operation('a', 5, a('r', undefined, 3)), operation('b', 5, a('r', undefined, 1))], {
      resources: [{ type: 'reservoir', id: 'r', initial: 1, supplies: [{ at: 20, amount: 5 }] }],
      given: [given('a', 0)],
    }),
    { a: [0, 5], b: [20, 25] },
    { a: [0, 5], b: [10, 15] },
  ],
  [
    'set-up',
    'after a given operation that began before second 0',
    problemOf(states('red', 'blue'), {
      resources: [{ ...machine, setups: { times: setups.times } }],
      given: [given('a', -10)],
    }),
    { a: [-10, 0], b: [4, 14] },
    { a: [-10, 0], b: [3, 13] },
    4,
  ],
  [
    'paced line',
    'a takt waits for what is given',
    onLine({}, { given: [{ ...given('a', 0, 13), resources: [{ resource: 'l', line: 0, takt: 0, station: 0 }] }] }),
    {
      '0/a': takt([0, 13], 0, 0),
      '0/b': takt([13, 18], 1, 1),
      '1/a': takt([13, 23], 1, 0),
      '1/b': takt([23, 28], 2, 1),
    },
    {
      '0/a': takt([0, 13], 0, 0),
      '0/b': takt([13, 18], 1, 1),
      '1/a': takt([12, 22], 1, 0),
      '1/b': takt([22, 27], 2, 1),
    },
  ],
];

test.each(cases)('%s: %s', (rule, _what, input, kept, broken, setupTime) => {
  expect(rulesOf(input, kept, setupTime)).toEqual([]);
  expect(rulesOf(input, broken, setupTime)).toEqual([rule]);
});

describe('calendars', () => {
  /** Each day from 08:00 to 12:00 and from 13:00 to 17:00 in Berlin, where clocks jump at 02:00 of 29 March 2026. */
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
  const week = <Id extends string>(id: Id) =>
    Object.fromEntries(days.map((day) => [day, id])) as Record<(typeof days)[number], Id>;
  const calendar = (id: string, ...shifts: [number, number][]) => ({
    id,
    timeZone: 'Europe/Berlin',
    dayTypes: [{ id: 'd', shifts: shifts.map(([from, to]) => ({ from: from * 3600, to: to * 3600 })) }],
    week: week('d'),
  });
  const hour = 3600;
  const problem = (more: Parameters<typeof operation>[3] = {}) =>
    problemOf([operation('a', 2 * hour, ['p'], more)], {
      start: '2026-03-28T00:00:00+01:00',
      calendars: [calendar('halves', [8, 12], [13, 17]), calendar('late', [11, 16])],
      resources: [{ ...pool(1), calendars: ['halves', 'late'] }],
    });
  /** Open from 11 to 12 and from 13 to 16: four hours a day. */
  const check = (input: ProblemInput, start: number, end: number, moments: { start: object; end: object }) => {
    const { problem: parsed, plan } = planOf(input, { a: [start * hour, end * hour] });
    Object.assign(plan.operations[0].start, moments.start);
    Object.assign(plan.operations[0].end, moments.end);
    return checkTechcardPlan({ problem: parsed }, plan).violations.map(({ rule }) => rule);
  };
  const at = (day: number, hours: number) => new Date(Date.UTC(2026, 2, day, hours)).toISOString();
  const inside = (logicalSeconds: number) => ({ logicalSeconds });

  test('open where all calendars are; a pause only where it is allowed', () => {
    const moments = { start: inside(2 * hour), end: { logicalSeconds: 4 * hour, right: at(29, 9) } };
    // Saturday 14:00 to 16:00, an end of work: it opens again on Sunday at 11:00, which is 09:00 UTC in summer.
    expect(check(problem(), 14, 16, moments)).toEqual([]);
    expect(check(problem(), 14, 16, { ...moments, end: inside(4 * hour) })).toEqual(['moment']);
    const start = { logicalSeconds: 0, left: at(27, 15) };
    expect(check(problem(), 11, 13, { start, end: { logicalSeconds: hour, left: at(28, 11) } })).toEqual(['duration']);
    expect(check(problem({ pausable: true }), 11, 14, { start, end: inside(2 * hour) })).toEqual([]);
    // After the pause, but not with an hour more.
    expect(check(problem({ pausable: true }), 11, 15, { start, end: inside(3 * hour) })).toEqual(['duration']);
    // 12:00 is closed: work may not start there.
    const noon = { logicalSeconds: hour, right: at(28, 12) };
    expect(check(problem({ pausable: true }), 12, 15, { start: noon, end: inside(3 * hour) })).toEqual(['duration']);
  });

  test('over the night in which the clock jumps: 36 hours after midnight it is 13:00', () => {
    const moments = { start: inside(3 * hour), end: { logicalSeconds: 5 * hour, left: at(29, 10), right: at(29, 11) } };
    // Saturday 15:00 and an hour, Sunday 11:00 and an hour: 12:00 on Sunday is 35 hours after Saturday's midnight.
    expect(check(problem({ pausable: true }), 15, 35, moments)).toEqual([]);
    expect(check(problem({ pausable: true }), 15, 36, { ...moments, end: moments.end })).toEqual(['duration']);
  });

  test('logical seconds before second 0 are negative', () => {
    const input = problem();
    input.start = '2026-03-28T15:00:00+01:00';
    input.given = [{ order: 'order', serial: 0, operation: 'a', start: -hour, end: hour }];
    const moments = { start: inside(-hour), end: { logicalSeconds: hour, right: at(29, 9) } };
    expect(check(input, -1, 1, moments)).toEqual([]);
    expect(check(input, -1, 1, { ...moments, start: inside(0) })).toEqual(['moment']);
  });

  test('a set-up needs open time of its resource', () => {
    const input = problemOf([operation('a', hour, a('m', 'red')), operation('b', hour, a('m', 'blue'))], {
      start: '2026-03-28T00:00:00+01:00',
      calendars: [calendar('all', [8, 12], [13, 17])],
      resources: [{ ...machine, calendars: ['all'], setups: { otherwise: hour } }],
    });
    const rules = (start: number) =>
      rulesOf(input, { a: [10 * hour, 11 * hour], b: [start * hour, (start + 1) * hour] }, hour);
    expect(rules(13)).not.toContain('set-up');
    input.resources = [{ ...machine, calendars: ['all'], setups: { otherwise: 2 * hour } }];
    expect(rules(13)).toContain('set-up');
  });

  test('a worker has calendars of their own', () => {
    const input = problemOf([operation('a', 2 * hour, ['w'])], {
      start: '2026-03-28T00:00:00+01:00',
      calendars: [calendar('late', [11, 16])],
      resources: [{ type: 'workers', id: 'w', workers: [{ id: 'ann', calendars: ['late'] }, { id: 'bob' }] }],
    });
    expect(rulesOf(input, { a: by([0, 2 * hour], 'bob') })).toEqual([]);
    expect(rulesOf(input, { a: by([0, 2 * hour], 'ann') })).toContain('duration');
  });
});

describe('what a plan says of itself', () => {
  const late = ordered(
    { due: 8, priority: 2, release: 1 },
    { objective: { tardiness: 1, makespan: 3, flowTime: 0.5 } },
  );
  const checked = (damage: (plan: TechcardPlan) => void = () => {}) => {
    const { problem, plan } = planOf(late, { a: [1, 11], b: [1, 6] });
    damage(plan);
    return checkTechcardPlan({ problem }, plan);
  };

  test('the objective is the weighted sum', () => {
    // 3 times 11, twice 3 s late, half of 10 s between release and end.
    expect(checked()).toEqual({ violations: [], objective: 33 + 6 + 5 });
  });

  test.each<[string, (plan: TechcardPlan) => void]>([
    ['terms', ({ terms }) => void Object.assign(terms, { tardiness: 3 })],
    ['terms', ({ terms }) => void Object.assign(terms, { setupTime: 1 })],
    ['orders', ({ orders }) => void Object.assign(orders[0], { tardinessSeconds: 4 })],
    ['orders', ({ orders }) => void Object.assign(orders[0], { tardyPieces: 0 })],
    ['orders', ({ orders }) => void Object.assign(orders[0], { due: undefined })],
    ['orders', (plan) => void Object.assign(plan, { orders: [] })],
    ['operations', ({ operations }) => void Object.assign(operations[0], { operation: 'x' })],
    ['operations', ({ operations }) => void Object.assign(operations[0], { mode: 1 })],
    ['operations', ({ operations }) => void Object.assign(operations[0], { serial: 7 })],
    ['operations', ({ operations }) => void operations.push(operations[1])],
    ['operations', ({ operations }) => void operations.pop()],
    ['assignments', ({ operations }) => void operations[0].resources.push({ resource: 'x' })],
    ['moment', ({ operations }) => void Object.assign(operations[0].start, { at: '1970-01-01T00:00:02Z' })],
    ['moment', ({ operations }) => void Object.assign(operations[0].start, { logicalSeconds: 2 })],
    ['moment', ({ operations }) => void Object.assign(operations[0].end, { right: '1970-01-01T00:00:12Z' })],
    ['slack', ({ operations }) => void Object.assign(operations[0], { critical: true, slackSeconds: 1 })],
    ['given', ({ operations }) => void Object.assign(operations[0], { given: true })],
    ['critical path', ({ criticalPath }) => void criticalPath.push({ order: 'order', serial: 0, operation: 'x' })],
  ])('%s: %s', (rule, damage) => {
    expect(checked(damage).violations.map((violation) => violation.rule)).toContain(rule);
  });
});

describe('volume', () => {
  const week = 7 * 86_400;
  /** A machine is open all the time: seven pieces of a day each a week. */
  const input = problemOf([operation('a', 86_400, ['m'])], {
    mode: 'volume',
    resources: [machine],
    orders: [{ id: 'order', card: 'card', quantity: 9, release: 10, due: week - 5, priority: 2 }],
    volume: { periods: 4 },
  });
  const from = (period: number) => new Date(period * week * 1000).toISOString();
  const row = (period: number, quantity: number) => ({
    ...{ order: 'order', product: 'card', site: 'main', period, from: from(period), quantity },
  });
  const load = (period: number, days: number) => ({
    ...{ resource: 'm', site: 'main', period, loadSeconds: days * 86_400, capacitySeconds: week },
  });
  const checked = (more: Partial<TechcardVolumePlan>) => {
    const { problem, plan } = planOf({ ...input, mode: 'optimize' }, {});
    plan.volume = {
      rows: [row(0, 7), row(1, 2)],
      unplaced: [],
      load: [load(0, 7), load(1, 2)],
      latePiecePeriods: 4,
      objective: 4,
      ...more,
    };
    return checkTechcardPlan({ problem: { ...problem, mode: 'volume' } }, plan);
  };

  test('as it should be: two pieces of weight 2 a week late', () => {
    expect(checked({})).toEqual({ violations: [], objective: 4 });
  });

  test.each<[string, Partial<TechcardVolumePlan>]>([
    ['quantities', { rows: [row(0, 7), row(1, 1)], load: [load(0, 7), load(1, 1)], latePiecePeriods: 2 }],
    ['a load that is not told', { load: [load(0, 7)] }],
    ['a load told too small', { load: [load(0, 6), load(1, 2)] }],
    ['above capacity', { rows: [row(0, 9)], load: [load(0, 9)], latePiecePeriods: 0 }],
    ['beyond the horizon', { rows: [row(0, 7), row(4, 2)], load: [load(0, 7), load(4, 2)], latePiecePeriods: 16 }],
    ['late pieces', { latePiecePeriods: 2 }],
    ['a bound above the objective', { lowerBound: 5 }],
    ['when a period begins', { rows: [row(0, 7), { ...row(1, 2), from: from(2) }] }],
    ['a capacity told too great', { load: [{ ...load(0, 7), capacitySeconds: 2 * week }, load(1, 2)] }],
  ])('%s', (_what, more) => {
    expect(checked(more).violations.map(({ rule }) => rule)).toContain('volume');
  });
});

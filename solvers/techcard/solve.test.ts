/** Requests solved by hand, from the schema to the plan. */
import { describe, expect, test } from 'vitest';
import { hasPlan } from '../../models/result.ts';
import { type TechcardPlan, TechcardProblem } from '../../models/techcard.ts';
import { iterationBudget } from '../solver.ts';
import { operation, type ProblemInput, problemOf } from './check/testing.ts';
import { techcardSolver } from './solve.ts';

function answer(input: ProblemInput, iterations = 200) {
  return techcardSolver.solve({ problem: TechcardProblem.parse(input) }, iterationBudget(iterations));
}

/** The plan, after its check. */
function solved(input: ProblemInput, iterations = 200) {
  const result = answer(input, iterations);
  if (!hasPlan(result)) throw new Error(`${result.found}: ${result.reason}`);
  expect(techcardSolver.check({ problem: TechcardProblem.parse(input) }, result.plan).violations).toEqual([]);
  const { plan } = result;
  /** Start and end by operation, `serial/id` where there are several pieces. */
  const times = Object.fromEntries(
    plan.operations.map(({ operation: id, serial, start, end }) => [
      plan.operations.some((other) => other.operation === id && other.serial !== serial) ? `${serial}/${id}` : id,
      [start.seconds, end.seconds],
    ]),
  );
  const of = (id: string, serial = 0) => plan.operations.find((one) => one.operation === id && one.serial === serial)!;
  return { ...result, times, of };
}

function reasonOf(input: ProblemInput): { found: string; reason: string | undefined; iterations: number } {
  const result = answer(input);
  if (hasPlan(result)) throw new Error('there is a plan');
  return { found: result.found, reason: result.reason, iterations: result.statistics.iterations };
}

/** op3 after op1 and op2, op4 after op3: equation (2.1) of the thesis. */
function equation(
  durations: readonly number[],
  more: Partial<ProblemInput['cards'][number]> = {},
  workers = [1, 1, 1, 1],
) {
  const after = [[], [], ['op1', 'op2'], ['op3']];
  const operations = durations.map((seconds, index) =>
    operation(`op${index + 1}`, seconds, [], {
      after: after[index]!.map((id) => ({ operation: id })),
      workers: workers[index],
    }),
  );
  return { cards: [{ id: 'card', operations, ...more }], orders: [{ id: 'order', card: 'card' }] };
}

describe('equation (2.1)', () => {
  test.each([
    { durations: [3, 5, 2, 4], starts: [0, 0, 5, 7], latest: [2, 0, 5, 7], makespan: 11, critical: 'op2 op3 op4' },
    { durations: [5, 3, 2, 4], starts: [0, 0, 5, 7], latest: [0, 2, 5, 7], makespan: 11, critical: 'op1 op3 op4' },
    { durations: [4, 4, 1, 1], starts: [0, 0, 4, 5], latest: [0, 0, 4, 5], makespan: 6, critical: 'op1 op2 op3 op4' },
    { durations: [0, 7, 0, 2], starts: [0, 0, 7, 7], latest: [7, 0, 7, 7], makespan: 9, critical: 'op2 op3 op4' },
    {
      durations: [10, 10, 10, 10],
      starts: [0, 0, 10, 20],
      latest: [0, 0, 10, 20],
      makespan: 30,
      critical: 'op1 op2 op3 op4',
    },
    { durations: [1, 1, 1, 1], starts: [0, 0, 1, 2], latest: [0, 0, 1, 2], makespan: 3, critical: 'op1 op2 op3 op4' },
  ])('durations $durations', ({ durations, starts, latest, makespan, critical }) => {
    for (const mode of ['optimize', 'simulate'] as const) {
      const { plan, found, objective, of } = solved({ ...equation(durations), mode });
      expect([found, objective]).toEqual(['optimal', makespan]);
      const rows = [1, 2, 3, 4].map((index) => of(`op${index}`));
      expect(rows.map(({ start }) => start.seconds)).toEqual(starts);
      expect(rows.map(({ start, slackSeconds }) => start.seconds + slackSeconds)).toEqual(latest);
      expect(rows.filter((row) => row.critical).map((row) => row.operation)).toEqual(critical.split(' '));
      expect(plan.terms.makespan).toBe(makespan);
    }
  });

  test.each([
    { durations: [3, 5, 2, 4], workers: [1, 1, 1, 1], limit: 1, makespan: 14 },
    { durations: [3, 5, 2, 4], workers: [1, 1, 1, 1], limit: 2, makespan: 11 },
    { durations: [3, 5, 2, 4], workers: [2, 2, 1, 1], limit: 3, makespan: 14 },
    { durations: [3, 5, 2, 4], workers: [2, 2, 1, 1], limit: 4, makespan: 11 },
    { durations: [4, 4, 1, 1], workers: [1, 2, 2, 1], limit: 2, makespan: 10 },
  ])('$limit workers at a piece', ({ durations, workers, limit, makespan }) => {
    expect(solved(equation(durations, { workerLimit: limit }, workers)).objective).toBe(makespan);
    // A pool of as many people for one piece says the same.
    const { cards, orders } = equation(durations);
    cards[0]!.operations.forEach((one, index) => {
      one.modes[0]!.demands = [{ resource: 'people', amount: workers[index] }];
    });
    expect(solved({ resources: [{ type: 'pool', id: 'people', capacity: limit }], cards, orders }).objective).toBe(
      makespan,
    );
  });

  type Operations = ReturnType<typeof equation>['cards'][number]['operations'];
  test.each<{ why: string; change: (operations: Operations) => void; says: RegExp }>([
    { why: 'a circle', change: ([first]) => first!.after!.push({ operation: 'op4' }), says: /circle/ },
    {
      why: 'an unknown operation',
      change: ([first]) => first!.after!.push({ operation: 'op9' }),
      says: /no operation "op9"/,
    },
    {
      why: 'an unknown resource',
      change: ([first]) => first!.modes[0]!.demands!.push({ resource: 'saw' }),
      says: /no resource "saw"/,
    },
    {
      why: 'too many workers',
      change: ([first]) => Object.assign(first!, { workers: 3 }),
      says: /takes 3 workers and its card admits 2/,
    },
    {
      why: 'a negative duration',
      change: ([first]) => Object.assign(first!.modes[0]!, { durationSeconds: -1 }),
      says: /durationSeconds/,
    },
    {
      why: 'an endless duration',
      change: ([first]) => Object.assign(first!.modes[0]!, { durationSeconds: Infinity }),
      says: /durationSeconds/,
    },
  ])('$why is refused', ({ change, says }) => {
    const input = equation([3, 5, 2, 4], { workerLimit: 2 });
    change(input.cards[0]!.operations);
    const { error } = TechcardProblem.safeParse(input);
    expect(JSON.stringify(error?.issues).replaceAll('\\"', '"')).toMatch(says);
  });
});

test('figure 2.7: two lines, three products, 21 lines of text', () => {
  const { plan, objective } = solved({
    mode: 'simulate',
    rule: 'first-permitted',
    log: { events: false, text: true },
    resources: [{ type: 'paced-line', id: 'line', lines: 2, stations: 3 }],
    cards: [
      {
        id: 'M',
        operations: [4, 3, 6].map((seconds, station) =>
          operation(`s${station}`, seconds, [{ resource: 'line', station }], {
            after: station > 0 ? [{ operation: `s${station - 1}` }] : [],
          }),
        ),
      },
    ],
    orders: [{ id: 'order', card: 'M', quantity: 3 }],
  });
  expect(objective).toBe(20);
  expect(plan.events).toBeUndefined();
  expect(plan.text).toHaveLength(21);
  expect([plan.text![0], plan.text![8], plan.text![20]]).toEqual([
    'Line (0) product (M, 0) loaded on station 0',
    'Line (0) product (M, 2) loaded on station 0',
    'Line (0) product (M, 2) unloaded from line (timestamp: 20)',
  ]);
});

describe('calendars', () => {
  const hour = 3600;
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
  const calendar = (shifts: { from: number; to: number }[]) => ({
    id: 'shifts',
    dayTypes: [{ id: 'day', shifts }],
    week: Object.fromEntries(days.map((day) => [day, 'day'])) as Record<(typeof days)[number], string>,
  });
  const twoShifts = calendar([
    { from: 6 * hour, to: 14 * hour },
    { from: 15 * hour, to: 23 * hour },
  ]);
  const base = {
    start: '2026-01-05T06:00:00Z',
    calendars: [twoShifts],
    resources: [{ type: 'machine' as const, id: 'saw', calendars: ['shifts'] }],
  };

  test('a pausable operation pauses between two shifts, another waits for one that is long enough', () => {
    // 06:00 to 14:00 are 8 of the 10 hours, 15:00 to 17:00 the other 2. Of the second shift 6 hours are left, too few for 7.
    const { of, times } = solved({
      ...base,
      ...problemOf([
        operation('long', 10 * hour, ['saw'], { pausable: true }),
        operation('whole', 7 * hour, ['saw'], { after: [{ operation: 'long' }] }),
      ]),
    });
    expect(times).toEqual({ long: [0, 11 * hour], whole: [24 * hour, 31 * hour] });
    expect(of('long').end).toMatchObject({
      logicalSeconds: 10 * hour,
      left: '2026-01-05T17:00:00Z',
      right: '2026-01-05T17:00:00Z',
    });
    // 16 hours are worked by the end of the first day and just as many by the beginning of the second.
    expect(of('whole').start).toMatchObject({
      logicalSeconds: 16 * hour,
      left: '2026-01-05T23:00:00Z',
      right: '2026-01-06T06:00:00Z',
    });
    expect(of('whole').end.logicalSeconds).toBe(23 * hour);
  });

  test('work that ends with a shift ends at both borders of the break', () => {
    const { of } = solved({ ...base, ...problemOf([operation('shift', 8 * hour, ['saw'], { pausable: true })]) });
    expect(of('shift').end).toMatchObject({
      seconds: 8 * hour,
      left: '2026-01-05T14:00:00Z',
      right: '2026-01-05T15:00:00Z',
    });
  });

  test.each(['optimize', 'simulate'] as const)('a calendar that never opens is refused at once (%s)', (mode) => {
    const input = { ...base, mode, calendars: [calendar([])], ...problemOf([operation('cut', 5, ['saw'])]) };
    expect(reasonOf(input)).toEqual({
      found: 'infeasible',
      reason: 'operation "cut" of order "order" (piece 0) finds no open time that is long enough',
      iterations: 0,
    });
  });
});

describe('planning again', () => {
  const two = {
    resources: [{ type: 'machine' as const, id: 'saw' }],
    orders: [{ id: 'order', card: 'card', quantity: 2 }],
  };
  const fact = { order: 'order', serial: 0, operation: 'cut' };

  test.each([
    { why: 'took longer', given: { ...fact, start: 0, end: 15 }, now: 12, second: [15, 25] },
    { why: 'is over since long', given: { ...fact, start: -9, end: 3 }, now: 12, second: [12, 22] },
    { why: 'has no end yet', given: { ...fact, start: 4 }, now: 6, second: [14, 24] },
  ])('a first piece that $why', ({ given, now, second }) => {
    const { times, of } = solved({ ...problemOf([operation('cut', 10, ['saw'])], two), given: [given], now });
    expect(times['1/cut']).toEqual(second);
    expect([of('cut', 0).given, of('cut', 1).given]).toEqual([true, undefined]);
  });

  test('all has ended before second 0', () => {
    // Was told as an end of 0.
    const given = [0, 1].map((serial) => ({ ...fact, serial, start: -30 + 10 * serial, end: -21 + 10 * serial }));
    expect(solved({ ...problemOf([operation('cut', 10, ['saw'])], two), given }).plan.terms.makespan).toBe(-11);
  });

  test('an earlier plan that fits is not lost, with no iterations either', () => {
    // Shortest first would put the piece of weight 5 last: 2 + 5 * (2 + 3) = 27, the plan that is given 5 * 3 + 5 = 20.
    const input: ProblemInput = {
      resources: [{ type: 'machine', id: 'saw' }],
      cards: [
        { id: 'short', operations: [operation('a', 2, ['saw'])] },
        { id: 'heavy', operations: [operation('b', 3, ['saw'])] },
      ],
      orders: [
        { id: 'one', card: 'short', due: 0 },
        { id: 'other', card: 'heavy', due: 0, priority: 5 },
      ],
      objective: { tardiness: 1 },
    };
    const warmStart = {
      operations: [
        { order: 'one', serial: 0, operation: 'a', mode: 0, start: 3, resources: [] },
        { order: 'other', serial: 0, operation: 'b', mode: 0, start: 0, resources: [] },
      ],
    };
    const result = techcardSolver.solve({ problem: TechcardProblem.parse(input), warmStart }, iterationBudget(0));
    expect(result).toMatchObject({ objective: 20 });
  });
});

test('a warm start of pausable work need not tell the ends', () => {
  // Was read as an end within the pause, and the plan dropped. Shifts of 10 s an hour: 20 s take until 3610.
  const shifts = Array.from({ length: 24 }, (_, hour) => ({ from: 3600 * hour, to: 3600 * hour + 10 }));
  const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
  const week = Object.fromEntries(names.map((name) => [name, 'any'])) as Record<(typeof names)[number], string>;
  const input: ProblemInput = {
    calendars: [{ id: 'hours', dayTypes: [{ id: 'any', shifts }], week }],
    resources: [{ type: 'machine', id: 'saw', calendars: ['hours'] }],
    ...problemOf([operation('late', 20, ['saw'], { pausable: true }), operation('soon', 10, ['saw'])]),
    objective: { tardiness: 1 },
  };
  const rows = ['soon', 'late'].map((id, at) => ({
    order: 'order',
    serial: 0,
    operation: id,
    mode: 0,
    start: 3600 * at,
    resources: [],
  }));
  let first: [string, number][] | undefined;
  techcardSolver.solve(
    { problem: TechcardProblem.parse(input), warmStart: { operations: rows } },
    iterationBudget(0, 1, ({ plan }) => {
      first ??= (plan as TechcardPlan).operations.map((row) => [row.operation, row.end.seconds]);
    }),
  );
  expect(first).toEqual([
    ['soon', 10],
    ['late', 7210],
  ]);
});

describe('backward', () => {
  const chain = [operation('a', 3, ['saw']), operation('b', 4, ['saw'], { after: [{ operation: 'a' }] })];
  const input: ProblemInput = {
    resources: [
      { type: 'machine', id: 'saw' },
      { type: 'machine', id: 'oven' },
    ],
    cards: [
      { id: 'chain', operations: chain },
      { id: 'long', operations: [operation('bake', 25, ['oven'])] },
    ],
    orders: [
      { id: 'one', card: 'chain', due: 20 },
      { id: 'other', card: 'long' },
    ],
    direction: 'backward',
  };

  test('everything is as late as the due date and the end of all allow', () => {
    const { times, of, plan } = solved(input);
    expect(times).toEqual({ a: [13, 16], b: [16, 20], bake: [0, 25] });
    expect([of('a').slackSeconds, of('b').slackSeconds]).toEqual([0, 0]);
    expect(plan.terms).toMatchObject({ makespan: 25, tardiness: 0 });
  });

  test('where the end of all weighs nothing, the due date alone counts', () => {
    const alone = { ...input, cards: [input.cards[0]!], orders: [input.orders[0]!], objective: { tardiness: 1 } };
    expect(solved(alone).times).toEqual({ a: [13, 16], b: [16, 20] });
    expect(solved({ ...alone, objective: { makespan: 1 } }).times).toEqual({ a: [0, 3], b: [3, 7] });
  });
});

test('the order with the shorter set-up is found', () => {
  // Red is in place: red, 5 s of set-up, blue end at 9; blue first takes 5 + 2 + 1 + 2 = 10.
  const { times, plan, objective } = solved({
    resources: [
      {
        type: 'machine',
        id: 'press',
        setups: {
          initial: 'red',
          times: [
            { from: 'red', to: 'blue', seconds: 5 },
            { from: 'blue', to: 'red', seconds: 1 },
          ],
        },
      },
    ],
    ...problemOf([
      operation('blue', 2, [{ resource: 'press', state: 'blue' }]),
      operation('red', 2, [{ resource: 'press', state: 'red' }]),
    ]),
  });
  expect(objective).toBe(9);
  expect(times).toEqual({ red: [0, 2], blue: [7, 9] });
  expect(plan.terms.setupTime).toBe(5);
  expect(plan.runs.map(({ state, heatFrom, start }) => [state, heatFrom.slice(17, 19), start.slice(17, 19)])).toEqual([
    ['red', '00', '00'],
    ['blue', '02', '07'],
  ]);
});

test('an initial state that no operation asks for counts as a set-up', () => {
  // Was told as 0: the state was not among those of the operations.
  const { plan, times } = solved({
    resources: [{ type: 'machine', id: 'press', setups: { initial: 'black', otherwise: 4 } }],
    ...problemOf([operation('red', 2, [{ resource: 'press', state: 'red' }])]),
  });
  expect(times).toEqual({ red: [4, 6] });
  expect(plan.terms.setupTime).toBe(4);
});

test('pieces on a belt that are given in two states overlap without a set-up between them', () => {
  // Was told as 1 s of set-up: the belt is one unbroken run for the checker.
  const { plan } = solved({
    resources: [{ type: 'conveyor-oven', id: 'belt', capacity: 2, setups: { otherwise: 1 } }],
    ...problemOf([
      operation('red', 5, [{ resource: 'belt', state: 'red' }]),
      operation('green', 5, [{ resource: 'belt', state: 'green' }]),
    ]),
    given: [
      { order: 'order', serial: 0, operation: 'red', start: 0 },
      { order: 'order', serial: 0, operation: 'green', start: 2 },
    ],
  });
  expect(plan.terms.setupTime).toBe(0);
});

test('a batch waits for a second piece where that pays', () => {
  const input: ProblemInput = {
    resources: [{ type: 'batch-oven', id: 'oven', capacity: 2 }],
    cards: [{ id: 'card', operations: [operation('bake', 10, ['oven'])] }],
    orders: [
      { id: 'one', card: 'card' },
      { id: 'other', card: 'card', release: 4 },
    ],
  };
  expect(solved({ ...input, mode: 'simulate' }).times).toEqual({ '0/bake': [0, 10], '1/bake': [10, 20] });
  const { times, found } = solved(input);
  expect(times).toEqual({ '0/bake': [4, 14], '1/bake': [4, 14] });
  expect(found).toBe('optimal');
});

test('two skills of one pool are two people, for an operation that takes no time as well', () => {
  // Was given the same worker twice.
  const { of } = solved({
    resources: [
      {
        type: 'workers',
        id: 'crew',
        workers: [
          { id: 'ann', skills: ['weld', 'lift'] },
          { id: 'bob', skills: ['weld', 'lift'] },
        ],
      },
    ],
    ...problemOf([
      operation('sign', 0, [
        { resource: 'crew', skill: 'weld' },
        { resource: 'crew', skill: 'lift' },
      ]),
    ]),
  });
  expect(of('sign').resources.flatMap(({ workers }) => workers)).toEqual(['ann', 'bob']);
});

describe('lags', () => {
  test('two operations that start together wait for each other', () => {
    // Was thrown at: the circle is none for the schema and one for the project.
    const together = { from: 'start', to: 'start' } as const;
    const { times, objective } = solved({
      resources: [{ type: 'machine', id: 'saw' }],
      ...problemOf([
        operation('cut', 4, ['saw'], { after: [{ operation: 'hold', ...together }] }),
        operation('hold', 6, [], { after: [{ operation: 'cut', ...together }] }),
        operation('clean', 2, ['saw']),
      ]),
    });
    expect(objective).toBe(6);
    expect(times['cut']![0]).toBe(times['hold']![0]);
  });

  test('no circle of lags is broken where the general search plans it', () => {
    // Was planned at 0 and 2: of lags that the simulation does not wait for only greatest ones were looked at.
    const { times, objective } = solved({
      resources: [{ type: 'machine', id: 'saw' }],
      ...problemOf([
        operation('cut', 4, ['saw'], { after: [{ operation: 'hold', from: 'start', to: 'start' }] }),
        operation('hold', 6, [], { after: [{ operation: 'cut', from: 'start', to: 'start' }] }),
        operation('clean', 2, ['saw']),
      ]),
      objective: { flowTime: 1 },
    });
    expect(objective).toBe(6);
    expect(times['cut']![0]).toBe(times['hold']![0]);
  });

  test('an operation that should end later after its start than it takes is a contradiction', () => {
    const input = problemOf([
      operation('cut', 5, [], { after: [{ operation: 'cut', from: 'start', to: 'end', leastSeconds: 7 }] }),
    ]);
    expect(reasonOf(input)).toMatchObject({
      found: 'infeasible',
      reason: 'these lags contradict each other: end of "cut" at least 7 s after start of "cut"',
    });
  });
});

test('more than there is of a resource, in every mode, is no plan and names both', () => {
  const crew = { type: 'workers' as const, id: 'crew', workers: [{ id: 'Ann', skills: ['weld'] }, { id: 'Bo' }] };
  const asking = (demand: object) =>
    reasonOf({ resources: [crew], ...problemOf([operation('join', 5, [{ resource: 'crew', ...demand }])]) });
  expect(asking({ amount: 3 })).toMatchObject({
    found: 'infeasible',
    reason: expect.stringMatching(/"join" .* needs 3 of "crew", which has 2; no mode of it can ever run/),
  });
  expect(asking({ amount: 2, skill: 'weld' }).reason).toMatch(/needs 2 of "crew" with skill "weld", which has 1/);
});

test('work that would end after all counted time is no plan', () => {
  // Was told as optimal with an end before its start: 3e9 s do not fit into 32 bits.
  const long = 1_000_000_000;
  const { found } = reasonOf({
    resources: [{ type: 'machine', id: 'saw' }],
    ...problemOf([operation('a', long, ['saw']), operation('b', long, ['saw']), operation('c', long, ['saw'])]),
  });
  expect(found).toBe('unknown');
});

describe('a paced line', () => {
  test('what is released late holds up its own station only', () => {
    // Was bounded by 2, as if the whole line waited: the piece of the last station may begin before the other is released.
    const input: ProblemInput = {
      resources: [{ type: 'paced-line', id: 'line', lines: 1, stations: 2, emptyTakts: false }],
      cards: [
        { id: 'slow', operations: [operation('a', 1, [{ resource: 'line', station: 1 }])] },
        { id: 'quick', operations: [operation('b', 0, [{ resource: 'line', station: 1 }])] },
      ],
      orders: [
        { id: 'one', card: 'slow' },
        { id: 'other', card: 'quick', release: 1 },
      ],
    };
    expect(solved(input).lowerBound).toBe(1);
  });
});

describe('dead ends', () => {
  const circle: ProblemInput = {
    resources: [
      { type: 'reservoir', id: 'tins' },
      { type: 'reservoir', id: 'lids' },
    ],
    ...problemOf([
      operation('fill', 1, [
        { resource: 'tins', amount: 1 },
        { resource: 'lids', amount: 0, adds: 1 },
      ]),
      operation('close', 1, [
        { resource: 'lids', amount: 1 },
        { resource: 'tins', amount: 0, adds: 1 },
      ]),
    ]),
  };

  test.each(['simulate', 'optimize'] as const)('name the operations and the refusals (%s)', (mode) => {
    const { found, reason } = reasonOf({ ...circle, mode });
    expect(found).toBe('unknown');
    expect(reason).toContain('2 operations are left and no resource permits any more');
    expect(reason).toContain('"fill" of order "order" (piece 0) is refused by "tins"');
    expect(reason).toContain('"close" of order "order" (piece 0) is refused by "lids"');
  });

  test.each(['simulate', 'optimize'] as const)('of one order of work prove nothing (%s)', (mode) => {
    // Taken first, the quick mode leaves too little for the other operation: the rule is stuck, the search is not.
    const operations = [
      {
        id: 'a',
        modes: [
          { durationSeconds: 1, demands: [{ resource: 'flour', amount: 2 }] },
          { durationSeconds: 5, demands: [{ resource: 'flour', amount: 1 }] },
        ],
      },
      operation('b', 1, [{ resource: 'flour', amount: 2 }], { after: [{ operation: 'a' }] }),
    ];
    const input: ProblemInput = {
      mode,
      resources: [{ type: 'reservoir', id: 'flour', initial: 3 }],
      ...problemOf(operations),
    };
    if (mode === 'optimize') expect(solved(input)).toMatchObject({ found: 'optimal', objective: 6 });
    else {
      const { found, reason } = reasonOf(input);
      expect(found).toBe('unknown');
      expect(reason).toMatch(/^by rule earliest-start, 1 operation is left .*"b" of order "order" \(piece 0\)/);
    }
  });

  test.each(['simulate', 'optimize'] as const)('are proved where an idle resource lacks what is asked (%s)', (mode) => {
    const { found, reason } = reasonOf({
      mode,
      resources: [{ type: 'workers', id: 'crew', workers: [{ id: 'ann', skills: ['weld', 'lift'] }] }],
      ...problemOf([
        operation('join', 5, [
          { resource: 'crew', skill: 'weld' },
          { resource: 'crew', skill: 'lift' },
        ]),
      ]),
      objective: { flowTime: 1 },
    });
    expect(found).toBe('infeasible');
    expect(reason).toContain('"join" of order "order" (piece 0) is refused by "crew"');
  });

  test('a stock that never suffices is named before the search', () => {
    const input = {
      resources: [{ type: 'reservoir' as const, id: 'flour', initial: 3, supplies: [{ at: 5, amount: 1 }] }],
      ...problemOf([operation('mix', 1, [{ resource: 'flour', amount: 5 }])]),
    };
    expect(reasonOf(input)).toEqual({
      found: 'infeasible',
      reason: 'operations take at least 5 of "flour", which holds no more than 4 in all',
      iterations: 0,
    });
  });
});

/** Facts of every kind, contradictory ones among them: a run always ends, and a plan around them keeps the rules. */
import { expect, test } from 'vitest';
import { hasPlan } from '../../models/result.ts';
import { TechcardProblem } from '../../models/techcard.ts';
import { iterationBudget } from '../solver.ts';
import { createKernel } from './kernel.ts';
import { alwaysOpen } from './opening.ts';
import { replay } from './replay.ts';
import { ResourceModel, refused } from './resources/model.ts';
import { type Registry, resourceModels } from './resources/registry.ts';
import { techcardSolver } from './solve.ts';
import { instanceOf, kernelOf } from './testing/problems.ts';

type Input = Parameters<typeof TechcardProblem.parse>[0] & object;
const works = (durationSeconds: number, demand: object = {}) => ({
  durationSeconds,
  demands: [{ resource: 'r', ...demand }],
});
type Fact = { start: number; end?: number; resources?: object[] };

/** @returns starts by order and operation, or why there is no plan; a plan keeps every rule of the checker. */
function startsOf(input: object, mode = 'simulate'): Record<string, number> | string {
  const problem = TechcardProblem.parse({ ...(input as Input), mode });
  const result = techcardSolver.solve({ problem }, iterationBudget(20));
  if (!hasPlan(result)) return result.reason ?? '';
  expect(techcardSolver.check({ problem }, result.plan).violations).toEqual([]);
  return Object.fromEntries(
    result.plan.operations.map(({ order, serial, operation, start }) => [
      `${order}${serial}${operation}`,
      start.seconds,
    ]),
  );
}

/** One piece with one operation for each order, some of them given; `o` is the name of all of these. */
function problemOf(resources: object[], orders: Record<string, { mode: object; fact?: Fact; pausable?: boolean }>) {
  const entries = Object.entries(orders);
  return {
    resources,
    cards: entries.map(([id, { mode, pausable = false }]) => ({
      id,
      operations: [{ id: 'o', pausable, modes: [mode] }],
    })),
    orders: entries.map(([id]) => ({ id, card: id })),
    given: entries.flatMap(([order, { fact }]) => (fact ? [{ order, serial: 0, operation: 'o', ...fact }] : [])),
  };
}

function lineProblem(given: object[]) {
  const demand = (station: number) => [{ resource: 'line', station }];
  return {
    resources: [{ type: 'paced-line', id: 'line', lines: 2, stations: 3, emptyTakts: false }],
    cards: [
      {
        id: 'a',
        operations: [
          { id: 'x', modes: [{ durationSeconds: 2, demands: demand(0) }] },
          { id: 'y', modes: [{ durationSeconds: 6, demands: demand(0) }], after: [{ operation: 'x' }] },
        ],
      },
      { id: 'b', operations: [{ id: 'z', modes: [{ durationSeconds: 3, demands: demand(1) }] }] },
    ],
    orders: [
      { id: 'a', card: 'a' },
      { id: 'b', card: 'b' },
    ],
    given,
  };
}

const fact = (operation: string, start: number, more: object = {}) => ({
  order: operation === 'z' ? 'b' : 'a',
  ...{ serial: 0, operation, start },
  ...more,
});
const onLine = (line: number, station: number, takt: number) => ({
  resources: [{ resource: 'line', line, station, takt }],
});

test.each(['simulate', 'optimize'])('a fact on a paced line takes a free place: %s', (mode) => {
  // On the line of a, z would push it off station 0 before y is done; on the other one both go on.
  expect(startsOf(lineProblem([fact('x', -4), fact('z', 2)]), mode)).toEqual({ a0x: -4, a0y: 0, b0z: 2 });
});

test.each(['simulate', 'optimize'])('two pieces that are given one place bring a run to an end: %s', (mode) => {
  // x enters line 0 in takt 0; z in takt 1 at station 1 has entered there too.
  const given = [fact('x', -4, onLine(0, 0, 0)), fact('z', 2, onLine(0, 1, 1))];
  expect(startsOf(lineProblem(given), mode)).toContain('"y" of order "a"');
  // With y given as well nothing is left to plan, and what facts break is no fault.
  expect(startsOf(lineProblem([...given, fact('y', -2)]), mode)).toEqual({ a0x: -4, a0y: -2, b0z: 2 });
});

test('a fact may lie any number of takts ahead', () => {
  const given = [fact('x', -4, onLine(0, 0, 0)), fact('z', 2, onLine(1, 1, 1_000_000))];
  expect(startsOf(lineProblem(given))).toEqual({ a0x: -4, a0y: 0, b0z: 2 });
});

test('facts of one piece on two lines keep others of both off until they end', () => {
  // x in takt 0 of line 0 until 9, y in takt 0 of line 1 until 7: z is in takt 1 of the latter.
  const given = [fact('x', -4, { end: 9, ...onLine(0, 0, 0) }), fact('y', 1, { end: 7, ...onLine(1, 0, 0) })];
  const input = lineProblem(given);
  Object.assign(input.resources[0]!, { emptyTakts: true });
  expect(startsOf(input)).toEqual({ a0x: -4, a0y: 1, b0z: 7 });
});

test('a resource that gives way for ever brings the run to a dead end, not to a standstill', () => {
  class Mule extends ResourceModel {
    override canRun = () => refused;
    override giveWay = () => true;
    override apply(): void {}
    override reset(): void {}
    override explain = () => 'no';
  }
  const input = problemOf([{ type: 'pool', id: 'r', capacity: 1 }], { a: { mode: works(1) } });
  const kernel = createKernel(instanceOf(input), () => alwaysOpen, {
    ...resourceModels,
    pool: () => new Mule(),
  } as Registry);
  expect(kernel.run({ rule: 'earliest-start' }).deadEnd?.operations).toEqual([0]);
});

test('operations of no duration replay in any order of their moment', () => {
  // Of one moment and so in no order of their takts; a piece that has gone leaves its place for none of them.
  const demand = (station: number) => [{ resource: 'r', station }];
  const input = {
    resources: [{ type: 'paced-line', id: 'r', lines: 1, stations: 2 }],
    cards: [
      { id: 'zero', operations: [{ id: 'o', modes: [{ durationSeconds: 0, demands: demand(1) }] }] },
      {
        id: 'two',
        operations: [
          { id: 'o', modes: [{ durationSeconds: 1, demands: demand(0) }] },
          { id: 'p', modes: [{ durationSeconds: 0, demands: demand(1) }], after: [{ operation: 'o' }] },
        ],
      },
    ],
    orders: [
      { id: 'a', card: 'zero', quantity: 2 },
      { id: 'b', card: 'two' },
    ],
  };
  const instance = instanceOf(input);
  // Entries in takts 0 (b), 1 and 2: all but the first operation of b at second 1.
  const assignments = new Map([2, 3, 0, 1].map((demand, takt) => [demand, { line: 0, takt }]));
  const schedule = {
    starts: Int32Array.of(1, 1, 0, 1),
    ends: Int32Array.of(1, 1, 1, 1),
    modes: new Int32Array(4),
    assignments,
  };
  expect(replay(instance, () => alwaysOpen, schedule)).toBeUndefined();
});

test('a fact holds what it uses for as long as it lasted, whatever its card says', () => {
  const pool = [{ type: 'pool', id: 'r', capacity: 1 }];
  // No seconds by its card, but one in truth.
  expect(
    startsOf(problemOf(pool, { a: { mode: works(0), fact: { start: 0, end: 1 } }, b: { mode: works(1) } })),
  ).toEqual({
    a0o: 0,
    b0o: 1,
  });
  // Six seconds by its card, but none in truth: the belt is still as green as it was when red comes.
  const belt = [{ type: 'conveyor-oven', id: 'r', capacity: 1, setups: { otherwise: 1, times: [] } }];
  const orders = {
    a: { mode: works(6, { state: 'green' }), fact: { start: -1 } },
    b: { mode: works(6, { state: 'red' }), fact: { start: 5, end: 5 } },
    c: { mode: works(1, { state: 'red' }) },
  };
  expect(startsOf(problemOf(belt, orders))).toEqual({ a0o: -1, b0o: 5, c0o: 6 });
  // Nor does it keep who is named from other work, though the plan names them still.
  const workers = [{ type: 'workers', id: 'r', workers: [{ id: 'ann', skills: [] }] }];
  const named = { start: 3, end: 3, resources: [{ resource: 'r', workers: ['ann'] }] };
  expect(startsOf(problemOf(workers, { a: { mode: works(6), fact: named }, b: { mode: works(4) } }))).toEqual({
    a0o: 3,
    b0o: 0,
  });
});

test.each(['conveyor-oven', 'batch-oven'])('only what takes as long joins a fact in the heat: %s', (type) => {
  const oven = [{ type, id: 'r', capacity: 2 }];
  for (const pausable of [false, true]) {
    // Six seconds by the fact, so that one second would be another regime.
    const fact = { mode: works(1), pausable, fact: { start: 0, end: 6 } };
    expect(startsOf(problemOf(oven, { a: fact, b: { mode: works(1) } }))).toEqual({ a0o: 0, b0o: 6 });
    expect(startsOf(problemOf(oven, { a: fact, b: { mode: works(6) } }))).toEqual({ a0o: 0, b0o: 0 });
  }
});

test.each(['conveyor-oven', 'batch-oven'])('nothing joins facts that do not go together: %s', (type) => {
  const oven = [{ type, id: 'r', capacity: 3 }];
  const orders = {
    a: { mode: works(4, { state: 'red' }), fact: { start: 0, end: 4 } },
    b: { mode: works(9, { state: 'blue' }), fact: { start: 0, end: 9 } },
    c: { mode: works(4, { state: 'red' }) },
  };
  expect(startsOf(problemOf(oven, orders))).toEqual({ a0o: 0, b0o: 0, c0o: 9 });
});

const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const everyDay = (id: string, shifts: object[]) => ({
  id,
  dayTypes: [{ id: 'any', shifts }],
  week: Object.fromEntries(week.map((day) => [day, 'any'])),
});

test('a fact that does not tell its end pauses with those who do it', () => {
  const input = {
    ...problemOf(
      [
        {
          type: 'workers',
          id: 'r',
          workers: [
            { id: 'ann', skills: [], calendars: ['broken'] },
            { id: 'bob', skills: [], calendars: ['late'] },
          ],
        },
      ],
      {
        // Ann, named, works from 0 to 2 and from 10 on; Bob, not named, alone is there at 20.
        a: { mode: works(4), pausable: true, fact: { start: 0, resources: [{ resource: 'r', workers: ['ann'] }] } },
        b: { mode: works(10), pausable: true, fact: { start: 20 } },
        c: { mode: works(1) },
      },
    ),
    calendars: [
      everyDay('broken', [
        { from: 0, to: 2 },
        { from: 10, to: 14 },
      ]),
      everyDay('late', [
        { from: 20, to: 26 },
        { from: 40, to: 60 },
      ]),
    ],
  };
  // Until 12 and until 44: only from then on is there an hour for c.
  expect(startsOf(input)).toEqual({ a0o: 0, b0o: 20, c0o: 12 });
});

test('a fact that takes no time ends when it starts, open or not', () => {
  const input = {
    ...problemOf([{ type: 'machine', id: 'r', calendars: ['day'] }], {
      a: { mode: works(0), pausable: true, fact: { start: -4 } },
      b: { mode: works(1) },
    }),
    calendars: [everyDay('day', [{ from: 5, to: 9 }])],
  };
  expect(startsOf(input)).toEqual({ a0o: -4, b0o: 5 });
});

test.each(['simulate', 'optimize'])('what brings back as much as it takes needs room at its end: %s', (mode) => {
  const stock = [{ type: 'reservoir', id: 'r', capacity: 0, supplies: [{ at: 0, amount: 1 }] }];
  // The supply alone is too much, which is no fault of the plan; what it took and brings back is.
  const orders = { a: { mode: works(3, { amount: 1, adds: 1 }) } };
  expect(startsOf(problemOf(stock, orders), mode)).toContain('"r" has no room for 1 more');
  // At one moment only the sum counts, and another piece makes room.
  expect(startsOf(problemOf(stock, { a: { mode: works(0, { amount: 1, adds: 1 }) } }), mode)).toEqual({ a0o: 0 });
  const roomy = [{ type: 'reservoir', id: 'r', capacity: 1, supplies: [{ at: 0, amount: 2 }] }];
  const both = { ...orders, b: { mode: works(1, { amount: 1, adds: 0 }) } };
  expect(startsOf(problemOf(roomy, both), mode)).toEqual({ a0o: 0, b0o: 0 });
});

test('a replay excuses what the checker excuses: levels that facts and supplies alone break', () => {
  const stock = [{ type: 'reservoir', id: 'r', capacity: 3, supplies: [{ at: 4, amount: 9 }] }];
  const orders = {
    a: { mode: works(2, { amount: 5, adds: 0 }), fact: { start: 0, end: 2 } },
    b: { mode: works(1, { amount: 1, adds: 0 }) },
  };
  const problem = TechcardProblem.parse(problemOf(stock, orders));
  const kernel = kernelOf(problem);
  const { schedule } = kernel.run({ rule: 'earliest-start' });
  expect([...schedule.starts]).toEqual([0, 4]);
  expect(replay(kernel.instance, () => alwaysOpen, schedule)).toBeUndefined();
  // At 2 the plan takes from what is not there.
  const early = { ...schedule, starts: Int32Array.of(0, 2), ends: Int32Array.of(2, 3) };
  expect(replay(kernel.instance, () => alwaysOpen, early)?.reason).toContain('the level of "r" is -6');
});

test('a replay takes facts of one moment as the kernel does', () => {
  // The belt is in the state of the first of them; the shorter one must not come first.
  const belt = [{ type: 'conveyor-oven', id: 'r', capacity: 3, entrySeconds: 2, setups: { otherwise: 3, times: [] } }];
  const orders = {
    a: { mode: works(4, { state: 'blue' }), fact: { start: 0 } },
    b: { mode: works(2, { state: 'red' }), fact: { start: 0 } },
    c: { mode: works(2, { state: 'blue' }) },
  };
  const kernel = kernelOf(problemOf(belt, orders));
  const { schedule } = kernel.run({ rule: 'earliest-start' });
  expect(schedule.starts[2]).toBe(4);
  expect(replay(kernel.instance, () => alwaysOpen, schedule)).toBeUndefined();
});

test('facts that take more than a pool has free none of it before its time', () => {
  // Two of three until 2, and three of three from -3 to -2: until 2 only one is left.
  const orders = {
    a: { mode: works(1, { amount: 2 }), fact: { start: -6, end: 2 } },
    b: { mode: works(1, { amount: 3 }), fact: { start: -3, end: -2 } },
    c: { mode: works(1, { amount: 2 }) },
    d: { mode: works(1, { amount: 1 }) },
  };
  const starts = startsOf(problemOf([{ type: 'pool', id: 'r', capacity: 3 }], orders));
  expect(starts).toEqual({ a0o: -6, b0o: -3, c0o: 2, d0o: 0 });
});

test('where two pieces are given one place nothing more is planned for either', () => {
  // z, not told where, is the first on the line and so entered in takt 0; a is then said to have entered there as well.
  const input = lineProblem([fact('z', 1, { end: 9 }), fact('x', 5, { end: 5, ...onLine(0, 0, 0) })]);
  Object.assign(input.resources[0]!, { lines: 1, emptyTakts: true });
  Object.assign(input.cards[0]!.operations[1]!.modes[0]!.demands[0]!, { station: 1 });
  expect(startsOf(input)).toContain('"y" of order "a"');
});

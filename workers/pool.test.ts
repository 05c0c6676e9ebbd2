import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TaktError } from '../models/errors.ts';
import { isAlive, openFolder, openPool, TestPool, taskOf } from './testing/open-pool.ts';

const endless = { from: 1000, every: 100_000 };

describe('a solve', () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await openPool({ threads: 1 });
  });
  afterAll(() => pool.close());

  test('returns what the solver returned, with its times', async () => {
    const { result, attempts, solvingMs, waitingMs } = await pool.solve(taskOf('trivial', { value: 5 }));
    expect(result).toEqual({
      found: 'feasible',
      plan: { value: 5 },
      objective: 5,
      endedBy: 'proof',
      statistics: { iterations: 1, ownAnswer: 1 },
    });
    expect(attempts).toBe(1);
    expect(solvingMs).toBeGreaterThan(0);
    expect(waitingMs).toBeGreaterThanOrEqual(0);
  });

  test('hands out every incumbent in order, before the result', async () => {
    const incumbents: number[] = [];
    const task = taskOf('count', { from: 100, every: 1000 }, { maxIterations: 10_000 });
    const { result } = await pool.solve(task, { onIncumbent: (found) => incumbents.push(found.objective) });
    expect(incumbents).toEqual([100, 99, 98, 97, 96, 95, 94, 93, 92, 91, 90]);
    expect(result).toMatchObject({ objective: 90, endedBy: 'iterations' });
  });

  test('a flood of incumbents thins out, and the last one always comes', async () => {
    const incumbents: number[] = [];
    const task = taskOf('count', { from: 50_000, every: 1 }, { maxIterations: 50_000 });
    await pool.solve(task, { onIncumbent: (found) => incumbents.push(found.objective) });
    expect(incumbents).toEqual(incumbents.toSorted((a, b) => b - a));
    expect(incumbents.at(-1)).toBe(0);
  });

  test('carries request, seed, gap and the trace context to the thread and back', async () => {
    const request = { problem: { lines: [1, 2, 3] }, warmStart: undefined };
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const before = performance.timeOrigin + performance.now();
    const task = { ...taskOf('echo', request, { seed: 42, gap: 0.25 }), traceparent };
    const { result, thread } = await pool.solve(task);
    expect(result).toMatchObject({ plan: { request, seed: 42, gap: 0.25, maxIterations: Infinity } });
    expect(thread).toMatchObject({ traceparent, threadId: expect.any(Number) });
    expect(thread!.startedAt).toBeGreaterThan(before - 1000);
    expect(thread!.endedAt).toBeGreaterThanOrEqual(thread!.startedAt);
  });

  test('deterministic: only iterations count, 2000 of them where the caller names none', async () => {
    const { result } = await pool.solve(taskOf('echo', {}, { deterministic: true }));
    expect(result).toMatchObject({ plan: { maxIterations: 2000, remainingMs: Infinity } });
    const limited = await pool.solve(taskOf('echo', {}, { deterministic: true, maxIterations: 7 }));
    expect(limited.result).toMatchObject({ plan: { maxIterations: 7 } });
  });

  test('what a caller does to the request afterwards is not seen', async () => {
    const request = { list: [1] };
    const answer = pool.solve(taskOf('echo', request));
    request.list.push(2);
    expect((await answer).result).toMatchObject({ plan: { request: { list: [1] } } });
  });

  test('an error of the solver crosses as data', async () => {
    await expect(pool.solve(taskOf('throwing', { message: 'no such table' }))).rejects.toMatchObject({
      name: 'TaktError',
      code: 'internal-error',
      message: expect.stringContaining('no such table'),
    });
  });

  test.each([
    ['unknown-kind', 'unknown-kind'],
    ['toString', 'toString'],
    ['unsendable', 'could not be cloned'],
  ])('kind %s fails with its reason and leaves the thread whole', async (kind, reason) => {
    await expect(pool.solve(taskOf(kind))).rejects.toMatchObject({
      code: 'internal-error',
      message: expect.stringContaining(reason),
    });
    expect((await pool.solve(taskOf('trivial', { value: 1 }))).attempts).toBe(1);
  });

  test('a failing observer of incumbents fails its own solve only', async () => {
    const onIncumbent = () => {
      throw new Error('the observer broke');
    };
    await expect(pool.solve(taskOf('count', endless), { onIncumbent })).rejects.toMatchObject({
      code: 'internal-error',
    });
    await pool.solve(taskOf('trivial', { value: 1 }));
    expect(pool.events.filter((event) => event.type === 'child-ended')).toEqual([]);
  });

  test('an abort while running stops the search and returns its best plan', async () => {
    const controller = new AbortController();
    const { answer, first } = pool.begin(taskOf('count', endless), { signal: controller.signal });
    await first;
    controller.abort();
    const { result } = await answer;
    expect(result).toMatchObject({ found: 'feasible', endedBy: 'cancelled', statistics: { ownAnswer: 1 } });
  });

  test('an abort while waiting answers without a plan; one before, too', async () => {
    const other = new AbortController();
    const { answer: long, first } = pool.begin(taskOf('count', endless), { signal: other.signal });
    await first;
    const controller = new AbortController();
    const waiting = pool.solve(taskOf('trivial', { value: 1 }), { signal: controller.signal });
    expect(pool.stats()).toMatchObject({ queued: 1, running: 1 });
    controller.abort();
    const nothing = { found: 'unknown', endedBy: 'cancelled' };
    expect(await waiting).toMatchObject({ result: nothing, attempts: 0, solvingMs: 0 });
    const late = await pool.solve(taskOf('trivial', { value: 1 }), { signal: AbortSignal.abort() });
    expect(late.result).toMatchObject(nothing);
    other.abort();
    expect((await long).result).toMatchObject({ endedBy: 'cancelled' });
  });

  test('higher priorities go first, equal ones in order', async () => {
    using folder = openFolder();
    const until = folder.file('gate');
    const { answer: gate, first } = pool.begin(taskOf('count', { ...endless, until }));
    await first;
    const order: string[] = [];
    const solves = [3, 9, 0, 5, 9, 5].map((priority, index) =>
      pool
        .solve({ ...taskOf('trivial', { value: 1 }), priority })
        .then(() => order.push(`${priority} from place ${index}`)),
    );
    writeFileSync(until, '');
    await Promise.all([gate, ...solves]);
    expect(order).toEqual([
      '9 from place 1',
      '9 from place 4',
      '5 from place 3',
      '5 from place 5',
      '3 from place 0',
      '0 from place 2',
    ]);
  });
});

test('a full queue said to come back in hours; it says ten minutes at most', async () => {
  await using pool = await openPool({ threads: 1, queueLimit: 1 });
  using folder = openFolder();
  const until = folder.file('gate');
  const { answer: gate, first } = pool.begin(taskOf('count', { ...endless, until }, { timeMs: 3_600_000 }));
  await first;
  const accepted = pool.solve(taskOf('trivial', { value: 1 }));
  const refusal = await pool.solve(taskOf('trivial', { value: 2 })).catch((error: TaktError) => error);
  expect(refusal).toMatchObject({ code: 'queue-full', details: { retryAfterSeconds: 600 } });
  writeFileSync(until, '');
  await Promise.all([gate, accepted]);
});

test('a full queue refuses and says when to come back; accepted tasks are not harmed', async () => {
  await using pool = await openPool({ threads: 1, queueLimit: 2 });
  using folder = openFolder();
  const until = folder.file('gate');
  const { answer: gate, first } = pool.begin(taskOf('count', { ...endless, until }));
  await first;
  const accepted = [1, 2].map((value) => pool.solve(taskOf('trivial', { value })));
  const refusal = await pool.solve(taskOf('trivial', { value: 3 })).catch((error: TaktError) => error);
  expect(refusal).toMatchObject({ name: 'TaktError', code: 'queue-full', status: 503 });
  // Nothing has ended yet, so the budget of the running task is the guess: 2 tasks of a minute each.
  expect((refusal as TaktError).details.retryAfterSeconds).toBe(120);
  writeFileSync(until, '');
  await gate;
  expect((await Promise.all(accepted)).map(({ result }) => result)).toMatchObject([{ objective: 1 }, { objective: 2 }]);
});

describe('close', () => {
  test('stops what runs, refuses what waits, and leaves no process behind', async () => {
    const pool = await openPool({ threads: 1 });
    const pid = pool.stats().childPid!;
    const { answer: running, first } = pool.begin(taskOf('count', endless));
    await first;
    const waiting = pool.solve(taskOf('trivial', { value: 1 }));
    const refused = expect(waiting).rejects.toMatchObject({ code: 'shutting-down' });
    await pool.close();
    await refused;
    expect((await running).result).toMatchObject({ found: 'feasible', endedBy: 'cancelled' });
    await expect(pool.solve(taskOf('trivial', { value: 1 }))).rejects.toMatchObject({ code: 'shutting-down' });
    expect(isAlive(pid)).toBe(false);
  });

  test('with drain finishes what was accepted', async () => {
    const pool = await openPool({ threads: 1 });
    using folder = openFolder();
    const until = folder.file('gate');
    const { answer: running, first } = pool.begin(taskOf('count', { ...endless, until }));
    await first;
    const waiting = pool.solve(taskOf('trivial', { value: 1 }));
    const closed = pool.close({ drain: true });
    await expect(pool.solve(taskOf('trivial', { value: 2 }))).rejects.toMatchObject({ code: 'shutting-down' });
    writeFileSync(until, '');
    await closed;
    expect((await running).result).toMatchObject({ endedBy: 'proof' });
    expect((await waiting).result).toMatchObject({ objective: 1 });
  });

  test('with drain stops what takes longer than its limit', async () => {
    const pool = await openPool({ threads: 1 });
    const { answer, first } = pool.begin(taskOf('count', endless));
    await first;
    await pool.close({ drain: true, limitMs: 20 });
    expect((await answer).result).toMatchObject({ found: 'feasible', endedBy: 'cancelled' });
  });

  test('before the child is ready', async () => {
    const pool = new TestPool();
    const started = expect(pool.start()).rejects.toMatchObject({ code: 'shutting-down' });
    const pid = pool.stats().childPid!;
    await pool.close();
    await started;
    expect(isAlive(pid)).toBe(false);
  });
});

test('tasks handed in before the child is ready wait for it', async () => {
  await using pool = new TestPool();
  void pool.start();
  expect((await pool.solve(taskOf('trivial', { value: 3 }))).result).toMatchObject({ objective: 3 });
});

test.each([
  ['failing-prepare', 'the library is missing'],
  ['failing-load', 'Cannot find module'],
])('a registry with %s stops the start with its reason', async (name, reason) => {
  const registryModule = new URL(`./testing/${name}.ts`, import.meta.url);
  await using pool = new TestPool({ registryModule });
  await expect(pool.start()).rejects.toMatchObject({ message: expect.stringContaining(reason) });
  await expect(pool.solve(taskOf('trivial'))).rejects.toMatchObject({ message: expect.stringContaining(reason) });
});

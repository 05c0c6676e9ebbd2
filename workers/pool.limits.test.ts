/** The layers of a time budget, each on real threads and processes, with those before it out of order. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive, openFolder, openPool, type TestPool, taskOf } from './testing/open-pool.ts';

describe('time', () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await openPool();
  });
  afterAll(() => pool.close());

  test('layer 2: the search ends by itself', async () => {
    const { result } = await pool.solve(taskOf('count', { from: 1000, every: 100_000 }, { timeMs: 100 }));
    expect(result).toMatchObject({ found: 'feasible', endedBy: 'time', statistics: { ownAnswer: 1 } });
  });

  test('layer 3: the flag ends a deterministic search, which has no time limit of its own', async () => {
    const budget = { timeMs: 100, deterministic: true, maxIterations: 1e15 };
    const { result, attempts } = await pool.solve(taskOf('count', { from: 1000, every: 100_000 }, budget));
    expect(result).toMatchObject({ found: 'feasible', endedBy: 'time', statistics: { ownAnswer: 1 } });
    expect(attempts).toBe(1);
  });

  test.each(['deaf', 'wasm-loop'])('layer 4: %s is aborted, and the last incumbent is the answer', async (kind) => {
    const { childPid } = pool.stats();
    let ticks = 0;
    const ticker = setInterval(() => ticks++, 5);
    // More of them than there are threads, so that aborted threads must have been replaced.
    const solves = [1, 2, 3, 4, 5].map((incumbent) => pool.solve(taskOf(kind, { incumbent }, { timeMs: 80 })));
    const results = (await Promise.all(solves)).map(({ result }) => result);
    clearInterval(ticker);
    expect(results).toMatchObject(
      [1, 2, 3, 4, 5].map((value) => ({ found: 'feasible', plan: { value }, objective: value, endedBy: 'time' })),
    );
    expect(ticks).toBeGreaterThan(5);
    expect((await pool.solve(taskOf('trivial', { value: 1 }))).result).toMatchObject({ objective: 1 });
    expect(pool.stats()).toMatchObject({ childPid, restarts: 0 });
  });

  test('a plan of a later phase is the better one, although its objective is the greater number', async () => {
    // It was dropped for the earlier phase's 20, or came back with that phase's plan under its own bound of 34.
    const { result } = await pool.solve(taskOf('phases', {}, { timeMs: 80 }));
    expect(result).toMatchObject({ found: 'feasible', plan: { value: 35 }, objective: 35, lowerBound: 34, phase: 1 });
  });

  test('layer 4 without an incumbent: nothing found, and that is said', async () => {
    const { result, thread } = await pool.solve(taskOf('deaf', {}, { timeMs: 50 }));
    expect(result).toMatchObject({ found: 'unknown', endedBy: 'time' });
    expect(thread!.endedAt).toBeGreaterThan(thread!.startedAt);
  });

  test('a cancel that nobody obeys aborts the thread', async () => {
    const controller = new AbortController();
    const { answer, first } = pool.begin(taskOf('deaf', { incumbent: 4 }), { signal: controller.signal });
    await first;
    controller.abort();
    expect((await answer).result).toMatchObject({ found: 'feasible', plan: { value: 4 }, endedBy: 'cancelled' });
  });
});

test('layer 5: a thread that cannot be aborted costs its child its life, after the others in it have ended', async () => {
  await using pool = await openPool({ terminateLimitMs: 100 });
  using folder = openFolder();
  const { childPid } = pool.stats();
  const until = folder.file('gate');
  const neighbour = pool.begin(taskOf('count', { from: 1000, every: 100_000, until }));
  await neighbour.first;
  const worn = pool.next('child-worn');
  const ended = pool.next('child-ended');
  const request = { incumbent: 6, pipe: folder.file('pipe') };
  const { result } = await pool.solve(taskOf('unabortable', request, { timeMs: 200 }));
  expect(result).toMatchObject({ found: 'feasible', plan: { value: 6 }, endedBy: 'time' });
  await worn;
  const { result: next } = await pool.solve(taskOf('trivial', { value: 2 }));
  expect(next).toMatchObject({ objective: 2 });
  expect(pool.stats().childPid).not.toBe(childPid);
  expect(isAlive(childPid!)).toBe(true);
  writeFileSync(until, '');
  expect(await neighbour.answer).toMatchObject({ result: { endedBy: 'proof' }, attempts: 1 });
  expect(await ended).toMatchObject({ pid: childPid, tasks: [] });
  expect(isAlive(childPid!)).toBe(false);
});

test('layer 5: a child that does not answer at all cannot hold an answer back', async () => {
  // Heartbeats are no help here: they would only be missed after minutes.
  await using pool = await openPool({ missedHeartbeats: 1000 });
  const { answer, first } = pool.begin(taskOf('deaf', { incumbent: 9 }, { timeMs: 300 }));
  await first;
  process.kill(pool.stats().childPid!, 'SIGSTOP');
  expect((await answer).result).toMatchObject({ found: 'feasible', plan: { value: 9 }, endedBy: 'time' });
});

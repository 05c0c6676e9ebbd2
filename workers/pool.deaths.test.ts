/** Threads and children that die: nothing accepted is lost, and nothing kills for ever. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { fixtureRegistry, isAlive, openFolder, openPool, taskOf } from './testing/open-pool.ts';

const endless = { from: 1000, every: 100_000 };

describe('a child killed in mid-solve', () => {
  test('all its tasks end on the next one, waiting tasks too', async () => {
    await using pool = await openPool();
    using folder = openFolder();
    const until = folder.file('gate');
    const running = [1, 2].map(() => pool.begin(taskOf('count', { ...endless, until })));
    await Promise.all(running.map(({ first }) => first));
    const waiting = pool.solve(taskOf('trivial', { value: 3 }));
    const ended = pool.next('child-ended');
    const ready = pool.next('child-ready');
    pool.killChild();
    expect(await ended).toMatchObject({ reason: 'SIGKILL', tasks: [expect.any(String), expect.any(String)] });
    await ready;
    writeFileSync(until, '');
    const answers = await Promise.all(running.map(({ answer }) => answer));
    expect(answers).toMatchObject([1, 2].map(() => ({ result: { found: 'feasible', endedBy: 'proof' }, attempts: 2 })));
    expect(await waiting).toMatchObject({ result: { objective: 3 }, attempts: 1 });
    expect(pool.stats().restarts).toBe(1);
  });

  test('the next attempt goes on from the last incumbent', async () => {
    await using pool = await openPool();
    using folder = openFolder();
    const until = folder.file('gate');
    const { answer, first, incumbents } = pool.begin(taskOf('resumable-count', { ...endless, until }));
    await first;
    const ready = pool.next('child-ready');
    pool.killChild();
    await ready;
    writeFileSync(until, '');
    const { result } = await answer;
    const objectives = incumbents.map(({ objective }) => objective);
    expect(objectives).toEqual(objectives.toSorted((a, b) => b - a));
    expect(result).toMatchObject({ objective: objectives.at(-1), endedBy: 'proof' });
  });

  test('a worse plan of the next attempt does not replace what was handed out', async () => {
    await using pool = await openPool();
    using folder = openFolder();
    const request = { marker: folder.file('died'), incumbent: 5 };
    const { answer, incumbents } = pool.begin(taskOf('crash', request));
    expect(await answer).toMatchObject({
      result: { found: 'feasible', plan: { value: 5 }, objective: 5, endedBy: 'proof' },
      attempts: 2,
    });
    expect(incumbents.map(({ objective }) => objective)).toContain(5);
  });

  test('time used up by then: the last incumbent is the answer', async () => {
    await using pool = await openPool({ terminateLimitMs: 60_000 });
    // The child stands still until the time of the task has passed, so its death finds the budget used up.
    const { answer, first } = pool.begin(taskOf('deaf', { incumbent: 9 }, { timeMs: 400 }));
    await first;
    const { childPid } = pool.stats();
    process.kill(childPid!, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 390));
    process.kill(childPid!, 'SIGKILL');
    expect(await answer).toMatchObject({
      result: { found: 'feasible', plan: { value: 9 }, endedBy: 'time' },
      attempts: 1,
    });
  });

  test('time that ends while the next child starts: the last incumbent is the answer', async () => {
    await using pool = await openPool();
    const { answer, first } = pool.begin(taskOf('deaf', { incumbent: 9 }, { timeMs: 300 }));
    await first;
    pool.killChild();
    expect((await answer).result).toMatchObject({ found: 'feasible', plan: { value: 9 }, endedBy: 'time' });
  });

  test('a cancelled task is not tried again', async () => {
    await using pool = await openPool({ cancelGraceMs: 60_000 });
    const controller = new AbortController();
    const { answer, first } = pool.begin(taskOf('deaf', { incumbent: 9 }), { signal: controller.signal });
    await first;
    controller.abort();
    pool.killChild();
    expect(await answer).toMatchObject({ result: { plan: { value: 9 }, endedBy: 'cancelled' }, attempts: 1 });
  });
});

describe('a task that kills', () => {
  test('once: it is tried again', async () => {
    await using pool = await openPool();
    using folder = openFolder();
    const marker = folder.file('died');
    expect(await pool.solve(taskOf('crash', { marker }))).toMatchObject({ result: { objective: 7 }, attempts: 2 });
  });

  test('always: it fails, and the pool goes on', async () => {
    await using pool = await openPool();
    await expect(pool.solve(taskOf('crash'))).rejects.toMatchObject({ code: 'crashed-solver' });
    expect((await pool.solve(taskOf('trivial', { value: 1 }))).attempts).toBe(1);
  });

  test('always, beside an innocent one: only the killer fails', async () => {
    await using pool = await openPool();
    using folder = openFolder();
    const until = folder.file('gate');
    const innocent = pool.begin(taskOf('count', { ...endless, until }));
    await innocent.first;
    await expect(pool.solve(taskOf('crash'))).rejects.toMatchObject({ code: 'crashed-solver' });
    writeFileSync(until, '');
    expect((await innocent.answer).result).toMatchObject({ found: 'feasible', endedBy: 'proof' });
  });

  test('beside one that has lost two children to others: that one was blamed; it runs in quarantine', async () => {
    // A thread is left for the killer while both are in quarantine.
    await using pool = await openPool({ threads: 3, spareThreads: 0 });
    using folder = openFolder();
    const until = folder.file('gate');
    const innocent = [1, 2].map(() => pool.begin(taskOf('count', { ...endless, until })));
    await Promise.all(innocent.map(({ first }) => first));
    const ready = pool.next('child-ready');
    pool.killChild();
    await ready;
    await expect.poll(() => pool.stats().running).toBe(2);
    pool.killChild();
    await pool.next('child-ready');
    const killer = pool.begin(taskOf('crash'));
    const died = () => pool.events.some((event) => event.type === 'child-ended' && event.tasks[0]?.startsWith('crash'));
    await expect.poll(died, { timeout: 50_000 }).toBe(true);
    writeFileSync(until, '');
    const answers = await Promise.all(innocent.map(({ answer }) => answer));
    expect(answers).toMatchObject([1, 2].map(() => ({ result: { endedBy: 'proof' }, attempts: 3 })));
    await expect(killer.answer).rejects.toMatchObject({ code: 'crashed-solver' });
    expect((await pool.solve(taskOf('trivial', { value: 1 }))).attempts).toBe(1);
  });

  test('its thread only, by an exit: it fails, and its neighbours notice nothing', async () => {
    await using pool = await openPool();
    using folder = openFolder();
    const until = folder.file('gate');
    const neighbour = pool.begin(taskOf('count', { ...endless, until }));
    await neighbour.first;
    await expect(pool.solve(taskOf('exiting'))).rejects.toMatchObject({ code: 'crashed-solver' });
    writeFileSync(until, '');
    expect(await neighbour.answer).toMatchObject({ result: { endedBy: 'proof' }, attempts: 1 });
    expect(pool.stats().restarts).toBe(0);
  });
});

test('a child that stands still is found by its heartbeats and replaced', async () => {
  await using pool = await openPool({ heartbeatMs: 50, missedHeartbeats: 10 });
  using folder = openFolder();
  const ended = pool.next('child-ended');
  const answer = pool.solve(taskOf('freeze', { marker: folder.file('froze') }));
  expect(await ended).toMatchObject({ reason: 'it no longer answered' });
  expect(await answer).toMatchObject({ result: { objective: 8 }, attempts: 2 });
});

test('a library that a task has crashed is loaded afresh for the next one', async () => {
  await using pool = await openPool({ threads: 1 });
  for (let task = 0; task < 4; task++)
    expect((await pool.solve(taskOf('fragile'))).result).toMatchObject({ objective: 1 });
});

describe('memory', () => {
  const resourceLimits = { maxOldGenerationSizeMb: 64 };

  test.each(['objects', 'arrays'])('a heap full of %s, with an incumbent: it is the answer', async (of) => {
    await using pool = await openPool({ resourceLimits });
    const { result } = await pool.solve(taskOf('heap-overflow', { of, incumbent: 4 }));
    expect(result).toMatchObject({ found: 'feasible', plan: { value: 4 }, endedBy: 'memory' });
    expect((await pool.solve(taskOf('trivial', { value: 1 }))).result).toMatchObject({ objective: 1 });
  });

  test.each(['objects', 'arrays'])('a heap full of %s, without one: tried again, then given up', async (of) => {
    await using pool = await openPool({ resourceLimits });
    await expect(pool.solve(taskOf('heap-overflow', { of }))).rejects.toMatchObject({
      code: 'crashed-solver',
      message: expect.stringContaining('after 2 attempts'),
    });
    expect((await pool.solve(taskOf('trivial', { value: 1 }))).result).toMatchObject({ objective: 1 });
  });

  test('more than V8 gives at once: the last incumbent is the answer, or why there is none', async () => {
    await using pool = await openPool({ threads: 1 });
    for (const of of ['stack', 'array', 'typed-array', 'string', 'wasm']) {
      const { result } = await pool.solve(taskOf('refused-memory', { of, incumbent: 4 }));
      expect(result, of).toMatchObject({ found: 'feasible', plan: { value: 4 }, endedBy: 'memory' });
      await expect(pool.solve(taskOf('refused-memory', { of })), of).rejects.toMatchObject({
        code: 'crashed-solver',
        message: expect.stringContaining('asked for more memory than there is (RangeError'),
      });
    }
    expect(pool.stats().restarts).toBe(0);
  });

  test.each(['buffers', 'wasm'])('%s beyond the ceiling of a thread: that thread alone is ended', async (of) => {
    await using pool = await openPool({
      heartbeatMs: 20,
      missedHeartbeats: 250,
      threadMemoryMb: 300,
      wasmMemoryMb: 4096,
    });
    using folder = openFolder();
    const until = folder.file('gate');
    const neighbour = pool.begin(taskOf('count', { ...endless, until }));
    await neighbour.first;
    const { result } = await pool.solve(taskOf('buffer-overflow', { of, mb: 100_000, incumbent: 4 }));
    expect(result).toMatchObject({ found: 'feasible', plan: { value: 4 }, endedBy: 'memory' });
    await expect(pool.solve(taskOf('buffer-overflow', { of, mb: 100_000 }))).rejects.toMatchObject({
      code: 'crashed-solver',
      message: expect.stringMatching(/its thread held \d+ MB/),
    });
    writeFileSync(until, '');
    expect(await neighbour.answer).toMatchObject({ result: { endedBy: 'proof' }, attempts: 1 });
    expect(pool.stats().restarts).toBe(0);
  });

  test('buffers beyond the hard ceiling: the child is killed', async () => {
    await using pool = await openPool({ heartbeatMs: 20, missedHeartbeats: 250, killAboveMb: 500 });
    const before = process.memoryUsage.rss();
    await expect(pool.solve(taskOf('buffer-overflow', { mb: 100_000 }))).rejects.toMatchObject({
      code: 'crashed-solver',
      message: expect.stringMatching(/held \d+ MB/),
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(300 * 2 ** 20);
    expect((await pool.solve(taskOf('trivial', { value: 1 }))).result).toMatchObject({ objective: 1 });
  });

  test('buffers beyond the soft ceiling: a fresh child takes over, the old one ends its task', async () => {
    await using pool = await openPool({ heartbeatMs: 20, missedHeartbeats: 250, recycleAboveMb: 400 });
    using folder = openFolder();
    const { childPid } = pool.stats();
    const until = folder.file('gate');
    const worn = pool.next('child-worn');
    const ended = pool.next('child-ended');
    const answer = pool.solve(taskOf('buffer-overflow', { mb: 480, until }));
    expect(await worn).toMatchObject({ pid: childPid, reason: expect.stringMatching(/held \d+ MB/) });
    expect((await pool.solve(taskOf('trivial', { value: 1 }))).result).toMatchObject({ objective: 1 });
    expect(pool.stats().childPid).not.toBe(childPid);
    writeFileSync(until, '');
    expect(await answer).toMatchObject({ result: { endedBy: 'proof' }, attempts: 1 });
    expect(await ended).toMatchObject({ pid: childPid, tasks: [] });
  });
});

test('signals for the whole process group do not reach the child, and it does not outlive its parent', async () => {
  const script = `
    import { SolverPool } from ${JSON.stringify(new URL('./pool.ts', import.meta.url).href)};
    const pool = new SolverPool({ threads: 1, queueLimit: 1, registryModule: new URL(${JSON.stringify(fixtureRegistry.href)}) });
    await pool.start();
    const pid = pool.stats().childPid;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.kill(pid, signal);
    const budget = { timeMs: 60000, gap: 0, seed: 1, deterministic: false };
    await pool.solve({ id: 'a', kind: 'trivial', request: { value: 1 }, budget });
    pool.solve({ id: 'b', kind: 'deaf', request: { incumbent: 1 }, budget }, { onIncumbent: () => console.log(pid, pool.stats().childPid) });
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
  const [pid, pidAfterSignals] = line.split(' ').map(Number);
  expect(pidAfterSignals).toBe(pid);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await expect.poll(() => isAlive(pid) && !isZombie(pid), { timeout: 10_000 }).toBe(false);
});

/** An orphan that its new parent has not collected counts as gone. */
function isZombie(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

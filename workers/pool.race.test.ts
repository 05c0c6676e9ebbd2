/** Tasks, aborts and deaths at random moments: every accepted task has exactly one answer, and one that fits it. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { TaktError } from '../models/errors.ts';
import type { Incumbent } from '../models/result.ts';
import { Rng } from '../solvers/shared/rng.ts';
import type { Solved, SolveTask } from './pool.ts';
import { isAlive, openFolder, openPool, taskOf } from './testing/open-pool.ts';

/** A schedule can be run again by its seed. */
function randomFrom(seed: number): () => number {
  const rng = new Rng(seed);
  return () => rng.float();
}

interface Case {
  readonly task: SolveTask;
  /** What may come back if nobody aborts it. */
  fits(answer: Solved | TaktError): boolean;
}

const crashed = (answer: Solved | TaktError) => 'code' in answer && answer.code === 'crashed-solver';
const failedWith = (text: string) => (answer: Solved | TaktError) => 'code' in answer && answer.message.includes(text);
const endedBy = (reasons: readonly string[], value?: number) => (answer: Solved | TaktError) =>
  'result' in answer &&
  answer.result.found === 'feasible' &&
  reasons.includes(answer.result.endedBy) &&
  (value === undefined || answer.result.objective === value);

function caseOf(random: () => number, marker: string): Case {
  const value = Math.floor(random() * 1000);
  const timeMs = 50 + Math.floor(random() * 250);
  const cases: (() => Case)[] = [
    () => ({ task: taskOf('trivial', { value }), fits: endedBy(['proof'], value) }),
    () => ({ task: taskOf('trivial', { value }), fits: endedBy(['proof'], value) }),
    () => ({ task: taskOf('count', { from: 1e6, every: 50_000 }, { timeMs }), fits: endedBy(['time']) }),
    () => ({ task: taskOf('resumable-count', { from: 1e6, every: 50_000 }, { timeMs }), fits: endedBy(['time']) }),
    () => ({
      task: taskOf('count', { from: 9, every: 500 }, { deterministic: true, maxIterations: 1000 }),
      fits: endedBy(['iterations'], 7),
    }),
    () => ({ task: taskOf('deaf', { incumbent: value }, { timeMs }), fits: endedBy(['time'], value) }),
    () => ({ task: taskOf('throwing', { message: `broken ${value}` }), fits: failedWith(`broken ${value}`) }),
    () => ({ task: taskOf('crash', { marker }), fits: endedBy(['proof'], 7) }),
    () => ({ task: taskOf('exiting'), fits: crashed }),
  ];
  const { task, fits } = cases[Math.floor(random() * cases.length)]();
  return { task: { ...task, priority: Math.floor(random() * 10) }, fits };
}

test.each([11, 12])('schedule %i', async (seed) => {
  using folder = openFolder();
  const pool = await openPool({ queueLimit: 1000, terminateLimitMs: 1000 });
  const random = randomFrom(seed);
  const pids = new Set([pool.stats().childPid!]);
  let ticks = 0;
  const ticker = setInterval(() => ticks++, 10);

  async function run(index: number) {
    const { task, fits } = caseOf(random, folder.file(`marker-${index}`));
    const controller = new AbortController();
    const abortAfterMs = random() < 0.25 ? random() * 1000 : undefined;
    const timer = abortAfterMs === undefined ? undefined : setTimeout(() => controller.abort(), abortAfterMs);
    let answers = 0;
    const incumbents: Incumbent[] = [];
    const onIncumbent = (found: Incumbent) => {
      expect(answers, 'no incumbent after the answer').toBe(0);
      incumbents.push(found);
    };
    const settle = <Answer>(answer: Answer) => {
      answers++;
      return answer;
    };
    const answer = await pool
      .solve(task, { signal: controller.signal, onIncumbent })
      .then(settle, (error: TaktError) => settle(error));
    clearTimeout(timer);
    const cancelled = 'result' in answer && answer.result.endedBy === 'cancelled';
    if (cancelled) expect(controller.signal.aborted).toBe(true);
    // Children are killed at random all the while: who does not kill is never blamed for it. A crash may be, since a
    // random death of its child while it was alone there and the one it causes are two.
    else
      expect(
        fits(answer) || (task.kind === 'crash' && crashed(answer)),
        JSON.stringify([task, answer, 'message' in answer && answer.message]),
      ).toBe(true);
    expect(incumbents.map(({ objective }) => objective)).toEqual(
      incumbents.map(({ objective }) => objective).toSorted((a, b) => b - a),
    );
    return { answers, cancelled };
  }

  let killed = 0;
  let open = true;
  /** One that only starts is spared: a child that cannot be started has rules of its own. */
  async function readyChild(): Promise<number> {
    for (;;) {
      const pid = pool.stats().childPid;
      const isReady = pool.events.some((event) => event.type === 'child-ready' && event.pid === pid);
      if (pid !== undefined && isReady) return pid;
      await delay(5);
    }
  }

  async function killNowAndThen() {
    while (open || killed === 0) {
      await delay(200 + random() * 1500);
      const pid = await readyChild();
      if (!open && killed > 0) return;
      pids.add(pid);
      process.kill(pid, 'SIGKILL');
      killed++;
    }
  }

  const killer = killNowAndThen();
  const runs: Promise<{ answers: number; cancelled: boolean }>[] = [];
  for (let index = 0; index < 30; index++) {
    runs.push(run(index));
    if (random() < 0.5) await delay(random() * 60);
  }
  const ended = await Promise.all(runs);
  open = false;
  await killer;
  expect(ended.every(({ answers }) => answers === 1)).toBe(true);
  expect(ended.some(({ cancelled }) => !cancelled)).toBe(true);
  expect(killed).toBeGreaterThan(0);
  expect(ticks).toBeGreaterThan(20);
  expect(pool.stats()).toMatchObject({ queued: 0, running: 0 });
  const { result } = await pool.solve(taskOf('trivial', { value: 1 }));
  expect(result).toMatchObject({ objective: 1 });
  for (const event of pool.events) if (event.type === 'child-ready') pids.add(event.pid);
  await pool.close();
  clearInterval(ticker);
  expect([...pids].filter(isAlive)).toEqual([]);
});

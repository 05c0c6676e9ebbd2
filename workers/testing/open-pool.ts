/** Pools over the fixture registry that end with the test's scope, and what tests wait for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Incumbent } from '../../models/result.ts';
import { type PoolEvent, type PoolOptions, type SolveOptions, SolverPool, type SolveTask } from '../pool.ts';

export const fixtureRegistry = new URL('./fixture-registry.ts', import.meta.url);

export class TestPool extends SolverPool {
  readonly events: PoolEvent[] = [];
  #waiters: { type: PoolEvent['type']; resolve: (event: PoolEvent) => void }[] = [];

  constructor(options: Partial<PoolOptions> = {}) {
    super({
      threads: 2,
      queueLimit: 100,
      registryModule: fixtureRegistry,
      ...options,
      onEvent: (event) => this.#hear(event),
    });
  }

  #hear(event: PoolEvent): void {
    this.events.push(event);
    const heard = this.#waiters.filter((waiter) => waiter.type === event.type);
    this.#waiters = this.#waiters.filter((waiter) => waiter.type !== event.type);
    for (const { resolve } of heard) resolve(event);
  }

  next(type: PoolEvent['type']): Promise<PoolEvent> {
    return new Promise((resolve) => this.#waiters.push({ type, resolve }));
  }

  /** Hands a task in and tells of its first incumbent, the sign that a thread works on it. */
  begin(task: SolveTask, options: SolveOptions = {}) {
    const first = Promise.withResolvers<Incumbent>();
    const incumbents: Incumbent[] = [];
    const onIncumbent = (found: Incumbent) => {
      incumbents.push(found);
      first.resolve(found);
    };
    const answer = this.solve(task, { onIncumbent, ...options });
    answer.catch(() => {});
    return { answer, incumbents, first: first.promise };
  }

  killChild(): void {
    process.kill(this.stats().childPid!, 'SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

export async function openPool(options: Partial<PoolOptions> = {}): Promise<TestPool> {
  const pool = new TestPool(options);
  await pool.start();
  return pool;
}

let lastTask = 0;

/** A task of `kind` with a minute of time, unless `budget` says otherwise. */
export function taskOf(kind: string, request: unknown = {}, budget: Partial<SolveTask['budget']> = {}): SolveTask {
  const whole = { timeMs: 60_000, gap: 0, seed: 1, deterministic: false, ...budget };
  return { id: `${kind}-${++lastTask}`, kind, request, budget: whole };
}

/** A folder that goes with the test's scope. */
export function openFolder() {
  const path = mkdtempSync(join(tmpdir(), 'takt-pool-'));
  return {
    file: (name: string) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Whether a process with this id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

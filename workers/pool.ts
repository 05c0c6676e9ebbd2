/**
 * The solver pool as the API process sees it. The queue, the clocks and the last incumbents live here, so that a dead
 * child loses nothing but the work of its attempts; threads and all that may crash live in the child.
 */
import { fromErrorData, TaktError } from '../models/errors.ts';
import type { Incumbent, SolveResult } from '../models/result.ts';
import type { Death, SolverChild } from './child.ts';
import { type FilledOptions, type PoolOptions, withDefaults } from './options.ts';
import { type FromHost, type Outcome, pack, type SolveTask, unpack } from './protocol.ts';
import { Run, type Solved, type SolveOptions } from './run.ts';
import { Supervisor, type SupervisorObserver } from './supervisor.ts';
import { TaskQueue } from './task-queue.ts';

export { ordinaryStop, type PoolEvent, type PoolOptions } from './options.ts';
export type { SolveTask, TaskBudget, ThreadTimes } from './protocol.ts';
export type { Solved, SolveOptions } from './run.ts';

export interface PoolStats {
  readonly queued: number;
  readonly running: number;
  readonly threads: number;
  /** Children started in place of another one. */
  readonly restarts: number;
  /** Process id of the child that takes tasks; undefined while there is none. */
  readonly childPid: number | undefined;
  /** Its resident memory at the last heartbeat. */
  readonly childMb: number;
}

/** A task fails when so many of its threads or children died, and no other task can have killed the last of them. */
const mostDeaths = 2;
/** What the API process gives the child beyond the grace period of a cancel. */
const cancelMarginMs = 200;

export class SolverPool {
  readonly #options: FilledOptions;
  readonly #supervisor: Supervisor;
  readonly #queue = new TaskQueue<Run>();
  readonly #running = new Set<Run>();
  #lastRun = 0;
  /** Exponentially weighted mean of solving times, for estimates of waiting. */
  #meanSolvingMs: number | undefined;
  #whenIdle: (() => void)[] = [];
  #started: Promise<void> | undefined;
  #closed: Promise<void> | undefined;
  #stopping = false;

  constructor(options: PoolOptions) {
    const observer: SupervisorObserver = {
      message: (child, message) => this.#receive(child, message),
      died: (child, death) => this.#loseChild(child, death),
      unableToStart: (error) => this.#failAll(error),
    };
    this.#options = withDefaults(options);
    this.#supervisor = new Supervisor(this.#options, observer);
  }

  /**
   * Starts the child. Tasks may be handed in as soon as this was called.
   * @throws TaktError where the first child does not start, e.g. because a kind's libraries do not load; close it then.
   */
  start(): Promise<void> {
    this.#started ??= this.#supervisor.start();
    return this.#started;
  }

  /**
   * Solves a task on a thread of the child. Time, a cancel or a loop that obeys nothing end it with the best plan known;
   * the answer is out by `timeMs + max(150 ms, 5 %)` after the start of solving.
   * @throws TaktError `queue-full`, `shutting-down`, `crashed-solver`, `internal-error`.
   */
  async solve(task: SolveTask, options: SolveOptions = {}): Promise<Solved> {
    if (this.#closed) throw new TaktError('shutting-down', 'The solver pool is closing.');
    if (this.#supervisor.failure) throw this.#supervisor.failure;
    if (this.#queue.length >= this.#options.queueLimit && !this.#hasFreeThread()) throw this.#queueFull();
    const run = new Run(++this.#lastRun, task, options, this.#options.graceMs);
    if (options.signal?.aborted) return { result: run.lastIncumbent('cancelled'), ...run.times() };
    const cancel = () => this.#cancel(run);
    options.signal?.addEventListener('abort', cancel, { once: true });
    this.#queue.add(run);
    this.#pump();
    try {
      return await run.answer.promise;
    } finally {
      options.signal?.removeEventListener('abort', cancel);
    }
  }

  stats(): PoolStats {
    const { current, restarts } = this.#supervisor;
    return {
      queued: this.#queue.length,
      running: this.#running.size,
      threads: this.#options.threads,
      restarts,
      childPid: current?.pid,
      childMb: current?.residentMb ?? 0,
    };
  }

  /**
   * Closes the pool; tasks handed in from now on are refused. With `drain`, accepted tasks have `limitMs` to end. What
   * runs then is stopped and answers with its best plan; what waits fails with `shutting-down`.
   */
  close({ drain = false, limitMs = 30_000 }: { drain?: boolean; limitMs?: number } = {}): Promise<void> {
    this.#closed ??= this.#close(drain ? limitMs : 0);
    return this.#closed;
  }

  async #close(drainMs: number): Promise<void> {
    if (drainMs > 0) await this.#idle(drainMs);
    this.#stopping = true;
    this.#failAll(new TaktError('shutting-down', 'The solver pool closed before the task began.'));
    for (const run of [...this.#running]) this.#cancel(run);
    await this.#idle();
    await this.#supervisor.stop();
  }

  /** Resolves when nothing waits or runs, or `limitMs` are over. */
  async #idle(limitMs?: number): Promise<void> {
    if (this.#queue.length + this.#running.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#whenIdle.push(resolve);
    const timer = limitMs === undefined ? undefined : setTimeout(resolve, limitMs);
    await promise;
    clearTimeout(timer);
  }

  #queueFull(): TaktError {
    const { queueLimit, threads } = this.#options;
    const budgets = [...this.#running].map((run) => run.task.budget.timeMs);
    const expectedMs = this.#meanSolvingMs ?? Math.max(0, ...budgets);
    const retryAfterSeconds = Math.max(1, Math.ceil(((this.#queue.length / threads) * expectedMs) / 1000));
    const report = `${queueLimit} tasks wait already; come back in ${retryAfterSeconds} s.`;
    return new TaktError('queue-full', report, { retryAfterSeconds });
  }

  #hasFreeThread(): boolean {
    const child = this.#supervisor.current;
    if (child === undefined || !child.ready || child.worn) return false;
    return this.#running.size < this.#options.threads && child.occupied.size < child.warmThreads;
  }

  #pump(): void {
    while (this.#hasFreeThread() && !this.#stopping) {
      const child = this.#supervisor.current!;
      const holdsSuspect = [...this.#running].some((other) => other.suspect && other.child === child);
      const run = this.#queue.first((candidate) => !(candidate.suspect && holdsSuspect));
      if (run === undefined) return;
      this.#queue.remove(run);
      this.#dispatch(run, child);
    }
  }

  #dispatch(run: Run, child: SolverChild): void {
    const { layers, task } = run;
    run.child = child;
    run.attempts++;
    this.#running.add(run);
    child.occupied.add(run.number);
    const since = run.startSolving();
    run.answerAfter(layers.answerAfterMs, () => this.#answerLate(run));
    child.send({
      type: 'solve',
      task: {
        run: run.number,
        kind: task.kind,
        request: run.request,
        budget: task.budget,
        stopAt: since + layers.stopAfterMs,
        abortAt: since + layers.abortAfterMs,
        abortEmptyHandedAt: since + layers.emptyHanded.abortAfterMs,
        incumbent: run.best === undefined || task.budget.deterministic ? undefined : pack(run.best),
        traceparent: task.traceparent,
      },
    });
  }

  /** Layer 5: the child should have answered by now. */
  #answerLate(run: Run): void {
    const answer = () => this.#settle(run, run.lastIncumbent());
    if (run.best) answer();
    else run.answerAfter(run.layers.emptyHanded.answerAfterMs, answer);
  }

  #cancel(run: Run): void {
    if (run.settled) return;
    const answer = () => this.#settle(run, run.lastIncumbent());
    run.cancelled = true;
    if (run.child === undefined) {
      answer();
      return;
    }
    const graceMs = this.#options.cancelGraceMs;
    run.child.send({ type: 'cancel', run: run.number, graceMs });
    run.answerWithin(graceMs + cancelMarginMs, answer);
  }

  #receive(child: SolverChild, message: FromHost): void {
    if ('run' in message)
      for (const run of this.#running)
        if (run.number === message.run && run.child === child) {
          this.#hear(run, message);
          break;
        }
    this.#pump();
  }

  #hear(run: Run, message: Extract<FromHost, { run: number }>): void {
    if (message.type === 'started') {
      const { threadId, startedAt } = message;
      run.thread = { threadId, startedAt, traceparent: run.task.traceparent };
    } else if (message.type === 'incumbent') this.#hearIncumbent(run, unpack(message.bytes), message.iterations);
    else this.#hearOutcome(run, message.outcome);
  }

  #hearIncumbent(run: Run, found: Incumbent, iterations: number): void {
    if (!run.improve(found, iterations)) return;
    try {
      run.options.onIncumbent?.(found);
    } catch (error) {
      // The observer's own fault: its solve fails, the pool goes on.
      this.#cancel(run);
      this.#fail(run, new TaktError('internal-error', 'An observer of incumbents failed.', { cause: error }));
    }
  }

  #hearOutcome(run: Run, outcome: Outcome): void {
    if (outcome.type === 'cut-off') this.#settle(run, run.lastIncumbent());
    else if (outcome.type === 'thread-died') this.#lose(run, { own: true, ...outcome });
    else {
      run.thread = outcome.times;
      if (outcome.type === 'error') this.#fail(run, fromErrorData(outcome.error));
      else this.#settle(run, run.notWorseThanBefore(unpack(outcome.bytes)));
    }
  }

  #loseChild(child: SolverChild, death: Death): void {
    const lost = [...this.#running].filter((run) => run.child === child);
    const tasks = lost.map((run) => run.task.id);
    const { reason, output, outOfMemory } = death;
    this.#options.onEvent?.({ type: 'child-ended', pid: child.pid, reason, output, tasks });
    const culprit = culpritOf(lost);
    for (const run of lost) this.#lose(run, { own: run === culprit, outOfMemory, message: reason });
    this.#pump();
  }

  /** Ends a task whose thread or child died, or queues it again; `own`: the task itself is taken for the cause. */
  #lose(run: Run, death: { own: boolean; outOfMemory: boolean; message: string }): void {
    this.#running.delete(run);
    run.child = undefined;
    run.deaths++;
    const endedBy = run.cancelled ? 'cancelled' : run.endAfterDeath(death);
    if (endedBy) this.#settle(run, run.lastIncumbent(endedBy));
    else if (run.deaths >= mostDeaths && death.own) {
      const report = `Task ${run.task.id} was given up after ${run.attempts} attempts: ${death.message}`;
      this.#fail(run, new TaktError('crashed-solver', report));
    } else this.#queueAgain(run);
  }

  #queueAgain(run: Run): void {
    run.suspect = run.deaths >= mostDeaths;
    // The task that began last is the likeliest cause, and the others should not wait for it twice.
    if (run.suspect) this.#queue.addFirst(run);
    else this.#queue.addLost(run);
    if (run.best) run.answerAfter(run.layers.stopAfterMs, () => this.#settle(run, run.lastIncumbent()));
    else run.clearTimer();
  }

  #settle(run: Run, result: SolveResult<unknown>): void {
    if (!this.#finish(run)) return;
    const times = run.times();
    if (run.attempts > 0) this.#meanSolvingMs = times.solvingMs * 0.2 + (this.#meanSolvingMs ?? times.solvingMs) * 0.8;
    run.answer.resolve({ result, ...times });
  }

  #fail(run: Run, error: TaktError): void {
    if (this.#finish(run)) run.answer.reject(error);
  }

  #failAll(error: TaktError): void {
    for (const run of this.#queue.takeAll()) this.#fail(run, error);
  }

  /** @returns false where the task has its answer already. */
  #finish(run: Run): boolean {
    if (run.settled) return false;
    run.settled = true;
    run.clearTimer();
    this.#running.delete(run);
    this.#queue.remove(run);
    this.#pump();
    if (this.#queue.length + this.#running.size === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    return true;
  }
}

/**
 * Whom a child's death is laid to: the only task in it, or the one that has lost two children before. That it happens to
 * one task again is not enough where others ran beside it: each of them may have been the cause.
 */
function culpritOf(lost: readonly Run[]): Run | undefined {
  return lost.length === 1 ? lost[0] : lost.find((run) => run.suspect);
}

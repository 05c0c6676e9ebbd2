/**
 * The solver pool as the API process sees it. The queue, the clocks and the last incumbents live here, so that a dead
 * child loses nothing but the work of its attempts; threads and all that may crash live in the child.
 */
import { fromErrorData, TaktError } from '../models/errors.ts';
import { isShortWork } from '../models/queue-order.ts';
import type { Incumbent, SolveResult } from '../models/result.ts';
import { retryAfterSeconds } from '../models/retry-after.ts';
import type { Death, SolverChild } from './child.ts';
import { type FilledOptions, type PoolOptions, withDefaults } from './options.ts';
import { type FromHost, type Outcome, pack, type SolveTask, unpack } from './protocol.ts';
import { Quarantine } from './quarantine.ts';
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
  /** Resident memory at which a fresh child takes over. */
  readonly recycleAboveMb: number;
}

/** A task fails when it has died so often with no other task about. */
const mostOwnDeaths = 2;
/** Children that a task may lose in company before it runs in quarantine. */
const mostDeathsInCompany = 2;
/** What the API process gives the child beyond the grace period of a cancel. */
const cancelMarginMs = 200;

/** How a task lost its thread or child. */
interface Loss {
  /** `thread`: its own thread died. `alone`: the child, and no other task was in it. `company`: the child, with others. */
  readonly how: 'thread' | 'alone' | 'company';
  readonly outOfMemory: boolean;
  readonly message: string;
}

export class SolverPool {
  readonly #options: FilledOptions;
  readonly #supervisor: Supervisor;
  readonly #quarantine: Quarantine;
  readonly #queue = new TaskQueue<Run>();
  readonly #running = new Set<Run>();
  /** Were alone in a child that died, or in two of them in company: they run in quarantine, or wait for it. */
  readonly #suspects = new Set<Run>();
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
    this.#quarantine = new Quarantine(this.#options, {
      ...observer,
      unableToStart: (error) => this.#failAll(error, (run) => this.#suspects.has(run)),
    });
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
    if (this.#queue.length >= this.#options.queueLimit && !(this.#hasFreeThread() && this.#mayRun(task)))
      throw this.#queueFull();
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
      recycleAboveMb: this.#options.recycleAboveMb,
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
    await Promise.all([this.#supervisor.stop(), this.#quarantine.stop()]);
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
    const seconds = retryAfterSeconds((this.#queue.length / threads) * expectedMs);
    const report = `${queueLimit} tasks wait already; come back in ${seconds} s.`;
    return new TaktError('queue-full', report, { retryAfterSeconds: seconds });
  }

  #hasFreeThread(): boolean {
    const child = this.#supervisor.current;
    if (child === undefined || !child.ready || child.worn) return false;
    return this.#running.size < this.#options.threads && child.occupied.size < child.warmThreads;
  }

  /** Some threads take short work only. */
  #mayRun({ budget }: SolveTask): boolean {
    const { threads, expressThreads } = this.#options;
    if (expressThreads === 0 || isShortWork(budget.timeMs)) return true;
    const long = [...this.#running].filter((run) => !isShortWork(run.task.budget.timeMs));
    return long.length < threads - expressThreads;
  }

  #pump(): void {
    if (this.#stopping) return;
    this.#pumpQuarantine();
    while (this.#hasFreeThread()) {
      const run = this.#queue.first((candidate) => !this.#suspects.has(candidate) && this.#mayRun(candidate.task));
      if (run === undefined) return;
      this.#queue.remove(run);
      this.#dispatch(run, this.#supervisor.current!);
    }
  }

  /** Tasks that may be what kills run in children of their own, within the number of threads. */
  #pumpQuarantine(): void {
    const { threads } = this.#options;
    this.#quarantine.need(Math.min(this.#suspects.size, threads));
    while (this.#running.size < threads) {
      const child = this.#quarantine.freeChild;
      const suspect =
        child && this.#queue.first((candidate) => this.#suspects.has(candidate) && this.#mayRun(candidate.task));
      if (suspect === undefined) return;
      this.#queue.remove(suspect);
      this.#dispatch(suspect, child!);
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
    else if (outcome.type === 'thread-died') this.#lose(run, { how: 'thread', ...outcome });
    else {
      run.thread = outcome.times;
      if (outcome.type === 'error') this.#hearError(run, outcome);
      else this.#settle(run, run.notWorseThanBefore(unpack(outcome.bytes)));
    }
  }

  /** Another attempt would ask for as much memory again. */
  #hearError(run: Run, { error, outOfMemory }: Extract<Outcome, { type: 'error' }>): void {
    if (!outOfMemory) this.#fail(run, fromErrorData(error));
    else if (run.best) this.#settle(run, run.lastIncumbent('memory'));
    else {
      const report = `Task ${run.task.id} was given up: it asked for more memory than there is (${error.message})`;
      this.#fail(run, new TaktError('crashed-solver', report));
    }
  }

  #loseChild(child: SolverChild, death: Death): void {
    const lost = [...this.#running].filter((run) => run.child === child);
    const tasks = lost.map((run) => run.task.id);
    const { reason, output, outOfMemory } = death;
    this.#options.onEvent?.({ type: 'child-ended', pid: child.pid, reason, output, tasks });
    // A thread that was given up may still have run in it: then nobody can tell whose deed it was.
    const how = lost.length === 1 && child.occupied.size === 1 ? 'alone' : 'company';
    for (const run of lost) this.#lose(run, { how, outOfMemory, message: reason });
    this.#pump();
  }

  /** Ends a task whose thread or child died, or queues it again. */
  #lose(run: Run, loss: Loss): void {
    this.#running.delete(run);
    run.child = undefined;
    if (loss.how === 'company') run.deathsInCompany++;
    else run.ownDeaths++;
    const endedBy = run.cancelled ? 'cancelled' : run.endAfterDeath(loss);
    if (endedBy) this.#settle(run, run.lastIncumbent(endedBy));
    else if (run.ownDeaths >= mostOwnDeaths) {
      const report = `Task ${run.task.id} was given up after ${run.attempts} attempts: ${loss.message}`;
      this.#fail(run, new TaktError('crashed-solver', report));
    } else this.#queueAgain(run, loss);
  }

  #queueAgain(run: Run, { how }: Loss): void {
    // A thread that dies alone harms nobody.
    if (how === 'alone' || run.deathsInCompany >= mostDeathsInCompany) this.#suspects.add(run);
    this.#queue.addLost(run);
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

  /** Fails what waits. */
  #failAll(error: TaktError, those: (run: Run) => boolean = () => true): void {
    for (const run of this.#queue.all().filter(those)) this.#fail(run, error);
  }

  /** @returns false where the task has its answer already. */
  #finish(run: Run): boolean {
    if (run.settled) return false;
    run.settled = true;
    run.clearTimer();
    this.#running.delete(run);
    this.#suspects.delete(run);
    this.#queue.remove(run);
    this.#pump();
    if (this.#queue.length + this.#running.size === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    return true;
  }
}

/**
 * Keeps one solver child at work. Starting: a child loads its threads. Ready: it takes tasks. Worn (too much memory, a
 * stuck thread, threads that no longer start): a fresh one takes over while it finishes what it has. Dead: a fresh one
 * is started, at once or, where starts fail, after growing delays.
 */
import { TaktError } from '../models/errors.ts';
import { type ChildObserver, type Death, SolverChild } from './child.ts';
import type { FilledOptions } from './options.ts';
import type { FromHost } from './protocol.ts';

/** Children in a row that died while they started, after which waiting tasks are refused. */
const mostFailedStarts = 3;

export interface SupervisorObserver {
  /** Also when a child has become ready. */
  message(child: SolverChild, message: FromHost): void;
  died(child: SolverChild, death: Death): void;
  /** No child starts: what waits should not wait longer. Called again after each further failure. */
  unableToStart(error: TaktError): void;
}

export class Supervisor implements ChildObserver {
  /** Children started in place of another one. */
  restarts = 0;
  /** The child that takes tasks, once it is ready. */
  current: SolverChild | undefined;
  /** Why the first child did not start; then there will be none. */
  failure: TaktError | undefined;

  readonly #options: FilledOptions;
  readonly #observer: SupervisorObserver;
  readonly #children = new Set<SolverChild>();
  readonly #firstReady = Promise.withResolvers<void>();
  #everReady = false;
  #failedStarts = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: FilledOptions, observer: SupervisorObserver) {
    this.#options = options;
    this.#observer = observer;
  }

  /**
   * Starts the first child and waits until it is ready.
   * @throws TaktError where it does not start: such a pool is badly set up, and no second start is tried.
   */
  start(): Promise<void> {
    this.#startChild();
    return this.#firstReady.promise;
  }

  /** Ends all children, and starts no more. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    this.#firstReady.promise.catch(() => {});
    this.#firstReady.reject(new TaktError('shutting-down', 'The solver pool closed before its child was ready.'));
    await Promise.all([...this.#children].map((child) => child.stop()));
  }

  ready(child: SolverChild, startMs: number): void {
    this.#everReady = true;
    this.#failedStarts = 0;
    this.#options.onEvent?.({ type: 'child-ready', pid: child.pid!, startMs });
    this.#firstReady.resolve();
  }

  message(child: SolverChild, message: FromHost): void {
    this.#observer.message(child, message);
    if (child.worn && child.occupied.size === 0) void child.stop();
  }

  worn(child: SolverChild, reason: string): void {
    this.#options.onEvent?.({ type: 'child-worn', pid: child.pid!, reason });
    if (child === this.current) this.#restart();
    if (child.occupied.size === 0) void child.stop();
  }

  died(child: SolverChild, death: Death): void {
    this.#children.delete(child);
    const wasCurrent = child === this.current;
    if (wasCurrent) this.current = undefined;
    this.#observer.died(child, death);
    if (!wasCurrent || this.#stopping) return;
    if (death.wasReady) this.#restart();
    else this.#failStart(death);
  }

  #failStart(death: Death): void {
    const error = death.error ?? new TaktError('crashed-solver', `The solver process did not start: ${death.reason}`);
    this.#failedStarts++;
    if (!this.#everReady) this.failure = error;
    if (this.failure || this.#failedStarts >= mostFailedStarts) this.#observer.unableToStart(error);
    if (this.failure) this.#firstReady.reject(error);
    else this.#restartTimer = setTimeout(() => this.#restart(), Math.min(10_000, 100 * 2 ** this.#failedStarts));
  }

  #restart(): void {
    if (this.#stopping) return;
    this.restarts++;
    this.#startChild();
  }

  #startChild(): void {
    const { registryModule, threads, spareThreads, heartbeatMs, terminateLimitMs } = this.#options;
    const { resourceLimits, wasmMemoryMb, threadMemoryMb } = this.#options;
    const memory = { resourceLimits, wasmMemoryMb, threadMemoryMb };
    const settings = { threads, spareThreads, heartbeatMs, terminateLimitMs, ...memory };
    this.current = new SolverChild({ ...settings, registryModule: registryModule.href }, this.#options, this);
    this.#children.add(this.current);
  }
}

/**
 * Solver children for tasks that may be what killed others: one thread, one task each, so that a death in one of them has
 * one possible cause. They are there only while such tasks wait or run, each beside the others, so that a long solve under
 * suspicion holds nobody up.
 */
import type { SolverChild } from './child.ts';
import type { FilledOptions } from './options.ts';
import { Supervisor, type SupervisorObserver } from './supervisor.ts';

export class Quarantine {
  readonly #options: FilledOptions;
  readonly #observer: SupervisorObserver;
  readonly #cells = new Set<Supervisor>();
  readonly #stopping = new Set<Promise<void>>();

  constructor(options: FilledOptions, observer: SupervisorObserver) {
    this.#options = { ...options, threads: 1, spareThreads: 0 };
    this.#observer = observer;
  }

  /** Starts children until there are so many, and lets empty ones go until there are no more. */
  need(count: number): void {
    // One that could not start its child tries no more; the tasks that waited for it have been refused.
    for (const cell of this.#cells) if (cell.failure) this.#stop(cell);
    while (this.#cells.size < count) {
      const cell = new Supervisor(this.#options, this.#observer);
      this.#cells.add(cell);
      cell.start().catch(() => {});
    }
    for (const cell of this.#cells)
      if (this.#cells.size > count && (cell.current?.occupied.size ?? 0) === 0) this.#stop(cell);
  }

  /** A child that is ready and empty, if there is one. */
  get freeChild(): SolverChild | undefined {
    for (const { current: child } of this.#cells)
      if (child?.ready && !child.worn && child.occupied.size === 0 && child.warmThreads > 0) return child;
    return undefined;
  }

  /** Resolves when its processes are gone. */
  async stop(): Promise<void> {
    for (const cell of this.#cells) this.#stop(cell);
    await Promise.all(this.#stopping);
  }

  #stop(cell: Supervisor): void {
    this.#cells.delete(cell);
    const stopped = cell.stop();
    this.#stopping.add(stopped);
    void stopped.finally(() => this.#stopping.delete(stopped));
  }
}

/** One accepted task on its way through the pool: what is known of it, its clock, and the answer it would give now. */
import type { Incumbent, SolveResult, StopReason } from '../models/result.ts';
import { hasPlan, isWorse } from '../models/result.ts';
import type { SolverChild } from './child.ts';
import { type Layers, layersOf } from './layers.ts';
import { monotonicMs, pack, type SolveTask, type ThreadTimes } from './protocol.ts';

export interface SolveOptions {
  /** Its abort stops the solve; the best plan so far comes back, endedBy `cancelled`. */
  readonly signal?: AbortSignal;
  /** Told of every better plan, in order, and never after the answer. */
  readonly onIncumbent?: (found: Incumbent) => void;
}

export interface Solved {
  readonly result: SolveResult<unknown>;
  /** From the start of solving to the answer; lost attempts count where something of them is kept. */
  readonly solvingMs: number;
  /** From acceptance to the start of solving. */
  readonly waitingMs: number;
  /** Threads that the task was handed to, one after another. */
  readonly attempts: number;
  /** When the last of them worked on it; absent where none began. */
  readonly thread?: ThreadTimes;
}

export class Run {
  readonly number: number;
  readonly task: SolveTask;
  readonly request: Uint8Array;
  readonly priority: number;
  readonly layers: Layers;
  readonly options: SolveOptions;
  readonly answer = Promise.withResolvers<Solved>();

  /** Where it runs; undefined while it waits. */
  child: SolverChild | undefined;
  attempts = 0;
  /** Threads that died of it, and children that died while nothing else ran in them. */
  ownDeaths = 0;
  /** Children that died while it ran beside others. */
  deathsInCompany = 0;
  cancelled = false;
  settled = false;
  /** `endedAt` is absent while the thread works. */
  thread: (Omit<ThreadTimes, 'endedAt'> & Partial<ThreadTimes>) | undefined;
  /** Best plan handed out so far. */
  best: Incumbent | undefined;
  /** How often the search had asked for the stop flag when it found that. */
  iterations = 0;

  readonly #acceptedAt = monotonicMs();
  #solvingSince: number | undefined;
  #answerAt = Infinity;
  #answerTimer: NodeJS.Timeout | undefined;

  constructor(number: number, task: SolveTask, options: SolveOptions, graceMs: number) {
    this.number = number;
    this.task = task;
    this.request = pack(task.request);
    this.priority = task.priority ?? 5;
    this.layers = layersOf(task.budget.timeMs, graceMs);
    this.options = options;
  }

  /**
   * Starts the clock of an attempt. It goes on from a lost attempt where that left a plan; where there is none, or where
   * the search must run from its start to be the same each time, the lost time is not the task's.
   */
  startSolving(): number {
    if (this.best === undefined || this.task.budget.deterministic) this.#solvingSince = undefined;
    this.#solvingSince ??= monotonicMs();
    return this.#solvingSince;
  }

  /** @returns what ends the task when its thread or child died, if that leaves an answer and no use in a new attempt. */
  endAfterDeath(death: { readonly how: string; readonly outOfMemory: boolean }): StopReason | undefined {
    if (this.best === undefined || this.#solvingSince === undefined) return undefined;
    if (monotonicMs() >= this.#solvingSince + this.layers.stopAfterMs) return 'time';
    return death.how !== 'company' && death.outOfMemory ? 'memory' : undefined;
  }

  /** @returns whether it is better than what was handed out before. */
  improve(found: Incumbent, iterations: number): boolean {
    if (this.best !== undefined && isWorse(found, this.best)) return false;
    this.best = found;
    this.iterations = iterations;
    return true;
  }

  /** Calls `act` when the answer must go out, whatever runs: `afterMs` after the start of solving. */
  answerAfter(afterMs: number, act: () => void): void {
    clearTimeout(this.#answerTimer);
    const now = monotonicMs();
    this.#answerAt = (this.#solvingSince ?? now) + afterMs;
    this.#answerTimer = setTimeout(act, Math.max(0, this.#answerAt - now));
  }

  /** Brings that moment forward to `afterMs` from now, if it is later. */
  answerWithin(afterMs: number, act: () => void): void {
    const now = monotonicMs();
    if (now + afterMs >= this.#answerAt) return;
    clearTimeout(this.#answerTimer);
    this.#answerTimer = setTimeout(act, afterMs);
  }

  clearTimer(): void {
    clearTimeout(this.#answerTimer);
  }

  /** The answer where no thread gives one: the last incumbent. */
  lastIncumbent(endedBy: StopReason = this.cancelled ? 'cancelled' : 'time'): SolveResult<unknown> {
    const statistics = { iterations: this.iterations };
    if (this.best === undefined) return { found: 'unknown', endedBy, statistics };
    return { found: 'feasible', ...this.best, endedBy, statistics };
  }

  /** `result`, or the plan of a lost attempt where that is better. */
  notWorseThanBefore(result: SolveResult<unknown>): SolveResult<unknown> {
    const { best } = this;
    if (best === undefined || this.task.budget.deterministic) return result;
    const improvable = result.found === 'unknown' || (result.found === 'feasible' && isWorse(result, best));
    if (!improvable) return result;
    const isSamePhase = hasPlan(result) && (result.phase ?? 0) === (best.phase ?? 0);
    const lowerBound = isSamePhase ? (result.lowerBound ?? best.lowerBound) : best.lowerBound;
    return { ...best, lowerBound, found: 'feasible', endedBy: result.endedBy, statistics: result.statistics };
  }

  times(): Pick<Solved, 'solvingMs' | 'waitingMs' | 'attempts' | 'thread'> {
    const now = monotonicMs();
    const since = this.#solvingSince ?? now;
    return {
      solvingMs: now - since,
      waitingMs: since - this.#acceptedAt,
      attempts: this.attempts,
      thread: this.thread && { endedAt: performance.timeOrigin + performance.now(), ...this.thread },
    };
  }
}

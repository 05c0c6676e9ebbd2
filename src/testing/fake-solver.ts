/** A solver whose every step the test decides. */
import type { PlanRequest } from '../../models/plan-request.ts';
import type { Incumbent, SolveResult } from '../../models/result.ts';
import { registry } from '../../solvers/registry.ts';
import type { CheckPlan, SolveOutcome, SolverPort, SolveTask } from '../jobs/solver-port.ts';

/** The fake's plans are `{ value }`, and their objective is the value. */
export interface FakePlan {
  readonly value: number;
}

export interface FakeSolve {
  readonly task: SolveTask;
  readonly signal: AbortSignal;
  incumbent(value: number, lowerBound?: number): void;
  /** Ends with a plan of this value. */
  finish(value: number, extra?: Partial<SolveOutcome>): void;
  /** Ends with any result. */
  finishWith(result: SolveResult<unknown>): void;
  fail(error: Error): void;
}

export class FakeSolver implements SolverPort {
  readonly #started: FakeSolve[] = [];
  #waiter: ((solve: FakeSolve) => void) | undefined;
  /** Where set, every solve ends at once with this value. */
  immediate: number | undefined;

  /** The next solve that begins (or has begun already and was not asked for yet). */
  next(): Promise<FakeSolve> {
    const ready = this.#started.shift();
    if (ready) return Promise.resolve(ready);
    return new Promise((resolve) => {
      this.#waiter = resolve;
    });
  }

  solve(
    task: SolveTask,
    options: { signal?: AbortSignal; onIncumbent?(incumbent: Incumbent): void } = {},
  ): Promise<SolveOutcome> {
    const { promise, resolve, reject } = Promise.withResolvers<SolveOutcome>();
    const signal = options.signal ?? new AbortController().signal;
    let best: number | undefined;
    const outcome = (result: SolveResult<unknown>, extra: Partial<SolveOutcome> = {}): SolveOutcome => ({
      result,
      solvingMs: 5,
      waitingMs: 1,
      attempts: 1,
      ...extra,
    });
    const solve: FakeSolve = {
      task,
      signal,
      incumbent(value, lowerBound) {
        best = value;
        options.onIncumbent?.({ plan: { value }, objective: value, lowerBound });
      },
      finish: (value, extra) => resolve(outcome(planOf(value, 'proof'), extra)),
      finishWith: (result) => resolve(outcome(result)),
      fail: reject,
    };
    signal.addEventListener('abort', () =>
      resolve(
        outcome(
          best === undefined
            ? { found: 'unknown', endedBy: 'cancelled', statistics: { iterations: 0 } }
            : planOf(best, 'cancelled'),
        ),
      ),
    );
    if (this.immediate !== undefined) solve.finish(this.immediate);
    else if (this.#waiter) {
      const waiter = this.#waiter;
      this.#waiter = undefined;
      waiter(solve);
    } else this.#started.push(solve);
    return promise;
  }
}

function planOf(value: number, endedBy: 'proof' | 'cancelled'): SolveResult<FakePlan> {
  return {
    found: endedBy === 'proof' ? 'optimal' : 'feasible',
    plan: { value },
    objective: value,
    lowerBound: endedBy === 'proof' ? value : undefined,
    endedBy,
    statistics: { iterations: 1 },
  };
}

/** Agrees with the fake's plans, and finds fault with values below zero. */
export const fakeCheck: CheckPlan = (_kind, _request, plan) => {
  const { value } = plan as FakePlan;
  return {
    violations: value < 0 ? [{ rule: 'not-negative', message: `value ${value} is below zero` }] : [],
    objective: value,
  };
};

/** The fake's plans are no start, unless they hold more than their value: then they are plans of their kind. */
export function fakeResume({ kind, problem }: PlanRequest, plan: unknown): unknown {
  return Object.keys(plan as object).length === 1 ? undefined : registry[kind].resumeFrom({ problem }, plan).warmStart;
}

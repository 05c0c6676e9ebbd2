/** What the jobs need of the solver pool and of the checkers: narrow, so that tests can hand in others. */
import type { PlanKind, PlanRequest } from '../../models/plan-request.ts';
import type { Incumbent, SolveResult } from '../../models/result.ts';

export interface SolveTask {
  readonly id: string;
  readonly kind: PlanKind;
  readonly request: { readonly problem: PlanRequest['problem']; readonly warmStart?: PlanRequest['warmStart'] };
  readonly budget: PlanRequest['budget'];
  /** 0 to 9, 9 first. */
  readonly priority?: number;
  readonly traceparent?: string;
}

export interface SolveOutcome {
  readonly result: SolveResult<unknown>;
  readonly solvingMs: number;
  /** Time in the pool's own queue. */
  readonly waitingMs: number;
  /** Solver processes that were tried: 1 unless one died. */
  readonly attempts: number;
  /** When the thread worked on it, in milliseconds since 1970, for its span. */
  readonly thread?: { readonly startedAt: number; readonly endedAt: number };
}

export interface SolverPort {
  /**
   * Solves within the task's budget. An aborted signal asks for the best plan so far: it resolves with it.
   * @throws TaktError `queue-full`, `crashed-solver`, `shutting-down`, `internal-error`.
   */
  solve(
    task: SolveTask,
    options?: { signal?: AbortSignal; onIncumbent?(incumbent: Incumbent): void },
  ): Promise<SolveOutcome>;
}

/** Hard rules and objective, re-derived from request and plan by code that shares nothing with the search. */
export type CheckPlan = (
  kind: PlanKind,
  request: SolveTask['request'],
  plan: unknown,
) => { readonly violations: readonly { rule: string; message: string }[]; readonly objective: number };

/** The part of a plan-request that the solver gets. */
export function solverRequest(request: PlanRequest): SolveTask['request'] {
  return { problem: request.problem, warmStart: request.warmStart };
}

/** How an attempt ends: what is written of it, and what its event tells. */
import type { ErrorCode } from '../../models/errors.ts';
import { hasPlan, type SolveResult } from '../../models/result.ts';
import { errorView, type RowChange } from './plan-events.ts';
import { gapOf } from './plan-rows.ts';

/** What a solve ended with, as the store takes it. */
export type Ending =
  | {
      readonly state: 'succeeded' | 'cancelled';
      readonly result: SolveResult<unknown>;
      readonly solvingMs: number;
      readonly poolWaitingMs: number;
    }
  | {
      readonly state: 'failed';
      readonly error: { readonly code: ErrorCode; readonly message: string };
      readonly solvingMs?: number;
    };

/** For `changeAndTell`: only the attempt that holds the plan, its number as `$4`, may write. */
export const heldBy = `attempt = $4 and state = 'running'`;

export function endChange(attempt: number, ending: Ending): RowChange {
  const ended = 'state = $5, ended_at = now(), solving_ms = $6, waiting_ms = waiting_ms + $7';
  const parameters = [attempt, ending.state, ending.solvingMs ?? null];
  if (ending.state === 'failed')
    return {
      set: `${ended}, error = $8, found = case when plan is null then 'unknown' else 'feasible' end`,
      where: heldBy,
      parameters: [...parameters, 0, JSON.stringify(errorView(ending.error))],
    };
  const { result } = ending;
  const plan = 'plan' in result ? result : undefined;
  return {
    set: `${ended}, found = $8, ended_by = $9, objective = $10, lower_bound = $11, plan = $12, reason = $13, statistics = $14`,
    where: heldBy,
    parameters: [
      ...parameters,
      ending.poolWaitingMs,
      result.found,
      result.endedBy,
      plan?.objective ?? null,
      plan?.lowerBound ?? null,
      plan ? JSON.stringify(plan.plan) : null,
      'reason' in result ? (result.reason ?? null) : null,
      JSON.stringify(result.statistics),
    ],
  };
}

export function endEvent(ending: Ending): object {
  if (ending.state === 'failed') return { state: ending.state, error: errorView(ending.error) };
  const { result } = ending;
  const figures = hasPlan(result)
    ? { objective: result.objective, lowerBound: result.lowerBound, phase: result.phase, unit: result.unit }
    : undefined;
  return {
    state: ending.state,
    found: result.found,
    endedBy: result.endedBy,
    ...figures,
    gap: gapOf(figures?.objective, figures?.lowerBound),
  };
}

/** Rows of takt.plans and takt.plan_events, and how they read outside. */
import { relativeGap } from '../../models/result.ts';
import type { CatalogUse, Derivation, PlanEvent, PlanState, PlanView, WarmStartUse } from './plan-view.ts';

/** All that a list shows; `plan` and `request` may be megabytes and are read one at a time. */
export const listColumns = `id, kind, state, priority, tags, request_hash, code_version, created_at, started_at, ended_at,
  attempt, found, ended_by, objective, lower_bound, reason, statistics, waiting_ms, solving_ms, error, cost_ms, not_after, batch_id, derived_from, derivation, warm_start, catalog`;

export interface PlanRow {
  id: string;
  kind: string;
  state: PlanState;
  priority: number;
  tags: Record<string, string>;
  request_hash: string;
  code_version: string;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  attempt: number;
  found: PlanView['found'] | null;
  ended_by: PlanView['endedBy'] | null;
  objective: number | null;
  lower_bound: number | null;
  plan?: unknown;
  reason: string | null;
  statistics: PlanView['statistics'] | null;
  waiting_ms: number | null;
  solving_ms: number | null;
  error: PlanView['error'] | null;
  cost_ms: number;
  not_after: Date | null;
  batch_id: string | null;
  derived_from: string | null;
  derivation: Derivation | null;
  warm_start: WarmStartUse | null;
  catalog: CatalogUse[] | null;
}

export function toView(row: PlanRow): PlanView {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    found: row.found ?? undefined,
    endedBy: row.ended_by ?? undefined,
    objective: row.objective ?? undefined,
    lowerBound: row.lower_bound ?? undefined,
    gap: gapOf(row.objective, row.lower_bound),
    plan: row.plan ?? undefined,
    reason: row.reason ?? undefined,
    statistics: row.statistics ?? undefined,
    waitingMs: row.waiting_ms ?? undefined,
    solvingMs: row.solving_ms ?? undefined,
    attempts: row.attempt,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString(),
    endedAt: row.ended_at?.toISOString(),
    tags: row.tags,
    priority: row.priority,
    timeMs: row.cost_ms,
    notAfter: row.not_after?.toISOString(),
    batch: row.batch_id ?? undefined,
    derivedFrom: row.derived_from ?? undefined,
    derivation: row.derivation ?? undefined,
    warmStart: row.warm_start ?? undefined,
    catalog: row.catalog ?? undefined,
    requestHash: row.request_hash,
    codeVersion: row.code_version,
    error: row.error ?? undefined,
  };
}

export function gapOf(objective: number | null | undefined, lowerBound: number | null | undefined): number | undefined {
  return objective === null || objective === undefined ? undefined : relativeGap(objective, lowerBound ?? undefined);
}

export interface EventRow {
  sequence: number;
  type: string;
  at: Date;
  data: unknown;
}

export function toEvent(row: EventRow): PlanEvent {
  return { sequence: row.sequence, type: row.type, at: row.at.toISOString(), data: row.data } as PlanEvent;
}

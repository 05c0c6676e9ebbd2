/**
 * Plans in the database. Every change of state, its event and what belongs to it are one transaction, and what a solve
 * writes is accepted only from the attempt that holds the plan.
 *
 * queued    entered by `insert` and `handBack`; left by `begin` (running, expired) and `requestStop` (cancelled)
 * running   entered by `begin`; left by `end`, `handBack`, and `begin` again after the holder died
 * ended     succeeded, cancelled, expired, failed: never left
 */
import { type ErrorCode, errorTable, TaktError } from '../../models/errors.ts';
import type { PlanRequest } from '../../models/plan-request.ts';
import { hasPlan, type Incumbent, type SolveResult } from '../../models/result.ts';
import type { Database, Queryable } from '../db/database.ts';
import { codeVersion, requestHash, uuidV7 } from './identity.ts';
import type { JobQueue } from './job-queue.ts';
import { type EventRow, gapOf, listColumns, type PlanRow, toEvent, toView } from './plan-rows.ts';
import { isEnded, type PlanEvent, type PlanState, type PlanView } from './plan-view.ts';

/** Attempts that may die before a plan is given up: one may be bad luck, three are the request. */
export const mostLostAttempts = 3;

/** How long a full queue is believed to be full, unless a plan changes here before. */
const fullForMs = 200;

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

/** A plan whose solve may begin. */
export interface Begun {
  readonly id: string;
  /** The fence for everything that this solve writes. */
  readonly attempt: number;
  readonly request: PlanRequest;
  readonly traceparent?: string;
}

export interface ListFilter {
  readonly state?: PlanState;
  readonly kind?: string;
  readonly limit: number;
  /** Where the last page ended: `createdAt` and id of its last plan. */
  readonly before?: { readonly createdAt: string; readonly id: string };
}

export interface PlanStoreOptions {
  /** Plans that may be queued. */
  readonly queueLimit: number;
  /** Told of every change after it is committed. */
  readonly onChange?: (planId: string) => void;
}

export class PlanStore {
  readonly #database: Database;
  readonly #queue: JobQueue;
  readonly #options: PlanStoreOptions;
  /** Until then the queue counts as full without a look: under a flood, looking would take longer than saying no. */
  #fullUntil = 0;

  constructor(database: Database, queue: JobQueue, options: PlanStoreOptions) {
    this.#database = database;
    this.#queue = queue;
    this.#options = options;
  }

  /**
   * Keeps a plan and puts it into the queue.
   * @throws TaktError `queue-full`.
   */
  async insert(request: PlanRequest, traceparent?: string): Promise<PlanView> {
    if (performance.now() < this.#fullUntil) throw this.#queueFull();
    const id = uuidV7();
    const row = await this.#database.transaction(async (transaction) => {
      await this.#refuseWhenFull(transaction);
      const { rows } = await transaction.query<PlanRow>(
        `insert into takt.plans (id, kind, priority, tags, request, request_hash, code_version, traceparent, not_after)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${listColumns}`,
        [
          id,
          request.kind,
          request.priority,
          JSON.stringify(request.tags),
          JSON.stringify(request),
          requestHash(request),
          codeVersion,
          traceparent ?? null,
          request.notAfter ?? null,
        ],
      );
      await addEvent(transaction, id, 'state', { state: 'queued' });
      await this.#queue.send(transaction, id, request.priority, request.budget.timeMs);
      return rows[0];
    });
    this.#changed(id);
    return toView(row);
  }

  async #refuseWhenFull(transaction: Queryable): Promise<void> {
    const { queueLimit } = this.#options;
    const { rows } = await transaction.query<{ waiting: number }>(
      `select count(*) as waiting from (select 1 from takt.plans where state = 'queued' limit $1) as queued`,
      [queueLimit],
    );
    if (rows[0].waiting < queueLimit) return;
    this.#fullUntil = performance.now() + fullForMs;
    throw this.#queueFull();
  }

  #queueFull(): TaktError {
    return new TaktError('queue-full', `${this.#options.queueLimit} plans are waiting already, which is the limit`, {
      retryAfterSeconds: 5,
    });
  }

  async get(id: string): Promise<PlanView | undefined> {
    const { rows } = await this.#database.query<PlanRow>(`select ${listColumns}, plan from takt.plans where id = $1`, [
      id,
    ]);
    return rows[0] && toView(rows[0]);
  }

  /** Newest first, without the plans themselves. */
  async list(filter: ListFilter): Promise<PlanView[]> {
    const { rows } = await this.#database.query<PlanRow>(
      `select ${listColumns} from takt.plans
       where ($1::text is null or state = $1) and ($2::text is null or kind = $2)
         and ($3::timestamptz is null or (created_at, id) < ($3::timestamptz, $4::uuid))
       order by created_at desc, id desc limit $5`,
      [
        filter.state ?? null,
        filter.kind ?? null,
        filter.before?.createdAt ?? null,
        filter.before?.id ?? null,
        filter.limit,
      ],
    );
    return rows.map(toView);
  }

  /** The events after `sequence`, in order. */
  async events(id: string, sequence: number, limit = 500): Promise<PlanEvent[]> {
    const { rows } = await this.#database.query<EventRow>(
      'select sequence, type, at, data from takt.plan_events where plan_id = $1 and sequence > $2 order by sequence limit $3',
      [id, sequence, limit],
    );
    return rows.map(toEvent);
  }

  async state(id: string): Promise<PlanState | undefined> {
    const { rows } = await this.#database.query<{ state: PlanState }>('select state from takt.plans where id = $1', [
      id,
    ]);
    return rows[0]?.state;
  }

  /** Number of the attempt that holds (or held last) the plan. */
  async attempt(id: string): Promise<number | undefined> {
    const { rows } = await this.#database.query<{ attempt: number }>('select attempt from takt.plans where id = $1', [
      id,
    ]);
    return rows[0]?.attempt;
  }

  /** Plans in the queue and how long the oldest of them has waited. */
  async waiting(): Promise<{ count: number; oldestMs: number }> {
    const { rows } = await this.#database.query<{ count: number; oldest: number | null }>(
      `select count(*) as count, extract(epoch from now() - min(created_at))::float8 * 1000 as oldest
       from takt.plans where state = 'queued'`,
    );
    return { count: rows[0].count, oldestMs: rows[0].oldest ?? 0 };
  }

  /**
   * The holder of a claim begins to solve.
   * @returns undefined where there is nothing to solve: ended already, expired, or given up.
   */
  async begin(id: string): Promise<Begun | undefined> {
    const begun = await this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<BeginRow>(
        `select state, attempt, lost_attempts, stop_requested, request, traceparent,
                coalesce(not_after < now(), false) as expired from takt.plans where id = $1 for update`,
        [id],
      );
      const row = rows[0];
      if (!row || isEnded(row.state)) return this.#queue.finish(transaction, id);
      // Still running although its job is free again: the process that held it died.
      const lost = row.lost_attempts + (row.state === 'running' ? 1 : 0);
      if (row.stop_requested) return this.#close(transaction, id, 'cancelled');
      if (row.state === 'queued' && row.attempt === 0 && row.expired) return this.#close(transaction, id, 'expired');
      if (lost >= mostLostAttempts)
        return this.#close(transaction, id, 'failed', {
          code: 'crashed-solver',
          message: `the process that solved it died ${lost} times`,
        });
      const attempt = row.attempt + 1;
      await transaction.query(
        `update takt.plans set state = 'running', attempt = $2, lost_attempts = $3, started_at = now(),
           waiting_ms = extract(epoch from now() - created_at)::float8 * 1000 where id = $1`,
        [id, attempt, lost],
      );
      await addEvent(transaction, id, 'state', { state: 'running', attempt });
      return { id, attempt, request: row.request, traceparent: row.traceparent ?? undefined };
    });
    this.#changed(id);
    return begun ?? undefined;
  }

  /** @returns false where the attempt no longer holds the plan. */
  async recordIncumbent(id: string, attempt: number, incumbent: Incumbent): Promise<boolean> {
    const { objective, lowerBound, phase, unit } = incumbent;
    const held = await this.#database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `update takt.plans set plan = $3, objective = $4, lower_bound = $5
         where id = $1 and attempt = $2 and state = 'running'`,
        [id, attempt, JSON.stringify(incumbent.plan), objective, lowerBound ?? null],
      );
      if (rowCount === 0) return false;
      await addEvent(transaction, id, 'incumbent', {
        attempt,
        objective,
        lowerBound,
        gap: gapOf(objective, lowerBound),
        phase,
        unit,
      });
      return true;
    });
    if (held) this.#changed(id);
    return held;
  }

  /**
   * Writes what a solve ended with, its event, and what `together` adds, in one transaction.
   * @returns false, and nothing is written, where the attempt no longer holds the plan.
   */
  async end(
    id: string,
    attempt: number,
    ending: Ending,
    together?: (transaction: Queryable) => Promise<void>,
  ): Promise<boolean> {
    const held = await this.#database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `update takt.plans set state = $3, ended_at = now(), solving_ms = $4, waiting_ms = waiting_ms + $5
         where id = $1 and attempt = $2 and state = 'running'`,
        [id, attempt, ending.state, ending.solvingMs ?? null, 'poolWaitingMs' in ending ? ending.poolWaitingMs : 0],
      );
      if (rowCount === 0) return false;
      if (ending.state === 'failed') await this.#writeError(transaction, id, ending.error);
      else await writeResult(transaction, id, ending.result);
      await addEvent(transaction, id, 'state', { ...endEvent(ending), attempt });
      await this.#queue.finish(transaction, id);
      await together?.(transaction);
      return true;
    });
    if (held) this.#changed(id);
    return held;
  }

  /**
   * Asks to stop: a queued plan is cancelled at once, a running one as soon as its solver hears of it.
   * @returns the plan afterwards, undefined where there is none.
   */
  async requestStop(id: string): Promise<PlanView | undefined> {
    await this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ state: PlanState }>(
        'select state from takt.plans where id = $1 for update',
        [id],
      );
      if (rows[0]?.state === 'queued') await this.#close(transaction, id, 'cancelled');
      if (rows[0]?.state === 'running')
        await transaction.query('update takt.plans set stop_requested = true where id = $1', [id]);
    });
    this.#changed(id);
    return this.get(id);
  }

  /** Those of the plans whose caller asked to stop. */
  async stopRequested(ids: readonly string[]): Promise<string[]> {
    const { rows } = await this.#database.query<{ id: string }>(
      'select id from takt.plans where stop_requested and id = any($1::uuid[])',
      [ids],
    );
    return rows.map((row) => row.id);
  }

  /** Gives a running plan back to the queue, as a process does that stops. @returns false where it no longer held it. */
  async handBack(begun: Begun): Promise<boolean> {
    const { id, attempt, request } = begun;
    const held = await this.#database.transaction(async (transaction) => {
      const { rowCount } = await transaction.query(
        `update takt.plans set state = 'queued', started_at = null, waiting_ms = null
         where id = $1 and attempt = $2 and state = 'running'`,
        [id, attempt],
      );
      if (rowCount === 0) return false;
      await addEvent(transaction, id, 'state', { state: 'queued', attempt });
      await this.#queue.putBack(transaction, id, request.priority, request.budget.timeMs);
      return true;
    });
    if (held) this.#changed(id);
    return held;
  }

  /** Ends a plan that no solver holds. */
  async #close(
    transaction: Queryable,
    id: string,
    state: 'cancelled' | 'expired' | 'failed',
    error?: { code: ErrorCode; message: string },
  ): Promise<void> {
    await transaction.query(
      `update takt.plans set state = $2, ended_at = now(), ended_by = case when $2::text = 'cancelled' then 'cancelled' end,
         found = case when plan is null then 'unknown' else 'feasible' end,
         waiting_ms = coalesce(waiting_ms, extract(epoch from now() - created_at)::float8 * 1000) where id = $1`,
      [id, state],
    );
    if (error) await this.#writeError(transaction, id, error);
    await addEvent(transaction, id, 'state', { state, ...(error ? { error: errorView(error) } : {}) });
    await this.#queue.finish(transaction, id);
  }

  async #writeError(transaction: Queryable, id: string, error: { code: ErrorCode; message: string }): Promise<void> {
    await transaction.query(
      `update takt.plans set error = $2, found = case when plan is null then 'unknown' else 'feasible' end where id = $1`,
      [id, JSON.stringify(errorView(error))],
    );
  }

  #changed(id: string): void {
    this.#fullUntil = 0;
    this.#options.onChange?.(id);
  }
}

interface BeginRow {
  state: PlanState;
  attempt: number;
  lost_attempts: number;
  stop_requested: boolean;
  request: PlanRequest;
  traceparent: string | null;
  expired: boolean;
}

/** Adds an event under the next number; the plan's row, locked by the update, keeps numbers and commits in one order. */
async function addEvent(transaction: Queryable, id: string, type: PlanEvent['type'], data: object): Promise<void> {
  await transaction.query(
    `with numbered as (update takt.plans set last_event = last_event + 1 where id = $1 returning last_event)
     insert into takt.plan_events (plan_id, sequence, type, data) select $1, last_event, $2, $3 from numbered`,
    [id, type, JSON.stringify(data)],
  );
}

async function writeResult(transaction: Queryable, id: string, result: SolveResult<unknown>): Promise<void> {
  const plan = 'plan' in result ? result : undefined;
  await transaction.query(
    `update takt.plans set found = $2, ended_by = $3, objective = $4, lower_bound = $5, plan = $6, reason = $7, statistics = $8
     where id = $1`,
    [
      id,
      result.found,
      result.endedBy,
      plan?.objective ?? null,
      plan?.lowerBound ?? null,
      plan ? JSON.stringify(plan.plan) : null,
      'reason' in result ? (result.reason ?? null) : null,
      JSON.stringify(result.statistics),
    ],
  );
}

function endEvent(ending: Ending): object {
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

function errorView(error: { code: ErrorCode; message: string }) {
  return { code: error.code, title: errorTable[error.code].title, message: error.message };
}

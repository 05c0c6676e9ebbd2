/**
 * Plans in the database. Every change of state, its event and what belongs to it are one transaction, and what a solve
 * writes is accepted only from the attempt that holds the plan.
 *
 * queued    entered by `insert`, `handBack` and a `begin` that is put off; left by `begin` (running, expired) and `requestStop` (cancelled)
 * running   entered by `begin`; left by `end`, `handBack`, and `begin` again after the holder died
 * ended     succeeded, cancelled, expired, failed: never left
 */
import type { ErrorCode } from '../../models/errors.ts';
import type { PlanRequest } from '../../models/plan-request.ts';
import { queueRank } from '../../models/queue-order.ts';
import type { Incumbent } from '../../models/result.ts';
import { audit, type Origin } from '../access/audit.ts';
import type { TenantLimiter } from '../access/limits.ts';
import type { Database, Queryable } from '../db/database.ts';
import { Admission, demandOf } from './admission.ts';
import { findByKey, type Idempotency, lacksRoom } from './idempotency.ts';
import type { JobQueue } from './job-queue.ts';
import { type Ending, endChange, endEvent, heldBy } from './plan-ending.ts';
import { addEvent, changeAndTell, errorView } from './plan-events.ts';
import type { PlanChange } from './plan-feed.ts';
import { insertPlans, type NewPlan } from './plan-insert.ts';
import { type ListFilter, listStatement } from './plan-list.ts';
import { type EventRow, gapOf, listColumns, type PlanRow, toEvent, toView } from './plan-rows.ts';
import { type CatalogUse, isEnded, type PlanEvent, type PlanState, type PlanView } from './plan-view.ts';
import { readQueueFigures } from './solver-node.ts';

/** A plan is given up when so many of its attempts took their process with them: one may be bad luck. */
export const mostLostAttempts = 2;

/** How long a plan that lost a process waits for its turn where another such plan is being solved already. */
const suspectPauseSeconds = 2;

/** What a later plan can be made from. */
export interface KeptRequest {
  readonly id: string;
  /** As it was solved, or will be. */
  readonly request: PlanRequest;
  readonly codeVersion: string;
  readonly catalog?: readonly CatalogUse[];
  /** The plan of its kind, or the best so far; undefined where there is none. */
  readonly plan?: unknown;
}

/** A plan whose solve may begin. */
export interface Begun {
  readonly id: string;
  readonly tenant: string;
  /** The fence for everything that this solve writes. */
  readonly attempt: number;
  readonly request: PlanRequest;
  readonly traceparent?: string;
  /** An earlier attempt took its process with it: another such plan does not run beside it. */
  readonly suspect?: boolean;
}

export interface PlanStoreOptions {
  /** Plans that may be queued. */
  readonly queueLimit: number;
  /** Absent: no tenant has limits. */
  readonly limits?: Pick<TenantLimiter, 'checkTenantLimits' | 'giveBack'>;
  /** Expected wait above which no plan is taken; 0 or absent: whatever the wait. */
  readonly queueSeconds?: number;
  /** Told of every change after it is committed. */
  readonly onChange?: (planId: string, change: PlanChange) => void;
  /** A plan was free again although its attempt had not ended: the process that held it died, or was cut off. */
  readonly onAttemptLost?: () => void;
}

export class PlanStore {
  readonly #database: Database;
  readonly #queue: JobQueue;
  readonly #options: PlanStoreOptions;
  /** Asked before anything is put into the queue. */
  readonly admission: Admission;

  constructor(database: Database, queue: JobQueue, options: PlanStoreOptions) {
    this.#database = database;
    this.#queue = queue;
    this.#options = options;
    const { queueLimit, queueSeconds = 0 } = options;
    this.admission = new Admission(() => readQueueFigures(database), { queueLimit, queueSeconds });
  }

  /**
   * Keeps a plan and puts it into the queue; under a key that is taken already, the plan that has it.
   * @throws TaktError `queue-full`, `tenant-limit`, `idempotency-mismatch`, `forbidden` where its ovens are another tenant's.
   */
  async keep(plan: NewPlan): Promise<{ readonly plan: PlanView; readonly isReplay: boolean }> {
    for (;;) {
      const [kept] = await this.insertAll([plan]).catch((error) => this.#unlessKept(plan, error));
      if (kept) return { plan: kept, isReplay: false };
      const earlier = await this.ofKey(plan.tenant, plan.idempotency!);
      // None where the plan of the key was deleted in between: then this one takes its place.
      if (earlier) return { plan: earlier, isReplay: true };
    }
  }

  /** What was refused for want of room may have been kept a moment ago, under the same key, in the last place there was. */
  async #unlessKept(plan: NewPlan, error: unknown): Promise<PlanView[]> {
    if (lacksRoom(error) && plan.idempotency && (await this.ofKey(plan.tenant, plan.idempotency))) return [];
    throw error;
  }

  /** As `keep`, for callers without keys. */
  async insert(plan: NewPlan): Promise<PlanView> {
    return (await this.keep(plan)).plan;
  }

  /**
   * Keeps plans, all or none, in the transaction of what `before` does; nothing where that says no.
   * @returns them in their order, without those whose idempotency key is taken.
   */
  async insertAll(
    plans: readonly NewPlan[],
    before: (transaction: Queryable) => Promise<boolean> = async () => true,
  ): Promise<PlanView[]> {
    const rows = await this.admission.admit(
      demandOf(plans.map(({ request }) => request.budget)),
      () =>
        this.#database.transaction(async (transaction) => {
          if (!(await before(transaction))) return [];
          return this.#insertWithinLimits(transaction, plans);
        }),
      // Those that were kept before under their keys take no room again.
      (kept) => demandOf(plans.slice(0, kept.length).map(({ request }) => request.budget)),
    );
    for (const { id } of rows) this.#changed(id, 'queued');
    return rows.map(toView);
  }

  /** @param plans - of one tenant. */
  async #insertWithinLimits(transaction: Queryable, plans: readonly NewPlan[]): Promise<PlanRow[]> {
    const { limits } = this.#options;
    const demand = { tenant: plans[0].tenant, ...demandOf(plans.map(({ request }) => request.budget)) };
    await limits?.checkTenantLimits(transaction, demand);
    const kept = await insertPlans(transaction, this.#queue, plans);
    // Somebody else was quicker with the same idempotency key: what was counted is given back.
    const costMs = kept.reduce((sum, row) => sum - row.cost_ms, demand.costMs);
    if (kept.length < plans.length) await limits?.giveBack(transaction, { ...demand, costMs });
    return kept;
  }

  /**
   * The plan that was kept under a key, as a list shows it.
   * @throws TaktError `idempotency-mismatch`.
   */
  async ofKey(tenant: string, idempotency: Idempotency): Promise<PlanView | undefined> {
    const id = await findByKey(this.#database, tenant, idempotency);
    return id === undefined ? undefined : this.get(tenant, id);
  }

  async get(tenant: string, id: string): Promise<PlanView | undefined> {
    const { rows } = await this.#database.query<PlanRow>(
      `select ${listColumns}, plan from takt.plans where id = $1 and tenant = $2`,
      [id, tenant],
    );
    return rows[0] && toView(rows[0]);
  }

  /** Newest first, without the plans themselves. */
  async list(tenant: string, filter: ListFilter): Promise<PlanView[]> {
    const { rows } = await this.#database.query<PlanRow>(...listStatement(tenant, filter));
    return rows.map(toView);
  }

  async request(tenant: string, id: string): Promise<KeptRequest | undefined> {
    const { rows } = await this.#database.query<RequestRow>(
      'select id, request, code_version, catalog, plan from takt.plans where id = $1 and tenant = $2',
      [id, tenant],
    );
    if (rows.length === 0) return undefined;
    const { request, code_version, catalog, plan } = rows[0];
    return { id, request, codeVersion: code_version, catalog: catalog ?? undefined, plan: plan ?? undefined };
  }

  /** The events after `sequence`, in order; of a plan that the caller is known to see. */
  async events(id: string, sequence: number, limit = 500): Promise<PlanEvent[]> {
    const { rows } = await this.#database.query<EventRow>(
      'select sequence, type, at, data from takt.plan_events where plan_id = $1 and sequence > $2 order by sequence limit $3',
      [id, sequence, limit],
    );
    return rows.map(toEvent);
  }

  async state(tenant: string, id: string): Promise<PlanState | undefined> {
    const { rows } = await this.#database.query<{ state: PlanState }>(
      'select state from takt.plans where id = $1 and tenant = $2',
      [id, tenant],
    );
    return rows[0]?.state;
  }

  /** The attempt that holds the plan, or held it last, and the state that it is in. */
  async attempt(id: string): Promise<{ attempt: number; state: PlanState } | undefined> {
    const { rows } = await this.#database.query<{ attempt: number; state: PlanState }>(
      'select attempt, state from takt.plans where id = $1',
      [id],
    );
    return rows[0];
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
   * @param holdsSuspect - a plan that lost a process before is being solved here; were this another one and the process
   *   died, nobody could tell which of them did it.
   * @returns undefined where there is nothing to solve: ended already, expired, given up, or put off.
   */
  async begin(id: string, { holdsSuspect = false } = {}): Promise<Begun | undefined> {
    let queued: PlanRequest | undefined;
    let wasRunning = false;
    const begun = await this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<BeginRow>(
        `select tenant, state, attempt, lost_attempts, stop_requested, request, traceparent, created_at,
                (plan is null and coalesce(not_after < now(), false)) as expired from takt.plans where id = $1 for update`,
        [id],
      );
      const row = rows[0];
      if (!row || isEnded(row.state)) return this.#queue.finish(transaction, id);
      if (row.state === 'queued') queued = row.request;
      wasRunning = row.state === 'running';
      // Still running although its job is free again: the process that held it died, or will tell that it did not.
      const lost = row.lost_attempts + (row.state === 'running' ? 1 : 0);
      if (row.stop_requested) return this.#close(transaction, id, 'cancelled');
      if (lost >= mostLostAttempts)
        return this.#close(transaction, id, 'failed', {
          code: 'crashed-solver',
          message: `the process that solved it died ${lost} times`,
        });
      if (row.expired) return this.#close(transaction, id, 'expired');
      if (lost > 0 && holdsSuspect) {
        queued = undefined;
        return this.#putOff(transaction, id, row, lost);
      }
      const attempt = row.attempt + 1;
      await changeAndTell(
        transaction,
        id,
        {
          set: `state = 'running', attempt = $4, lost_attempts = $5, started_at = now(),
            waiting_ms = extract(epoch from now() - created_at)::float8 * 1000`,
          parameters: [attempt, lost],
        },
        ['state', { state: 'running', attempt }],
      );
      return {
        id,
        tenant: row.tenant,
        attempt,
        request: row.request,
        traceparent: row.traceparent ?? undefined,
        suspect: lost > 0,
      };
    });
    if (wasRunning) this.#options.onAttemptLost?.();
    if (queued) this.admission.left(demandOf([queued.budget]));
    this.#changed(id, begun ? 'changed' : 'ended');
    return begun ?? undefined;
  }

  async #putOff(transaction: Queryable, id: string, row: BeginRow, lost: number): Promise<void> {
    await transaction.query(
      `update takt.plans set state = 'queued', started_at = null, waiting_ms = null, lost_attempts = $2 where id = $1`,
      [id, lost],
    );
    if (row.state === 'running') await addEvent(transaction, id, 'state', { state: 'queued', attempt: row.attempt });
    await this.#requeue(transaction, id, row, suspectPauseSeconds);
  }

  /**
   * The holder of an attempt that was taken for dead lives: it was only cut off from the database, or stopped for a while.
   * That it was lost is no mark against the plan then.
   */
  async retractLoss(id: string, attempt: number): Promise<void> {
    await this.#database.query(
      `update takt.plans set lost_attempts = greatest(lost_attempts - 1, 0)
       where id = $1 and attempt > $2 and state in ('queued', 'running')`,
      [id, attempt],
    );
  }

  /**
   * Gives back a plan whose `begin` was not answered, whether it was done or not. The caller still holds the claim, so
   * nobody else can have begun since.
   */
  async undoBegin(id: string): Promise<void> {
    const { rows } = await this.#database.query<Omit<Begun, 'id'> & { state: PlanState; created_at: Date }>(
      'select tenant, state, attempt, request, created_at from takt.plans where id = $1',
      [id],
    );
    const [row] = rows;
    if (row?.state === 'running') await this.handBack({ id, ...row });
    if (row?.state !== 'queued') return;
    await this.#database.transaction((transaction) => this.#requeue(transaction, id, row));
  }

  /** @returns false where the attempt no longer holds the plan. */
  async recordIncumbent(id: string, attempt: number, incumbent: Incumbent): Promise<boolean> {
    const { objective, lowerBound, phase, unit } = incumbent;
    const held = await changeAndTell(
      this.#database,
      id,
      {
        set: 'plan = $5, objective = $6, lower_bound = $7',
        where: heldBy,
        parameters: [attempt, JSON.stringify(incumbent.plan), objective, lowerBound ?? null],
      },
      ['incumbent', { attempt, objective, lowerBound, gap: gapOf(objective, lowerBound), phase, unit }],
    );
    if (held) this.#changed(id, 'changed');
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
      if (
        !(await changeAndTell(transaction, id, endChange(attempt, ending), ['state', { ...endEvent(ending), attempt }]))
      )
        return false;
      await this.#queue.finish(transaction, id);
      await together?.(transaction);
      return true;
    });
    if (held) this.#changed(id, 'ended');
    return held;
  }

  /**
   * Asks to stop: a queued plan is cancelled at once, a running one as soon as its solver hears of it.
   * @returns the plan afterwards, undefined where there is none.
   */
  async requestStop(tenant: string, id: string, origin?: Origin): Promise<PlanView | undefined> {
    const left = await this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ state: PlanState; stop_requested: boolean; cost_ms: number }>(
        'select state, stop_requested, cost_ms from takt.plans where id = $1 and tenant = $2 for update',
        [id, tenant],
      );
      if (!rows[0] || isEnded(rows[0].state) || rows[0].stop_requested) return;
      if (origin) await audit(transaction, { ...origin, action: 'plan.stopped', subject: `plan/${id}` });
      if (rows[0].state === 'running')
        await transaction.query('update takt.plans set stop_requested = true where id = $1', [id]);
      if (rows[0].state !== 'queued') return;
      await this.#close(transaction, id, 'cancelled');
      return { plans: 1, costMs: rows[0].cost_ms };
    });
    if (left) this.admission.left(left);
    this.#changed(id, 'stop');
    return this.get(tenant, id);
  }

  /** Whoever solves these plans is told that a stop was kept for them. */
  tellStops(ids: readonly string[]): void {
    for (const id of ids) this.#changed(id, 'stop');
  }

  /** Cancels those of the plans that are queued, in one transaction. */
  async cancelQueued(ids: readonly string[]): Promise<void> {
    const cancelled = await this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string; cost_ms: number }>(
        `with locked as (
           select id from takt.plans where id = any($1::uuid[]) and state = 'queued' order by id for update
         ), closed as (
           update takt.plans as plans set state = 'cancelled', ended_at = now(), ended_by = 'cancelled',
             found = case when plan is null then 'unknown' else 'feasible' end, last_event = last_event + 1,
             waiting_ms = coalesce(waiting_ms, extract(epoch from now() - created_at)::float8 * 1000)
           from locked where plans.id = locked.id returning plans.id, last_event, cost_ms
         ), told as (
           insert into takt.plan_events (plan_id, sequence, type, data) select id, last_event, 'state', $2 from closed
         )
         select id, cost_ms from closed`,
        [ids, JSON.stringify({ state: 'cancelled' })],
      );
      const closed = rows.map(({ id }) => id);
      if (closed.length > 0) await this.#queue.finish(transaction, closed);
      return rows;
    });
    this.admission.left({
      plans: cancelled.length,
      costMs: cancelled.reduce((total, { cost_ms }) => total + cost_ms, 0),
    });
    for (const { id } of cancelled) this.#changed(id, 'ended');
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
      const { rows } = await transaction.query<{ created_at: Date }>(
        `update takt.plans set state = 'queued', started_at = null, waiting_ms = null
         where id = $1 and attempt = $2 and state = 'running' returning created_at`,
        [id, attempt],
      );
      if (rows.length === 0) return false;
      await addEvent(transaction, id, 'state', { state: 'queued', attempt });
      await this.#requeue(transaction, id, { request, created_at: rows[0].created_at });
      return true;
    });
    if (held) this.admission.came(demandOf([request.budget]));
    if (held) this.#changed(id, 'queued');
    return held;
  }

  /** Back into the queue, to the place that it has by its age. */
  async #requeue(
    transaction: Queryable,
    id: string,
    { request, created_at }: Pick<BeginRow, 'request' | 'created_at'>,
    afterSeconds?: number,
  ): Promise<void> {
    const rank = queueRank(request.priority, created_at.getTime());
    await this.#queue.putBack(transaction, id, rank, request.budget.timeMs, afterSeconds);
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

  #changed(id: string, change: PlanChange): void {
    this.#options.onChange?.(id, change);
  }
}

interface RequestRow {
  request: PlanRequest;
  code_version: string;
  catalog: CatalogUse[] | null;
  plan: unknown;
}

interface BeginRow {
  tenant: string;
  state: PlanState;
  attempt: number;
  lost_attempts: number;
  stop_requested: boolean;
  request: PlanRequest;
  traceparent: string | null;
  created_at: Date;
  /** Its `notAfter` has passed, and no earlier attempt has left a plan to go on from. */
  expired: boolean;
}

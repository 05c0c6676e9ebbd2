/** Batches in the database: all their plans are kept, or none. */
import { audit, type Origin } from '../access/audit.ts';
import type { Database } from '../db/database.ts';
import { type BatchCount, type BatchRow, type BatchView, toBatchView } from './batch-view.ts';
import { findByKey, type Idempotency, lacksRoom } from './idempotency.ts';
import { uuidV7 } from './identity.ts';
import type { NewPlan } from './plan-insert.ts';
import type { PlanStore } from './plan-store.ts';

/** Queued plans that are cancelled in one transaction: others come in between, also where there is one connection. */
const cancelledAtOnce = 200;

export interface NewBatch {
  readonly tenant: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly plans: readonly NewPlan[];
  readonly idempotency?: Idempotency;
  readonly origin?: Origin;
}

export class BatchStore {
  readonly #database: Database;
  readonly #plans: PlanStore;

  constructor(database: Database, plans: PlanStore) {
    this.#database = database;
    this.#plans = plans;
  }

  /**
   * Keeps a batch and puts its plans into the queue; under a key that is taken already, the batch that has it.
   * @throws TaktError `queue-full`, `idempotency-mismatch`.
   */
  async keep(batch: NewBatch): Promise<{ readonly batch: BatchView; readonly isReplay: boolean }> {
    const { tenant, idempotency } = batch;
    for (;;) {
      const id = uuidV7();
      const kept = await this.#insert(id, batch).catch((error) => this.#unlessKept(batch, error));
      const view = kept ? await this.get(tenant, id) : await this.ofKey(tenant, idempotency!);
      // None where the batch of the key was deleted in between: then this one takes its place.
      if (view) return { batch: view, isReplay: !kept };
    }
  }

  /** What was refused for want of room may have been kept a moment ago, under the same key, in the last places there were. */
  async #unlessKept({ tenant, idempotency }: NewBatch, error: unknown): Promise<false> {
    if (lacksRoom(error) && idempotency && (await this.ofKey(tenant, idempotency))) return false;
    throw error;
  }

  async #insert(id: string, { tenant, tags, plans, idempotency, origin }: NewBatch): Promise<boolean> {
    const kept = await this.#plans.insertAll(
      plans.map((plan) => ({ ...plan, batchId: id })),
      async (transaction) => {
        const { rowCount } = await transaction.query(
          `insert into takt.batches (id, tenant, tags, total, idempotency_key, idempotency_hash)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (tenant, idempotency_key) where idempotency_key is not null do nothing`,
          [id, tenant, JSON.stringify(tags), plans.length, idempotency?.key ?? null, idempotency?.hash ?? null],
        );
        if (rowCount === 1 && origin)
          await audit(transaction, {
            ...origin,
            action: 'batch.kept',
            subject: `batch/${id}`,
            details: { plans: plans.length },
          });
        return rowCount === 1;
      },
    );
    return kept.length > 0;
  }

  /** @throws TaktError `idempotency-mismatch`. */
  async ofKey(tenant: string, idempotency: Idempotency): Promise<BatchView | undefined> {
    const id = await findByKey(this.#database, tenant, idempotency);
    return id === undefined ? undefined : this.get(tenant, id);
  }

  async get(tenant: string, id: string): Promise<BatchView | undefined> {
    const { rows } = await this.#database.query<BatchRow>(
      'select id, total, tags, created_at, now() as now from takt.batches where id = $1 and tenant = $2',
      [id, tenant],
    );
    if (rows.length === 0) return undefined;
    const counts = await this.#database.query<BatchCount>(
      `select state, found, count(*) as count, max(ended_at) as ended_at from takt.plans where batch_id = $1
       group by state, found`,
      [id],
    );
    return toBatchView(rows[0], counts.rows);
  }

  /**
   * Stops all that have not ended. That it is to be done is kept first and at once: whatever is not stopped here, because
   * this process ends, is stopped when its turn comes.
   * @returns the batch afterwards, undefined where there is none.
   */
  async stop(tenant: string, id: string, origin?: Origin): Promise<BatchView | undefined> {
    const asked = await this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string; state: string }>(
        `update takt.plans set stop_requested = true where id in
         (select id from takt.plans where batch_id = $1 and tenant = $2 and state in ('queued', 'running')
          order by id for update)
       returning id, state`,
        [id, tenant],
      );
      if (rows.length > 0 && origin)
        await audit(transaction, { ...origin, action: 'batch.stopped', subject: `batch/${id}` });
      return rows;
    });
    const idsOf = (state: string) => asked.filter((row) => row.state === state).map((row) => row.id);
    this.#plans.tellStops(idsOf('running'));
    const queued = idsOf('queued');
    for (let first = 0; first < queued.length; first += cancelledAtOnce)
      await this.#plans.cancelQueued(queued.slice(first, first + cancelledAtOnce));
    return this.get(tenant, id);
  }
}

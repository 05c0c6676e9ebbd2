/**
 * Deletes what nobody needs any more: plans that ended long ago, with their events, then batches that have none left, the
 * hours of tenants that no limit looks at, and old samples of what ovens measured. Kept for ever are plans that moved an
 * oven, because what was told to equipment is append-only and refers to them, and plans with an outcome, from which later
 * repairs learn.
 */
import type { Logger } from 'pino';
import type { Database, Queryable } from '../db/database.ts';
import { type ArchivedPlan, appendToArchive } from './archive.ts';

const sweepIntervalMs = 3_600_000;

/** Plans, or batches, deleted in one transaction: some hundred milliseconds, so that nobody waits for it. */
const deletedAtOnce = 500;

/** The same where they are written to an archive first: each may be megabytes, and the transaction waits for the disk. */
const archivedAtOnce = 20;

/** Samples of ovens: small rows. */
const readingsAtOnce = 10_000;

/** Limits look at the hour that runs; those before it are for whoever asks what a tenant used yesterday. */
const usageKeptDays = 2;

/** Any number that no other program uses as an advisory lock in the same database. */
const lockKey = 7_420_002;

export interface RetentionOptions {
  /** Days from the end of a plan to its deletion; 0: never. */
  readonly keepDays: number;
  /** Days for which samples of ovens are kept; 0: for ever. */
  readonly readingsDays: number;
  /** Absent: plans are deleted without being written anywhere. */
  readonly archiveDir?: string;
  readonly log: Logger;
}

export class Retention {
  readonly #database: Database;
  readonly #options: RetentionOptions;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<unknown> | undefined;
  #stopping = false;

  constructor(database: Database, options: RetentionOptions) {
    this.#database = database;
    this.#options = options;
  }

  /** Sweeps now and every hour. */
  start(): void {
    const sweep = () => {
      this.#sweeping ??= this.sweep()
        .catch((error: unknown) =>
          this.#options.log.warn({ err: error }, 'what is old could not be deleted; trying later'),
        )
        .finally(() => {
          this.#sweeping = undefined;
        });
    };
    this.#timer = setInterval(sweep, sweepIntervalMs).unref();
    sweep();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Deletes what is old enough; plans unless another process is at it, or they are kept for ever. @returns how many plans. */
  async sweep(): Promise<number> {
    const { keepDays, archiveDir, log } = this.#options;
    await this.#database.query(`delete from takt.tenant_usage where hour < now() - $1 * interval '1 day'`, [
      usageKeptDays,
    ]);
    await this.#untilFewerThan(readingsAtOnce, () => this.#deleteReadings());
    if (keepDays === 0) return 0;
    const plansAtOnce = archiveDir === undefined ? deletedAtOnce : archivedAtOnce;
    const plans = await this.#untilFewerThan(plansAtOnce, () =>
      this.#database.transaction((transaction) => this.#deletePlans(transaction, plansAtOnce)),
    );
    if (plans > 0) log.info({ deleted: plans, keepDays }, 'old plans deleted');
    const batches = await this.#untilFewerThan(deletedAtOnce, () => this.#deleteBatches());
    if (batches > 0) log.info({ deleted: batches, keepDays }, 'old batches deleted');
    return plans;
  }

  /** @returns the sum of what the calls answered. */
  async #untilFewerThan(most: number, deleteSome: () => Promise<number>): Promise<number> {
    let deleted = 0;
    for (let last = most; last === most && !this.#stopping; deleted += last) last = await deleteSome();
    return deleted;
  }

  /** By the clocks of the ovens, as they were written. */
  async #deleteReadings(): Promise<number> {
    const { readingsDays } = this.#options;
    if (readingsDays === 0) return 0;
    const { rowCount } = await this.#database.query(
      `delete from takt.oven_readings where ctid = any(array(
         select ctid from takt.oven_readings where at < now() - $1 * interval '1 day' order by at limit $2))`,
      [readingsDays, readingsAtOnce],
    );
    return rowCount;
  }

  /** A batch is kept in one transaction with its plans: one without plans has lost them here. */
  async #deleteBatches(): Promise<number> {
    const { rowCount } = await this.#database.query(
      `delete from takt.batches where id in
         (select id from takt.batches b where created_at < now() - $1 * interval '1 day'
            and not exists (select 1 from takt.plans where batch_id = b.id)
          limit $2 for update skip locked)`,
      [this.#options.keepDays, deletedAtOnce],
    );
    return rowCount;
  }

  async #deletePlans(transaction: Queryable, most: number): Promise<number> {
    const { keepDays, archiveDir } = this.#options;
    const { rows: locks } = await transaction.query<{ taken: boolean }>(
      'select pg_try_advisory_xact_lock($1) as taken',
      [lockKey],
    );
    if (!locks[0].taken) return 0;
    const { rows } = await transaction.query<{ id: string }>(
      `select id from takt.plans p where ended_at < now() - $1 * interval '1 day'
         and not exists (select 1 from takt.programs where plan_id = p.id)
         and not exists (select 1 from takt.repair_outcomes where plan_id = p.id)
       order by ended_at limit $2 for update skip locked`,
      [keepDays, most],
    );
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return 0;
    if (archiveDir !== undefined) await appendToArchive(archiveDir, await readWhole(transaction, ids));
    await transaction.query('delete from takt.plans where id = any($1::uuid[])', [ids]);
    return ids.length;
  }
}

async function readWhole(transaction: Queryable, ids: readonly string[]): Promise<ArchivedPlan[]> {
  const { rows } = await transaction.query<ArchivedPlan>(
    `select p.*, (select coalesce(jsonb_agg(jsonb_build_object('sequence', e.sequence, 'type', e.type, 'at', e.at,
         'data', e.data) order by e.sequence), '[]') from takt.plan_events e where e.plan_id = p.id) as events
     from takt.plans p where id = any($1::uuid[]) order by ended_at`,
    [ids],
  );
  return rows;
}

/** pg-boss on our own database: who works on which plan, and what happens when the worker dies. */
import { type Db, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { isShortWork } from '../../models/queue-order.ts';
import type { Database, Queryable } from '../db/database.ts';
import { LapseWatch } from './lapse-watch.ts';

const queueName = 'plans';
/** Group of the jobs that the express lane passes over. */
const longWork = 'long';

/** A solver process that has not been heard of for so long has lost its jobs: three heartbeats and a second. */
const lapseSeconds = 10;
/**
 * After so long pg-boss itself gives up a silent holder. It asks neither whether the database was away in between nor
 * before its statistics are done, which takes long on a large table: this is only for when nobody else looks.
 */
const heartbeatSeconds = 600;
/** How often a worker says that it lives. */
export const heartbeatIntervalMs = 3000;
/** How often pg-boss counts its jobs and clears away old ones: often enough that no single statement takes long. */
const maintenanceSeconds = 60;

/** One claim of one job; a later claim of the same job has a higher `retryCount`. */
export interface Claim {
  readonly id: string;
  readonly retryCount: number;
}

export interface JobQueueOptions {
  /** Looks for jobs whose holder died; on where solvers run. */
  readonly supervise?: boolean;
  readonly log?: Logger;
}

export class JobQueue {
  readonly #database: Database;
  readonly #boss: PgBoss;
  readonly #lapses: LapseWatch | undefined;

  constructor(database: Database, options: JobQueueOptions = {}) {
    this.#database = database;
    this.#boss = new PgBoss({
      db: adapter(database),
      backend: database.backend,
      schema: 'pgboss',
      schedule: false,
      supervise: options.supervise ?? false,
      superviseIntervalSeconds: maintenanceSeconds,
      monitorIntervalSeconds: maintenanceSeconds,
      maintenanceIntervalSeconds: maintenanceSeconds,
      // An embedded database has one connection and no vacuum process to watch.
      monitorVacuum: database.backend === 'postgres',
      reindex: database.backend === 'postgres',
    });
    // Its timers go on after an error; what a call of ours meets is thrown to us.
    this.#boss.on('error', (error) => options.log?.error({ err: error }, 'job queue'));
    if (options.supervise && options.log)
      this.#lapses = new LapseWatch({
        probe: async () => void (await database.query('select 1')),
        release: () => this.releaseLapsed(),
        log: options.log,
      });
  }

  /** Creates or updates pg-boss's tables and our queue; may be run again. */
  static async prepare(database: Database): Promise<void> {
    const queue = new JobQueue(database);
    await queue.#boss.start();
    const settings = {
      heartbeatSeconds,
      // The plan itself counts the attempts that died and gives up (PlanStore.begin), so the queue never does.
      retryLimit: 10_000,
      deleteAfterSeconds: 3600,
      retentionSeconds: 365 * 24 * 3600,
    };
    await queue.#boss.createQueue(queueName, settings);
    // Where an older version made it.
    await queue.#boss.updateQueue(queueName, settings);
    await queue.stop();
  }

  async start(): Promise<void> {
    await this.#boss.start();
    // Fills pg-boss's cache of queues now: filling it inside a transaction would wait for PGlite's one connection.
    await this.#boss.findJobs(queueName, { id: '00000000-0000-0000-0000-000000000000' });
    // The folder's lock says that no other process is alive: what is active was held by one that died.
    if (this.#database.backend === 'pglite') await this.#releaseAll();
    this.#lapses?.start();
  }

  async stop(): Promise<void> {
    await this.#lapses?.stop();
    await this.#boss.stop({ graceful: false, close: false });
  }

  /**
   * Puts a plan into the queue, as part of the caller's transaction.
   * @param rank - its place in the queue, see `queueRank`.
   * @param afterSeconds - it is not taken before.
   */
  async send(
    transaction: Queryable,
    planId: string,
    rank: number,
    timeMs: number,
    afterSeconds?: number,
  ): Promise<void> {
    const later = afterSeconds === undefined ? {} : { startAfter: afterSeconds };
    const options = { id: planId, ...jobOptions(rank, timeMs), ...later, db: adapter(transaction) };
    await this.#boss.send(queueName, {}, options);
  }

  /** Puts plans into the queue by one statement, as part of the caller's transaction. */
  async sendAll(
    transaction: Queryable,
    plans: readonly { readonly planId: string; readonly rank: number; readonly timeMs: number }[],
  ): Promise<void> {
    const jobs = plans.map(({ planId, rank, timeMs }) => ({ id: planId, data: {}, ...jobOptions(rank, timeMs) }));
    if (jobs.length > 0) await this.#boss.insert(queueName, jobs, { db: adapter(transaction) });
  }

  /** Takes the first job, or the first one that is short work. */
  async claim({ shortOnly = false } = {}): Promise<Claim | undefined> {
    const [job] = await this.#boss.fetch(queueName, shortOnly ? { ignoreGroups: [longWork] } : {});
    return job && { id: job.id, retryCount: job.retryCount };
  }

  /** Says that the holder of these claims lives. @returns ids of those that are still held. */
  async keep(claims: readonly Claim[]): Promise<Set<string>> {
    // The published type of the answer is empty; the count is part of pg-boss's documentation.
    const { affected } = (await this.#boss.touch(queueName, [...claims])) as { affected: number };
    if (affected === claims.length) return new Set(claims.map((claim) => claim.id));
    if (claims.length === 1) return new Set();
    const kept = await Promise.all(claims.map((claim) => this.keep([claim])));
    return new Set(kept.flatMap((ids) => [...ids]));
  }

  /** The jobs are done, whoever holds them. */
  async finish(transaction: Queryable, planIds: string | string[]): Promise<void> {
    await this.#boss.complete(queueName, planIds, null, { includeQueued: true, db: adapter(transaction) });
  }

  /** Puts a job back as if it had never been taken. */
  async putBack(
    transaction: Queryable,
    planId: string,
    rank: number,
    timeMs: number,
    afterSeconds?: number,
  ): Promise<void> {
    await this.#boss.deleteJob(queueName, planId, { db: adapter(transaction) });
    await this.send(transaction, planId, rank, timeMs, afterSeconds);
  }

  /** Gives jobs whose holder has fallen silent back to the queue. @returns how many. */
  releaseLapsed(): Promise<number> {
    return this.#release(`heartbeat_on < now() - $2 * interval '1 second'`, lapseSeconds);
  }

  #releaseAll(): Promise<number> {
    return this.#release('$2 = 0', 0);
  }

  /** In one transaction: a holder that is heard of in between keeps its job, and one that comes later has lost it. */
  #release(which: string, parameter: number): Promise<number> {
    return this.#database.transaction(async (transaction) => {
      const { rows } = await transaction.query<{ id: string }>(
        `select id from pgboss.job where name = $1 and state = 'active' and ${which} for update skip locked`,
        [queueName, parameter],
      );
      const ids = rows.map((row) => row.id);
      if (ids.length > 0)
        await this.#boss.fail(queueName, ids, { message: 'its holder died' }, { db: adapter(transaction) });
      return ids.length;
    });
  }
}

function jobOptions(rank: number, timeMs: number) {
  return {
    priority: rank,
    ...(isShortWork(timeMs) ? {} : { group: { id: longWork } }),
    // Heartbeats find dead holders; the expiry is only for one that lives and never ends.
    expireInSeconds: Math.min(80_000, 3600 + Math.ceil(timeMs / 500)),
  };
}

/** pg-boss gives parameters to single statements and none to scripts of several. */
function adapter(queryable: Queryable): Db {
  return {
    executeSql: async (text, values) =>
      values?.length ? queryable.query(text, values) : { rows: await queryable.script(text) },
  };
}

/** pg-boss on our own database: who works on which plan, and what happens when the worker dies. */
import { type Db, PgBoss } from 'pg-boss';
import type { Database, Queryable } from '../db/database.ts';

const queueName = 'plans';

/** A solver process that has not been heard of for so long has lost its jobs. Ten is the least that pg-boss takes. */
const heartbeatSeconds = 10;
/** How often a worker says that it lives. */
export const heartbeatIntervalMs = 3000;
/** How often lapsed jobs are looked for. */
const superviseIntervalSeconds = 5;

/** One claim of one job; a later claim of the same job has a higher `retryCount`. */
export interface Claim {
  readonly id: string;
  readonly retryCount: number;
}

export interface JobQueueOptions {
  /** Looks for jobs whose holder died; on where solvers run. */
  readonly supervise?: boolean;
  readonly onError?: (error: Error) => void;
}

export class JobQueue {
  readonly #database: Database;
  readonly #boss: PgBoss;

  constructor(database: Database, options: JobQueueOptions = {}) {
    this.#database = database;
    this.#boss = new PgBoss({
      db: adapter(database),
      backend: database.backend,
      schema: 'pgboss',
      schedule: false,
      supervise: options.supervise ?? false,
      superviseIntervalSeconds,
      monitorIntervalSeconds: superviseIntervalSeconds,
      // An embedded database has one connection and no vacuum process to watch.
      monitorVacuum: database.backend === 'postgres',
      reindex: database.backend === 'postgres',
    });
    this.#boss.on('error', (error) => options.onError?.(error));
  }

  /** Creates or updates pg-boss's tables and our queue; may be run again. */
  static async prepare(database: Database): Promise<void> {
    const queue = new JobQueue(database);
    await queue.#boss.start();
    await queue.#boss.createQueue(queueName, {
      heartbeatSeconds,
      // The plan itself counts the attempts that died and gives up (PlanStore.begin), so the queue never does.
      retryLimit: 10_000,
      deleteAfterSeconds: 3600,
      retentionSeconds: 365 * 24 * 3600,
    });
    await queue.stop();
  }

  async start(): Promise<void> {
    await this.#boss.start();
    // Fills pg-boss's cache of queues now: filling it inside a transaction would wait for PGlite's one connection.
    await this.#boss.findJobs(queueName, { id: '00000000-0000-0000-0000-000000000000' });
    // The folder's lock says that no other process is alive: what is active was held by one that died.
    if (this.#database.backend === 'pglite') await this.#releaseAll();
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: false, close: false });
  }

  /** Puts a plan into the queue, as part of the caller's transaction. */
  async send(transaction: Queryable, planId: string, priority: number, timeMs: number): Promise<void> {
    await this.#boss.send(
      queueName,
      {},
      // Heartbeats find dead holders; the expiry is only for one that lives and never ends.
      {
        id: planId,
        priority,
        expireInSeconds: Math.min(80_000, 3600 + Math.ceil(timeMs / 500)),
        db: adapter(transaction),
      },
    );
  }

  /** Takes the most urgent job. */
  async claim(): Promise<Claim | undefined> {
    const [job] = await this.#boss.fetch(queueName);
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

  /** The job is done, whoever holds it. */
  async finish(transaction: Queryable, planId: string): Promise<void> {
    await this.#boss.complete(queueName, planId, null, { includeQueued: true, db: adapter(transaction) });
  }

  /** Puts a job back as if it had never been taken. */
  async putBack(transaction: Queryable, planId: string, priority: number, timeMs: number): Promise<void> {
    await this.#boss.deleteJob(queueName, planId, { db: adapter(transaction) });
    await this.send(transaction, planId, priority, timeMs);
  }

  async #releaseAll(): Promise<void> {
    const { rows } = await this.#database.query<{ id: string }>(
      `select id from pgboss.job where name = $1 and state = 'active'`,
      [queueName],
    );
    if (rows.length > 0)
      await this.#boss.fail(
        queueName,
        rows.map((row) => row.id),
        { message: 'its holder died' },
      );
  }
}

/** pg-boss gives parameters to single statements and none to scripts of several. */
function adapter(queryable: Queryable): Db {
  return {
    executeSql: async (text, values) =>
      values?.length ? queryable.query(text, values) : { rows: await queryable.script(text) },
  };
}

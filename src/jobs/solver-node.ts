/** Solver processes in the database: how many threads there are, which tells how long a plan is likely to wait. */
import type { Logger } from 'pino';
import type { Database, Queryable } from '../db/database.ts';
import type { QueueFigures } from './admission.ts';
import { uuidV7 } from './identity.ts';

/** A process that was not seen for so long does not count. */
const seenWithinSeconds = 30;
const beatIntervalMs = 10_000;

/** What waits and who works on it, of all replicas. */
export async function readQueueFigures(queryable: Queryable): Promise<QueueFigures> {
  const { rows } = await queryable.query<{ plans: number; cost_ms: number; threads: number }>(
    `select count(*) as plans, coalesce(sum(cost_ms), 0)::float8 as cost_ms,
       (select coalesce(sum(threads), 0) from takt.solver_nodes
        where seen_at > now() - interval '${seenWithinSeconds} seconds') as threads
     from takt.plans where state = 'queued'`,
  );
  return { plans: rows[0].plans, costMs: rows[0].cost_ms, threads: rows[0].threads };
}

export class SolverNode {
  readonly #database: Database;
  readonly #threads: number;
  readonly #log: Logger;
  readonly #id = uuidV7();
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, threads: number, log: Logger) {
    this.#database = database;
    this.#threads = threads;
    this.#log = log;
  }

  /** Says that it is there, now and then again. */
  async start(): Promise<void> {
    // Of processes that died long ago: nobody else removes them.
    await this.#database.query(`delete from takt.solver_nodes where seen_at < now() - interval '1 day'`);
    await this.#beat();
    this.#timer = setInterval(() => {
      this.#beat().catch((error: unknown) =>
        this.#log.warn({ err: error }, 'the solver process could not be reported'),
      );
    }, beatIntervalMs);
  }

  /** Counts no more. Never rejects: without this it is forgotten half a minute later. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#database
      .query('delete from takt.solver_nodes where id = $1', [this.#id])
      .catch((error: unknown) => this.#log.warn({ err: error }, 'the solver process could not be signed off'));
  }

  async #beat(): Promise<void> {
    await this.#database.query(
      `insert into takt.solver_nodes (id, threads) values ($1, $2)
       on conflict (id) do update set seen_at = now(), threads = excluded.threads`,
      [this.#id, this.#threads],
    );
  }
}

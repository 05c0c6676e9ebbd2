/** PostgreSQL over the wire. */
import { type QueryResult as PgResult, Pool, type PoolClient, type QueryResultRow, types } from 'pg';
import { TaktError } from '../../models/errors.ts';
import type { Database, Queryable, QueryResult } from './database.ts';
import { PostgresListener } from './postgres-listener.ts';
import { isLost, whyUnavailable } from './unavailable.ts';

const { builtins } = types;

/** Parsers that make the answers equal to PGlite's: see the comment on `Queryable`. */
const parsers: Record<number, (text: string) => unknown> = {
  [builtins.INT8]: Number,
  [builtins.DATE]: (text) => text,
};

/**
 * How long each step may take before it counts as failed. The server gives up first, so that an error is an error and not
 * a guess; the client's own limit is for links on which nothing comes back any more, which TCP alone notices after minutes.
 */
const limits = {
  connectionTimeoutMillis: 5000,
  lock_timeout: 8000,
  statement_timeout: 10_000,
  query_timeout: 12_000,
  /** A process that is stopped inside a transaction must not keep its locks from all others. */
  idle_in_transaction_session_timeout: 12_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const;

/**
 * The planner takes a chart of eight hours for much more than it is, and with its expressions compiled it takes 300 ms
 * instead of 12. No statement of ours runs long enough to win that back. Options in the connection string stand instead.
 */
const sessionOptions = '-c jit=off';

export interface PostgresOptions {
  /** Most connections at once. Default 10. */
  readonly connections?: number;
  /** For migrations: statements take as long as they take, and wait for each other. */
  readonly unhurried?: boolean;
}

/** @throws TaktError `database-unavailable` from each call while the server cannot be reached or does not keep up. */
export function openPostgres(
  connectionString: string,
  { connections = 10, unhurried = false }: PostgresOptions = {},
): Database {
  const pool = new Pool({
    connectionString,
    max: connections,
    options: sessionOptions,
    application_name: 'takt',
    types: { getTypeParser: (oid, format) => parsers[oid] ?? types.getTypeParser(oid, format) },
    ...(unhurried ? { connectionTimeoutMillis: limits.connectionTimeoutMillis, keepAlive: true } : limits),
  });
  // A connection that the server drops must not end the process; the next query reports what is wrong. The pool hears of
  // idle ones only, and whoever takes one listens a moment later than its end may come.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return {
    backend: 'postgres',
    ...queryable(pool),
    async transaction(work) {
      const client = await reach(() => pool.connect());
      let broken: Error | undefined;
      // The same of a connection that is dropped between two statements: nobody waits for it then.
      const drop = (error: Error) => {
        broken ??= error;
      };
      client.on('error', drop);
      try {
        await reach(() => client.query('BEGIN'));
        const result = await work(queryable(client));
        await reach(() => client.query('COMMIT'));
        return result;
      } catch (error) {
        if (isLost(error)) broken ??= error as Error;
        // On a link that is dead or stuck a ROLLBACK would wait behind what hangs; the server rolls back when it closes.
        if (!broken) await client.query('ROLLBACK').catch(drop);
        throw error;
      } finally {
        client.off('error', drop);
        client.release(broken);
      }
    },
    connections: () => ({
      total: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      max: connections,
    }),
    async listen(channel, listener) {
      const listening = new PostgresListener(connectionString, channel, listener);
      await listening.start();
      return () => listening.close();
    },
    close: () => pool.end(),
  };
}

/** Statements that a connection keeps prepared: parsing and planning ours costs the server as much as running them. */
const mostPrepared = 200;
const preparedNames = new Map<string, string>();

/** A name for the statement; undefined once there are so many that their texts must be made up as they are sent. */
function preparedName(text: string): string | undefined {
  const known = preparedNames.get(text);
  if (known || preparedNames.size >= mostPrepared) return known;
  const name = `takt_${preparedNames.size + 1}`;
  preparedNames.set(text, name);
  return name;
}

function queryable(connection: Pool | PoolClient): Queryable {
  return {
    async query<Row>(text: string, parameters: readonly unknown[] = []): Promise<QueryResult<Row>> {
      const statement = { name: preparedName(text), text, values: [...parameters] };
      const result = await reach(() => connection.query<QueryResultRow>(statement));
      return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
    },
    async script(text) {
      const result = (await reach(() => connection.query(text))) as PgResult | PgResult[];
      return (Array.isArray(result) ? result : [result]).flatMap((part) => part.rows ?? []);
    },
  };
}

async function reach<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const reason = whyUnavailable(error);
    if (reason) throw new TaktError('database-unavailable', reason, { cause: error });
    throw error;
  }
}

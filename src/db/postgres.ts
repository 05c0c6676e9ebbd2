/** PostgreSQL over the wire. */
import { type QueryResult as PgResult, Pool, type PoolClient, type QueryResultRow, types } from 'pg';
import { TaktError } from '../../models/errors.ts';
import type { Database, Queryable, QueryResult } from './database.ts';

const { builtins } = types;

/** Parsers that make the answers equal to PGlite's: see the comment on `Queryable`. */
const parsers: Record<number, (text: string) => unknown> = {
  [builtins.INT8]: Number,
  [builtins.DATE]: (text) => text,
};

/** Errors that say that the server is away or going: SQLSTATE classes 08 and 57P, and the socket's own. */
const unreachable = /^(08...|57P0[1-3]|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EPIPE|EAI_AGAIN)$/;

/**
 * @param connections - most connections at once.
 * @throws TaktError `database-unavailable` from each call while the server cannot be reached.
 */
export function openPostgres(connectionString: string, connections = 10): Database {
  const pool = new Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: 5000,
    application_name: 'takt',
    types: { getTypeParser: (oid, format) => parsers[oid] ?? types.getTypeParser(oid, format) },
  });
  // An idle connection that the server drops must not end the process; the next query reports what is wrong.
  pool.on('error', () => {});
  return {
    backend: 'postgres',
    ...queryable(pool),
    async transaction(work) {
      const client = await reach(() => pool.connect());
      let broken: Error | undefined;
      try {
        await reach(() => client.query('BEGIN'));
        const result = await work(queryable(client));
        await reach(() => client.query('COMMIT'));
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((rollbackError: Error) => {
          broken = rollbackError;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

function queryable(connection: Pool | PoolClient): Queryable {
  return {
    async query<Row>(text: string, parameters: readonly unknown[] = []): Promise<QueryResult<Row>> {
      const result = await reach(() => connection.query<QueryResultRow>(text, [...parameters]));
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
    const { code, message } = error as { code?: string; message?: string };
    if (
      unreachable.test(code ?? '') ||
      /Connection terminated|timeout exceeded when trying to connect/.test(message ?? '')
    )
      throw new TaktError('database-unavailable', 'the database cannot be reached', { cause: error });
    throw error;
  }
}

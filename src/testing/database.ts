/** Databases for tests: PGlite in memory always, a database of its own on a real PostgreSQL where one is named. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Database } from '../db/database.ts';
import { openDatabase } from '../db/open.ts';
import { JobQueue } from '../jobs/job-queue.ts';

export const testCacheDir = fileURLToPath(new URL('../../.takt/cache', import.meta.url));

/** The stores that this run of the tests covers. PostgreSQL is one of them where TAKT_TEST_DATABASE_URL is set. */
export const testBackends: readonly Database['backend'][] = process.env.TAKT_TEST_DATABASE_URL
  ? ['pglite', 'postgres']
  : ['pglite'];

export interface TestDatabase {
  readonly database: Database;
  /** Settings under which a service opens the same kind of store; for PGlite a store of its own. */
  readonly settings: Record<string, string>;
  drop(): Promise<void>;
}

/** A fresh database with the schema of takt in it. */
export async function openTestDatabase(backend: Database['backend']): Promise<TestDatabase> {
  const { url, drop } = backend === 'postgres' ? await createPostgres() : { url: undefined, drop: async () => {} };
  const database = await openDatabase(
    { databaseUrl: url, dataDir: 'memory', cacheDir: testCacheDir },
    JobQueue.prepare,
  );
  return {
    database,
    settings: url ? { DATABASE_URL: url } : { TAKT_DATA_DIR: 'memory' },
    async drop() {
      await database.close();
      await drop();
    },
  };
}

/**
 * Creates an empty database; `drop` ends what is still connected to it.
 * @param server - default: that of TAKT_TEST_DATABASE_URL.
 */
export async function createPostgres(
  server = process.env.TAKT_TEST_DATABASE_URL,
): Promise<{ url: string; drop: () => Promise<void> }> {
  if (!server) throw new Error('TAKT_TEST_DATABASE_URL is not set');
  const name = `takt_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

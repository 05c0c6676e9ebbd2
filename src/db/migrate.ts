/** Numbered SQL files, each applied once, in order, and never changed afterwards. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { TaktError } from '../../models/errors.ts';
import type { Database } from './database.ts';

export interface Migration {
  /** File name, e.g. `001-plans.sql`; the order of names is the order of application. */
  readonly name: string;
  readonly sql: string;
}

/** Any number that no other program uses as an advisory lock in the same database. */
const lockKey = 7_420_001;

/** The migrations that come with this version. */
export function shippedMigrations(): Migration[] {
  const folder = new URL('./migrations/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => /^\d{3}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }));
}

/** SHA-256 of the text, in hex. */
export function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Brings the schema `takt` up to date in one transaction; replicas that start together wait for each other.
 * @returns names of the files applied now.
 * @throws TaktError `bad-configuration` where an applied file has changed or is unknown to this version: the database
 *   was made by another version of takt.
 */
export async function migrate(database: Database, migrations = shippedMigrations()): Promise<string[]> {
  return database.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1)', [lockKey]);
    await transaction.script(`
      create schema if not exists takt;
      create table if not exists takt.migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`);
    const { rows } = await transaction.query<{ name: string; checksum: string }>(
      'select name, checksum from takt.migrations',
    );
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    refuseForeign(applied, migrations);
    const pending = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of pending) {
      await transaction.script(migration.sql);
      await transaction.query('insert into takt.migrations (name, checksum) values ($1, $2)', [
        migration.name,
        checksum(migration.sql),
      ]);
    }
    return pending.map((migration) => migration.name);
  });
}

function refuseForeign(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const shipped = new Map(migrations.map((migration) => [migration.name, checksum(migration.sql)]));
  for (const [name, sum] of applied)
    if (shipped.get(name) !== sum)
      throw new TaktError(
        'bad-configuration',
        `the database was made by another version of takt: its migration ${name} ` +
          `${shipped.has(name) ? 'differs from' : 'is not in'} this version; start the version that made it, or use another database`,
      );
}

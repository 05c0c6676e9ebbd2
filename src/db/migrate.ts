/**
 * Numbered SQL files, each applied once, in order, and never changed afterwards.
 *
 * Two versions of takt run on one database while an upgrade goes round the replicas, so each file says in its first line
 * what it is to the version before: `-- expands` (columns, tables and indexes that the old code need not know) or
 * `-- contracts` (something goes that old code may use). A version that meets later files which only expand works on;
 * one that meets a contracting file refuses to start, unless the file names a migration that it knows:
 * `-- contracts, safe with 010-name.sql`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { TaktError } from '../../models/errors.ts';
import type { Database, Queryable } from './database.ts';

export interface Migration {
  /** File name, e.g. `001-plans.sql`; the order of names is the order of application. */
  readonly name: string;
  readonly sql: string;
}

export interface MigrateOptions {
  /**
   * How long a statement may wait for a lock. While it waits, all who come after it wait as well, even those that only
   * read: so it gives up soon and comes back later.
   */
  readonly lockTimeoutMs?: number;
  /** Waits between two attempts. Default: from 250 ms to 5 s, each twice as long as the one before. */
  readonly pause?: (attempt: number) => Promise<void>;
  /** Default 40: some three minutes. */
  readonly mostAttempts?: number;
}

/** Any number that no other program uses as an advisory lock in the same database. */
const lockKey = 7_420_001;

/** SQLSTATE of a lock that was not to be had in time. */
const lockNotAvailable = '55P03';

/** They are older than the rule, and never change. */
const beforeTheRule: readonly string[] = ['001-plans.sql', '002-bridge.sql', '003-repair-outcomes.sql'];

const firstLine = /^-- (?:(expands)|(contracts)(?:, safe with (\d{3}-[a-z0-9-]+\.sql))?)\r?\n/;

interface Applied {
  readonly name: string;
  readonly checksum: string;
  readonly effect: 'expands' | 'contracts';
  readonly safe_with: string | null;
}

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
 * Brings the schema `takt` up to date, each file in a transaction of its own; replicas that start together wait for
 * each other.
 * @returns names of the files applied now.
 * @throws TaktError `bad-configuration` where the database is that of a version with which this one cannot work;
 *   `database-unavailable` where a lock is held by others for minutes.
 */
export async function migrate(
  database: Database,
  migrations = shippedMigrations(),
  options: MigrateOptions = {},
): Promise<string[]> {
  const { lockTimeoutMs = 1000, mostAttempts = 40, pause = growingPause } = options;
  for (const migration of migrations) effectOf(migration);
  const done: string[] = [];
  for (let attempt = 1; ; attempt++)
    try {
      for (;;) {
        const name = await applyNext(database, migrations, lockTimeoutMs);
        if (name === undefined) return done;
        done.push(name);
      }
    } catch (error) {
      if (!isHeldByOthers(error)) throw error;
      if (attempt >= mostAttempts)
        throw new TaktError(
          'database-unavailable',
          'the schema could not be brought up to date: others hold locks on its tables; ' +
            'look for long transactions in pg_stat_activity, and start again',
          { cause: error },
        );
      await pause(attempt);
    }
}

/** @returns the name of the file applied, undefined where there is none left. */
function applyNext(
  database: Database,
  migrations: readonly Migration[],
  lockTimeoutMs: number,
): Promise<string | undefined> {
  return database.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1)', [lockKey]);
    const applied = await readApplied(transaction);
    refuseForeign(applied, migrations);
    const names = new Set(applied.map(({ name }) => name));
    const next = migrations.find(({ name }) => !names.has(name));
    if (!next) return undefined;
    // Building an index may take long; only waiting for others may not.
    await transaction.script(`set local lock_timeout = ${lockTimeoutMs}; set local statement_timeout = 0`);
    await transaction.script(
      `alter table takt.migrations add column if not exists effect text not null default 'expands';
       alter table takt.migrations add column if not exists safe_with text`,
    );
    await transaction.script(next.sql);
    const { effect, safeWith } = effectOf(next);
    await transaction.query('insert into takt.migrations (name, checksum, effect, safe_with) values ($1, $2, $3, $4)', [
      next.name,
      checksum(next.sql),
      effect,
      safeWith ?? null,
    ]);
    return next.name;
  });
}

async function readApplied(transaction: Queryable): Promise<Applied[]> {
  const { rows: found } = await transaction.query(`select to_regclass('takt.migrations') is not null as found`);
  if (!found[0].found)
    await transaction.script(`
      create schema if not exists takt;
      create table takt.migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`);
  // By way of JSON, because a table of before the rule has not these two columns.
  const { rows } = await transaction.query<Applied>(
    `select name, checksum, coalesce(to_jsonb(m) ->> 'effect', 'expands') as effect, to_jsonb(m) ->> 'safe_with' as safe_with
     from takt.migrations m order by name`,
  );
  return rows;
}

function effectOf({ name, sql }: Migration): { effect: Applied['effect']; safeWith?: string } {
  if (beforeTheRule.includes(name)) return { effect: 'expands' };
  const match = firstLine.exec(sql);
  if (!match)
    throw new TaktError(
      'internal-error',
      `migration ${name} does not say in its first line what it is: "-- expands" or "-- contracts"`,
    );
  return { effect: match[1] ? 'expands' : 'contracts', safeWith: match[3] };
}

function refuseForeign(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const shipped = new Map(migrations.map((migration) => [migration.name, checksum(migration.sql)]));
  const last = migrations.at(-1)?.name ?? '';
  const isBehind = migrations.some(({ name }) => !applied.some((row) => row.name === name));
  for (const { name, checksum: sum, effect, safe_with } of applied) {
    const ours = shipped.get(name);
    if (ours === sum) continue;
    if (ours !== undefined) throw foreign(`its migration ${name} differs from this version`);
    // A later version has all files of this one; a database that has not was made by a version of another line.
    if (name < last || isBehind) throw foreign(`its migration ${name} is not in this version`);
    if (effect === 'contracts' && !(safe_with && shipped.has(safe_with)))
      throw foreign(`its migration ${name} took away what this version may use`);
  }
}

function foreign(what: string): TaktError {
  return new TaktError(
    'bad-configuration',
    `the database was made by another version of takt: ${what}; start the version that made it, or use another database`,
  );
}

/** The store over the wire tells it as `database-unavailable`, with the server's own error as the cause. */
function isHeldByOthers(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return code === lockNotAvailable || cause?.code === lockNotAvailable;
}

function growingPause(attempt: number): Promise<void> {
  return setTimeout(Math.min(5000, 250 * 2 ** (attempt - 1)));
}

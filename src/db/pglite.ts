/** PGlite: PostgreSQL inside the process, in a folder or in memory. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, type Transaction, types } from '@electric-sql/pglite';
import type { Database, Queryable, QueryResult } from './database.ts';
import { DiskSpace } from './disk-space.ts';
import { lockFolder } from './folder-lock.ts';
import { watchStalls } from './stall-watch.ts';

const parsers = { [types.INT8]: Number, [types.DATE]: (text: string) => text };

/** An empty database with the migrations applied, as made by `dumpTemplate`. */
export type Template = Blob;

/**
 * Opens the database in `folder`, creating it from a template (or from nothing, which takes seconds) where there is none.
 * @throws TaktError `data-folder-locked` where another process has it open.
 */
export async function openPgliteFolder(
  folder: string,
  findTemplate: () => Promise<Template | undefined> = async () => undefined,
): Promise<Database> {
  const lock = lockFolder(folder);
  try {
    const files = join(folder, 'pgdata');
    // Creation takes a moment. A process that dies in it leaves the mark, and the half-made folder is made anew.
    const unfinished = join(folder, 'unfinished');
    if (existsSync(unfinished)) rmSync(files, { recursive: true, force: true });
    const isNew = !existsSync(files);
    if (isNew) {
      writeFileSync(unfinished, 'the database in pgdata is being created\n');
      mkdirSync(files);
    }
    const template = isNew ? await findTemplate() : undefined;
    const pglite = await PGlite.create(files, { parsers, ...(template ? { loadDataDir: template } : {}) });
    if (isNew) rmSync(unfinished);
    const unwatch = watchStalls();
    const closed = () => {
      unwatch();
      lock.release();
    };
    return wrap(pglite, closed, new DiskSpace(folder));
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A database that nobody else sees and that is gone when it is closed. */
export async function openPgliteMemory(template?: Template, space?: Space): Promise<Database> {
  return wrap(await PGlite.create({ parsers, ...(template ? { loadDataDir: template } : {}) }), () => {}, space);
}

/** A copy of an in-memory database that `prepare` has filled, to begin others from. */
export async function makeTemplate(prepare: (database: Database) => Promise<void>): Promise<Template> {
  const pglite = await PGlite.create({ parsers });
  await prepare(wrap(pglite, () => {}));
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  return dump;
}

/** What watches over the room that is left. */
type Space = Pick<DiskSpace, 'trouble' | 'demand'>;

const ample: Space = { trouble: () => undefined, demand: () => {} };

function wrap(pglite: PGlite, closed: () => void, space: Space = ample): Database {
  return {
    backend: 'pglite',
    ...queryable(pglite, space),
    async transaction(work) {
      space.demand();
      return pglite.transaction((transaction) => work(queryable(transaction, ample)));
    },
    trouble: () => space.trouble(),
    async listen(channel, listener) {
      const unlisten = await pglite.listen(channel, (payload) => listener.notified(payload));
      listener.listening(true);
      return async () => {
        listener.listening(false);
        if (!pglite.closed) await unlisten();
      };
    },
    async close() {
      if (!pglite.closed) await pglite.close();
      closed();
    },
  };
}

const writes = /^\s*(insert|update|delete|with)\b/i;

function queryable(connection: PGlite | Transaction, space: Space): Queryable {
  return {
    async query<Row>(text: string, parameters: readonly unknown[] = []): Promise<QueryResult<Row>> {
      if (writes.test(text)) space.demand();
      const result = await connection.query<Row>(text, [...parameters]);
      return { rows: result.rows, rowCount: result.affectedRows ?? 0 };
    },
    async script(text) {
      try {
        const results = await connection.exec(text);
        return results.flatMap((result) => result.rows as Record<string, unknown>[]);
      } catch (error) {
        // A script may open a transaction of its own; on the one connection an aborted one would spoil all that follows.
        if (connection instanceof PGlite) await connection.exec('ROLLBACK');
        throw error;
      }
    },
  };
}

/**
 * A prepared empty database. PGlite's first start runs initdb and takes seconds; with a copy of a prepared one the first
 * start of a fresh folder, and every in-memory database of the tests, takes some tenths of a second.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { checksum, type Migration } from './migrate.ts';
import { makeTemplate, type Template } from './pglite.ts';

const require = createRequire(import.meta.url);

/**
 * Reads the template from `cacheDir`, or makes and keeps it there. The name carries all that it depends on, so another
 * version of takt never picks up a wrong one.
 * @param prepare - what a fresh database goes through: migrations and the job queue's own tables.
 * @returns undefined where the cache cannot be used: a start without it is slower, not different.
 */
export async function cachedTemplate(
  cacheDir: string,
  migrations: readonly Migration[],
  prepare: (database: Database) => Promise<void>,
): Promise<Template | undefined> {
  const name = templateName(migrations);
  try {
    return new Blob([readFileSync(join(cacheDir, name))]);
  } catch {
    // Not there yet.
  }
  try {
    mkdirSync(cacheDir, { recursive: true });
    const template = await makeTemplate(prepare);
    const unfinished = join(cacheDir, `${name}.${randomUUID()}`);
    writeFileSync(unfinished, Buffer.from(await template.arrayBuffer()));
    renameSync(unfinished, join(cacheDir, name));
    for (const other of readdirSync(cacheDir))
      if (other.startsWith('pglite-') && other.endsWith('.tar') && other !== name) rmSync(join(cacheDir, other));
    return template;
  } catch {
    return undefined;
  }
}

function templateName(migrations: readonly Migration[]): string {
  const versions = ['@electric-sql/pglite', 'pg-boss'].map((name) => packageVersion(name));
  const parts = [...versions, ...migrations.flatMap(({ name, sql }) => [name, sql])];
  return `pglite-${checksum(JSON.stringify(parts)).slice(0, 16)}.tar`;
}

/** Version of an installed package; its manifest is read as a file because not every package exports it. */
function packageVersion(name: string): string {
  for (const folder of require.resolve.paths(name) ?? [])
    try {
      return JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).version;
    } catch {
      // Not in this one.
    }
  return 'unknown';
}

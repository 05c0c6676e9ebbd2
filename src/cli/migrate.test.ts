import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { openDatabase } from '../db/open.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { testCacheDir } from '../testing/database.ts';
import { migrateCommand } from './migrate.ts';

test('the schema is brought up to date, and left alone where it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'takt-migrate-'));
  try {
    const config = loadConfig({ TAKT_DATA_DIR: folder, TAKT_CACHE_DIR: testCacheDir });
    const lines: string[] = [];
    const run = () => migrateCommand(config, (line) => lines.push(line));
    await run();
    // As a version without the file would have left it.
    const database = await openDatabase(config, JobQueue.prepare);
    await database.script(
      `drop table takt.solver_nodes; delete from takt.migrations where name = '008-solver-nodes.sql'`,
    );
    await database.close();
    await run();
    expect(lines).toEqual(['the schema is up to date', 'the schema is up to date; applied 008-solver-nodes.sql']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

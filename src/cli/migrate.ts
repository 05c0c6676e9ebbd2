/** `takt migrate`: brings the schema up to date and ends; `takt serve` does the same before it listens. */
import type { Config } from '../config.ts';
import { openDatabase } from '../db/open.ts';
import { JobQueue } from '../jobs/job-queue.ts';

/** @throws TaktError `database-unavailable`, `data-folder-locked`, or `bad-configuration` where the schema is foreign. */
export async function migrateCommand(config: Config, print: (line: string) => void): Promise<void> {
  let applied: readonly string[] = [];
  const database = await openDatabase(config, JobQueue.prepare, {
    onMigrated: (names) => {
      applied = names;
    },
  });
  await database.close();
  print(applied.length === 0 ? 'the schema is up to date' : `the schema is up to date; applied ${applied.join(', ')}`);
}

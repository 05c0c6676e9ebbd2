/** Plans as lines of JSON, written before they are deleted from the database: a file for each day on which they ended. */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

/** A row of takt.plans as the database has it, and its events. */
export interface ArchivedPlan {
  readonly id: string;
  readonly ended_at: Date;
  readonly events: readonly unknown[];
  readonly [column: string]: unknown;
}

/**
 * Adds plans to `plans-<day of their end, UTC>.jsonl` in the folder, and returns when the disk has them. A plan may stand
 * there twice, where its deletion failed afterwards; both lines are the same.
 */
export async function appendToArchive(folder: string, plans: readonly ArchivedPlan[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const byDay = Map.groupBy(plans, (plan) => plan.ended_at.toISOString().slice(0, 10));
  for (const [day, ended] of byDay) {
    const file = await open(join(folder, `plans-${day}.jsonl`), 'a', 0o640);
    try {
      // Not `write`, which may write less than it was given.
      await file.appendFile(ended.map((plan) => `${JSON.stringify(plan)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
  }
  // The names of new files are the folder's own content.
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

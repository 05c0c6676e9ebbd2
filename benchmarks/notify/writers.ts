/** What notifications cost whoever changes plans: the same transactions with and without them, turn by turn. */
import type { Database } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/open.ts';
import { openPostgres } from '../../src/db/postgres.ts';
import { Changes } from '../../src/jobs/changes.ts';
import { uuidV7 } from '../../src/jobs/identity.ts';
import { JobQueue } from '../../src/jobs/job-queue.ts';
import { addEvent } from '../../src/jobs/plan-events.ts';
import { PlanFeed } from '../../src/jobs/plan-feed.ts';
import { createPostgres } from '../../src/testing/database.ts';
import { percentile } from '../percentile.ts';

/** `within`: in the transaction of the change, which takt does not do; `after`: as takt does it. */
export const ways = ['none', 'within', 'after'] as const;
export type Way = (typeof ways)[number];

export interface WritersRow {
  readonly writers: number;
  readonly way: Way;
  /** Transactions a second, median of the turns. */
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface WritersOptions {
  /** Connections that write at once, each to a plan of its own. */
  readonly writers: number;
  readonly turns: number;
  readonly turnMs: number;
}

/** On a database of its own on the server of TAKT_TEST_DATABASE_URL; one process listens. */
export async function measureWriters({ writers, turns, turnMs }: WritersOptions): Promise<WritersRow[]> {
  const { url, drop } = await createPostgres();
  const listening = await openDatabase({ databaseUrl: url, dataDir: 'memory' }, JobQueue.prepare);
  const writing = openPostgres(url, { connections: writers + 1 });
  const feeds = [listening, writing].map(
    (database) => new PlanFeed(database, { changes: new Changes(async () => new Map()) }),
  );
  try {
    for (const feed of feeds) await feed.start();
    const ids = await keepPlans(listening, writers);
    const measured = new Map(ways.map((way) => [way, { rates: [] as number[], times: [] as number[] }]));
    for (let turn = 0; turn < turns; turn++)
      for (const [way, { rates, times }] of measured) {
        const took = await Promise.all(ids.map((id) => writeFor(turnMs, writing, id, way, feeds[1])));
        rates.push((1000 * took.flat().length) / turnMs);
        times.push(...took.flat());
      }
    return [...measured].map(([way, { rates, times }]) => ({
      writers,
      way,
      rate: percentile(rates, 0.5),
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
    }));
  } finally {
    for (const feed of feeds) await feed.stop();
    await writing.close();
    await listening.close();
    await drop();
  }
}

/** @returns the milliseconds that each transaction took. */
async function writeFor(forMs: number, database: Database, id: string, way: Way, feed: PlanFeed): Promise<number[]> {
  const times: number[] = [];
  for (const until = performance.now() + forMs; performance.now() < until; ) {
    const before = performance.now();
    await database.transaction(async (transaction) => {
      await addEvent(transaction, id, 'state', { state: 'running' });
      if (way === 'within') await transaction.query(`select pg_notify('takt_plans', $1)`, [id]);
    });
    times.push(performance.now() - before);
    if (way === 'after') feed.tell(id, 'changed');
  }
  return times;
}

async function keepPlans(database: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidV7());
  for (const id of ids)
    await database.query(
      `insert into takt.plans (id, kind, priority, tags, request, request_hash, code_version)
       values ($1, 'melt', 5, '{}', '{}', '', '')`,
      [id],
    );
  return ids;
}

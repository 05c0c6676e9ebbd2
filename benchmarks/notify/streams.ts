/** A thousand readers of events at one replica, of one plan and of as many plans, that another process changes. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/open.ts';
import { Changes } from '../../src/jobs/changes.ts';
import { uuidV7 } from '../../src/jobs/identity.ts';
import { JobQueue } from '../../src/jobs/job-queue.ts';
import { addEvent } from '../../src/jobs/plan-events.ts';
import { PlanFeed } from '../../src/jobs/plan-feed.ts';
import { createPostgres } from '../../src/testing/database.ts';
import { percentile } from '../percentile.ts';
import { startServiceProcess } from '../service/service-process.ts';

/** Clock ticks a second in /proc; fixed by the kernel's interface. */
const ticks = 100;
const idleMs = 5000;
const eventIntervalMs = 200;

export interface StreamsOptions {
  readonly streams: number;
  /** Plans that they follow, in equal shares. */
  readonly plans: number;
  /** Events of each plan while they are followed. */
  readonly events: number;
}

export interface StreamsRow extends StreamsOptions {
  /** Resident memory that each stream adds to the service. */
  readonly kbPerStream: number;
  /** Share of one processor while nothing happens. */
  readonly idleCpu: number;
  /** Processor time of the service for each event of each stream. */
  readonly cpuMsPerDelivery: number;
  /** From the commit in another process to the reader. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Events that did not come within ten seconds. */
  readonly missing: number;
}

/** On a database of its own on the server of TAKT_TEST_DATABASE_URL. Linux: it reads /proc. */
export async function measureStreams(options: StreamsOptions): Promise<StreamsRow> {
  const { streams, plans, events } = options;
  const { url, drop } = await createPostgres();
  const database = await openDatabase({ databaseUrl: url, dataDir: 'memory' }, JobQueue.prepare);
  const service = await startServiceProcess({ DATABASE_URL: url, TAKT_ROLES: 'api' });
  const feed = new PlanFeed(database, { changes: new Changes(async () => new Map()) });
  const readers: Socket[] = [];
  try {
    await feed.start();
    const ids = await keepPlans(database, plans);
    const sentAt = new Map<string, number>();
    const delays: number[] = [];
    // One stream before memory is read: what the first one loads is no cost of a stream.
    readers.push(await follow(service.url, ids[0], sentAt, delays));
    await setTimeout(500);
    const before = usage(service.pid);
    for (let count = 1; count < streams; count++)
      readers.push(await follow(service.url, ids[count % plans], sentAt, delays));
    await setTimeout(3000);
    const quiet = usage(service.pid);
    await setTimeout(idleMs);
    const busy = usage(service.pid);
    delays.length = 0;
    await change(database, feed, ids, events, sentAt);
    const expected = events * streams;
    for (let waited = 0; delays.length < expected && waited < 10_000; waited += 50) await setTimeout(50);
    const after = usage(service.pid);
    return {
      ...options,
      kbPerStream: (quiet.rssKb - before.rssKb) / (streams - 1),
      idleCpu: (busy.cpuMs - quiet.cpuMs) / idleMs,
      cpuMsPerDelivery: (after.cpuMs - busy.cpuMs) / expected,
      p50Ms: percentile(delays, 0.5),
      p99Ms: percentile(delays, 0.99),
      missing: expected - delays.length,
    };
  } finally {
    for (const reader of readers) reader.destroy();
    await feed.stop();
    await service.close();
    await database.close();
    await drop();
  }
}

/** Each plan gets its events, spread over the interval, one interval after the other. */
async function change(
  database: Database,
  feed: PlanFeed,
  ids: readonly string[],
  events: number,
  sentAt: Map<string, number>,
): Promise<void> {
  for (let round = 0; round < events; round++) {
    const begin = performance.now();
    for (const [index, id] of ids.entries()) {
      const late = begin + (eventIntervalMs * index) / ids.length - performance.now();
      if (late > 1) await setTimeout(late);
      const mark = `${id}/${round}`;
      await database.transaction((transaction) => addEvent(transaction, id, 'incumbent', { attempt: 1, mark }));
      sentAt.set(mark, performance.now());
      feed.tell(id, 'changed');
    }
    await setTimeout(Math.max(0, begin + eventIntervalMs - performance.now()));
  }
}

/** A bare socket: a thousand of a library's clients would measure the library. */
async function follow(
  serviceUrl: string,
  id: string,
  sentAt: ReadonlyMap<string, number>,
  delays: number[],
): Promise<Socket> {
  const { hostname, port } = new URL(serviceUrl);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`GET /v1/plans/${id}/events HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
  await once(socket, 'data');
  socket.on('data', (chunk) => {
    for (const [, mark] of chunk.toString().matchAll(/"mark": ?"([^"]+)"/g)) {
      const sent = sentAt.get(mark);
      if (sent !== undefined) delays.push(performance.now() - sent);
      // The reader may be quicker than the writer's next line.
      else delays.push(0);
    }
  });
  return socket;
}

async function keepPlans(database: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidV7());
  await database.query(
    `insert into takt.plans (id, kind, state, priority, tags, request, request_hash, code_version)
     select id, 'melt', 'running', 5, '{}', '{}', '', '' from unnest($1::uuid[]) as id`,
    [ids],
  );
  return ids;
}

function usage(pid: number): { rssKb: number; cpuMs: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return {
    rssKb: Number(/VmRSS:\s+(\d+)/.exec(status)![1]),
    cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / ticks,
  };
}

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueRank, secondsPerPriority } from '../../models/queue-order.ts';
import { soleTenant } from '../access/caller.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { parsedRequest } from '../testing/requests.ts';
import { uuidV7 } from './identity.ts';
import { JobQueue } from './job-queue.ts';
import { PlanStore } from './plan-store.ts';

test('a wait of as many steps as the priorities differ is worth as much, and a second more is worth more', () => {
  const arrival = fc.integer({ min: Date.UTC(2026), max: Date.UTC(2090) });
  const priority = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(arrival, priority, priority, (at, low, high) => {
      const later = at + (high - low) * secondsPerPriority * 1000;
      expect(queueRank(low, at)).toBe(queueRank(high, later));
      expect(queueRank(low, at)).toBeGreaterThan(queueRank(high, later + 1000));
      expect(queueRank(low, at) | 0).toBe(queueRank(low, at));
    }),
  );
});

describe.each(testBackends)('the order of the queue on %s', (backend) => {
  let opened: TestDatabase;
  let queue: JobQueue;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    queue = new JobQueue(opened.database);
    await queue.start();
  });
  afterAll(async () => {
    await queue.stop();
    await opened.drop();
  });

  async function send(priority: number, arrivedAt: number, timeMs = 500): Promise<string> {
    const id = uuidV7();
    await opened.database.transaction((transaction) =>
      queue.send(transaction, id, queueRank(priority, arrivedAt), timeMs),
    );
    return id;
  }
  const claimed = async (shortOnly = false) => (await queue.claim({ shortOnly }))?.id;

  test('the urgent go first, and what has waited for long goes before the urgent', async () => {
    const now = Date.now();
    const fresh = await send(5, now);
    const urgent = await send(6, now);
    const waited = await send(5, now - 61_000);
    const waitedForLong = await send(0, now - 361_000);
    const waitedTooLittle = await send(0, now - 299_000);
    expect([await claimed(), await claimed()].sort()).toEqual([waited, waitedForLong].sort());
    expect([await claimed(), await claimed(), await claimed()]).toEqual([urgent, fresh, waitedTooLittle]);
    expect(await claimed()).toBeUndefined();
  });

  test('short work can be taken alone, in the same order', async () => {
    const now = Date.now();
    const long = await send(9, now, 2001);
    const short = await send(1, now, 2000);
    const shortAndUrgent = await send(2, now, 10);
    expect([await claimed(true), await claimed(true), await claimed(true)]).toEqual([shortAndUrgent, short, undefined]);
    expect(await claimed()).toBe(long);
  });

  test('what is handed back keeps its time of arrival', async () => {
    const store = new PlanStore(opened.database, queue, { queueLimit: 100 });
    const first = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    await opened.database.query(`update takt.plans set created_at = now() - interval '90 seconds' where id = $1`, [
      first.id,
    ]);
    expect(await claimed()).toBe(first.id);
    const begun = (await store.begin(first.id))!;
    const second = await store.insert({ tenant: soleTenant, request: parsedRequest({ priority: 6 }) });
    await store.handBack(begun);
    expect([await claimed(), await claimed()]).toEqual([first.id, second.id]);
  });
});

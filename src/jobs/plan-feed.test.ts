import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { soleTenant } from '../access/caller.ts';
import type { Database } from '../db/database.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { parsedRequest } from '../testing/requests.ts';
import { Changes } from './changes.ts';
import { JobQueue } from './job-queue.ts';
import { type PlanChange, PlanFeed } from './plan-feed.ts';
import { PlanStore } from './plan-store.ts';

/** Never looks by itself: who is woken was told. */
const blindChanges = () => new Changes(() => new Promise(() => {}));

function feedOf(database: Database): { feed: PlanFeed; changes: Changes; told: string[] } {
  const told: string[] = [];
  const changes = blindChanges();
  const feed = new PlanFeed(database, {
    changes,
    onQueued: () => told.push('queued'),
    onStop: () => told.push('stop'),
    onEnded: () => told.push('ended'),
  });
  return { feed, changes, told };
}

test.each(testBackends)('what the store does is told as what it is, on %s', async (backend) => {
  const opened = await openTestDatabase(backend);
  const queue = new JobQueue(opened.database);
  await queue.start();
  const told: PlanChange[] = [];
  const store = new PlanStore(opened.database, queue, { queueLimit: 9, onChange: (_id, change) => told.push(change) });
  const keep = async () => (await store.insert({ request: parsedRequest(), tenant: soleTenant })).id;
  const id = await keep();
  const begun = (await store.begin(id))!;
  await store.recordIncumbent(id, begun.attempt, { plan: {}, objective: 1 });
  await store.handBack(begun);
  expect(told.splice(0)).toEqual(['queued', 'changed', 'changed', 'queued']);
  const { attempt } = (await store.begin(id))!;
  await store.requestStop(soleTenant, id);
  await store.end(id, attempt, { state: 'failed', error: { code: 'internal-error', message: '' } });
  // Somebody else's already: nothing was changed, and nothing is told but that it has ended.
  await store.end(id, attempt, { state: 'failed', error: { code: 'internal-error', message: '' } });
  await store.begin(id);
  expect(told).toEqual(['changed', 'stop', 'ended', 'ended']);
  await queue.stop();
  await opened.drop();
});

test('in one process everything is told at once, and nothing is sent', async () => {
  const opened = await openTestDatabase('pglite');
  const { feed, changes, told } = feedOf(opened.database);
  await feed.start();
  let sent = 0;
  await opened.database.listen('takt_plans', { notified: () => sent++, listening: () => {} });
  const watch = changes.watch('a');
  feed.tell('a', 'queued');
  feed.tell('a', 'stop');
  feed.tell('a', 'ended');
  feed.tell('a', 'changed');
  expect(told).toEqual(['queued', 'stop', 'ended', 'ended']);
  await watch.next();
  watch.close();
  await opened.database.query('select 1');
  expect(sent).toBe(0);
  await feed.stop();
  await opened.drop();
});

describe.runIf(testBackends.includes('postgres'))('several processes', () => {
  let opened: TestDatabase;
  let here: ReturnType<typeof feedOf>;
  let there: ReturnType<typeof feedOf>;
  beforeAll(async () => {
    opened = await openTestDatabase('postgres');
    [here, there] = [feedOf(opened.database), feedOf(opened.database)];
    await here.feed.start();
    await there.feed.start();
  });
  afterAll(async () => {
    await here.feed.stop();
    await there.feed.stop();
    await opened.drop();
  });
  beforeEach(() => {
    here.told.length = 0;
    there.told.length = 0;
  });

  test('hear of each change, the one that made it once', async () => {
    const watch = there.changes.watch('plan');
    here.feed.tell('plan', 'queued');
    await watch.next();
    here.feed.tell('plan', 'changed');
    await watch.next();
    here.feed.tell('plan', 'stop');
    await watch.next();
    here.feed.tell('plan', 'ended');
    await watch.next();
    watch.close();
    expect(there.told).toEqual(['queued', 'stop', 'ended', 'ended']);
    expect(here.told).toEqual(there.told);
    // What came to `there` has come to `here` as well by the time of the next one, and was its own.
    there.feed.tell('other', 'queued');
    await expect.poll(() => here.told).toEqual(['queued', 'stop', 'ended', 'ended', 'queued']);
  });

  test('what happens while one is being sent goes together with the next; of very much they look at all', async () => {
    const payloads: string[] = [];
    const unlisten = await opened.database.listen('takt_plans', {
      notified: (payload) => payloads.push(payload),
      listening: () => {},
    });
    here.feed.tell('first', 'changed');
    for (let count = 0; count < 200; count++) here.feed.tell(`plan-${count}`, 'changed');
    await expect.poll(() => payloads.length).toBe(2);
    expect(payloads.map((payload) => payload.split(' ').length - 1)).toEqual([1, 200]);
    const watch = there.changes.watch('unnamed');
    for (let count = 0; count < 300; count++) here.feed.tell(`plan-${count}`, 'changed');
    await watch.next();
    watch.close();
    await expect.poll(() => payloads.at(-1)!.split(' ').slice(1)).toEqual(['many']);
    await unlisten();
  });

  test('a payload with 200 plans fits into a notification', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `0198c0de-0000-7000-8000-${String(index).padStart(12, '0')}`);
    const watch = there.changes.watch(ids[199]);
    here.feed.tell(ids[0], 'changed');
    for (const id of ids) here.feed.tell(id, 'changed');
    await watch.next();
    watch.close();
  });

  test('a database that is away costs hints and nothing else', async () => {
    const away = feedOf({
      ...opened.database,
      query: async () => {
        throw new Error('away');
      },
    });
    await away.feed.start();
    away.told.length = 0;
    away.feed.tell('plan', 'queued');
    expect(away.told).toEqual(['queued']);
    await away.feed.stop();
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { openPostgres } from '../db/postgres.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { parsedRequest } from '../testing/requests.ts';
import { BatchStore } from './batch-store.ts';
import { JobQueue } from './job-queue.ts';
import { PlanStore } from './plan-store.ts';

describe.each(testBackends)('plans under an idempotency key on %s', (backend) => {
  let opened: TestDatabase;
  /** Of several replicas where the database can be shared. */
  let stores: PlanStore[];
  let queue: JobQueue;
  const others: Database[] = [];
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    queue = new JobQueue(opened.database);
    await queue.start();
    if (backend === 'postgres')
      for (let replica = 1; replica < 3; replica++) others.push(openPostgres(opened.settings.DATABASE_URL));
    stores = [opened.database, ...others].map((database) => new PlanStore(database, queue, { queueLimit: 300 }));
  });
  afterAll(async () => {
    await queue.stop();
    await Promise.all(others.map((database) => database.close()));
    await opened.drop();
  });
  const countPlans = async () =>
    (await opened.database.query<{ count: number }>('select count(*) as count from takt.plans')).rows[0].count;

  test('of requests at once each key gives one plan, one event and one job, and another request is refused', async () => {
    let run = 0;
    let refused = 0;
    const call = fc.record({
      key: fc.nat(3),
      body: fc.nat({ max: 5 }).map((n) => (n === 0 ? 'b' : 'a')),
      store: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 5, maxLength: 20 }), async (calls) => {
        const prefix = `run-${run++}-`;
        const before = await countPlans();
        const answers = await Promise.all(
          calls.map(async ({ key, body, store }) => {
            const idempotency = { key: prefix + key, hash: body };
            const plan = { tenant: 'press', request: parsedRequest(), idempotency };
            const code = await stores[store % stores.length]
              .keep(plan)
              .catch((error: { code: string }) => ({ code: error.code }));
            return { key, body, answer: code };
          }),
        );
        for (const key of new Set(calls.map((each) => each.key))) {
          const ofKey = answers.filter((each) => each.key === key);
          const kept = ofKey.flatMap(({ body, answer }) => ('plan' in answer ? [{ body, ...answer }] : []));
          expect(new Set(kept.map(({ plan, body }) => `${plan.id} ${body}`)).size).toBe(1);
          expect(kept.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
          for (const { body, answer } of ofKey)
            if (body !== kept[0].body) {
              expect(answer).toEqual({ code: 'idempotency-mismatch' });
              refused++;
            }
          expect(await stores[0].events(kept[0].plan.id, 0)).toHaveLength(1);
        }
        expect((await countPlans()) - before).toBe(new Set(calls.map((each) => each.key)).size);
      }),
      { numRuns: 8, seed: 7 },
    );
    expect(refused).toBeGreaterThan(0);
    const jobs = await opened.database.query<{ count: number }>(`select count(*) as count from pgboss.job`);
    expect(jobs.rows[0].count).toBe(await countPlans());
  });

  test('a key is its own for every tenant', async () => {
    const plan = { request: parsedRequest(), idempotency: { key: 'week 48', hash: 'a' } };
    const [ours, theirs] = [
      await stores[0].keep({ ...plan, tenant: 'us' }),
      await stores[0].keep({ ...plan, tenant: 'them' }),
    ];
    expect([ours.isReplay, theirs.isReplay, ours.plan.id === theirs.plan.id]).toEqual([false, false, false]);
  });

  test('the key of a batch is no key for a plan', async () => {
    await opened.database.query(
      `insert into takt.batches (id, tenant, tags, total, idempotency_key, idempotency_hash)
       values (gen_random_uuid(), 'us', '{}', 1, 'batch', 'b')`,
    );
    const idempotency = { key: 'batch', hash: 'a' };
    await expect(stores[0].ofKey('us', idempotency)).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  });

  test('a batch that comes again is found, also when it took the last places that there were', async () => {
    const store = new PlanStore(opened.database, queue, { queueLimit: (await countPlans()) + 2 });
    const batches = new BatchStore(opened.database, store);
    const plans = [parsedRequest(), parsedRequest()].map((request) => ({ tenant: 'press', request }));
    const batch = { tenant: 'press', tags: {}, plans, idempotency: { key: 'week-48', hash: 'one' } };
    const first = await batches.keep(batch);
    const again = await batches.keep(batch);
    expect([first.isReplay, again.isReplay, again.batch.id]).toEqual([false, true, first.batch.id]);
    const other = { ...batch, idempotency: { key: 'week-49', hash: 'one' } };
    await expect(batches.keep(other)).rejects.toMatchObject({ code: 'queue-full' });
  });
});

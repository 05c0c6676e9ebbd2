import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { JobQueue } from '../jobs/job-queue.ts';
import { PlanStore } from '../jobs/plan-store.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { parsedRequest } from '../testing/requests.ts';
import { TenantLimiter } from './limits.ts';
import { TokenBuckets } from './token-bucket.ts';

const none = { requestsPerSecond: 0, waitingPlans: 0, solvingSecondsPerHour: 0 };

describe('a bucket', () => {
  test('lets ten seconds’ worth pass at once, then one by one as it fills, and tells the time until then', () => {
    let now = 0;
    const buckets = new TokenBuckets(() => now);
    const passed = () =>
      Array.from({ length: 1000 }, () => buckets.take('a', 2)).filter((seconds) => seconds === 0).length;
    expect(passed()).toBe(20);
    expect(buckets.take('a', 2)).toBe(1);
    expect(buckets.take('b', 2)).toBe(0);
    now = 1500;
    expect(passed()).toBe(3);
    now = 60_000;
    expect(passed()).toBe(20);
  });

  test('forgets nobody who was just refused, however many others come', () => {
    let now = 0;
    const buckets = new TokenBuckets(() => now);
    for (let at = 0; at < 10; at++) buckets.take('greedy', 1);
    for (let at = 0; at < 30_000; at++) buckets.take(`other ${at}`, 1);
    expect(buckets.take('greedy', 1)).toBe(1);
    now = 20_000;
    for (let at = 0; at < 10_000; at++) buckets.take(`newcomer ${at}`, 1);
    expect(buckets.size).toBeLessThan(10_001);
  });
});

describe.each(testBackends)('limits of a tenant on %s', (backend) => {
  let opened: TestDatabase;
  let queue: JobQueue;
  let tenant: string;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    queue = new JobQueue(opened.database);
    await queue.start();
  });
  afterAll(async () => {
    await queue.stop();
    await opened.drop();
  });
  beforeEach(() => {
    tenant = `tenant-${randomUUID()}`;
  });

  const storeWith = (limits: Partial<typeof none>) =>
    new PlanStore(opened.database, queue, {
      queueLimit: 1000,
      limits: new TenantLimiter(opened.database, { ...none, ...limits }),
    });
  const insert = (store: PlanStore, timeMs = 60_000) =>
    store.insert({ tenant, request: parsedRequest({ budget: { timeMs } }) });
  const outcomes = async (calls: Promise<unknown>[]) => {
    const settled = await Promise.allSettled(calls);
    return {
      kept: settled.filter(({ status }) => status === 'fulfilled').length,
      refused: settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : [])),
    };
  };

  test('plans that wait: as many as may, also when all come at once by two processes, and no more', async () => {
    const stores = [storeWith({ waitingPlans: 3 }), storeWith({ waitingPlans: 3 })];
    const { kept, refused } = await outcomes(Array.from({ length: 12 }, (_, at) => insert(stores[at % 2])));
    expect({ kept, refused: new Set(refused) }).toEqual({ kept: 3, refused: new Set(['tenant-limit']) });
    await expect(insert(stores[0])).rejects.toMatchObject({
      message: '3 plans of the tenant may wait; 3 do already, and this adds 1',
      // One of the three has to begin, each takes a minute, and there is one thread.
      details: { retryAfterSeconds: 60 },
    });
    tenant = `other-${tenant}`;
    await insert(stores[0]);
  });

  test('solving seconds in the hour: counted with what is kept, not with what is refused, and across processes', async () => {
    const stores = [storeWith({ solvingSecondsPerHour: 100 }), storeWith({ solvingSecondsPerHour: 100 })];
    const { kept, refused } = await outcomes(Array.from({ length: 8 }, (_, at) => insert(stores[at % 2], 30_000)));
    expect({ kept, refused: refused.length }).toEqual({ kept: 3, refused: 5 });
    const usage = await opened.database.query('select cost_ms from takt.tenant_usage where tenant = $1', [tenant]);
    expect(usage.rows).toEqual([{ cost_ms: 90_000 }]);
    await insert(stores[0], 10_000);
    const { rows } = await opened.database.query<{ seconds: number }>(
      `select extract(epoch from date_trunc('hour', now(), 'UTC') + interval '1 hour' - now())::float8 as seconds`,
    );
    const error = await insert(stores[0], 1000).catch((reason) => reason);
    expect(error.message).toBe(
      'the tenant may ask for 100 s of solving in an hour; it has asked for 100 s, and this asks for 1 s more',
    );
    expect(error.details.retryAfterSeconds).toBeLessThanOrEqual(Math.min(600, Math.ceil(rows[0].seconds)));
    expect(error.details.retryAfterSeconds).toBeGreaterThanOrEqual(1);
  });

  test('solves without the store count, too; one that alone is too much is told so', async () => {
    const limiter = new TenantLimiter(opened.database, { ...none, solvingSecondsPerHour: 10 });
    await limiter.checkSolve(tenant, 6000);
    await expect(limiter.checkSolve(tenant, 6000)).rejects.toMatchObject({ code: 'tenant-limit' });
    await limiter.checkSolve(tenant, 4000);
    await expect(insert(storeWith({ solvingSecondsPerHour: 10 }), 1000)).rejects.toMatchObject({
      code: 'tenant-limit',
    });
    await expect(limiter.checkSolve(`new-${tenant}`, 11_000)).rejects.toThrow(
      /this alone asks for 11 s .* lower budget\.timeMs/,
    );
  });

  test('a tenant’s own figures go before the settings, 0 lifts a limit, and a change acts after five seconds', async () => {
    let now = 0;
    const limiter = new TenantLimiter(opened.database, { ...none, requestsPerSecond: 1 }, () => now);
    const passed = async () => {
      let count = 0;
      for (; count < 60; count++)
        if (
          await limiter.takeRequest(tenant).then(
            () => false,
            () => true,
          )
        )
          break;
      return count;
    };
    expect(await passed()).toBe(10);
    await opened.database.query('insert into takt.tenants (tenant, requests_per_second) values ($1, 3)', [tenant]);
    now += 4000;
    expect(await passed()).toBe(4);
    now += 1_000_000;
    expect(await passed()).toBe(30);
    await expect(limiter.takeRequest(tenant)).rejects.toMatchObject({
      code: 'rate-limited',
      message: 'the tenant may send 3 requests a second',
      details: { retryAfterSeconds: 1 },
    });
    await opened.database.query('update takt.tenants set requests_per_second = 0 where tenant = $1', [tenant]);
    now += 5000;
    expect(await passed()).toBe(60);
  });

  test('the same request five times at once is one plan, counted once, also in the last place there is', async () => {
    const limits = { waitingPlans: 1, solvingSecondsPerHour: 10 };
    const stores = [storeWith(limits), storeWith(limits)];
    const plan = {
      tenant,
      request: parsedRequest({ budget: { timeMs: 10_000 } }),
      idempotency: { key: 'order-17', hash: 'one' },
    };
    const kept = await Promise.all(Array.from({ length: 5 }, (_, at) => stores[at % 2].keep(plan)));
    expect(new Set(kept.map((one) => one.plan.id)).size).toBe(1);
    expect(kept.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    const usage = await opened.database.query('select cost_ms from takt.tenant_usage where tenant = $1', [tenant]);
    expect(usage.rows).toEqual([{ cost_ms: 10_000 }]);
  });

  test('without limits nothing is counted, so that tenants do not wait for each other’s row', async () => {
    await insert(storeWith({}));
    const { rows } = await opened.database.query('select 1 from takt.tenant_usage where tenant = $1', [tenant]);
    expect(rows).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { soleTenant } from '../access/caller.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { parsedRequest } from '../testing/requests.ts';
import { requestHash } from './identity.ts';
import { JobQueue } from './job-queue.ts';
import type { Ending } from './plan-ending.ts';
import { type Begun, mostLostAttempts, PlanStore } from './plan-store.ts';

const succeeded: Ending = {
  state: 'succeeded',
  result: {
    found: 'optimal',
    plan: { heats: ['a'] },
    objective: 2,
    lowerBound: 2,
    endedBy: 'proof',
    statistics: { iterations: 7 },
  },
  solvingMs: 12.5,
  poolWaitingMs: 3,
};

describe.each(testBackends)('plan store on %s', (backend) => {
  let opened: TestDatabase;
  let queue: JobQueue;
  let store: PlanStore;
  const changes: string[] = [];

  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    queue = new JobQueue(opened.database);
    await queue.start();
    store = new PlanStore(opened.database, queue, { queueLimit: 5, onChange: (id) => changes.push(id) });
  });
  afterAll(async () => {
    await queue.stop();
    await opened.drop();
  });

  async function claimed(): Promise<Begun> {
    const claim = await queue.claim();
    const begun = await store.begin(claim!.id);
    return begun!;
  }

  test('a plan goes from queued to succeeded, with its history', async () => {
    const request = parsedRequest({ tags: { week: '47' }, priority: 7 });
    const kept = await store.insert({
      tenant: soleTenant,
      request,
      traceparent: '00-11111111111111111111111111111111-2222222222222222-01',
    });
    expect(kept).toMatchObject({ state: 'queued', kind: 'melt', priority: 7, tags: { week: '47' }, attempts: 0 });
    expect(kept.requestHash).toBe(requestHash(request));
    const begun = await claimed();
    expect(begun).toMatchObject({ id: kept.id, attempt: 1, request });
    expect(begun.traceparent).toBe('00-11111111111111111111111111111111-2222222222222222-01');
    await store.recordIncumbent(kept.id, 1, { plan: { heats: ['b'] }, objective: 4, lowerBound: 1 });
    expect(await store.get(soleTenant, kept.id)).toMatchObject({
      state: 'running',
      objective: 4,
      gap: 0.75,
      plan: { heats: ['b'] },
    });
    expect(await store.end(kept.id, 1, succeeded)).toBe(true);
    const ended = await store.get(soleTenant, kept.id);
    expect(ended).toMatchObject({
      state: 'succeeded',
      found: 'optimal',
      endedBy: 'proof',
      objective: 2,
      gap: 0,
      plan: { heats: ['a'] },
      statistics: { iterations: 7 },
      solvingMs: 12.5,
      attempts: 1,
    });
    expect(ended!.waitingMs).toBeGreaterThanOrEqual(3);
    const events = await store.events(kept.id, 0);
    expect(
      events.map(({ sequence, type, data }) => [sequence, type, 'state' in data ? data.state : data.objective]),
    ).toEqual([
      [1, 'state', 'queued'],
      [2, 'state', 'running'],
      [3, 'incumbent', 4],
      [4, 'state', 'succeeded'],
    ]);
    expect(await store.events(kept.id, 3)).toEqual(events.slice(3));
    expect(await queue.claim()).toBeUndefined();
    expect(changes.filter((id) => id === kept.id)).toHaveLength(4);
  });

  test('the end of an attempt that no longer holds the plan is refused, and nothing of it is written', async () => {
    const { id } = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    const first = await claimed();
    // The first holder falls silent; the plan is taken by a second one.
    const second = (await store.begin(id))!;
    expect([first.attempt, second.attempt]).toEqual([1, 2]);
    let wrote = false;
    const late = await store.end(id, first.attempt, succeeded, async () => {
      wrote = true;
    });
    expect([late, wrote]).toEqual([false, false]);
    expect(await store.recordIncumbent(id, first.attempt, { plan: {}, objective: 1 })).toBe(false);
    expect(await store.handBack(first)).toBe(false);
    expect(await store.get(soleTenant, id)).toMatchObject({ state: 'running', attempts: 2 });
    expect(await store.end(id, second.attempt, succeeded)).toBe(true);
    expect(await store.end(id, second.attempt, succeeded)).toBe(false);
  });

  test('what is written together with the end comes and goes with it', async () => {
    const { id } = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    const begun = await claimed();
    const failing = store.end(id, begun.attempt, succeeded, async (transaction) => {
      await transaction.query(`update takt.plans set reason = 'half written' where id = $1`, [id]);
      throw new Error('the programs could not be written');
    });
    await expect(failing).rejects.toThrow('the programs could not be written');
    expect(await store.get(soleTenant, id)).toMatchObject({ state: 'running', reason: undefined });
    await store.end(id, begun.attempt, succeeded);
  });

  test('a stop cancels a queued plan at once and marks a running one', async () => {
    const queued = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    expect(await store.requestStop(soleTenant, queued.id)).toMatchObject({
      state: 'cancelled',
      found: 'unknown',
      endedBy: 'cancelled',
    });
    expect(await queue.claim()).toBeUndefined();
    const { id } = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    await claimed();
    expect(await store.stopRequested([id])).toEqual([]);
    expect(await store.requestStop(soleTenant, id)).toMatchObject({ state: 'running' });
    expect(await store.stopRequested([id, queued.id])).toEqual([id]);
    // Its holder dies before it hears of it: the next one has nothing left to do.
    expect(await store.begin(id)).toBeUndefined();
    expect(await store.state(soleTenant, id)).toBe('cancelled');
    expect(await store.requestStop(soleTenant, id)).toMatchObject({ state: 'cancelled' });
    expect(await store.requestStop(soleTenant, '00000000-0000-7000-8000-000000000000')).toBeUndefined();
  });

  test('a plan whose notAfter has passed expires instead of beginning', async () => {
    const { id } = await store.insert({
      tenant: soleTenant,
      request: parsedRequest({ notAfter: '2020-01-01T00:00:00Z' }),
    });
    const claim = await queue.claim();
    expect(await store.begin(claim!.id)).toBeUndefined();
    expect(await store.get(soleTenant, id)).toMatchObject({ state: 'expired', found: 'unknown' });
  });

  test('a plan handed back with nothing found began again after its notAfter; it expires, one with a plan goes on', async () => {
    const passed = async (id: string) =>
      opened.database.query(`update takt.plans set not_after = now() - interval '1 second' where id = $1`, [id]);
    const empty = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    await store.handBack(await claimed());
    await passed(empty.id);
    expect(await store.begin((await queue.claim())!.id)).toBeUndefined();
    expect(await store.get(soleTenant, empty.id)).toMatchObject({ state: 'expired', found: 'unknown', attempts: 1 });
    const found = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    const first = await claimed();
    await store.recordIncumbent(found.id, first.attempt, { plan: { heats: [] }, objective: 4 });
    await store.handBack(first);
    await passed(found.id);
    const second = await claimed();
    expect([second.id, second.attempt]).toEqual([found.id, 2]);
    await store.end(second.id, second.attempt, succeeded);
  });

  test('a plan whose holder died with nothing found expires, too, once its notAfter has passed', async () => {
    const { id } = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    await claimed();
    await opened.database.query(`update takt.plans set not_after = now() - interval '1 second' where id = $1`, [id]);
    expect(await store.begin(id)).toBeUndefined();
    expect(await store.state(soleTenant, id)).toBe('expired');
  });

  test('a plan that is handed back waits again and loses no attempt', async () => {
    const { id } = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    for (let round = 0; round < mostLostAttempts + 2; round++) {
      const begun = await claimed();
      expect(await store.handBack(begun)).toBe(true);
      expect(await store.get(soleTenant, id)).toMatchObject({ state: 'queued', attempts: round + 1 });
    }
    const begun = await claimed();
    await store.end(id, begun.attempt, succeeded);
  });

  test('a plan whose holders die again and again is given up', async () => {
    const { id } = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    await queue.claim();
    for (let round = 0; round < mostLostAttempts; round++) expect(await store.begin(id)).toBeDefined();
    expect(await store.begin(id)).toBeUndefined();
    expect(await store.get(soleTenant, id)).toMatchObject({ state: 'failed', error: { code: 'crashed-solver' } });
  });

  test('the queue has a limit, and the most urgent plan goes first', async () => {
    const ids: string[] = [];
    for (const priority of [1, 9, 5, 5, 0])
      ids.push((await store.insert({ tenant: soleTenant, request: parsedRequest({ priority }) })).id);
    await expect(store.insert({ tenant: soleTenant, request: parsedRequest() })).rejects.toMatchObject({
      code: 'queue-full',
    });
    expect((await store.waiting()).count).toBe(5);
    const order: string[] = [];
    for (let index = 0; index < 5; index++) {
      const begun = await claimed();
      order.push(begun.id);
      await store.end(begun.id, begun.attempt, succeeded);
    }
    expect(order).toEqual([ids[1], ids[2], ids[3], ids[0], ids[4]]);
    expect(await store.waiting()).toEqual({ count: 0, oldestMs: 0 });
  });

  test('lists page through newest first without gaps or repeats', async () => {
    const seen: string[] = [];
    let before: { createdAt: string; id: string } | undefined;
    for (;;) {
      const page = await store.list(soleTenant, { limit: 3, before });
      if (page.length === 0) break;
      seen.push(...page.map((plan) => plan.id));
      before = page.at(-1);
    }
    const { rows } = await opened.database.query<{ id: string }>(
      'select id from takt.plans order by created_at desc, id desc',
    );
    expect(seen).toEqual(rows.map((row) => row.id));
    const failed = await store.list(soleTenant, { state: ['failed'], limit: 10 });
    expect(failed.map((plan) => plan.state)).toEqual(['failed']);
    expect(await store.list(soleTenant, { kind: ['none'], limit: 10 })).toEqual([]);
  });

  test('events are append-only', async () => {
    await expect(opened.database.query(`update takt.plan_events set data = '{}'`)).rejects.toThrow('append-only');
  });

  test('a claim is held by one at a time, and a lost one is known', async () => {
    const { id } = await store.insert({ tenant: soleTenant, request: parsedRequest() });
    const claim = (await queue.claim())!;
    expect(await queue.claim()).toBeUndefined();
    expect(await queue.keep([claim])).toEqual(new Set([id]));
    expect(await queue.keep([{ ...claim, retryCount: claim.retryCount + 1 }])).toEqual(new Set());
  });

  test('an attempt that was still running when the next one began is told as lost, others are not', async () => {
    let lost = 0;
    const counting = new PlanStore(opened.database, queue, { queueLimit: 100, onAttemptLost: () => lost++ });
    const { id } = await counting.insert({ tenant: soleTenant, request: parsedRequest() });
    const first = await counting.begin(id);
    expect(lost).toBe(0);
    await counting.begin(id);
    expect(lost).toBe(1);
    await counting.begin(id, { holdsSuspect: true });
    expect(lost).toBe(2);
    expect(first?.attempt).toBe(1);
  });
});

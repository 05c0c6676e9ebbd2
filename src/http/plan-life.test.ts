/** Keys, filters and what a plan tells of itself, over HTTP. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PlanView } from '../jobs/plan-view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { breakdownRequest } from '../testing/repairs.ts';
import { smallRequest } from '../testing/requests.ts';

describe.each(testBackends)('the life of plans over HTTP on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened, { queueLimit: 40 });
    api.solver.immediate = 3;
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });
  const post = (payload: object | string, headers: Record<string, string> = {}, url = '/v1/plans') =>
    api.app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    });
  const list = async (query: string) => {
    const answer = await api.app.inject(`/v1/plans?limit=500&${query}`);
    expect([query, answer.statusCode]).toEqual([query, 200]);
    return answer.json<{ plans: PlanView[] }>().plans.map(({ id }) => id);
  };

  test('a request that is sent again gives the same plan and says so, whatever the order of its keys', async () => {
    const headers = { 'idempotency-key': 'order-1', prefer: 'wait=30' };
    const first = await post(smallRequest(), headers);
    expect([first.statusCode, first.headers['idempotency-replayed']]).toEqual([200, undefined]);
    const { kind, ...rest } = smallRequest();
    const again = await post(JSON.stringify({ ...rest, kind }, undefined, 2), headers);
    expect([again.statusCode, again.headers['idempotency-replayed']]).toEqual([200, 'true']);
    expect(again.json()).toEqual(first.json());
    expect(again.headers.location).toBe(first.headers.location);
    const other = await post(smallRequest({ priority: 6 }), headers);
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency-mismatch']);
    expect(other.json().errors[0]).toMatchObject({ pointer: 'Idempotency-Key', received: 'order-1' });
  });

  test('what is learned in between does not make it another request', async () => {
    const headers = { 'idempotency-key': 'repair-1' };
    const first = await post(breakdownRequest(), headers);
    await opened.database.query(
      `insert into takt.repair_outcomes (plan_id, outcome) select id, '{"option":"least-cost"}' from takt.plans limit 1`,
    );
    expect((await post(breakdownRequest(), headers)).json().id).toBe(first.json().id);
    await opened.database.query('delete from takt.repair_outcomes');
  });

  test('a repeated request is answered when the queue is full', async () => {
    const full = await startTestApi(opened, { queueLimit: 1 });
    try {
      await full.dispatcher.stop(0);
      await api.dispatcher.stop(0);
      const send = (key: string) =>
        full.app.inject({
          method: 'POST',
          url: '/v1/plans',
          headers: { 'idempotency-key': key },
          payload: smallRequest(),
        });
      const first = await send('full-1');
      expect((await send('full-2')).statusCode).toBe(503);
      const again = await send('full-1');
      expect([again.statusCode, again.json().id]).toEqual([202, first.json().id]);
    } finally {
      await full.close();
      await api.close();
      api = await startTestApi(opened, { queueLimit: 40 });
      api.solver.immediate = 3;
    }
  });

  test.each(['', 'two words', 'ключ', 'x'.repeat(201)])('the key %j is refused', async (key) => {
    const answer = await post(smallRequest(), { 'idempotency-key': Buffer.from(key).toString('latin1') });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-parameter']);
    expect(answer.json().errors[0]).toMatchObject({ pointer: 'Idempotency-Key', rule: 'idempotency-key' });
  });

  test('a body without a bottom is refused under a key, too', async () => {
    const answer = await post('['.repeat(50_000) + ']'.repeat(50_000), { 'idempotency-key': 'deep' });
    expect([answer.statusCode, answer.json().errors[0].rule]).toEqual([400, 'nesting']);
  });

  test('lists show what fits all that is asked for', async () => {
    const send = async (change: Parameters<typeof smallRequest>[0]) =>
      (await post(smallRequest(change), { prefer: 'wait=30' })).json<PlanView>();
    const [a, b] = [
      await send({ tags: { shop: 'north', week: '2026:48', 'a"b': "'" } }),
      await send({ tags: { shop: 'south', week: '2026:48' }, notAfter: '9999-12-31T23:59:59-23:59' }),
    ];
    expect(await list('tag=week:2026:48')).toEqual([b.id, a.id]);
    expect(await list('tag=week:2026:48&tag=shop:north')).toEqual([a.id]);
    expect(await list(`tag=${encodeURIComponent(`a"b:'`)}`)).toEqual([a.id]);
    expect(await list('tag=week:2026')).toEqual([]);
    expect(await list('tag=week:2026:48&state=succeeded&state=failed&found=optimal&kind=melt')).toEqual([b.id, a.id]);
    expect(await list('tag=week:2026:48&state=failed')).toEqual([]);
    expect(await list('tag=week:2026:48&found=infeasible')).toEqual([]);
    expect(await list(`tag=week:2026:48&createdAfter=${a.createdAt}`)).toEqual([b.id]);
    expect(await list(`tag=week:2026:48&createdBefore=${b.createdAt}`)).toEqual([a.id]);
    expect(await list('createdAfter=0000-01-01T00:00:00Z&createdBefore=0000-01-01T00:00:00%2B23:59')).toEqual([]);
    expect(await list(`derivedFrom=${a.id}`)).toEqual([]);
    expect(b).toMatchObject({ timeMs: 500, notAfter: '9999-12-31T23:59:59.999Z', priority: 5 });
  });

  test('pages of a filtered list are the list', async () => {
    const all = await list('state=succeeded');
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const cursor: string = next && `&cursor=${next}`;
      const page = (await api.app.inject(`/v1/plans?state=succeeded&limit=2${cursor}`)).json();
      seen.push(...page.plans.map((plan: PlanView) => plan.id));
      next = page.next;
    }
    expect(seen).toEqual(all);
    expect(all.length).toBeGreaterThan(3);
  });

  test.each([
    '0000-01-01T00:00:00Z',
    '2026-01-01T00:00:00+23:59',
  ])('notAfter %s is an instant like others, and has passed: the plan was kept, to expire; it is refused', async (notAfter) => {
    const answer = await post(smallRequest({ notAfter }));
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'inconsistent-request']);
    expect(answer.json().errors).toMatchObject([
      { pointer: '/notAfter', rule: 'not-after-passed', received: notAfter },
    ]);
  });

  test('a request whose notAfter passed after it was kept gives the same plan under its key', async () => {
    const headers = { 'idempotency-key': 'passed-1' };
    const body = smallRequest({ notAfter: '9998-01-01T00:00:00Z' });
    const { id } = (await post(body, headers)).json<PlanView>();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('9999-01-01T00:00:00Z') });
    try {
      const again = await post(body, headers);
      expect([again.headers['idempotency-replayed'], again.json<PlanView>().id]).toEqual(['true', id]);
      expect((await post(body)).statusCode).toBe(422);
    } finally {
      vi.useRealTimers();
    }
  });
});

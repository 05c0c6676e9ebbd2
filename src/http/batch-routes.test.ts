import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InputProblem } from '../../models/errors.ts';
import { collect, readEvents } from '../client/event-source.ts';
import type { BatchView } from '../jobs/batch-view.ts';
import type { PlanView } from '../jobs/plan-view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { breakdownRequest } from '../testing/repairs.ts';
import { smallRequest } from '../testing/requests.ts';

describe.each(testBackends)('batches on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;
  let url: string;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened, { queueLimit: 200, concurrency: 1 });
    url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });
  const post = (payload: unknown, headers: Record<string, string> = {}) =>
    api.app.inject({
      method: 'POST',
      url: '/v1/batches',
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(payload),
    });
  /** Waits for what the dispatcher does in its own time. */
  const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 50_000 });
  const get = async (id: string) => (await api.app.inject(`/v1/batches/${id}`)).json<BatchView>();
  const plansOf = async (id: string) =>
    (await api.app.inject(`/v1/plans?limit=500&batch=${id}`)).json<{ plans: PlanView[] }>().plans;
  const countPlans = async () =>
    (await opened.database.query<{ count: number }>('select count(*) as count from takt.plans')).rows[0].count;

  test('all plans are kept in their order with the tags of the batch, and their progress is counted', async () => {
    const plans = [1, 2, 3].map((n) => smallRequest({ tags: { n: String(n), ...(n === 2 ? { week: 'own' } : {}) } }));
    const answer = await post({ plans, tags: { week: '48' } });
    const batch = answer.json<BatchView>();
    expect([answer.statusCode, answer.headers.location]).toEqual([202, `/v1/batches/${batch.id}`]);
    expect(batch).toMatchObject({ total: 3, ended: 0, done: 0, tags: { week: '48' } });
    const listed = await plansOf(batch.id);
    expect(listed.map(({ tags, batch: of }) => [tags.n, tags.week, of])).toEqual([
      ['3', '48', batch.id],
      ['2', 'own', batch.id],
      ['1', '48', batch.id],
    ]);
    const stream = readEvents(`${url}/v1/batches/${batch.id}/events`);
    const told: [number, string, number][] = [];
    for await (const { id, event, data } of stream) {
      const { ended } = data as BatchView;
      told.push([id, event, ended]);
      // Each plan ends when it was heard that the one before has; the ids count steps, so that they grow.
      if (event === 'progress' && told.filter(([, , before]) => before === ended).length === 1)
        (await api.solver.next()).finish(1);
    }
    expect(told.at(-1)).toEqual([7, 'end', 3]);
    expect(told.map(([id]) => id)).toEqual([...told.map(([id]) => id)].sort((a, b) => a - b));
    expect(new Set(told.map(([, , ended]) => ended))).toEqual(new Set([0, 1, 2, 3]));
    const done = await get(batch.id);
    expect(done).toMatchObject({
      ended: 3,
      done: 1,
      states: { succeeded: 3, queued: 0 },
      found: { optimal: 3, unknown: 0 },
    });
    expect([done.endedAt === undefined, done.expectedEndAt]).toEqual([false, undefined]);
    const again = await collect(readEvents(`${url}/v1/batches/${batch.id}/events`, 6));
    expect(again.map(({ id, event }) => [id, event])).toEqual([[7, 'end']]);
    const over = await fetch(`${url}/v1/batches/${batch.id}/events`, { headers: { 'last-event-id': '7' } });
    expect(over.status).toBe(204);
  });

  test('a plan whose notAfter has passed is refused with its place, and none of the batch is kept', async () => {
    const before = await countPlans();
    const answer = await post({ plans: [smallRequest(), smallRequest({ notAfter: '2020-01-01T00:00:00Z' })] });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'inconsistent-request']);
    expect(answer.json().errors).toMatchObject([{ pointer: '/plans/1/notAfter', rule: 'not-after-passed' }]);
    expect(await countPlans()).toBe(before);
  });

  test('a stop ends all that have not ended, and says so', async () => {
    const { id } = (await post({ plans: [1, 2, 3, 4].map(() => smallRequest()) })).json<BatchView>();
    const first = await api.solver.next();
    first.finish(1);
    await eventually(async () => (await get(id)).ended).toBe(1);
    expect((await get(id)).expectedEndAt).toMatch(/Z$/);
    const running = await api.solver.next();
    const answer = await api.app.inject({ method: 'DELETE', url: `/v1/batches/${id}` });
    expect(answer.statusCode).toBeLessThanOrEqual(202);
    await eventually(async () => (await get(id)).states).toMatchObject({
      succeeded: 1,
      cancelled: 3,
      queued: 0,
      running: 0,
    });
    await eventually(async () => running.signal.aborted).toBe(true);
    expect((await api.app.inject({ method: 'DELETE', url: `/v1/batches/${id}` })).statusCode).toBe(200);
    expect((await plansOf(id)).length).toBe(4);
  });

  test('what is asked to stop and was not stopped here is stopped when its turn comes', async () => {
    const busy = await post({ plans: [smallRequest()] });
    const running = await api.solver.next();
    const { id } = (await post({ plans: [smallRequest(), smallRequest()] })).json<BatchView>();
    await opened.database.query('update takt.plans set stop_requested = true where batch_id = $1', [id]);
    running.finish(1);
    await eventually(async () => (await get(id)).states.cancelled).toBe(2);
    expect(busy.statusCode).toBe(202);
  });

  test('the same key and body give the same batch, at once or later, also when the queue is full', async () => {
    const before = await countPlans();
    const plans = Array.from({ length: 60 }, () => smallRequest({ budget: { timeMs: 60_000 } }));
    const headers = { 'idempotency-key': 'week-48' };
    const answers = await Promise.all([1, 2, 3].map(() => post({ plans }, headers)));
    expect(new Set(answers.map((answer) => answer.json<BatchView>().id)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    expect(await countPlans()).toBe(before + 60);
    const full = await post({ plans: [...plans, ...plans, ...plans] });
    expect([full.statusCode, full.json().code]).toEqual([503, 'queue-full']);
    expect((await post({ plans }, headers)).json<BatchView>().id).toBe(answers[0].json<BatchView>().id);
    const other = await post({ plans: plans.slice(1) }, headers);
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency-mismatch']);
    expect(await countPlans()).toBe(before + 60);
    const solve = await api.solver.next();
    await api.app.inject({ method: 'DELETE', url: `/v1/batches/${answers[0].json<BatchView>().id}` });
    await eventually(async () => solve.signal.aborted).toBe(true);
  });

  test('what repairs of a batch learn is read once', async () => {
    const { id } = (await post({ plans: [breakdownRequest(), breakdownRequest()] })).json<BatchView>();
    for (let plan = 0; plan < 2; plan++) (await api.solver.next()).finish(1);
    await eventually(async () => (await get(id)).states.succeeded).toBe(2);
  });

  const good = smallRequest();
  test.each<[string, unknown, number, string, [string, string][]]>([
    ['no object', [], 400, 'invalid-request', [['', 'type']]],
    ['no plans', {}, 400, 'invalid-request', [['/plans', 'required']]],
    ['an empty list', { plans: [] }, 400, 'invalid-request', [['/plans', 'at-least']]],
    ['too many', { plans: Array(1001).fill(1) }, 400, 'invalid-request', [['/plans', 'at-most']]],
    ['an unknown field', { plans: [good], tag: {} }, 400, 'invalid-request', [['/tag', 'unknown-field']]],
    ['bad tags', { plans: [good], tags: { a: 1 } }, 400, 'invalid-request', [['/tags/a', 'type']]],
    ['one that is no plan', { plans: [good, 7] }, 400, 'invalid-request', [['/plans/1', 'type']]],
    [
      'faults of several plans',
      { plans: [{ ...good, priority: 11 }, good, { ...good, budget: { timeMs: 0 } }] },
      400,
      'invalid-request',
      [
        ['/plans/0/priority', 'at-most'],
        ['/plans/2/budget/timeMs', 'at-least'],
      ],
    ],
    [
      'a reference to nothing',
      { plans: [good, smallRequest({ problem: { ...good.problem, grades: [{ id: 'G9' }] } })] },
      422,
      'inconsistent-request',
      [
        ['/plans/1/problem/lines/0/grade', 'known-grade'],
        ['/plans/1/problem/lines/1/grade', 'known-grade'],
      ],
    ],
    [
      'too many tags together',
      {
        plans: [smallRequest({ tags: { own: '' } })],
        tags: Object.fromEntries([...Array(20)].map((_, n) => [`t${n}`, ''])),
      },
      422,
      'inconsistent-request',
      [['/plans/0/tags', 'at-most-20-tags']],
    ],
  ])('%s: nothing is kept', async (_, body, status, code, errors) => {
    const before = await countPlans();
    const answer = await post(body);
    const problem = answer.json<{ code: string; errors: InputProblem[] }>();
    expect([answer.statusCode, problem.code, problem.errors.map(({ pointer, rule }) => [pointer, rule])]).toEqual([
      ...[status, code, errors],
    ]);
    expect(problem.errors.every(({ remedy, message }) => remedy !== '' && message !== '')).toBe(true);
    expect(await countPlans()).toBe(before);
  });

  test.each(['none', '018f3c1e-0000-7000-8000-000000000000'])('there is no batch %s', async (id) => {
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/events'],
    ] as const) {
      const answer = await api.app.inject({ method, url: `/v1/batches/${id}${path}` });
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'batch-not-found']);
    }
  });
});

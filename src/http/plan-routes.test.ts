import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanView } from '../jobs/plan-view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { smallRequest } from '../testing/requests.ts';

describe.each(testBackends)('plans over HTTP on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;

  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened);
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });

  const post = (payload: object, headers: Record<string, string> = {}) =>
    api.app.inject({ method: 'POST', url: '/v1/plans', payload, headers });
  const get = (url: string, headers: Record<string, string> = {}) => api.app.inject({ method: 'GET', url, headers });
  const ended = async (id: string) => (await get(`/v1/plans/${id}`, { prefer: 'wait=30' })).json<PlanView>();

  test('a plan is kept before it is acknowledged, solved, and told', async () => {
    const kept = await post(smallRequest({ tags: { week: '47' } }));
    expect(kept.statusCode).toBe(202);
    const { id } = kept.json<PlanView>();
    expect(kept.headers).toMatchObject({ location: `/v1/plans/${id}`, 'retry-after': '1' });
    const solve = await api.solver.next();
    expect(solve.task).toMatchObject({ id, kind: 'melt', priority: 5, budget: { timeMs: 500, seed: 1 } });
    solve.incumbent(10, 4);
    await expect
      .poll(async () => (await get(`/v1/plans/${id}`)).json())
      .toMatchObject({
        state: 'running',
        objective: 10,
        lowerBound: 4,
        gap: 0.6,
        plan: { value: 10 },
      });
    solve.finish(7);
    expect(await ended(id)).toMatchObject({
      id,
      state: 'succeeded',
      found: 'optimal',
      endedBy: 'proof',
      objective: 7,
      gap: 0,
      plan: { value: 7 },
      solvingMs: 5,
      attempts: 1,
      tags: { week: '47' },
    });
  });

  test('Prefer: wait answers 200 with the result when it is ready in time, 202 when not', async () => {
    const waiting = post(smallRequest(), { prefer: 'respond-async, wait=90' });
    (await api.solver.next()).finish(3);
    const answer = await waiting;
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['preference-applied']).toBe('wait=60');
    expect(answer.json()).toMatchObject({ state: 'succeeded', objective: 3 });
    const tooLate = await post(smallRequest(), { prefer: 'wait=1' });
    expect(tooLate.statusCode).toBe(202);
    expect(tooLate.headers).toMatchObject({ 'preference-applied': 'wait=1', 'retry-after': '1' });
    (await api.solver.next()).finish(3);
    const ignored = await post(smallRequest(), { prefer: 'wait=soon' });
    expect([ignored.statusCode, ignored.headers['preference-applied']]).toEqual([202, undefined]);
    (await api.solver.next()).finish(3);
  });

  test('an infeasible problem is an outcome, not an error', async () => {
    const waiting = post(smallRequest(), { prefer: 'wait=30' });
    (await api.solver.next()).finishWith({
      found: 'infeasible',
      endedBy: 'proof',
      reason: 'one casting is heavier than every furnace',
      statistics: { iterations: 0 },
    });
    const answer = await waiting;
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      state: 'succeeded',
      found: 'infeasible',
      reason: 'one casting is heavier than every furnace',
    });
    expect(answer.json()).not.toHaveProperty('plan');
  });

  test('a plan that fails the independent check is not stored', async () => {
    const waiting = post(smallRequest(), { prefer: 'wait=30' });
    (await api.solver.next()).finish(-1);
    const plan = (await waiting).json<PlanView>();
    expect(plan).toMatchObject({
      state: 'failed',
      error: { code: 'failed-check', message: 'not-negative: value -1 is below zero' },
    });
    expect(plan.plan).toBeUndefined();
  });

  test('an objective that the plan does not amount to fails the check', async () => {
    const waiting = post(smallRequest(), { prefer: 'wait=30' });
    (await api.solver.next()).finishWith({
      found: 'feasible',
      plan: { value: 5 },
      objective: 4,
      endedBy: 'time',
      statistics: { iterations: 1 },
    });
    expect((await waiting).json()).toMatchObject({ state: 'failed', error: { code: 'failed-check' } });
  });

  test('a fault of the solver becomes state failed, told without its details', async () => {
    const waiting = post(smallRequest(), { prefer: 'wait=30' });
    (await api.solver.next()).fail(new Error('secret internals'));
    const answer = await waiting;
    expect(answer.json()).toMatchObject({ state: 'failed', error: { code: 'internal-error' } });
    expect(answer.body).not.toContain('secret internals');
  });

  test('DELETE stops a running plan and keeps the best; again it changes nothing', async () => {
    const { id } = (await post(smallRequest())).json<PlanView>();
    const solve = await api.solver.next();
    solve.incumbent(9);
    const stopped = await api.app.inject({ method: 'DELETE', url: `/v1/plans/${id}`, headers: { prefer: 'wait=30' } });
    expect(stopped.statusCode).toBe(200);
    expect(solve.signal.aborted).toBe(true);
    expect(stopped.json()).toMatchObject({
      state: 'cancelled',
      found: 'feasible',
      endedBy: 'cancelled',
      plan: { value: 9 },
    });
    const again = await api.app.inject({ method: 'DELETE', url: `/v1/plans/${id}` });
    expect([again.statusCode, again.json().state]).toEqual([200, 'cancelled']);
  });

  test('DELETE of a queued plan cancels at once; of an ended one it is refused', async () => {
    const running = [(await post(smallRequest())).json<PlanView>(), (await post(smallRequest())).json<PlanView>()];
    const solves = [await api.solver.next(), await api.solver.next()];
    const { id } = (await post(smallRequest())).json<PlanView>();
    const cancelled = await api.app.inject({ method: 'DELETE', url: `/v1/plans/${id}` });
    expect([cancelled.statusCode, cancelled.json().state]).toEqual([200, 'cancelled']);
    for (const solve of solves) solve.finish(1);
    await ended(running[0].id);
    await ended(running[1].id);
    const refused = await api.app.inject({ method: 'DELETE', url: `/v1/plans/${running[0].id}` });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'plan-ended']);
  });

  test('lists filter by state and page by cursor', async () => {
    const all = (await get('/v1/plans?limit=500')).json<{ plans: PlanView[] }>().plans;
    const seen: string[] = [];
    for (let url: string | undefined = '/v1/plans?limit=4'; url; ) {
      const page: { plans: PlanView[]; next?: string } = (await get(url)).json();
      seen.push(...page.plans.map((plan) => plan.id));
      url = page.next && `/v1/plans?limit=4&cursor=${page.next}`;
    }
    expect(seen).toEqual(all.map((plan) => plan.id));
    expect(all.every((plan) => plan.plan === undefined)).toBe(true);
    const failed = (await get('/v1/plans?state=failed&kind=melt')).json<{ plans: PlanView[] }>().plans;
    expect(failed.map((plan) => plan.state)).toEqual(['failed', 'failed', 'failed']);
  });

  test('validate answers with the request as it would be solved, and keeps nothing', async () => {
    const before = (await get('/v1/plans?limit=500')).json<{ plans: PlanView[] }>().plans.length;
    const answer = await api.app.inject({ method: 'POST', url: '/v1/plans:validate', payload: smallRequest() });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ valid: true, request: { budget: { timeMs: 500, seed: 1 }, priority: 5 } });
    const after = (await get('/v1/plans?limit=500')).json<{ plans: PlanView[] }>().plans.length;
    expect(after).toBe(before);
  });

  test('solve answers with the result alone', async () => {
    const { kind: _, ...body } = smallRequest();
    const solving = api.app.inject({ method: 'POST', url: '/v1/solve/melt', payload: body });
    (await api.solver.next()).finish(2);
    const answer = await solving;
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      kind: 'melt',
      found: 'optimal',
      objective: 2,
      gap: 0,
      plan: { value: 2 },
      solvingMs: 5,
    });
    const unchecked = api.app.inject({ method: 'POST', url: '/v1/solve/melt', payload: smallRequest() });
    (await api.solver.next()).finish(-2);
    expect((await unchecked).json()).toMatchObject({ status: 500, code: 'failed-check' });
  });
});

test('a full queue is answered 503 with the time to come back', async () => {
  const opened = await openTestDatabase('pglite');
  const api = await startTestApi(opened, { queueLimit: 2, concurrency: 1 });
  try {
    const post = () => api.app.inject({ method: 'POST', url: '/v1/plans', payload: smallRequest() });
    expect((await post()).statusCode).toBe(202);
    const solve = await api.solver.next();
    expect([(await post()).statusCode, (await post()).statusCode]).toEqual([202, 202]);
    const full = await post();
    // A place is free when the first of the two that wait, half a second each, has begun.
    expect([full.statusCode, full.json().code, full.headers['retry-after']]).toEqual([503, 'queue-full', '1']);
    const flood = await Promise.all(Array.from({ length: 20 }, post));
    expect(flood.map((answer) => answer.statusCode)).toEqual(new Array(20).fill(503));
    // As soon as one has ended there is room for one more.
    solve.finish(1);
    const next = await api.solver.next();
    expect((await post()).statusCode).toBe(202);
    next.finish(1);
  } finally {
    await api.close();
    await opened.drop();
  }
});

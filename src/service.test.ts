import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { kindExamples } from '../models/examples.ts';
import type { Explanation } from '../models/explanation.ts';
import type { PlanRequestInput } from '../models/plan-request.ts';
import { planKinds } from '../models/plan-request.ts';
import { readEvents } from './client/event-source.ts';
import type { PlanView } from './jobs/plan-view.ts';
import type { Service } from './main.ts';
import { createPostgres, testBackends } from './testing/database.ts';
import { longRequest, smallRequest } from './testing/requests.ts';
import { call, startTestService } from './testing/service.ts';

describe('a whole service', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  test.each(planKinds)('the example of %s can be posted back and is solved, kept and told', async (kind) => {
    const kinds = await call<{ kinds: { kind: string; example: PlanRequestInput }[] }>(`${service.url}/v1/kinds`);
    const { example } = kinds.body.kinds.find((one) => one.kind === kind)!;
    expect(example).toEqual(JSON.parse(JSON.stringify(kindExamples[kind])));
    const { equipment: _, ...body } = { ...example, budget: { timeMs: 1000 } };
    const posted = await call<PlanView>(`${service.url}/v1/plans`, {
      method: 'POST',
      body,
      headers: { prefer: 'wait=60' },
    });
    expect(posted.status).toBe(200);
    expect(posted.body).toMatchObject({ state: 'succeeded', kind, attempts: 1, gap: expect.any(Number) });
    expect(await call(`${service.url}/v1/plans/${posted.body.id}`)).toMatchObject({ body: posted.body });
    const explained = await call<Explanation>(`${service.url}/v1/plans/${posted.body.id}/explanation?timeMs=200`, {
      headers: { prefer: 'wait=60' },
    });
    expect(explained).toMatchObject({
      status: 200,
      body: { kind, objective: expect.closeTo(posted.body.objective!, 6) },
    });
    const solved = await call<{ found: string }>(`${service.url}/v1/solve/${kind}`, { method: 'POST', body });
    expect(solved.status).toBe(200);
    expect(['optimal', 'feasible']).toContain(solved.body.found);
  });

  test('kill -9 of the solver process in mid-solve: the plan still ends succeeded, and the API never stops answering', async () => {
    const posted = await call<PlanView>(`${service.url}/v1/plans`, { method: 'POST', body: longRequest(3000) });
    const { id } = posted.body;
    const unanswered: unknown[] = [];
    let watching = true;
    const watch = (async () => {
      for (; watching; ) {
        const answer = await call(`${service.url}/livez`).catch((error: unknown) => ({ status: 0, error }));
        if (answer.status !== 200) unanswered.push(answer);
      }
    })();
    let killed = 0;
    for await (const { event } of readEvents(`${service.url}/v1/plans/${id}/events`))
      if (event === 'incumbent' && killed === 0) {
        killed = service.app.pool!.stats().childPid!;
        process.kill(killed, 'SIGKILL');
      }
    watching = false;
    await watch;
    expect(killed).toBeGreaterThan(0);
    const { body: plan } = await call<PlanView>(`${service.url}/v1/plans/${id}`);
    expect(plan).toMatchObject({ state: 'succeeded', found: expect.stringMatching(/optimal|feasible/) });
    expect(unanswered).toEqual([]);
    expect(service.app.pool!.stats().restarts).toBeGreaterThan(0);
  });

  test('DELETE of a running plan keeps its best', async () => {
    const posted = await call<PlanView>(`${service.url}/v1/plans`, { method: 'POST', body: longRequest(60_000) });
    const { id } = posted.body;
    for await (const { event } of readEvents(`${service.url}/v1/plans/${id}/events`)) if (event === 'incumbent') break;
    const stopped = await call<PlanView>(`${service.url}/v1/plans/${id}`, {
      method: 'DELETE',
      headers: { prefer: 'wait=30' },
    });
    expect(stopped).toMatchObject({
      status: 200,
      body: { state: 'cancelled', endedBy: 'cancelled', plan: { heats: expect.any(Array) } },
    });
  });

  test('is ready, and tells of its parts', async () => {
    const ready = await call<{ status: string; parts: object }>(`${service.url}/readyz`);
    expect(ready).toMatchObject({ status: 200, body: { status: 'ok', parts: { database: 'ok', solver: 'ok' } } });
    expect(service.mqttUrl).toMatch(/^mqtt:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe.each(testBackends)('a service on %s is stopped and started again', (backend) => {
  const cleanUp: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  async function settings(): Promise<Record<string, string>> {
    if (backend === 'postgres') {
      const { url, drop } = await createPostgres();
      cleanUp.push(drop);
      return { DATABASE_URL: url };
    }
    const folder = mkdtempSync(join(tmpdir(), 'takt-test-'));
    cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
    return { TAKT_DATA_DIR: folder };
  }

  test('queued plans wait, running ones are handed back, and all are solved afterwards', async () => {
    const common = await settings();
    const first = await startTestService({ ...common, TAKT_STOP_SECONDS: '0' });
    cleanUp.push(() => first.close());
    const running = await call<PlanView>(`${first.url}/v1/plans`, { method: 'POST', body: longRequest(2500) });
    for await (const { event } of readEvents(`${first.url}/v1/plans/${running.body.id}/events`))
      if (event === 'incumbent') break;
    // Long work by its budget: short work would take the express lane.
    const long = smallRequest({ budget: { timeMs: 5000 } });
    const queued = await call<PlanView>(`${first.url}/v1/plans`, { method: 'POST', body: long });
    expect(queued.body.state).toBe('queued');
    await first.close();

    const second = await startTestService(common);
    cleanUp.push(() => second.close());
    const wait = { headers: { prefer: 'wait=60' } };
    const again = await call<PlanView>(`${second.url}/v1/plans/${running.body.id}`, wait);
    expect(again.body).toMatchObject({ state: 'succeeded', attempts: 2 });
    const later = await call<PlanView>(`${second.url}/v1/plans/${queued.body.id}`, wait);
    expect(later.body).toMatchObject({ state: 'succeeded', attempts: 1 });
    const states = [];
    for await (const { event, data } of readEvents(`${second.url}/v1/plans/${running.body.id}/events`))
      if (event === 'state') states.push((data as { data: { state: string } }).data.state);
    expect(states).toEqual(['queued', 'running', 'queued', 'running', 'succeeded']);
  });
});

test('a process with the role api alone keeps plans, one with the role solver alone solves them', async () => {
  if (!testBackends.includes('postgres')) {
    // Two processes cannot share the embedded store: the second one is told so.
    const folder = mkdtempSync(join(tmpdir(), 'takt-test-'));
    const one = await startTestService({ TAKT_DATA_DIR: folder, TAKT_ROLES: 'api' });
    await expect(startTestService({ TAKT_DATA_DIR: folder, TAKT_ROLES: 'solver' })).rejects.toMatchObject({
      code: 'data-folder-locked',
    });
    await one.close();
    rmSync(folder, { recursive: true, force: true });
    return;
  }
  const { url: database, drop } = await createPostgres();
  const api = await startTestService({ DATABASE_URL: database, TAKT_ROLES: 'api' });
  const solver = await startTestService({ DATABASE_URL: database, TAKT_ROLES: 'solver' });
  try {
    expect((await call(`${solver.url}/v1/plans`)).status).toBe(404);
    const solved = await call<PlanView>(`${api.url}/v1/plans`, {
      method: 'POST',
      body: smallRequest(),
      headers: { prefer: 'wait=60' },
    });
    expect(solved.body).toMatchObject({ state: 'succeeded', found: 'optimal' });
  } finally {
    await Promise.all([api.close(), solver.close()]);
    await drop();
  }
});

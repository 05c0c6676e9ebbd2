import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLog } from '../telemetry/log.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { smallRequest } from '../testing/requests.ts';

const lines: Record<string, unknown>[] = [];
let opened: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  opened = await openTestDatabase('pglite');
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) });
  api = await startTestApi(opened, { log, queueLimit: 3, concurrency: 1 });
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(async () => {
  await api.close();
  await opened.drop();
});

const figures = async () => (await api.app.inject('/metrics')).body;

test('a thousand made-up addresses, ids and methods add a handful of series', async () => {
  await api.app.inject('/v1/plans');
  const before = (await figures()).split('\n').length;
  for (let at = 0; at < 250; at++) {
    await api.app.inject(`/v1/plans/${randomUUID()}`);
    await api.app.inject(`/nothing/${randomUUID()}?key=${at}`);
    await api.app.inject({ method: 'DELETE', url: `/v1/plans/made-up-${at}` });
    await api.app.inject({ method: 'PROPFIND' as 'GET', url: `/v1/solve/kind-${at}` });
  }
  const text = await figures();
  // A series of durations has 17 lines; here are a few pairs of route and status.
  expect(text.split('\n').length - before).toBeLessThan(15 * 17);
  expect(text).not.toMatch(/made-up|nothing|kind-1/);
  expect(text).toContain('http_request_method="_OTHER"');
});

test('the line of a request names plan, tenant and code of its error', async () => {
  const { id } = (await api.app.inject({ method: 'POST', url: '/v1/plans', payload: smallRequest() })).json();
  await api.app.inject(`/v1/plans/${id}`);
  await api.app.inject(`/v1/plans/${randomUUID()}`);
  expect(lines.filter(({ msg }) => msg === 'request')).toMatchObject([
    { method: 'POST', route: '/v1/plans', status: 202, planId: id, tenant: 'default' },
    { method: 'GET', route: '/v1/plans/:id', status: 200, planId: id, tenant: 'default' },
    { method: 'GET', route: '/v1/plans/:id', status: 404, code: 'plan-not-found' },
  ]);
});

test('a request that is not taken counts under its code, an unready probe does not', async () => {
  const post = () => api.app.inject({ method: 'POST', url: '/v1/plans', payload: smallRequest() });
  // One is being solved or waits already; three more fill the queue whatever the dispatcher has taken.
  for (let at = 0; at < 5; at++) await post();
  await expect.poll(async () => (await post()).statusCode).toBe(503);
  const refused = /takt_refusals_total\{error_type="queue-full"\} (\d+)/.exec(await figures());
  expect(Number(refused?.[1])).toBeGreaterThan(0);
  api.closing.abort();
  await api.app.inject('/readyz');
  expect(await figures()).not.toContain('not-ready');
});

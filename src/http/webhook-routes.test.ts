import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { soleTenant } from '../access/caller.ts';
import type { PlanView } from '../jobs/plan-view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { smallRequest } from '../testing/requests.ts';
import { call, startTestService } from '../testing/service.ts';
import { signature } from '../webhooks/sign.ts';
import { retrySeconds } from '../webhooks/store.ts';
import { type DeliveryView, WebhookMessage, type WebhookView } from '../webhooks/view.ts';
import type { Problem } from './problem.ts';

const other = { tenant: 'other', actor: 'open' };
const crowded = { tenant: 'crowded', actor: 'open' };

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe.each(testBackends)('webhooks on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;
  let receiver: Server;
  let base: string;
  const received: Received[] = [];
  /** What the receiver answers; a promise holds it back. */
  let answering: () => number | Promise<number> = () => 200;
  let now: Date | undefined;

  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened, {
      webhookAllow: ['127.0.0.0/8'],
      // The database's clock, unless a test sets another one.
      relay: { now: () => now ?? new Date() },
    });
    receiver = createServer(async (request, answer) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      received.push({ path: request.url!, headers: request.headers, body });
      answer.writeHead(await answering()).end('thanks');
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await api.close();
    receiver.closeAllConnections();
    receiver.close();
    await opened.drop();
  });
  beforeEach(async () => {
    for (const { id } of (await get<{ webhooks: WebhookView[] }>('/v1/webhooks')).webhooks)
      await api.app.inject({ method: 'DELETE', url: `/v1/webhooks/${id}` });
    received.length = 0;
    answering = () => 200;
    now = undefined;
  });

  const get = async <Answer>(url: string) => (await api.app.inject({ url })).json<Answer>();
  const post = (url: string, payload?: object) => api.app.inject({ method: 'POST', url, payload });
  async function make(more: object = {}): Promise<WebhookView & { secret: string }> {
    const answer = await post('/v1/webhooks', { url: `${base}/hook`, ...more });
    expect(answer.statusCode).toBe(201);
    return answer.json();
  }
  const deliveries = async (id: string) =>
    (await get<{ deliveries: DeliveryView[] }>(`/v1/webhooks/${id}/deliveries`)).deliveries;
  async function solved(value = 7): Promise<string> {
    const { id } = (await post('/v1/plans', smallRequest({ tags: { week: '47' } }))).json<PlanView>();
    (await api.solver.next()).finish(value);
    await expect.poll(() => api.store.state(soleTenant, id)).not.toMatch(/queued|running/);
    return id;
  }

  test('an ended plan is posted once, signed, without its content, and the delivery is told', async () => {
    const webhook = await make();
    const id = await solved();
    await expect.poll(() => received.length).toBe(1);
    const { headers, body } = received[0];
    const told = WebhookMessage.parse(JSON.parse(body));
    expect(told).toMatchObject({
      type: 'plan.ended',
      data: { href: `/v1/plans/${id}`, plan: { id, state: 'succeeded', objective: 7, tags: { week: '47' } } },
    });
    expect(JSON.parse(body).data.plan).not.toHaveProperty('plan');
    const [messageId, timestamp] = [String(headers['webhook-id']), Number(headers['webhook-timestamp'])];
    expect(headers['webhook-signature']).toBe(signature([webhook.secret], messageId, timestamp, body));
    await expect
      .poll(() => deliveries(webhook.id))
      .toMatchObject([
        { id: messageId, type: 'plan.ended', planId: id, state: 'delivered', attempts: 1, lastStatus: 200 },
      ]);
    expect(received.length).toBe(1);
  });

  test('however a plan ends: failed, cancelled, expired; only kinds and states that were asked for', async () => {
    const all = await make();
    const failed = await make({ url: `${base}/failed`, states: ['failed', 'expired'] });
    const unlike = await make({ kinds: ['dispatch'] });
    await solved(-1);
    await post('/v1/plans', smallRequest());
    const { id } = (await post('/v1/plans', smallRequest())).json<PlanView>();
    const running = await api.solver.next();
    const next = await api.solver.next();
    const queued = (await post('/v1/plans', smallRequest())).json<PlanView>();
    expect((await api.app.inject({ method: 'DELETE', url: `/v1/plans/${queued.id}` })).statusCode).toBe(200);
    await opened.database.query(`update takt.plans set not_after = now() - interval '1 second' where id = $1`, [id]);
    const late = (await post('/v1/plans', smallRequest())).json<PlanView>();
    await opened.database.query(`update takt.plans set not_after = now() - interval '1 second' where id = $1`, [
      late.id,
    ]);
    running.finish(1);
    next.finish(1);
    await expect
      .poll(async () => (await deliveries(all.id)).map(({ state }) => state))
      .toEqual(new Array(5).fill('delivered'));
    const ends = received.filter(({ path }) => path === '/hook').map(({ body }) => JSON.parse(body).data.plan.state);
    expect(ends.sort()).toEqual(['cancelled', 'expired', 'failed', 'succeeded', 'succeeded']);
    await expect.poll(async () => (await deliveries(failed.id)).length).toBe(2);
    expect(await deliveries(unlike.id)).toEqual([]);
  });

  test('tried again by the table, the same body each time, then failed; sent again on demand', async () => {
    answering = () => 500;
    const webhook = await make();
    await api.relay.stop();
    const start = new Date(Date.now() + 3_600_000);
    const attempt = async (at: Date) => {
      now = at;
      const [claimed] = await api.webhooks.store.claim({ most: 9, mostPerHost: 9, busy: new Map() }, at);
      if (!claimed) return false;
      await api.webhooks.store.keepBody(claimed, '{}');
      await api.webhooks.store.record(claimed, { status: 500 }, at);
      return true;
    };
    const id = await solved();
    let at = start;
    const pauses: number[] = [];
    expect(await attempt(at)).toBe(true);
    for (const seconds of retrySeconds) {
      const early = new Date(at.getTime() + seconds * 1000 - 1);
      const due = new Date(at.getTime() + seconds * 1000);
      expect([await attempt(early), await attempt(due)]).toEqual([false, true]);
      pauses.push((due.getTime() - at.getTime()) / 1000);
      at = due;
    }
    expect(pauses).toEqual([5, 30, 120, 600, 3600, 10_800, 28_800, 86_400]);
    expect(await deliveries(webhook.id)).toMatchObject([{ planId: id, state: 'failed', attempts: 9, lastStatus: 500 }]);
    const [{ id: deliveryId }] = await deliveries(webhook.id);
    const again = await post(`/v1/webhooks/${webhook.id}/deliveries/${deliveryId}/retry`);
    expect([again.statusCode, again.json()]).toMatchObject([202, { state: 'waiting', attempts: 0 }]);
    const [claimed] = await api.webhooks.store.claim({ most: 1, mostPerHost: 1, busy: new Map() });
    expect(claimed).toMatchObject({ id: deliveryId, attempts: 1, body: '{}' });
    await api.close();
    api = await startTestApi(opened, { webhookAllow: ['127.0.0.0/8'], relay: { now: () => now ?? new Date() } });
  });

  test('claimed by one at a time; a claim whose process died is taken over after its lease, and writes no more', async () => {
    await api.relay.stop();
    const { store } = api.webhooks;
    const webhook = await make();
    await solved();
    const room = { most: 10, mostPerHost: 10, busy: new Map<string, number>() };
    const at = (ms: number) => new Date(Date.now() + ms);
    const both = await Promise.all([store.claim(room, at(1000)), store.claim(room, at(1000))]);
    expect(both.map((claims) => claims.length).sort()).toEqual([0, 1]);
    const [dead] = both.flat();
    expect(await store.claim(room, at(25_000))).toEqual([]);
    const [heir] = await store.claim(room, at(60_000));
    expect(heir).toMatchObject({ id: dead.id, attempts: 2 });
    expect(await store.record(dead, { status: 500 })).toBeUndefined();
    expect(await store.record(heir, { status: 200 })).toBe('delivered');
    expect(await deliveries(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    await api.close();
    api = await startTestApi(opened, { webhookAllow: ['127.0.0.0/8'], relay: { now: () => now ?? new Date() } });
  });

  test('a host that does not answer takes four calls and holds up no other', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<number>();
    answering = () => (received.at(-1)!.path === '/silent' ? held : 200);
    const silent = await make({ url: `${base}/silent` });
    const other = await make({ url: `${base.replace('127.0.0.1', '127.0.0.2')}/quick` });
    const second = createServer((_request, answer) => answer.end()).listen(Number(new URL(base).port), '127.0.0.2');
    await once(second, 'listening');
    try {
      const ids = [];
      for (let index = 0; index < 6; index++) ids.push(await solved());
      await expect
        .poll(async () => (await deliveries(other.id)).map(({ state }) => state))
        .toEqual(ids.map(() => 'delivered'));
      expect(received.filter(({ path }) => path === '/silent').length).toBe(4);
      release(200);
      await expect
        .poll(async () => (await deliveries(silent.id)).map(({ state }) => state))
        .toEqual(ids.map(() => 'delivered'));
    } finally {
      release(200);
      second.close();
    }
  });

  test('410 disables the webhook: nothing waits or follows, and nothing is retried', async () => {
    answering = () => 410;
    const webhook = await make();
    await solved();
    await expect
      .poll(() => get<WebhookView>(`/v1/webhooks/${webhook.id}`))
      .toMatchObject({ disabledReason: 'the receiver answered 410 (Gone)', disabledAt: expect.any(String) });
    const [ended] = await deliveries(webhook.id);
    expect(ended).toMatchObject({ state: 'failed', lastStatus: 410 });
    await solved();
    expect((await deliveries(webhook.id)).length).toBe(1);
    const refused = await post(`/v1/webhooks/${webhook.id}/deliveries/${ended.id}/retry`);
    expect([refused.statusCode, refused.json<Problem>().code]).toEqual([409, 'webhook-disabled']);
  });

  test('a service that stops hangs up, and the delivery is not counted against the receiver', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<number>();
    answering = () => held;
    const webhook = await make();
    await solved();
    await expect.poll(() => received.length).toBe(1);
    await api.close();
    release(200);
    answering = () => 200;
    api = await startTestApi(opened, { webhookAllow: ['127.0.0.0/8'] });
    await expect.poll(() => deliveries(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    expect(received.length).toBe(2);
    expect(received[1].body).toBe(received[0].body);
    expect(received[1].headers['webhook-id']).toBe(received[0].headers['webhook-id']);
  });

  test('made, listed, read, tested, given a new secret, deleted', async () => {
    const { secret, ...webhook } = await make({ kinds: ['melt'], states: ['failed'] });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await get('/v1/webhooks')).toEqual({ webhooks: [webhook] });
    expect(await get(`/v1/webhooks/${webhook.id}`)).toEqual(webhook);
    answering = () => 418;
    const tested = await post(`/v1/webhooks/${webhook.id}/test`);
    expect([tested.statusCode, tested.json()]).toMatchObject([
      200,
      { type: 'webhook.test', state: 'failed', attempts: 1, lastStatus: 418 },
    ]);
    expect(JSON.parse(received[0].body)).toMatchObject({ type: 'webhook.test', data: { webhookId: webhook.id } });
    expect(await deliveries(webhook.id)).toEqual([tested.json()]);
    const changed = (await post(`/v1/webhooks/${webhook.id}/secret`)).json<{ secret: string }>();
    expect(changed.secret).not.toBe(secret);
    await post(`/v1/webhooks/${webhook.id}/test`);
    const { headers, body } = received[1];
    // For a day a receiver that knows the one or the other secret takes it.
    expect(headers['webhook-signature']).toBe(
      signature([changed.secret, secret], String(headers['webhook-id']), Number(headers['webhook-timestamp']), body),
    );
    const page = await get<{ deliveries: DeliveryView[]; next: string }>(
      `/v1/webhooks/${webhook.id}/deliveries?limit=1`,
    );
    const rest = await get<{ deliveries: DeliveryView[] }>(`/v1/webhooks/${webhook.id}/deliveries?cursor=${page.next}`);
    expect([page.deliveries.length, rest.deliveries]).toEqual([1, [tested.json()]]);
    const deleted = await api.app.inject({ method: 'DELETE', url: `/v1/webhooks/${webhook.id}` });
    expect(deleted.statusCode).toBe(204);
    expect((await api.app.inject(`/v1/webhooks/${webhook.id}`)).statusCode).toBe(404);
    expect(await get('/v1/webhooks')).toEqual({ webhooks: [] });
    const { rows } = await opened.database.query<{ action: string }>(
      'select action from takt.audit where subject = $1 order by id',
      [`webhook/${webhook.id}`],
    );
    expect(rows.map(({ action }) => action)).toEqual(['webhook.made', 'webhook.changed', 'webhook.deleted']);
  });

  test('what does not fit is refused with where, why and what would do', async () => {
    const refused = async (payload: object, status: number, code: string, pointer: string) => {
      const answer = await post('/v1/webhooks', payload);
      expect([answer.statusCode, answer.json<Problem>()]).toMatchObject([status, { code, errors: [{ pointer }] }]);
    };
    await refused({}, 400, 'invalid-request', '/url');
    await refused({ url: 5 }, 400, 'invalid-request', '/url');
    await refused({ url: `${base}/`, kinds: ['cake'] }, 400, 'invalid-request', '/kinds/0');
    await refused({ url: `${base}/`, states: ['running'] }, 400, 'invalid-request', '/states/0');
    await refused({ url: `${base}/`, secret: 'mine' }, 400, 'invalid-request', '/secret');
    await refused({ url: 'https://10.0.0.1/' }, 422, 'forbidden-address', '/url');
    await refused({ url: 'http://169.254.169.254/latest/meta-data' }, 422, 'forbidden-address', '/url');
    await refused({ url: 'https://user:word@example.com/' }, 422, 'forbidden-address', '/url');
    const { id } = await make();
    const none = '0198c0de-0000-7000-8000-000000000000';
    for (const [method, url] of [
      ['GET', `/v1/webhooks/${none}`],
      ['GET', '/v1/webhooks/x'],
      ['DELETE', `/v1/webhooks/${none}`],
      ['POST', `/v1/webhooks/${none}/secret`],
      ['POST', `/v1/webhooks/${none}/test`],
      ['GET', `/v1/webhooks/${none}/deliveries`],
      ['POST', `/v1/webhooks/${id}/deliveries/${none}/retry`],
      ['POST', `/v1/webhooks/${id}/deliveries/x/retry`],
    ] as const) {
      const answer = await api.app.inject({ method, url });
      expect([url, answer.statusCode, answer.json<Problem>().code]).toEqual([url, 404, 'webhook-not-found']);
    }
    expect((await api.app.inject(`/v1/webhooks/${id}/deliveries?limit=0`)).json<Problem>().code).toBe(
      'invalid-parameter',
    );
  });

  test('another tenant neither sees nor hears of it', async () => {
    const { store } = api.webhooks;
    const { id } = await make();
    const theirs = await store.create(other, { url: `${base}/other` });
    expect(await store.get('other', id)).toBeUndefined();
    expect(await store.delete(other, id)).toBe(false);
    expect(await store.changeSecret(other, id)).toBeUndefined();
    expect((await api.app.inject(`/v1/webhooks/${theirs.id}`)).statusCode).toBe(404);
    await solved();
    await expect.poll(() => received.length).toBe(1);
    expect(received[0].path).toBe('/hook');
    await store.delete(other, theirs.id);
  });

  test('a tenant has at most a hundred', async () => {
    const { store } = api.webhooks;
    for (let count = 0; count < 100; count++) await store.create(crowded, { url: `${base}/${count}` });
    await expect(store.create(crowded, { url: base })).rejects.toMatchObject({ code: 'tenant-limit' });
    await opened.database.query(`delete from takt.webhooks where tenant = 'crowded'`);
  });

  test('what ended a month ago is forgotten, a part at a time', async () => {
    const { id } = await make();
    await opened.database.query(
      `insert into takt.webhook_deliveries (webhook_id, host, plan_id, state, ended_at)
       select $1, 'h', gen_random_uuid(), 'failed', now() - (n - 0.5) * interval '1 day' from generate_series(29, 32) as n`,
      [id],
    );
    expect(await api.webhooks.store.forget()).toBe(2);
    expect((await deliveries(id)).length).toBe(2);
  });
});

test('a whole service posts the end of a plan to a network that the operator named', async () => {
  const bodies: string[] = [];
  const receiver = createServer(async (request, answer) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    answer.end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const service = await startTestService({ TAKT_ROLES: 'api,solver', TAKT_WEBHOOK_ALLOW: '127.0.0.0/8' });
  try {
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const made = await call(`${service.url}/v1/webhooks`, { method: 'POST', body: { url } });
    expect(made.status).toBe(201);
    const headers = { prefer: 'wait=30' };
    const solved = await call<PlanView>(`${service.url}/v1/plans`, { method: 'POST', body: smallRequest(), headers });
    await expect.poll(() => bodies.length).toBe(1);
    const { plan: _, ...told } = solved.body;
    expect(JSON.parse(bodies[0]).data.plan).toEqual(told);
  } finally {
    await service.close();
    receiver.close();
  }
});

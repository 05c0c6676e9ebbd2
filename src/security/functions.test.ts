/** OWASP API Security Top 10 (2023): API3 properties, API5 functions, API6 sensitive flows, API9 inventory. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Scope, scopes } from '../access/caller.ts';
import { equipmentOf } from '../bridge/testing/fixtures.ts';
import type { PlanView } from '../jobs/plan-view.ts';
import { smallRequest } from '../testing/requests.ts';
import { type SecuredApi, startSecuredApi } from '../testing/tenants.ts';

let api: SecuredApi;
const keyOf = new Map<string, string>();
beforeAll(async () => {
  api = await startSecuredApi();
  for (const scope of scopes) keyOf.set(scope, await api.key('foundry', [scope]));
  keyOf.set('write', await api.key('foundry', ['plan:read', 'plan:write']));
  keyOf.set('ovens', await api.key('foundry', ['plan:read', 'plan:write', 'equipment:write']));
  keyOf.set('rival', await api.key('rival', ['admin']));
  keyOf.set('admin of foundry', await api.key('foundry', ['admin']));
});
afterAll(() => api.close());

const post = (who: string, url: string, payload: object) => api.ask(keyOf.get(who)!, { method: 'POST', url, payload });
const get = (who: string, url: string) => api.ask(keyOf.get(who)!, { url });
const audited = async (who: string, query = '') => {
  const answer = await get(who, `/v1/audit${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.json<{
    entries: { id: number; actor: string; action: string; subject: string; requestId: string; details: object }[];
    next?: string;
  }>();
};

describe('API3: properties', () => {
  test.each([
    ['tenant', 'rival'],
    ['id', '018f3c1e-0000-7000-8000-000000000000'],
    ['state', 'succeeded'],
    ['result', {}],
    ['attempt', 1],
    ['costMs', 0],
    ['origin', { actor: 'key:other' }],
    ['constructor', { prototype: {} }],
  ])('%s cannot be set by a caller', async (field, value) => {
    const answer = await post('write', '/v1/plans', { ...smallRequest(), [field]: value });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid-request', errors: [{ rule: 'unknown-field' }] });
  });

  test('prototypes are not polluted, whatever a body calls its fields', async () => {
    for (const payload of [
      '{"kind":"melt","__proto__":{"isAdmin":true}}',
      '{"kind":"melt","problem":{"__proto__":{"isAdmin":true}}}',
      '{"kind":"melt","constructor":{"prototype":{"isAdmin":true}}}',
      '{"kind":"melt","tags":{"__proto__":"x"}}',
      '{"\\u005f_proto__":{"isAdmin":true},"kind":"melt"}',
    ]) {
      const answer = await api.ask(keyOf.get('write')!, {
        method: 'POST',
        url: '/v1/plans',
        payload,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.statusCode).toBe(400);
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
    for (const url of ['/v1/plans?__proto__[limit]=1', '/v1/plans?constructor=1', '/v1/plans?limit[]=1'])
      expect((await get('write', url)).statusCode).toBe(400);
  });

  test('what the service keeps for itself is not told', async () => {
    api.solver.immediate = 5;
    const answer = await post('write', '/v1/plans', smallRequest());
    const { id } = answer.json<PlanView>();
    const told = (await get('write', `/v1/plans/${id}`)).json<Record<string, unknown>>();
    for (const inner of [
      'tenant',
      'holder',
      'lostAttempts',
      'lost_attempts',
      'idempotencyKey',
      'idempotencyHash',
      'traceparent',
      'stopRequested',
    ])
      expect(told).not.toHaveProperty(inner);
    api.solver.immediate = undefined;
  });
});

describe('API5: functions', () => {
  test('every route refuses every key that lacks its scope, before it reads the body', async () => {
    let refused = 0;
    for (const { methods, url, scope } of api.app.guarded.filter((route) => route.scope && route.scope !== 'none'))
      for (const method of methods)
        for (const has of scopes.filter((one) => one !== scope && one !== 'admin')) {
          const answer = await api.ask(keyOf.get(has)!, {
            method: method as 'GET',
            url: url.replaceAll('::', ':').replace(':id', 'x').replace(':type', 'furnaces').replace(':kind', 'melt'),
            payload: method === 'GET' || method === 'HEAD' ? undefined : 'no JSON at all',
            headers: { 'content-type': 'text/html' },
          });
          expect([method, url, has, answer.statusCode]).toEqual([method, url, has, 403]);
          if (method !== 'HEAD')
            expect(answer.json()).toMatchObject({
              code: 'forbidden',
              detail: `this needs the scope ${scope}; the key or token has ${has}`,
            });
          refused++;
        }
    expect(refused).toBeGreaterThan(20);
  });

  test('only admin reads the audit, and only that of its tenant', async () => {
    const { id } = (await post('write', '/v1/plans', smallRequest())).json<PlanView>();
    for (const who of ['plan:read', 'plan:write', 'equipment:write'])
      expect((await get(who, '/v1/audit')).statusCode).toBe(403);
    expect((await audited('admin of foundry')).entries.map(({ subject }) => subject)).toContain(`plan/${id}`);
    expect(JSON.stringify(await audited('rival'))).not.toContain(id);
  });
});

describe('API6: what moves equipment', () => {
  const withOvens = (site: string) => {
    const setpoints = [{ grade: 'G1', value: 1500 }];
    const request = smallRequest({ equipment: equipmentOf(site, ['F1'], { setpoints }) });
    request.problem.furnaces[0].heatMinutes = 60;
    request.problem.calendar = {
      timeZone: 'Europe/Moscow',
      shifts: [{ id: 'day', start: '07:00', end: '15:00' }],
      days: [{ date: '2026-11-23' }],
    };
    return request;
  };

  test('needs its own scope, which is named', async () => {
    const answer = await post('write', '/v1/plans', withOvens('plant-1'));
    expect(answer.statusCode).toBe(403);
    expect(answer.json().detail).toContain('equipment:write');
    expect((await post('ovens', '/v1/plans', withOvens('plant-1'))).statusCode).toBe(202);
    expect((await post('write', '/v1/plans:validate', withOvens('plant-1'))).statusCode).toBe(200);
  });

  test('ovens of a site are those of the tenant that came first, until it is assigned', async () => {
    const answer = await post('rival', '/v1/plans', withOvens('plant-1'));
    expect(answer.statusCode).toBe(403);
    expect(answer.json().detail).toBe(
      'the site plant-1 is not one of this tenant; name one of its own, or have it assigned',
    );
    const { rows } = await api.opened.database.query(`select 1 from takt.plans where tenant = 'rival'`);
    expect(rows).toEqual([]);
    expect((await post('rival', '/v1/plans', withOvens('plant-2'))).statusCode).toBe(202);
  });

  test('who let commands go is kept twice: in their words, and as the key that was shown', async () => {
    const { id } = (await post('ovens', '/v1/plans', withOvens('plant-1'))).json<PlanView>();
    const answer = await post('ovens', `/v1/plans/${id}/approve`, { by: 'M. Ivanova' });
    expect(answer.json()).toEqual({ approved: 0 });
    const [entry] = (await audited('admin of foundry', '?action=plan.approved')).entries;
    expect(entry).toMatchObject({
      actor: expect.stringMatching(/^key:[0-9a-f-]{36}$/),
      subject: `plan/${id}`,
      requestId: answer.headers['x-request-id'],
      details: { by: 'M. Ivanova', commands: 0 },
    });
  });

  test('keeping and stopping are in the audit once each, page by page; repeating a stop changes nothing', async () => {
    const { id } = (await post('write', '/v1/plans', smallRequest())).json<PlanView>();
    for (const _ of [1, 2]) await api.ask(keyOf.get('write')!, { method: 'DELETE', url: `/v1/plans/${id}` });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await audited('admin of foundry', `?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      expect(page.entries.length).toBeLessThanOrEqual(3);
      seen.push(...page.entries.map(({ action, subject }) => `${action} ${subject}`));
      cursor = page.next;
    } while (cursor);
    expect(seen.filter((line) => line.endsWith(id))).toEqual([`plan.stopped plan/${id}`, `plan.kept plan/${id}`]);
    expect(new Set(seen).size).toBe(seen.length);
    await expect(api.opened.database.query('delete from takt.audit')).rejects.toThrow(/append-only/);
  });

  test.each([
    '?action=plan.eaten',
    '?limit=0',
    '?cursor=x',
    '?cursor=1%3Bdrop',
    '?tenant=rival',
  ])('the audit refuses %s', async (query) => {
    expect((await get('admin of foundry', `/v1/audit${query}`)).statusCode).toBe(400);
  });
});

describe('API9: inventory', () => {
  test('whatever answers without a key is in this list', () => {
    const open = api.app.guarded.filter(({ scope }) => scope === undefined || scope === 'none').map(({ url }) => url);
    expect([...new Set(open)].filter((url) => !url.startsWith('/docs')).sort()).toEqual([
      '/livez',
      '/metrics',
      '/openapi.json',
      '/readyz',
      '/v1/kinds',
    ]);
  });

  test('docs/api.md tells the scope of each call as it is', () => {
    const text = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| (`[A-Z]+ \/[^|]+) \| (?:`([a-z:]+)`)? ?\| /gm)];
    const told = rows.flatMap(([, calls, scope]) =>
      [...calls.matchAll(/`([A-Z]+) ([^`]+)`/g)].map(([, method, url]) => ({ method, url, scope })),
    );
    expect(told.length).toBeGreaterThan(15);
    for (const { method, url, scope = 'none' } of told.filter(({ url }) => url !== '/docs')) {
      const route = api.app.guarded.find(
        (one) => one.methods.includes(method) && one.url.replaceAll('::', ':') === url,
      );
      expect([method, url, route?.scope]).toEqual([method, url, scope]);
    }
  });

  test('every other route asks for a scope and is in the OpenAPI document', async () => {
    const { paths } = (await api.app.inject('/openapi.json')).json<{ paths: Record<string, object> }>();
    const routes = api.app.guarded.filter(({ url }) => url.startsWith('/v1/'));
    expect(routes.length).toBeGreaterThan(10);
    for (const { methods, url, scope } of routes) {
      expect([url, [...scopes, 'none'].includes(scope as Scope)]).toEqual([url, true]);
      const path = url.replaceAll(/(?<!:):(\w+)/g, '{$1}').replaceAll('::', ':');
      for (const method of methods.filter((one) => one !== 'HEAD'))
        expect([path, Object.keys(paths[path] ?? {})]).toEqual([path, expect.arrayContaining([method.toLowerCase()])]);
    }
  });
});

import { randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { soleTenant } from '../access/caller.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { repairOptions, repairRequest } from '../testing/repairs.ts';
import { smallRequest } from '../testing/requests.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object; examples?: Record<string, { value: unknown }> }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}
interface OpenApi {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

describe('the OpenAPI document', () => {
  let opened: TestDatabase;
  let api: TestApi;
  let document: OpenApi;
  let operations: { path: string; method: string; operation: Operation }[];
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });

  beforeAll(async () => {
    opened = await openTestDatabase('pglite');
    api = await startTestApi(opened);
    document = (await api.app.inject('/openapi.json')).json();
    operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    );
    ajv.addSchema({ $id: 'doc', ...document });
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });

  const validator = (schema: object) =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"doc#/components/')));

  test('is OpenAPI 3.1: version, unique operations, described responses, declared path parameters', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'takt', version: '0.1.0' });
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      expect(Object.keys(operation.responses).length, path).toBeGreaterThan(0);
      for (const [status, { description }] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[1-5]\d\d$/);
        expect(description).not.toBe('');
      }
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map((parameter) => parameter.name)).toEqual(inPath);
      expect(declared.every((parameter) => parameter.required)).toBe(true);
    }
  });

  test('every reference leads somewhere and every schema compiles', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]);
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(text).not.toMatch(/"\$(id|schema)"/);
    for (const name of Object.keys(document.components.schemas))
      expect(() => validator({ $ref: `#/components/schemas/${name}` })).not.toThrow();
  });

  test('tells of every route that there is, and of no other', () => {
    const shown = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort();
    const routes = api.app
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .flatMap((line) => {
        const match = /── (\S+) \(([A-Z, ]+)\)/.exec(line);
        return match ? match[2].split(', ').map((method) => [method, match[1]]) : [];
      });
    expect(routes.length).toBeGreaterThan(5);
    for (const { path, method } of operations) {
      const url = path.replace(/\{\w*id\}/gi, '018f3c1e-0000-7000-8000-000000000000').replace('{kind}', 'melt');
      const known = api.app.hasRoute({
        method: method.toUpperCase() as 'GET',
        url: path.replaceAll(':', '::').replace(/\{(\w+)\}/g, ':$1'),
      });
      expect([url, known]).toEqual([url, true]);
    }
    expect(shown).toEqual([
      'DELETE /v1/batches/{id}',
      'DELETE /v1/catalog/{type}/{id}',
      'DELETE /v1/holds/{id}',
      'DELETE /v1/plans/{id}',
      'DELETE /v1/webhooks/{id}',
      'GET /livez',
      'GET /metrics',
      'GET /openapi.json',
      'GET /readyz',
      'GET /v1/audit',
      'GET /v1/batches/{id}',
      'GET /v1/batches/{id}/events',
      'GET /v1/catalog/{type}',
      'GET /v1/catalog/{type}/{id}',
      'GET /v1/catalog/{type}/{id}/versions',
      'GET /v1/equipment',
      'GET /v1/equipment/events',
      'GET /v1/equipment/{site}/{oven}',
      'GET /v1/equipment/{site}/{oven}/history',
      'GET /v1/equipment/{site}/{oven}/readings',
      'GET /v1/holds',
      'GET /v1/kinds',
      'GET /v1/plans',
      'GET /v1/plans/{id}',
      'GET /v1/plans/{id}/events',
      'GET /v1/plans/{id}/explanation',
      'GET /v1/plans/{id}/programs',
      'GET /v1/plans/{id}/request',
      'GET /v1/repair-outcomes',
      'GET /v1/webhooks',
      'GET /v1/webhooks/{id}',
      'GET /v1/webhooks/{id}/deliveries',
      'POST /v1/batches',
      'POST /v1/holds',
      'POST /v1/plans',
      'POST /v1/plans/{id}/approve',
      'POST /v1/plans/{id}/outcome',
      'POST /v1/plans/{id}/recompute',
      'POST /v1/plans/{id}/resolve',
      'POST /v1/plans:validate',
      'POST /v1/solve/{kind}',
      'POST /v1/webhooks',
      'POST /v1/webhooks/{id}/deliveries/{deliveryId}/retry',
      'POST /v1/webhooks/{id}/secret',
      'POST /v1/webhooks/{id}/test',
      'PUT /v1/catalog/{type}/{id}',
    ]);
  });

  test('its examples fit their schemas and can be posted', async () => {
    let posted = 0;
    for (const { path, operation } of operations)
      for (const { schema, examples = {} } of Object.values(operation.requestBody?.content ?? {})) {
        if (Object.keys(examples).length === 0) continue;
        const validate = validator(schema);
        for (const [kind, { value }] of Object.entries(examples)) {
          expect([validate(value), validate.errors]).toEqual([true, null]);
          api.solver.immediate = 1;
          const answer = await api.app.inject({
            method: 'POST',
            url: path.replace('{kind}', kind),
            payload: value as object,
          });
          expect([path, answer.statusCode < 300]).toEqual([path, true]);
          posted++;
        }
      }
    api.solver.immediate = undefined;
    expect(posted).toBeGreaterThanOrEqual(3);
  });

  test('answers are what it says', async () => {
    api.solver.immediate = 5;
    const check = async (
      path: string,
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      url: string,
      payload?: object,
      headers = {},
    ) => {
      const answer = await api.app.inject({ method, url, payload, headers });
      const response = document.paths[path][method.toLowerCase()].responses[answer.statusCode];
      expect([url, response?.description]).toEqual([url, expect.any(String)]);
      const type = String(answer.headers['content-type']).split(';')[0];
      const validate = validator(response.content![type].schema);
      expect([url, validate(answer.json()), validate.errors]).toEqual([url, true, null]);
      return answer;
    };
    const request = smallRequest();
    const { kind: _, ...body } = request;
    const kept = await check('/v1/plans', 'POST', '/v1/plans', request, { prefer: 'wait=30' });
    const { id } = kept.json<{ id: string }>();
    await check('/v1/plans', 'POST', '/v1/plans', { kind: 'melt' });
    await check(
      '/v1/plans',
      'POST',
      '/v1/plans',
      smallRequest({ tags: Object.fromEntries([...Array(21)].map((_, i) => [i, ''])) }),
    );
    await check('/v1/plans/{id}/request', 'GET', `/v1/plans/${id}/request`);
    await check('/v1/plans/{id}/recompute', 'POST', `/v1/plans/${id}/recompute`, {}, { prefer: 'wait=30' });
    await check('/v1/plans/{id}/recompute', 'POST', `/v1/plans/${id}/recompute`, { any: 1 });
    await check('/v1/plans/{id}/resolve', 'POST', `/v1/plans/${id}/resolve`, { merge: { priority: 7 } });
    await check('/v1/plans/{id}/resolve', 'POST', `/v1/plans/${id}/resolve`, {
      changes: [{ op: 'remove', path: '/nothing' }],
    });
    const batch = await check('/v1/batches', 'POST', '/v1/batches', { plans: [request] }, { 'idempotency-key': 'b' });
    const again = await check('/v1/batches', 'POST', '/v1/batches', { plans: [request] }, { 'idempotency-key': 'b' });
    expect(again.json().id).toBe(batch.json().id);
    await check('/v1/batches', 'POST', '/v1/batches', { plans: [request, request] }, { 'idempotency-key': 'b' });
    await check('/v1/batches', 'POST', '/v1/batches', { plans: [] });
    await check('/v1/batches/{id}', 'GET', `/v1/batches/${batch.json().id}`);
    await check('/v1/batches/{id}', 'GET', '/v1/batches/none');
    await check('/v1/batches/{id}', 'DELETE', `/v1/batches/${batch.json().id}`);
    await check('/v1/plans', 'GET', '/v1/plans?limit=2&tag=a:1');
    await check('/v1/plans/{id}', 'GET', `/v1/plans/${id}`);
    await check('/v1/plans/{id}', 'GET', '/v1/plans/none');
    await check('/v1/plans/{id}', 'DELETE', `/v1/plans/${id}`);
    await check('/v1/plans/{id}/programs', 'GET', `/v1/plans/${id}/programs`);
    await check('/v1/plans/{id}/programs', 'GET', `/v1/plans/${randomUUID()}/programs`);
    await check('/v1/plans/{id}/approve', 'POST', `/v1/plans/${id}/approve`, { by: 'planner' });
    await check('/v1/plans/{id}/approve', 'POST', `/v1/plans/${id}/approve`, {});
    const report = { option: 'least-cost', success: true, recoveryMinutes: 1, loss: 0, quality: 100 };
    await check('/v1/plans/{id}/outcome', 'POST', `/v1/plans/${id}/outcome`, report);
    await check('/v1/plans/{id}/outcome', 'POST', `/v1/plans/${id}/outcome`, {});
    api.solver.immediate = undefined;
    const { id: repair } = await api.store.insert({ tenant: soleTenant, request: repairRequest() });
    (await api.solver.next()).finishWith({
      found: 'feasible',
      plan: { mode: 'dispatch', value: 1, options: repairOptions() },
      objective: 1,
      endedBy: 'time',
      statistics: { iterations: 1 },
    });
    await check('/v1/plans/{id}', 'GET', `/v1/plans/${repair}`, undefined, { prefer: 'wait=30' });
    await check('/v1/plans/{id}/outcome', 'POST', `/v1/plans/${repair}/outcome`, report);
    await check('/v1/plans/{id}/outcome', 'POST', `/v1/plans/${repair}/outcome`, report);
    api.solver.immediate = 5;
    await check('/v1/repair-outcomes', 'GET', '/v1/repair-outcomes?limit=2');
    await check('/v1/repair-outcomes', 'GET', '/v1/repair-outcomes?limit=0');
    await check('/v1/plans:validate', 'POST', '/v1/plans:validate', request);
    const item = '/v1/catalog/{type}/{id}';
    const furnace = { kind: 'melt', part: 'furnace', body: { id: 'F1', greatestMass: 800 } };
    for (let times = 0; times < 2; times++) await check(item, 'PUT', '/v1/catalog/furnaces/one', furnace);
    await check(item, 'PUT', '/v1/catalog/furnaces/one', furnace, { 'if-none-match': '*' });
    await check(item, 'PUT', '/v1/catalog/furnaces/one', { ...furnace, part: 'card' });
    await check('/v1/catalog/{type}', 'GET', '/v1/catalog/furnaces');
    await check(item, 'GET', '/v1/catalog/furnaces/one');
    await check(item, 'GET', '/v1/catalog/furnaces/two');
    await check(`${item}/versions`, 'GET', '/v1/catalog/furnaces/one/versions');
    const referring = smallRequest();
    const withItem = { ...referring, problem: { ...referring.problem, furnaces: [{ $catalog: 'furnaces/one' }] } };
    await check('/v1/plans', 'POST', '/v1/plans', withItem);
    await check('/v1/plans:validate', 'POST', '/v1/plans:validate', withItem);
    const { kind: __, ...unkept } = withItem;
    await check('/v1/solve/{kind}', 'POST', '/v1/solve/melt', unkept);
    await check(item, 'DELETE', '/v1/catalog/furnaces/one');
    await check(item, 'DELETE', '/v1/catalog/furnaces/two');
    await check('/v1/solve/{kind}', 'POST', '/v1/solve/melt', body);
    await check('/v1/solve/{kind}', 'POST', '/v1/solve/cake', body);
    await check('/v1/audit', 'GET', '/v1/audit?limit=2');
    await check('/v1/audit', 'GET', '/v1/audit?action=none');
    await check('/v1/kinds', 'GET', '/v1/kinds');
    const made = await check('/v1/webhooks', 'POST', '/v1/webhooks', { url: 'https://1.1.1.1/' });
    await check('/v1/webhooks', 'POST', '/v1/webhooks', { url: 'https://10.0.0.1/' });
    await check('/v1/webhooks', 'GET', '/v1/webhooks');
    const webhook = made.json<{ id: string }>().id;
    await check('/v1/webhooks/{id}', 'GET', `/v1/webhooks/${webhook}`);
    await check('/v1/webhooks/{id}', 'GET', `/v1/webhooks/${randomUUID()}`);
    await check('/v1/webhooks/{id}/secret', 'POST', `/v1/webhooks/${webhook}/secret`);
    const tested = await api.webhooks.store.keepTest(webhook, randomUUID(), '{}', { status: 500 });
    await check('/v1/webhooks/{id}/deliveries', 'GET', `/v1/webhooks/${webhook}/deliveries`);
    const retryPath = '/v1/webhooks/{id}/deliveries/{deliveryId}/retry';
    await check(retryPath, 'POST', `/v1/webhooks/${webhook}/deliveries/${randomUUID()}/retry`);
    await api.webhooks.store.delete({ tenant: soleTenant, actor: 'open' }, webhook);
    expect(tested).toMatchObject({ type: 'webhook.test', state: 'failed' });
    await check('/readyz', 'GET', '/readyz');
    await check('/livez', 'GET', '/livez');
    api.solver.immediate = undefined;
  });

  test('the page to read it needs nothing from elsewhere', async () => {
    const page = await api.app.inject('/docs/');
    expect(page.statusCode).toBe(200);
    const links = [...page.body.matchAll(/(?:src|href)="([^"#]+)"/g)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      expect(link).not.toMatch(/^(https?:)?\/\//);
      const asset = await api.app.inject(new URL(link, 'http://localhost/docs/').pathname);
      expect([link, asset.statusCode]).toEqual([link, 200]);
    }
    expect((await api.app.inject('/docs/json')).json()).toEqual(document);
  });

  test('metrics are counted', async () => {
    const text = (await api.app.inject('/metrics')).body;
    expect(text).toMatch(/takt_plans_ended_total\{takt_plan_kind="melt",takt_plan_state="succeeded"\} \d+/);
    expect(text).toMatch(
      /http_server_request_duration_seconds_count\{http_request_method="POST",http_response_status_code="200",url_scheme="http",http_route="\/v1\/plans"\} 1/,
    );
    expect(text).toMatch(/takt_queue_plans \d+/);
  });
});

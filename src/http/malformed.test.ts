import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { malformedBodies, spoilt, withRaw } from '../testing/malformed-bodies.ts';
import { malformedShifts } from '../testing/malformed-shifts.ts';
import { smallRequest } from '../testing/requests.ts';
import type { Problem } from './problem.ts';

let opened: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  opened = await openTestDatabase('pglite');
  api = await startTestApi(opened);
});
afterAll(async () => {
  await api.close();
  await opened.drop();
});

describe('a malformed body is answered with a problem that can be mended', () => {
  const post = (payload: string | Buffer, headers = {}, url = '/v1/plans') =>
    api.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });

  test('there are at least sixty of them', () => {
    expect(malformedBodies.length).toBeGreaterThanOrEqual(60);
    expect(new Set(malformedBodies.map(({ name }) => name)).size).toBe(malformedBodies.length);
  });

  test('one letter is no misspelling of another: tonnes are not told to become grams', async () => {
    const answer = await post(
      spoilt((r) => {
        r.problem.massUnit = 't';
      }),
    );
    const [error] = answer.json<Problem>().errors!;
    expect(error).toMatchObject({ pointer: '/problem/massUnit', remedy: 'write one of "kg", "g"' });
  });

  test('a body nested a hundred thousand times gets a short answer', async () => {
    for (const unit of ['[', '{"a":']) {
      const answer = await post(unit.repeat(100_000));
      expect(answer.statusCode).toBe(400);
      expect(answer.json<Problem>().code).toBe('malformed-json');
      expect(answer.payload.length).toBeLessThan(2000);
    }
  });

  test('a body that is said to be compressed is refused as such', async () => {
    const answer = await post(JSON.stringify(smallRequest()), { 'content-encoding': 'gzip' });
    expect(answer.statusCode).toBe(415);
    expect(answer.json<Problem>().errors).toMatchObject([{ pointer: 'Content-Encoding', received: 'gzip' }]);
  });

  test.each(['%00', 'nope', ''])('plans of a kind that is none (%j) are 400, not 500', async (kind) => {
    const answer = await api.app.inject({ method: 'GET', url: `/v1/plans?kind=${kind}` });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().errors).toMatchObject([
      { pointer: 'kind', remedy: expect.stringContaining('"melt"') },
    ]);
  });

  test.each([...malformedBodies, ...malformedShifts])('$name', async ({
    body,
    code,
    pointer,
    rule,
    received,
    remedy,
  }) => {
    const answer = await post(body);
    const problem = answer.json<Problem>();
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect({ status: answer.statusCode, code: problem.code }).toEqual({
      status: code === 'inconsistent-request' ? 422 : 400,
      code,
    });
    const { errors = [] } = problem;
    expect(errors.map((error) => [error.pointer, error.rule])).toContainEqual([pointer, rule]);
    const error = errors.find((one) => one.pointer === pointer && one.rule === rule)!;
    expect(typeof error.received === 'string' ? error.received : JSON.stringify(error.received)).toMatch(received);
    expect(error.remedy).toMatch(remedy);
    expect(error.message.length).toBeGreaterThan(5);
    expect(JSON.stringify(problem)).not.toMatch(/node_modules|\bat \/|\.ts:\d/);
  });

  test.each([...malformedBodies, ...malformedShifts])('the same without the store: $name', async ({ body, code }) => {
    const validated = await post(body, {}, '/v1/plans:validate');
    expect([validated.statusCode, validated.json().code]).toEqual([code === 'inconsistent-request' ? 422 : 400, code]);
    const solved = await post(body, {}, '/v1/solve/melt');
    // Without `kind` in the body the address says it, so what is wrong may be told otherwise; a body that is right is solved.
    expect(solved.statusCode).toBeGreaterThanOrEqual(400);
    expect(solved.statusCode).toBeLessThan(500);
  });

  test('ten megabytes', async () => {
    const answer = await post(`{"kind":"melt","x":"${'x'.repeat(10_000_000)}"}`);
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toMatchObject({
      code: 'body-too-large',
      errors: [{ rule: 'body-size', received: '10000022 bytes' }],
    });
  });

  test('another content type, and none', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', '', 'nonsense']) {
      const answer = await post('{}', { 'content-type': type });
      expect([type, answer.statusCode, answer.json().code]).toEqual([type, 415, 'unsupported-media-type']);
      expect(answer.json().errors[0]).toMatchObject({
        pointer: 'Content-Type',
        remedy: expect.stringContaining('application/json'),
      });
    }
  });

  test('a key twice is JSON: the last one counts', async () => {
    const answer = await post(withRaw('100,"pieceMass":200'), {}, '/v1/plans:validate');
    expect(answer.statusCode).toBe(200);
    expect(answer.json().request.problem.lines[0].pieceMass).toBe(200);
  });

  test('many problems: fifty are listed and all are counted', async () => {
    const lines = Array.from({ length: 200 }, () => ({ id: 7 }));
    const answer = await post(
      spoilt((request) => {
        request.problem.lines = lines;
      }),
    );
    const problem = answer.json<Problem>();
    expect(problem.errors).toHaveLength(50);
    expect(problem.detail).toMatch(/\(800 problems in all, of which the first 50 are listed\)/);
  });

  test.each([
    ['shape', '0', 400],
    ['reference', '{"line":"L9","pieces":1}', 422],
  ])('megabytes of entries of wrong %s are not collected one by one', async (_what, content, status) => {
    const inHeat = Math.min(4999, Math.floor(9_000 / content.length));
    const heat = `{"furnace":"F1","grade":"G1","contents":[${new Array(inHeat).fill(content).join(',')}]}`;
    const heats = new Array(Math.floor(8_000_000 / (heat.length + 1))).fill(heat).join(',');
    const answer = await post(`${JSON.stringify(smallRequest()).slice(0, -1)},"warmStart":{"heats":[${heats}]}}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.json<Problem>().errors).toHaveLength(50);
    expect(answer.json<Problem>().detail).toMatch(/problems or more in all/);
  });

  const fields = (value: string) => Array.from({ length: 100_000 }, (_, number) => `"k${number}":${value}`).join(',');

  test('a hundred thousand unknown fields are not told one by one', async () => {
    const answer = await post(`${JSON.stringify(smallRequest()).slice(0, -1)},${fields('1')}}`);
    expect(answer.statusCode).toBe(400);
    // Of each one that is told the nearest known field is looked for: all of them took seconds.
    expect(answer.json<Problem>().detail).toMatch(/\(1000 problems or more in all/);
  });

  test('a hundred thousand tags are refused by their number alone', async () => {
    const answer = await post(`${JSON.stringify(smallRequest()).slice(0, -1)},"tags":{${fields('"v"')}}}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().errors).toEqual([
      {
        pointer: '/tags',
        rule: 'at-most',
        message: '"tags" has 100000 fields',
        received: 100_000,
        remedy: 'give it at most 1000 fields',
      },
    ]);
  });

  test('a text that cannot be kept is found among millions of numbers, with its place', async () => {
    const numbers = new Array(1_000_000).fill('1').join(',');
    const answer = await post(`{"a":[${numbers},{"b":["\\u0000",2]}]}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Problem>().errors).toMatchObject([{ pointer: '/a/1000000/b/0', rule: 'no-nul' }]);
  });
});

describe('what is wrong besides the body', () => {
  test.each([
    ['GET', '/nothing', 404, 'not-found', undefined],
    ['POST', '/v1/plan', 404, 'not-found', undefined],
    ['POST', '/v1/solve/cake', 404, 'not-found', undefined],
    ['PUT', '/v1/plans', 405, 'method-not-allowed', 'GET, HEAD, POST'],
    ['PATCH', '/v1/plans/018f3c1e-0000-7000-8000-000000000000', 405, 'method-not-allowed', 'DELETE, GET, HEAD'],
    ['GET', '/v1/plans:validate', 405, 'method-not-allowed', 'POST'],
    ['GET', '/v1/solve/melt', 405, 'method-not-allowed', 'POST'],
    ['GET', '/v1/plans/7', 404, 'plan-not-found', undefined],
    ['GET', '/v1/plans/018f3c1e-0000-7000-8000-000000000000', 404, 'plan-not-found', undefined],
    ['GET', '/v1/plans/018f3c1e-0000-7000-8000-000000000000/events', 404, 'plan-not-found', undefined],
    ['DELETE', '/v1/plans/018f3c1e-0000-7000-8000-000000000000', 404, 'plan-not-found', undefined],
    ['GET', '/v1/plans?state=done', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?limit=0', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?limit=501', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?stat=failed', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?state=failed&state=done', 400, 'invalid-parameter', undefined],
    ['GET', `/v1/plans?${'state=failed&'.repeat(7)}`, 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?found=nothing', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?tag=week', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?tag=a:1&tag=a:2', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?batch=1', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?derivedFrom=1', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?createdAfter=yesterday', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans?cursor=abc', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/plans/%zz', 400, 'invalid-parameter', undefined],
    ['GET', `/${'x'.repeat(3000)}`, 404, 'not-found', undefined],
    ['GET', '/v1/plans/%00', 404, 'plan-not-found', undefined],
    ['GET', '/v1/plans?tag=week:%00', 400, 'invalid-parameter', undefined],
    ['GET', '/v1/catalog/furnaces?part=a%00b', 400, 'invalid-parameter', undefined],
  ] as const)('%s %s', async (method, url, status, code, allow) => {
    const answer = await api.app.inject({ method, url });
    expect([answer.statusCode, answer.json().code, answer.headers.allow]).toEqual([status, code, allow]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json().requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a parameter is named with rule, value and remedy', async () => {
    const answer = await api.app.inject({ url: '/v1/plans?state=succeded&limit=x' });
    expect(answer.json().errors).toEqual([
      {
        pointer: 'state',
        rule: 'one-of',
        message: expect.any(String),
        received: 'succeded',
        remedy: expect.stringContaining('did you mean "succeeded"'),
      },
      {
        pointer: 'limit',
        rule: 'format',
        message: expect.any(String),
        received: 'x',
        remedy: expect.stringContaining('1 to 500'),
      },
    ]);
  });

  test('Last-Event-ID that is no number', async () => {
    const kept = await api.app.inject({ method: 'POST', url: '/v1/plans', payload: smallRequest() });
    const answer = await api.app.inject({
      url: `${kept.headers.location}/events`,
      headers: { 'last-event-id': 'abc' },
    });
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, 'Last-Event-ID']);
    (await api.solver.next()).finish(1);
  });

  test('solve refuses what only a kept plan can have', async () => {
    const body = { ...smallRequest({ notAfter: '2020-01-01T00:00:00Z' }) };
    const answer = await api.app.inject({ method: 'POST', url: '/v1/solve/melt', payload: body });
    expect([answer.statusCode, answer.json().errors[0].rule]).toEqual([422, 'not-after-passed']);
    const otherKind = await api.app.inject({
      method: 'POST',
      url: '/v1/solve/melt',
      payload: { ...body, kind: 'cake' },
    });
    expect([otherKind.statusCode, otherKind.json().errors[0].pointer]).toEqual([400, '/kind']);
  });

  test('what is not HTTP is answered in kind', async () => {
    const { port } = new URL(await api.app.listen({ port: 0, host: '127.0.0.1' }));
    const { connect } = await import('node:net');
    const socket = connect(Number(port), '127.0.0.1');
    socket.end('NONSENSE\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ code: 'invalid-parameter', status: 400 });
  });

  test('every answer carries the security headers', async () => {
    for (const url of ['/livez', '/v1/kinds', '/nothing', '/docs']) {
      const { headers } = await api.app.inject({ url });
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }
  });
});

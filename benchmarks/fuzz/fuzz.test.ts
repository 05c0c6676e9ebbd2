import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApi } from '../../src/testing/api.ts';
import { startTestApi } from '../../src/testing/api.ts';
import { openTestDatabase, type TestDatabase } from '../../src/testing/database.ts';
import { fuzz } from './fuzz.ts';
import { type FuzzAnswer, Judge } from './judge.ts';
import { type ApiDocument, operationsOf } from './operations.ts';
import type { FuzzRequest } from './request.ts';
import { spoil, spoilings } from './values.ts';

const document: ApiDocument = {
  paths: {
    '/v1/things': {
      post: {
        operationId: 'makeThing',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: {
          201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          400: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'], additionalProperties: false },
      Problem: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
    },
  },
};

describe('the judge', () => {
  const judge = new Judge(document);
  const [operation] = operationsOf(document);
  const request = (value: unknown): FuzzRequest => ({
    operation,
    method: 'POST',
    target: '/v1/things',
    headers: {},
    value,
    addressed: true,
  });
  const answer = (status: number, body: unknown, contentType = 'application/json'): FuzzAnswer => ({
    status,
    contentType,
    text: JSON.stringify(body),
  });
  const problem = 'application/problem+json';

  test.each([
    ['all is well', request({ id: 'a' }), answer(201, { id: 'a' }), undefined],
    ['a good refusal', request({}), answer(400, { code: 'invalid-request', errors: [{}] }, problem), undefined],
    ['a failure', request({}), answer(500, {}), 'server-error'],
    ['no room', request({}), answer(503, {}), 'server-error'],
    ['a status that is not told of', request({}), answer(418, {}), 'undocumented-status'],
    ['a media type that is not told of', request({ id: 'a' }), answer(201, {}, 'text/html'), 'undocumented-type'],
    ['an error as HTML', request({}), answer(400, {}, 'text/html'), 'undocumented-type'],
    ['an answer without its id', request({ id: 'a' }), answer(201, {}), 'answer-off-schema'],
    ['a body taken that does not fit', request({ id: 7 }), answer(201, { id: 'a' }), 'accepted-invalid'],
    ['an unknown field taken', request({ id: 'a', x: 1 }), answer(201, { id: 'a' }), 'accepted-invalid'],
    ['a refusal without help', request({}), answer(400, { code: 'invalid-request' }, problem), 'problem-without-help'],
  ] as const)('%s', (_name, asked, came, rule) => {
    expect(judge.faultOf(asked, came)?.rule).toBe(rule);
  });
});

test('spoiling never touches the original, and always leaves JSON', () => {
  const value = { a: [1, { b: 'c' }], d: null };
  const before = JSON.stringify(value);
  let changed = 0;
  fc.assert(
    fc.property(spoilings, (changes) => {
      const text = JSON.stringify(spoil(value, changes));
      if (text !== before) changed++;
      expect(JSON.stringify(value)).toBe(before);
    }),
    { seed: 1, numRuns: 300 },
  );
  expect(changed).toBeGreaterThan(100);
});

test('a fault is found and shrunk to a small request', async () => {
  const ask = async ({ value }: FuzzRequest): Promise<FuzzAnswer> =>
    JSON.stringify(value ?? null).includes('null')
      ? { status: 500, contentType: 'text/plain', text: '' }
      : { status: 400, contentType: 'application/problem+json', text: '{"code":"x"}' };
  const [row] = await fuzz(document, ask, { requests: 200, seed: 1 });
  expect(row.fault).toMatchObject({ rule: 'server-error' });
  expect(row.fault!.request).toMatch(/^POST \/v1\/things[^|]*\| (content-type: application\/json \| )?.{0,12}$/);
});

describe('the service', () => {
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

  test('a few hundred requests show no fault', async () => {
    const { app } = api;
    const served = (await app.inject('/openapi.json')).json<ApiDocument>();
    const ask = async ({ method, target, headers, body }: FuzzRequest): Promise<FuzzAnswer> => {
      const answer = await app.inject({ method: method as 'GET', url: target, headers, payload: body });
      return {
        status: answer.statusCode,
        contentType: `${answer.headers['content-type'] ?? ''}`,
        text: answer.payload,
      };
    };
    // A solve has to be played by hand here, and a stream does not end by itself.
    const operations = operationsOf(served).map(({ id }) => id);
    const without = operations.filter((id) => id !== 'solve' && id !== 'createPlan' && !id.startsWith('follow'));
    const rows = await fuzz(served, ask, { requests: 300, seed: 1, operations: without });
    expect(rows.filter(({ fault }) => fault)).toEqual([]);
    expect(rows.reduce((sum, { requests }) => sum + requests, 0)).toBeGreaterThanOrEqual(300);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CatalogItem } from '../catalog/types.ts';
import type { PlanView } from '../jobs/plan-view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
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

const furnace = (id = 'F1', greatestMass = 800) => ({ id, greatestMass });
const melt = (body: unknown, part = 'furnace') => ({ kind: 'melt', part, body });
const put = (address: string, payload: unknown, headers = {}) =>
  api.app.inject({
    method: 'PUT',
    url: `/v1/catalog/${address}`,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...headers },
  });
const get = (address: string, headers = {}) => api.app.inject({ url: `/v1/catalog/${address}`, headers });
const remove = (address: string, headers = {}) =>
  api.app.inject({ method: 'DELETE', url: `/v1/catalog/${address}`, headers });
const referring = (...names: string[]) => {
  const { problem, ...request } = smallRequest();
  return { ...request, problem: { ...problem, furnaces: names.map(($catalog) => ({ $catalog })) } };
};

describe('the catalog over HTTP', () => {
  test('put, read, changed, withdrawn: every answer carries the version as its entity tag', async () => {
    const first = await put('furnaces/печь-1', melt(furnace()));
    expect([first.statusCode, first.headers.etag]).toEqual([201, '"1"']);
    const { location } = first.headers;
    const again = await put('furnaces/печь-1', { body: furnace(), part: 'furnace', kind: 'melt' });
    expect([again.statusCode, again.json()]).toEqual([200, first.json()]);
    const changed = await put('furnaces/печь-1', melt(furnace('F1', 900)), { 'if-match': '"1"' });
    expect([changed.statusCode, changed.headers.etag]).toEqual([201, '"2"']);
    const late = await put('furnaces/печь-1', melt(furnace('F1', 950)), { 'if-match': '"1"' });
    expect([late.statusCode, late.json<Problem>().errors]).toMatchObject([
      409,
      [{ pointer: 'If-Match', rule: 'present-version', message: 'furnaces/печь-1 is at version 2', received: '"1"' }],
    ]);
    expect((await get('furnaces/печь-1')).json<CatalogItem>()).toMatchObject({ version: 2, body: furnace('F1', 900) });
    const old = await api.app.inject(String(location));
    expect(old.json<CatalogItem>()).toMatchObject({ version: 1, body: furnace(), createdBy: 'open' });
    const unchanged = await get('furnaces/печь-1', { 'if-none-match': 'W/"2"' });
    expect([unchanged.statusCode, unchanged.body]).toEqual([304, '']);
    const gone = await remove('furnaces/печь-1', { 'if-match': '"2"' });
    expect([gone.statusCode, gone.headers.etag]).toEqual([200, '"3"']);
    const history = (await get('furnaces/печь-1/versions?limit=2')).json();
    expect(history).toMatchObject({ versions: [{ version: 3, withdrawn: true }, { version: 2 }], next: '2' });
    const rest = (await get(`furnaces/печь-1/versions?cursor=${history.next}`)).json();
    expect([rest.versions.map(({ version }: CatalogItem) => version), rest.next]).toEqual([[1], undefined]);
  });

  test('lists by id with filters and pages, the withdrawn apart', async () => {
    for (const id of ['Tk-a', 'tk-b', 'tk-c']) await put(`techcards/${id}`, { ...operation(), part: 'operation' });
    await put('techcards/tk-d', { kind: 'techcard', part: 'card', body: [card('c1'), card('c2')] });
    await remove('techcards/tk-c');
    const ids = async (query: string) =>
      (await get(`techcards?${query}`)).json().items.map(({ id }: CatalogItem) => id);
    expect(await ids('text=TK-')).toEqual(expect.arrayContaining(['Tk-a', 'tk-b', 'tk-d']));
    expect(await ids('text=TK-&part=operation')).toHaveLength(2);
    expect(await ids('withdrawn=true')).toEqual(['tk-c']);
    const page = (await get('techcards?limit=2')).json();
    expect(page.items[0].body).toBeUndefined();
    const next = await ids(`limit=2&cursor=${page.next}`);
    expect([...page.items.map(({ id }: CatalogItem) => id), ...next].sort()).toEqual(['Tk-a', 'tk-b', 'tk-d']);
    expect((await get('techcards?part=card')).json().items).toMatchObject([{ entries: 2 }]);
  });

  test('a plan is solved with the items as they are, and names them when they have changed since', async () => {
    await put('furnaces/line', melt([furnace('F1'), furnace('F2', 900)]));
    api.solver.immediate = 1;
    const post = (payload: object, url = '/v1/plans') =>
      api.app.inject({ method: 'POST', url, payload, headers: { prefer: 'wait=30' } });
    const kept = (await post(referring('furnaces/line'))).json<PlanView>();
    expect(kept.catalog).toMatchObject([{ pointer: '/problem/furnaces/0', type: 'furnaces', id: 'line', version: 1 }]);
    await put('furnaces/line', melt([furnace('F3')]));
    const { rows } = await opened.database.query<{ ids: string[] }>(
      `select jsonb_path_query_array(request, '$.problem.furnaces[*].id') as ids from takt.plans where id = $1`,
      [kept.id],
    );
    expect(rows).toEqual([{ ids: ['F1', 'F2'] }]);
    expect((await api.app.inject(`/v1/plans/${kept.id}`)).json<PlanView>().catalog).toEqual(kept.catalog);
    const again = (await post(referring('furnaces/line@1'))).json<PlanView>();
    expect(again.requestHash).toBe(kept.requestHash);
    expect((await post(referring('furnaces/line'))).json<PlanView>().catalog).toMatchObject([{ version: 2 }]);
    const { kind: _, ...unkept } = referring('furnaces/line');
    expect((await post(unkept, '/v1/solve/melt')).json()).toMatchObject({ catalog: [{ version: 2 }] });
    expect((await post(referring('furnaces/line'), '/v1/plans:validate')).json()).toMatchObject({
      request: { problem: { furnaces: [{ id: 'F3', leastMass: 0 }] } },
      catalog: [{ version: 2 }],
    });
    api.solver.immediate = undefined;
    await remove('furnaces/line');
    for (const url of ['/v1/plans', '/v1/plans:validate']) {
      const refused = await post(referring('furnaces/line'), url);
      expect([refused.statusCode, refused.json<Problem>()]).toMatchObject([
        422,
        { code: 'inconsistent-request', errors: [{ pointer: '/problem/furnaces/0', rule: 'catalog-item' }] },
      ]);
    }
    expect((await post(referring('furnaces/line@2'), '/v1/plans:validate')).statusCode).toBe(200);
  });

  const card = (id: string) => ({ id, operations: [operation().body] });
  const operation = () => ({ kind: 'techcard', body: { id: 'cut', modes: [{ durationSeconds: 60 }] } });

  test.each([
    ['no JSON', 'furnaces/x', '{"kind":', 400, 'malformed-json', '/kind'],
    ['nothing', 'furnaces/x', '', 400, 'malformed-json', ''],
    ['a list', 'furnaces/x', '[]', 400, 'invalid-request', ''],
    ['null', 'furnaces/x', 'null', 400, 'invalid-request', ''],
    [
      'nested a hundred thousand times',
      'furnaces/x',
      `{"body":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      400,
      'invalid-request',
      '/part',
    ],
    ['without a part', 'furnaces/x', { kind: 'melt', body: furnace() }, 400, 'invalid-request', '/part'],
    ['of a part of another type', 'furnaces/x', melt({ id: 'G' }, 'grade'), 400, 'invalid-request', '/part'],
    ['of another kind', 'furnaces/x', { ...melt(furnace()), kind: 'techcard' }, 400, 'invalid-request', '/kind'],
    ['with a field too many', 'furnaces/x', { ...melt(furnace()), note: 'new' }, 400, 'invalid-request', '/note'],
    ['without what is in it', 'furnaces/x', { kind: 'melt', part: 'furnace' }, 400, 'invalid-request', '/body'],
    ['with a wrong field', 'furnaces/x', melt({ ...furnace(), mass: 3 }), 400, 'invalid-request', '/body/mass'],
    [
      'with a wrong entry',
      'furnaces/x',
      melt([furnace(), { id: 'F2' }]),
      400,
      'invalid-request',
      '/body/1/greatestMass',
    ],
    ['with an id twice', 'furnaces/x', melt([furnace(), furnace()]), 422, 'inconsistent-request', '/body/1/id'],
    ['an empty list', 'furnaces/x', melt([]), 400, 'invalid-request', '/body'],
    ['a reference', 'furnaces/x', melt([{ $catalog: 'furnaces/y' }]), 400, 'invalid-request', '/body/0'],
    [
      'with half a surrogate pair',
      'furnaces/x',
      '{"kind":"melt","part":"furnace","body":{"id":"\\ud800"}}',
      400,
      'invalid-request',
      '/body/id',
    ],
    ['under an id with a slash', 'furnaces/a%2Fb', melt(furnace()), 400, 'invalid-parameter', 'id'],
    ['under an id with an @', 'furnaces/a@2', melt(furnace()), 400, 'invalid-parameter', 'id'],
    ['under an id with U+0000', 'furnaces/a%00', melt(furnace()), 400, 'invalid-parameter', 'id'],
    ['larger than a megabyte', 'furnaces/x', `{"a":"${'x'.repeat(1_048_576)}"}`, 413, 'body-too-large', ''],
  ])('a put of %s is refused, with where and what would do', async (_, address, payload, status, code, pointer) => {
    const answer = await put(address, payload);
    const problem = answer.json<Problem>();
    expect([answer.statusCode, problem.code]).toEqual([status, code]);
    const error = problem.errors?.find((one) => one.pointer === pointer);
    expect([problem.errors?.map((one) => one.pointer), error?.remedy]).toEqual([
      expect.anything(),
      expect.stringMatching(/.{8}/),
    ]);
    expect(answer.payload.length).toBeLessThan(20_000);
  });

  test.each([
    ['a type that is none', 'GET', 'ovens', 404, 'not-found'],
    ['an item that is none', 'GET', 'furnaces/nowhere', 404, 'catalog-not-found'],
    ['its versions', 'GET', 'furnaces/nowhere/versions', 404, 'catalog-not-found'],
    ['withdrawing it', 'DELETE', 'furnaces/nowhere', 404, 'catalog-not-found'],
    ['version 0', 'GET', 'furnaces/nowhere?version=0', 400, 'invalid-parameter'],
    ['a version that is none', 'GET', 'furnaces/nowhere?version=99999999999999', 400, 'invalid-parameter'],
    ['a parameter that is none', 'GET', 'furnaces?name=x', 400, 'invalid-parameter'],
    ['a limit of 501', 'GET', 'furnaces?limit=501', 400, 'invalid-parameter'],
    ['a cursor that is none', 'GET', 'furnaces?cursor=%00', 400, 'invalid-parameter'],
    ['a tag that is none', 'DELETE', 'furnaces/nowhere', 400, 'invalid-parameter', { 'if-match': '3' }],
  ])('%s: %s %s is answered with %i', async (_, method, address, status, code, headers: Record<
    string,
    string
  > = {}) => {
    const answer = await api.app.inject({ method: method as 'GET' | 'DELETE', url: `/v1/catalog/${address}`, headers });
    expect([answer.statusCode, answer.json<Problem>().code]).toEqual([status, code]);
  });
});

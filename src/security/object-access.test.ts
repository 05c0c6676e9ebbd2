/** OWASP API Security Top 10 (2023), API1: broken object level authorization. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlant } from '../equipment/testing/plant.ts';
import { bodies, ownThings, type SecuredApi, startSecuredApi } from '../testing/tenants.ts';

/** Swaps of ids in this run: some 3 ms of CPU each. Ten thousand were run, too; see docs/security.md. */
const swaps = Number(process.env.TAKT_TEST_SWAPS ?? 500);

describe('API1: ids of another tenant', () => {
  let api: SecuredApi;
  let own: string;
  let others: string;
  /** By kind of id: what belongs to the other tenant. */
  const theirs = new Map<string, string[]>();
  beforeAll(async () => {
    api = await startSecuredApi();
    own = await api.key('own', ['admin']);
    others = await api.key('other', ['admin']);
    await api.dispatcher.stop(0);
    for (const kind of kindsOfIds())
      theirs.set(kind, await Promise.all([1, 2, 3, 4, 5].map(() => ownThings[kind](api, 'other'))));
  });
  afterAll(() => api.close());

  const routes = () =>
    api.app.guarded
      .filter(({ url }) => url.startsWith('/v1/') && /\/:id\b/.test(url))
      .flatMap(({ methods, url }) =>
        methods.map((method) => ({ method: method as 'GET', url, kind: url.replace(/(\/:id)\b.*/, '$1') })),
      );
  const kindsOfIds = () => [...new Set(routes().map(({ kind }) => kind))];
  const at = (url: string, id: string) =>
    url.replace(':id', id).replace(':type', 'furnaces').replace(':deliveryId', id);
  const ask = (credential: string, { method, url }: { method: 'GET'; url: string }, id: string) =>
    api.ask(credential, {
      method,
      url: `${at(url, id)}${url === '/v1/holds/:id' ? '?by=somebody' : ''}`,
      payload: method === ('POST' as string) ? bodies[`${method} ${url}`] : undefined,
    });

  test('every route with an id in its address is in the test', () => {
    expect(routes().length).toBeGreaterThanOrEqual(6);
    expect(kindsOfIds().filter((kind) => !ownThings[kind])).toEqual([]);
    const withBody = routes().filter(({ method }) => method === ('POST' as string));
    expect(withBody.map(({ method, url }) => `${method} ${url}`).filter((route) => !bodies[route])).toEqual([]);
  });

  test(`${swaps} swaps are answered as ids that do not exist, word for word`, async () => {
    let random = 20_261_122;
    const pick = <Item>(items: readonly Item[]) => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return items[Math.floor((random / 2 ** 32) * items.length)];
    };
    const plain = (answer: Awaited<ReturnType<typeof ask>>, id: string) => ({
      status: answer.statusCode,
      body: answer.body.replaceAll(id, '(id)').replace(/"requestId":"[^"]+"/, ''),
      headers: { ...answer.headers, 'x-request-id': '', date: '' },
    });
    const counted = new Map<string, number>();
    for (let swap = 0; swap < swaps; swap++) {
      const route = pick(routes().filter(({ method }) => method !== ('PUT' as string)));
      const stranger = pick(theirs.get(route.kind)!);
      const nothing = randomUUID();
      const [forTheirs, forNothing] = [await ask(own, route, stranger), await ask(own, route, nothing)];
      expect([route.method, route.url, forTheirs.statusCode]).toEqual([route.method, route.url, 404]);
      expect(plain(forTheirs, stranger)).toEqual(plain(forNothing, nothing));
      counted.set(`${route.method} ${route.url}`, (counted.get(`${route.method} ${route.url}`) ?? 0) + 1);
    }
    // Every route had its share: none was left out by chance.
    expect(
      Math.min(
        ...routes().flatMap(({ method, url }) =>
          method === ('PUT' as string) ? [] : [counted.get(`${method} ${url}`) ?? 0],
        ),
      ),
    ).toBeGreaterThan(0);
  });

  test('whose they are, sees them: the ids were good', async () => {
    for (const [kind, [id]] of theirs)
      if (api.app.hasRoute({ method: 'GET', url: kind })) {
        const answer = await api.ask(others, { url: at(kind, id) });
        expect([kind, answer.statusCode]).toEqual([kind, 200]);
      }
  });

  test('lists, audit and pages by another’s cursor hold nothing of others', async () => {
    for (let made = 0; made < 3; made++) await ownThings['/v1/plans/:id'](api, 'own');
    const page = (await api.ask(others, { url: '/v1/plans?limit=2' })).json<{
      plans: { id: string }[];
      next: string;
    }>();
    expect(page.plans.every(({ id }) => theirs.get('/v1/plans/:id')!.includes(id))).toBe(true);
    for (const url of ['/v1/plans', `/v1/plans?cursor=${page.next}`, '/v1/audit', '/v1/repair-outcomes']) {
      const { statusCode, body } = await api.ask(own, { url });
      expect([url, statusCode]).toEqual([url, 200]);
      for (const id of theirs.get('/v1/plans/:id')!) expect(body).not.toContain(id);
    }
  });

  test('a name that another tenant has in its catalog is free, and theirs stays as it was', async () => {
    const [id] = theirs.get('/v1/catalog/:type/:id')!;
    const url = `/v1/catalog/furnaces/${id}`;
    const body = { id: 'F1', leastMass: 0, greatestMass: 800 };
    const payload = { kind: 'melt', part: 'furnace', body };
    const answer = await api.ask(own, { method: 'PUT', url, payload });
    expect([answer.statusCode, answer.json().version]).toEqual([201, 1]);
    expect((await api.ask(others, { url })).json()).toMatchObject({ version: 1, body: {} });
  });

  test('ovens at sites of another tenant are answered as ovens that do not exist', async () => {
    await makePlant(api.opened.database, { site: 'their-site', tenant: 'other', furnaces: ['a'] });
    const routes = api.app.guarded.filter(
      ({ url, methods }) => url.includes('/:site/:oven') && methods.includes('GET'),
    );
    expect(routes.length).toBeGreaterThanOrEqual(3);
    const answerTo = async (url: string, name: string) => {
      const { statusCode, body } = await api.ask(own, { url });
      return [statusCode, body.replaceAll(name, '(site)').replace(/"requestId":"[^"]+"/, '')];
    };
    for (const { url } of routes) {
      const at = (site: string) => url.replace(':site', site).replace(':oven', 'a-oven');
      expect((await api.ask(others, { url: at('their-site') })).statusCode).toBe(200);
      const [status, body] = await answerTo(at('their-site'), 'their-site');
      expect([url, status]).toEqual([url, 404]);
      expect(body).toEqual((await answerTo(at('no-site'), 'no-site'))[1]);
    }
    for (const url of ['/v1/equipment', '/v1/equipment?site=their-site', '/v1/holds'])
      expect((await api.ask(own, { url })).body).not.toMatch(/their-site|"other"/);
    for (const site of ['their-site', 'no-site']) {
      const payload = { site, by: 'own' };
      expect((await api.ask(own, { method: 'POST', url: '/v1/holds', payload })).statusCode).toBe(404);
      expect((await api.ask(own, { url: `/v1/equipment/events?site=${site}` })).statusCode).toBe(404);
    }
  });

  test('holding everything holds nothing of theirs', async () => {
    const made = await api.ask(own, { method: 'POST', url: '/v1/holds', payload: { by: 'own' } });
    expect(made.statusCode).toBe(201);
    const { ovens } = (await api.ask(others, { url: '/v1/equipment?site=their-site' })).json();
    expect(ovens[0].hold?.createdBy).not.toBe('own');
    expect((await api.ask(others, { url: '/v1/holds?limit=500' })).body).not.toContain(made.json().id);
  });

  test('nothing of theirs was changed by all this', async () => {
    const { rows } = await api.opened.database.query<{ state: string }>(
      `select state from takt.plans where tenant = 'other'
       union all select 'released' from takt.holds where tenant = 'other' and released_at is not null`,
    );
    // The sixth is the one of their oven.
    expect(rows.map(({ state }) => state)).toEqual(Array(6).fill('queued'));
  });
});

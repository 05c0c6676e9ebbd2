import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAudit } from '../access/audit.ts';
import { soleTenant } from '../access/caller.ts';
import type { EquipmentChange } from '../equipment/feed.ts';
import { makeHold } from '../equipment/holds.ts';
import { makePlant, moveStep } from '../equipment/testing/plant.ts';
import { EquipmentList, HoldList, HoldView, NewHold } from '../equipment/view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';

describe.each(testBackends)('holds on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;
  let site: string;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened);
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });
  beforeEach(async () => {
    site = `site-${randomUUID().slice(0, 8)}`;
    await opened.database.script('delete from takt.holds');
  });

  const plant = (tenant = soleTenant, of = site) =>
    makePlant(opened.database, { site: of, tenant, furnaces: ['a', 'b'] });
  const post = (payload: object) => api.app.inject({ method: 'POST', url: '/v1/holds', payload });
  const hold = async (input: object) => {
    const answer = await post({ by: 'M. Ivanova', ...input });
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
    return NewHold.parse(answer.json());
  };
  /** What a bridge has of a site that it holds. */
  const lease = () =>
    opened.database.query(
      `insert into takt.bridge_leases (site, epoch, holder, expires_at) values ($1, 1, 'bridge', now() + interval '1 hour')`,
      [site],
    );
  const release = (id: string, by = 'P. Petrov') =>
    api.app.inject({ method: 'DELETE', url: `/v1/holds/${id}?by=${encodeURIComponent(by)}` });
  const list = async (query = '') => HoldList.parse((await api.app.inject(`/v1/holds${query}`)).json());
  const heldOvens = async () => {
    const { sites, ovens } = EquipmentList.parse((await api.app.inject(`/v1/equipment?site=${site}`)).json());
    return [sites[0].hold !== undefined, ...ovens.map((oven) => oven.hold !== undefined)];
  };

  test('of an oven, a site or everything: shown where they hold, with what cannot be called back', async () => {
    await plant();
    await moveStep(opened.database, { site, oven: 'a-oven' }, ['sent', 'accepted']);
    await moveStep(opened.database, { site, oven: 'b-oven' }, ['sent', 'rejected']);

    const ofOven = await hold({ site, oven: 'b-oven', reason: 'new lining' });
    expect(ofOven).toMatchObject({ site, oven: 'b-oven', reason: 'new lining', createdBy: 'M. Ivanova', inFlight: [] });
    expect(await heldOvens()).toEqual([false, false, true]);
    const ofSite = await hold({ site });
    expect(ofSite.inFlight).toMatchObject([{ site, oven: 'a-oven', state: 'accepted' }]);
    expect(await heldOvens()).toEqual([true, true, true]);
    await release(ofSite.id);
    await release(ofOven.id);
    expect(await heldOvens()).toEqual([false, false, false]);
    const ofAll = await hold({});
    expect([ofAll.site, ofAll.oven]).toEqual([undefined, undefined]);
    expect(ofAll.inFlight).toContainEqual(expect.objectContaining({ site, oven: 'a-oven' }));
    expect(await heldOvens()).toEqual([true, true, true]);
  });

  test('what is held already may be held again; each is released by itself, twice with one answer', async () => {
    await plant();
    const [one, other] = [await hold({ site }), await hold({ site })];
    expect(other.id).not.toBe(one.id);
    const first = await release(one.id);
    expect(first.statusCode).toBe(200);
    const released = HoldView.parse(first.json());
    expect(released).toMatchObject({ id: one.id, releasedBy: 'P. Petrov' });
    expect((await release(one.id, 'somebody else')).json()).toEqual(released);
    expect(await heldOvens()).toEqual([true, true, true]);
    expect((await list('?active=true')).holds.map(({ id }) => id)).toEqual([other.id]);
    expect((await list('?active=false')).holds).toEqual([released]);
    const page = await list('?limit=1');
    expect(page.holds.map(({ id }) => id)).toEqual([other.id]);
    expect((await list(`?limit=1&cursor=${page.next}`)).holds).toEqual([released]);
  });

  test('each change is in the audit, a second release is none, and bridges are told', async () => {
    await plant();
    const told: [EquipmentChange, string | undefined][] = [];
    const unlisten = api.equipmentFeed.onChange((change, of) => told.push([change, of]));
    const { id } = await hold({ site, oven: 'a-oven', reason: 'smoke' });
    await release(id);
    await release(id);
    await hold({});
    unlisten();
    expect(told.slice(0, 2)).toEqual([
      ['work', site],
      ['work', site],
    ]);
    expect(told.at(-1)).toEqual(['work', undefined]);
    const entries = await listAudit(opened.database, soleTenant, { limit: 9 });
    const ours = entries.filter(({ subject }) => subject === `hold/${id}`);
    expect(ours.map(({ action, details }) => [action, details])).toEqual([
      ['hold.released', { by: 'P. Petrov' }],
      ['hold.made', { site, oven: 'a-oven', reason: 'smoke', by: 'M. Ivanova' }],
    ]);
  });

  test('an oven that nobody has seen yet can be held; a site that is none, or that of others, cannot', async () => {
    await plant();
    expect(await hold({ site, oven: 'not-built-yet' })).toMatchObject({ oven: 'not-built-yet', inFlight: [] });
    await plant('rival', 'site-of-rival');
    for (const of of ['nowhere', 'site-of-rival']) {
      const answer = await post({ site: of, by: 'me' });
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'equipment-not-found', detail: `there is no site ${of}` });
    }
    expect((await list()).holds.length).toBe(1);
  });

  test.each([
    [{ oven: 'a-oven', by: 'me' }, 422, '/site', 'oven-with-site'],
    [{}, 400, '/by', 'required'],
    [{ by: ' ' }, 400, '/by', expect.any(String)],
    [{ by: 'me', site: 'a b' }, 400, '/site', expect.any(String)],
    [{ by: 'me', reasons: '' }, 400, '/reasons', 'unknown-field'],
  ])('%j is refused: field and rule are named', async (body, status, pointer, rule) => {
    const answer = await post(body);
    expect(answer.statusCode).toBe(status);
    expect(answer.json().errors).toMatchObject([{ pointer, rule }]);
    expect((await list()).holds).toEqual([]);
  });

  test('releasing needs a name, and a hold of the tenant', async () => {
    await plant();
    const { id } = await hold({ site });
    const nameless = await api.app.inject({ method: 'DELETE', url: `/v1/holds/${id}` });
    expect(nameless.json()).toMatchObject({ status: 400, errors: [{ pointer: 'by' }] });
    const theirs = await makeHold(opened.database, { tenant: 'rival', actor: 'open' }, { by: 'rival' });
    for (const other of [randomUUID(), 'x', theirs.id])
      expect((await release(other)).json()).toMatchObject({ status: 404, code: 'hold-not-found' });
    expect((await list('?active=true')).holds.map((one) => one.id)).toEqual([id]);
  });

  test('of a plan, some ovens are approved and others wait on', async () => {
    const planId = await makePlant(opened.database, {
      site,
      tenant: soleTenant,
      furnaces: ['a', 'b'],
      approval: true,
    });
    const approve = (body: object) =>
      api.app.inject({ method: 'POST', url: `/v1/plans/${planId}/approve`, payload: { by: 'shift leader', ...body } });
    const unknown = await approve({ ovens: ['a-oven', 'c-oven'] });
    expect(unknown.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/ovens/1', rule: 'known-oven', received: 'c-oven' }],
    });
    expect((await approve({ ovens: ['b-oven'] })).json()).toEqual({ approved: 2 });
    const states = async () =>
      EquipmentList.parse((await api.app.inject(`/v1/equipment?site=${site}`)).json()).ovens.map(
        ({ next }) => next?.state,
      );
    expect(await states()).toEqual(['planned', 'approved']);
    expect((await approve({})).json()).toEqual({ approved: 2 });
    expect(await states()).toEqual(['approved', 'approved']);
  });

  // One connection has no second transaction.
  test.runIf(backend === 'postgres')(
    'a hold acts at once, waits for a send that has begun and has it in its answer',
    async () => {
      await plant();
      const sending = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      await lease();
      const send = opened.database.transaction(async (transaction) => {
        await transaction.query('select 1 from takt.bridge_leases where site = $1 for share', [site]);
        begun.resolve();
        await sending.promise;
        await moveStep({ ...opened.database, ...transaction }, { site, oven: 'a-oven' }, ['sent']);
      });
      await begun.promise;
      const held = hold({ site });
      await expect
        .poll(async () => {
          const { rows } = await opened.database.query<{ waiting: number }>(
            `select count(*) as waiting from pg_locks where not granted and pid in
               (select pid from pg_stat_activity where datname = current_database())`,
          );
          return rows[0].waiting;
        })
        .toBeGreaterThan(0);
      expect(await heldOvens()).toEqual([true, true, true]);
      sending.resolve();
      await send;
      expect((await held).inFlight).toMatchObject([{ oven: 'a-oven', state: 'sent' }]);
    },
  );

  test.runIf(backend === 'postgres')(
    'a bridge that stands still amid a send once made a hold of all sites 503, and none was kept; it holds, and is not settled',
    async () => {
      await plant();
      await plant(soleTenant, `${site}-other`);
      await lease();
      await moveStep(opened.database, { site: `${site}-other`, oven: 'b-oven' }, ['sent']);
      const standstill = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const send = opened.database.transaction(async (transaction) => {
        await transaction.query('select 1 from takt.bridge_leases where site = $1 for share', [site]);
        begun.resolve();
        await standstill.promise;
      });
      await begun.promise;
      const answer = await hold({});
      expect(answer.settled).toBe(false);
      expect(answer.inFlight).toContainEqual(expect.objectContaining({ site: `${site}-other`, oven: 'b-oven' }));
      expect(await heldOvens()).toEqual([true, true, true]);
      standstill.resolve();
      await send;
      expect((await hold({})).settled).toBe(true);
    },
  );
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { soleTenant } from '../access/caller.ts';
import { makePlant, moveStep, report } from '../equipment/testing/plant.ts';
import { EquipmentList, OvenDetail, OvenHistory, OvenReadings } from '../equipment/view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';

const minute = 60_000;

describe.each(testBackends)('ovens over HTTP on %s', (backend) => {
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
  beforeEach(() => {
    site = `site-${randomUUID().slice(0, 8)}`;
  });

  const plant = (furnaces: string[], more = {}) =>
    makePlant(opened.database, { site, tenant: soleTenant, furnaces, ...more });
  const get = async (url: string) => {
    const answer = await api.app.inject(url);
    expect([url, answer.statusCode, answer.body]).toEqual([url, 200, expect.any(String)]);
    return answer.json();
  };
  const list = async (query: string) => EquipmentList.parse(await get(`/v1/equipment?site=${site}${query}`));

  test('each shows what it reports, what it was told last, what comes next and why that waits', async () => {
    const planId = await plant(['a', 'b'], { heats: 3 });
    await moveStep(opened.database, { site, oven: 'a-oven' }, ['sent', 'accepted', 'applied']);
    await report(opened.database, { site, oven: 'a-oven', value: 1234.5, waitsFor: 'answer' });
    await opened.database.query(
      `insert into takt.bridge_leases (site, epoch, holder, expires_at) values ($1, 77, 'x', now() + interval '1 hour')`,
      [site],
    );
    const { sites, ovens, next } = await list('');
    expect(sites).toEqual([{ site, bridge: { alive: true, epoch: 77 } }]);
    expect(next).toBeUndefined();
    const [a, b] = ovens;
    expect(a).toMatchObject({
      oven: 'a-oven',
      present: true,
      reported: { mode: 'remote', readings: [{ tag: 'temperature', value: 1234.5 }] },
      waitsFor: { reason: 'answer', detail: 'another command is in flight for the oven' },
      command: { planId, step: 1, heat: 'a-1', state: 'applied', setpoints: [{ tag: 'temperature', value: 1600 }] },
      next: { planId, step: 2, heat: 'a-2', state: 'approved' },
      program: { planId, state: 'active' },
    });
    expect(a.reported!.ageMs).toBeLessThan(5 * minute);
    expect(b).toMatchObject({ oven: 'b-oven', present: false, next: { step: 1 } });
    expect([b.reported, b.command, b.hold]).toEqual([undefined, undefined, undefined]);
    const one = OvenDetail.parse(await get(`/v1/equipment/${site}/a-oven`));
    expect(one).toMatchObject({ oven: 'a-oven', command: { step: 1 }, queued: 2 });
    expect(one.queue.map(({ step }) => step)).toEqual([2, 3]);
  });

  test('the age of a report knows the clock of the oven', async () => {
    await plant(['a']);
    await report(opened.database, { site, oven: 'a-oven' });
    await opened.database.query(
      `update takt.ovens set clock_offset_ms = 60000, state_at = state_at + interval '60 s' where site = $1`,
      [site],
    );
    const [{ reported, clockOffsetMs }] = (await list('')).ovens;
    expect(clockOffsetMs).toBe(minute);
    // Without the offset it would be some 60 s in the future, which is no age.
    expect(reported!.ageMs).toBeGreaterThan(0);
    expect(reported!.ageMs).toBeLessThan(minute);
  });

  test('what newer plans superseded unsent is neither the last command nor the next', async () => {
    await plant(['a']);
    await moveStep(opened.database, { site, oven: 'a-oven' }, ['sent', 'accepted']);
    const newer = await plant(['a'], { approval: true });
    const [oven] = (await list('')).ovens;
    expect(oven.command).toMatchObject({ step: 1, state: 'accepted' });
    expect(oven.command!.planId).not.toBe(newer);
    expect(oven.next).toMatchObject({ planId: newer, state: 'planned' });
    expect(oven.program).toEqual({ planId: newer, state: 'active' });
  });

  test('pages go through all of them in order, and filters are kept to', async () => {
    await plant(['a', 'b', 'c', 'd', 'e']);
    await moveStep(opened.database, { site, oven: 'b-oven' }, ['sent', 'rejected']);
    await moveStep(opened.database, { site, oven: 'd-oven' }, ['sent']);
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: EquipmentList = await list(`&limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.sites.length).toBe(1);
      seen.push(...page.ovens.map(({ oven }) => oven));
      cursor = page.next;
    }
    expect(seen).toEqual(['a-oven', 'b-oven', 'c-oven', 'd-oven', 'e-oven']);
    const named = async (query: string) => (await list(query)).ovens.map(({ oven }) => oven);
    expect(await named('&oven=c-oven')).toEqual(['c-oven']);
    expect(await named('&state=rejected')).toEqual(['b-oven']);
    expect(await named('&state=rejected&state=sent')).toEqual(['b-oven', 'd-oven']);
    expect(await named('&state=verified')).toEqual([]);
  });

  test('history is newest first, in pages, between instants', async () => {
    const planId = await plant(['a', 'b']);
    await moveStep(opened.database, { site, oven: 'a-oven' }, ['sent', 'accepted', 'applied', 'verified']);
    await moveStep(opened.database, { site, oven: 'b-oven' }, ['sent']);
    const url = `/v1/equipment/${site}/a-oven/history`;
    const first = OvenHistory.parse(await get(`${url}?limit=3`));
    expect(first.changes.map(({ from, to }) => [from, to])).toEqual([
      ['applied', 'verified'],
      ['accepted', 'applied'],
      ['sent', 'accepted'],
    ]);
    expect(first.changes[0]).toMatchObject({ planId, oven: 'a-oven', step: 1, actor: 'bridge test' });
    const rest = OvenHistory.parse(await get(`${url}?cursor=${first.next}`));
    expect(rest.changes.map(({ step, from, to }) => [step, from, to])).toEqual([
      [1, 'approved', 'sent'],
      [2, 'planned', 'approved'],
      [1, 'planned', 'approved'],
      [2, undefined, 'planned'],
      [1, undefined, 'planned'],
    ]);
    expect(rest.next).toBeUndefined();
    expect((await get(`${url}?before=2020-01-01T00:00:00Z`)).changes).toEqual([]);
    expect((await get(`${url}?after=${new Date(Date.now() + minute).toISOString()}`)).changes).toEqual([]);
  });

  test('readings come in even intervals, and a peak of one sample is not lost', async () => {
    await plant(['a']);
    const from = Date.parse('2026-11-22T06:00:00Z');
    // A sample every 10 s for an hour on two tags; one of them jumps once.
    await opened.database.query(
      `insert into takt.oven_readings (site, oven, tag, at, unit, value, setpoint, target)
       select $1, 'a-oven', tag, $2::timestamptz + n * interval '10 s', 'degC',
         case when n = 200 and tag = 'temperature' then 1900 else n end, n + 1, null
       from generate_series(0, 359) as n, unnest(array['temperature', 'roof']) as tag`,
      [site, new Date(from)],
    );
    const query = `from=${new Date(from).toISOString()}&to=${new Date(from + 60 * minute).toISOString()}&points=12`;
    const { series, intervalMs } = OvenReadings.parse(await get(`/v1/equipment/${site}/a-oven/readings?${query}`));
    expect(intervalMs).toBe(5 * minute);
    expect(series.map(({ tag, unit, points }) => [tag, unit, points.length])).toEqual([
      ['roof', 'degC', 12],
      ['temperature', 'degC', 12],
    ]);
    const [roof, temperature] = series;
    expect(roof.points[0]).toEqual({
      at: '2026-11-22T06:00:00.000Z',
      samples: 30,
      min: 0,
      max: 29,
      mean: 14.5,
      setpoint: 30,
    });
    expect(temperature.points.map(({ max }) => max).indexOf(1900)).toBe(6);
    expect(temperature.points[6]).toMatchObject({ at: '2026-11-22T06:30:00.000Z', min: 180 });
    expect((await get(`/v1/equipment/${site}/a-oven/readings?to=2026-11-22T06:00:00Z`)).series).toEqual([]);
  });

  test('a span that is none, and a cursor of something else, are refused with what would do', async () => {
    await plant(['a']);
    for (const query of [
      'from=2026-11-22T06:00:00Z&to=2026-11-22T06:00:00Z',
      'from=2026-01-01T00:00:00Z&to=2026-11-22T06:00:00Z',
      'to=1970-01-01T01:00:00Z',
      'points=2001',
    ]) {
      const answer = await api.app.inject(`/v1/equipment/${site}/a-oven/readings?${query}`);
      expect([query, answer.statusCode, answer.json().code]).toEqual([query, 400, 'invalid-parameter']);
    }
    for (const url of ['/v1/equipment?cursor=x', `/v1/equipment/${site}/a-oven/history?cursor=x`, '/v1/holds?cursor=x'])
      expect((await api.app.inject(url)).json()).toMatchObject({ status: 400, errors: [{ pointer: 'cursor' }] });
  });

  test('a made-up cursor with an instant that the database does not take was 500', async () => {
    const cursor = Buffer.from(`0000-01-01T00:00:00Z ${randomUUID()}`).toString('base64url');
    for (const list of ['/v1/holds', '/v1/plans'])
      expect((await api.app.inject(`${list}?cursor=${cursor}`)).statusCode).toBe(200);
  });

  test('ovens that are not there, and names that cannot be, are not found', async () => {
    await plant(['a']);
    for (const name of [`${site}/b-oven`, 'nowhere/a-oven', `${site}/%00`, `${site}/a%20b`])
      for (const part of ['', '/history', '/readings']) {
        const answer = await api.app.inject(`/v1/equipment/${name}${part}`);
        expect([name, part, answer.statusCode, answer.json().code]).toEqual([name, part, 404, 'equipment-not-found']);
      }
  });

  test('of plans of the tenant that had the site before, nothing is told', async () => {
    await plant(['a'], { tenant: 'before' });
    await moveStep(opened.database, { site, oven: 'a-oven' }, ['sent']);
    await opened.database.query('update takt.sites set tenant = $2 where site = $1', [site, soleTenant]);
    const [oven] = (await list('')).ovens;
    expect([oven.oven, oven.command, oven.next, oven.program]).toEqual(['a-oven', undefined, undefined, undefined]);
    expect((await get(`/v1/equipment/${site}/a-oven/history`)).changes).toEqual([]);
  });
});

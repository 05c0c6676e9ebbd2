import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TaktError } from '../../models/errors.ts';
import { soleTenant } from '../access/caller.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { parsedRequest } from '../testing/requests.ts';
import { type UnreliableDatabase, unreliable } from '../testing/unreliable-database.ts';

describe.each(testBackends)('a dispatcher whose database goes away, on %s', (backend) => {
  let opened: TestDatabase;
  let database: UnreliableDatabase;
  let api: TestApi;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
  });
  afterAll(() => opened.drop());
  beforeEach(async () => {
    database = unreliable(opened.database);
    api = await startTestApi({ ...opened, database }, { concurrency: 2 });
  });
  afterEach(async () => {
    database.away = false;
    await api.close();
  });
  const states = async (id: string) =>
    (await api.store.events(id, 0)).map(({ data }) => ('state' in data ? data.state : data.objective));
  const lost = async (id: string) =>
    (await opened.database.query<{ lost_attempts: number }>('select lost_attempts from takt.plans where id = $1', [id]))
      .rows[0].lost_attempts;
  /** What an outage of more than ten seconds does. */
  async function lapse(id: string): Promise<void> {
    const { rowCount } = await opened.database.query(
      `update pgboss.job set heartbeat_on = now() - interval '1 minute' where id = $1 and state = 'active'`,
      [id],
    );
    expect([rowCount, await api.queue.releaseLapsed()]).toEqual([1, 1]);
  }

  test('what was solved while it was away is stored when it is back', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    database.away = true;
    solve.finish(3);
    await expect(api.store.get(soleTenant, id)).rejects.toMatchObject({ code: 'database-unavailable' });
    database.away = false;
    await expect.poll(() => api.store.state(soleTenant, id), { timeout: 10_000 }).toBe('succeeded');
    expect(await states(id)).toEqual(['queued', 'running', 'succeeded']);
  });

  test('an end that was stored but not answered is not taken for lost', async () => {
    const ended: string[] = [];
    await api.close();
    api = await startTestApi({ ...opened, database }, { onEnded: (begun) => ended.push(begun.id) });
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    database.loseAnswerOf = 'set found =';
    solve.finish(3);
    await expect.poll(() => ended, { timeout: 10_000 }).toEqual([id]);
    expect(await states(id)).toEqual(['queued', 'running', 'succeeded']);
  });

  test('a job that lapsed while its holder lived is claimed by it again and goes on', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    await lapse(id);
    api.dispatcher.wake();
    await expect
      .poll(async () => (await opened.database.query(`select state from pgboss.job where id = $1`, [id])).rows)
      .toEqual([{ state: 'active' }]);
    solve.finish(4);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
    expect(await states(id)).toEqual(['queued', 'running', 'succeeded']);
  });

  test('a holder that was taken for dead and lives takes the mark off the plan again', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    // Another process, to which the job was given.
    const second = await api.store.begin(id);
    expect([second?.attempt, second?.suspect, await lost(id)]).toEqual([2, true, 1]);
    solve.finish(9);
    await expect.poll(() => lost(id)).toBe(0);
    expect(await api.store.get(soleTenant, id)).toMatchObject({ state: 'running', attempts: 2 });
    await api.store.handBack(second!);
    (await api.solver.next()).finish(1);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
  });

  test('a begin that was done but not answered is given back, and counts as no death', async () => {
    database.loseAnswerOf = `set state = 'running'`;
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    expect([solve.task.id, await lost(id)]).toEqual([id, 0]);
    solve.finish(1);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
    expect(await states(id)).toEqual(['queued', 'running', 'queued', 'running', 'succeeded']);
  });

  test('a plan that the pool did not take while it was away was left to lapse, as if lost; it goes back when it is back', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    database.away = true;
    let tried = false;
    const handBack = api.store.handBack.bind(api.store);
    api.store.handBack = (begun) =>
      handBack(begun).finally(() => {
        tried = true;
      });
    solve.fail(new TaktError('queue-full', 'no room'));
    await expect.poll(() => tried, { timeout: 10_000 }).toBe(true);
    expect(api.dispatcher.running).toBe(1);
    database.away = false;
    (await api.solver.next()).finish(1);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
    expect([await lost(id), await states(id)]).toEqual([0, ['queued', 'running', 'queued', 'running', 'succeeded']]);
  });

  test('two plans that each lost a process are not solved side by side', async () => {
    await api.dispatcher.stop(0);
    const ids: string[] = [];
    for (let index = 0; index < 2; index++) {
      ids.push((await api.store.insert({ tenant: soleTenant, request: parsedRequest() })).id);
      await api.store.begin((await api.queue.claim())!.id);
    }
    for (const id of ids) await lapse(id);
    await api.close();
    api = await startTestApi({ ...opened, database }, { concurrency: 2 });
    const first = await api.solver.next();
    const other = ids.find((id) => id !== first.task.id)!;
    await expect.poll(() => states(other)).toEqual(['queued', 'running', 'queued']);
    expect(api.dispatcher.running).toBe(1);
    first.finish(1);
    const second = await api.solver.next();
    expect(second.task.id).toBe(other);
    second.finish(1);
    await expect.poll(() => api.store.state(soleTenant, other)).toBe('succeeded');
  });
});

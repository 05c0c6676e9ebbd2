import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TaktError } from '../../models/errors.ts';
import { soleTenant } from '../access/caller.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { parsedRequest } from '../testing/requests.ts';

describe.each(testBackends)('the dispatcher on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;
  beforeEach(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened, { concurrency: 2 });
  });
  afterEach(async () => {
    await api.close();
    await opened.drop();
  });
  const states = async (id: string) =>
    (await api.store.events(id, 0)).map(({ data }) => ('state' in data ? data.state : data.objective));

  test('solves as many at a time as it may, and the next as soon as one ends', async () => {
    const plans = [];
    for (let index = 0; index < 3; index++)
      plans.push(await api.store.insert({ tenant: soleTenant, request: parsedRequest() }));
    const [first, second] = [await api.solver.next(), await api.solver.next()];
    expect(new Set([first.task.id, second.task.id])).toEqual(new Set([plans[0].id, plans[1].id]));
    expect([api.dispatcher.running, await api.store.state(soleTenant, plans[2].id)]).toEqual([2, 'queued']);
    first.finish(1);
    const third = await api.solver.next();
    expect(third.task.id).toBe(plans[2].id);
    second.finish(1);
    third.finish(1);
    for (const { id } of plans) await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
  });

  test('takes short work beyond, so that it flows while long work runs, and no long work there', async () => {
    await api.close();
    api = await startTestApi(opened, { concurrency: 2, express: 1 });
    const insert = async (timeMs: number) =>
      (await api.store.insert({ tenant: soleTenant, request: parsedRequest({ budget: { timeMs } }) })).id;
    const long = [await insert(60_000), await insert(60_000), await insert(60_000)];
    const running = [await api.solver.next(), await api.solver.next()];
    const short = [await insert(2000), await insert(2000)];
    for (const id of short) {
      const solve = await api.solver.next();
      expect(solve.task.id).toBe(id);
      expect(await api.store.state(soleTenant, long[2])).toBe('queued');
      solve.finish(1);
      await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
    }
    running[0].finish(1);
    expect((await api.solver.next()).task.id).toBe(long[2]);
  });

  test('keeps the newest incumbent before the end, whatever their number', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    for (let value = 1000; value >= 1; value--) solve.incumbent(value);
    solve.finish(0);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
    const seen = await states(id);
    expect(seen.slice(0, 2)).toEqual(['queued', 'running']);
    expect(seen.slice(-2)).toEqual([1, 'succeeded']);
    expect(seen.length).toBeLessThan(10);
  });

  test('an incumbent that fails the check is not shown', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    solve.incumbent(-5);
    solve.finish(2);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
    expect(await states(id)).toEqual(['queued', 'running', 'succeeded']);
  });

  test('a pool that is full or closing is no fault of the plan: it goes back and is solved later', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    (await api.solver.next()).fail(new TaktError('queue-full', 'no room'));
    (await api.solver.next()).fail(new TaktError('shutting-down', 'closing'));
    (await api.solver.next()).finish(1);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
    expect(await states(id)).toEqual(['queued', 'running', 'queued', 'running', 'queued', 'running', 'succeeded']);
  });

  test('a plan that cannot be stored with all that belongs to it fails, and its job is done', async () => {
    await api.close();
    api = await startTestApi(opened, {
      onSucceeded: async () => {
        throw new Error('no programs today');
      },
    });
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    (await api.solver.next()).finish(1);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('failed');
    expect(await api.store.get(soleTenant, id)).toMatchObject({ error: { code: 'internal-error' } });
    expect(await api.queue.claim()).toBeUndefined();
  });

  test('stopping hands back what does not end in time', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    await api.dispatcher.stop(0);
    expect(solve.signal.aborted).toBe(true);
    expect(await api.store.get(soleTenant, id)).toMatchObject({ state: 'queued', attempts: 1 });
    expect(await states(id)).toEqual(['queued', 'running', 'queued']);
  });

  test('stopping waits for what ends in time', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    const stopped = api.dispatcher.stop(60_000);
    solve.finish(4);
    await stopped;
    expect(await api.store.get(soleTenant, id)).toMatchObject({ state: 'succeeded', objective: 4 });
  });

  test('a run whose plan passed to another attempt is stopped and its result dropped', async () => {
    const { id } = await api.store.insert({ tenant: soleTenant, request: parsedRequest() });
    const solve = await api.solver.next();
    const other = (await api.store.begin(id))!;
    solve.finish(9);
    await expect.poll(() => api.dispatcher.running).toBe(0);
    expect(await api.store.get(soleTenant, id)).toMatchObject({ state: 'running', attempts: 2, objective: undefined });
    await api.store.handBack(other);
    (await api.solver.next()).finish(1);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
  });
});

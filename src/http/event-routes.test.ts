import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { soleTenant } from '../access/caller.ts';
import { collect, type Message, readEvents } from '../client/event-source.ts';
import { addEvent } from '../jobs/plan-events.ts';
import type { PlanEvent, PlanView } from '../jobs/plan-view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { parsedRequest, smallRequest } from '../testing/requests.ts';
import { unreliable } from '../testing/unreliable-database.ts';

describe.each(testBackends)('events of a plan on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;
  let url: string;

  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened);
    url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });

  async function keep(): Promise<string> {
    const answer = await api.app.inject({ method: 'POST', url: '/v1/plans', payload: smallRequest() });
    return answer.json<PlanView>().id;
  }
  const told = (messages: readonly Message[]) =>
    messages.map(({ id, event, data }) => {
      const { data: figures } = data as PlanEvent;
      return event === 'end' ? [id, 'end'] : [id, event, 'state' in figures ? figures.state : figures.objective];
    });

  test('states and incumbents come as they happen, then the end', async () => {
    const id = await keep();
    const solve = await api.solver.next();
    const stream = readEvents(`${url}/v1/plans/${id}/events`);
    const messages: Message[] = [];
    for await (const message of stream) {
      messages.push(message);
      // Each step is taken when the one before it was heard of.
      if (message.event === 'state' && messages.length === 2) solve.incumbent(8, 2);
      if (message.event === 'incumbent') solve.finish(6);
    }
    expect(told(messages)).toEqual([
      [1, 'state', 'queued'],
      [2, 'state', 'running'],
      [3, 'incumbent', 8],
      [4, 'state', 'succeeded'],
      [4, 'end'],
    ]);
    expect(messages[2].data).toMatchObject({ type: 'incumbent', data: { objective: 8, lowerBound: 2, gap: 0.75 } });
    expect(messages.at(-1)!.data).toMatchObject({
      type: 'state',
      data: { state: 'succeeded', found: 'optimal', objective: 6, gap: 0 },
    });
  });

  test('Last-Event-ID goes on after that event, from the table', async () => {
    const id = await keep();
    const solve = await api.solver.next();
    solve.incumbent(8);
    await expect.poll(async () => (await api.store.events(id, 0)).length).toBe(3);
    solve.finish(6);
    await expect.poll(() => api.store.state(soleTenant, id)).toBe('succeeded');
    for (const last of [0, 1, 2, 3]) {
      const messages = await collect(readEvents(`${url}/v1/plans/${id}/events`, last));
      expect(messages.map((message) => message.id)).toEqual([1, 2, 3, 4, 4].slice(last));
    }
    const after = await fetch(`${url}/v1/plans/${id}/events`, { headers: { 'last-event-id': '4' } });
    expect(after.status).toBe(204);
  });

  test('a change that nobody tells of is seen too', async () => {
    const id = await keep();
    const solve = await api.solver.next();
    const reading = readEvents(`${url}/v1/plans/${id}/events`);
    expect([(await reading.next()).value, (await reading.next()).value]).toMatchObject([{ id: 1 }, { id: 2 }]);
    await opened.database.transaction((transaction) =>
      addEvent(transaction, id, 'incumbent', { attempt: 1, objective: 9 }),
    );
    expect((await reading.next()).value).toMatchObject({ id: 3, event: 'incumbent' });
    solve.finish(1);
    expect(told(await collect(reading)).at(-1)).toEqual([4, 'end']);
  });

  // The embedded database belongs to one process.
  test.runIf(backend === 'postgres')(
    'followed on one replica, solved by another, cut and gone on with at a third',
    async () => {
      const [solving, second] = [await startTestApi(opened), await startTestApi(opened, { concurrency: 0 })];
      await api.dispatcher.stop(0);
      try {
        const secondUrl = await second.app.listen({ port: 0, host: '127.0.0.1' });
        const id = await keep();
        const solve = await solving.solver.next();
        const messages: Message[] = [];
        for await (const message of readEvents(`${secondUrl}/v1/plans/${id}/events`)) {
          messages.push(message);
          if (message.id === 2) solve.incumbent(8);
          if (message.event === 'incumbent') break;
        }
        solve.finish(6);
        messages.push(...(await collect(readEvents(`${url}/v1/plans/${id}/events`, messages.at(-1)!.id))));
        expect(told(messages)).toEqual([
          [1, 'state', 'queued'],
          [2, 'state', 'running'],
          [3, 'incumbent', 8],
          [4, 'state', 'succeeded'],
          [4, 'end'],
        ]);
      } finally {
        await Promise.all([solving.close(), second.close()]);
        await api.close();
        api = await startTestApi(opened);
        url = await api.app.listen({ port: 0, host: '127.0.0.1' });
      }
    },
  );

  test('a reader that hangs up leaves nothing behind', async () => {
    const id = await keep();
    const solve = await api.solver.next();
    for await (const _ of readEvents(`${url}/v1/plans/${id}/events`)) break;
    await expect.poll(() => api.changes.watchers(id)).toBe(0);
    solve.finish(1);
  });

  test('a database that is away ends the stream, so that the reader asks again', async () => {
    const database = unreliable(opened.database);
    const other = await startTestApi({ ...opened, database }, { concurrency: 0 });
    const otherUrl = await other.app.listen({ port: 0, host: '127.0.0.1' });
    const { id } = await other.store.insert({ request: parsedRequest(), tenant: soleTenant });
    const reading = readEvents(`${otherUrl}/v1/plans/${id}/events`);
    await reading.next();
    database.away = true;
    other.changes.announce(id);
    const rest = await collect(reading);
    expect(rest.every((message) => message.event !== 'end')).toBe(true);
    expect(other.changes.watchers(id)).toBe(0);
    database.away = false;
    await other.close();
  });

  test('streams end when the service stops', async () => {
    const other = await startTestApi(opened);
    const otherUrl = await other.app.listen({ port: 0, host: '127.0.0.1' });
    const id = await keep();
    const reading = readEvents(`${otherUrl}/v1/plans/${id}/events`);
    await reading.next();
    await other.close();
    // Either dispatcher may have taken the plan; what counts is that the stream does not hang.
    const rest = await collect(reading);
    expect(rest.every((message) => message.event !== 'end')).toBe(true);
  });
});

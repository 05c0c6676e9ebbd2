import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanEvent, PlanView } from '../jobs/plan-view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { smallRequest } from '../testing/requests.ts';
import { collect, type Message, readEvents } from './event-source.ts';

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
    await expect.poll(() => api.store.state(id)).toBe('succeeded');
    for (const last of [0, 1, 2, 3]) {
      const messages = await collect(readEvents(`${url}/v1/plans/${id}/events`, last));
      expect(messages.map((message) => message.id)).toEqual([1, 2, 3, 4, 4].slice(last));
    }
    const after = await fetch(`${url}/v1/plans/${id}/events`, { headers: { 'last-event-id': '4' } });
    expect(after.status).toBe(204);
  });

  test('a change that another process makes is seen too', async () => {
    const id = await keep();
    const solve = await api.solver.next();
    // Takes the local announcement away, as it is where the solver runs in another replica.
    const announce = api.changes.announce;
    api.changes.announce = () => {};
    try {
      const reading = collect(readEvents(`${url}/v1/plans/${id}/events`));
      solve.finish(1);
      expect(told(await reading).at(-1)).toEqual([3, 'end']);
    } finally {
      api.changes.announce = announce;
    }
  });

  test('a reader that hangs up leaves nothing behind', async () => {
    const id = await keep();
    const solve = await api.solver.next();
    for await (const _ of readEvents(`${url}/v1/plans/${id}/events`)) break;
    await expect.poll(() => api.changes.watchers(id)).toBe(0);
    solve.finish(1);
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

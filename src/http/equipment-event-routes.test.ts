import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { soleTenant } from '../access/caller.ts';
import type { CommandState } from '../bridge/states.ts';
import { type Message, readEvents } from '../client/event-source.ts';
import { makePlant, moveStep, report } from '../equipment/testing/plant.ts';
import type { CommandChange, OvenReport } from '../equipment/view.ts';
import { startTestApi, type TestApi } from '../testing/api.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';

describe.each(testBackends)('events of ovens on %s', (backend) => {
  let opened: TestDatabase;
  let api: TestApi;
  let url: string;
  let site: string;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    api = await startTestApi(opened);
    url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await api.close();
    await opened.drop();
  });
  beforeEach(async () => {
    site = `site-${randomUUID().slice(0, 8)}`;
    await makePlant(opened.database, { site, tenant: soleTenant, furnaces: ['a', 'b'] });
  });

  /**
   * Without the changes that wrote the programs: a transaction that is open in another database of the server, of another
   * test file for instance, lets the stream begin before them.
   */
  async function* follow(query = `site=${site}`): AsyncGenerator<Message> {
    for await (const message of readEvents(`${url}/v1/equipment/events?${query}`))
      if (!['planned', 'approved'].includes((message.data as Partial<CommandChange>).to ?? '')) yield message;
  }
  /** As a bridge does: commits, then tells. */
  async function move(oven: string, ...states: CommandState[]): Promise<void> {
    await moveStep(opened.database, { site, oven }, states);
    api.equipmentFeed.tell(site, 'report');
  }
  async function say(oven: string, value?: number): Promise<void> {
    await report(opened.database, { site, oven, value });
    api.equipmentFeed.tell(site, 'report');
  }
  /** The next so many messages, without ending the stream. */
  async function take(stream: AsyncGenerator<Message>, count: number): Promise<Message[]> {
    const messages: Message[] = [];
    while (messages.length < count) messages.push((await stream.next()).value);
    return messages;
  }
  const steps = (messages: readonly Message[]) =>
    messages.map(({ event, data }) => {
      const { oven, to } = data as Partial<CommandChange>;
      return [event, oven, to];
    });

  test('commands, reports, holds and releases come as they happen, after the start', async () => {
    const stream = follow();
    expect((await take(stream, 1))[0]).toMatchObject({ event: 'start', id: expect.any(Number) });
    await move('a-oven', 'sent', 'accepted');
    const commands = await take(stream, 2);
    expect(steps(commands)).toEqual([
      ['command', 'a-oven', 'sent'],
      ['command', 'a-oven', 'accepted'],
    ]);
    expect(commands[1].id).toBeGreaterThan(commands[0].id);
    expect((commands[0].data as CommandChange).id).toBe(commands[0].id);
    await say('b-oven', 700);
    const [said] = await take(stream, 1);
    expect(said).toMatchObject({ event: 'oven', data: { oven: 'b-oven', present: true } });
    expect((said.data as OvenReport).reported!.readings[0].value).toBe(700);
    const made = await api.app.inject({ method: 'POST', url: '/v1/holds', payload: { site, by: 'me' } });
    expect(await take(stream, 1)).toMatchObject([{ event: 'hold', data: { id: made.json().id, site } }]);
    await api.app.inject({ method: 'DELETE', url: `/v1/holds/${made.json().id}?by=you` });
    expect(await take(stream, 1)).toMatchObject([{ event: 'release', data: { releasedBy: 'you' } }]);
    await stream.return(undefined);
  });

  test('Last-Event-ID goes on after that change, on any replica, without a gap or a repetition', async () => {
    const stream = follow();
    await take(stream, 1);
    await move('a-oven', 'sent', 'accepted', 'applied', 'verified');
    const all = await take(stream, 4);
    await stream.return(undefined);
    const other = backend === 'postgres' ? await startTestApi(opened, { concurrency: 0 }) : undefined;
    const base = (await other?.app.listen({ port: 0, host: '127.0.0.1' })) ?? url;
    for (const seen of [1, 3]) {
      const last = all[seen - 1].id;
      const rest = readEvents(`${base}/v1/equipment/events?site=${site}`, last);
      const expected = all.slice(seen);
      const [again, ...changes] = await take(rest, expected.length + 1);
      expect(again).toMatchObject({ event: 'start', id: last });
      expect(changes).toEqual(expected);
      await rest.return(undefined);
    }
    await other?.close();
  });

  test('only what the filter lets through comes', async () => {
    const stream = follow(`site=${site}&oven=b-oven`);
    await take(stream, 1);
    await say('a-oven');
    await api.app.inject({ method: 'POST', url: '/v1/holds', payload: { site, oven: 'a-oven', by: 'me' } });
    await move('a-oven', 'sent');
    await move('b-oven', 'sent');
    expect(steps(await take(stream, 1))).toEqual([['command', 'b-oven', 'sent']]);
    await stream.return(undefined);
  });

  // One connection has no second transaction.
  test.runIf(backend === 'postgres')('a change that commits late under a lower id is not passed by', async () => {
    const stream = follow();
    await take(stream, 1);
    const late = Promise.withResolvers<void>();
    const drawn = Promise.withResolvers<void>();
    const first = opened.database.transaction(async (transaction) => {
      await moveStep({ ...opened.database, ...transaction }, { site, oven: 'a-oven' }, ['sent']);
      drawn.resolve();
      await late.promise;
    });
    await drawn.promise;
    await move('b-oven', 'sent');
    // This is seen in a look after the change that is committed, which is not told yet.
    await say('b-oven');
    expect((await take(stream, 1))[0].event).toBe('oven');
    late.resolve();
    await first;
    api.equipmentFeed.tell(site, 'report');
    expect(steps(await take(stream, 2))).toEqual([
      ['command', 'a-oven', 'sent'],
      ['command', 'b-oven', 'sent'],
    ]);
    await stream.return(undefined);
  });

  test('a lower id in a later transaction is read too', async () => {
    const stream = follow();
    await take(stream, 1);
    await move('a-oven', 'sent');
    const [sent] = await take(stream, 1);
    // As one would be that drew its id early and its number late; given by hand here.
    await opened.database.query(
      `insert into takt.command_transitions (id, command_id, plan_id, site, oven, step, version, from_state, to_state, actor, at)
       overriding system value
       select -id, command_id, plan_id, site, oven, step, version, 'sent', 'accepted', actor, at
       from takt.command_transitions where id = $1`,
      [sent.id],
    );
    api.equipmentFeed.tell(site, 'report');
    expect(await take(stream, 1)).toMatchObject([{ event: 'command', id: -sent.id }]);
    await stream.return(undefined);
  });

  test('a site or oven that is not there is not found, and a header that is no id is refused', async () => {
    for (const query of ['site=nowhere', `site=${site}&oven=z`])
      expect((await api.app.inject(`/v1/equipment/events?${query}`)).json()).toMatchObject({
        status: 404,
        code: 'equipment-not-found',
      });
    const headers = { 'last-event-id': 'x' };
    const answer = await api.app.inject({ url: '/v1/equipment/events', headers });
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer: 'Last-Event-ID' }] });
  });
});

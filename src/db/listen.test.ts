import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import type { Listener } from './database.ts';
import { PostgresListener } from './postgres-listener.ts';

class Heard implements Listener {
  readonly all: (string | boolean)[] = [];
  notified(payload: string): void {
    this.all.push(payload);
  }
  listening(comes: boolean): void {
    this.all.push(comes);
  }
}

describe.each(testBackends)('notifications on %s', (backend) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
  });
  afterAll(() => opened.drop());
  const say = (payload: string) => opened.database.query(`select pg_notify('talk', $1)`, [payload]);

  test('come when the transaction that sent them is committed, in order, and not when it is rolled back', async () => {
    const heard = new Heard();
    const unlisten = await opened.database.listen('talk', heard);
    await expect(
      opened.database.transaction(async (transaction) => {
        await transaction.query(`select pg_notify('talk', 'never')`);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await opened.database.transaction(async (transaction) => {
      await transaction.query(`select pg_notify('talk', 'first')`);
      expect(heard.all).toEqual([true]);
    });
    await say('second');
    await expect.poll(() => heard.all).toEqual([true, 'first', 'second']);
    await unlisten();
    await say('unheard');
    expect(heard.all).toEqual([true, 'first', 'second', false]);
  });
});

describe.runIf(testBackends.includes('postgres'))('a connection that listens', () => {
  const quick = { checkEveryMs: 30, answerWithinMs: 200, firstPauseMs: 10, longestPauseMs: 50 };

  test('is made again after the server ended it, and the listener is told that it may have missed something', async () => {
    const opened = await openTestDatabase('postgres');
    const heard = new Heard();
    const listener = new PostgresListener(opened.settings.DATABASE_URL, 'talk', heard, quick);
    await listener.start();
    await opened.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'takt listen'`,
    );
    await expect.poll(() => heard.all).toEqual([true, false, true]);
    await opened.database.query(`select pg_notify('talk', 'back')`);
    await expect.poll(() => heard.all).toEqual([true, false, true, 'back']);
    await listener.close();
    await opened.drop();
  });

  test('that went silent without an end is found out by asking', async () => {
    const opened = await openTestDatabase('postgres');
    const server = new URL(opened.settings.DATABASE_URL);
    // Stands between, and from the moment it is told passes nothing on, as a firewall does that forgot the connection.
    let silent = false;
    const sockets: Socket[] = [];
    const between = createServer((near) => {
      const far = connect(Number(server.port), server.hostname);
      sockets.push(near, far);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ]) {
        from.on('data', (bytes) => silent || to.write(bytes));
        from.on('error', () => {});
      }
    }).listen(0, '127.0.0.1');
    await once(between, 'listening');
    const through = new URL(server);
    through.port = String((between.address() as { port: number }).port);
    const heard = new Heard();
    const listener = new PostgresListener(through.href, 'talk', heard, quick);
    await listener.start();
    expect(heard.all).toEqual([true]);
    silent = true;
    await expect.poll(() => heard.all).toEqual([true, false]);
    silent = false;
    await expect.poll(() => heard.all).toEqual([true, false, true]);
    await listener.close();
    for (const socket of sockets) socket.destroy();
    between.close();
    await opened.drop();
  });

  test('cannot be had: listening goes on trying, and can be ended', async () => {
    const heard = new Heard();
    const listener = new PostgresListener('postgres://nobody@127.0.0.1:1/none', 'talk', heard, quick);
    await listener.start();
    await listener.close();
    expect(heard.all).toEqual([]);
  });
});

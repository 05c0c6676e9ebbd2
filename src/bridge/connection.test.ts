import { once } from 'node:events';
import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, expect, test } from 'vitest';
import { startEmbeddedBroker } from './broker.ts';
import { Connection, type ConnectionOptions } from './connection.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function connect(url: string, options: Partial<ConnectionOptions> = {}): Promise<Connection> {
  return new Promise((resolve) => {
    const connection: Connection = new Connection({
      url,
      clientId: `test-${crypto.randomUUID().slice(0, 13)}`,
      protocolVersion: 4,
      onMessage() {},
      onLoss() {},
      ...options,
      onConnect: () => {
        options.onConnect?.();
        resolve(connection);
      },
    });
    cleanUps.push(() => connection.stop());
    connection.start();
  });
}

test('what could not be sent is refused at once and not sent after a reconnect', async () => {
  const broker = await startEmbeddedBroker();
  const lost = Promise.withResolvers<void>();
  let connects = 0;
  const reconnected = Promise.withResolvers<void>();
  const sender = await connect(broker.url, {
    onLoss: () => lost.resolve(),
    onConnect: () => {
      connects++;
      if (connects === 2) reconnected.resolve();
    },
  });
  await broker.close();
  await lost.promise;
  await expect(sender.publish('a/b', 'stale')).rejects.toThrow('no connection');

  const again = await startEmbeddedBroker({ port: broker.port });
  cleanUps.push(() => again.close());
  const heard: string[] = [];
  const fresh = Promise.withResolvers<void>();
  const receiver = await connect(again.url, {
    onMessage: (_, payload) => {
      heard.push(payload.toString());
      if (payload.toString() === 'fresh') fresh.resolve();
    },
  });
  await receiver.subscribe(['a/b']);
  await reconnected.promise;
  await sender.publish('a/b', 'fresh');
  await fresh.promise;
  expect(heard).toEqual(['fresh']);
});

/** @returns the address, behind `mqtt://`, of an aedes with rules of the test's own. */
async function serve(rules: NonNullable<Parameters<typeof Aedes.createBroker>[0]>): Promise<string> {
  const aedes = await Aedes.createBroker(rules);
  const server = createServer((socket) => void aedes.handle(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(async () => {
    await new Promise<void>((resolve) => aedes.close(resolve));
    server.close();
  });
  return `127.0.0.1:${(server.address() as { port: number }).port}`;
}

test('a broker that never confirms is given up after the time of the publish', async () => {
  const connection = await connect(`mqtt://${await serve({ authorizePublish() {} })}`);
  await expect(connection.publish('a/b', 'x', { timeoutMs: 50 })).rejects.toThrow('did not confirm within 50 ms');
});

test('user and password are decoded, colons and all', async () => {
  const came = Promise.withResolvers<[string | undefined, string | undefined]>();
  const address = await serve({
    authenticate: (_, user, password, done) => {
      came.resolve([user, password?.toString()]);
      done(null, true);
    },
  });
  await connect(`mqtt://works%2Fo1:a:b%3Ac%40@${address}`);
  expect(await came.promise).toEqual(['works/o1', 'a:b:c@']);
});

test('the embedded broker refuses a port that is taken', async () => {
  const broker = await startEmbeddedBroker();
  cleanUps.push(() => broker.close());
  await expect(startEmbeddedBroker({ port: broker.port })).rejects.toThrow('EADDRINUSE');
});

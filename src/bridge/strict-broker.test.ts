/** A broker that insists on what MQTT 5 says of limits and refusals, byte by byte: real ones are often more patient. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Connection } from './connection.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const receiveMaximum = 2;
const receiveMaximumExceeded = 0x93;
const sessionTakenOver = 0x8e;
const notAuthorized = 0x87;
const unspecified = 0x80;

/** What is done with each packet of the client. */
type Answer = (type: number, body: Buffer, socket: Socket) => void;

async function listen(answer: Answer): Promise<string> {
  const server = createServer((socket) => {
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      // Packets here are shorter than 128 bytes: their length is one byte.
      while (rest.length >= 2 && rest.length >= 2 + rest[1]) {
        answer(rest[0] >> 4, rest.subarray(2, 2 + rest[1]), socket);
        rest = rest.subarray(2 + rest[1]);
      }
    });
    socket.on('error', () => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(async () => server.close());
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** @returns the connection once it stands, and the first loss. */
async function connect(url: string, protocolVersion: 4 | 5): Promise<{ connection: Connection; loss: Promise<Error> }> {
  const up = Promise.withResolvers<void>();
  const { promise: loss, resolve } = Promise.withResolvers<Error>();
  const connection = new Connection({
    url,
    clientId: 'x',
    protocolVersion,
    onConnect: () => up.resolve(),
    onMessage() {},
    onLoss: (error) => error && resolve(error),
  });
  cleanUps.push(() => connection.cut());
  connection.start();
  await up.promise;
  return { connection, loss };
}

const packet = { connect: 1, publish: 3, subscribe: 8 };
const welcome5 = [0x20, 6, 0, 0, 3, 0x21, 0, receiveMaximum];
const welcome4 = [0x20, 2, 0, 0];

test('no more messages are under way than the broker takes, and one that waited too long is not sent', async () => {
  const held: (() => void)[] = [];
  const came: string[] = [];
  let isSilent = false;
  const url = await listen((type, body, socket) => {
    if (type === packet.connect) socket.write(Buffer.from(welcome5));
    if (type !== packet.publish) return;
    const topicEnd = 2 + body.readUInt16BE(0);
    came.push(body.subarray(topicEnd + 3).toString());
    held.push(() => socket.write(Buffer.from([0x40, 2, body[topicEnd], body[topicEnd + 1]])));
    if (held.length > receiveMaximum) socket.end(Buffer.from([0xe0, 2, receiveMaximumExceeded, 0]));
    if (!isSilent) setImmediate(() => held.shift()!());
  });
  const { connection } = await connect(url, 5);
  const payloads = Array.from({ length: 20 }, (_, at) => `m${at}`);
  await Promise.all(payloads.map((payload) => connection.publish('a', payload)));
  expect(came.splice(0)).toEqual(payloads);

  isSilent = true;
  const late = ['x', 'y', 'z'].map((text) => connection.publish('a', text, { timeoutMs: 50 }));
  const outcomes = await Promise.allSettled(late);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  isSilent = false;
  for (const confirm of held.splice(0)) confirm();
  await connection.publish('a', 'after');
  expect(came).toEqual(['x', 'y', 'after']);
});

test('ending does not wait for ever for a confirmation that is owed', async () => {
  const came = Promise.withResolvers<void>();
  const url = await listen((type, _, socket) => {
    if (type === packet.connect) socket.write(Buffer.from(welcome5));
    if (type === packet.publish) came.resolve();
  });
  const { connection } = await connect(url, 5);
  const owed = expect(connection.publish('a', 'x')).rejects.toThrow();
  await came.promise;
  await connection.stop();
  await owed;
  expect(connection.connected).toBe(false);
});

test('the reason with which the broker ends a connection is told', async () => {
  const url = await listen((type, _, socket) => {
    if (type === packet.connect) socket.write(Buffer.from(welcome5));
    if (type === packet.publish) socket.end(Buffer.from([0xe0, 2, sessionTakenOver, 0]));
  });
  const { connection, loss } = await connect(url, 5);
  connection.tell('a', 'x');
  expect((await loss).message).toBe('the broker ended the connection: Session taken over');
});

test.each([
  [5, welcome5, notAuthorized, 'the broker refused b (Not authorized)'],
  [4, welcome4, unspecified, 'the broker refused b (Unspecified error)'],
] as const)('a refused subscription is told by its topic, protocol level %i', async (level, welcome, code, message) => {
  const url = await listen((type, body, socket) => {
    if (type === packet.connect) socket.write(Buffer.from([...welcome]));
    if (type !== packet.subscribe) return;
    const properties = level === 5 ? [0] : [];
    socket.write(Buffer.from([0x90, 4 + properties.length, body[0], body[1], ...properties, 1, code]));
  });
  const { connection } = await connect(url, level);
  await expect(connection.subscribe(['a', 'b'])).rejects.toThrow(message);
});

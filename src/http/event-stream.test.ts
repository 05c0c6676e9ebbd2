import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventStream, type EventStreamOptions } from './event-stream.ts';

let app: FastifyInstance;
let port: number;
let options: EventStreamOptions;
let stream: EventStream;
let failure: unknown;
let response: ServerResponse;
const sockets: Socket[] = [];
/** Much more than the buffers of both ends of a socket take. */
const events = 3000;
const data = 'x'.repeat(10_000);
let sent = 0;
/** Most bytes that the process held for the reader. */
let held = 0;

beforeEach(async () => {
  sent = 0;
  held = 0;
  failure = undefined;
  options = { heartbeatMs: 1, closing: new AbortController().signal };
  app = fastify();
  app.get('/', async (_request, reply) => {
    try {
      stream = new EventStream(reply, options);
    } catch (error) {
      failure = error;
      return reply.code(503).send();
    }
    response = reply.raw;
    while (stream.isOpen && sent < events) {
      const sending = stream.send({ id: ++sent, event: 'state', data });
      held = Math.max(held, reply.raw.writableLength);
      await sending;
    }
    stream.close();
    return reply;
  });
  port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await app.close();
});

async function ask(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
  return socket;
}

/** Resolves when nothing was sent for some turns: the reader's side is full. */
async function full(): Promise<void> {
  for (let before = -1; before !== sent || sent === 0; await new Promise((resolve) => setTimeout(resolve, 50)))
    before = sent;
}

test('a reader that stops holds one event in memory and no more, and gets them all when it goes on', async () => {
  const socket = await ask();
  socket.pause();
  await full();
  const sentWhileFull = sent;
  expect(sentWhileFull).toBeLessThan(events / 2);
  // Heartbeats come every millisecond here, and none is added to what waits.
  const waits = response.writableLength;
  expect(waits).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(response.writableLength).toBe(waits);
  expect(held).toBeLessThan(2 * data.length + 65_536);
  let bytes = 0;
  let last = '';
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    last = chunk.toString();
  });
  socket.resume();
  await once(socket, 'end');
  expect(sent).toBe(events);
  expect(bytes).toBeGreaterThan(events * data.length);
  expect(last.endsWith('0\r\n\r\n')).toBe(true);
  expect(held).toBeLessThan(2 * data.length + 65_536);
});

test('a reader that takes nothing is let go', async () => {
  options = { ...options, stalledMs: 20 };
  const socket = await ask();
  socket.pause();
  let closed = false;
  await expect.poll(() => stream?.isOpen).toBe(false);
  stream.onClose(() => {
    closed = true;
  });
  expect(closed).toBe(true);
  expect(sent).toBeLessThan(events / 2);
});

test('there is a limit, and a stream that ends makes room', async () => {
  options = { ...options, mostStreams: 1 };
  const first = await ask();
  first.pause();
  await full();
  const second = await ask();
  const [answer] = await once(second, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 503/);
  expect(failure).toMatchObject({ code: 'too-many-streams', status: 503, details: { retryAfterSeconds: 5 } });
  first.destroy();
  await expect.poll(() => stream.isOpen).toBe(false);
  sent = 0;
  const third = await ask();
  const [welcome] = await once(third, 'data');
  expect(String(welcome)).toMatch(/^HTTP\/1.1 200/);
});

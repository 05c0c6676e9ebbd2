import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { AddressRules } from './address.ts';
import { deliver, type Message } from './deliver.ts';
import { makeSecret, signature } from './sign.ts';

const loopback = ['127.0.0.0/8'];
const open: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of open.splice(0)) server.close();
});

async function serve<Made extends Server>(server: Made): Promise<number> {
  server.on('connection', (socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
const receiver = async (answer: RequestListener) => `http://127.0.0.1:${await serve(createServer(answer))}/hook`;
const message = (url: string, more: Partial<Message> = {}): Message => ({
  id: 'one',
  url,
  body: '{"a":"ü"}',
  secrets: ['whsec_AAAA'],
  timestamp: 1_700_000_000,
  ...more,
});
const rules = new AddressRules(loopback);

test('signed as the convention says: its own example gives its own signature', () => {
  // The example of the Standard Webhooks specification and of its libraries' tests.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const signed = signature([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}');
  expect(signed).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(Buffer.from(makeSecret().slice('whsec_'.length), 'base64').length).toBe(32);
  expect(makeSecret()).not.toBe(makeSecret());
});

test('posts the body with the three headers, and a second signature while a secret is changed', async () => {
  let headers: IncomingHttpHeaders = {};
  let body = '';
  const url = await receiver(async (request, answer) => {
    headers = request.headers;
    for await (const chunk of request) body += chunk;
    answer.writeHead(204).end();
  });
  const secrets = [makeSecret(), makeSecret()];
  expect(await deliver(message(url, { secrets }), rules)).toEqual({ status: 204 });
  expect(body).toBe('{"a":"ü"}');
  const sign = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update(`one.1700000000.${body}`)
      .digest('base64');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'content-length': '10',
    'webhook-id': 'one',
    'webhook-timestamp': '1700000000',
    'webhook-signature': secrets.map((secret) => `v1,${sign(secret)}`).join(' '),
    'user-agent': expect.stringMatching(/^takt\//),
    connection: 'close',
  });
  expect(headers.cookie).toBeUndefined();
});

test('a redirect is an answer, not a way', async () => {
  let calls = 0;
  const url = await receiver((_request, answer) => {
    calls++;
    answer.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  });
  expect(await deliver(message(url), rules)).toEqual({ status: 302 });
  expect(calls).toBe(1);
});

test('a name is called at the address that was checked, and is told under its name', async () => {
  let host: string | undefined;
  const url = new URL(
    await receiver((request, answer) => {
      host = request.headers.host;
      answer.end();
    }),
  );
  let asked = 0;
  const named = new AddressRules(loopback, async () => {
    asked++;
    return [{ address: asked === 1 ? '127.0.0.1' : '203.0.113.1', family: 4 }];
  });
  url.hostname = 'receiver.example';
  expect(await deliver(message(url.href), named)).toEqual({ status: 200 });
  expect([host, asked]).toEqual([`receiver.example:${url.port}`, 1]);
});

test('TLS asks for the name, and wants a certificate that proves it', async () => {
  const names: string[] = [];
  const port = await serve(
    createTlsServer({
      SNICallback: (name, answer) => {
        names.push(name);
        answer(new Error('no certificate'));
      },
    }).on('tlsClientError', () => {}),
  );
  const named = new AddressRules(loopback, async () => [{ address: '127.0.0.1', family: 4 }]);
  expect(await deliver(message(`https://receiver.example:${port}/`), named)).toEqual({
    error: expect.stringMatching(/^(ERR_SSL|ECONNRESET|EPROTO)/),
  });
  expect(names).toEqual(['receiver.example']);
});

test('an answer without end is taken by its status, and hung up on', async () => {
  let hungUp = false;
  const url = await receiver((_request, answer) => {
    const pouring = setInterval(() => answer.write('x'.repeat(1000)), 1);
    answer.on('close', () => {
      hungUp = true;
      clearInterval(pouring);
    });
  });
  expect(await deliver(message(url), rules)).toEqual({ status: 200 });
  await expect.poll(() => hungUp).toBe(true);
});

test('who says nothing, drips headers, or does not shake hands is hung up on', async () => {
  const limits = { connectMs: 60_000, totalMs: 80 };
  const silent = await receiver(() => {});
  expect(await deliver(message(silent), rules, { limits })).toEqual({ error: 'no answer within 80 ms' });
  const dripping = createTcpServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => socket.write('x-drip: 1\r\n'), 5);
    socket.on('close', () => clearInterval(drip)).on('error', () => {});
  });
  const drips = await serve(dripping);
  expect(await deliver(message(`http://127.0.0.1:${drips}/`), rules, { limits })).toEqual({
    error: 'no answer within 80 ms',
  });
  const mute = await serve(createTcpServer(() => {}));
  const quick = { connectMs: 40, totalMs: 60_000 };
  expect(await deliver(message(`https://127.0.0.1:${mute}/`), rules, { limits: quick })).toEqual({
    error: 'no connection within 40 ms',
  });
});

test('what cannot be called is an outcome', async () => {
  expect(await deliver(message('http://127.0.0.1:1/'), rules)).toEqual({
    error: 'port 1 is not one that webhooks may call',
  });
  const port = await serve(createTcpServer((socket) => socket.destroy()));
  expect(await deliver(message(`http://127.0.0.1:${port}/`), rules)).toEqual({ error: 'ECONNRESET' });
  open.at(-1)!.close();
  expect(await deliver(message(`http://127.0.0.1:${port}/`), rules)).toEqual({ error: 'ECONNREFUSED' });
  expect(await deliver(message('https://10.0.0.1/'), rules)).toEqual({ error: '10.0.0.1 is not a public address' });
  expect(await deliver(message('https://8.8.8.8/', { body: 'x'.repeat(65_537) }), rules)).toEqual({
    error: 'the message is too long',
  });
  const nonsense = await serve(createTcpServer((socket) => socket.end('HELO\r\n\r\n')));
  expect(await deliver(message(`http://127.0.0.1:${nonsense}/`), rules)).toEqual({ error: 'HPE_INVALID_CONSTANT' });
  const stopped = AbortSignal.abort();
  expect(await deliver(message('https://8.8.8.8/'), rules, { signal: stopped })).toEqual({
    error: 'the service is stopping',
  });
});

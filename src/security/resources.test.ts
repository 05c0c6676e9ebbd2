/** OWASP API Security Top 10 (2023): API4 resources, API7 forgery of requests, API8 configuration, API10 what others say. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { IssuerKeys } from '../access/issuer-keys.ts';
import { tokenCheck } from '../access/tokens.ts';
import { socketLimits } from '../http/socket-limits.ts';
import { smallRequest } from '../testing/requests.ts';
import { type SecuredApi, startSecuredApi } from '../testing/tenants.ts';

let api: SecuredApi;
let key: string;
let port: number;
/** So impatient that a test of patience takes no time. */
const sockets = { ...socketLimits, headersMs: 200, requestMs: 400, checkMs: 50, connections: 20, streamCheckMs: 50 };
beforeAll(async () => {
  api = await startSecuredApi({
    sockets,
    tenantLimits: { requestsPerSecond: 10_000, waitingPlans: 2, solvingSecondsPerHour: 60 },
  });
  key = await api.key('foundry', ['admin']);
  await api.dispatcher.stop(0);
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  port = (api.app.server.address() as AddressInfo).port;
});
afterAll(() => api.close());

const opened = new Set<ReturnType<typeof connect>>();
afterEach(() => {
  for (const socket of opened) socket.destroy();
  opened.clear();
});
function open() {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  opened.add(socket);
  return socket;
}
/** Sends bytes as they are. @returns all that comes back until the other side closes. */
async function raw(bytes: string): Promise<string> {
  const socket = open();
  socket.write(bytes);
  return text(socket);
}
/** Goes on sending a little at a time until an answer comes. */
async function drip(socket: ReturnType<typeof connect>, piece: string): Promise<string> {
  const timer = setInterval(() => socket.write(piece), 20);
  socket.once('data', () => clearInterval(timer));
  try {
    return await text(socket);
  } finally {
    clearInterval(timer);
  }
}
const authorized = () => `Host: takt\r\nAuthorization: Bearer ${key}\r\n`;
const stillWell = async () => expect((await api.app.inject('/livez')).statusCode).toBe(200);

describe('API4: resources', () => {
  test('a stream without an end of its own ends once its key is good no more', async () => {
    // A good key is remembered until it expires, so that this one need not be waited for as long as one that is revoked.
    const short = await api.key('foundry', ['plan:read'], 1 / 86_400);
    const stream = await fetch(`http://127.0.0.1:${port}/v1/equipment/events`, {
      headers: { authorization: `Bearer ${short}` },
    });
    expect(stream.status).toBe(200);
    expect(await stream.text()).toMatch(/^id: \d+\nevent: start\n/);
  });

  test('limits of the tenant are told with the time to come back', async () => {
    const post = (timeMs: number) =>
      api.ask(key, { method: 'POST', url: '/v1/plans', payload: smallRequest({ budget: { timeMs } }) });
    expect((await post(10_000)).statusCode).toBe(202);
    expect((await post(10_000)).statusCode).toBe(202);
    const waiting = await post(10_000);
    expect([waiting.statusCode, waiting.json().code, waiting.headers['retry-after']]).toEqual([
      429,
      'tenant-limit',
      '10',
    ]);
    const { kind: _, ...request } = smallRequest({ budget: { timeMs: 50_000 } });
    const solving = await api.ask(key, { method: 'POST', url: '/v1/solve/melt', payload: request });
    expect([solving.statusCode, solving.json().code]).toEqual([429, 'tenant-limit']);
    const flooded = await api.key('flooder', ['plan:read']);
    await api.opened.database.query(`update takt.tenants set requests_per_second = 1 where tenant = 'flooder'`);
    const statuses = new Set<number>();
    for (let sent = 0; sent < 40; sent++) {
      const { statusCode, headers } = await api.ask(flooded, { url: '/v1/plans/x' });
      statuses.add(statusCode);
      if (statusCode === 429) expect(headers['retry-after']).toBe('1');
    }
    expect([...statuses]).toEqual([404, 429]);
  });

  test('requests that drip are ended: headers, body, and connections that say nothing', async () => {
    const began = open();
    began.write('GET /v1/plans HTTP/1.1\r\nHost: takt\r\nX-Slow: ');
    expect(await drip(began, 'a')).toMatch(/^HTTP\/1\.1 400 [\s\S]*the request took too long to come/);
    const body = open();
    body.write(
      `POST /v1/plans HTTP/1.1\r\n${authorized()}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
    );
    expect(await drip(body, ' ')).toMatch(/^HTTP\/1\.1 400 [\s\S]*the request took too long to come/);
    expect(await text(open())).toMatch(/^(HTTP\/1\.1 400 |$)/);
    await stillWell();
  });

  test('connections beyond the limit are closed unheard, and there is room again when others go', async () => {
    const held = Array.from({ length: sockets.connections }, open);
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    const dropped = once(api.app.server, 'drop');
    const beyond = open();
    await dropped;
    await once(beyond, 'close');
    for (const socket of held) socket.destroy();
    await expect
      .poll(() => raw('GET /livez HTTP/1.1\r\nHost: takt\r\nConnection: close\r\n\r\n'))
      .toMatch(/^HTTP\/1\.1 200 /);
  });

  test('the service itself is patient, but not for ever', () => {
    expect(socketLimits).toMatchObject({
      headersMs: 20_000,
      requestMs: 60_000,
      connections: 10_000,
      headerBytes: 16_384,
    });
    const { headersTimeout, requestTimeout, maxConnections } = api.app.server;
    expect({ headersTimeout, requestTimeout, maxConnections }).toEqual({
      headersTimeout: 200,
      requestTimeout: 400,
      maxConnections: 20,
    });
  });

  test.each([
    ['one huge header', '/v1/plans', `X-Huge: ${'a'.repeat(20_000)}\r\n`],
    ['many headers', '/v1/plans', Array.from({ length: 2000 }, (_, at) => `X-${at}: some value\r\n`).join('')],
    ['a huge address', `/v1/plans?cursor=${'a'.repeat(20_000)}`, ''],
  ])('%s is refused', async (_, url, headers) => {
    expect(await raw(`GET ${url} HTTP/1.1\r\n${authorized()}${headers}\r\n`)).toMatch(/^HTTP\/1\.1 (400|431) /);
    await stillWell();
  });

  test.each([
    ['lists', '['.repeat(200_000)],
    ['objects', '{"a":'.repeat(200_000)],
    ['closed lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['closed objects in a problem', `{"kind":"melt","problem":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
    ['a number of a million digits', `{"kind":"melt","priority":${'9'.repeat(1_000_000)}}`],
    ['a hundred thousand fields', `{${Array.from({ length: 100_000 }, (_, at) => `"f${at}":1`).join()}}`],
  ])('a body of %s gets a short answer', async (_, payload) => {
    const answer = await api.ask(key, {
      method: 'POST',
      url: '/v1/plans',
      payload,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.payload.length).toBeLessThan(50_000);
    await stillWell();
  });

  test('a body beyond the limit is refused by what it says of its length, without being read', async () => {
    const answer = await raw(
      `POST /v1/plans HTTP/1.1\r\n${authorized()}Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('API7: whom the service calls', () => {
  let target: Server;
  let redirector: Server;
  let called = 0;
  beforeAll(async () => {
    target = createServer((_, reply) => {
      called++;
      reply.end('{"keys":[]}');
    }).listen(0, '127.0.0.1');
    await once(target, 'listening');
    const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;
    redirector = createServer((_, reply) => reply.writeHead(302, { location: url }).end()).listen(0, '127.0.0.1');
    await once(redirector, 'listening');
  });
  afterAll(() => {
    target.close();
    redirector.close();
  });

  test('the issuer’s key address is the one of the settings: redirects and addresses in tokens are not followed', async () => {
    const jwksUrl = `http://127.0.0.1:${(redirector.address() as AddressInfo).port}/jwks`;
    const other = await startSecuredApi({
      jwt: { issuer: 'https://issuer.test', audience: 'takt', tenantClaim: 'tenant', jwksUrl },
    });
    const address = `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'RS256', kid: 'x', jku: address, x5u: address })}.${part({ iss: address })}.AAAA`;
    const answer = await other.ask(token, { url: '/v1/plans' });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'issuer-unavailable']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(called).toBe(0);
    // Keys do not need the issuer.
    expect((await other.ask(await other.key('a', ['plan:read']), { url: '/v1/plans' })).statusCode).toBe(200);
    await other.close();
  });
});

describe('API8: configuration', () => {
  const headers = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  };

  test('every answer carries the headers of an API, errors too, and none tells what it is made of', async () => {
    const answers = [
      await api.app.inject('/v1/kinds'),
      await api.app.inject('/v1/plans'),
      await api.app.inject('/none'),
      await api.app.inject('/%'),
      await api.app.inject({ method: 'PATCH', url: '/v1/plans' }),
      await api.ask(key, { url: '/v1/plans' }),
      await api.ask(key, { url: '/v1/plans/x' }),
    ];
    for (const answer of answers) {
      expect(answer.headers).toMatchObject(headers);
      expect(answer.headers).not.toHaveProperty('server');
      expect(answer.headers).not.toHaveProperty('x-powered-by');
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.headers).not.toHaveProperty('strict-transport-security');
      expect(answer.body).not.toMatch(/node_modules|\n {4}at |\.ts:\d/);
    }
    const broken = await raw('NONSENSE\r\n\r\n');
    expect(broken).toMatch(/^HTTP\/1\.1 400 [\s\S]*X-Content-Type-Options: nosniff/i);
  });

  test('a fault inside is told by its request id alone', async () => {
    const { database } = api.opened;
    const query = database.query.bind(database);
    Object.assign(database, { query: () => Promise.reject(new Error('password=hunter2 at db-internal:5432')) });
    try {
      const answer = await api.ask(key, { url: '/v1/plans?limit=7' });
      expect(answer.statusCode).toBe(500);
      expect(answer.body).not.toMatch(/hunter2|db-internal/);
      expect(answer.json().detail).toContain(answer.headers['x-request-id']);
    } finally {
      Object.assign(database, { query });
    }
  });

  test.each(['TRACE', 'CONNECT', 'OPTIONS', 'PROPFIND', 'PUT'])('%s is no way in', async (method) => {
    const answer = await raw(`${method} /v1/plans HTTP/1.1\r\nHost: takt\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expect(answer).not.toMatch(/access-control-allow|Authorization/i);
  });

  const smuggled = 'GET /v1/plans HTTP/1.1\r\nHost: takt\r\n\r\n';
  test.each([
    ['length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
    ['chunks and length', 'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', '0\r\n\r\n'],
    ['two lengths', 'Content-Length: 4\r\nContent-Length: 0\r\n', 'abcd'],
    ['two lengths in one', 'Content-Length: 4, 0\r\n', 'abcd'],
    ['a length with a sign', 'Content-Length: +4\r\n', 'abcd'],
    ['a length in hex', 'Content-Length: 0x4\r\n', 'abcd'],
    ['a length below zero', 'Content-Length: -1\r\n', ''],
    ['chunks by another name', 'Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'],
    ['chunks not at the end', 'Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'],
    ['chunks twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '0\r\n\r\n'],
    ['a blank before the colon', 'Transfer-Encoding : chunked\r\n', '0\r\n\r\n'],
    ['a folded header', 'X-A: b\r\n c: d\r\nTransfer-Encoding:\r\n chunked\r\n', '0\r\n\r\n'],
    ['a bare line feed', 'X-A: b\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'],
    ['a NUL in a header', 'X-A: b\0c\r\n', ''],
    ['a chunk size that is none', 'Transfer-Encoding: chunked\r\n', 'zz\r\nabc\r\n0\r\n\r\n'],
    ['two hosts', 'Host: other\r\n', ''],
  ])('smuggling by %s is 400 and ends the connection', async (_, lines, body) => {
    const answer = await raw(
      `POST /v1/plans HTTP/1.1\r\n${authorized()}Content-Type: application/json\r\n${lines}\r\n${body}${smuggled}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    // One answer: what came behind was not taken for a request.
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    await stillWell();
  });

  test('a request without a host is refused', async () => {
    expect(await raw('GET /livez HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('API10: what others say', () => {
  test.each([
    ['a page', '<html>'],
    ['no keys', '{"keys":[]}'],
    ['keys that are none', '{"keys":[{"kty":"RSA","kid":"x","n":"AAAA","e":"AQAB","alg":"RS256"}]}'],
    ['a secret for HMAC', '{"keys":[{"kty":"oct","kid":"x","k":"c2VjcmV0","alg":"HS256"}]}'],
    ['fields of the prototype', '{"__proto__":{"keys":[]},"keys":null}'],
  ])('an issuer that publishes %s lets nobody in and breaks nothing', async (_, published) => {
    const jwks = createServer((_request, reply) => reply.end(published)).listen(0, '127.0.0.1');
    await once(jwks, 'listening');
    const jwksUrl = `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/jwks`;
    const keys = new IssuerKeys(jwksUrl);
    const check = tokenCheck({ issuer: 'https://issuer.test', audience: 'takt', tenantClaim: 'tenant', jwksUrl }, keys);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + 60;
    const payload = part({ iss: 'https://issuer.test', aud: 'takt', sub: 'x', tenant: 'a', scope: 'admin', exp });
    for (const alg of ['RS256', 'HS256']) {
      const input = `${part({ alg, kid: 'x' })}.${payload}`;
      const signature = createHmac('sha256', 'secret').update(input).digest('base64url');
      const taken = await check(`${input}.${signature}`).catch((error: { code: string }) => error.code);
      expect([undefined, 'issuer-unavailable']).toContain(taken);
    }
    jwks.close();
  });
});

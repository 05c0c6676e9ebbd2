/** OWASP API Security Top 10 (2023), API2: broken authentication. */
import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, type JWK, SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { listKeys, makeKey, revokeKey } from '../access/keys.ts';
import { type SecuredApi, startSecuredApi } from '../testing/tenants.ts';

const issuer = 'https://issuer.test';
const audience = 'takt';
const now = () => Math.floor(Date.now() / 1000);

describe('API2: who asks', () => {
  let api: SecuredApi;
  let jwks: Server;
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  let strangerJwk: JWK;
  let logged = '';
  beforeAll(async () => {
    strangerJwk = { ...(await exportJWK(stranger.publicKey)), kid: 'stranger', alg: 'RS256' };
    const keys = [
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256', use: 'sig' },
      { ...(await exportJWK(ec.publicKey)), kid: 'ec', alg: 'ES256', use: 'sig' },
    ];
    jwks = createServer((_, reply) => reply.end(JSON.stringify({ keys }))).listen(0, '127.0.0.1');
    await once(jwks, 'listening');
    const { port } = jwks.address() as AddressInfo;
    api = await startSecuredApi({
      jwt: { issuer, audience, tenantClaim: 'tenant', jwksUrl: `http://127.0.0.1:${port}/jwks` },
      log: pino(
        { level: 'trace' },
        {
          write: (line: string) => {
            logged += line;
          },
        },
      ),
    });
    // On a busy machine the first fetch of the keys may come too late.
    const knowsKeys = async () => expect((await ask(`Bearer ${await token()}`)).statusCode).toBe(200);
    await vi.waitFor(knowsKeys, { timeout: 40_000, interval: 500 });
  });
  afterAll(async () => {
    jwks.close();
    await api.close();
  });

  const claims = (change: Record<string, unknown> = {}) => ({
    iss: issuer,
    aud: audience,
    sub: 'user-1',
    tenant: 'foundry',
    scope: 'openid plan:read plan:write',
    exp: now() + 300,
    ...change,
  });
  const token = (
    change: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
    key: KeyObject = rsa.privateKey,
  ) => new SignJWT(claims(change)).setProtectedHeader({ alg: 'RS256', kid: 'rsa', ...header }).sign(key);
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  /** A token as no library would make it. */
  const handMade = (header: object, payload: object, signature: (input: string) => string) => {
    const input = `${base64(header)}.${base64(payload)}`;
    return `${input}.${signature(input)}`;
  };
  const hmac = (secret: string) => (input: string) => createHmac('sha256', secret).update(input).digest('base64url');
  /** Signed as the issuer would: whatever is wrong with such a token, it is not the signature. */
  const rsaSign = (input: string) => sign('sha256', Buffer.from(input), rsa.privateKey).toString('base64url');
  const ask = (authorization: string) => api.app.inject({ url: '/v1/plans', headers: { authorization } });

  test('good tokens are taken: RS256 and ES256, one audience of several, the type of access tokens', async () => {
    for (const credential of [
      await token(),
      await token({ aud: ['other', audience] }),
      await token({}, { typ: 'at+jwt' }),
      await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', kid: 'ec' }).sign(ec.privateKey),
    ])
      expect((await ask(`Bearer ${credential}`)).statusCode).toBe(200);
    expect((await ask(`bearer ${await token()}`)).statusCode).toBe(200);
    expect((await api.ask(await token({ scope: 'openid email' }), { url: '/v1/plans' })).json()).toMatchObject({
      code: 'forbidden',
      detail: 'this needs the scope plan:read; the key or token has none',
    });
  });

  /** Name -> the whole Authorization header. */
  const attacks: Record<string, () => Promise<string> | string> = {
    'alg none': () => `Bearer ${handMade({ alg: 'none', typ: 'JWT' }, claims(), () => '')}`,
    'alg none with the signature of another': async () =>
      `Bearer ${handMade({ alg: 'none', kid: 'rsa' }, claims(), () => 'AAAA')}`,
    'alg nOnE': () => `Bearer ${handMade({ alg: 'nOnE', kid: 'rsa' }, claims(), () => 'AAAA')}`,
    'HS256 with the public key as secret (PEM)': () =>
      `Bearer ${handMade({ alg: 'HS256', kid: 'rsa' }, claims(), hmac(publicPem))}`,
    'HS256 with the public key as secret (one line)': () =>
      `Bearer ${handMade({ alg: 'HS256', kid: 'rsa' }, claims(), hmac(publicPem.replace(/-----.*-----|\s/g, '')))}`,
    'HS256 with an empty secret': () => `Bearer ${handMade({ alg: 'HS256' }, claims(), hmac(''))}`,
    'an unknown kid': async () => `Bearer ${await token({}, { kid: 'other' })}`,
    'no kid and the key of another': async () => `Bearer ${await token({}, { kid: undefined }, stranger.privateKey)}`,
    'a kid that is a path': async () =>
      `Bearer ${await token({}, { kid: '../../../../dev/null' }, stranger.privateKey)}`,
    'a kid that is SQL': async () => `Bearer ${await token({}, { kid: "' union select 'x' --" }, stranger.privateKey)}`,
    'a kid of the prototype': async () => `Bearer ${await token({}, { kid: '__proto__' }, stranger.privateKey)}`,
    'the right kid and the key of another': async () => `Bearer ${await token({}, {}, stranger.privateKey)}`,
    'the key of another in the header (jwk)': async () =>
      `Bearer ${await token({}, { kid: 'stranger', jwk: strangerJwk }, stranger.privateKey)}`,
    'where to fetch keys in the header (jku)': async () =>
      `Bearer ${await token({}, { kid: 'stranger', jku: 'http://127.0.0.1:1/jwks' }, stranger.privateKey)}`,
    'a certificate in the header (x5u)': async () =>
      `Bearer ${await token({}, { kid: 'stranger', x5u: 'http://127.0.0.1:1/cert' }, stranger.privateKey)}`,
    'a critical extension nobody knows': () =>
      `Bearer ${handMade({ alg: 'RS256', kid: 'rsa', crit: ['exp2'], exp2: 1 }, claims(), rsaSign)}`,
    'a payload that is not encoded (b64)': () =>
      `Bearer ${handMade({ alg: 'RS256', kid: 'rsa', crit: ['b64'], b64: false }, claims(), rsaSign)}`,
    'ES256 said of an RSA key': () => `Bearer ${handMade({ alg: 'ES256', kid: 'rsa' }, claims(), rsaSign)}`,
    'an ES256 signature of zeros': () =>
      `Bearer ${handMade({ alg: 'ES256', kid: 'ec' }, claims(), () => Buffer.alloc(64).toString('base64url'))}`,
    'a payload changed after signing': async () => {
      const [header, , signature] = (await token()).split('.');
      return `Bearer ${header}.${base64(claims({ tenant: 'victim', scope: 'admin' }))}.${signature}`;
    },
    'an empty signature': async () => `Bearer ${(await token()).replace(/[^.]+$/, '')}`,
    'no signature': async () => `Bearer ${(await token()).split('.').slice(0, 2).join('.')}`,
    'a signature cut short': async () => `Bearer ${(await token()).slice(0, -20)}`,
    'five parts, as if encrypted': async () => `Bearer ${await token()}.AAAA.AAAA`,
    expired: async () => `Bearer ${await token({ exp: now() - 60 })}`,
    'no exp': async () => `Bearer ${await token({ exp: undefined })}`,
    'exp as text': () => `Bearer ${handMade({ alg: 'RS256', kid: 'rsa' }, claims({ exp: '9999999999' }), rsaSign)}`,
    'not valid yet (nbf)': async () => `Bearer ${await token({ nbf: now() + 300 })}`,
    'another issuer': async () => `Bearer ${await token({ iss: 'https://evil.test' })}`,
    'an issuer that begins alike': async () => `Bearer ${await token({ iss: `${issuer}.evil.test` })}`,
    'no issuer': async () => `Bearer ${await token({ iss: undefined })}`,
    'another audience': async () => `Bearer ${await token({ aud: 'billing' })}`,
    'no audience': async () => `Bearer ${await token({ aud: undefined })}`,
    'no sub': async () => `Bearer ${await token({ sub: undefined })}`,
    'a sub that breaks lines': async () => `Bearer ${await token({ sub: 'a\r\nb' })}`,
    'no tenant': async () => `Bearer ${await token({ tenant: undefined })}`,
    'a tenant that is an object': async () => `Bearer ${await token({ tenant: { toString: 'foundry' } })}`,
    'a tenant that is a list': async () => `Bearer ${await token({ tenant: ['foundry'] })}`,
    'an empty tenant': async () => `Bearer ${await token({ tenant: '' })}`,
    'a token made for something else (typ)': async () => `Bearer ${await token({}, { typ: 'logout+jwt' })}`,
    'a token of 10 KB': async () => `Bearer ${await token({ more: 'x'.repeat(10_000) })}`,
    'a payload that is a list': () => `Bearer ${handMade({ alg: 'RS256', kid: 'rsa' }, [claims()], rsaSign)}`,
    'what is no JSON': () => `Bearer ${Buffer.from('{').toString('base64url')}.e30.AAAA`,
    'a key that nobody made': () => `Bearer ${makeKey()}`,
    'a revoked key': async () => {
      const key = await api.key('foundry', ['admin']);
      const [{ id }] = await listKeys(api.opened.database, 'foundry');
      await revokeKey(api.opened.database, id, 'cli:test');
      return `Bearer ${key}`;
    },
    'an expired key': async () => `Bearer ${await api.key('foundry', ['admin'], -1)}`,
    'a key cut short': async () => `Bearer ${(await api.key('foundry', ['admin'])).slice(0, -1)}`,
    'a key with more behind': async () => `Bearer ${await api.key('foundry', ['admin'])}A`,
    'a key in other case': async () =>
      `Bearer ${(await api.key('foundry', ['admin'])).replace(/[a-z]/g, (letter) => letter.toUpperCase())}`,
    'a key with white space in it': async () =>
      `Bearer ${(await api.key('foundry', ['admin'])).replace(/^(.{20})/, '$1 ')}`,
    'a key after two blanks': async () => `Bearer  ${await api.key('foundry', ['admin'])}`,
    'a key without Bearer': async () => await api.key('foundry', ['admin']),
    'a key as Basic': async () => `Basic ${Buffer.from(`${await api.key('foundry', ['admin'])}:`).toString('base64')}`,
    'two credentials in one header': async () => `Bearer ${await api.key('foundry', ['admin'])}, Bearer x`,
    'the hash of a key': async () => {
      await api.key('foundry', ['admin']);
      const { rows } = await api.opened.database.query<{ hash: string }>('select hash from takt.api_keys limit 1');
      return `Bearer ${rows[0].hash}`;
    },
    'the id of a key': async () => {
      await api.key('foundry', ['admin']);
      return `Bearer ${(await listKeys(api.opened.database, 'foundry'))[0].id}`;
    },
    nothing: () => '',
    'Bearer alone': () => 'Bearer',
  };
  test.each(Object.keys(attacks))('%s is 401, and says nothing more than that', async (name) => {
    const answer = await ask(await attacks[name]());
    expect([name, answer.statusCode]).toEqual([name, 401]);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    const { requestId: _, ...problem } = answer.json();
    expect(problem).toEqual({
      type: 'urn:takt:problem:unauthenticated',
      title: 'Nobody known is asking',
      status: 401,
      detail: 'no key or token came that is taken; send the header Authorization: Bearer <key or token>',
      code: 'unauthenticated',
    });
  });

  test('a token signed by hand is taken: the attacks above fail for what they name', async () => {
    const good = handMade({ alg: 'RS256', kid: 'rsa' }, claims(), rsaSign);
    expect((await ask(`Bearer ${good}`)).statusCode).toBe(200);
  });

  test('two Authorization headers are refused, also where one of them is good', async () => {
    const key = await api.key('foundry', ['plan:read']);
    await api.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = api.app.server.address() as AddressInfo;
    const send = async (...lines: string[]) => {
      const socket = connect(port, '127.0.0.1');
      socket.end(['GET /v1/plans HTTP/1.1', 'Host: takt', 'Connection: close', ...lines, '', ''].join('\r\n'));
      return text(socket);
    };
    const good = `Authorization: Bearer ${key}`;
    expect(await send(good)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await send(good, good)).toMatch(/^HTTP\/1\.1 401 /);
    expect(await send(good, 'Authorization: Bearer x')).toMatch(/^HTTP\/1\.1 401 /);
    expect(await send('authorization: Basic eDp5', good)).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('a key anywhere but in its header is not read', async () => {
    const key = await api.key('foundry', ['admin']);
    const tries = [
      { url: `/v1/plans/x?access_token=${key}` },
      { url: `/v1/plans/x?key=${key}` },
      { url: '/v1/plans', headers: { 'x-api-key': key } },
      { url: '/v1/plans', headers: { cookie: `authorization=Bearer ${key}` } },
      { url: '/v1/plans', headers: { 'proxy-authorization': `Bearer ${key}` } },
      { url: '/v1/plans', method: 'POST' as const, payload: { access_token: key } },
    ];
    for (const request of tries) expect((await api.app.inject(request)).statusCode).toBe(401);
  });

  test('whoever is not known has nothing of the body looked at', async () => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/v1/plans',
      headers: { 'content-type': 'application/json', 'content-length': '999999999' },
    });
    expect(answer.statusCode).toBe(401);
  });

  test('nothing of keys and tokens came into the log', () => {
    expect(logged).toContain('"status":401');
    expect(logged).not.toMatch(/takt_[\w-]{8}|eyJ[\w-]{8}/);
  });
});

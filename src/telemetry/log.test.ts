import { expect, test } from 'vitest';
import { startTestApi } from '../testing/api.ts';
import { openTestDatabase } from '../testing/database.ts';
import { smallRequest } from '../testing/requests.ts';
import { createLog } from './log.ts';
import { maskText } from './mask.ts';
import { secretsOf } from './secrets.ts';

function memoryLog() {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines };
}

const planted = 'hunter2-Zq8';
const key = `takt_${'Ab3_-'.repeat(8)}xyz`;
const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.c2lnbmF0dXJl-Zq8';
const cause = (message: string) => new Error('it failed', { cause: new Error('below', { cause: new Error(message) }) });

/** Where a secret was put, and what goes to the log. */
const places: [string, object, string?][] = [
  ['header Authorization', { headers: { authorization: `Bearer ${planted}` } }],
  ['header Cookie, as a list', { req: { headers: { 'set-cookie': [`sid=${planted}`, 'a=b'] } } }],
  ['header X-API-Key', { request: { headers: { 'X-API-Key': planted } } }],
  ['deep field of a body', { body: { equipment: { sites: [{ credentials: { user: 'a', password: planted } }] } } }],
  [
    'field of a body, in other spelling',
    { body: { dbPassword: planted, client_secret: planted, access_token: planted } },
  ],
  ['database address', { url: `postgres://takt:${planted}@db:5432/takt?sslmode=require` }],
  ['database address with an at sign in the password', { url: `postgres://takt:a@${planted}@db/takt` }],
  ['broker address', { broker: `mqtts://oven:${planted}@broker:8883` }],
  ['address with a token as user', { url: `https://${planted}@registry.example/x` }],
  ['query of an address', { url: `/v1/plans?api_key=${planted}&limit=3` }],
  ['connection string', { note: `host=db user=takt password=${planted} dbname=takt` }],
  ['quoted connection string', { note: `host=db password='${planted} and more' dbname=takt` }],
  ['message', {}, `could not reach mqtt://takt:${planted}@broker`],
  ['message of an error', { err: new Error(`connect postgres://takt:${planted}@db failed`) }],
  ['cause of a cause', { err: cause(`Authorization: Basic ${planted}`) }],
  ['error under another name', { error: cause(`mqtt://u:${planted}@broker refused`) }],
  [
    'fields of an error',
    { err: Object.assign(new Error('no'), { config: { secret: planted }, dsn: `pg://a:${planted}@b` }) },
  ],
  ['JSON inside a text', { body: JSON.stringify({ user: 'a', password: planted, list: [1] }) }],
  ['JSON inside JSON', { note: JSON.stringify({ inner: JSON.stringify({ apiKey: planted }) }) }],
  ['key of ours in a text', { note: `came with ${key}` }],
  ['key of ours as the name of a field', { seen: { [key]: 1 } }],
  ['web token in a text', {}, `token ${token} has expired`],
  ['private key', { note: `-----BEGIN PRIVATE KEY-----\n${planted}\n-----END PRIVATE KEY-----` }],
  ['signature of a webhook', { headers: { 'webhook-signature': `v1,${planted}` } }],
];

test.each(places)('a secret does not reach the log: %s', (_place, details, message = 'x') => {
  const { log, lines } = memoryLog();
  log.info(details, message);
  log.child(details).warn(message);
  const text = JSON.stringify(lines);
  expect(lines).toHaveLength(2);
  for (const secret of [planted, key, token, 'Zq8']) expect(text).not.toContain(secret);
  expect(text).toContain('(secret)');
});

test('secrets of the settings are masked whatever they stand in, and all else stays', () => {
  const lines: string[] = [];
  const secrets = secretsOf({
    databaseUrl: 'postgres://takt:p%40ss%22word@db/takt',
    mqttUrl: 'mqtt://broker',
    siteKeys: { 'plant-1': 'only-the-oven-knows' },
  });
  const log = createLog('info', { write: (line) => void lines.push(line) }, { secrets });
  log.info({ a: ['x only-the-oven-knows y'] }, 'driver said p@ss"word, that is p%40ss%22word');
  expect(JSON.parse(lines[0])).toMatchObject({
    a: ['x (secret) y'],
    msg: 'driver said (secret), that is (secret)',
  });
});

test('what is no secret stays as it is', () => {
  const { log, lines } = memoryLog();
  const facts = {
    url: 'http://127.0.0.1:7420/v1/plans?limit=3',
    tokens: undefined,
    route: '/v1/keys',
    roles: ['api', 'solver'],
    planId: '01a1fcbd-bd71-7446-a56a-ddf2716651f5',
    databaseName: 'takt_test',
    basic: 'a basic plan of the bearing shop',
    author: 'somebody@example.org',
    keyFigures: { passes: 3, apiVersion: 1, passed: true },
  };
  log.info(facts, 'keys are asked for; see https://example.org/docs#keys');
  expect(lines[0]).toMatchObject(JSON.parse(JSON.stringify(facts)));
  expect(lines[0].msg).toBe('keys are asked for; see https://example.org/docs#keys');
});

test('an error is told with its causes', () => {
  const { log, lines } = memoryLog();
  log.error({ error: cause('the disk is full') }, 'x');
  expect(JSON.stringify(lines[0].error)).toContain('the disk is full');
});

test('what happens to a plan is logged under its id, without its content', async () => {
  const { log, lines } = memoryLog();
  const opened = await openTestDatabase('pglite');
  const api = await startTestApi(opened, { log });
  try {
    const payload = smallRequest({ tags: { note: 'do-not-log-me' } });
    const waiting = api.app.inject({ method: 'POST', url: '/v1/plans', payload, headers: { prefer: 'wait=30' } });
    (await api.solver.next()).fail(new Error('told to the log alone'));
    const { id } = (await waiting).json<{ id: string }>();
    const about = lines.filter((line) => line.planId === id);
    expect(about.map((line) => line.msg)).toEqual(expect.arrayContaining(['solve failed', 'plan ended']));
    expect(JSON.stringify(about)).toContain('told to the log alone');
    expect(JSON.stringify(lines)).not.toContain('do-not-log-me');
    expect(lines.filter((line) => line.msg === 'request')).toMatchObject([
      { method: 'POST', route: '/v1/plans', status: 200, requestId: expect.any(String) },
    ]);
  } finally {
    await api.close();
    await opened.drop();
  }
});

test('a text made to be slow to search is searched in one go', () => {
  // Patterns that try again from each place would take minutes for these;
  // it ends within the limit of every test only where none of them does.
  for (const part of ['eyJ.', 'secret-', 'a://', 'password=', 'password\\":\\"', 'x_', '-----BEGIN PRIVATE KEY-----'])
    expect(maskText(part.repeat(100_000)).length).toBeGreaterThan(0);
});

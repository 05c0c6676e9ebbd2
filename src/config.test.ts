import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorTable } from '../models/errors.ts';
import { loadConfig, settingTable } from './config.ts';

/** First cell of each row of the table under a heading of docs/api.md. */
function documented(heading: string): string[] {
  const text = readFileSync(new URL('../docs/api.md', import.meta.url), 'utf8');
  const section = text.split(`## ${heading}\n`)[1].split('\n## ')[0];
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]);
}

describe('settings', () => {
  test('have defaults that need nothing', () => {
    expect(loadConfig({ PATH: '/bin', TAKT_TEST_DATABASE_URL: 'x' })).toMatchObject({
      host: '127.0.0.1',
      port: 7420,
      roles: ['api', 'solver', 'bridge'],
      databaseUrl: undefined,
      dataDir: '.takt/data',
      mqttUrl: undefined,
      bodyLimitBytes: 8_388_608,
      siteKeys: {},
    });
  });

  test('are read from the environment, and flags win', () => {
    const config = loadConfig(
      {
        TAKT_PORT: '0',
        TAKT_ROLES: 'api, solver',
        TAKT_THREADS: '3',
        TAKT_LOG_LEVEL: '',
        TAKT_CACHE_DIR: 'none',
        DATABASE_URL: 'postgres://u:p@db/takt',
        TAKT_SITE_KEYS: 'plant-1=0123456789abcdef,*=fedcba9876543210',
      },
      { TAKT_THREADS: '5' },
    );
    expect(config).toMatchObject({
      port: 0,
      roles: ['api', 'solver'],
      threads: 5,
      logLevel: 'info',
      cacheDir: undefined,
      databaseUrl: 'postgres://u:p@db/takt',
      siteKeys: { 'plant-1': '0123456789abcdef', '*': 'fedcba9876543210' },
    });
  });

  test('of the broker: version, certificates, Sparkplug and readings', () => {
    const { mqttVersion, mqttTls, sparkplug, readings } = loadConfig({});
    expect({ mqttVersion, mqttTls, sparkplug, readings }).toEqual({
      mqttVersion: 4,
      mqttTls: undefined,
      sparkplug: { groups: {}, hostId: 'takt' },
      readings: { seconds: 10, days: 30 },
    });
    const files = { TAKT_MQTT_CA: 'ca.pem', TAKT_MQTT_CERT: 'chain.pem', TAKT_MQTT_KEY: 'key.pem' };
    expect(
      loadConfig({
        ...files,
        MQTT_URL: 'mqtts://broker',
        TAKT_MQTT_VERSION: '5',
        TAKT_SPARKPLUG_SITES: 'works,annex=Plant 2',
        TAKT_READINGS_SECONDS: '0',
      }),
    ).toMatchObject({
      mqttVersion: 5,
      mqttTls: { caFile: 'ca.pem', certFile: 'chain.pem', keyFile: 'key.pem' },
      sparkplug: { groups: { works: 'works', annex: 'Plant 2' } },
      readings: { seconds: 0 },
    });
    expect(() => loadConfig({ ...files, MQTT_URL: 'mqtt://broker' })).toThrow(/MQTT_URL is an address without it/);
  });

  test('keys of an issuer come over https, or from this machine', () => {
    const jwt = (issuer: string, more = {}) =>
      loadConfig({ TAKT_JWT_ISSUER: issuer, TAKT_JWT_AUDIENCE: 'takt', ...more }).jwt;
    expect(jwt('https://login.example/realm')).toEqual({
      issuer: 'https://login.example/realm',
      audience: 'takt',
      jwksUrl: 'https://login.example/.well-known/jwks.json',
      tenantClaim: 'tenant',
    });
    expect(jwt('http://[::1]:8080')?.jwksUrl).toBe('http://[::1]:8080/.well-known/jwks.json');
    expect(() => jwt('http://login.example')).toThrow(/fetched from http:\/\/login\.example.*https URL/);
    expect(() => jwt('https://login.example', { TAKT_JWT_JWKS: 'http://10.0.0.5/keys' })).toThrow(/10\.0\.0\.5/);
  });

  test.each([
    ['TAKT_PORT', '70000', /TAKT_PORT is "70000"; it takes a whole number from 0 to 65535/],
    ['TAKT_PORT', '80.5', /TAKT_PORT is "80.5"/],
    ['TAKT_ROLES', 'api,cook', /TAKT_ROLES is "api,cook"; it takes a list of api, solver, bridge/],
    ['TAKT_THREADS', '0', /TAKT_THREADS is "0"/],
    ['TAKT_LOG_LEVEL', 'loud', /one of trace, debug/],
    ['TAKT_PROT', '80', /TAKT_PROT is no setting of takt; there are TAKT_HOST, TAKT_PORT/],
    ['TAKT_TLS_CERT', 'chain.pem', /TAKT_TLS_CERT and TAKT_TLS_KEY go together/],
    ['TAKT_JWT_ISSUER', 'https://login.example', /TAKT_JWT_ISSUER and TAKT_JWT_AUDIENCE go together/],
    ['TAKT_WEBHOOK_ALLOW', '10.0.0.0', /TAKT_WEBHOOK_ALLOW is "10\.0\.0\.0"; it takes a list of networks/],
    ['MQTT_URL', 'http://broker', /MQTT_URL is a value that does not fit/],
    ['MQTT_URL', 'mqtt://takt:100%@broker', /MQTT_URL is a value that does not fit/],
    ['TAKT_MQTT_VERSION', '4', /TAKT_MQTT_VERSION is "4"; it takes 3\.1\.1 or 5/],
    ['TAKT_MQTT_VERSION', '5', /the broker inside the process speaks 3\.1\.1 only/],
    ['TAKT_MQTT_CERT', 'chain.pem', /TAKT_MQTT_CERT and TAKT_MQTT_KEY go together/],
    ['TAKT_MQTT_CA', 'ca.pem', /for a broker behind TLS, and MQTT_URL is not set; it takes mqtts/],
    [
      'TAKT_SPARKPLUG_SITES',
      'works=a/b',
      /TAKT_SPARKPLUG_SITES is "works=a\/b"; it takes a list of site or site=group/,
    ],
    ['TAKT_SPARKPLUG_SITES', 'works,works=b', /each site and group once/],
    ['TAKT_SPARKPLUG_SITES', 'works,annex=works', /each site and group once/],
    ['TAKT_SPARKPLUG_HOST', 'a/b', /TAKT_SPARKPLUG_HOST is "a\/b"/],
    ['TAKT_READINGS_SECONDS', '3601', /a whole number from 0 to 3600/],
  ])('%s=%s stops the start with a sentence', (name, value, sentence) => {
    expect(() => loadConfig({ [name]: value })).toThrow(sentence);
    expect(() => loadConfig({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'bad-configuration', exitCode: 2 }),
    );
  });

  test('a secret is not repeated', () => {
    for (const name of ['DATABASE_URL', 'MQTT_URL', 'TAKT_SITE_KEYS'])
      expect(() => loadConfig({ [name]: 'gopher://me:hunter2@x' })).toThrow(/^(?!.*hunter2)/);
  });

  test('other machines may be let in on purpose', () => {
    expect(loadConfig({ TAKT_HOST: '0.0.0.0', TAKT_ALLOW_OPEN: 'yes' }).access).toBe('open');
    expect(() => loadConfig({ TAKT_HOST: '0.0.0.0', TAKT_ACCESS: 'open' })).toThrow(
      /TAKT_ACCESS is open and TAKT_HOST is 0\.0\.0\.0, which other machines can reach.*TAKT_ALLOW_OPEN=yes/,
    );
  });

  test('keys are wanted on every address but loopback', () => {
    const access = (settings: Record<string, string>) => loadConfig(settings).access;
    expect(access({})).toBe('open');
    expect(access({ TAKT_HOST: '::1' })).toBe('open');
    expect(access({ TAKT_HOST: '10.0.0.7' })).toBe('keys');
    expect(access({ TAKT_ACCESS: 'keys' })).toBe('keys');
  });
});

describe('docs/api.md', () => {
  test('lists every setting and no other', () => {
    expect(documented('Settings').sort()).toEqual(Object.keys(settingTable).sort());
  });

  test('lists every error code with its status, and no other', () => {
    expect(documented('Errors').sort()).toEqual(Object.keys(errorTable).sort());
    const text = readFileSync(new URL('../docs/api.md', import.meta.url), 'utf8');
    for (const [code, { status, exit, title }] of Object.entries(errorTable))
      expect(text).toContain(`| \`${code}\` | ${status} | ${exit} | ${title}`);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Queryable } from '../db/database.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { KeyLookup, keyCacheMs } from './key-lookup.ts';
import { createKey, hashKey, hasKeys, listKeys, makeKey, revokeKey } from './keys.ts';

describe.each(testBackends)('access keys on %s', (backend) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
  });
  afterAll(() => opened.drop());

  /** Counts the queries for keys, and lets a test hold them up. */
  function watched() {
    const seen = { lookups: [] as number[], marks: 0, gate: Promise.resolve() };
    const database: Queryable = {
      query: async (text, parameters = []) => {
        if (text.startsWith('update')) seen.marks++;
        else seen.lookups.push((parameters[0] as string[]).length);
        await seen.gate;
        return opened.database.query(text, parameters);
      },
      script: (text) => opened.database.script(text),
    };
    let now = 0;
    const lookup = new KeyLookup(database, { now: () => now });
    return {
      seen,
      lookup,
      pass: (ms: number) => {
        now += ms;
      },
    };
  }
  const newKey = (more = {}) =>
    createKey(opened.database, { tenant: 'a', name: 'test', scopes: ['plan:read'], actor: 'cli:test', ...more });

  test('the key is 256 bits, never kept, and known by its hash', async () => {
    expect(await hasKeys(opened.database)).toBe(false);
    const { key, view } = await newKey();
    expect(await hasKeys(opened.database)).toBe(true);
    expect(Buffer.from(key.slice('takt_'.length), 'base64url')).toHaveLength(32);
    expect(new Set(Array.from({ length: 100 }, makeKey)).size).toBe(100);
    const { rows } = await opened.database.query<{ row: string }>(
      'select to_json(k)::text as row from takt.api_keys k',
    );
    expect(rows.map(({ row }) => row).join()).toContain(hashKey(key));
    expect(rows.map(({ row }) => row).join()).not.toContain(key.slice(5, 20));
    expect(await watched().lookup.find(key)).toEqual({
      tenant: 'a',
      actor: `key:${view.id}`,
      scopes: new Set(['plan:read']),
    });
  });

  test('is asked for once in five seconds; a revoked one is refused after that', async () => {
    const { key, view } = await newKey();
    const { seen, lookup, pass } = watched();
    expect((await lookup.find(key))?.tenant).toBe('a');
    await revokeKey(opened.database, view.id, 'cli:test');
    pass(keyCacheMs - 1);
    expect((await lookup.find(key))?.tenant).toBe('a');
    expect(seen.lookups).toEqual([1]);
    pass(1);
    expect(await lookup.find(key)).toBeUndefined();
    expect(seen.lookups).toEqual([1, 1]);
  });

  test('an expired one is refused, and one that is about to expire is not remembered for longer', async () => {
    const { key: expired } = await newKey({ expiresInDays: -1 });
    const { key: short } = await newKey({ expiresInDays: 1 / 86_400 });
    const { seen, lookup, pass } = watched();
    expect(await lookup.find(expired)).toBeUndefined();
    expect(await lookup.find(short)).toBeDefined();
    pass(1001);
    await lookup.find(short);
    expect(seen.lookups).toEqual([1, 1, 1]);
  });

  test('a flood of made-up keys is one query at a time, and a good key among them is found', async () => {
    const { key } = await newKey();
    const { seen, lookup } = watched();
    const gate = Promise.withResolvers<void>();
    seen.gate = gate.promise;
    const floods = Array.from({ length: 500 }, () => lookup.find(makeKey()));
    const good = lookup.find(key);
    expect(seen.lookups).toEqual([1]);
    gate.resolve();
    expect((await Promise.all(floods)).filter(Boolean)).toEqual([]);
    expect((await good)?.tenant).toBe('a');
    expect(seen.lookups).toEqual([1, 500]);
  });

  test('what does not look like a key is not even looked up', async () => {
    const { seen, lookup } = watched();
    for (const text of [
      'takt_',
      `takt_${'a'.repeat(42)}`,
      `takt_${'a'.repeat(44)}`,
      `takt_${'ä'.repeat(43)}`,
      `Takt_${'a'.repeat(43)}`,
    ])
      expect(await lookup.find(text)).toBeUndefined();
    expect(seen.lookups).toEqual([]);
  });

  test('its last use is written at most once a minute', async () => {
    const { key, view } = await newKey();
    const { seen, lookup, pass } = watched();
    const lastUsed = async () => (await listKeys(opened.database)).find(({ id }) => id === view.id)?.lastUsedAt;
    await lookup.find(key);
    pass(keyCacheMs);
    await lookup.find(key);
    pass(keyCacheMs);
    await lookup.find(key);
    expect(seen.marks).toBe(1);
    expect(await lastUsed()).toBeInstanceOf(Date);
  });

  test('a database that is away fails the request, not the lookup for good', async () => {
    const { key } = await newKey();
    const { seen, lookup } = watched();
    seen.gate = Promise.reject(new Error('away'));
    await expect(lookup.find(key)).rejects.toThrow('away');
    seen.gate = Promise.resolve();
    expect(await lookup.find(key)).toBeDefined();
  });
});

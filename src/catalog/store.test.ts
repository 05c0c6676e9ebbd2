import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TaktError } from '../../models/errors.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { ByteCache } from './byte-cache.ts';
import { nameOf } from './references.ts';
import { Catalog, type ItemKey } from './store.ts';

const furnace = (greatestMass: number) => ({
  kind: 'melt' as const,
  part: 'furnace',
  body: { id: 'F1', greatestMass },
});

describe.each(testBackends)('catalog on %s', (backend) => {
  let opened: TestDatabase;
  let catalog: Catalog;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    catalog = new Catalog(opened.database);
  });
  afterAll(() => opened.drop());

  const key = (id: string, tenant = 'default'): ItemKey => ({ tenant, type: 'furnaces', id });
  const by = (precondition = {}) => ({ precondition, actor: 'open', requestId: 'request' });
  const load = async (...names: { id: string; version?: number }[]) => {
    const asked = names.map((name) => ({ type: 'furnaces' as const, ...name }));
    const loaded = await catalog.load('default', asked);
    return asked.map((name) => {
      const found = loaded.get(nameOf(name))!;
      return found.state === 'found' ? [found.item.version, found.item.body] : found;
    });
  };

  test('twenty writers of different bodies on two replicas give twenty versions, of the same body one', async () => {
    const replicas = [catalog, new Catalog(opened.database)];
    const different = await Promise.all(
      Array.from({ length: 20 }, (_, at) => replicas[at % 2].put(key('raced'), furnace(at + 1), by())),
    );
    expect(different.map(({ version }) => version.version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    const same = await Promise.all(
      Array.from({ length: 10 }, (_, at) => replicas[at % 2].put(key('same'), furnace(9), by())),
    );
    expect(same.map(({ version, isNew }) => [version.version, isNew]).filter(([, isNew]) => isNew)).toEqual([
      [1, true],
    ]);
    expect(new Set(same.map(({ version }) => version.version))).toEqual(new Set([1]));
  });

  test('ten writers that read the same version: one wins, nine are told which version there is now', async () => {
    await catalog.put(key('guarded'), furnace(1), by());
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, at) => catalog.put(key('guarded'), furnace(at + 2), by({ match: [1] }))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') {
        expect((outcome.reason as TaktError).code).toBe('catalog-conflict');
        expect((outcome.reason as TaktError).details.errors).toMatchObject([
          { pointer: 'If-Match', received: '"1"', remedy: expect.stringContaining('If-Match: "2"') },
        ]);
      }
    expect(await catalog.versions(key('guarded'), 10)).toHaveLength(2);
  });

  test('a write that is repeated because its answer was lost is answered as made', async () => {
    await catalog.put(key('retried'), furnace(1), by({ noneMatch: '*' }));
    const first = await catalog.put(key('retried'), furnace(2), by({ match: [1] }));
    const again = await catalog.put(key('retried'), furnace(2), by({ match: [1] }));
    expect(again).toEqual({ version: first.version, isNew: false });
    await expect(catalog.put(key('retried'), furnace(3), by({ noneMatch: '*' }))).rejects.toThrow(/is at version 2/);
    await expect(catalog.put(key('absent'), furnace(3), by({ match: '*' }))).rejects.toThrow(/is not there/);
    expect(await catalog.get(key('absent'))).toBeUndefined();
  });

  test('withdrawn: the newest is refused, earlier versions are there, and a put brings it back', async () => {
    await catalog.put(key('old'), furnace(1), by());
    const gone = await catalog.withdraw(key('old'), by());
    expect(gone).toMatchObject({ version: 2, withdrawn: true, hash: undefined });
    expect(await catalog.withdraw(key('old'), by())).toEqual(gone);
    await expect(catalog.withdraw(key('never'), by())).rejects.toThrow(/there is no catalog item furnaces\/never/);
    expect(
      await load(
        { id: 'old' },
        { id: 'old', version: 1 },
        { id: 'old', version: 2 },
        { id: 'old', version: 3 },
        { id: 'never' },
      ),
    ).toEqual([
      { state: 'withdrawn', newest: 2 },
      [1, { id: 'F1', greatestMass: 1 }],
      { state: 'withdrawn', newest: 2 },
      { state: 'no-such-version', newest: 2 },
      { state: 'unknown' },
    ]);
    await catalog.put(key('old'), furnace(1), by());
    expect(await load({ id: 'old' }, { id: 'old', version: 2 })).toEqual([
      [3, { id: 'F1', greatestMass: 1 }],
      { state: 'withdrawn', newest: 2 },
    ]);
  });

  test('what another replica puts is the newest here at once, and no tenant sees what is of another', async () => {
    await catalog.put(key('shared'), furnace(1), by());
    expect(await load({ id: 'shared' })).toEqual([[1, { id: 'F1', greatestMass: 1 }]]);
    await new Catalog(opened.database).put(key('shared'), furnace(2), by());
    expect(await load({ id: 'shared' })).toEqual([[2, { id: 'F1', greatestMass: 2 }]]);
    await catalog.put(key('theirs', 'other'), furnace(5), by());
    expect(await load({ id: 'theirs', version: 1 })).toEqual([{ state: 'unknown' }]);
    expect(await catalog.get(key('theirs'))).toBeUndefined();
    const all = await catalog.list('other', 'furnaces', { withdrawn: false, limit: 10 });
    expect(all.map(({ id }) => id)).toEqual(['theirs']);
  });

  test('what came together is solved with the same items, whatever is put meanwhile', async () => {
    await catalog.put(key('together'), furnace(1), by());
    const once = catalog.readOnce();
    const version = async (name: { version?: number }) => {
      const asked = { type: 'furnaces' as const, id: 'together', ...name };
      const loaded = (await once.load('default', [asked])).get(nameOf(asked))!;
      return loaded.state === 'found' ? loaded.item.version : loaded.state;
    };
    expect(await version({})).toBe(1);
    await catalog.put(key('together'), furnace(2), by());
    expect([await version({}), await version({ version: 2 }), await version({ version: 3 })]).toEqual([
      1,
      2,
      'no-such-version',
    ]);
  });

  test('a change leaves a row in the audit, and no version can be changed', async () => {
    await catalog.put(key('audited'), furnace(1), by());
    await catalog.put(key('audited'), furnace(1), by());
    await catalog.withdraw(key('audited'), by());
    const { rows } = await opened.database.query(
      `select action, request_id, details from takt.audit where subject = 'catalog/furnaces/audited' order by id`,
    );
    expect(rows).toEqual([
      { action: 'catalog.put', request_id: 'request', details: { version: 1, hash: expect.any(String) } },
      { action: 'catalog.withdrawn', request_id: 'request', details: { version: 2 } },
    ]);
    await expect(opened.database.query('update takt.catalog_items set withdrawn = false')).rejects.toThrow(
      /append-only/,
    );
    await expect(opened.database.query('delete from takt.catalog_items')).rejects.toThrow(/append-only/);
  });
});

test('the cache keeps what was asked for last, within its bytes', () => {
  const cache = new ByteCache<{ bytes: number }>(100);
  for (const name of ['a', 'b']) cache.set(name, { bytes: 40 });
  cache.get('a');
  cache.set('c', { bytes: 60 });
  expect(['a', 'b', 'c'].map((name) => cache.get(name)?.bytes)).toEqual([40, undefined, 60]);
  cache.set('c', { bytes: 10 });
  cache.set('huge', { bytes: 101 });
  expect([cache.bytes, cache.get('huge')]).toEqual([50, undefined]);
});

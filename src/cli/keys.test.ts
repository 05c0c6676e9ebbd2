import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { hashKey, keyPattern } from '../access/keys.ts';
import { lockFolder } from '../db/folder-lock.ts';
import { listHolds, makeHold } from '../equipment/holds.ts';
import { takt } from '../testing/command-line.ts';
import { openTestDatabase, type TestDatabase, testCacheDir } from '../testing/database.ts';
import { createCommand, limitCommand, listCommand, revokeCommand, siteCommand, type WithStore } from './keys.ts';

const openPlan = '018f3c1e-0000-7000-8000-000000000001';

describe('takt keys', () => {
  let opened: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    opened = await openTestDatabase('pglite');
    folder = mkdtempSync(join(tmpdir(), 'takt-keys-test-'));
  });
  afterAll(async () => {
    await opened.drop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => vi.restoreAllMocks());

  const store: WithStore = (work) => work(opened.database);
  /** What a command prints on standard output. */
  async function printed(command: () => Promise<void>): Promise<string> {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await command();
    const text = log.mock.calls.flat().join('\n');
    vi.restoreAllMocks();
    return text;
  }
  const made = (more: object) => ({ tenant: 'foundry', name: 'mes', scopes: 'plan:write, plan:read', ...more });

  test('a key is made, shown once, listed without itself, revoked; limits and sites are set; all of it is in the audit', async () => {
    const { key, id, expiresAt, scopes } = JSON.parse(
      await printed(() => createCommand(made({ expiresDays: 30, output: 'json' }), store)),
    );
    expect(key).toMatch(keyPattern);
    expect(scopes).toEqual(['plan:read', 'plan:write']);
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(30);
    // For people the key stands alone on standard output, so that a shell can take it.
    expect(await printed(() => createCommand(made({ output: 'table' }), store))).toMatch(keyPattern);

    const listed = await printed(() => listCommand({ output: 'table' }, store));
    expect(listed).toMatch(new RegExp(`${id} +foundry +mes +plan:read,plan:write +valid`));
    expect(listed).not.toContain(key.slice(0, 12));
    await printed(() => revokeCommand(id.toUpperCase(), {}, store));
    expect(await printed(() => listCommand({ output: 'table', tenant: 'foundry' }, store))).toMatch(
      new RegExp(`${id} .* revoked`),
    );

    await printed(() => limitCommand('foundry', { waitingPlans: 5, requestsPerSecond: 0 }, store));
    expect(await printed(() => limitCommand('foundry', { waitingPlans: 'default', output: 'table' }, store))).toBe(
      'tenant: foundry\nrequestsPerSecond: 0 (no limit)\nwaitingPlans: as the settings say\nsolvingSecondsPerHour: as the settings say',
    );
    await opened.database.query(
      `insert into takt.plans (id, tenant, kind, priority, tags, request, request_hash, code_version)
       values ($1, 'rival', 'melt', 5, '{}', '{"equipment": {"site": "plant-1"}}', '', '')`,
      [openPlan],
    );
    expect(
      JSON.parse(await printed(() => siteCommand('plant-1', { tenant: 'foundry', output: 'json' }, store))),
    ).toEqual({ site: 'plant-1', tenant: 'foundry', superseded: 0, openPlans: [openPlan], holds: [] });
    const sites = await opened.database.query('select site, tenant from takt.sites');
    expect(sites.rows).toEqual([{ site: 'plant-1', tenant: 'foundry' }]);

    const kept = await opened.database.query<{ hash: string; revoked: boolean }>(
      'select hash, revoked_at is not null as revoked from takt.api_keys where id = $1',
      [id],
    );
    expect(kept.rows).toEqual([{ hash: hashKey(key), revoked: true }]);
    const audited = await opened.database.query<{ action: string; actor: string; text: string }>(
      'select action, actor, details::text as text from takt.audit order by id',
    );
    expect(audited.rows.map((row) => row.action)).toEqual([
      'key.made',
      'key.made',
      'key.revoked',
      'limits.set',
      'limits.set',
      'site.assigned',
    ]);
    expect(audited.rows.every((row) => row.actor.startsWith('cli:') && !row.text.includes('takt_'))).toBe(true);
  });

  test('a site that is held stays held when it goes to another tenant, once; it was free to move its ovens', async () => {
    const assign = async (tenant: string): Promise<{ holds: string[] }> =>
      JSON.parse(await printed(() => siteCommand('hall', { tenant, output: 'json' }, store)));
    expect((await assign('before')).holds).toEqual([]);
    const origin = { tenant: 'before', actor: 'open' };
    await makeHold(opened.database, origin, { site: 'hall', oven: 'EAF-6', reason: 'new lining', by: 'M. Ivanova' });
    await makeHold(opened.database, origin, { by: 'P. Petrov' });
    const heldBy = async (tenant: string) =>
      (await listHolds(opened.database, tenant, { active: true, limit: 9 }))
        .map(({ site, oven, createdBy }) => [site, oven, createdBy])
        .sort();
    const { holds } = await assign('after');
    expect(holds.length).toBe(2);
    expect((await assign('after')).holds).toEqual([]);
    expect(await heldBy('after')).toEqual([
      ['hall', undefined, 'P. Petrov'],
      ['hall', 'EAF-6', 'M. Ivanova'],
    ]);
    expect(await heldBy('before')).toEqual([[undefined, undefined, 'P. Petrov']]);
  });

  test.each([
    [() => createCommand(made({ scopes: 'plan:read,root' }), store), /--scopes is "root"; it takes any of plan:read/],
    [() => createCommand(made({ tenant: 'a b' }), store), /the tenant is "a b"; it takes up to 100 letters/],
    [() => createCommand(made({ name: ' ' }), store), /--name is " "; it takes a name/],
    [
      () => revokeCommand('018f3c1e-0000-7000-8000-000000000000', {}, store),
      /there is no key 018f3c1e.*takt keys list/,
    ],
    [() => revokeCommand('x', {}, store), /there is no key x/],
    [() => siteCommand('a/b', { tenant: 't' }, store), /<site> is "a\/b"; it takes letters/],
  ])('what does not fit is refused with what would do (%#)', async (command, sentence) => {
    await expect(command()).rejects.toThrow(sentence);
  });

  test('beside a running service on the same folder it says what to do', async () => {
    const lock = lockFolder(folder);
    const environment = { TAKT_DATA_DIR: folder, TAKT_CACHE_DIR: testCacheDir, DATABASE_URL: '' };
    const { code, out, error } = await takt(['keys', 'list'], { environment });
    lock.release();
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(error).toMatch(/the data folder .* is in use by another takt process; stop that one/);
  });
});

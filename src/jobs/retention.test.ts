import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { uuidV7 } from './identity.ts';
import { Retention } from './retention.ts';

const log = pino({ level: 'silent' });

describe.each(testBackends)('retention on %s', (backend) => {
  let opened: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    folder = mkdtempSync(join(tmpdir(), 'takt-test-'));
  });
  afterAll(async () => {
    await opened.drop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => opened.database.script('truncate takt.plans, takt.batches, takt.tenant_usage cascade'));

  async function keep(state: string, endedDaysAgo: number | null): Promise<string> {
    const id = uuidV7();
    await opened.database.query(
      `insert into takt.plans (id, kind, state, priority, tags, request, request_hash, code_version, ended_at, last_event)
       values ($1, 'melt', $2, 5, '{}', '{"a": 1}', 'h', 'v', now() - $3::double precision * interval '1 day', 1)`,
      [id, state, endedDaysAgo],
    );
    await opened.database.query(
      `insert into takt.plan_events (plan_id, sequence, type, data) values ($1, 1, 'state', '{"state": "queued"}')`,
      [id],
    );
    return id;
  }
  const left = async (table = 'plans', column = 'id') =>
    (await opened.database.query<{ id: string }>(`select ${column} as id from takt.${table}`)).rows.map(
      (row) => row.id,
    );

  test('plans that ended long ago go with their events; waiting, running and recent ones stay', async () => {
    await keep('succeeded', 31);
    await keep('failed', 400);
    const stay = [await keep('succeeded', 29), await keep('queued', null), await keep('running', null)];
    expect(await new Retention(opened.database, { keepDays: 30, readingsDays: 0, log }).sweep()).toBe(2);
    expect((await left()).sort()).toEqual(stay.sort());
    expect((await left('plan_events', 'plan_id')).sort()).toEqual(stay.sort());
    expect(await new Retention(opened.database, { keepDays: 0, readingsDays: 0, log }).sweep()).toBe(0);
  });

  test('samples of ovens go when they are old, in parts, whatever becomes of plans', async () => {
    await opened.database.query(
      `insert into takt.oven_readings (site, oven, tag, at, unit, value)
       select 's', 'o', 't', now() - n * interval '1 minute', 'degC', n from generate_series(0, 20159) as n`,
    );
    await new Retention(opened.database, { keepDays: 0, readingsDays: 0, log }).sweep();
    const samples = async () => (await left('oven_readings', 'oven')).length;
    expect(await samples()).toBe(20_160);
    await new Retention(opened.database, { keepDays: 0, readingsDays: 1, log }).sweep();
    expect(await samples()).toBe(1440);
  });

  test('a plan that moved an oven, or that has an outcome, stays', async () => {
    const [heated, learned] = [await keep('succeeded', 99), await keep('succeeded', 99)];
    await opened.database.query(`insert into takt.ovens (site, oven, issued_version) values ('s', $1, 1)`, [heated]);
    await opened.database.query(
      `insert into takt.programs (id, plan_id, site, oven, furnace, state, approval, created_at)
       values ($1, $1, 's', $2, 'f', 'done', false, now())`,
      [heated, heated],
    );
    await opened.database.query(`insert into takt.repair_outcomes (plan_id, outcome) values ($1, '{}')`, [learned]);
    expect(await new Retention(opened.database, { keepDays: 30, readingsDays: 0, log }).sweep()).toBe(0);
    expect((await left()).sort()).toEqual([heated, learned].sort());
  });

  test('more than one batch, each plan written to the file of its day before it goes', async () => {
    const ids = new Set<string>();
    for (let index = 0; index < 3; index++) ids.add(await keep('succeeded', 40 + index));
    await opened.database.query(
      `insert into takt.plans (id, kind, state, priority, tags, request, request_hash, code_version, ended_at)
       select gen_random_uuid(), 'melt', 'cancelled', 5, '{}', '{}', 'h', 'v', now() - interval '50 days'
       from generate_series(1, 600)`,
    );
    const retention = new Retention(opened.database, {
      keepDays: 30,
      readingsDays: 0,
      archiveDir: join(folder, 'archive'),
      log,
    });
    expect(await retention.sweep()).toBe(603);
    expect(await left()).toEqual([]);
    const files = readdirSync(join(folder, 'archive'));
    expect(files).toHaveLength(4);
    const lines = files.flatMap((file) =>
      readFileSync(join(folder, 'archive', file), 'utf8')
        .trim()
        .split('\n'),
    );
    expect(lines).toHaveLength(603);
    const plans = lines.map((line) => JSON.parse(line));
    const kept = plans.filter((plan) => ids.has(plan.id));
    expect(kept).toHaveLength(3);
    for (const plan of kept)
      expect(plan).toMatchObject({ request: { a: 1 }, state: 'succeeded', events: [{ sequence: 1, type: 'state' }] });
  });

  test('an archive takes few plans in one transaction: each may be megabytes', async () => {
    await opened.database.query(
      `insert into takt.plans (id, kind, state, priority, tags, request, request_hash, code_version, ended_at)
       select gen_random_uuid(), 'melt', 'cancelled', 5, '{}', '{}', 'h', 'v', now() - interval '50 days'
       from generate_series(1, 50)`,
    );
    const transaction = vi.spyOn(opened.database, 'transaction');
    const retention = new Retention(opened.database, {
      keepDays: 30,
      readingsDays: 0,
      archiveDir: join(folder, 'few'),
      log,
    });
    expect(await retention.sweep()).toBe(50);
    expect(transaction.mock.calls.length).toBeGreaterThanOrEqual(3);
    transaction.mockRestore();
  });

  test('a disk that takes less than it is given costs no plan', async () => {
    const id = await keep('succeeded', 99);
    const handle = await open(folder);
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const write = prototype.write as (this: FileHandle, text: string) => ReturnType<FileHandle['write']>;
    const short = vi.spyOn(prototype, 'write').mockImplementation(function (this: FileHandle, text: unknown) {
      return write.call(this, String(text).slice(0, 10));
    } as FileHandle['write']);
    await new Retention(opened.database, {
      keepDays: 30,
      readingsDays: 0,
      archiveDir: join(folder, 'short'),
      log,
    }).sweep();
    short.mockRestore();
    const [file] = readdirSync(join(folder, 'short'));
    expect(JSON.parse(readFileSync(join(folder, 'short', file), 'utf8'))).toMatchObject({ id });
  });

  test('batches go when they are old and have no plans left; those with a plan and young ones stay', async () => {
    const names = ['old', 'with a plan', 'young'] as const;
    const ids = names.map(() => uuidV7());
    await opened.database.query(
      `insert into takt.batches (id, tenant, tags, total, created_at)
       select id, 'a', '{}', 1, now() - days * interval '1 day'
       from unnest($1::uuid[], $2::integer[]) as batch (id, days)`,
      [ids, [31, 31, 29]],
    );
    const plan = await keep('running', null);
    await opened.database.query('update takt.plans set batch_id = $2 where id = $1', [plan, ids[1]]);
    const kept = async () => (await left('batches')).map((id) => names[ids.indexOf(id)]).toSorted();
    await new Retention(opened.database, { keepDays: 0, readingsDays: 0, log }).sweep();
    expect(await kept()).toEqual(['old', 'with a plan', 'young']);
    await new Retention(opened.database, { keepDays: 30, readingsDays: 0, log }).sweep();
    expect(await kept()).toEqual(['with a plan', 'young']);
  });

  test('the hours of tenants go after two days, also where plans are kept for ever', async () => {
    await opened.database.script(
      `insert into takt.tenant_usage (tenant, hour, cost_ms) select 'a', date_trunc('hour', now(), 'UTC') - age, 1
       from unnest(array['0 hours', '47 hours', '50 hours']::interval[]) as age`,
    );
    const retention = new Retention(opened.database, { keepDays: 0, readingsDays: 0, log });
    retention.start();
    await expect.poll(() => left('tenant_usage', 'hour')).toHaveLength(2);
    await retention.stop();
  });

  test('without a place to write to nothing is deleted', async () => {
    await keep('succeeded', 99);
    writeFileSync(join(folder, 'a file'), '');
    const retention = new Retention(opened.database, {
      keepDays: 30,
      readingsDays: 0,
      archiveDir: join(folder, 'a file'),
      log,
    });
    await expect(retention.sweep()).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await left()).toHaveLength(1);
  });
});

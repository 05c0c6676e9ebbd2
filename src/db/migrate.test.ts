import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { soleTenant } from '../access/caller.ts';
import { programsOfPlan, transitionsOfPlan } from '../bridge/outbox.ts';
import { moveCommands } from '../bridge/transitions.ts';
import { loadWork, sitesAtWork } from '../bridge/work.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { PlanStore } from '../jobs/plan-store.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { parsedRequest } from '../testing/requests.ts';
import type { Database } from './database.ts';
import { migrate, shippedMigrations } from './migrate.ts';

const old = shippedMigrations();
const expanding = [
  {
    name: '901-colour.sql',
    sql: `-- expands\nalter table takt.plans add column colour text not null default 'grey'; create index on takt.plans (colour)`,
  },
  { name: '902-shades.sql', sql: '-- expands\ncreate table takt.shades (id integer primary key)' },
];
const contracting = { name: '903-no-seed.sql', sql: '-- contracts\nalter table takt.plans drop column code_version' };
const safe = { name: '904-gone.sql', sql: '-- contracts, safe with 902-shades.sql\ndrop table takt.shades' };

describe.each(testBackends)('two versions of takt on one database on %s', (backend) => {
  let opened: TestDatabase;
  let database: Database;
  let queue: JobQueue;
  let store: PlanStore;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    database = opened.database;
    queue = new JobQueue(database);
    await queue.start();
    store = new PlanStore(database, queue, { queueLimit: 1000 });
  });
  // One database for all, because each costs seconds: after each test it is as the old version made it.
  afterEach(() =>
    database.script(
      `drop table if exists takt.shades; delete from takt.migrations where name like '9%'; delete from takt.plans;
       alter table takt.plans drop column if exists colour, add column if not exists code_version text not null default ''`,
    ),
  );
  afterAll(async () => {
    await queue.stop();
    await opened.drop();
  });

  /** Keeps plans as the old version does, until told to stop. @returns how many were kept. */
  function keepPlans(): { stop(): Promise<number> } {
    let isStopped = false;
    const kept = (async () => {
      let count = 0;
      for (; !isStopped; count++) await store.insert({ request: parsedRequest(), tenant: soleTenant });
      return count;
    })();
    return {
      stop() {
        isStopped = true;
        return kept;
      },
    };
  }

  test('the old one works on while and after the new one expands, and starts again', async () => {
    const inserts = keepPlans();
    expect(await migrate(database, [...old, ...expanding])).toEqual(['901-colour.sql', '902-shades.sql']);
    const during = await inserts.stop();
    const { id } = await store.insert({ request: parsedRequest(), tenant: soleTenant });
    expect(await migrate(database, old)).toEqual([]);
    const begun = await store.begin(id);
    expect(begun).toMatchObject({ id, attempt: 1 });
    const { rows } = await database.query(`select count(*) as count from takt.plans where colour = 'grey'`);
    expect(rows).toEqual([{ count: during + 1 }]);
    // The new one finds all as it left it.
    expect(await migrate(database, [...old, ...expanding])).toEqual([]);
  });

  test('statements that the old one has prepared are good for tables that have grown', async () => {
    const { id } = await store.insert({ request: parsedRequest(), tenant: soleTenant });
    const all = async () => {
      await store.get(soleTenant, id);
      await store.list(soleTenant, { limit: 10 });
      await store.events(id, 0);
      await store.waiting();
      await transitionsOfPlan(database, id);
      await programsOfPlan(database, id);
      await sitesAtWork(database);
      await loadWork(database, 'plant-1', new Date());
      await moveCommands(database, { where: 'c.id = $1', parameters: [id], to: 'expired', actor: 'a', at: 0 });
    };
    const tables = (
      await database.query<{ name: string }>(
        `select table_name as name from information_schema.tables where table_schema = 'takt' and table_name <> 'migrations'`,
      )
    ).rows;
    const each = (change: string) =>
      database.script(tables.map(({ name }) => `alter table takt.${name} ${change};`).join(''));
    await all();
    await each('add column grown text');
    await all();
    await each('drop column grown');
    expect(tables.length).toBeGreaterThan(10);
  });

  test('the old one does not start on a database that lacks what it may use', async () => {
    await migrate(database, [...old, ...expanding, contracting]);
    await expect(migrate(database, old)).rejects.toMatchObject({
      code: 'bad-configuration',
      message: expect.stringContaining('its migration 903-no-seed.sql took away what this version may use'),
    });
  });

  test('a contracting file lets those versions start that it says are safe, and no others', async () => {
    await migrate(database, [...old, ...expanding, safe]);
    expect(await migrate(database, [...old, ...expanding])).toEqual([]);
    await expect(migrate(database, old)).rejects.toThrow('904-gone.sql');
    await expect(migrate(database, [...old, expanding[0]])).rejects.toThrow('904-gone.sql');
  });

  test('a database of another line of versions is refused', async () => {
    await migrate(database, [...old, expanding[0]]);
    const other = { name: '900-other.sql', sql: '-- expands\ncreate table takt.other (id integer)' };
    await expect(migrate(database, [...old, other])).rejects.toThrow('901-colour.sql is not in this version');
    await expect(migrate(database, [...old, expanding[1]])).rejects.toThrow('901-colour.sql is not in this version');
  });

  test('an index that was built by hand before is found', async () => {
    const name = '010-retention.sql';
    await database.query('delete from takt.migrations where name = $1', [name]);
    expect(await migrate(database, old)).toEqual([name]);
  });

  test('a file that does not say what it is is a fault, and nothing is applied', async () => {
    const silent = { name: '905-silent.sql', sql: 'create table takt.silent (id integer)' };
    await expect(migrate(database, [...old, silent])).rejects.toThrow('905-silent.sql does not say in its first line');
    expect((await database.query(`select to_regclass('takt.silent') as silent`)).rows).toEqual([{ silent: null }]);
  });

  test('a table of migrations from before the rule is taken as it is', async () => {
    await database.script('alter table takt.migrations drop column if exists effect, drop column if exists safe_with');
    expect(await migrate(database, old)).toEqual([]);
    expect(await migrate(database, [...old, expanding[1]])).toEqual(['902-shades.sql']);
    const { rows } = await database.query('select distinct effect from takt.migrations');
    expect(rows).toEqual([{ effect: 'expands' }]);
  });
});

describe.runIf(testBackends.includes('postgres'))('a migration behind a long reader', () => {
  let opened: TestDatabase;
  let reader: Client;
  beforeAll(async () => {
    opened = await openTestDatabase('postgres');
    reader = new Client(opened.settings.DATABASE_URL);
    await reader.connect();
  });
  afterAll(async () => {
    await reader.end();
    await opened.drop();
  });

  test('blocks nobody: it gives up soon, lets the others pass, and comes back', async () => {
    const { database } = opened;
    const newVersion = [...old, ...expanding];
    await reader.query('begin; select count(*) from takt.plans');
    const passed: unknown[] = [];
    const pause = async (attempt: number) => {
      // Those who would queue behind a waiting ALTER TABLE come through here.
      passed.push((await database.query('select count(*) as plans from takt.plans')).rows[0]);
      if (attempt === 3) await reader.query('commit');
    };
    expect(await migrate(database, newVersion, { lockTimeoutMs: 50, pause })).toEqual([
      '901-colour.sql',
      '902-shades.sql',
    ]);
    expect(passed).toEqual([{ plans: 0 }, { plans: 0 }, { plans: 0 }]);
  });

  test('gives up after a while with a sentence that helps', async () => {
    await reader.query('begin; select count(*) from takt.plans');
    const more = [
      ...old,
      ...expanding,
      { name: '906-more.sql', sql: '-- expands\nalter table takt.plans add more text' },
    ];
    await expect(
      migrate(opened.database, more, { lockTimeoutMs: 20, mostAttempts: 2, pause: async () => {} }),
    ).rejects.toMatchObject({ code: 'database-unavailable', message: expect.stringContaining('pg_stat_activity') });
    await reader.query('rollback');
    expect(await migrate(opened.database, more)).toEqual(['906-more.sql']);
  });
});

test('every index of a migration may be there already', () => {
  // Those before are part of a release.
  const later = old.filter(({ name }) => name >= '004');
  const indexes = later.flatMap(({ sql }) =>
    [...sql.matchAll(/create (?:unique )?index (.+)/g)].map(([, rest]) => rest),
  );
  expect(indexes.length).toBeGreaterThan(10);
  expect(indexes.filter((rest) => !rest.startsWith('if not exists '))).toEqual([]);
});

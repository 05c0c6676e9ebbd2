import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { JobQueue } from '../jobs/job-queue.ts';
import {
  createPostgres,
  openTestDatabase,
  type TestDatabase,
  testBackends,
  testCacheDir,
} from '../testing/database.ts';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate, shippedMigrations } from './migrate.ts';
import { openDatabase } from './open.ts';
import { openPostgres } from './postgres.ts';

describe.each(testBackends)('a database on %s', (backend) => {
  let opened: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    database = opened.database;
    await database.script('create table things (id integer primary key, name text)');
  });
  afterAll(() => opened.drop());

  test('gives the same types from either store', async () => {
    const { rows } = await database.query(
      `select 1::int8 as int8, 2 as int4, 1.5::numeric as numeric, 0.1::float8 as float8, true as bool, 'x' as text,
              '{"a":[1,null,{"b":0.25}]}'::jsonb as jsonb, '[1]'::jsonb as list, 'null'::jsonb as json_null, null as nothing,
              '2026-11-23T07:00:00.250+03:00'::timestamptz as instant, '2026-11-23'::date as day,
              array['a', 'b'] as texts, 'ba137ae1-0440-431e-b1ef-0bc2d305b5fe'::uuid as uuid, count(*) from things`,
    );
    expect(rows[0]).toEqual({
      int8: 1,
      int4: 2,
      numeric: '1.5',
      float8: 0.1,
      bool: true,
      text: 'x',
      jsonb: { a: [1, null, { b: 0.25 }] },
      list: [1],
      json_null: null,
      nothing: null,
      instant: new Date('2026-11-23T04:00:00.250Z'),
      day: '2026-11-23',
      texts: ['a', 'b'],
      uuid: 'ba137ae1-0440-431e-b1ef-0bc2d305b5fe',
      count: 0,
    });
  });

  test('takes the same parameters in either store', async () => {
    const instant = new Date('2026-11-23T04:00:00.250Z');
    const { rows } = await database.query(
      `select $1::jsonb as json, $2::timestamptz as instant, $3::timestamptz as same, $4::float8 as number, $5::text as nothing,
              'b' = any($6::text[]) as found, $7::boolean as flag, $8::int8 as big`,
      [JSON.stringify({ a: [1] }), instant, instant.toISOString(), 0.1, null, ['a', 'b'], true, 7_000_000_000],
    );
    expect(rows[0]).toEqual({
      json: { a: [1] },
      instant,
      same: instant,
      number: 0.1,
      nothing: null,
      found: true,
      flag: true,
      big: 7_000_000_000,
    });
  });

  test('counts the rows that a statement touched', async () => {
    const insert = await database.query(`insert into things values (1, 'a'), (2, 'b') returning id`);
    expect([insert.rowCount, insert.rows]).toEqual([2, [{ id: 1 }, { id: 2 }]]);
    expect((await database.query(`update things set name = 'c' where id = 9`)).rowCount).toBe(0);
    expect((await database.query('delete from things')).rowCount).toBe(2);
  });

  test('a transaction is kept whole or not at all', async () => {
    const work = (fails: boolean) =>
      database.transaction(async (transaction) => {
        await transaction.query(`insert into things values ($1, 'x')`, [fails ? 10 : 11]);
        if (fails) throw new Error('no');
        return 'kept';
      });
    await expect(work(true)).rejects.toThrow('no');
    expect(await work(false)).toBe('kept');
    expect((await database.query('select id from things')).rows).toEqual([{ id: 11 }]);
  });

  test('a script gives the rows of all its statements, and a failed one spoils nothing', async () => {
    expect(await database.script('begin; select 1 as a; select 2 as a; commit')).toEqual([{ a: 1 }, { a: 2 }]);
    await expect(database.script('begin; select nonsense; commit')).rejects.toThrow('nonsense');
    expect((await database.query('select 3 as a')).rows).toEqual([{ a: 3 }]);
  });

  test('migrations are applied once, in order, and never change', async () => {
    const shipped = shippedMigrations();
    expect(await migrate(database)).toEqual([]);
    const next = { name: '998-more.sql', sql: '-- expands\ncreate table takt.more (id integer)' };
    expect(await migrate(database, [...shipped, next])).toEqual(['998-more.sql']);
    await expect(migrate(database, [...shipped, { ...next, sql: `${next.sql} ` }])).rejects.toThrow(
      /migration 998-more.sql differs from this version/,
    );
    // A version without it, as the one before, works on: the file only expands.
    expect(await migrate(database, shipped)).toEqual([]);
    const broken = { name: '999-broken.sql', sql: '-- expands\ncreate table takt.half (id integer); select nonsense' };
    await expect(migrate(database, [...shipped, next, broken])).rejects.toThrow('nonsense');
    expect((await database.query(`select to_regclass('takt.half') as half`)).rows).toEqual([{ half: null }]);
    expect(await migrate(database, [...shipped, next])).toEqual([]);
  });

  test('replicas that start together apply each migration once', async () => {
    const migrations = [
      ...shippedMigrations(),
      { name: '998-more.sql', sql: '-- expands\ncreate table takt.more (id integer)' },
    ];
    const last = { name: '999-together.sql', sql: '-- expands\ncreate table takt.together (id integer)' };
    const applied = await Promise.all([1, 2, 3].map(() => migrate(database, [...migrations, last])));
    expect(applied.flat()).toEqual(['999-together.sql']);
  });
});

describe('the embedded store in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'takt-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = () => openDatabase({ dataDir: folder, cacheDir: testCacheDir }, JobQueue.prepare);

  test('keeps what was written, and one opener at a time', async () => {
    const first = await open();
    await first.script('create table kept (id integer); insert into kept values (7)');
    await expect(open()).rejects.toMatchObject({
      code: 'data-folder-locked',
      message: expect.stringContaining(folder),
    });
    await first.close();
    const second = await open();
    expect((await second.query('select id from kept')).rows).toEqual([{ id: 7 }]);
    await second.close();
  });

  test('a lock is held against other processes and ends with its process, however that dies', async () => {
    const module = fileURLToPath(new URL('./folder-lock.ts', import.meta.url));
    const program = `import { lockFolder } from ${JSON.stringify(module)};
      lockFolder(${JSON.stringify(folder)}); console.log('locked'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(holder.stdout, 'data');
      expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'data-folder-locked' }));
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
    lockFolder(folder).release();
  });

  test('a folder whose creation was cut off is made anew', async () => {
    const whole = await open();
    await whole.close();
    rmSync(join(folder, 'pgdata', 'global'), { recursive: true });
    writeFileSync(join(folder, 'unfinished'), '');
    const again = await open();
    expect((await again.query('select count(*) from takt.plans')).rows).toEqual([{ count: 0 }]);
    expect(existsSync(join(folder, 'unfinished'))).toBe(false);
    await again.close();
  });

  test('without a cache it starts all the same, and with one it leaves a template', async () => {
    const cache = join(folder, 'cache');
    const cached = await openDatabase({ dataDir: 'memory', cacheDir: cache }, JobQueue.prepare);
    await cached.close();
    expect(readdirSync(cache)).toEqual([expect.stringMatching(/^pglite-[0-9a-f]{16}\.tar$/)]);
    const notAFolder = join(folder, 'file');
    writeFileSync(notAFolder, '');
    const cold = await openDatabase({ dataDir: 'memory', cacheDir: notAFolder }, JobQueue.prepare);
    expect((await cold.query('select count(*) from takt.plans')).rows).toEqual([{ count: 0 }]);
    await cold.close();
  });
});

test.runIf(testBackends.includes('postgres'))(
  'statements are not compiled, which took longer than running them',
  async () => {
    const opened = await openTestDatabase('postgres');
    expect((await opened.database.query('show jit')).rows).toEqual([{ jit: 'off' }]);
    await opened.drop();
  },
);

test('a PostgreSQL that is away is told as such', async () => {
  const database = openPostgres('postgres://nobody@127.0.0.1:1/none');
  await expect(database.query('select 1')).rejects.toMatchObject({ code: 'database-unavailable' });
  await expect(database.transaction(async () => {})).rejects.toMatchObject({ code: 'database-unavailable' });
  await database.close();
});

const onPostgres = testBackends.includes('postgres') ? test : test.skip;

onPostgres('sessions that the server ends while they change hands do not end the process', async () => {
  const { url, drop } = await createPostgres();
  const database = openPostgres(url, { connections: 4 });
  let busy = true;
  const errors = new Set<unknown>();
  const work = async (): Promise<void> => {
    while (busy)
      await database
        .transaction(async (transaction) => {
          await transaction.query('select 1');
          await transaction.query('select 2');
        })
        .catch((error: { code: string }) => errors.add(error.code));
  };
  // More than there are connections, so that one goes straight from hand to hand: there its end met nobody who listened.
  const workers = Array.from({ length: 12 }, work);
  for (let round = 0; round < 8; round++) {
    const admin = openPostgres(url, { connections: 1 });
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await admin.close();
  }
  busy = false;
  await Promise.all(workers);
  expect([...errors]).toEqual(['database-unavailable']);
  expect((await database.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  await database.close();
  await drop();
});

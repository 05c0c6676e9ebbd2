import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DiskSpace } from './disk-space.ts';
import { openPgliteMemory } from './pglite.ts';

test('with too little room writes are refused before they begin, and reads go on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'takt-test-'));
  const space = { least: 0 };
  const database = await openPgliteMemory(undefined, {
    trouble: () => new DiskSpace(folder, space.least).trouble(),
    demand: () => new DiskSpace(folder, space.least).demand(),
  });
  try {
    await database.script('create table t (n integer)');
    await database.query('insert into t values (1)');
    expect(database.trouble?.()).toBeUndefined();
    // More than any disk has.
    space.least = 2 ** 50;
    expect(database.trouble?.()).toMatch(/^the disk of the data folder has \d+ MB left, and writing stops below/);
    const refused = { code: 'database-unavailable', message: expect.stringContaining('MB left') };
    await expect(database.query('insert into t values (2)')).rejects.toMatchObject(refused);
    await expect(database.query('\n  with a as (select 1) update t set n = 3')).rejects.toMatchObject(refused);
    await expect(database.transaction(async () => {})).rejects.toMatchObject(refused);
    expect((await database.query('select n from t')).rows).toEqual([{ n: 1 }]);
    space.least = 0;
    await database.query('update t set n = 4');
  } finally {
    await database.close();
    rmSync(folder, { recursive: true });
  }
});

test('a process that spins is ended, one that works is not', () => {
  const run = (script: string) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 30_000 });
  const watch = (seconds: number) =>
    `import { watchStalls } from '${new URL('stall-watch.ts', import.meta.url)}'; watchStalls(${seconds});`;
  const spins = run(`${watch(1)} setTimeout(() => { for (;;); }, 100);`);
  expect([spins.signal, spins.stderr]).toEqual(['SIGKILL', expect.stringContaining('has stood still for 1 s')]);
  const works = run(`${watch(2)} await new Promise((done) => setTimeout(done, 2500));`);
  expect([works.signal, works.status, works.stderr]).toEqual([null, 0, '']);
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { longestGapMs } from './judge.ts';
import { takeLease } from './lease.ts';
import { programsOfPlan } from './outbox.ts';
import type { CommandState } from './states.ts';
import { equipmentOf, heatsInRow } from './testing/fixtures.ts';
import { keepPlan } from './testing/stage.ts';
import { tendUnserved } from './unserved.ts';

describe.each(testBackends)('a site that no bridge has the key of, on %s', (backend) => {
  let opened: TestDatabase;
  let database: Database;
  let site: string;
  beforeAll(async () => {
    opened = await openTestDatabase(backend);
    database = opened.database;
  });
  afterAll(() => opened?.drop());
  beforeEach(() => {
    site = `site-${randomUUID().slice(0, 8)}`;
  });

  const start = Date.parse('2026-11-23T07:00:00Z');

  /** One command that begins at `start`, its window ten minutes long, its heat an hour. */
  async function command(state: CommandState) {
    const equipment = equipmentOf(site, ['f1'], { latestStartMinutes: 10 });
    const { planId } = await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60) });
    await database.query('update takt.commands set state = $2 where plan_id = $1', [planId, state]);
    return async () => (await programsOfPlan(database, planId))[0];
  }

  const tend = (at: number) => tendUnserved(database, [site], { actor: 'test', at, reason: 'key' });
  const windowEnd = start + 600_000;
  const verifyEnd = start + 3_600_000 + 300_000;

  test.each([
    ['planned', windowEnd, 'expired', 'done'],
    ['approved', windowEnd, 'expired', 'done'],
    ['sent', windowEnd + longestGapMs, 'timed-out', 'halted'],
    ['accepted', verifyEnd + longestGapMs, 'timed-out', 'halted'],
    ['applied', verifyEnd + longestGapMs, 'verify-failed', 'halted'],
  ] as const)('has its command that is %s ended when its time is over', async (from, at, to, program) => {
    const now = await command(from);
    expect(await tend(at - 1)).toEqual([]);
    expect((await now()).commands[0].state).toBe(from);
    expect((await tend(at)).map((transition) => transition.to)).toEqual([to]);
    expect((await now()).commands[0].state).toBe(to);
    expect((await now()).state).toBe(program);
    expect(await tend(at)).toEqual([]);
  });

  test('is told what its due commands wait for', async () => {
    await command('approved');
    const waitsFor = async () => {
      const { rows } = await database.query('select waits_for from takt.ovens where site = $1', [site]);
      return rows;
    };
    await tend(start - 1);
    expect(await waitsFor()).toEqual([{ waits_for: null }]);
    await tend(start);
    expect(await waitsFor()).toEqual([{ waits_for: 'key' }]);
    await tend(windowEnd);
    expect(await waitsFor()).toEqual([{ waits_for: null }]);
  });

  test('is left alone while another bridge has it', async () => {
    const now = await command('approved');
    await takeLease(database, { site, holder: 'another', leaseMs: 60_000 });
    expect(await tend(windowEnd)).toEqual([]);
    expect((await now()).commands[0].state).toBe('approved');
  });
});

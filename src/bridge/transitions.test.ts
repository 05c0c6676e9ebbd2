import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { programsOfPlan, transitionsOfPlan } from './outbox.ts';
import { equipmentOf, heatsInRow } from './testing/fixtures.ts';
import { keepPlan } from './testing/stage.ts';
import { type Delivery, lockCommands, moveEach, type Progress, recordRepeats, settlePrograms } from './transitions.ts';

const origin = { actor: 'test', at: Date.parse('2026-11-23T07:01:00Z') };
const delivery: Delivery = { epoch: 7, envelope: { v: 1 }, attempts: 1, nextSendAt: new Date(origin.at + 1000) };

describe.each(testBackends)('changes of many commands at once on %s', (backend) => {
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

  /** Two ovens with two commands each, the first of each due at 07:00. */
  async function plan(furnaces = ['f1', 'f2'], tenant?: string) {
    const equipment = equipmentOf(site, furnaces, { latestStartMinutes: 10 });
    const { planId } = await keepPlan(database, { equipment, heats: heatsInRow(furnaces, 2, 60), tenant });
    return { planId, commands: (await programsOfPlan(database, planId)).flatMap(({ commands }) => commands) };
  }

  const sent = (id: string): Progress => ({ id, from: 'approved', path: ['sent'], delivery });
  const states = async (planId: string) =>
    (await programsOfPlan(database, planId)).map(({ commands }) => commands.map(({ state }) => state));

  test('are recorded one by one, in order, the reason with the last', async () => {
    const { planId, commands } = await plan();
    const [first, , third] = commands;
    await moveEach(database, [sent(first.cmdId), sent(third.cmdId)], origin);
    const path: Progress['path'] = ['accepted', 'applied', 'verify-failed'];
    const moved = await moveEach(
      database,
      [
        { id: first.cmdId, from: 'sent', path, reason: 'too cold' },
        { id: third.cmdId, from: 'sent', path: ['rejected'], reason: 'interlock' },
      ],
      origin,
    );
    expect(moved.map(({ cmdId, from, to, reason }) => [cmdId, from, to, reason])).toEqual([
      [first.cmdId, 'sent', 'accepted', null],
      [first.cmdId, 'accepted', 'applied', null],
      [first.cmdId, 'applied', 'verify-failed', 'too cold'],
      [third.cmdId, 'sent', 'rejected', 'interlock'],
    ]);
    await settlePrograms(database, moved);
    expect(await states(planId)).toEqual([
      ['verify-failed', 'approved'],
      ['rejected', 'approved'],
    ]);
    const kept = await transitionsOfPlan(database, planId);
    expect(kept.slice(-moved.length)).toEqual(moved);
    expect((await programsOfPlan(database, planId)).map(({ state, reason }) => [state, reason])).toEqual([
      ['halted', 'step 1 verify-failed: too cold'],
      ['halted', 'step 1 rejected: interlock'],
    ]);
    // What a halted program has left is not sent.
    expect(await moveEach(database, [sent(commands[1].cmdId)], origin)).toEqual([]);
  });

  test('leave alone what is not where it was thought to be, and take the rest', async () => {
    const { planId, commands } = await plan();
    const [first, , third] = commands;
    await moveEach(database, [sent(first.cmdId)], origin);
    const moved = await moveEach(database, [sent(first.cmdId), sent(third.cmdId)], origin);
    expect(moved.map(({ cmdId }) => cmdId)).toEqual([third.cmdId]);
    expect(await states(planId)).toEqual([
      ['sent', 'approved'],
      ['sent', 'approved'],
    ]);
  });

  test('follow the table of states', async () => {
    const { commands } = await plan();
    const wrong: Progress = { id: commands[0].cmdId, from: 'approved', path: ['sent', 'verified'] };
    await expect(moveEach(database, [wrong], origin)).rejects.toThrow('does not go from sent to verified');
  });

  test('send nothing whose window is over', async () => {
    const { commands } = await plan();
    const late = { ...origin, at: commands[0].latestStartAt.getTime() };
    expect(await moveEach(database, [sent(commands[0].cmdId)], late)).toEqual([]);
    expect(await moveEach(database, [sent(commands[0].cmdId)], { ...late, at: late.at - 1 })).toHaveLength(1);
  });

  test('finish a program with its last command', async () => {
    const { planId, commands } = await plan(['f1']);
    for (const { cmdId } of commands) {
      await moveEach(database, [sent(cmdId)], origin);
      const moved = await moveEach(
        database,
        [{ id: cmdId, from: 'sent', path: ['accepted', 'applied', 'verified'] }],
        origin,
      );
      await settlePrograms(database, moved);
    }
    expect((await programsOfPlan(database, planId))[0]).toMatchObject({ state: 'done', reason: null });
  });

  describe('under a hold', () => {
    const hold = async (tenant: string, at?: { site?: string; oven?: string }) => {
      const id = randomUUID();
      await database.query('insert into takt.holds (id, tenant, site, oven, created_by) values ($1, $2, $3, $4, $5)', [
        id,
        tenant,
        at?.site ?? null,
        at?.oven ?? null,
        'somebody',
      ]);
      return () => database.query('update takt.holds set released_at = now() where id = $1', [id]);
    };

    test.each([
      ['of the oven', () => ({ site, oven: 'f1-oven' }), ['f2-oven']],
      ['of the site', () => ({ site }), []],
      ['of all sites', () => undefined, []],
    ])('%s no command of it is sent or repeated until it is released', async (_, at, free) => {
      const tenant = `tenant-${site}`;
      await database.query('insert into takt.sites (site, tenant) values ($1, $2)', [site, tenant]);
      const { planId, commands } = await plan(['f1', 'f2'], tenant);
      const heads = [commands[0], commands[2]];
      const release = await hold(tenant, at());
      const moved = await moveEach(
        database,
        heads.map(({ cmdId }) => sent(cmdId)),
        origin,
      );
      expect(moved.map(({ oven }) => oven)).toEqual(free);
      await release();
      const rest = heads.filter(({ cmdId }) => !moved.some((one) => one.cmdId === cmdId));
      expect(
        await moveEach(
          database,
          rest.map(({ cmdId }) => sent(cmdId)),
          origin,
        ),
      ).toHaveLength(rest.length);
      const again = { ...delivery, attempts: 2 };
      const repeats = heads.map(({ cmdId: id }) => ({ id, delivery: again }));
      await hold(tenant, at());
      expect((await recordRepeats(database, repeats)).size).toBe(free.length);
      const attempts = (await programsOfPlan(database, planId)).map(({ commands: [{ attempts }] }) => attempts);
      expect(attempts.toSorted()).toEqual(free.length > 0 ? [1, 2] : [1, 1]);
    });

    test('of another tenant they go', async () => {
      await database.query('insert into takt.sites (site, tenant) values ($1, $2)', [site, `tenant-${site}`]);
      const { commands } = await plan(['f1'], `tenant-${site}`);
      await hold('another');
      expect(await moveEach(database, [sent(commands[0].cmdId)], origin)).toHaveLength(1);
    });
  });

  if (backend === 'postgres')
    test('and plans that end at the same time never wait for each other crosswise', async () => {
      const furnaces = Array.from({ length: 12 }, (_, index) => `f${index}`);
      let sentAtAll = 0;
      let isOpen = true;
      const bridge = async () => {
        while (isOpen) {
          const { rows } = await database.query<{ id: string; state: 'approved' | 'sent'; oven: string }>(
            `select id, state, oven from takt.commands where site = $1 and state in ('approved', 'sent') order by random()`,
            [site],
          );
          const heads = new Map(rows.filter(({ state }) => state === 'approved').map(({ oven, id }) => [oven, id]));
          await database.transaction(async (transaction) => {
            await lockCommands(
              transaction,
              rows.flatMap(({ id, state, oven }) => (state === 'sent' || heads.get(oven) === id ? [id] : [])),
            );
            const ends = rows.filter(({ state }) => state === 'sent');
            const moved = await moveEach(
              transaction,
              // A refusal changes its program whatever is left of it.
              ends.map(({ id }) => ({ id, from: 'sent', path: ['rejected'] })),
              origin,
            );
            sentAtAll += (await moveEach(transaction, [...heads.values()].map(sent), origin)).length;
            await settlePrograms(transaction, moved);
          });
        }
      };
      const plans = async () => {
        for (let index = 0; index < 10; index++) await plan(furnaces.toSorted(() => (index % 2) - 0.5));
      };
      const running = bridge();
      running.catch(() => {});
      await Promise.all([plans(), plans()]).finally(() => {
        isOpen = false;
      });
      // A deadlock would have ended one of them with an error.
      await running;
      expect(sentAtAll).toBeGreaterThan(0);
    });
});

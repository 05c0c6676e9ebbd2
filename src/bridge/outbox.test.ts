import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { openTestDatabase, type TestDatabase, testBackends } from '../testing/database.ts';
import { databaseTime, releaseLeases, takeLease } from './lease.ts';
import { approveProgram, programsOfPlan, transitionsOfPlan, writePrograms } from './outbox.ts';
import { commandStates, nextStates } from './states.ts';
import { equipmentOf, heatsInRow, heatsOf } from './testing/fixtures.ts';
import { keepPlan } from './testing/stage.ts';
import { moveCommands } from './transitions.ts';

describe.each(testBackends)('programs in the database on %s', (backend) => {
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

  const commandsOf = async (planId: string) =>
    (await programsOfPlan(database, planId)).flatMap((program) => program.commands);

  test('are written with versions that rise per oven from plan to plan', async () => {
    const now = Date.parse('2026-11-23T07:00:00Z');
    const equipment = equipmentOf(site, ['f1', 'f2']);
    const base = now / 1000;
    const first = await keepPlan(database, { equipment, heats: heatsInRow(['f1', 'f2'], 2, 60), now });
    expect(first.programs.map(({ oven, steps, firstVersion }) => ({ oven, steps, firstVersion }))).toEqual([
      { oven: 'f1-oven', steps: 2, firstVersion: base + 1 },
      { oven: 'f2-oven', steps: 2, firstVersion: base + 1 },
    ]);
    const second = await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 3, 60), now });
    expect(second.programs.map(({ firstVersion }) => firstVersion)).toEqual([base + 3]);
    expect((await commandsOf(second.planId)).map(({ version }) => version)).toEqual([base + 3, base + 4, base + 5]);
  });

  test('go above what an oven has reported, should the database be younger than the oven', async () => {
    const equipment = equipmentOf(site, ['f1']);
    await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60) });
    const reported = 9_000_000_000;
    await database.query('update takt.ovens set reported_version = $2 where site = $1', [site, reported]);
    const { programs } = await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60) });
    expect(programs[0].firstVersion).toBe(reported + 1);
  });

  test('come and go with the transaction that ends the plan', async () => {
    const equipment = equipmentOf(site, ['f1']);
    const older = await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 2, 60) });
    const planId = randomUUID();
    const failing = database.transaction(async (transaction) => {
      await transaction.query(
        `insert into takt.plans (id, kind, priority, tags, request, request_hash, code_version)
         values ($1, 'melt', 5, '{}', '{}', '', '')`,
        [planId],
      );
      await writePrograms(transaction, {
        planId,
        equipment,
        heats: heatsInRow(['f1'], 2, 60),
        now: Date.now(),
      });
      throw new Error('the attempt was not the latest');
    });
    await expect(failing).rejects.toThrow('the attempt was not the latest');
    expect(await programsOfPlan(database, planId)).toEqual([]);
    expect((await commandsOf(older.planId)).map(({ state }) => state)).toEqual(['approved', 'approved']);
  });

  test('supersede what is unsent for the same ovens, also where the new plan has no heat for one', async () => {
    const both = equipmentOf(site, ['f1', 'f2']);
    const older = await keepPlan(database, { equipment: both, heats: heatsInRow(['f1', 'f2'], 2, 60) });
    const other = await keepPlan(database, {
      equipment: equipmentOf(site, ['f3']),
      heats: heatsInRow(['f3'], 1, 60),
    });
    const newer = await keepPlan(database, { equipment: both, heats: heatsInRow(['f1'], 1, 60) });
    expect(newer).toMatchObject({ superseded: 4, programs: [{ oven: 'f1-oven' }] });
    const left = await programsOfPlan(database, older.planId);
    expect(left.map(({ state, reason }) => ({ state, reason }))).toEqual(
      Array(2).fill({ state: 'superseded', reason: `by plan ${newer.planId}` }),
    );
    expect((await transitionsOfPlan(database, older.planId)).filter(({ to }) => to === 'superseded')).toHaveLength(4);
    expect((await commandsOf(other.planId)).map(({ state }) => state)).toEqual(['approved']);
  });

  test('of plans that end at the same moment stay whole: one is superseded, versions never meet', async () => {
    const equipment = equipmentOf(site, ['f1', 'f2']);
    const crosswise = { ...equipment, ovens: [...equipment.ovens].reverse() };
    const plans = await Promise.all(
      [equipment, crosswise, equipment, crosswise].map((each) =>
        keepPlan(database, { equipment: each, heats: heatsInRow(['f1', 'f2'], 3, 60) }),
      ),
    );
    const programs = (await Promise.all(plans.map(({ planId }) => programsOfPlan(database, planId)))).flat();
    expect(programs.filter(({ state }) => state === 'active').map(({ oven }) => oven)).toEqual(['f1-oven', 'f2-oven']);
    for (const oven of ['f1-oven', 'f2-oven']) {
      const versions = programs.filter((program) => program.oven === oven).flatMap(({ commands }) => commands);
      expect(new Set(versions.map(({ version }) => version)).size).toBe(12);
    }
  });

  test('wait for approval where the oven asks for it', async () => {
    const equipment = equipmentOf(site, ['f1'], { oven: { approval: true } });
    const { planId, programs } = await keepPlan(database, {
      equipment,
      heats: heatsInRow(['f1'], 2, 60),
    });
    expect((await commandsOf(planId)).map(({ state }) => state)).toEqual(['planned', 'planned']);
    const approval = { programId: programs[0].programId, by: 'shift leader', now: Date.now() };
    expect(await approveProgram(database, approval)).toBe(2);
    expect(await approveProgram(database, approval)).toBe(0);
    expect((await commandsOf(planId)).map(({ state }) => state)).toEqual(['approved', 'approved']);
    const { rows } = await database.query<{ actor: string }>(
      `select distinct actor from takt.command_transitions where plan_id = $1 and to_state = 'approved'`,
      [planId],
    );
    expect(rows).toEqual([{ actor: 'shift leader' }]);
  });

  test('of a plan without heats are none', async () => {
    const written = await keepPlan(database, { equipment: equipmentOf(site, ['f1']), heats: heatsOf([]) });
    expect(written).toMatchObject({ programs: [], superseded: 0 });
  });

  test('keep their transitions unchanged', async () => {
    const { planId } = await keepPlan(database, {
      equipment: equipmentOf(site, ['f1']),
      heats: heatsInRow(['f1'], 1, 60),
    });
    const before = await transitionsOfPlan(database, planId);
    expect(before.map(({ from, to }) => [from, to])).toEqual([
      [null, 'planned'],
      ['planned', 'approved'],
    ]);
    for (const change of ["update takt.command_transitions set reason = 'x'", 'delete from takt.command_transitions'])
      await expect(database.query(`${change} where plan_id = $1`, [planId])).rejects.toThrow('append-only');
    expect(await transitionsOfPlan(database, planId, before[0].id)).toEqual(before.slice(1));
  });

  test('let commands take the ways of the table of states and no other', async () => {
    const { planId } = await keepPlan(database, {
      equipment: equipmentOf(site, ['f1']),
      heats: heatsInRow(['f1'], 1, 60),
    });
    const [{ cmdId }] = await commandsOf(planId);
    let tried = 0;
    for (const from of commandStates)
      for (const to of commandStates) {
        await database.query('update takt.commands set state = $2 where id = $1', [cmdId, from]);
        const move = { where: 'c.id = $1', parameters: [cmdId], to, actor: 'test', at: Date.now() };
        const moved = await moveCommands(database, move);
        expect(moved.map((transition) => [transition.from, transition.to])).toEqual(
          nextStates[from].includes(to) ? [[from, to]] : [],
        );
        tried++;
      }
    expect(tried).toBe(commandStates.length ** 2);
  });

  test('admit one command in flight per oven', async () => {
    const { planId } = await keepPlan(database, {
      equipment: equipmentOf(site, ['f1']),
      heats: heatsInRow(['f1'], 2, 60),
    });
    const move = { where: 'c.plan_id = $1', parameters: [planId], to: 'sent', actor: 'test', at: Date.now() } as const;
    await expect(moveCommands(database, move)).rejects.toThrow('commands_in_flight');
  });

  test('are carried by the holder of the lease, whose epoch rises when it changes', async () => {
    const take = (holder: string, leaseMs = 60_000) => takeLease(database, { site, holder, leaseMs });
    const first = (await take('a'))!;
    expect((await take('a'))?.epoch).toBe(first.epoch);
    expect(await take('b')).toBeUndefined();
    await releaseLeases(database, 'a');
    const second = (await take('b', 1))!;
    expect(second.epoch).toBeGreaterThan(first.epoch);
    // A lease of one millisecond is over when the next statement comes to it, or soon after.
    let third: Awaited<ReturnType<typeof take>>;
    while (!third) third = await take('a');
    expect(third.epoch).toBeGreaterThan(second.epoch);
  });

  test('are taken over where the lease ends in a time that no lease was given for', async () => {
    const take = (holder: string) => takeLease(database, { site, holder, leaseMs: 1000 });
    const first = (await take('a'))!;
    const expire = (minutes: number) =>
      database.query(
        `update takt.bridge_leases set expires_at = clock_timestamp() + $2 * interval '1 minute' where site = $1`,
        [site, minutes],
      );
    await expire(0.1);
    expect(await take('b')).toBeUndefined();
    // The clock of the database was set back by an hour.
    await expire(60);
    expect((await take('b'))!.epoch).toBeGreaterThan(first.epoch);
  });

  test('know by how much a clock differs from that of the database', async () => {
    const offset = async (clock: () => number) => (await databaseTime(database, clock)).offsetMs;
    // Both are the clock of one machine.
    expect(Math.abs(await offset(Date.now))).toBeLessThan(1);
    expect(Math.round((await offset(() => Date.now() + 60_000)) / 10_000)).toBe(6);
    expect(Math.round((await offset(() => Date.now() - 60_000)) / 10_000)).toBe(-6);
  });
});

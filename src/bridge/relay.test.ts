import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Database } from '../db/database.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { startEmbeddedBroker } from './broker.ts';
import { programsOfPlan, transitionsOfPlan } from './outbox.ts';
import type { Command } from './protocol.ts';
import { equipmentOf, heatsInRow, testKey } from './testing/fixtures.ts';
import { keepPlan, Stage, variants } from './testing/stage.ts';

describe.each(variants())('the bridge over $name', (variant) => {
  let opened: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    opened = await openTestDatabase(variant.backend);
    database = opened.database;
  });
  afterAll(() => opened?.drop());

  const onStage = (name: string, body: (stage: Stage) => Promise<void>) =>
    test.concurrent(name, async () => {
      const stage = await Stage.open(variant, database);
      try {
        await body(stage);
      } finally {
        await stage.close();
      }
    });

  onStage('three ovens with three heats each go from planned to verified, and then idle', async (stage) => {
    const furnaces = ['f1', 'f2', 'f3'];
    const speed = 6000;
    const equipment = equipmentOf(stage.site, furnaces, { rehearsal: { speed }, oven: { idle: 1400 } });
    await stage.ovens({ ovens: equipment.ovens, speed });
    const bridge = stage.bridge();
    const { planId } = await keepPlan(database, { equipment, heats: heatsInRow(furnaces, 3, 60) });
    bridge.wake();
    await bridge.watcher.until('verified', 12);
    const programs = await programsOfPlan(database, planId);
    expect(programs.map((program) => program.commands.map((command) => command.state))).toEqual(
      Array(3).fill(Array(4).fill('verified')),
    );
    const history = await transitionsOfPlan(database, planId);
    const chain = ['planned', 'approved', 'sent', 'accepted', 'applied', 'verified'];
    for (const program of programs)
      for (const { cmdId } of program.commands)
        expect(history.filter((step) => step.cmdId === cmdId).map((step) => step.to)).toEqual(chain);
  });

  /** Heats of `minutes` from now on in real time, with a send window of `windowMs`. */
  const realTime = (stage: Stage, heats: number, minutes: number, windowMs: number) => ({
    equipment: equipmentOf(stage.site, ['f1'], { latestStartMinutes: windowMs / 60_000 }),
    heats: heatsInRow(['f1'], heats, minutes, Date.now()),
  });

  const states = async (planId: string) =>
    (await programsOfPlan(database, planId)).map((program) => program.commands.map((command) => command.state));

  onStage('a newer plan supersedes what is unsent, and what is in flight gives way to it', async (stage) => {
    const speed = 600;
    const slow = equipmentOf(stage.site, ['f1'], { rehearsal: { speed: 1 } });
    const quick = equipmentOf(stage.site, ['f1'], { rehearsal: { speed }, value: 900 });
    await stage.ovens({ ovens: quick.ovens, speed });
    const bridge = stage.bridge();
    const older = await keepPlan(database, { equipment: slow, heats: heatsInRow(['f1'], 3, 60) });
    bridge.wake();
    await bridge.watcher.until('applied');
    const newer = await keepPlan(database, { equipment: quick, heats: heatsInRow(['f1'], 1, 60) });
    expect(newer.superseded).toBe(2);
    bridge.wake();
    await bridge.watcher.until('verified');
    expect(await states(older.planId)).toEqual([['superseded', 'superseded', 'superseded']]);
    expect(await states(newer.planId)).toEqual([['verified']]);
    expect((await programsOfPlan(database, older.planId))[0].state).toBe('superseded');
    expect((await programsOfPlan(database, newer.planId))[0].state).toBe('done');
  });

  onStage('a command whose oven is absent expires unsent, and is not sent when the oven comes', async (stage) => {
    const spy = await stage.spy();
    const bridge = stage.bridge();
    const { equipment, heats } = realTime(stage, 1, 10, 200);
    const { planId } = await keepPlan(database, { equipment, heats });
    bridge.wake();
    await bridge.watcher.until('expired');
    await stage.ovens({ ovens: equipment.ovens });
    await spy.until('f1-oven', 'state');
    const later = await keepPlan(database, {
      equipment: equipmentOf(stage.site, ['f1']),
      heats: heatsInRow(['f1'], 1, 60, Date.now()),
    });
    bridge.wake();
    await bridge.watcher.until('applied');
    expect(await states(planId)).toEqual([['expired']]);
    // What the spy hears may come later than the oven's answer.
    await spy.until('f1-oven', 'cmd');
    expect(new Set(spy.messages('f1-oven', 'cmd').map((command) => command.planId))).toEqual(new Set([later.planId]));
  });

  onStage(
    'an unanswered command is sent again as the same one, and a delivery in double is applied once',
    async (stage) => {
      const spy = await stage.spy();
      const equipment = equipmentOf(stage.site, ['f1']);
      const simulation = await stage.ovens({ ovens: equipment.ovens });
      const { oven } = simulation.clients.get('f1-oven')!;
      oven.setFault('deaf', true);
      const bridge = stage.bridge();
      const { planId } = await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60, Date.now()) });
      bridge.wake();
      const first = await spy.until('f1-oven', 'cmd');
      const isRepeat = (message: object) => JSON.stringify(message) !== JSON.stringify(first);
      await spy.until('f1-oven', 'cmd', isRepeat);
      oven.setFault('deaf', false);
      await bridge.watcher.until('applied');
      const [command] = (await programsOfPlan(database, planId))[0].commands;
      expect(command.attempts).toBeGreaterThan(1);
      expect(new Set(spy.messages('f1-oven', 'cmd').map(({ cmdId }) => cmdId))).toEqual(new Set([command.cmdId]));
      const before = spy.messages('f1-oven', 'ack').length;
      await spy.say('f1-oven', 'cmd', first);
      await spy.until('f1-oven', 'ack', (ack) => spy.messages('f1-oven', 'ack').indexOf(ack) >= before);
      const acks = spy.messages('f1-oven', 'ack');
      expect(acks.at(-1)).toMatchObject({ cmdId: command.cmdId, status: 'applied' });
      const history = await transitionsOfPlan(database, planId);
      expect(history.map(({ to }) => to)).toEqual(['planned', 'approved', 'sent', 'accepted', 'applied']);
    },
  );

  onStage('a bridge that starts in mid-flight goes on by version, under a higher epoch', async (stage) => {
    const spy = await stage.spy();
    const speed = 2400;
    const equipment = equipmentOf(stage.site, ['f1'], { rehearsal: { speed } });
    await stage.ovens({ ovens: equipment.ovens, speed });
    const before = stage.bridge();
    const { planId } = await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 4, 60) });
    before.wake();
    await before.watcher.until('accepted', 2);
    const [{ epoch }] = before.stats().sites;
    await before.stop();
    const after = stage.bridge();
    await after.watcher.until('verified', 4 - before.watcher.seen.filter(({ to }) => to === 'verified').length);
    expect(await states(planId)).toEqual([Array(4).fill('verified')]);
    expect(after.stats().sites[0].epoch).toBeGreaterThan(epoch);
    const sent = spy.messages('f1-oven', 'cmd') as unknown as Command[];
    const versions = sent.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(new Set(versions).size).toBe(4);
    const history = await transitionsOfPlan(database, planId);
    expect(new Set(history.map(({ cmdId, to }) => `${cmdId} ${to}`)).size).toBe(history.length);
  });

  onStage('of two bridges only the holder of the lease sends; the other takes over', async (stage) => {
    const speed = 6000;
    const equipment = equipmentOf(stage.site, ['f1', 'f2'], { rehearsal: { speed } });
    await stage.ovens({ ovens: equipment.ovens, speed });
    const bridges = [stage.bridge(), stage.bridge()];
    const first = await keepPlan(database, { equipment, heats: heatsInRow(['f1', 'f2'], 2, 60) });
    for (const bridge of bridges) bridge.wake();
    const holder = await Promise.race(bridges.map((bridge) => bridge.watcher.until('verified', 4).then(() => bridge)));
    const other = bridges.find((bridge) => bridge !== holder)!;
    expect(other.watcher.seen).toEqual([]);
    // Sites of tests before may be left to it; this one is not its own.
    expect(other.stats().sites.map(({ site }) => site)).not.toContain(stage.site);
    await holder.stop();
    const second = await keepPlan(database, { equipment, heats: heatsInRow(['f1', 'f2'], 1, 60) });
    other.wake();
    await other.watcher.until('verified', 2);
    expect(await states(first.planId)).toEqual(Array(2).fill(['verified', 'verified']));
    expect(await states(second.planId)).toEqual(Array(2).fill(['verified']));
  });

  onStage('a refusal halts the program of that oven: later steps are not sent', async (stage) => {
    const spy = await stage.spy();
    const speed = 6000;
    const equipment = equipmentOf(stage.site, ['f1', 'f2'], { rehearsal: { speed } });
    const [strict, easy] = equipment.ovens;
    await stage.ovens({ ovens: [{ ...strict, rampPerMin: 10 }, easy], speed });
    const bridge = stage.bridge();
    const { planId } = await keepPlan(database, { equipment, heats: heatsInRow(['f1', 'f2'], 3, 60) });
    bridge.wake();
    await bridge.watcher.until('verified', 3, 'f2-oven');
    const [refused, obeyed] = await programsOfPlan(database, planId);
    expect(refused.commands.map((command) => command.state)).toEqual(['rejected', 'approved', 'approved']);
    expect(refused.commands[0].reason).toMatch(/^beyond-ramp: temperature by 300000 per minute/);
    expect(refused).toMatchObject({ state: 'halted', reason: expect.stringMatching(/^step 1 rejected: beyond-ramp/) });
    expect(obeyed.state).toBe('done');
    // An answer that is late on a busy machine makes the bridge send the same command again, but never a later one.
    const sent = spy.messages('f1-oven', 'cmd') as unknown as Command[];
    expect(new Set(sent.map(({ cmdId }) => cmdId)).size).toBe(1);
  });

  onStage('no answer at all is timed out and halts; an answer after that is kept as late', async (stage) => {
    const spy = await stage.spy();
    const bridge = stage.bridge();
    const common = { v: 1, site: stage.site, oven: 'f1-oven', at: new Date().toISOString() };
    await spy.say('f1-oven', 'presence', { ...common, online: true });
    const reading = { tag: 'temperature', unit: 'degC', value: 20, setpoint: null, target: null };
    const state = { ...common, mode: 'remote', door: 'closed', holding: 'no', epoch: 0, version: 0, command: null };
    // What it said before the bridge listened would not do: nobody knows how old that is.
    await vi.waitFor(() => expect(bridge.stats().sites[0].presentOvens).toBe(1), { timeout: 20_000 });
    await spy.say('f1-oven', 'state', { ...state, readings: [reading], interlocks: [], faults: [] });
    const { planId } = await keepPlan(database, realTime(stage, 2, 0.001, 3000));
    bridge.wake();
    await bridge.watcher.until('timed-out');
    const [{ state: program, commands }] = await programsOfPlan(database, planId);
    expect(program).toBe('halted');
    const { cmdId, version } = commands[0];
    const ack = { ...common, cmdId, version, epoch: bridge.stats().sites[0].epoch, status: 'applied' };
    await spy.say('f1-oven', 'ack', ack);
    await bridge.watcher.until('late-applied');
    await bridge.watcher.until('expired');
    expect(await states(planId)).toEqual([['late-applied', 'expired']]);
    expect(new Set(spy.messages('f1-oven', 'cmd').map((command) => command.cmdId))).toEqual(new Set([cmdId]));
    // Retained messages outlive a test on a broker that does.
    await spy.say('f1-oven', 'presence', { ...common, online: false });
  });

  onStage('an oven that does not come to its setpoint fails the verification', async (stage) => {
    const { equipment, heats } = realTime(stage, 1, 0.01, 4000);
    const simulation = await stage.ovens({ ovens: equipment.ovens, stateMs: 50 });
    simulation.clients.get('f1-oven')!.oven.setFault('heater-failed', true);
    const bridge = stage.bridge();
    // The dwell would last longer than the test.
    const setpoints = equipment.setpoints.map((setpoint) => ({ ...setpoint, dwellMinutes: 0.01 }));
    const { planId } = await keepPlan(database, { equipment: { ...equipment, setpoints }, heats });
    bridge.wake();
    const [failed] = await bridge.watcher.until('verify-failed');
    expect(failed.reason).toMatch(/^temperature read [\d.]+ degC, wanted 1600 degC within 5/);
    expect((await programsOfPlan(database, planId))[0].state).toBe('halted');
  });

  onStage('an oven that falls off the broker gets nothing until it is back', async (stage) => {
    const spy = await stage.spy();
    const equipment = equipmentOf(stage.site, ['f1']);
    const gone = await stage.ovens({ ovens: equipment.ovens });
    const bridge = stage.bridge();
    await spy.until('f1-oven', 'state');
    await gone.clients.get('f1-oven')!.cut();
    await spy.until('f1-oven', 'presence', ({ online }) => online === false);
    await gone.stop();
    await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60, Date.now()) });
    bridge.wake();
    const absentFor = bridge.stats().published;
    expect(spy.messages('f1-oven', 'cmd')).toEqual([]);
    await stage.ovens({ ovens: equipment.ovens });
    await bridge.watcher.until('applied');
    expect(absentFor).toBe(0);
  });

  onStage("the plan's trace reaches the oven", async (stage) => {
    const spy = await stage.spy();
    const equipment = equipmentOf(stage.site, ['f1']);
    await stage.ovens({ ovens: equipment.ovens });
    const bridge = stage.bridge();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60, Date.now()), traceparent });
    bridge.wake();
    expect((await spy.until('f1-oven', 'cmd')).traceparent).toContain('4bf92f3577b34da6a3ce929d0e0e4736');
  });

  /** What people are told, once it is so. */
  const waitsFor = (stage: Stage, reason: string | null) =>
    vi.waitFor(
      async () => {
        const { rows } = await database.query('select waits_for from takt.ovens where site = $1', [stage.site]);
        expect(rows).toEqual([{ waits_for: reason }]);
      },
      { timeout: 20_000, interval: 20 },
    );

  onStage('a site is left to a bridge that has its key; without one its commands expire', async (stage) => {
    const spy = await stage.spy();
    const warned: string[] = [];
    const equipment = equipmentOf(stage.site, ['f1'], { latestStartMinutes: 6000 / 60_000 });
    await stage.ovens({ ovens: equipment.ovens });
    const log = { info() {}, error() {}, warn: (_: object, message: string) => warned.push(message) };
    const keyless = stage.bridge({ siteKeys: { other: testKey }, log });
    const { planId } = await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60, Date.now()) });
    keyless.wake();
    await waitsFor(stage, 'key');
    await keyless.watcher.until('expired');
    expect(await states(planId)).toEqual([['expired']]);
    expect(warned).toContain('this bridge has no key for the site, so it sends no commands there');
    const keyed = stage.bridge();
    await keepPlan(database, {
      equipment: equipmentOf(stage.site, ['f1']),
      heats: heatsInRow(['f1'], 1, 60, Date.now()),
    });
    keyless.wake();
    keyed.wake();
    await keyed.watcher.until('applied');
    expect(new Set(spy.messages('f1-oven', 'cmd').map((command) => command.planId))).not.toContain(planId);
  });

  onStage('an oven that is held gets nothing until it is released', async (stage) => {
    const spy = await stage.spy();
    const tenant = `tenant of ${stage.site}`;
    await database.query('insert into takt.sites (site, tenant) values ($1, $2)', [stage.site, tenant]);
    const equipment = equipmentOf(stage.site, ['f1']);
    await stage.ovens({ ovens: equipment.ovens });
    const bridge = stage.bridge();
    const id = randomUUID();
    await database.query("insert into takt.holds (id, tenant, created_by) values ($1, $2, 'somebody')", [id, tenant]);
    await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60, Date.now()), tenant });
    bridge.wake();
    await waitsFor(stage, 'hold');
    expect(spy.messages('f1-oven', 'cmd')).toEqual([]);
    await database.query('update takt.holds set released_at = now() where id = $1', [id]);
    bridge.wake();
    await bridge.watcher.until('applied');
    await waitsFor(stage, null);
  });

  onStage('an oven whose clock is wrong gets nothing', async (stage) => {
    const spy = await stage.spy();
    const equipment = equipmentOf(stage.site, ['f1']);
    await stage.ovens({ ovens: equipment.ovens, clock: () => Date.now() - 60_000 });
    const bridge = stage.bridge();
    await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60, Date.now()) });
    bridge.wake();
    await waitsFor(stage, 'clock');
    const { rows } = await database.query<{ clock_offset_ms: number }>(
      'select clock_offset_ms from takt.ovens where site = $1',
      [stage.site],
    );
    expect(Math.round(rows[0].clock_offset_ms / 10_000)).toBe(-6);
    expect(spy.messages('f1-oven', 'cmd')).toEqual([]);
  });

  onStage('a bridge whose own clock is wrong gives up its sites', async (stage) => {
    const spy = await stage.spy();
    const equipment = equipmentOf(stage.site, ['f1']);
    await stage.ovens({ ovens: equipment.ovens });
    const bridge = stage.bridge({ clock: () => Date.now() + 60_000 });
    await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60, Date.now()) });
    bridge.wake();
    await waitsFor(stage, 'bridge-clock');
    expect(spy.messages('f1-oven', 'cmd')).toEqual([]);
  });

  onStage('what one oven says in odd words, times and versions costs no other oven anything', async (stage) => {
    const spy = await stage.spy();
    const equipment = equipmentOf(stage.site, ['f1', 'f2']);
    const [odd, plain] = equipment.ovens;
    await stage.ovens({ ovens: [plain] });
    const bridge = stage.bridge();
    const reading = { tag: 'temperature', unit: 'degC', value: 20, setpoint: null, target: null };
    const common = { v: 1, site: stage.site, oven: odd.oven };
    const state = { ...common, mode: 'remote', door: 'closed', holding: 'no', epoch: 0, command: null };
    const rest = { readings: [reading], interlocks: [], faults: [] };
    const version = Number.MAX_SAFE_INTEGER;
    await vi.waitFor(() => expect(bridge.stats().sites[0]?.presentOvens).toBe(1), { timeout: 20_000 });
    for (const at of ['1970-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-12:00'])
      await spy.say(odd.oven, 'state', { ...state, ...rest, at, version });
    await spy.say(odd.oven, 'state', {
      ...state,
      ...rest,
      at: new Date().toISOString(),
      version: 0,
      faults: ['\u0000'],
    });
    await vi.waitFor(() => expect(bridge.stats().invalidMessages).toBe(1), { timeout: 20_000 });
    const written = await keepPlan(database, { equipment, heats: heatsInRow(['f1', 'f2'], 1, 60, Date.now()) });
    bridge.wake();
    await bridge.watcher.until('applied', 1, plain.oven);
    const known = async () => {
      const { rows } = await database.query<{ oven: string }>(
        'select oven from takt.ovens where site = $1 and present and state is not null order by oven',
        [stage.site],
      );
      expect(rows.map(({ oven }) => oven)).toEqual([odd.oven, plain.oven]);
    };
    await vi.waitFor(known, { timeout: 20_000 });
    // Version of the next plan's command still is one that an oven takes.
    for (const { firstVersion } of written.programs) expect(firstVersion).toBeLessThan(1e12);
    const [{ firstVersion }] = (await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60) })).programs;
    expect(firstVersion).toBeLessThan(1e12);
  });

  onStage('what ovens report is sampled, and each change of their command', async (stage) => {
    const equipment = equipmentOf(stage.site, ['f1']);
    await stage.ovens({ ovens: equipment.ovens });
    const bridge = stage.bridge({ readingsMs: 3_600_000 });
    await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 1, 60, Date.now()) });
    bridge.wake();
    await bridge.watcher.until('applied');
    await vi.waitFor(
      async () => {
        const { rows } = await database.query<{ target: number | null; unit: string }>(
          'select target, unit from takt.oven_readings where site = $1 order by at',
          [stage.site],
        );
        expect(rows.at(-1)).toEqual({ target: 1600, unit: 'degC' });
        expect(rows.length).toBeLessThan(5);
      },
      { timeout: 20_000 },
    );
  });

  if (!variant.mqttUrl)
    onStage('a broker that restarts forgets everything, and the program goes on', async (stage) => {
      const broker = await startEmbeddedBroker();
      const speed = 2400;
      const equipment = equipmentOf(stage.site, ['f1'], { rehearsal: { speed } });
      await stage.ovens({ ovens: equipment.ovens, speed, mqttUrl: broker.url });
      const bridge = stage.bridge({ mqttUrl: broker.url });
      const { planId } = await keepPlan(database, { equipment, heats: heatsInRow(['f1'], 3, 60) });
      bridge.wake();
      await bridge.watcher.until('accepted', 2);
      await broker.close();
      const again = await startEmbeddedBroker({ port: broker.port });
      stage.atEnd(() => again.close());
      await bridge.watcher.until('verified', 3);
      expect(await states(planId)).toEqual([Array(3).fill('verified')]);
    });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { programsOfPlan, transitionsOfPlan } from './outbox.ts';
import { equipmentOf, heatsInRow } from './testing/fixtures.ts';
import { keepPlan, ownDatabase, Stage, variants } from './testing/stage.ts';

describe.each(variants())('the bridge over $name', (variant) => {
  let database: Database;
  beforeAll(async () => {
    database = await ownDatabase(variant.databaseUrl);
  });
  afterAll(() => database?.close());

  const onStage = (name: string, body: (stage: Stage) => Promise<void>) =>
    test(name, async () => {
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
    const { planId } = await keepPlan(database, { equipment, plan: heatsInRow(furnaces, 3, 60) });
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
});

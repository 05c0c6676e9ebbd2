import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { programsOfPlan } from '../outbox.ts';
import { equipmentOf, heatsInRow } from '../testing/fixtures.ts';
import { Plant, plantVariants } from '../testing/plant.ts';
import { keepPlan, Stage } from '../testing/stage.ts';
import { sparkplugLinks } from './link.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase('pglite');
});
afterAll(() => opened?.drop());

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe.each(plantVariants)('the bridge as Sparkplug host over $name', ({ url, protocolVersion, name }) => {
  test('heats go from planned to verified, by the hands of two bridges, while a gateway begins anew', async () => {
    const variant = { name, backend: 'pglite', protocolVersion, mqttUrl: url } as const;
    const stage = await Stage.open(variant, opened.database);
    const plant = new Plant(stage.mqttUrl, protocolVersion, stage.site);
    if (url) plant.atEnd(() => plant.clearRetained());
    // The bridges of the stage go first: their last word is retained.
    cleanUps.push(
      () => plant.close(),
      () => stage.close(),
    );
    const openLink = sparkplugLinks({ broker: { url: stage.mqttUrl, protocolVersion } });
    const bridge = () => stage.bridge({ linkOf: () => openLink });

    const furnaces = ['f1', 'f2'];
    const speed = 6000;
    const equipment = equipmentOf(stage.site, furnaces, { rehearsal: { speed } });
    const gateway = plant.ovens({ ovens: equipment.ovens, speed, hostId: plant.hostId });
    const first = bridge();
    const { planId } = await keepPlan(opened.database, { equipment, heats: heatsInRow(furnaces, 3, 60) });
    first.wake();
    await first.watcher.until('verified', 2);
    await first.stop();
    const byFirst = first.watcher.seen.filter(({ to }) => to === 'verified').length;
    expect(byFirst).toBeLessThan(4);

    const second = bridge();
    await second.watcher.until('verified', 4 - byFirst);
    await gateway.node.reconnect();
    await second.watcher.until('verified', 6 - byFirst);
    const programs = await programsOfPlan(opened.database, planId);
    expect(programs.flatMap(({ commands }) => commands.map(({ state }) => state))).toEqual(Array(6).fill('verified'));
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmbeddedBroker } from '../broker.ts';
import { type Ack, OvenState, type Presence } from '../protocol.ts';
import { commandNow, testKey } from '../testing/fixtures.ts';
import { OvenEar } from '../testing/oven-ear.ts';
import { MemoryFolder } from './memory-folder.ts';
import { startSimulation } from './simulation.ts';

test('an oven that reboots is mourned by the broker, comes back, and goes on; so does one of a new process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'takt-ovens-'));
  const broker = await startEmbeddedBroker();
  const ear = await OvenEar.open(broker.url);
  const ovens = [{ oven: 'o1', min: 50, max: 1000, rampPerMin: 25 }];
  const options = { mqttUrl: broker.url, site: 's1', ovens, key: testKey, memories: new MemoryFolder(folder) };
  const first = startSimulation(options);
  try {
    await first.ready;
    const command = commandNow();
    const applied = ear.until<Ack>('ack', ({ status }) => status === 'applied');
    await ear.say('cmd', command);
    await applied;

    const gone = ear.until<Presence>('presence', ({ online }) => !online);
    const goesOn = ear.until<OvenState>('state', ({ readings }) => readings[0].target === 900);
    await Promise.all([first.reboot('o1', 20), gone]);
    await ear.until<Presence>('presence', ({ online }) => online);
    expect(OvenState.parse(await goesOn).command).toMatchObject({ cmdId: command.cmdId, status: 'applied' });
    await first.stop();

    const second = startSimulation(options);
    await second.ready;
    expect(second.clients.get('o1')!.oven.state(Date.now())).toMatchObject({ epoch: 5, version: 10 });
    await second.stop();
  } finally {
    await first.stop();
    await ear.close();
    await broker.close();
    rmSync(folder, { recursive: true });
  }
});

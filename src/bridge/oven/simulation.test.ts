import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { expect, test } from 'vitest';
import { startEmbeddedBroker } from '../broker.ts';
import { OvenState, ovenTopic, type Presence } from '../protocol.ts';
import { signedCommand, testKey } from '../testing/fixtures.ts';
import { MemoryFolder } from './memory-folder.ts';
import { startSimulation } from './simulation.ts';

const ovens = [{ oven: 'o1', min: 50, max: 1000, rampPerMin: 25 }];

/** Listens to all that oven `o1` of site `s1` says. */
async function listen(url: string) {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0 });
  const waiting = new Set<(topic: string, message: object) => void>();
  client.on('message', (topic, payload) => {
    for (const look of waiting) look(topic, JSON.parse(payload.toString()));
  });
  await client.subscribeAsync('takt/v1/s1/o1/#', { qos: 1 });
  const until = <Message>(channel: 'ack' | 'state' | 'presence', fits: (message: Message) => boolean) =>
    new Promise<Message>((resolve) => {
      const look = (topic: string, message: object) => {
        if (topic !== ovenTopic('s1', 'o1', channel) || !fits(message as Message)) return;
        waiting.delete(look);
        resolve(message as Message);
      };
      waiting.add(look);
    });
  return { client, until };
}

function commandNow() {
  const [issuedAt, notAfter] = [0, 60_000].map((ms) => new Date(Date.now() + ms).toISOString());
  return signedCommand({ issuedAt, notBefore: issuedAt, notAfter });
}

test('an oven that reboots is mourned by the broker, comes back, and goes on; so does one of a new process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'takt-ovens-'));
  const broker = await startEmbeddedBroker();
  const { client, until } = await listen(broker.url);
  const options = { mqttUrl: broker.url, site: 's1', ovens, key: testKey, memories: new MemoryFolder(folder) };
  const first = startSimulation(options);
  try {
    await first.ready;
    const command = commandNow();
    const applied = until<{ status: string }>('ack', ({ status }) => status === 'applied');
    await client.publishAsync(ovenTopic('s1', 'o1', 'cmd'), JSON.stringify(command), { qos: 1 });
    await applied;

    const gone = until<Presence>('presence', ({ online }) => !online);
    const back = until<Presence>('presence', ({ online }) => online);
    const goesOn = until<OvenState>('state', ({ readings }) => readings[0].target === 900);
    await Promise.all([first.reboot('o1', 20), gone]);
    await back;
    expect(OvenState.parse(await goesOn).command).toMatchObject({ cmdId: command.cmdId, status: 'applied' });
    await first.stop();

    const second = startSimulation(options);
    await second.ready;
    expect(second.clients.get('o1')!.oven.state(Date.now())).toMatchObject({ epoch: 5, version: 10 });
    await second.stop();
  } finally {
    await first.stop();
    await client.endAsync(true);
    await broker.close();
    rmSync(folder, { recursive: true });
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import mqtt from 'mqtt';
import { expect, test } from 'vitest';
import { startEmbeddedBroker } from '../broker.ts';
import { Ack, OvenState, ovenTopic, Presence } from '../protocol.ts';
import { signedCommand, testKey } from '../testing/fixtures.ts';

const program = fileURLToPath(new URL('./simulator.ts', import.meta.url));

function simulator(parameters: readonly string[], environment: Record<string, string> = { TAKT_SITE_KEY: testKey }) {
  return spawn(process.execPath, [program, ...parameters], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('the simulator says when it is ready, speaks the protocol, takes faults, and leaves in order', async () => {
  const broker = await startEmbeddedBroker();
  const ovens = JSON.stringify([{ oven: 'o1', furnace: 'f', min: 50, max: 1000, rampPerMin: 25, approval: false }]);
  const child = simulator(['--mqtt', broker.url, '--site', 's1', '--ovens', ovens, '--speed', '1000']);
  const client = await mqtt.connectAsync(broker.url, { reconnectPeriod: 0 });
  try {
    const [line] = await once(createInterface(child.stdout), 'line');
    expect(JSON.parse(line)).toEqual({ event: 'ready', site: 's1', ovens: 1 });

    const waiting = new Set<(topic: string, message: unknown) => void>();
    client.on('message', (topic, payload) => {
      for (const look of waiting) look(topic, JSON.parse(payload.toString()));
    });
    const until = <Message>(channel: 'ack' | 'state' | 'presence', fits: (message: Message) => boolean) =>
      new Promise<Message>((resolve) => {
        const look = (topic: string, message: unknown) => {
          if (topic !== ovenTopic('s1', 'o1', channel) || !fits(message as Message)) return;
          waiting.delete(look);
          resolve(message as Message);
        };
        waiting.add(look);
      });

    const online = until<Presence>('presence', (presence) => presence.online);
    await client.subscribeAsync('takt/v1/s1/o1/#', { qos: 1 });
    expect(Presence.parse(await online).oven).toBe('o1');

    const now = Date.now();
    const setpoints = [{ tag: 'temperature', value: 900, unit: 'degC', min: 100, max: 1200, rampPerMin: 20_000 }];
    const [issuedAt, notAfter] = [now, now + 60_000].map((time) => new Date(time).toISOString());
    const command = signedCommand({ setpoints, issuedAt, notBefore: issuedAt, notAfter });
    const applied = until<Ack>('ack', (ack) => ack.status === 'applied');
    const hot = until<OvenState>('state', ({ readings }) => Math.abs(readings[0].value - 900) < 5);
    await client.publishAsync(ovenTopic('s1', 'o1', 'cmd'), JSON.stringify(command), { qos: 1 });
    expect(Ack.parse(await applied).cmdId).toBe(command.cmdId);
    expect(OvenState.parse(await hot).command?.cmdId).toBe(command.cmdId);

    const faulty = until<OvenState>('state', ({ interlocks }) => interlocks.includes('cooling-water'));
    const order = JSON.stringify({ fault: 'cooling-water', active: true });
    await client.publishAsync(ovenTopic('s1', 'o1', 'fault'), order, { qos: 1 });
    await faulty;

    const offline = until<Presence>('presence', (presence) => !presence.online);
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await offline;
    expect((await exit)[0]).toBe(0);
  } finally {
    child.kill('SIGKILL');
    await client.endAsync(true);
    await broker.close();
  }
});

test.each([
  ['no key', ['--mqtt', 'mqtt://127.0.0.1:1', '--site', 's', '--ovens', '[]'], {}, 'TAKT_SITE_KEY is not set'],
  ['no oven', ['--mqtt', 'mqtt://127.0.0.1:1', '--site', 's', '--ovens', '[]'], { TAKT_SITE_KEY: 'k' }, 'ovens'],
  ['an unknown option', ['--mqqt', 'x'], { TAKT_SITE_KEY: 'k' }, "Unknown option '--mqqt'"],
] as const)('the simulator refuses to start with %s and says how to', async (_, parameters, environment, message) => {
  const child = simulator(parameters, environment);
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(2);
  expect(errors).toContain(message);
  expect(errors).toContain('--ovens JSON');
});

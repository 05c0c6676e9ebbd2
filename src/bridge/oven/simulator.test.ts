import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startEmbeddedBroker } from '../broker.ts';
import { Ack, OvenState, Presence } from '../protocol.ts';
import { commandNow, testKey } from '../testing/fixtures.ts';
import { OvenEar } from '../testing/oven-ear.ts';
import { MemoryFolder } from './memory-folder.ts';

const program = fileURLToPath(new URL('./simulator.ts', import.meta.url));

function simulator(parameters: readonly string[], environment: Record<string, string>) {
  return spawn(process.execPath, [program, ...parameters], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('the simulator says when it is ready, speaks the protocol, takes faults, and leaves in order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'takt-simulator-'));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const keyFile = join(folder, 'public.pem');
  writeFileSync(keyFile, publicKey.export({ type: 'spki', format: 'pem' }));
  const broker = await startEmbeddedBroker();
  const ovens = JSON.stringify([{ oven: 'o1', furnace: 'f', min: 50, max: 1000, rampPerMin: 25, approval: false }]);
  const child = simulator(
    ['--mqtt', broker.url, '--site', 's1', '--ovens', ovens, '--speed', '1000', '--memory', join(folder, 'memory')],
    { TAKT_SITE_KEY: `ed25519:${keyFile}` },
  );
  const ear = await OvenEar.open(broker.url);
  try {
    const online = ear.until<Presence>('presence', (presence) => presence.online);
    const [line] = await once(createInterface(child.stdout), 'line');
    expect(JSON.parse(line)).toEqual({ event: 'ready', site: 's1', ovens: 1 });
    expect(Presence.parse(await online).oven).toBe('o1');

    const setpoints = [{ tag: 'temperature', value: 900, unit: 'degC', min: 100, max: 1200, rampPerMin: 20_000 }];
    const command = commandNow({ setpoints }, { ed25519Private: privateKey });
    const applied = ear.until<Ack>('ack', (ack) => ack.status === 'applied');
    const hot = ear.until<OvenState>('state', ({ readings }) => Math.abs(readings[0].value - 900) < 5);
    await ear.say('cmd', command);
    expect(Ack.parse(await applied).cmdId).toBe(command.cmdId);
    expect(OvenState.parse(await hot).command?.cmdId).toBe(command.cmdId);
    expect(new MemoryFolder(join(folder, 'memory')).read('s1', 'o1')?.command?.cmdId).toBe(command.cmdId);

    const faulty = ear.until<OvenState>('state', ({ interlocks }) => interlocks.includes('cooling-water'));
    await ear.say('fault', { fault: 'cooling-water', active: true });
    await faulty;

    const offline = ear.until<Presence>('presence', (presence) => !presence.online);
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await offline;
    expect((await exit)[0]).toBe(0);
  } finally {
    child.kill('SIGKILL');
    await ear.close();
    await broker.close();
    rmSync(folder, { recursive: true });
  }
});

test('the gateway of the documentation works', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'takt-gateway-'));
  const broker = await startEmbeddedBroker();
  const ear = await OvenEar.open(broker.url);
  const online = ear.until<Presence>('presence', (presence) => presence.online);
  const example = fileURLToPath(new URL('../../../docs/examples/gateway.ts', import.meta.url));
  const settings = { MQTT_URL: broker.url, TAKT_SITE_KEY: testKey, TAKT_SITE: 's1', TAKT_OVEN: 'o1' };
  const env = { PATH: process.env.PATH, ...settings, TAKT_MEMORY: folder };
  const child = spawn(process.execPath, [example], { env, stdio: 'inherit' });
  try {
    await online;
    const moving = ear.until<OvenState>('state', ({ readings }) => (readings[0].setpoint ?? 0) > 20);
    const command = commandNow();
    await ear.say('cmd', command);
    expect(OvenState.parse(await moving)).toMatchObject({
      command: { cmdId: command.cmdId, status: 'applied' },
      readings: [{ target: 900 }],
    });
    const offline = ear.until<Presence>('presence', (presence) => !presence.online);
    child.kill('SIGTERM');
    await offline;
    expect(new MemoryFolder(folder).read('s1', 'o1')?.version).toBe(10);
  } finally {
    child.kill('SIGKILL');
    await ear.close();
    await broker.close();
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['no key', ['--mqtt', 'mqtt://127.0.0.1:1', '--site', 's', '--ovens', '[]'], {}, 'TAKT_SITE_KEY is not set'],
  ['no oven', ['--mqtt', 'mqtt://127.0.0.1:1', '--site', 's', '--ovens', '[]'], { TAKT_SITE_KEY: 'k' }, 'ovens'],
  [
    'no key in its file',
    [
      '--mqtt',
      'mqtt://127.0.0.1:1',
      '--site',
      's',
      '--ovens',
      JSON.stringify([{ oven: 'o', min: 0, max: 1, rampPerMin: 1 }]),
    ],
    { TAKT_SITE_KEY: 'ed25519:/no.pem' },
    'TAKT_SITE_KEY: the file',
  ],
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

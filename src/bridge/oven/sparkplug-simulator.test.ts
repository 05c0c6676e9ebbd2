import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testKey } from '../testing/fixtures.ts';
import { Plant, plantVariants } from '../testing/plant.ts';

const program = fileURLToPath(new URL('./simulator.ts', import.meta.url));

test('the simulator can be an edge node, which waits for its host and says goodbye', async () => {
  const plant = await Plant.open(plantVariants[0]);
  const ovens = JSON.stringify([{ oven: 'o1', min: 50, max: 1000, rampPerMin: 25 }]);
  const child = spawn(
    process.execPath,
    [
      ...[program, '--mqtt', plant.url, '--site', plant.site, '--ovens', ovens],
      ...['--sparkplug', `${plant.site}/gateway`, '--sparkplug-host', plant.hostId],
    ],
    { env: { PATH: process.env.PATH, TAKT_SITE_KEY: testKey }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  try {
    const [waits] = await once(child.stderr, 'data');
    expect(String(waits)).toContain(`waits for host application ${plant.hostId}`);
    const { heard } = plant.link();
    const [line] = await once(child.stdout, 'data');
    expect(JSON.parse(String(line))).toEqual({ event: 'ready', site: plant.site, ovens: 1 });
    await heard.until(({ oven, message }) => oven === 'o1' && 'readings' in message);
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await heard.until(({ message }) => 'online' in message && !message.online);
    expect((await exit)[0]).toBe(0);
  } finally {
    child.kill('SIGKILL');
    await plant.close();
  }
});

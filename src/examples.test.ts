import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Service } from './main.ts';
import { startTestService } from './testing/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const installed = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** Not `spawnSync`: the service runs in this process and has to answer. */
async function run(command: string, file: string): Promise<{ output: string; errors: string; code: number | null }> {
  const child = spawn(command, [fileURLToPath(new URL(`../docs/examples/${file}`, import.meta.url))], {
    env: { ...process.env, TAKT_URL: service.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { output, errors, code: await code };
}

test.each([
  ['bash', 'plan.sh', ['curl', 'jq']],
  ['python3', 'plan.py', []],
] as const)('the example for %s plans the example of melt', async (command, file, needs) => {
  const missing = [command, ...needs].filter((one) => !installed(one));
  if (missing.length > 0) {
    console.log(`${file} not run: ${missing.join(', ')} not installed`);
    return;
  }
  const { output, errors, code } = await run(command, file);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toMatch(/^plan [0-9a-f-]{36}\n(objective .*\n)*\{/);
  expect(JSON.parse(output.slice(output.indexOf('{')))).toMatchObject({ state: 'succeeded' });
});

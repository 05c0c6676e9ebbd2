/** Simulated ovens in a process of their own, as a plant's gateway would be. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OvenSettingsInput } from '../bridge/oven/settings.ts';

export interface OvensOptions {
  readonly mqttUrl: string;
  readonly site: string;
  /** Secret that signs the site's commands. */
  readonly key: string;
  readonly speed: number;
  readonly ovens: readonly OvenSettingsInput[];
}

/**
 * Starts the process and waits until its ovens are on the broker.
 * @returns what ends it.
 */
export async function startOvens({ mqttUrl, site, key, speed, ovens }: OvensOptions): Promise<() => Promise<void>> {
  const script = fileURLToPath(new URL('../bridge/oven/simulator.ts', import.meta.url));
  const words = ['--mqtt', mqttUrl, '--site', site, '--ovens', JSON.stringify(ovens), '--speed', String(speed)];
  const child: ChildProcess = spawn(process.execPath, [script, ...words], {
    env: { ...process.env, TAKT_SITE_KEY: key },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const ready = once(createInterface({ input: child.stdout! }), 'line');
  const died = ended.then(([code]) => {
    throw new Error(`the simulated ovens ended with code ${code} before they were on the broker`);
  });
  await Promise.race([ready, died]);
  died.catch(() => {});
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

/** Starts the service for a measurement: a child process, a free loopback port, a store in memory. */
import { once } from 'node:events';
import { type ErrorData, fromErrorData } from '../../models/errors.ts';
import type { SettingName } from '../../src/config.ts';
import { startChild } from './child.ts';
import type { Footprint } from './footprint.ts';

export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** What it holds now, garbage collected before. */
  footprint(): Promise<Footprint>;
  /** Stops it and waits for its end. */
  close(): Promise<void>;
}

export interface ServiceProcessOptions {
  /** Solvers that its threads load in place of those of `solvers/registry.ts`. */
  readonly registryModule?: URL;
}

const ownSettings: Partial<Record<SettingName, string>> = {
  TAKT_PORT: '0',
  TAKT_DATA_DIR: 'memory',
  TAKT_LOG_LEVEL: 'silent',
  TAKT_STOP_SECONDS: '1',
};

/**
 * @param settings - in addition to those of a measurement; the environment's own settings do not count.
 * @throws TaktError where the service does not start.
 */
export async function startServiceProcess(
  settings: Partial<Record<SettingName, string>>,
  { registryModule }: ServiceProcessOptions = {},
): Promise<ServiceProcess> {
  const { ready, process, close } = await startChild<{ url: string } | { error: ErrorData }>(
    new URL('host.ts', import.meta.url),
    JSON.stringify({ ...ownSettings, ...settings }),
    registryModule?.href ?? '',
  );
  if ('error' in ready) {
    await close();
    throw fromErrorData(ready.error);
  }
  const footprint = async () => {
    process.send('footprint');
    const [answer] = await once(process, 'message');
    return answer as Footprint;
  };
  return { url: ready.url, pid: process.pid!, footprint, close };
}

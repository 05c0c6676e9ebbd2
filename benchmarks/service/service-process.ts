/** Starts the service for a measurement: a child process, a free loopback port, a store in memory. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ErrorData, fromErrorData } from '../../models/errors.ts';
import type { SettingName } from '../../src/config.ts';

export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** Stops it and waits for its end. */
  close(): Promise<void>;
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
export async function startServiceProcess(settings: Partial<Record<SettingName, string>>): Promise<ServiceProcess> {
  const host = fileURLToPath(new URL('host.ts', import.meta.url));
  const child = fork(host, [JSON.stringify({ ...ownSettings, ...settings })], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const answer = Promise.race([
    once(child, 'message').then(([message]) => message as { url: string } | { error: ErrorData }),
    ended.then(([code, signal]) => {
      throw new Error(`the service ended before it was ready (${signal ?? code})`);
    }),
  ]);
  const close = async () => {
    if (child.connected) child.disconnect();
    await ended;
  };
  const message = await answer;
  if (!('error' in message)) return { url: message.url, pid: child.pid!, close };
  await close();
  throw fromErrorData(message.error);
}

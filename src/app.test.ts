import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import type { SolverPool } from '../workers/pool.ts';
import { startApp } from './app.ts';
import { startEmbeddedBroker } from './bridge/broker.ts';
import { loadConfig } from './config.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { openTestDatabase } from './testing/database.ts';

test('a start that fails on its way leaves nothing open that would keep the process alive', async () => {
  const { database, drop } = await openTestDatabase('pglite');
  const { port, close: free } = await startEmbeddedBroker();
  await free();
  const config = loadConfig({ TAKT_DATA_DIR: 'memory', TAKT_MQTT_PORT: String(port) });
  const pool = { start: () => Promise.reject(new Error('the child did not start')) } as unknown as SolverPool;
  const stop = vi.spyOn(JobQueue.prototype, 'stop');
  await expect(startApp(config, { database, pool, log: pino({ level: 'silent' }) })).rejects.toThrow('did not start');
  expect(stop).toHaveBeenCalled();
  // The broker's port is free again.
  await (await startEmbeddedBroker({ port })).close();
  stop.mockRestore();
  await drop();
});

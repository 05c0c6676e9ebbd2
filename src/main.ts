/** The service as one call: what `takt serve`, the demo, the benchmarks and the tests start. */
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { TaktError } from '../models/errors.ts';
import { type App, createPool, startApp } from './app.ts';
import type { Config } from './config.ts';
import { openDatabase } from './db/open.ts';
import { JobQueue } from './jobs/job-queue.ts';
import { onStopSignal } from './signals.ts';
import { type Stop, stopEach } from './stop-each.ts';
import { createLog } from './telemetry/log.ts';
import { metricPush } from './telemetry/otlp-metrics.ts';
import { secretsOf } from './telemetry/secrets.ts';
import { startTracing } from './telemetry/tracing.ts';

export interface Service {
  /** Where it listens, e.g. `http://127.0.0.1:7420`. */
  readonly url: string;
  /** Where ovens find the broker; absent without the role `bridge`. */
  readonly mqttUrl?: string;
  readonly app: App;
  readonly log: Logger;
  /** Stops in order: takes no more, ends or hands back what runs, closes broker and database. May be called again. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  /** Default: JSON lines on standard output at the level of the settings. */
  readonly log?: Logger;
  /** For the variables of OpenTelemetry. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Solvers in place of those of `solvers/registry.ts`, for measurements of solves that misbehave. */
  readonly registryModule?: URL;
}

/**
 * Starts the service and listens.
 * @throws TaktError `data-folder-locked`, `database-unavailable`, `bad-configuration` (also where the port is taken).
 */
export async function startService(config: Config, options: ServiceOptions = {}): Promise<Service> {
  const log = options.log ?? createLog(config.logLevel, undefined, { secrets: secretsOf(config) });
  const opened: Stop[] = [];
  const closeAll = () => stopEach(opened.splice(0).reverse(), log);
  const environment = options.environment ?? process.env;
  try {
    opened.push(await startTracing(environment, log));
    const pool = config.roles.includes('solver') ? createPool(config, log, options.registryModule) : undefined;
    if (pool) opened.push(() => pool.close());
    // Its child starts while the database opens; startApp waits for it and hears of a failure.
    pool?.start().catch(() => {});
    const database = await openDatabase(config, JobQueue.prepare);
    opened.push(() => database.close());
    const app = await startApp(config, { database, pool, log, metricPush: await metricPush(environment) });
    opened.push(() => app.close());
    const url = await listen(app, config);
    log.info({ url, broker: app.mqttUrl && withoutSecrets(app.mqttUrl), roles: config.roles }, 'takt is ready');
    let closed: Promise<void> | undefined;
    const close = () => {
      closed ??= closeAll().then(() => log.info('takt has stopped'));
      return closed;
    };
    return { url, mqttUrl: app.mqttUrl, app, log, close };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/**
 * Starts a service, runs it until SIGTERM or SIGINT, then stops it in order. A second signal ends the process at once.
 * The signals are listened to from the beginning: whoever reads that takt is ready may send one at once, and one that
 * comes while it starts is obeyed as soon as it has.
 */
export async function runUntilSignal(start: () => Promise<Service>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  const forget = onStopSignal(['SIGTERM', 'SIGINT'], resolve);
  try {
    const service = await start();
    service.log.info({ signal: await promise }, 'stopping');
    await service.close();
  } finally {
    forget();
  }
}

async function listen(app: App, { host, port, tls }: Config): Promise<string> {
  try {
    await app.http.listen({ host, port });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'EADDRINUSE' && code !== 'EADDRNOTAVAIL' && code !== 'EACCES') throw error;
    const why = { EADDRINUSE: 'is in use', EADDRNOTAVAIL: 'is no address of this machine', EACCES: 'may not be used' }[
      code
    ];
    throw new TaktError(
      'bad-configuration',
      `${host}:${port} ${why}; set TAKT_PORT (0 takes a free one) or TAKT_HOST`,
      {
        cause: error,
      },
    );
  }
  const address = app.http.server.address() as AddressInfo;
  const scheme = tls ? 'https' : 'http';
  return `${scheme}://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}

function withoutSecrets(url: string): string {
  const parsed = new URL(url);
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

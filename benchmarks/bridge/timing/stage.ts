/** A database, a broker, ovens and bridges for one measurement, each in processes of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomSiteKey } from '../../../src/bridge/signature.ts';
import type { Database } from '../../../src/db/database.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { createPostgres, openTestDatabase } from '../../../src/testing/database.ts';
import { OwnPostgres } from '../../faults/own-postgres.ts';
import { type BrokerName, type CampaignBroker, startBroker } from '../campaign/broker.ts';
import { HostProcess } from '../campaign/host-process.ts';
import type { BridgeHostOptions } from './bridge-host.ts';
import { type BridgeFigures, MeasuredBridge } from './measured-bridge.ts';
import type { OvenHostOptions } from './oven-host.ts';
import { timedOven } from './plans.ts';
import { databasePids } from './processor-time.ts';

export interface TimingStageOptions {
  readonly broker: BrokerName;
  readonly ovens: number;
  /** Time between two reports of an oven. */
  readonly stateMs: number;
  /** PGlite in this process, and so the bridge as well. */
  readonly embedded?: boolean;
  /** Server on which a database may be made and dropped; absent: one of the stage's own, which does not wait for its disk. */
  readonly postgres?: string;
}

export interface TimedBridge {
  readonly pid: number | undefined;
  figures(): Promise<BridgeFigures>;
  stop(): Promise<void>;
}

const site = 'works';

/** Queues as in deploy/mosquitto/mosquitto.conf. Without the last line acks wait 40 ms for those of TCP. */
const settings = ['allow_anonymous true', 'max_queued_messages 1000', 'set_tcp_nodelay true'];

const ovensPerProcess = 500;

export class TimingStage {
  readonly site = site;
  readonly ovens: readonly string[];
  readonly folder = mkdtempSync(join(tmpdir(), 'takt-timing-'));
  readonly logFile = join(this.folder, 'log');
  broker!: CampaignBroker;
  database!: Database;
  readonly #key = randomSiteKey();
  readonly #ovenHosts: HostProcess[] = [];
  readonly #cleanUps: (() => Promise<unknown>)[] = [];
  #databaseUrl: string | undefined;

  private constructor(ovens: number) {
    this.ovens = Array.from({ length: ovens }, (_, index) => `oven-${index + 1}`);
  }

  /** Every oven has announced itself; there is no bridge yet. */
  static async open(options: TimingStageOptions): Promise<TimingStage> {
    const stage = new TimingStage(options.ovens);
    const interrupt = () => void stage.close().then(() => process.exit(130));
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    stage.atEnd(async () => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt));
    try {
      await stage.#openDatabase(options);
      stage.broker = await startBroker(options.broker, stage.logFile, settings);
      stage.atEnd(() => stage.broker.close());
      await stage.#startOvens(options.stateMs);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  atEnd(cleanUp: () => Promise<unknown>): void {
    this.#cleanUps.unshift(cleanUp);
  }

  async close(): Promise<void> {
    for (const cleanUp of this.#cleanUps) await cleanUp().catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** In this process where the database is, else in one of its own. Resolves when it holds the site and sees the ovens. */
  async bridge(): Promise<TimedBridge> {
    if (this.isEmbedded) return this.bridgeHere();
    const host = await this.bridgeProcess();
    const bridge = { pid: host.pid, figures: () => figuresOf(host), stop: () => host.close() };
    await this.#ovensSeen(bridge);
    return bridge;
  }

  /** In this process; as `bridge`. */
  async bridgeHere(): Promise<TimedBridge & { wake(): void }> {
    const measured = new MeasuredBridge({ ...this.#bridgeOptions(this.broker.port), database: this.database });
    this.atEnd(() => measured.stop());
    const bridge = {
      pid: process.pid,
      figures: async () => measured.figures(),
      wake: () => measured.wake(site),
      stop: () => measured.stop(),
    };
    await this.#ovensSeen(bridge);
    return bridge;
  }

  /**
   * In a process of its own, which needs PostgreSQL. Resolves when it runs, whether it holds the site or not.
   * @param port - of the broker, or of what leads to it.
   */
  async bridgeProcess(port = this.broker.port): Promise<HostProcess> {
    const options: BridgeHostOptions = { ...this.#bridgeOptions(port), databaseUrl: this.#databaseUrl! };
    const host = new HostProcess(new URL('bridge-host.ts', import.meta.url), options, this.logFile);
    this.atEnd(() => host.close());
    await host.start();
    return host;
  }

  get isEmbedded(): boolean {
    return this.#databaseUrl === undefined;
  }

  /** By what they are. @param bridge - of the process that is the bridge. */
  async pids(bridge: number | undefined): Promise<Record<string, number[]>> {
    const known = (pids: readonly (number | undefined)[]) => pids.filter((pid) => pid !== undefined);
    return {
      bridge: known([bridge]),
      ovens: known(this.#ovenHosts.map(({ pid }) => pid)),
      broker: known([this.broker.pid]),
      ...(this.#databaseUrl ? { database: await databasePids(this.database) } : {}),
    };
  }

  #bridgeOptions(port: number) {
    const { protocolVersion } = this.broker;
    return { mqttUrl: `mqtt://127.0.0.1:${port}`, siteKeys: { [site]: this.#key }, protocolVersion };
  }

  async #ovensSeen(bridge: TimedBridge): Promise<void> {
    const seen = async () => (await bridge.figures()).stats.sites[0]?.presentOvens === this.ovens.length;
    await until(seen, 60_000, 'the bridge sees every oven');
  }

  async #openDatabase({ embedded, postgres }: TimingStageOptions): Promise<void> {
    if (embedded) {
      const { database, drop } = await openTestDatabase('pglite');
      this.database = database;
      this.atEnd(drop);
      return;
    }
    if (postgres === undefined) {
      const server = await OwnPostgres.create();
      this.atEnd(() => server.remove());
      postgres = server.url();
    }
    const { url, drop } = await createPostgres(postgres);
    this.atEnd(drop);
    this.#databaseUrl = url;
    // The queue of jobs has no part in it.
    this.database = await openDatabase({ databaseUrl: url, dataDir: 'memory', cacheDir: '' }, async () => {});
    this.atEnd(() => this.database.close());
  }

  async #startOvens(stateMs: number): Promise<void> {
    const processes = Math.ceil(this.ovens.length / ovensPerProcess);
    for (let number = 0; number < processes; number++) {
      // By turns, so that whoever is due at the same time is not all in one process.
      const ovens = this.ovens.filter((_, index) => index % processes === number).map(timedOven);
      const mqttUrl = `mqtt://127.0.0.1:${this.broker.port}`;
      const options: OvenHostOptions = { mqttUrl, site, key: this.#key, stateMs, ovens };
      const host = new HostProcess(new URL('oven-host.ts', import.meta.url), options, this.logFile);
      this.#ovenHosts.push(host);
      this.atEnd(() => host.close());
    }
    await Promise.all(this.#ovenHosts.map((host) => host.start()));
  }
}

/** @throws Error where it does not answer. */
export async function figuresOf(host: HostProcess): Promise<BridgeFigures> {
  const figures = await host.ask<BridgeFigures>({}, 10_000);
  if (!figures) throw new Error('the process of the bridge gave no answer');
  return figures;
}

/** Looks every 20 ms. @param what - said where it does not come about in time. */
export async function until(isSo: () => Promise<boolean>, limitMs: number, what: string): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await delay(20);
  }
}

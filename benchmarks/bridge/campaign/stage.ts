/** Where a campaign takes place: a database, a broker, two bridges, ovens, and links between them that can be disturbed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BridgeStats } from '../../../src/bridge/relay.ts';
import { randomSiteKey } from '../../../src/bridge/signature.ts';
import type { Database } from '../../../src/db/database.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { createPostgres } from '../../../src/testing/database.ts';
import { OwnPostgres } from '../../faults/own-postgres.ts';
import { TcpProxy } from '../../faults/tcp-proxy.ts';
import type { BridgeHostOptions } from './bridge-host.ts';
import { type BrokerName, type CampaignBroker, startBroker } from './broker.ts';
import { HostProcess } from './host-process.ts';
import type { OvenHostOptions, OvenOrder } from './oven-host.ts';
import { type OvenGroup, ovenSettings } from './workload.ts';

export interface StageOptions {
  readonly broker: BrokerName;
  readonly ovens: number;
  readonly seed: number;
  /** Server on which a database may be made and dropped; absent: one of the stage's own. */
  readonly postgres?: string;
}

/** One of the two, and what leads to it. */
export interface BridgeUnit {
  readonly host: HostProcess;
  readonly toBroker: TcpProxy;
  readonly toDatabase: TcpProxy;
}

/** Ovens behind one link, as those of one switch. */
export interface OvenSegment {
  readonly site: string;
  readonly ovens: readonly string[];
  readonly link: TcpProxy;
}

const sites = ['north', 'south'] as const;
const segmentsPerSite = 4;
/** Of one plan. */
const groupOvens = 10;

/** Short, so that many leases, repeats and windows go by in a campaign. */
const bridgeTimes = {
  pollMs: 250,
  leaseMs: 2000,
  heartbeatMs: 500,
  saveMs: 1000,
  resendMs: 300,
  longestResendMs: 1000,
  publishTimeoutMs: 1500,
  graceMs: 1500,
} as const;
export const { leaseMs } = bridgeTimes;

const stateMs = 250;

export class CampaignStage {
  readonly folder = mkdtempSync(join(tmpdir(), 'takt-campaign-'));
  readonly logFile = join(this.folder, 'log');
  readonly sites: readonly string[] = sites;
  readonly bridges: BridgeUnit[] = [];
  readonly segments: OvenSegment[] = [];
  broker!: CampaignBroker;
  database!: Database;
  #ovenHosts: { readonly host: HostProcess; readonly file: string; readonly ovens: ReadonlySet<string> }[] = [];
  readonly #cleanUps: (() => Promise<unknown>)[] = [];

  /** Everything runs and every oven has announced itself. */
  static async open(options: StageOptions): Promise<CampaignStage> {
    const stage = new CampaignStage();
    try {
      const databaseUrl = await stage.#openDatabase(options.postgres);
      stage.broker = await startBroker(options.broker, stage.logFile);
      stage.#atEnd(() => stage.broker.close());
      const key = randomSiteKey();
      await stage.#startOvens(options, key);
      for (let index = 0; index < 2; index++) stage.bridges.push(await stage.#startBridge(databaseUrl, key));
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  get ledgerFiles(): string[] {
    return this.#ovenHosts.map(({ file }) => file);
  }

  get groups(): OvenGroup[] {
    return sites.flatMap((site) => {
      const ovens = this.segments.filter((segment) => segment.site === site).flatMap((segment) => segment.ovens);
      const count = Math.ceil(ovens.length / groupOvens);
      return Array.from({ length: count }, (_, index) => ({
        site,
        ovens: ovens.slice(index * groupOvens, (index + 1) * groupOvens),
      }));
    });
  }

  /** Deaths that no fault had asked for. */
  get unexpected(): string[] {
    return [...this.bridges, ...this.#ovenHosts].flatMap(({ host }) => host.unexpected);
  }

  /** One that speaks for a site now, else any. */
  async activeBridge(): Promise<BridgeUnit> {
    for (const unit of this.bridges) {
      const stats = await unit.host.ask<BridgeStats>({});
      if (stats && stats.sites.length > 0) return unit;
    }
    return this.bridges[0];
  }

  order(order: OvenOrder): void {
    this.#ovenHosts.find(({ ovens }) => ovens.has(order.oven))?.host.send(order);
  }

  /** Ends the sessions of the bridges; those of the campaign itself come by another way and stay. */
  cutSessions(): void {
    for (const { toDatabase } of this.bridges) toDatabase.cut();
  }

  async stopBridges(): Promise<void> {
    await Promise.all(this.bridges.map(({ host }) => host.close()));
  }

  /** The ledgers are whole after it. */
  async stopOvens(): Promise<void> {
    await Promise.all(this.#ovenHosts.map(({ host }) => host.close()));
  }

  /** Kills and removes what is left of it. */
  async close(): Promise<void> {
    for (const cleanUp of this.#cleanUps) await cleanUp().catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }

  #atEnd(cleanUp: () => Promise<unknown>): void {
    this.#cleanUps.unshift(cleanUp);
  }

  async #openDatabase(postgres: string | undefined): Promise<string> {
    if (postgres === undefined) {
      const server = await OwnPostgres.create();
      this.#atEnd(() => server.remove());
      postgres = server.url();
    }
    const { url, drop } = await createPostgres(postgres);
    this.#atEnd(drop);
    this.database = await openDatabase({ databaseUrl: url, dataDir: 'memory', cacheDir: '' }, async () => {});
    this.#atEnd(() => this.database.close());
    return url;
  }

  async #startOvens({ ovens: count, seed }: StageOptions, key: string): Promise<void> {
    for (const [siteIndex, site] of sites.entries())
      for (let index = 0; index < segmentsPerSite; index++) {
        const link = await this.#link(this.broker.port);
        const first = siteIndex * segmentsPerSite + index;
        const numbers = Array.from({ length: count }, (_, number) => number).filter(
          (number) => number % (sites.length * segmentsPerSite) === first,
        );
        this.segments.push({ site, ovens: numbers.map((number) => `oven-${number + 1}`), link });
      }
    // Half of the segments each: an own process for each of the ovens would be a thousand times the memory.
    for (const site of sites) {
      const file = join(this.folder, `ledger-${site}`);
      const ovens = this.segments
        .filter((segment) => segment.site === site)
        .flatMap(({ ovens, link }) =>
          ovens.map((oven) => ({ site, mqttUrl: `mqtt://127.0.0.1:${link.port}`, settings: ovenSettings(oven) })),
        );
      const options: OvenHostOptions = { key, ledgerFile: file, seed, stateMs, ovens };
      const host = new HostProcess(new URL('oven-host.ts', import.meta.url), options, this.logFile);
      this.#ovenHosts.push({ host, file, ovens: new Set(ovens.map(({ settings }) => settings.oven)) });
      this.#atEnd(() => host.close());
    }
    await Promise.all(this.#ovenHosts.map(({ host }) => host.start()));
  }

  async #startBridge(databaseUrl: string, key: string): Promise<BridgeUnit> {
    const url = new URL(databaseUrl);
    const toDatabase = await this.#link(Number(url.port || 5432));
    const toBroker = await this.#link(this.broker.port);
    url.port = String(toDatabase.port);
    url.hostname = '127.0.0.1';
    const options: BridgeHostOptions = {
      databaseUrl: url.href,
      mqttUrl: `mqtt://127.0.0.1:${toBroker.port}`,
      siteKeys: Object.fromEntries(sites.map((site) => [site, key])),
      protocolVersion: this.broker.protocolVersion,
      times: bridgeTimes,
    };
    const host = new HostProcess(new URL('bridge-host.ts', import.meta.url), options, this.logFile);
    this.#atEnd(() => host.close());
    await host.start();
    return { host, toBroker, toDatabase };
  }

  async #link(port: number): Promise<TcpProxy> {
    const link = await TcpProxy.start(port);
    this.#atEnd(() => link.close());
    return link;
  }
}

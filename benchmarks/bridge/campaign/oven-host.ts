/**
 * A process of ovens that keep a ledger. Told by messages to reboot one or to set its clock wrong; ends when its parent
 * does, or is told to.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { OvenClient } from '../../../src/bridge/oven/client.ts';
import { OvenSettings, type OvenSettingsInput } from '../../../src/bridge/oven/settings.ts';
import { LedgerOven, OvenLedger } from './ledger-oven.ts';

export interface OvenHostOptions {
  readonly key: string;
  readonly ledgerFile: string;
  /** Time between two reports of state. */
  readonly stateMs: number;
  readonly ovens: readonly { readonly site: string; readonly mqttUrl: string; readonly settings: OvenSettingsInput }[];
}

export type OvenOrder =
  /** Cut off at once, or when it has next accepted a command and not yet applied it; back after `downMs`. */
  | { readonly order: 'reboot'; readonly oven: string; readonly downMs: number; readonly inMidCommand: boolean }
  /** Its clock is ahead by so much from now on. */
  | { readonly order: 'skew'; readonly oven: string; readonly ms: number };

const tickMs = 10;

class HostedOven {
  readonly #at: OvenHostOptions['ovens'][number];
  readonly #settings: OvenSettings;
  readonly #key: string;
  readonly #ledger: OvenLedger;
  #skewMs = 0;
  #oven: LedgerOven;
  #client: OvenClient | undefined;

  constructor(at: OvenHostOptions['ovens'][number], key: string, ledger: OvenLedger) {
    this.#at = at;
    this.#key = key;
    this.#settings = OvenSettings.parse(at.settings);
    this.#ledger = ledger;
    this.#oven = this.#build();
  }

  get name(): string {
    return this.#settings.oven;
  }

  /** Resolves when it has announced itself. */
  start(): Promise<void> {
    return new Promise((onReady) => {
      const { site, mqttUrl } = this.#at;
      this.#client = new OvenClient({ mqttUrl, site, oven: this.#oven, clock: () => this.#now(), onReady });
      this.#client.start();
    });
  }

  tick(isReportDue: boolean): void {
    this.#client?.advance();
    if (isReportDue) this.#client?.report();
  }

  obey(order: OvenOrder): void {
    if (order.order === 'skew') this.#skewMs = order.ms;
    else if (order.inMidCommand) this.#oven.onceAccepted = () => this.#reboot(order.downMs);
    else this.#reboot(order.downMs);
  }

  async stop(): Promise<void> {
    await this.#client?.cut();
  }

  #now(): number {
    return Date.now() + this.#skewMs;
  }

  #build(): LedgerOven {
    const { site } = this.#at;
    const options = { site, settings: this.#settings, key: this.#key, speed: 1, now: this.#now() };
    return new LedgerOven(options, this.#ledger);
  }

  #reboot(downMs: number): void {
    const client = this.#client;
    this.#client = undefined;
    const isDown = client?.cut();
    void Promise.all([isDown, setTimeout(downMs)]).then(() => this.start());
  }
}

async function main(): Promise<void> {
  const [options] = (await once(process, 'message')) as [OvenHostOptions];
  const ledger = createWriteStream(options.ledgerFile);
  const write = (line: object) => ledger.write(`${JSON.stringify(line)}\n`);
  const ovens = new Map(
    options.ovens.map((at) => {
      const { oven, min, max, rampPerMin } = OvenSettings.parse(at.settings);
      write({ kind: 'oven', oven, min, max, rampPerMin });
      return [oven, new HostedOven(at, options.key, new OvenLedger(write))] as const;
    }),
  );
  process.on('message', (order: OvenOrder) => ovens.get(order.oven)?.obey(order));
  await Promise.all([...ovens.values()].map((oven) => oven.start()));
  let reportAt = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    const isReportDue = now >= reportAt;
    if (isReportDue) reportAt = now + options.stateMs;
    for (const oven of ovens.values()) oven.tick(isReportDue);
  }, tickMs);
  process.send!({ ready: ovens.size });
  await once(process, 'disconnect');
  clearInterval(timer);
  await Promise.all([...ovens.values()].map((oven) => oven.stop()));
  ledger.end();
  await once(ledger, 'close');
  process.exit(0);
}

await main();

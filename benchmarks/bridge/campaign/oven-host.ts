/**
 * A process of ovens that keep a ledger. Told by messages to reboot one or to set its clock wrong; ends when its parent
 * does, or is told to.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Rng } from '../../../solvers/shared/rng.ts';
import { OvenClient } from '../../../src/bridge/oven/client.ts';
import { OvenSettings, type OvenSettingsInput } from '../../../src/bridge/oven/settings.ts';
import { LastHop } from './last-hop.ts';
import { LedgerOven, OvenLedger } from './ledger-oven.ts';

export interface OvenHostOptions {
  readonly key: string;
  readonly ledgerFile: string;
  readonly seed: number;
  /** Time between two reports of state. */
  readonly stateMs: number;
  readonly ovens: readonly { readonly site: string; readonly mqttUrl: string; readonly settings: OvenSettingsInput }[];
}

export type OvenOrder =
  /** Cut off at once, or when it has next accepted a command and not yet applied it; back after `downMs`. */
  | { readonly order: 'reboot'; readonly oven: string; readonly downMs: number; readonly inMidCommand: boolean }
  /** Some commands for it are lost for so long, others come late. */
  | { readonly order: 'scramble'; readonly oven: string; readonly ms: number }
  /** Its clock is ahead by so much from now on. */
  | { readonly order: 'skew'; readonly oven: string; readonly ms: number };

const tickMs = 10;

/** An oven that gets no command for so long is not rebooted: the fault is over by then. */
const awaitCommandMs = 3000;

class HostedOven {
  readonly #oven: LedgerOven;
  readonly #hop: LastHop;
  readonly #client: OvenClient;
  #isDown = false;
  #onReady = () => {};

  constructor(
    { site, mqttUrl, settings: input }: OvenHostOptions['ovens'][number],
    key: string,
    ledger: OvenLedger,
    rng: Rng,
  ) {
    const settings = OvenSettings.parse(input);
    this.#oven = new LedgerOven({ site, settings, key, speed: 1, now: Date.now() }, ledger);
    this.#hop = new LastHop(this.#oven, rng);
    this.#client = new OvenClient({ mqttUrl, site, oven: this.#hop, onReady: () => this.#onReady() });
  }

  /** Resolves when it has announced itself. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#onReady = resolve;
      this.#client.start();
    });
  }

  tick(isReportDue: boolean): void {
    if (this.#isDown) return;
    this.#client.advance();
    if (isReportDue) this.#client.report();
  }

  obey(order: OvenOrder): void {
    if (order.order === 'skew') this.#oven.setFault('clock-skew', order.ms !== 0, order.ms);
    else if (order.order === 'scramble') this.#hop.disturb(Date.now() + order.ms);
    else if (order.inMidCommand) this.#rebootInMidCommand(order.downMs);
    else void this.#reboot(order.downMs);
  }

  #rebootInMidCommand(downMs: number): void {
    const until = Date.now() + awaitCommandMs;
    this.#oven.onceAccepted = () => {
      if (Date.now() < until) void this.#reboot(downMs);
    };
  }

  stop(): Promise<void> {
    return this.#client.cut();
  }

  async #reboot(downMs: number): Promise<void> {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#oven.crash(Date.now());
    this.#hop.powerLost();
    await Promise.all([this.#client.cut(), setTimeout(downMs)]);
    this.#oven.restart(Date.now());
    this.#isDown = false;
    this.#client.startAnew();
  }
}

async function main(): Promise<void> {
  const [options] = (await once(process, 'message')) as [OvenHostOptions];
  const ledger = createWriteStream(options.ledgerFile);
  const write = (line: object) => ledger.write(`${JSON.stringify(line)}\n`);
  const rng = new Rng(options.seed);
  const ovens = new Map(
    options.ovens.map((at) => {
      const { oven, min, max, rampPerMin } = OvenSettings.parse(at.settings);
      write({ kind: 'oven', oven, min, max, rampPerMin });
      return [oven, new HostedOven(at, options.key, new OvenLedger(write), rng)] as const;
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

/** A bridge that keeps what a measurement asks for. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { Bridge, type BridgeOptions, type BridgeStats } from '../../../src/bridge/relay.ts';

export interface BridgeFigures {
  readonly stats: BridgeStats;
  /** From the first delivery of each command to its first answer, ms. */
  readonly answersMs: readonly number[];
  /** Plan -> when its first command was handed to the link, ms since 1970 with fractions. */
  readonly firstSends: Readonly<Record<string, number>>;
  /** Share of the time in which the event loop had something to do. */
  readonly busy: number;
  /** How late the event loop came to timers, ms. */
  readonly lateP99Ms: number;
  readonly lateMaxMs: number;
}

export type MeasuredBridgeOptions = Pick<BridgeOptions, 'mqttUrl' | 'siteKeys' | 'protocolVersion'>;

/** ms since 1970 as `Date.now`, in fractions. */
export function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

export class MeasuredBridge {
  readonly #bridge: Bridge;
  readonly #delays = monitorEventLoopDelay({ resolution: 5 });
  #answersMs: number[] = [];
  #firstSends: Record<string, number> = {};
  #utilization = performance.eventLoopUtilization();

  constructor(options: MeasuredBridgeOptions & Pick<BridgeOptions, 'database' | 'onChanged'>) {
    this.#bridge = new Bridge({
      ...options,
      log: {
        info() {},
        warn: (details, message) => console.error(message, JSON.stringify(details)),
        error: (details, message) => console.error(message, JSON.stringify(details)),
      },
      onAnswer: (ms) => this.#answersMs.push(ms),
      onTransition: ({ to, planId }) => {
        if (to === 'sent') this.#firstSends[planId] ??= wallMs();
      },
    });
    this.#delays.enable();
    this.#bridge.start();
  }

  /** @param site - undefined: any. */
  wake(site: string | undefined): void {
    this.#bridge.wake(site);
  }

  /** Since it was last asked. */
  figures(): BridgeFigures {
    const now = performance.eventLoopUtilization();
    const figures = {
      stats: this.#bridge.stats(),
      answersMs: this.#answersMs,
      firstSends: this.#firstSends,
      busy: performance.eventLoopUtilization(now, this.#utilization).utilization,
      lateP99Ms: this.#delays.percentile(99) / 1e6,
      lateMaxMs: this.#delays.max / 1e6,
    };
    this.#utilization = now;
    this.#delays.reset();
    this.#answersMs = [];
    this.#firstSends = {};
    return figures;
  }

  async stop(): Promise<void> {
    this.#delays.disable();
    await this.#bridge.stop();
  }
}

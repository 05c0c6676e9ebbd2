/**
 * Looks regularly for claims whose holder has fallen silent, but not right after an outage: while the database was away
 * nobody could say that it lives, and whoever does live says so within one heartbeat once it is back.
 *
 * calm      looks at every tick
 * deferred  entered when a look failed or was slow, or when this process itself was stopped between two ticks; left
 *           `settleMs` after the last such tick
 */
import type { Logger } from 'pino';

/** How often lapsed claims are looked for. */
const lookIntervalMs = 5000;

/** A look takes milliseconds. One so slow, or a tick so late, was an outage in which heartbeats stayed away too. */
const slowMs = 2000;

/** Time for every living holder to be heard again: a heartbeat (3 s), and a connection that has to be made anew (5 s). */
const settleMs = 8000;

export interface LapseWatchOptions {
  /** A cheap question to the database. */
  readonly probe: () => Promise<void>;
  /** Gives lapsed claims back to the queue. @returns how many. */
  readonly release: () => Promise<number>;
  readonly log: Logger;
  /** Monotonic, ms. */
  readonly now?: () => number;
}

export class LapseWatch {
  readonly #options: LapseWatchOptions;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #lastTick: number | undefined;
  #calmFrom = 0;

  constructor(options: LapseWatchOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking ??= this.look().finally(() => {
        this.#looking = undefined;
      });
    }, lookIntervalMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** One tick. Never rejects. */
  async look(): Promise<void> {
    const { probe, release, log } = this.#options;
    const began = this.#now();
    const late = this.#lastTick !== undefined && began - this.#lastTick > lookIntervalMs + slowMs;
    this.#lastTick = began;
    try {
      await probe();
      const ended = this.#now();
      this.#lastTick = ended;
      if (late || ended - began > slowMs) this.#calmFrom = ended + settleMs;
      if (ended < this.#calmFrom) return;
      const released = await release();
      if (released > 0) log.warn({ released }, 'holders of plans have fallen silent; the plans go back to the queue');
    } catch (error) {
      this.#calmFrom = this.#now() + settleMs;
      log.warn({ err: error }, 'claims that lapsed could not be looked for; trying again');
    }
  }
}

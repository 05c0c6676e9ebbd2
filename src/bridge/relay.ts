/**
 * The bridge: carries setpoint programs from the database to the ovens and what the ovens say back into it.
 *
 * The database is the truth and is looked at regularly; `wake()`, acks and states only make the next look come sooner.
 */
import { randomUUID } from 'node:crypto';
import type { Database } from '../db/database.ts';
import { Connection } from './connection.ts';
import { releaseLeases, takeLease } from './lease.ts';
import { type Heartbeat, heartbeatTopic, parseOvenTopic, protocolVersion } from './protocol.ts';
import { type SiteKeys, sign, siteKey } from './signature.ts';
import { type RelayContext, type RelayTimes, SiteRelay } from './site-relay.ts';
import type { CommandState, Transition } from './states.ts';
import type { MqttTls } from './tls.ts';
import { sitesAtWork } from './work.ts';

export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** All in ms. */
export interface BridgeTimes extends RelayTimes {
  /** Longest time between two looks into the database. */
  readonly pollMs: number;
  /** How long a site stays with a bridge that died; renewed three times in it. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  /** How often the last states of the ovens are kept. */
  readonly saveMs: number;
}

export const defaultTimes: BridgeTimes = {
  pollMs: 500,
  leaseMs: 6000,
  heartbeatMs: 2000,
  saveMs: 1000,
  resendMs: 1000,
  longestResendMs: 30_000,
  publishTimeoutMs: 5000,
  graceMs: 5000,
};

export interface BridgeOptions {
  readonly database: Database;
  /** mqtt:, mqtts:, ws: or wss:, with user and password where the broker wants them. */
  readonly mqttUrl: string;
  /** For mqtts: and wss:. */
  readonly tls?: MqttTls;
  /** Secrets that sign commands; `*` serves every site without one of its own. */
  readonly siteKeys: SiteKeys;
  readonly log: Log;
  /** ms since 1970; default Date.now. */
  readonly clock?: () => number;
  /** 4 is MQTT 3.1.1 and the default; 5 needs a broker that speaks it. */
  readonly protocolVersion?: 4 | 5;
  /** Time between two kept samples of an oven's readings; 0 keeps none. */
  readonly readingsMs?: number;
  readonly times?: Partial<BridgeTimes>;
  /** Each state change that this bridge makes, after it is committed. */
  readonly onTransition?: (transition: Transition) => void;
}

export interface BridgeStats {
  readonly connected: boolean;
  /** Sites that this bridge holds. */
  readonly sites: readonly { site: string; epoch: number; presentOvens: number }[];
  /** State changes made since the start, by new state. */
  readonly transitions: Readonly<Partial<Record<CommandState, number>>>;
  readonly published: number;
  readonly resent: number;
  readonly publishFailed: number;
  readonly invalidMessages: number;
}

export class Bridge {
  readonly #options: BridgeOptions;
  readonly #times: BridgeTimes;
  readonly #holder = randomUUID();
  readonly #connection: Connection;
  readonly #sites = new Map<string, SiteRelay>();
  readonly #counts = { published: 0, resent: 0, publishFailed: 0, invalidMessages: 0 };
  readonly #transitions: Partial<Record<CommandState, number>> = {};
  #leasesDueAt = 0;
  #saveDueAt = 0;
  #heartbeat: NodeJS.Timeout | undefined;
  #loop: Promise<void> | undefined;
  #stopping = false;
  #woken = false;
  #endSleep: (() => void) | undefined;

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.#times = { ...defaultTimes, ...options.times };
    this.#connection = new Connection({
      url: options.mqttUrl,
      tls: options.tls,
      // Within the 23 characters that every broker must take.
      clientId: `takt-${this.#holder.slice(0, 13)}`,
      protocolVersion: options.protocolVersion ?? 4,
      onConnect: () => {
        options.log.info({}, 'bridge connected to the broker');
        this.#lookAgain();
      },
      onMessage: (topic, payload) => this.#receive(topic, payload),
      onLoss: (error) => {
        options.log.warn({ error: error?.message }, 'bridge lost the broker');
        for (const site of this.#sites.values()) site.disconnected();
      },
    });
  }

  /** Returns at once: a broker or database that is away is waited for, not an error. */
  start(): void {
    if (this.#loop) return;
    this.#connection.start();
    this.#heartbeat = setInterval(() => this.#tellHeartbeat(), this.#times.heartbeatMs);
    this.#loop = this.#run();
  }

  /** There is something new in the database; worth calling after `writePrograms` has committed. */
  wake(): void {
    // It may be the first work of its site.
    this.#leasesDueAt = 0;
    this.#lookAgain();
  }

  /** Ends the pass under way, hands the sites back and disconnects. The ovens hold their setpoints. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#heartbeat);
    this.#lookAgain();
    await this.#loop;
    for (const site of this.#sites.values())
      await site.stop().catch((error) => this.#warn({ error }, 'last states of the ovens were not kept'));
    this.#sites.clear();
    await releaseLeases(this.#options.database, this.#holder).catch((error) =>
      this.#warn({ error }, 'leases were not released; they run out by themselves'),
    );
    await this.#connection.stop();
  }

  stats(): BridgeStats {
    return {
      connected: this.#connection.connected,
      sites: [...this.#sites.values()].map(({ site, lease, presentOvens }) => ({
        site,
        epoch: lease.epoch,
        presentOvens,
      })),
      transitions: { ...this.#transitions },
      ...this.#counts,
    };
  }

  #lookAgain(): void {
    this.#woken = true;
    this.#endSleep?.();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      let nextAt = Number.POSITIVE_INFINITY;
      try {
        nextAt = await this.#pass();
      } catch (error) {
        this.#warn({ error }, 'bridge pass failed; it is tried again');
      }
      await this.#sleep(Math.min(this.#times.pollMs, nextAt - this.#clock()));
    }
  }

  async #pass(): Promise<number> {
    if (performance.now() >= this.#leasesDueAt) await this.#renewLeases();
    let nextAt = Number.POSITIVE_INFINITY;
    for (const site of this.#sites.values())
      try {
        await site.subscribe();
        nextAt = Math.min(nextAt, await site.work());
      } catch (error) {
        this.#warn({ site: site.site, error }, 'bridge pass over a site failed; it is tried again');
      }
    if (performance.now() >= this.#saveDueAt) {
      this.#saveDueAt = performance.now() + this.#times.saveMs;
      for (const site of this.#sites.values()) await site.saveOvens();
    }
    return nextAt;
  }

  /** Asks for every site that has work, and renews a lease once a third of it is over: time enough to try again. */
  async #renewLeases(): Promise<void> {
    const { database, siteKeys } = this.#options;
    const named = Object.keys(siteKeys).filter((site) => site !== '*');
    const wanted = new Set([...named, ...this.#sites.keys(), ...(await sitesAtWork(database))]);
    const { leaseMs } = this.#times;
    for (const site of wanted) {
      const held = this.#sites.get(site);
      if (held && held.lease.endsAt - performance.now() > (leaseMs * 2) / 3) continue;
      const lease = await takeLease(database, { site, holder: this.#holder, leaseMs });
      if (lease && held?.lease.epoch === lease.epoch) held.lease = lease;
      else {
        if (held) await this.#drop(held);
        if (lease) this.#take(new SiteRelay(lease, this.#context(site)));
      }
    }
    this.#leasesDueAt = performance.now() + Math.min(this.#times.pollMs, leaseMs / 6);
  }

  #take(site: SiteRelay): void {
    this.#sites.set(site.site, site);
    this.#options.log.info({ site: site.site, epoch: site.lease.epoch }, 'bridge took the site');
    this.#tellHeartbeat();
  }

  async #drop(held: SiteRelay): Promise<void> {
    this.#sites.delete(held.site);
    this.#warn({ site: held.site, epoch: held.lease.epoch }, 'bridge lost the site to another');
    await held.unsubscribe().catch(() => {});
    await held.stop();
  }

  #context(site: string): RelayContext {
    const { database, siteKeys, onTransition } = this.#options;
    return {
      database,
      connection: this.#connection,
      holder: this.#holder,
      clock: () => this.#clock(),
      times: this.#times,
      key: siteKey(siteKeys, site),
      mqtt5: this.#options.protocolVersion === 5,
      wake: () => this.#lookAgain(),
      warn: (details, message) => this.#warn(details, message),
      moved: (transitions) => {
        for (const transition of transitions) {
          this.#transitions[transition.to] = (this.#transitions[transition.to] ?? 0) + 1;
          onTransition?.(transition);
        }
        // What comes after it, such as the next step, may be due already.
        this.#lookAgain();
      },
      count: (event) => {
        this.#counts[event]++;
      },
    };
  }

  #receive(topic: string, payload: Buffer): void {
    const address = parseOvenTopic(topic);
    const site = address && this.#sites.get(address.site);
    if (!site) return;
    let message: unknown;
    try {
      message = JSON.parse(payload.toString());
    } catch {
      message = undefined;
    }
    site.receive(address.oven, address.channel, message);
  }

  #tellHeartbeat(): void {
    for (const { site, lease } of this.#sites.values()) {
      const key = siteKey(this.#options.siteKeys, site);
      if (key === undefined || performance.now() >= lease.endsAt) continue;
      const at = new Date(this.#clock()).toISOString();
      const heartbeat: Heartbeat = sign({ v: protocolVersion, site, epoch: lease.epoch, at } as const, key);
      this.#connection.tell(heartbeatTopic(site), JSON.stringify(heartbeat));
    }
  }

  #clock(): number {
    return this.#options.clock?.() ?? Date.now();
  }

  #warn(details: object, message: string): void {
    this.#options.log.warn(details, message);
  }

  #sleep(forMs: number): Promise<void> {
    if (this.#woken || this.#stopping || forMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, forMs);
      this.#endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/**
 * The bridge: carries setpoint programs from the database to the ovens and what the ovens say back into it.
 *
 * The database is the truth and is looked at regularly; `wake()`, acks and states only make the next look come sooner.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../db/database.ts';
import { JsonLinks } from './json-link.ts';
import { databaseTime, type Lease, releaseLeases, takeLease } from './lease.ts';
import type { OpenLink } from './link.ts';
import { Nap } from './nap.ts';
import { clockToleranceMs } from './oven/refusals.ts';
import { type WaitReason, waitReasons } from './oven-view.ts';
import { type SiteKeys, siteKey } from './signature.ts';
import { type RelayContext, type RelayTimes, SiteRelay } from './site-relay.ts';
import type { CommandState, Transition } from './states.ts';
import type { MqttTls } from './tls.ts';
import { tendUnserved } from './unserved.ts';
import { sitesAtWork } from './work.ts';

export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** All in ms. */
export interface BridgeTimes extends RelayTimes {
  /** How long a site stays with a bridge that died; renewed three times in it. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
}

/** Least time between two looks for sites. */
const leastPauseMs = 20;

/** How often sites that it may not speak for are seen to. */
const tendEveryMs = 1000;

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
  readonly times?: Partial<BridgeTimes>;
  /** How sites are reached that do not speak our own protocol; undefined for those that do. */
  readonly linkOf?: (site: string) => OpenLink | undefined;
  /** Least time between two kept samples of an oven's readings, ms; default 10 s, 0 keeps none. */
  readonly readingsMs?: number;
  /** Each state change that this bridge makes, after it is committed. */
  readonly onTransition?: (transition: Transition) => void;
  /** Transitions or states of ovens of the site are there to be seen in the database. */
  readonly onChanged?: (site: string) => void;
  /** From the first delivery of a command to its first answer. */
  readonly onAnswer?: (ms: number) => void;
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
  /** Written as sent, and then too late to be sent: the lease or the window was over. */
  readonly withheld: number;
  readonly invalidMessages: number;
  /** Ovens whose next command is due and does not go, by reason. */
  readonly waiting: Readonly<Partial<Record<WaitReason, number>>>;
}

export class Bridge {
  readonly #options: BridgeOptions;
  readonly #times: BridgeTimes;
  readonly #holder = randomUUID();
  readonly #links: JsonLinks;
  readonly #sites = new Map<string, SiteRelay>();
  readonly #counts = { published: 0, resent: 0, publishFailed: 0, withheld: 0, invalidMessages: 0 };
  readonly #transitions: Partial<Record<CommandState, number>> = {};
  #heartbeat: NodeJS.Timeout | undefined;
  #loop: Promise<void> | undefined;
  #stopping = false;
  readonly #untilRenewal = new Nap();
  readonly #leaving = new Map<string, Promise<void>>();
  readonly #keyless = new Set<string>();
  #tendAt = 0;

  constructor(options: BridgeOptions) {
    this.#options = options;
    this.#times = { ...defaultTimes, ...options.times };
    this.#links = new JsonLinks({
      url: options.mqttUrl,
      tls: options.tls,
      // Within the 23 characters that every broker must take.
      clientId: `takt-${this.#holder.slice(0, 13)}`,
      protocolVersion: options.protocolVersion ?? 4,
      onConnect: () => options.log.info({}, 'bridge connected to the broker'),
      onLoss: (error) => options.log.warn({ error: error?.message }, 'bridge lost the broker'),
      warn: (details, message) => this.#warn(details, message),
    });
  }

  /** Returns at once: a broker or database that is away is waited for, not an error. */
  start(): void {
    if (this.#loop) return;
    this.#links.start();
    this.#heartbeat = setInterval(() => {
      for (const site of this.#sites.values()) site.tellHeartbeat();
    }, this.#times.heartbeatMs);
    this.#loop = this.#keepLeases();
  }

  /** There is something new in the database, such as programs, an approval or a hold; worth calling after the commit. */
  wake(site?: string): void {
    for (const relay of this.#sites.values()) if (site === undefined || relay.site === site) relay.wake();
    // It may be the first work of its site.
    if (site === undefined || !this.#sites.has(site)) this.#untilRenewal.wake();
  }

  /** Ends the passes under way, hands the sites back and disconnects. The ovens hold their setpoints. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#heartbeat);
    this.#untilRenewal.wake();
    await this.#loop;
    for (const site of [...this.#sites.values()]) this.#leave(site);
    await Promise.all(this.#leaving.values());
    await releaseLeases(this.#options.database, this.#holder).catch((error) =>
      this.#warn({ error }, 'leases were not released; they run out by themselves'),
    );
    await this.#links.stop();
  }

  stats(): BridgeStats {
    return {
      connected: this.#links.connected,
      sites: [...this.#sites.values()].map(({ site, lease, presentOvens }) => ({
        site,
        epoch: lease.epoch,
        presentOvens,
      })),
      transitions: { ...this.#transitions },
      waiting: this.#waiting(),
      ...this.#counts,
    };
  }

  #waiting(): Partial<Record<WaitReason, number>> {
    const counts: Partial<Record<WaitReason, number>> = Object.fromEntries(
      Object.keys(waitReasons).map((reason) => [reason, 0]),
    );
    for (const site of this.#sites.values())
      for (const reason of site.waiting()) counts[reason] = (counts[reason] ?? 0) + 1;
    return counts;
  }

  async #keepLeases(): Promise<void> {
    const { pollMs, leaseMs } = this.#times;
    while (!this.#stopping) {
      await this.#seeToSites().catch((error) => this.#warn({ error }, 'leases were not renewed; it is tried again'));
      // Notices of sites that others have come often, and each would ask the database for them.
      await delay(leastPauseMs);
      if (!this.#stopping) await this.#untilRenewal.sleep(Math.min(pollMs, leaseMs / 6));
    }
  }

  /** The sites that it has come first: nothing else may take so long that a lease runs out. */
  async #seeToSites(): Promise<void> {
    const { database, siteKeys } = this.#options;
    const { now, offsetMs } = await databaseTime(database, () => this.#clock());
    if (Math.abs(offsetMs) > clockToleranceMs) return this.#fallSilent(now, offsetMs);
    await Promise.all([...this.#sites.values()].map((relay) => this.#renew(relay)));
    const named = Object.keys(siteKeys).filter((site) => site !== '*');
    const atWork = await sitesAtWork(database);
    const keyless: string[] = [];
    for (const site of new Set([...named, ...atWork])) {
      if (this.#stopping) return;
      if (siteKey(siteKeys, site) === undefined) keyless.push(site);
      else if (!this.#sites.has(site) && !this.#leaving.has(site)) {
        const lease = await this.#askForLease(site);
        if (lease) this.#take(lease);
      }
    }
    await this.#leaveToOthers(keyless, now);
  }

  /** Once a third of it is over: time enough to try again. */
  async #renew(relay: SiteRelay): Promise<void> {
    const { site, lease } = relay;
    if (lease.endsAt - performance.now() > (this.#times.leaseMs * 2) / 3) return;
    const renewed = await this.#askForLease(site);
    if (renewed?.epoch === lease.epoch) relay.lease = renewed;
    else {
      this.#warn({ site, epoch: lease.epoch }, 'bridge lost the site to another');
      // Not waited for: the leases of other sites go on. One that was had again at once is asked for when it is left.
      this.#leave(relay);
    }
  }

  #askForLease(site: string): Promise<Lease | undefined> {
    const { leaseMs } = this.#times;
    return takeLease(this.#options.database, { site, holder: this.#holder, leaseMs });
  }

  async #leaveToOthers(sites: readonly string[], now: number): Promise<void> {
    for (const site of sites)
      if (!this.#keyless.has(site)) {
        this.#keyless.add(site);
        this.#warn({ site }, 'this bridge has no key for the site, so it sends no commands there');
      }
    await this.#tend(sites, now, 'key');
  }

  /**
   * A bridge whose clock is wrong gives up its sites: it would send too early or too late, and ovens, which take a signed
   * moment for the time, would refuse everything until it comes.
   */
  async #fallSilent(now: number, offsetMs: number): Promise<void> {
    const { database } = this.#options;
    for (const relay of [...this.#sites.values()]) {
      this.#warn(
        { site: relay.site, offsetMs },
        'bridge gave up the site: its clock differs from that of the database',
      );
      this.#leave(relay);
    }
    await Promise.all(this.#leaving.values());
    await releaseLeases(database, this.#holder);
    await this.#tend(await sitesAtWork(database), now, 'bridge-clock');
  }

  async #tend(sites: readonly string[], now: number, reason: WaitReason): Promise<void> {
    if (performance.now() < this.#tendAt) return;
    this.#tendAt = performance.now() + tendEveryMs;
    const actor = `bridge ${this.#holder}`;
    this.#moved(await tendUnserved(this.#options.database, sites, { actor, at: now, reason }));
  }

  #take(lease: Lease): void {
    const relay = new SiteRelay(lease, this.#context(lease.site));
    relay.start();
    this.#sites.set(lease.site, relay);
    this.#options.log.info({ site: lease.site, epoch: lease.epoch }, 'bridge took the site');
    relay.tellHeartbeat();
  }

  /** Resolves when nothing of the site is under way any more; until then it is not taken again. */
  #leave(held: SiteRelay): Promise<void> {
    const { site } = held;
    this.#sites.delete(site);
    const left = held
      .stop()
      .catch((error) => this.#warn({ site, error }, 'last states of the ovens were not kept'))
      .finally(() => this.#leaving.delete(site));
    this.#leaving.set(site, left);
    return left;
  }

  #context(site: string): RelayContext {
    const { database, siteKeys, onChanged, onAnswer, linkOf, readingsMs = 10_000 } = this.#options;
    return {
      database,
      openLink: linkOf?.(site) ?? this.#links.open,
      holder: this.#holder,
      clock: () => this.#clock(),
      times: this.#times,
      key: siteKey(siteKeys, site)!,
      readingsMs,
      warn: (details, message) => this.#warn(details, message),
      moved: (transitions) => this.#moved(transitions),
      changed: () => onChanged?.(site),
      count: (event) => {
        this.#counts[event]++;
      },
      answered: (ms) => onAnswer?.(ms),
    };
  }

  #moved(transitions: readonly Transition[]): void {
    for (const transition of transitions) {
      this.#transitions[transition.to] = (this.#transitions[transition.to] ?? 0) + 1;
      this.#options.onTransition?.(transition);
    }
  }

  #clock(): number {
    return (this.#options.clock ?? Date.now)();
  }

  #warn(details: object, message: string): void {
    this.#options.log.warn(details, message);
  }
}

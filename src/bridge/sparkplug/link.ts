/** A site whose ovens are Sparkplug B devices: the bridge is the host application of their group. docs/sparkplug.md. */
import { Connection, type ConnectionOptions } from '../connection.ts';
import type { LinkEvents, OpenLink, SiteLink } from '../link.ts';
import type { Command, Heartbeat } from '../protocol.ts';
import type { EdgeNodeTimes } from './edge-node.ts';
import { Group } from './group.ts';
import { HostPresence } from './host-presence.ts';
import { commandMetric, heartbeatMetric, rebirthMetric } from './metrics.ts';
import { encodePayload, type OutgoingMetric } from './payload.ts';
import {
  groupTopics,
  type HostState,
  type NodeTopic,
  nodeTopic,
  parseHostState,
  parseNodeTopic,
  stateTopic,
} from './topics.ts';

export interface SparkplugOptions extends Partial<EdgeNodeTimes> {
  /** How the broker is reached; each site has a connection of its own, since a will belongs to a connection. */
  readonly broker: Omit<ConnectionOptions, 'clientId' | 'will' | 'onConnect' | 'onMessage' | 'onLoss'>;
  /** The host is `<hostId>-<site>`: one per site, as bridges hold and lose sites one by one. Default `takt`. */
  readonly hostId?: string;
  /** Site -> Sparkplug group; default: the name of the site. */
  readonly groups?: Readonly<Record<string, string>>;
  /** ms since 1970; default Date.now. */
  readonly clock?: () => number;
  readonly warn?: (details: object, message: string) => void;
}

export const defaultTimes: EdgeNodeTimes = { reorderMs: 2000, rebirthMs: 5000 };

/** A subscription or birth that the broker refused is tried again after this. */
const retryMs = 2000;

export function sparkplugHostId(hostId: string, site: string): string {
  return `${hostId}-${site}`;
}

export function sparkplugLinks(options: SparkplugOptions): OpenLink {
  return (site, events) => new SparkplugLink(site, events, options);
}

class SparkplugLink implements SiteLink {
  readonly #site: string;
  readonly #groupId: string;
  readonly #stateTopic: string;
  readonly #events: LinkEvents;
  readonly #options: SparkplugOptions;
  readonly #clock: () => number;
  readonly #presence: HostPresence;
  readonly #connection: Connection;
  readonly #group: Group;
  #isReady = false;
  #isClosed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(site: string, events: LinkEvents, options: SparkplugOptions) {
    const { hostId = 'takt', groups = {}, clock = Date.now } = options;
    const { reorderMs, rebirthMs } = { ...defaultTimes, ...options };
    this.#site = site;
    this.#groupId = Object.hasOwn(groups, site) ? groups[site] : site;
    this.#stateTopic = stateTopic(sparkplugHostId(hostId, site));
    this.#events = events;
    this.#options = options;
    this.#clock = clock;
    this.#presence = new HostPresence(clock);
    this.#group = new Group({
      site,
      times: { reorderMs, rebirthMs },
      clock,
      events,
      rebirthNeeded: (node) =>
        this.#write({ verb: 'NCMD', node }, { name: rebirthMetric, type: 'Boolean', value: true }),
    });
    this.#connection = new Connection({
      ...options.broker,
      clientId: `takt-${crypto.randomUUID().slice(0, 13)}`,
      will: () => ({ topic: this.#stateTopic, payload: JSON.stringify(this.#presence.will()) }),
      onConnect: () => void this.#begin(),
      onMessage: (topic, payload, retained) => this.#receive(topic, payload, retained),
      onLoss: () => this.#end(),
    });
  }

  get ready(): boolean {
    return this.#isReady && this.#connection.connected;
  }

  open(): void {
    this.#connection.start();
  }

  async deliver(command: Command): Promise<void> {
    if (!this.ready) throw new Error('there is no connection to the broker');
    const address = this.#group.addressOf(command.oven);
    if (!address) throw new Error(`no edge node of group ${this.#groupId} has oven ${command.oven}`);
    const { node, metrics } = address;
    const metric = { ...metrics.reference(commandMetric), type: 'String', value: JSON.stringify(command) } as const;
    // Commands of Sparkplug go with QoS 0: nobody confirms, and no broker keeps one for an edge node that is away.
    this.#write({ verb: 'DCMD', node, device: command.oven }, metric);
  }

  tell(heartbeat: Heartbeat): void {
    const value = JSON.stringify(heartbeat);
    for (const { node, metrics } of this.#group.heartbeatAddresses())
      this.#write({ verb: 'NCMD', node }, { ...metrics.reference(heartbeatMetric), type: 'String', value });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#forget();
    const death = this.#presence.death();
    if (death && this.#connection.connected) await this.#say(death).catch(() => {});
    await this.#connection.stop();
  }

  async #begin(): Promise<void> {
    try {
      await this.#connection.subscribe([this.#stateTopic, groupTopics(this.#groupId)]);
      if (this.#isClosed) return;
      this.#isReady = true;
      this.#events.ready();
      await this.#say(this.#presence.birth());
    } catch (error) {
      // A loss is made good by the connection itself.
      if (this.#isClosed || !this.#connection.connected) return;
      this.#options.warn?.(
        { site: this.#site, error: (error as Error).message },
        'the broker refused the host application',
      );
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#connection.renew(), retryMs);
    }
  }

  #end(): void {
    const wasReady = this.#isReady;
    this.#forget();
    if (wasReady) this.#events.lost();
  }

  #forget(): void {
    this.#isReady = false;
    clearTimeout(this.#retry);
    this.#group.forget();
  }

  #receive(topic: string, payload: Buffer, isRetained: boolean): void {
    // The own death comes back as well.
    if (this.#isClosed) return;
    if (topic === this.#stateTopic) {
      const state = parseHostState(payload);
      if (state) this.#react(this.#presence.hear(state, isRetained));
      return;
    }
    const address = parseNodeTopic(topic);
    // Nothing of a node may be retained: nobody knows how old it is.
    if (!address || isRetained || !this.#isReady) return;
    if (address.group !== this.#groupId || address.verb === 'NCMD' || address.verb === 'DCMD') return;
    this.#group.receive(address, payload);
  }

  #react(reaction: ReturnType<HostPresence['hear']>): void {
    if (reaction === 'renew') this.#connection.renew();
    else if (reaction === 'republish' && this.#isReady)
      this.#say(this.#presence.birth()).catch((error: Error) =>
        this.#options.warn?.(
          { site: this.#site, error: error.message },
          'the host application could not say that it lives',
        ),
      );
  }

  #write(to: Omit<NodeTopic, 'group'>, metric: OutgoingMetric): void {
    const topic = nodeTopic({ group: this.#groupId, ...to });
    this.#connection.tell(topic, encodePayload(this.#clock(), [metric]));
  }

  #say(state: HostState): Promise<void> {
    return this.#connection.publish(this.#stateTopic, JSON.stringify(state), { retain: true });
  }
}

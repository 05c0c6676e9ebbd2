/** A site whose ovens are Sparkplug B devices: the bridge is the host application of their group. docs/sparkplug.md. */
import { Connection, type ConnectionOptions } from '../connection.ts';
import type { LinkEvents, OpenLink, SiteLink } from '../link.ts';
import { Ack, type Command, type Heartbeat, protocolVersion } from '../protocol.ts';
import { EdgeNode, type EdgeNodeTimes } from './edge-node.ts';
import { HostPresence } from './host-presence.ts';
import type { MetricTable } from './metric-table.ts';
import { ackMetric, atMetric, commandMetric, heartbeatMetric, rebirthMetric, stateFrom } from './metrics.ts';
import { decodePayload, encodePayload, type OutgoingMetric } from './payload.ts';
import { groupTopics, type HostState, nodeTopic, parseHostState, parseNodeTopic, stateTopic } from './topics.ts';

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
  readonly #group: string;
  readonly #stateTopic: string;
  readonly #events: LinkEvents;
  readonly #options: SparkplugOptions;
  readonly #clock: () => number;
  readonly #presence: HostPresence;
  readonly #connection: Connection;
  readonly #nodes = new Map<string, EdgeNode>();
  /** Oven -> the node that bore it last: an oven that moved to another gateway is reached there. */
  readonly #nodeOf = new Map<string, string>();
  #isReady = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(site: string, events: LinkEvents, options: SparkplugOptions) {
    const { hostId = 'takt', groups = {}, clock = Date.now } = options;
    this.#site = site;
    this.#group = Object.hasOwn(groups, site) ? groups[site] : site;
    this.#stateTopic = stateTopic(sparkplugHostId(hostId, site));
    this.#events = events;
    this.#options = options;
    this.#clock = clock;
    this.#presence = new HostPresence(clock);
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
    const node = this.#nodeOf.get(command.oven);
    const metrics = node === undefined ? undefined : this.#nodes.get(node)?.device(command.oven);
    if (!this.ready) throw new Error('there is no connection to the broker');
    if (node === undefined || !metrics)
      throw new Error(`no edge node of group ${this.#group} has oven ${command.oven}`);
    const topic = nodeTopic({ group: this.#group, verb: 'DCMD', node, device: command.oven });
    // Commands of Sparkplug go with QoS 0: nobody confirms, and no broker keeps one for an edge node that is away.
    this.#write(topic, { ...metrics.reference(commandMetric), type: 'String', value: JSON.stringify(command) });
  }

  tell(heartbeat: Heartbeat): void {
    for (const [node, { metrics }] of this.#nodes)
      if (metrics?.has(heartbeatMetric))
        this.#command(node, {
          ...metrics.reference(heartbeatMetric),
          type: 'String',
          value: JSON.stringify(heartbeat),
        });
  }

  async close(): Promise<void> {
    const death = this.#presence.death();
    if (this.ready && death) await this.#say(death).catch(() => {});
    this.#forget();
    await this.#connection.stop();
  }

  async #begin(): Promise<void> {
    try {
      await this.#connection.subscribe([this.#stateTopic, groupTopics(this.#group)]);
      this.#isReady = true;
      this.#events.ready();
      await this.#say(this.#presence.birth());
    } catch (error) {
      // A loss is made good by the connection itself.
      if (!this.#connection.connected) return;
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
    for (const node of this.#nodes.values()) node.close();
    this.#nodes.clear();
    this.#nodeOf.clear();
  }

  #receive(topic: string, payload: Buffer, isRetained: boolean): void {
    if (topic === this.#stateTopic) {
      const state = parseHostState(payload);
      if (state) this.#react(this.#presence.hear(state, isRetained));
      return;
    }
    const address = parseNodeTopic(topic);
    // Nothing of a node may be retained: nobody knows how old it is.
    if (!address || isRetained || !this.#isReady) return;
    if (address.group !== this.#group || address.verb === 'NCMD' || address.verb === 'DCMD') return;
    try {
      this.#nodeNamed(address.node).receive(address, decodePayload(payload));
    } catch (error) {
      this.#events.invalid(address.device ?? address.node, address.verb, (error as Error).message);
    }
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

  #nodeNamed(name: string): EdgeNode {
    const known = this.#nodes.get(name);
    if (known) return known;
    const { reorderMs, rebirthMs } = { ...defaultTimes, ...this.#options };
    const node = new EdgeNode(
      { reorderMs, rebirthMs },
      {
        born: (device, metrics, at) => this.#born(name, device, metrics, at),
        changed: (device, metrics, names) => {
          if (this.#nodeOf.get(device) === name) this.#changed(device, metrics, names);
        },
        died: (device, at) => {
          if (this.#nodeOf.get(device) !== name) return;
          this.#nodeOf.delete(device);
          this.#tellPresence(device, false, at);
        },
        rebirthNeeded: () => this.#command(name, { name: rebirthMetric, type: 'Boolean', value: true }),
      },
    );
    this.#nodes.set(name, node);
    return node;
  }

  #born(node: string, device: string, metrics: MetricTable, at: number | undefined): void {
    // Whatever else the plant has in this group is no business of ours.
    if (!metrics.has(commandMetric) || !metrics.has(atMetric)) return;
    this.#nodeOf.set(device, node);
    this.#tellPresence(device, true, at);
    this.#changed(device, metrics, new Set(metrics.values.keys()));
  }

  #changed(oven: string, metrics: MetricTable, names: ReadonlySet<string>): void {
    const answer = metrics.values.get(ackMetric)?.value;
    if (names.has(ackMetric) && typeof answer === 'string')
      this.#tell(oven, 'ack', () => Ack.parse(JSON.parse(answer)));
    if (names.has(atMetric)) this.#tell(oven, 'state', () => stateFrom(this.#site, oven, metrics.values));
  }

  #tellPresence(oven: string, online: boolean, at: number | undefined): void {
    this.#tell(oven, 'presence', () => ({
      v: protocolVersion,
      site: this.#site,
      oven,
      online,
      at: new Date(at ?? this.#clock()).toISOString(),
    }));
  }

  #tell(oven: string, channel: string, read: () => Parameters<LinkEvents['heard']>[1]): void {
    let message: ReturnType<typeof read>;
    try {
      message = read();
    } catch (error) {
      this.#events.invalid(oven, channel, (error as Error).message);
      return;
    }
    this.#events.heard(oven, message, true);
  }

  #command(node: string, metric: OutgoingMetric): void {
    this.#write(nodeTopic({ group: this.#group, verb: 'NCMD', node }), metric);
  }

  #write(topic: string, metric: OutgoingMetric): void {
    this.#connection.tell(topic, encodePayload(this.#clock(), [metric]));
  }

  #say(state: HostState): Promise<void> {
    return this.#connection.publish(this.#stateTopic, JSON.stringify(state), { retain: true });
  }
}

/** What the host knows of the edge nodes of one group and of the ovens among their devices. */
import type { LinkEvents, OvenMessage } from '../link.ts';
import { Ack, protocolVersion } from '../protocol.ts';
import { EdgeNode, type EdgeNodeTimes } from './edge-node.ts';
import type { MetricTable } from './metric-table.ts';
import { ackMetric, atMetric, commandMetric, heartbeatMetric, stateFrom } from './metrics.ts';
import { decodePayload } from './payload.ts';
import type { NodeTopic } from './topics.ts';

export interface GroupOptions {
  readonly site: string;
  readonly times: EdgeNodeTimes;
  /** ms since 1970. */
  readonly clock: () => number;
  readonly events: Pick<LinkEvents, 'heard' | 'invalid'>;
  /** The node is to be born again. */
  rebirthNeeded(node: string): void;
}

/** Where a metric of a node or device is written to. */
export interface Address {
  readonly node: string;
  readonly metrics: MetricTable;
}

export class Group {
  readonly #options: GroupOptions;
  readonly #nodes = new Map<string, EdgeNode>();
  /** Oven -> the node that has it. */
  readonly #nodeOf = new Map<string, string>();

  constructor(options: GroupOptions) {
    this.#options = options;
  }

  /** Takes what a node said; one that cannot be read is told as invalid. */
  receive(topic: NodeTopic, payload: Buffer): void {
    try {
      this.#nodeNamed(topic.node).receive(topic, decodePayload(payload));
    } catch (error) {
      this.#options.events.invalid(topic.device ?? topic.node, topic.verb, (error as Error).message);
    }
  }

  /** @returns undefined where no node has the oven now. */
  addressOf(oven: string): Address | undefined {
    const node = this.#nodeOf.get(oven);
    const metrics = node === undefined ? undefined : this.#nodes.get(node)?.device(oven);
    return node !== undefined && metrics ? { node, metrics } : undefined;
  }

  /** The nodes that pass signs of life on to their ovens. */
  heartbeatAddresses(): Address[] {
    return [...this.#nodes].flatMap(([node, { metrics }]) =>
      metrics?.has(heartbeatMetric) ? [{ node, metrics }] : [],
    );
  }

  /** Without the broker nothing is known any more. */
  forget(): void {
    for (const node of this.#nodes.values()) node.close();
    this.#nodes.clear();
    this.#nodeOf.clear();
  }

  #nodeNamed(name: string): EdgeNode {
    const known = this.#nodes.get(name);
    if (known) return known;
    const node = new EdgeNode(this.#options.times, {
      born: (device, metrics, at) => this.#born(name, device, metrics, at),
      changed: (device, metrics, names) => {
        if (this.#nodeOf.get(device) === name) this.#changed(device, metrics, names);
      },
      died: (device, at) => {
        if (this.#nodeOf.get(device) !== name) return;
        this.#nodeOf.delete(device);
        this.#tellPresence(device, false, at);
        this.#passOn(device);
      },
      rebirthNeeded: () => this.#options.rebirthNeeded(name),
    });
    this.#nodes.set(name, node);
    return node;
  }

  #born(node: string, device: string, metrics: MetricTable, at: number | undefined): void {
    // Whatever else the plant has in this group is no business of ours.
    if (!metrics.has(commandMetric) || !metrics.has(atMetric)) return;
    const bearer = this.#nodeOf.get(device);
    if (bearer !== undefined && bearer !== node) {
      // An oven cannot be taken from a node that lives: whoever may speak on the broker could take it so.
      this.#options.events.invalid(device, 'DBIRTH', `node ${node} bears it while node ${bearer} has it`);
      return;
    }
    this.#nodeOf.set(device, node);
    this.#tellPresence(device, true, at);
    this.#changed(device, metrics, new Set(metrics.values.keys()));
  }

  /** An oven that moved to another gateway, and was borne there before the old one died, is reached there now. */
  #passOn(oven: string): void {
    for (const [name, node] of this.#nodes) {
      const metrics = node.device(oven);
      if (!metrics) continue;
      this.#born(name, oven, metrics, undefined);
      return;
    }
  }

  #changed(oven: string, metrics: MetricTable, names: ReadonlySet<string>): void {
    const answer = metrics.values.get(ackMetric)?.value;
    if (names.has(ackMetric) && typeof answer === 'string')
      this.#tell(oven, 'ack', () => Ack.parse(JSON.parse(answer)));
    if (names.has(atMetric)) this.#tell(oven, 'state', () => stateFrom(this.#options.site, oven, metrics.values));
  }

  #tellPresence(oven: string, online: boolean, at: number | undefined): void {
    const { site, clock } = this.#options;
    const instant = () => new Date(at ?? clock()).toISOString();
    this.#tell(oven, 'presence', () => ({ v: protocolVersion, site, oven, online, at: instant() }));
  }

  #tell(oven: string, channel: string, read: () => OvenMessage): void {
    let message: OvenMessage;
    try {
      message = read();
    } catch (error) {
      this.#options.events.invalid(oven, channel, (error as Error).message);
      return;
    }
    this.#options.events.heard(oven, message, true);
  }
}

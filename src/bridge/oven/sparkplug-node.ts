/**
 * A Sparkplug B edge node that carries ovens as its devices: for simulations and tests, and the reference for gateways.
 * docs/sparkplug.md tells the rules.
 */
import { Connection, type ConnectionOptions } from '../connection.ts';
import type { Ack } from '../protocol.ts';
import {
  ackMetric,
  birthSequenceMetric,
  commandMetric,
  type DeviceMetric,
  heartbeatMetric,
  metricsOf,
  rebirthMetric,
} from '../sparkplug/metrics.ts';
import { decodePayload, encodePayload, type IncomingMetric, type OutgoingMetric } from '../sparkplug/payload.ts';
import { following } from '../sparkplug/sequence.ts';
import { type NodeTopic, nodeTopic, parseHostState, parseNodeTopic, stateTopic } from '../sparkplug/topics.ts';
import type { Oven } from './oven.ts';

export interface SparkplugNodeOptions {
  readonly broker: Omit<ConnectionOptions, 'clientId' | 'will' | 'onConnect' | 'onMessage' | 'onLoss'>;
  readonly group: string;
  readonly node: string;
  /** Primary host application: without its word that it lives the node is not born. Absent: it waits for nobody. */
  readonly hostId?: string;
  readonly ovens: readonly Oven[];
  readonly clock: () => number;
  /** Called after each birth of the node and its devices. */
  readonly onBirth?: () => void;
  readonly warn?: (message: string) => void;
}

/** An oven behind the node. */
interface Device {
  readonly oven: Oven;
  /** Metric -> alias, given once; no two devices of a node share one. */
  readonly aliases: Map<string, number>;
  /** What the host knows; absent while the device is not born. */
  told: Map<string, DeviceMetric['value']> | undefined;
  isAttached: boolean;
  answer: string | null;
}

export class SparkplugNode {
  readonly #options: SparkplugNodeOptions;
  readonly #connection: Connection;
  readonly #devices: ReadonlyMap<string, Device>;
  readonly #heartbeatAlias = 1;
  #lastAlias = 1;
  /** Of the session; the will of the connection carries it. */
  #birthSequence = 255;
  #seq = 255;
  #isBorn = false;
  /** Of the newest word of the host: an older one is the will of an earlier session. */
  #hostTimestamp = 0;

  constructor(options: SparkplugNodeOptions) {
    this.#options = options;
    this.#devices = new Map(
      options.ovens.map((oven) => [
        oven.name,
        { oven, aliases: new Map(), told: undefined, isAttached: true, answer: null },
      ]),
    );
    this.#connection = new Connection({
      ...options.broker,
      clientId: `node-${crypto.randomUUID().slice(0, 13)}`,
      will: () => {
        this.#birthSequence = following(this.#birthSequence);
        return { topic: this.#topic('NDEATH'), payload: this.#death(), retain: false };
      },
      onConnect: () => void this.#begin(),
      onMessage: (topic, payload) => this.#receive(topic, payload),
      onLoss: (error) => {
        this.#isBorn = false;
        this.#warn(`lost the broker: ${error?.message ?? 'closed'}`);
      },
    });
  }

  start(): void {
    this.#connection.start();
  }

  /** Runs the ovens up to the present and says what has become of their commands. */
  advance(): void {
    for (const device of this.#devices.values())
      for (const ack of device.oven.advance(this.#options.clock())) this.#answer(device, ack);
  }

  /** Says of each oven what has changed since it was said last. */
  report(): void {
    for (const device of this.#devices.values()) if (device.told) this.#tellChanges(device);
  }

  /** The cable to an oven is pulled, or back. */
  attach(oven: string, isAttached: boolean): void {
    const device = this.#devices.get(oven);
    if (!device || device.isAttached === isAttached) return;
    device.isAttached = isAttached;
    if (!this.#isBorn) return;
    if (isAttached) this.#bear(device);
    else {
      device.told = undefined;
      this.#say(this.#topic('DDEATH', oven), []);
    }
  }

  /** Says goodbye and disconnects. */
  async stop(): Promise<void> {
    if (this.#isBorn) await this.#die().catch(() => {});
    await this.#connection.stop();
  }

  /** Leaves in order and comes back with a new session, as a gateway does that was set up anew. */
  async reconnect(): Promise<void> {
    if (this.#isBorn) await this.#die();
    this.#connection.renew();
  }

  /** Vanishes without a word; the broker speaks the will. */
  cut(): Promise<void> {
    this.#isBorn = false;
    return this.#connection.cut();
  }

  async #begin(): Promise<void> {
    const { hostId } = this.#options;
    try {
      await this.#connection.subscribe([
        this.#topic('NCMD'),
        this.#topic('DCMD', '+'),
        ...(hostId === undefined ? [] : [stateTopic(hostId)]),
      ]);
      if (hostId === undefined) this.#bearAll();
      else if (!this.#isBorn) this.#warn(`waits for host application ${hostId}`);
    } catch (error) {
      this.#warn((error as Error).message);
    }
  }

  #receive(topic: string, payload: Buffer): void {
    const { hostId } = this.#options;
    try {
      if (hostId !== undefined && topic === stateTopic(hostId)) this.#heedHost(payload);
      else this.#obey(parseNodeTopic(topic), decodePayload(payload).metrics);
    } catch (error) {
      this.#warn(`${topic}: ${(error as Error).message}`);
    }
  }

  #heedHost(payload: Buffer): void {
    const state = parseHostState(payload);
    if (!state || state.timestamp < this.#hostTimestamp) return;
    this.#hostTimestamp = state.timestamp;
    if (state.online && !this.#isBorn) this.#bearAll();
    else if (!state.online && this.#isBorn) {
      // The next birth needs a number of its own, which only the will of another session carries.
      this.reconnect().catch((error: Error) => this.#warn(error.message));
    }
  }

  #obey(topic: NodeTopic | undefined, metrics: readonly IncomingMetric[]): void {
    const now = this.#options.clock();
    const device = this.#devices.get(topic?.device ?? '');
    for (const { name, alias, value } of metrics)
      if (topic?.verb === 'NCMD' && name === rebirthMetric && value === true && this.#isBorn) this.#bearAll();
      else if (typeof value !== 'string') continue;
      else if (topic?.verb === 'NCMD' && (name === heartbeatMetric || alias === this.#heartbeatAlias))
        for (const { oven } of this.#devices.values()) oven.hear(value, now);
      else if (device?.told && (name === commandMetric || alias === device.aliases.get(commandMetric))) {
        const ack = device.oven.receive(value, now);
        if (ack) this.#answer(device, ack);
      }
  }

  #answer(device: Device, ack: Ack): void {
    device.answer = JSON.stringify(ack);
    // Not born now: the next birth says it.
    if (device.told) this.#tellChanges(device);
  }

  #bearAll(): void {
    this.#isBorn = true;
    this.#seq = 255;
    this.#say(this.#topic('NBIRTH'), [
      { name: birthSequenceMetric, type: 'Int64', value: this.#birthSequence },
      { name: rebirthMetric, type: 'Boolean', value: false },
      { name: heartbeatMetric, alias: this.#heartbeatAlias, type: 'String', value: null },
    ]);
    for (const device of this.#devices.values()) if (device.isAttached) this.#bear(device);
    this.#options.onBirth?.();
  }

  #bear(device: Device): void {
    const metrics = this.#metricsNow(device);
    device.told = new Map(metrics.map(({ name, value }) => [name, value]));
    this.#say(
      this.#topic('DBIRTH', device.oven.name),
      metrics.map((metric) => ({ ...metric, alias: this.#alias(device, metric.name) })),
    );
  }

  #tellChanges(device: Device): void {
    const told = device.told!;
    const changes = this.#metricsNow(device).filter(({ name, value }) => told.get(name) !== value);
    if (changes.length === 0) return;
    for (const { name, value } of changes) told.set(name, value);
    this.#say(
      this.#topic('DDATA', device.oven.name),
      changes.map(({ name, type, value }) => ({ alias: this.#alias(device, name), type, value })),
    );
  }

  #metricsNow({ oven, answer }: Device): DeviceMetric[] {
    return [
      { name: commandMetric, type: 'String', value: null },
      { name: ackMetric, type: 'String', value: answer },
      ...metricsOf(oven.state(this.#options.clock())),
    ];
  }

  #alias({ aliases }: Device, name: string): number {
    const known = aliases.get(name);
    if (known !== undefined) return known;
    aliases.set(name, ++this.#lastAlias);
    return this.#lastAlias;
  }

  async #die(): Promise<void> {
    this.#isBorn = false;
    for (const device of this.#devices.values()) device.told = undefined;
    await this.#connection.publish(this.#topic('NDEATH'), this.#death());
  }

  #death(): Buffer {
    return encodePayload(this.#options.clock(), [
      { name: birthSequenceMetric, type: 'Int64', value: this.#birthSequence },
    ]);
  }

  #say(topic: string, metrics: readonly OutgoingMetric[]): void {
    this.#seq = following(this.#seq);
    this.#connection.tell(topic, encodePayload(this.#options.clock(), metrics, this.#seq));
  }

  #topic(verb: NodeTopic['verb'], device?: string): string {
    const { group, node } = this.#options;
    return nodeTopic({ group, verb, node, device });
  }

  #warn(message: string): void {
    this.#options.warn?.(`${this.#options.group}/${this.#options.node}: ${message}`);
  }
}

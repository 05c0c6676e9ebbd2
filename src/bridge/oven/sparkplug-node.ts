/**
 * A Sparkplug B edge node that carries ovens as its devices: for simulations and tests, and the reference for gateways.
 * docs/sparkplug.md tells the rules.
 */
import { Connection, type ConnectionOptions } from '../connection.ts';
import type { Ack } from '../protocol.ts';
import { birthSequenceMetric, heartbeatMetric, rebirthMetric } from '../sparkplug/metrics.ts';
import { decodePayload, encodePayload, type IncomingMetric, type OutgoingMetric } from '../sparkplug/payload.ts';
import { following } from '../sparkplug/sequence.ts';
import { type NodeTopic, nodeTopic, parseHostState, parseNodeTopic, stateTopic } from '../sparkplug/topics.ts';
import type { OvenSide } from './client.ts';
import { SparkplugDevice } from './sparkplug-device.ts';

export interface SparkplugNodeOptions {
  readonly broker: Omit<ConnectionOptions, 'clientId' | 'will' | 'onConnect' | 'onMessage' | 'onLoss'>;
  readonly group: string;
  readonly node: string;
  /** Primary host application: without its word that it lives the node is not born. Absent: it waits for nobody. */
  readonly hostId?: string;
  readonly ovens: readonly OvenSide[];
  readonly clock: () => number;
  /** Called after each birth of the node and its devices. */
  readonly onBirth?: () => void;
  readonly warn?: (message: string) => void;
}

/** Of the node itself; devices get the numbers after it. */
const heartbeatAlias = 1;

export class SparkplugNode {
  readonly #options: SparkplugNodeOptions;
  readonly #connection: Connection;
  readonly #devices: ReadonlyMap<string, SparkplugDevice>;
  /** Of the session; the will of the connection carries it. */
  #birthSequence = 255;
  #seq = 255;
  #isBorn = false;
  #lastWarning = '';
  /** Of the newest word of the host: an older one is the will of an earlier session. */
  #hostTimestamp = 0;

  constructor(options: SparkplugNodeOptions) {
    this.#options = options;
    let lastAlias = heartbeatAlias;
    const newAlias = () => ++lastAlias;
    this.#devices = new Map(options.ovens.map((oven) => [oven.name, new SparkplugDevice(oven, newAlias)]));
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

  /** Lets the ovens do what has become due and says what has become of their commands. */
  advance(): void {
    for (const device of this.#devices.values())
      this.#attempt(device.oven.name, () => {
        for (const ack of device.oven.advance(this.#options.clock())) this.#answer(device, ack);
      });
  }

  /** Says of each oven what has changed since it was said last. */
  report(): void {
    for (const device of this.#devices.values()) this.#tellChanges(device);
  }

  /** The cable to an oven is pulled, or back. */
  attach(oven: string, isAttached: boolean): void {
    const device = this.#devices.get(oven);
    if (!device || device.isAttached === isAttached) return;
    device.isAttached = isAttached;
    if (!this.#isBorn) return;
    if (isAttached) this.#bear(device);
    else {
      device.bury();
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
    this.#attempt(topic, () => {
      if (hostId !== undefined && topic === stateTopic(hostId)) this.#heedHost(payload);
      else this.#obey(parseNodeTopic(topic), decodePayload(payload).metrics);
    });
  }

  /** What cannot be read is no command, and what an oven cannot keep is neither done nor answered; the bridge asks again. */
  #attempt(about: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#warn(`${about}: ${(error as Error).message}`);
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
    for (const metric of metrics)
      if (topic?.verb === 'NCMD') this.#obeyAsNode(metric);
      else if (topic?.verb === 'DCMD') this.#obeyAsDevice(this.#devices.get(topic.device!), metric);
  }

  #obeyAsNode({ name, alias, value }: IncomingMetric): void {
    if (name === rebirthMetric && value === true && this.#isBorn) this.#bearAll();
    else if ((name === heartbeatMetric || alias === heartbeatAlias) && typeof value === 'string')
      for (const { oven } of this.#devices.values()) oven.hear(value, this.#options.clock());
  }

  #obeyAsDevice(device: SparkplugDevice | undefined, metric: IncomingMetric): void {
    if (!device?.isBorn || !device.isCommand(metric) || typeof metric.value !== 'string') return;
    const ack = device.oven.receive(metric.value, this.#options.clock());
    if (ack) this.#answer(device, ack);
  }

  #answer(device: SparkplugDevice, ack: Ack): void {
    device.answer(ack);
    this.#tellChanges(device);
  }

  #bearAll(): void {
    this.#isBorn = true;
    this.#seq = 255;
    this.#say(this.#topic('NBIRTH'), [
      { name: birthSequenceMetric, type: 'Int64', value: this.#birthSequence },
      { name: rebirthMetric, type: 'Boolean', value: false },
      { name: heartbeatMetric, alias: heartbeatAlias, type: 'String', value: null },
    ]);
    for (const device of this.#devices.values()) if (device.isAttached) this.#bear(device);
    this.#options.onBirth?.();
  }

  #bear(device: SparkplugDevice): void {
    this.#say(this.#topic('DBIRTH', device.oven.name), device.birth(this.#options.clock()));
  }

  #tellChanges(device: SparkplugDevice): void {
    if (!this.#isBorn) return;
    const changes = device.changes(this.#options.clock());
    if (changes.length > 0) this.#say(this.#topic('DDATA', device.oven.name), changes);
  }

  async #die(): Promise<void> {
    this.#isBorn = false;
    for (const device of this.#devices.values()) device.bury();
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

  /** Once for as long as it stays the same: a full disk would be told of a hundred times a second. */
  #warn(message: string): void {
    if (message === this.#lastWarning) return;
    this.#lastWarning = message;
    this.#options.warn?.(`${this.#options.group}/${this.#options.node}: ${message}`);
  }
}

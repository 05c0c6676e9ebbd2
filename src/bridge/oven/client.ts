/** One oven on its own MQTT connection, as a gateway at the oven would have it, so that each has a will of its own. */
import { Connection } from '../connection.ts';
import { type Ack, heartbeatTopic, ovenTopic, type Presence, protocolVersion } from '../protocol.ts';
import type { MqttTls } from '../tls.ts';
import type { Oven } from './oven.ts';
import { FaultOrder } from './settings.ts';

export interface OvenClientOptions {
  readonly mqttUrl: string;
  readonly tls?: MqttTls;
  readonly site: string;
  readonly oven: Oven;
  readonly clock: () => number;
  readonly onReady?: () => void;
  readonly warn?: (message: string) => void;
}

export class OvenClient {
  readonly oven: Oven;
  readonly #options: OvenClientOptions;
  readonly #connection: Connection;

  constructor(options: OvenClientOptions) {
    const { mqttUrl, site, oven, clock } = options;
    this.oven = oven;
    this.#options = options;
    this.#connection = new Connection({
      url: mqttUrl,
      tls: options.tls,
      clientId: `oven-${crypto.randomUUID().slice(0, 13)}`,
      protocolVersion: 4,
      will: { topic: ovenTopic(site, oven.name, 'presence'), payload: this.#presence(false, clock()) },
      onConnect: () => {
        this.#announce().catch((error: Error) => options.warn?.(`${oven.name}: ${error.message}`));
      },
      onMessage: (topic, payload) => this.#receive(topic, payload.toString()),
      onLoss: (error) => options.warn?.(`${oven.name} lost the broker: ${error?.message ?? 'closed'}`),
    });
  }

  start(): void {
    this.#connection.start();
  }

  /** Runs the oven up to the present and says what has become of its command. */
  advance(): void {
    for (const ack of this.oven.advance(this.#options.clock())) this.#answer(ack);
  }

  report(): void {
    const { site, clock } = this.#options;
    if (!this.#connection.connected) return;
    this.#connection.tell(ovenTopic(site, this.oven.name, 'state'), JSON.stringify(this.oven.state(clock())), true);
  }

  /** Says goodbye and disconnects. */
  async stop(): Promise<void> {
    const { site, clock } = this.#options;
    if (this.#connection.connected)
      await this.#connection
        .publish(ovenTopic(site, this.oven.name, 'presence'), this.#presence(false, clock()), { retain: true })
        .catch(() => {});
    await this.#connection.stop();
  }

  /** Vanishes without a word; the broker speaks the will. */
  cut(): Promise<void> {
    return this.#connection.cut();
  }

  async #announce(): Promise<void> {
    const { site, clock, onReady } = this.#options;
    const { name } = this.oven;
    // First the ear, then the voice: who hears of the presence may send at once.
    await this.#connection.subscribe([
      ovenTopic(site, name, 'cmd'),
      ovenTopic(site, name, 'fault'),
      heartbeatTopic(site),
    ]);
    await this.#connection.publish(ovenTopic(site, name, 'presence'), this.#presence(true, clock()), { retain: true });
    this.report();
    onReady?.();
  }

  #receive(topic: string, payload: string): void {
    const { site, clock } = this.#options;
    if (topic === heartbeatTopic(site)) this.oven.hear(payload, clock());
    else if (topic === ovenTopic(site, this.oven.name, 'fault')) this.#fault(payload);
    else {
      const ack = this.oven.receive(payload, clock());
      if (ack) this.#answer(ack);
    }
  }

  #fault(payload: string): void {
    try {
      const { fault, active } = FaultOrder.parse(JSON.parse(payload));
      this.oven.setFault(fault, active);
      this.report();
    } catch (error) {
      this.#options.warn?.(`${this.oven.name}: no such fault: ${payload.slice(0, 200)} (${(error as Error).name})`);
    }
  }

  #answer(ack: Ack): void {
    const { site, warn } = this.#options;
    this.#connection
      .publish(ovenTopic(site, this.oven.name, 'ack'), JSON.stringify(ack))
      // The next state says the same, and the bridge asks again.
      .catch((error: Error) => warn?.(`${this.oven.name}: answer was not delivered: ${error.message}`));
  }

  #presence(online: boolean, now: number): string {
    const { site, oven } = this.#options;
    const presence: Presence = { v: protocolVersion, site, oven: oven.name, online, at: new Date(now).toISOString() };
    return JSON.stringify(presence);
  }
}

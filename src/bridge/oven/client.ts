/** One oven on its own MQTT connection, as a gateway at the oven would have it, so that each has a will of its own. */
import { createHash } from 'node:crypto';
import { Connection } from '../connection.ts';
import { type Ack, heartbeatTopic, type OvenState, ovenTopic, type Presence, protocolVersion } from '../protocol.ts';
import type { MqttTls } from '../tls.ts';

/** A `Gateway`, which has clocks of its own, or an `Oven`, which takes `now`: ms since 1970 by the clock of the client. */
export interface OvenSide {
  readonly name: string;
  receive(payload: string, now: number): Ack | undefined;
  hear(payload: string, now: number): void;
  advance(now: number): Ack[];
  state(now: number): OvenState;
}

export interface OvenClientOptions<Side extends OvenSide> {
  readonly mqttUrl: string;
  readonly tls?: MqttTls;
  readonly site: string;
  readonly oven: Side;
  /** ms since 1970; default Date.now. */
  readonly clock?: () => number;
  readonly onReady?: () => void;
  readonly warn?: (message: string) => void;
  /** Takes what comes on the topic `fault`; absent: it is not listened to. */
  readonly onFault?: (payload: string) => void;
}

/** A broker that was too busy to confirm is told again after this. */
const announceAgainMs = 1000;

/**
 * The same at each start, so that a broker which still holds the connection of before speaks its will now and not later, over
 * the head of who has come back. Within the 23 characters that every broker must take.
 */
function clientIdOf(site: string, oven: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([site, oven]))
    .digest('hex');
  return `oven-${hash.slice(0, 18)}`;
}

export class OvenClient<Side extends OvenSide = OvenSide> {
  readonly oven: Side;
  readonly #options: OvenClientOptions<Side>;
  readonly #clock: () => number;
  #connection: Connection;
  #lastWarning = '';

  constructor(options: OvenClientOptions<Side>) {
    this.oven = options.oven;
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    this.#connection = this.#newConnection();
  }

  start(): void {
    this.#connection.start();
  }

  /** Comes back after `cut`, as a gateway that was started again. */
  startAnew(): void {
    this.#connection = this.#newConnection();
    this.#connection.start();
  }

  /** Lets the oven do what has become due and says what has become of its command. */
  advance(): void {
    this.#attempt(() => {
      for (const ack of this.oven.advance(this.#clock())) this.#answer(ack);
    });
  }

  report(): void {
    if (!this.#connection.connected) return;
    const state = JSON.stringify(this.oven.state(this.#clock()));
    this.#connection.tell(this.#topic('state'), state, true);
  }

  /** Says goodbye and disconnects. */
  async stop(): Promise<void> {
    if (this.#connection.connected)
      await this.#connection.publish(this.#topic('presence'), this.#presence(false), { retain: true }).catch(() => {});
    await this.#connection.stop();
  }

  /** Vanishes without a word; the broker speaks the will. */
  cut(): Promise<void> {
    return this.#connection.cut();
  }

  #newConnection(): Connection {
    const { mqttUrl, tls, site } = this.#options;
    return new Connection({
      url: mqttUrl,
      tls,
      clientId: clientIdOf(site, this.oven.name),
      protocolVersion: 4,
      will: { topic: this.#topic('presence'), payload: this.#presence(false) },
      onConnect: () => this.#announceUntilHeard(),
      onMessage: (topic, payload) => this.#attempt(() => this.#receive(topic, payload.toString())),
      onLoss: (error) => this.#warn(`lost the broker: ${error?.message ?? 'closed'}`),
    });
  }

  /** An oven that could not say that it is there would stay away for good, though it is connected. */
  #announceUntilHeard(): void {
    const connection = this.#connection;
    this.#announce().catch((error: Error) => {
      this.#warn(error.message);
      setTimeout(() => {
        if (connection === this.#connection && connection.connected) this.#announceUntilHeard();
      }, announceAgainMs).unref();
    });
  }

  async #announce(): Promise<void> {
    const { site, onReady, onFault } = this.#options;
    // First the ear, then the voice: who hears of the presence may send at once.
    const faults = onFault ? [this.#topic('fault')] : [];
    await this.#connection.subscribe([this.#topic('cmd'), heartbeatTopic(site), ...faults]);
    await this.#connection.publish(this.#topic('presence'), this.#presence(true), { retain: true });
    this.report();
    onReady?.();
  }

  #receive(topic: string, payload: string): void {
    const { site, onFault } = this.#options;
    if (topic === heartbeatTopic(site)) this.oven.hear(payload, this.#clock());
    else if (topic === this.#topic('fault')) onFault?.(payload);
    else {
      const ack = this.oven.receive(payload, this.#clock());
      if (ack) this.#answer(ack);
    }
  }

  /** What cannot be kept is neither done nor answered; the bridge asks again. */
  #attempt(work: () => void): void {
    try {
      work();
      this.#lastWarning = '';
    } catch (error) {
      this.#warn((error as Error).message);
    }
  }

  #answer(ack: Ack): void {
    this.#connection
      .publish(this.#topic('ack'), JSON.stringify(ack))
      // The next state says the same, and the bridge asks again.
      .catch((error: Error) => this.#warn(`answer was not delivered: ${error.message}`));
  }

  /** Once for as long as it stays the same: a full disk would be told of a hundred times a second. */
  #warn(message: string): void {
    if (message === this.#lastWarning) return;
    this.#lastWarning = message;
    this.#options.warn?.(`${this.oven.name}: ${message}`);
  }

  #topic(channel: Parameters<typeof ovenTopic>[2]): string {
    return ovenTopic(this.#options.site, this.oven.name, channel);
  }

  #presence(online: boolean): string {
    const { site } = this.#options;
    const at = new Date(this.#clock()).toISOString();
    const presence: Presence = { v: protocolVersion, site, oven: this.oven.name, online, at };
    return JSON.stringify(presence);
  }
}

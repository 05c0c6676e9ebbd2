/** One MQTT connection that is made anew after each loss, and that never sends anything late. */
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import { clientOptions, keepaliveSeconds } from './client-options.ts';
import { SendWindow } from './send-window.ts';
import type { MqttTls } from './tls.ts';

export interface ConnectionOptions {
  /** mqtt:, mqtts:, ws: or wss:, with user and password where the broker wants them. */
  readonly url: string;
  readonly clientId: string;
  /** For mqtts: and wss:; asked before each connect. Absent: the authorities that Node knows, and no certificate of our own. */
  readonly tls?: MqttTls;
  /** 4: MQTT 3.1.1, which every broker speaks; 5 adds properties that repeat the payload. */
  readonly protocolVersion: 4 | 5;
  /** What the broker says, with QoS 1, when it loses this connection; a function is asked at each connect. */
  readonly will?: Will | (() => Will);
  /** Called after each connect; subscriptions belong here, since sessions are clean. */
  onConnect(): void;
  /** @param retained - kept by the broker from earlier, so nobody knows how old it is. */
  onMessage(topic: string, payload: Buffer, retained: boolean): void;
  onLoss(error: Error | undefined): void;
}

export interface Will {
  readonly topic: string;
  readonly payload: string | Buffer;
  /** Default true. */
  readonly retain?: boolean;
}

export interface PublishOptions {
  readonly retain?: boolean;
  readonly timeoutMs?: number;
  readonly properties?: IPublishPacket['properties'];
}

const firstDelayMs = 100;
/** A connection that held for so long was a good one. */
const lastingMs = 5000;
/** A broker that is back is used again within this, whatever the length of its absence. */
const longestDelayMs = 2000;
/** As many as there are packet identifiers: what MQTT 3.1.1 allows, and 5 where the broker names no number. */
const mostInFlight = 65_535;
/** Reason codes from here on say no. */
const firstRefusal = 0x80;
/** How long `stop` waits for confirmations and a goodbye; a dead link would keep it for minutes. */
const farewellMs = 1000;

/**
 * mqtt.js can reconnect by itself, but then it delivers what it had queued or left unacknowledged, however old that is.
 * So each connection is a client of its own: what was under way dies with it, and the caller decides what is still due.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #client: MqttClient | undefined;
  /** What ends a publish that has not been confirmed. */
  readonly #underWay = new Set<(reason: Error) => void>();
  #window = new SendWindow(mostInFlight);
  #retry: NodeJS.Timeout | undefined;
  #delayMs = firstDelayMs;
  #stopped = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#client?.connected ?? false;
  }

  start(): void {
    const client = mqtt.connect(...clientOptions(this.#options));
    this.#client = client;
    let lastError: Error | undefined;
    let connectedAt = Number.POSITIVE_INFINITY;
    client.on('connect', ({ properties }) => {
      connectedAt = performance.now();
      this.#window = new SendWindow(properties?.receiveMaximum ?? mostInFlight);
      // A broker may set a longer one on MQTT 5; a dead link has to be noticed all the same.
      if ((properties?.serverKeepAlive ?? 0) > keepaliveSeconds) client.keepaliveManager.setKeepalive(keepaliveSeconds);
      // Nagle's algorithm and delayed acknowledgements together cost 40 ms and more per small message.
      (client.stream as { setNoDelay?: (on: boolean) => void }).setNoDelay?.(true);
      this.#options.onConnect();
    });
    client.on('message', (topic, payload, { retain }) => this.#options.onMessage(topic, payload, retain));
    client.on('error', (error) => {
      lastError = error;
    });
    client.on('disconnect', ({ reasonCode }) => {
      lastError = new Error(`the broker ended the connection: ${reasonOf(reasonCode)}`);
    });
    client.once('close', () => {
      client.end(true);
      for (const fail of this.#underWay) fail(new Error('the connection was lost'));
      if (this.#stopped) return;
      this.#options.onLoss(lastError);
      // A broker that takes a client and drops it at once is not stormed for that.
      if (performance.now() - connectedAt >= lastingMs) this.#delayMs = firstDelayMs;
      this.#retry = setTimeout(() => this.start(), this.#delayMs);
      this.#delayMs = Math.min(this.#delayMs * 2, longestDelayMs);
    });
  }

  /** @throws where there is no connection or the broker refuses a subscription; then with the topics and, on MQTT 5, why. */
  async subscribe(topics: string[]): Promise<void> {
    try {
      await this.#live().subscribeAsync(topics, { qos: 1 });
    } catch (cause) {
      const { packet } = cause as { packet?: { granted?: number[] } };
      const refused = topics.flatMap((topic, at) => {
        const code = packet?.granted?.[at] ?? 0;
        return code >= firstRefusal ? [`${topic} (${reasonOf(code)})`] : [];
      });
      if (refused.length === 0) throw cause;
      throw new Error(`the broker refused ${refused.join(', ')}`, { cause });
    }
  }

  async unsubscribe(topics: string[]): Promise<void> {
    await this.#live().unsubscribeAsync(topics);
  }

  /**
   * Publishes with QoS 1. Resolving means that the broker has it, not that anybody else has.
   * @throws where there is no connection, it is lost meanwhile, the broker does not confirm within `timeoutMs`, or refuses
   *   it (MQTT 5; 3.1.1 has no word for it, and brokers confirm what they drop); the message is then not sent again.
   */
  async publish(
    topic: string,
    payload: string | Buffer,
    { retain = false, timeoutMs = 5000, properties }: PublishOptions = {},
  ): Promise<void> {
    const client = this.#live();
    const { promise: failed, reject } = Promise.withResolvers<never>();
    let isOver = false;
    const published = this.#window.enter().then((leave) => {
      // Its time ran out while it waited for room.
      if (isOver) return leave();
      return new Promise<void>((resolve, refuse) => {
        client.publish(topic, payload, { qos: 1, retain, properties }, (error) => {
          // Not when its time runs out: to the broker it is under way until it is confirmed.
          leave();
          if (error) refuse(error);
          else resolve();
        });
      });
    });
    const timer = setTimeout(() => reject(new Error(`the broker did not confirm within ${timeoutMs} ms`)), timeoutMs);
    this.#underWay.add(reject);
    try {
      await Promise.race([published, failed]);
    } catch (cause) {
      const { code } = cause as { code?: unknown };
      if (typeof code !== 'number' || code < firstRefusal) throw cause;
      throw new Error(`the broker refused a message to ${topic}: ${reasonOf(code)}`, { cause });
    } finally {
      isOver = true;
      clearTimeout(timer);
      this.#underWay.delete(reject);
      published.catch(() => {});
    }
  }

  /** QoS 0, forgotten where there is no connection. */
  tell(topic: string, payload: string | Buffer, retain = false): void {
    if (this.connected) this.#client!.publish(topic, payload, { qos: 0, retain });
  }

  /** Ends this session in order, without the will, and begins another, with a will of its own. */
  renew(): void {
    this.#client?.end();
  }

  /** Ends in order: the broker does not publish the will, unless it is so far gone that it cannot be told. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    const client = this.#client;
    if (!client) return;
    if (!client.connected) return void (await client.endAsync(true));
    const impatience = setTimeout(() => client.stream.destroy(), farewellMs);
    // Not its callback: that waits for every confirmation that is still owed.
    const closed = new Promise<void>((resolve) => client.once('close', resolve));
    client.end();
    await closed;
    clearTimeout(impatience);
  }

  /** Drops the socket as a crash would: the broker publishes the will. For tests and simulated faults. */
  async cut(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    const client = this.#client;
    if (!client) return;
    client.stream.destroy();
    await client.endAsync(true);
  }

  #live(): MqttClient {
    if (!this.#client?.connected) throw new Error('there is no connection to the broker');
    return this.#client;
  }
}

/** In the words of MQTT 5, section 2.4. */
function reasonOf(code = 0): string {
  return (mqtt.ReasonCodes as Record<number, string>)[code] || `reason ${code}`;
}

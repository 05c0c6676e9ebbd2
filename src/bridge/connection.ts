/** One MQTT connection that is made anew after each loss, and that never sends anything late. */
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';

export interface ConnectionOptions {
  readonly url: string;
  readonly clientId: string;
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
/** A broker that is back is used again within this, whatever the length of its absence. */
const longestDelayMs = 2000;

/**
 * mqtt.js can reconnect by itself, but then it delivers what it had queued or left unacknowledged, however old that is.
 * So each connection is a client of its own: what was under way dies with it, and the caller decides what is still due.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #client: MqttClient | undefined;
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
    const { url, clientId, protocolVersion } = this.#options;
    const will = typeof this.#options.will === 'function' ? this.#options.will() : this.#options.will;
    const options: IClientOptions = {
      clientId,
      protocolVersion,
      clean: true,
      keepalive: 5,
      // A ping on schedule also finds a broker that takes messages and answers nothing.
      reschedulePings: false,
      reconnectPeriod: 0,
      connectTimeout: 5000,
      queueQoSZero: false,
      ...(will
        ? { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.retain ?? true } }
        : {}),
    };
    const client = mqtt.connect(url, options);
    this.#client = client;
    let lastError: Error | undefined;
    client.on('connect', () => {
      this.#delayMs = firstDelayMs;
      // Nagle's algorithm and delayed acknowledgements together cost 40 ms and more per small message.
      (client.stream as { setNoDelay?: (on: boolean) => void }).setNoDelay?.(true);
      this.#options.onConnect();
    });
    client.on('message', (topic, payload, { retain }) => this.#options.onMessage(topic, payload, retain));
    client.on('error', (error) => {
      lastError = error;
    });
    client.once('close', () => {
      client.end(true);
      if (this.#stopped) return;
      this.#options.onLoss(lastError);
      this.#retry = setTimeout(() => this.start(), this.#delayMs);
      this.#delayMs = Math.min(this.#delayMs * 2, longestDelayMs);
    });
  }

  /** @throws where there is no connection or the broker refuses the subscription. */
  async subscribe(topics: string[]): Promise<void> {
    const granted = await this.#live().subscribeAsync(topics, { qos: 1 });
    const refused = granted.filter(({ qos }) => qos >= 128);
    if (refused.length > 0) throw new Error(`the broker refused ${refused.map(({ topic }) => topic).join(', ')}`);
  }

  async unsubscribe(topics: string[]): Promise<void> {
    await this.#live().unsubscribeAsync(topics);
  }

  /**
   * Publishes with QoS 1. Resolving means that the broker has it, not that anybody else has.
   * @throws where there is no connection, it is lost meanwhile, or the broker does not confirm within `timeoutMs`; the
   *   message is then not sent again.
   */
  async publish(
    topic: string,
    payload: string | Buffer,
    { retain = false, timeoutMs = 5000, properties }: PublishOptions = {},
  ): Promise<void> {
    const client = this.#live();
    let timer: NodeJS.Timeout | undefined;
    let messageId: number | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`the broker did not confirm within ${timeoutMs} ms`));
        if (messageId !== undefined) client.removeOutgoingMessage(messageId);
      }, timeoutMs);
    });
    let onClose = () => {};
    const published = new Promise<void>((resolve, reject) => {
      onClose = () => reject(new Error('the connection was lost'));
      client.once('close', onClose);
      client.publish(topic, payload, { qos: 1, retain, properties }, (error) => (error ? reject(error) : resolve()));
      messageId = client.getLastMessageId();
    });
    try {
      await Promise.race([published, timeout]);
    } finally {
      clearTimeout(timer);
      client.off('close', onClose);
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

  /** Ends in order: the broker does not publish the will. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    const client = this.#client;
    if (!client) return;
    await client.endAsync(!client.connected);
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

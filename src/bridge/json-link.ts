/** Our own protocol, JSON on topics takt/v1/...: one broker connection for all sites of a bridge. */
import { Connection, type ConnectionOptions } from './connection.ts';
import type { LinkEvents, OpenLink, SiteLink } from './link.ts';
import {
  Ack,
  type Command,
  type Heartbeat,
  heartbeatTopic,
  OvenState,
  ovenTopic,
  Presence,
  parseOvenTopic,
  siteTopics,
} from './protocol.ts';

export interface JsonLinksOptions
  extends Pick<ConnectionOptions, 'url' | 'tls' | 'clientId' | 'protocolVersion' | 'onConnect' | 'onLoss'> {
  warn(details: object, message: string): void;
}

/** A broker that refused a subscription is asked again after this. */
const subscribeAgainMs = 1000;

/** Twenty readings with their names take 10,000: what is much longer is no message of an oven. */
const mostBytes = 65_536;

const channels = { ack: Ack, state: OvenState, presence: Presence };
type Channel = keyof typeof channels;

export class JsonLinks {
  readonly #options: JsonLinksOptions;
  readonly #connection: Connection;
  readonly #links = new Map<string, JsonLink>();

  constructor(options: JsonLinksOptions) {
    const { url, tls, clientId, protocolVersion } = options;
    this.#options = options;
    this.#connection = new Connection({
      url,
      tls,
      clientId,
      protocolVersion,
      onConnect: () => {
        options.onConnect();
        for (const link of this.#links.values()) link.open();
      },
      onMessage: (topic, payload, retained) => {
        const address = parseOvenTopic(topic);
        const link = address && this.#links.get(address.site);
        link?.receive(address!.oven, address!.channel, payload, retained);
      },
      onLoss: (error) => {
        options.onLoss(error);
        for (const link of this.#links.values()) link.lost();
      },
    });
  }

  get connected(): boolean {
    return this.#connection.connected;
  }

  start(): void {
    this.#connection.start();
  }

  readonly open: OpenLink = (site, events) => {
    const link = new JsonLink(site, events, {
      connection: this.#connection,
      mqtt5: this.#options.protocolVersion === 5,
      warn: this.#options.warn,
      closed: () => this.#links.get(site) === link && this.#links.delete(site),
    });
    this.#links.set(site, link);
    return link;
  };

  /** After the links are closed. */
  stop(): Promise<void> {
    return this.#connection.stop();
  }
}

interface JsonLinkParts {
  readonly connection: Connection;
  readonly mqtt5: boolean;
  warn(details: object, message: string): void;
  closed(): void;
}

class JsonLink implements SiteLink {
  readonly #site: string;
  readonly #events: LinkEvents;
  readonly #parts: JsonLinkParts;
  #subscribed = false;
  #closed = false;
  #again: NodeJS.Timeout | undefined;

  constructor(site: string, events: LinkEvents, parts: JsonLinkParts) {
    this.#site = site;
    this.#events = events;
    this.#parts = parts;
  }

  get ready(): boolean {
    return this.#subscribed && this.#parts.connection.connected;
  }

  open(): void {
    clearTimeout(this.#again);
    if (this.#closed || this.#subscribed || !this.#parts.connection.connected) return;
    this.#parts.connection.subscribe(siteTopics(this.#site)).then(
      () => {
        if (this.#closed || !this.#parts.connection.connected) return;
        this.#subscribed = true;
        this.#events.ready();
      },
      (error: Error) => {
        this.#parts.warn({ site: this.#site, error: error.message }, 'bridge could not subscribe; it is tried again');
        if (!this.#closed) this.#again = setTimeout(() => this.open(), subscribeAgainMs);
      },
    );
  }

  lost(): void {
    clearTimeout(this.#again);
    this.#subscribed = false;
    this.#events.lost();
  }

  receive(oven: string, channel: string, payload: Buffer, retained: boolean): void {
    if (!Object.hasOwn(channels, channel)) return;
    if (payload.length > mostBytes) {
      this.#events.invalid(oven, channel, `it has ${payload.length} bytes, ${mostBytes} are the most`);
      return;
    }
    const message = channels[channel as Channel].safeParse(parseJson(payload));
    if (!message.success) this.#events.invalid(oven, channel, message.error.message);
    else if (message.data.site !== this.#site || message.data.oven !== oven)
      this.#events.invalid(oven, channel, `it is of ${message.data.site}/${message.data.oven}`);
    else this.#events.heard(oven, message.data, !retained);
  }

  deliver(
    command: Command,
    { timeoutMs, expirySeconds }: { readonly timeoutMs: number; readonly expirySeconds: number },
  ): Promise<void> {
    const properties = this.#parts.mqtt5
      ? {
          messageExpiryInterval: expirySeconds,
          correlationData: Buffer.from(command.cmdId),
          contentType: 'application/json',
          ...(command.traceparent ? { userProperties: { traceparent: command.traceparent } } : {}),
        }
      : undefined;
    const topic = ovenTopic(command.site, command.oven, 'cmd');
    return this.#parts.connection.publish(topic, JSON.stringify(command), { timeoutMs, properties });
  }

  tell(heartbeat: Heartbeat): void {
    this.#parts.connection.tell(heartbeatTopic(this.#site), JSON.stringify(heartbeat));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    const unsubscribes = this.ready;
    this.#subscribed = false;
    this.#parts.closed();
    if (unsubscribes) await this.#parts.connection.unsubscribe(siteTopics(this.#site));
  }
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return undefined;
  }
}

/** A link that can be made slow, go silent, or break: TCP on loopback, passed on byte by byte. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * pass     what comes goes on
 * stall    connections stay open and nothing goes on, as where a firewall forgot them; what came is kept until `pass`
 * mute     as `stall`, only of what comes back from the server
 */
export type LinkMode = 'pass' | 'stall' | 'mute';

export class TcpProxy {
  mode: LinkMode = 'pass';
  /** Added to each piece in each direction, ms. */
  delayMs = 0;
  readonly #server: Server;
  readonly #links = new Set<Link>();

  private constructor(targetPort: number) {
    // Small pieces go on at once: a proxy that collected them would be a fault of its own.
    this.#server = createServer({ noDelay: true }, (client) => {
      const link = new Link(client, connect({ port: targetPort, host: '127.0.0.1', noDelay: true }), this);
      this.#links.add(link);
      link.closed.finally(() => this.#links.delete(link));
    });
  }

  static async start(targetPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  set(mode: LinkMode): void {
    this.mode = mode;
    for (const link of this.#links) link.flush();
  }

  /** The links of now stay silent for ever; new ones pass: what a firewall does that was restarted. */
  forget(): void {
    for (const link of this.#links) link.forgotten = true;
  }

  /** Breaks all links, as a reset does. */
  cut(): void {
    for (const link of this.#links) link.cut();
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }
}

class Link {
  forgotten = false;
  readonly closed: Promise<unknown>;
  readonly #proxy: TcpProxy;
  readonly #ends: readonly [Socket, Socket];
  readonly #ways: readonly Way[];

  constructor(client: Socket, server: Socket, proxy: TcpProxy) {
    this.#proxy = proxy;
    this.#ends = [client, server];
    this.#ways = [this.#pump(client, server, false), this.#pump(server, client, true)];
    this.closed = Promise.all([once(client, 'close'), once(server, 'close')]).catch(() => {});
  }

  flush(): void {
    if (this.forgotten || this.#proxy.mode !== 'pass') return;
    for (const way of this.#ways) way.pass();
    if (this.#ends.some((end) => end.destroyed)) this.cut();
  }

  cut(): void {
    for (const end of this.#ends) end.destroy();
  }

  #pump(from: Socket, to: Socket, isAnswer: boolean): Way {
    const isSilent = () => {
      const { mode } = this.#proxy;
      return this.forgotten || mode === 'stall' || (mode === 'mute' && isAnswer);
    };
    const way = new Way(to, isSilent);
    from.on('data', (bytes) => way.take(bytes, this.#proxy.delayMs));
    from.on('error', () => {});
    // On a silent link the other end never hears that this one hung up.
    from.on('close', () => {
      if (!this.forgotten && this.#proxy.mode === 'pass') to.destroy();
    });
    return way;
  }
}

/** One direction: what came first goes on first, also where what comes later would be quicker. */
class Way {
  readonly #to: Socket;
  readonly #isSilent: () => boolean;
  readonly #waiting: { readonly dueAt: number; readonly bytes: Buffer }[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(to: Socket, isSilent: () => boolean) {
    this.#to = to;
    this.#isSilent = isSilent;
  }

  take(bytes: Buffer, delayMs: number): void {
    this.#waiting.push({ dueAt: performance.now() + delayMs, bytes });
    this.pass();
  }

  /** Lets go on what is due, unless the link is silent now. */
  pass(): void {
    clearTimeout(this.#timer);
    if (this.#isSilent()) return;
    while (this.#waiting.length > 0) {
      const restMs = this.#waiting[0].dueAt - performance.now();
      if (restMs > 0) {
        this.#timer = setTimeout(() => this.pass(), restMs);
        return;
      }
      this.#to.write(this.#waiting.shift()!.bytes);
    }
  }
}

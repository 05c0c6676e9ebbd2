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
    this.#server = createServer((client) => {
      const link = new Link(client, connect(targetPort, '127.0.0.1'), this);
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
  #held: { to: Socket; bytes: Buffer }[] = [];

  constructor(client: Socket, server: Socket, proxy: TcpProxy) {
    this.#proxy = proxy;
    this.#ends = [client, server];
    this.#pump(client, server, false);
    this.#pump(server, client, true);
    this.closed = Promise.all([once(client, 'close'), once(server, 'close')]).catch(() => {});
  }

  flush(): void {
    if (this.forgotten || this.#proxy.mode !== 'pass') return;
    for (const { to, bytes } of this.#held.splice(0)) to.write(bytes);
    if (this.#ends.some((end) => end.destroyed)) this.cut();
  }

  cut(): void {
    for (const end of this.#ends) end.destroy();
  }

  #pump(from: Socket, to: Socket, isAnswer: boolean): void {
    from.on('data', (bytes) => {
      const { mode, delayMs } = this.#proxy;
      if (this.forgotten || mode === 'stall' || (mode === 'mute' && isAnswer)) this.#held.push({ to, bytes });
      else if (delayMs > 0) setTimeout(() => to.write(bytes), delayMs);
      else to.write(bytes);
    });
    from.on('error', () => {});
    // On a silent link the other end never hears that this one hung up.
    from.on('close', () => {
      if (!this.forgotten && this.#proxy.mode === 'pass') to.destroy();
    });
  }
}

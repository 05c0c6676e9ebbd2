/** Server-sent events (WHATWG HTML, section 9.2) on a raw response. */
import { once } from 'node:events';
import type { FastifyReply } from 'fastify';

export interface StreamEvent {
  readonly id: number;
  readonly event: string;
  readonly data: unknown;
}

export class EventStream {
  readonly #response: FastifyReply['raw'];
  readonly #heartbeat: NodeJS.Timeout;
  readonly #closing: AbortSignal;
  readonly #onClose: (() => void)[] = [];

  /** Takes the response over from Fastify, with the headers set so far. */
  constructor(reply: FastifyReply, options: { heartbeatMs: number; closing: AbortSignal }) {
    reply.hijack();
    this.#response = reply.raw;
    this.#closing = options.closing;
    this.#response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.#response.flushHeaders();
    this.#heartbeat = setInterval(() => this.#response.write(': still here\n\n'), options.heartbeatMs);
    this.#response.on('close', () => this.#closed());
    // A caller that goes away in the middle of a write is no error of ours.
    this.#response.on('error', () => this.#closed());
    this.#closing.addEventListener('abort', this.close);
    if (this.#closing.aborted) this.close();
  }

  get isOpen(): boolean {
    return !this.#response.writableEnded && !this.#response.destroyed;
  }

  onClose(listener: () => void): void {
    this.#onClose.push(listener);
    if (!this.isOpen) listener();
  }

  /** Waits where the caller reads more slowly than the events come. */
  async send({ id, event, data }: StreamEvent): Promise<void> {
    if (!this.isOpen) return;
    const fits = this.#response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    if (!fits) await Promise.race([once(this.#response, 'drain'), once(this.#response, 'close')]).catch(() => {});
  }

  async end(event: StreamEvent): Promise<void> {
    await this.send(event);
    this.close();
  }

  readonly close = (): void => {
    if (this.isOpen) this.#response.end();
    this.#closed();
  };

  #closed(): void {
    clearInterval(this.#heartbeat);
    this.#closing.removeEventListener('abort', this.close);
    for (const listener of this.#onClose.splice(0)) listener();
  }
}

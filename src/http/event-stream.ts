/** Server-sent events (WHATWG HTML, section 9.2) on a raw response. */
import type { FastifyReply } from 'fastify';
import { TaktError } from '../../models/errors.ts';

/** Streams of one process: each holds a socket and some 30 KB (docs/decisions/021-notify.md). */
export const mostStreams = 10_000;

/** A reader that takes nothing for so long is let go; it can go on elsewhere after the last event that it has. */
const stalledMs = 60_000;

let openStreams = 0;

export interface StreamEvent {
  /** Absent: a stream that goes on does so after the last event that had one. */
  readonly id?: number;
  readonly event: string;
  readonly data: unknown;
}

export interface EventStreamOptions {
  readonly heartbeatMs: number;
  readonly closing: AbortSignal;
  readonly stalledMs?: number;
  readonly mostStreams?: number;
}

export class EventStream {
  readonly #response: FastifyReply['raw'];
  readonly #heartbeat: NodeJS.Timeout;
  readonly #closing: AbortSignal;
  readonly #stalledMs: number;
  readonly #onClose: (() => void)[] = [];
  #counted = true;
  /** Waits until the reader has taken what was sent. */
  #drained: PromiseWithResolvers<void> | undefined;

  /**
   * Takes the response over from Fastify, with the headers set so far.
   * @throws TaktError `too-many-streams`, before anything is sent.
   */
  constructor(reply: FastifyReply, options: EventStreamOptions) {
    const most = options.mostStreams ?? mostStreams;
    if (openStreams >= most)
      throw new TaktError('too-many-streams', `${most} event streams are open in this process, which is the limit`, {
        retryAfterSeconds: 5,
      });
    openStreams++;
    reply.hijack();
    this.#response = reply.raw;
    this.#closing = options.closing;
    this.#stalledMs = options.stalledMs ?? stalledMs;
    this.#response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.#response.flushHeaders();
    this.#heartbeat = setInterval(() => this.#beat(), options.heartbeatMs);
    this.#response.on('drain', () => this.#drained?.resolve());
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

  /** Waits where the caller reads more slowly than the events come, so that no more than one is held for it. */
  async send({ id, event, data }: StreamEvent): Promise<void> {
    if (!this.isOpen) return;
    const number = id === undefined ? '' : `id: ${id}\n`;
    if (this.#response.write(`${number}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)) return;
    this.#drained = Promise.withResolvers();
    const timer = setTimeout(() => this.#response.destroy(), this.#stalledMs);
    await this.#drained.promise;
    clearTimeout(timer);
    this.#drained = undefined;
  }

  async end(event: StreamEvent): Promise<void> {
    await this.send(event);
    this.close();
  }

  readonly close = (): void => {
    if (this.isOpen) this.#response.end();
    this.#closed();
  };

  #beat(): void {
    // Who has not even taken the last event gets nothing on top of it.
    if (this.isOpen && !this.#response.writableNeedDrain) this.#response.write(': still here\n\n');
  }

  #closed(): void {
    if (this.#counted) openStreams--;
    this.#counted = false;
    this.#drained?.resolve();
    clearInterval(this.#heartbeat);
    this.#closing.removeEventListener('abort', this.close);
    for (const listener of this.#onClose.splice(0)) listener();
  }
}

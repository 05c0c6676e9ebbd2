/** Ends an HTTP server in order: no new connections, requests under way get their answers, then nothing is left open. */
import type { FastifyInstance } from 'fastify';

export class RequestsUnderWay {
  #count = 0;
  #whenNone: (() => void)[] = [];

  constructor(app: FastifyInstance) {
    app.addHook('onRequest', async (_request, reply) => {
      this.#count++;
      // Comes once for every answer, also where the connection breaks before it.
      reply.raw.once('close', () => {
        this.#count--;
        if (this.#count === 0) for (const resolve of this.#whenNone.splice(0)) resolve();
      });
    });
  }

  /** Resolves when every request has been answered, and at `limitMs` at the latest. */
  async none(limitMs: number): Promise<void> {
    if (this.#count === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, limitMs);
    this.#whenNone.push(resolve);
    await promise;
    clearTimeout(timer);
  }
}

const underWay = new WeakMap<FastifyInstance, RequestsUnderWay>();

/** Begins to count; before any route is added. */
export function countRequests(app: FastifyInstance): void {
  underWay.set(app, new RequestsUnderWay(app));
}

/**
 * Node ends connections that are idle between two requests, but not those that a client has opened ahead and never
 * used: they would keep the server open until their timeout.
 */
export async function closeHttpServer(app: FastifyInstance, limitMs: number): Promise<void> {
  const closed = app.close();
  await underWay.get(app)?.none(limitMs);
  app.server.closeAllConnections();
  await closed;
}

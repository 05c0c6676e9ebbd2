/** One call of a receiver: to the checked address and nowhere else, within its time, and with little of the answer read. */
import { once } from 'node:events';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { TaktError } from '../../models/errors.ts';
import { codeVersion } from '../jobs/identity.ts';
import type { AddressRules, Target } from './address.ts';
import { signature } from './sign.ts';

/** Bodies are told without the plan's content and are a few KB; more would be a mistake. */
const longestBody = 65_536;
const mostAnswerBytes = 1024;

export interface DeliveryLimits {
  /** Until the connection stands, TLS included. */
  readonly connectMs: number;
  /** Until the whole answer is there, from the beginning. */
  readonly totalMs: number;
}

export const usualLimits: DeliveryLimits = { connectMs: 5000, totalMs: 10_000 };

export interface Message {
  /** The same in every attempt, so that a receiver knows a repetition. */
  readonly id: string;
  readonly url: string;
  readonly body: string;
  /** The first is in use, the second is being replaced. */
  readonly secrets: readonly string[];
  /** Unix seconds. */
  readonly timestamp: number;
}

/** What came of a call: a status, or why there is none. */
export type Delivered = { readonly status: number } | { readonly error: string };

/** Never rejects: whatever happens at the other end is an outcome. Aborting `signal` hangs up. */
export async function deliver(
  message: Message,
  rules: AddressRules,
  { limits = usualLimits, signal }: { limits?: DeliveryLimits; signal?: AbortSignal } = {},
): Promise<Delivered> {
  if (Buffer.byteLength(message.body) > longestBody) return { error: 'the message is too long' };
  const call = new Call();
  const stopped = () => call.end('the service is stopping');
  const total = setTimeout(() => call.end(`no answer within ${limits.totalMs} ms`), limits.totalMs);
  signal?.addEventListener('abort', stopped);
  if (signal?.aborted) stopped();
  try {
    const target = await Promise.race([call.ended, rules.check(message.url)]);
    return { status: await call.post(message, target, limits.connectMs) };
  } catch (error) {
    const { code, message: text } = error as { code?: string; message: string };
    return { error: call.endedBecause ?? (error instanceof TaktError ? text : (code ?? text)).slice(0, 200) };
  } finally {
    clearTimeout(total);
    signal?.removeEventListener('abort', stopped);
    call.end('over');
  }
}

class Call {
  readonly #hangUp = new AbortController();
  readonly #ended = Promise.withResolvers<never>();
  endedBecause: string | undefined;

  constructor() {
    this.#ended.promise.catch(() => {});
  }

  /** Rejects when the call is ended from this side. */
  get ended(): Promise<never> {
    return this.#ended.promise;
  }

  end(why: string): void {
    this.endedBecause ??= why;
    this.#ended.reject(new Error(why));
    this.#hangUp.abort();
  }

  /** @returns the status of the answer. */
  async post(message: Message, { url, lookup }: Target, connectMs: number): Promise<number> {
    const { id, body, secrets, timestamp } = message;
    const isTls = url.protocol === 'https:';
    // An agent of its own: a connection is not kept for another receiver, and no proxy of the environment is asked.
    const sending = (isTls ? requestHttps : requestHttp)(url, {
      method: 'POST',
      agent: isTls ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false }),
      lookup,
      signal: this.#hangUp.signal,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': `takt/${codeVersion}`,
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signature(secrets, id, timestamp, body),
      },
    });
    // Hanging up after the answer is an error to the request, and to nobody else.
    sending.on('error', () => {});
    const connecting = setTimeout(() => this.end(`no connection within ${connectMs} ms`), connectMs);
    const connected = () => clearTimeout(connecting);
    sending.once('close', connected);
    sending.once('socket', (socket) => socket.once(isTls ? 'secureConnect' : 'connect', connected));
    sending.end(body);
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    // The status is what counts. A little is read so that an ordinary receiver gets its answer off before we hang up.
    await Promise.race([readLittle(answer), this.ended]).catch(() => {});
    return answer.statusCode!;
  }
}

async function readLittle(answer: IncomingMessage): Promise<void> {
  let bytes = 0;
  for await (const chunk of answer) {
    bytes += (chunk as Buffer).length;
    if (bytes >= mostAnswerBytes) break;
  }
}

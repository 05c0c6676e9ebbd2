/**
 * An open loop: requests go out when they are meant to, whether or not earlier ones were answered, and their latency counts
 * from that moment. A closed loop waits for a slow server, and so leaves out just those requests that would have suffered.
 */
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface OpenLoop {
  readonly url: string;
  /** Milliseconds from the start, ascending. */
  readonly arrivals: Float64Array;
  /** Body of the request of that number. */
  readonly body: (number: number) => string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Requests without an answer at the same time; a further one counts as `notSent`. */
  readonly mostInFlight: number;
}

export interface OpenAnswer {
  readonly number: number;
  /** 0 where the connection broke. */
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** From the intended moment to the last byte. */
  readonly latencyMs: number;
  /** From the moment at which it really went out; the difference is the sender's own lateness. */
  readonly serverMs: number;
  readonly body: string;
}

export interface OpenResult {
  readonly answers: readonly OpenAnswer[];
  /** Were due while too many were under way: a fault of the measurement, or of a server that answers nobody. */
  readonly notSent: number;
}

/** Sends all of them and waits for the last answer. */
export async function openLoop(options: OpenLoop): Promise<OpenResult> {
  const { arrivals, body, mostInFlight } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: mostInFlight, scheduling: 'lifo' });
  const answers: OpenAnswer[] = [];
  const underWay = new Set<Promise<void>>();
  let notSent = 0;
  const start = performance.now();
  try {
    for (let number = 0; number < arrivals.length; number++) {
      const due = start + arrivals[number];
      const waitMs = due - performance.now();
      // Timers are a millisecond coarse; what is due by then goes out together.
      if (waitMs > 1) await pause(waitMs);
      else if (number % 64 === 0) await pause(0);
      if (underWay.size >= mostInFlight) {
        notSent++;
        continue;
      }
      const sending = send(options, agent, body(number)).then((answer) => {
        const now = performance.now();
        answers.push({ number, latencyMs: now - due, ...answer });
        underWay.delete(sending);
      });
      underWay.add(sending);
    }
    await Promise.all(underWay);
  } finally {
    agent.destroy();
  }
  return { answers, notSent };
}

type Sent = Pick<OpenAnswer, 'status' | 'retryAfter' | 'serverMs' | 'body'>;

function send({ url, headers }: OpenLoop, agent: Agent, body: string): Promise<Sent> {
  const sentAt = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, text: string, retryAfter?: string) =>
      resolve({ status, retryAfter, serverMs: performance.now() - sentAt, body: text });
    const sending = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          done(response.statusCode ?? 0, Buffer.concat(parts).toString(), response.headers['retry-after']),
        );
        response.on('error', (error) => done(0, error.message));
      },
    );
    sending.on('error', (error) => done(0, error.message));
    sending.end(body);
  });
}

/**
 * LISTEN on a connection of its own, apart from the pool, whose connections come and go.
 *
 * connecting  entered at the start and after a pause; left by LISTEN's answer (listening) or an error (pausing)
 * listening   asks now and then whether the session still listens; left by an error, the end, or no answer (pausing)
 * pausing     waits longer after each failure in a row, then connects
 * closed      entered by `close`
 */
import { Client } from 'pg';
import type { Listener } from './database.ts';

export interface ListenerTimes {
  /** How often a quiet connection is asked whether it lives, and how long it may take to say so. */
  readonly checkEveryMs: number;
  readonly answerWithinMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const usualTimes: ListenerTimes = {
  checkEveryMs: 10_000,
  answerWithinMs: 5000,
  firstPauseMs: 250,
  longestPauseMs: 10_000,
};

export class PostgresListener {
  readonly #connectionString: string;
  readonly #channel: string;
  readonly #listener: Listener;
  readonly #times: ListenerTimes;
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #listens = false;
  #closed = false;

  constructor(connectionString: string, channel: string, listener: Listener, times: Partial<ListenerTimes> = {}) {
    if (!/^[a-z_]+$/.test(channel)) throw new Error(`${channel} is not a plain identifier`);
    this.#connectionString = connectionString;
    this.#channel = channel;
    this.#listener = listener;
    this.#times = { ...usualTimes, ...times };
  }

  /** Resolves after the first attempt, whether it succeeded or is to be repeated. */
  async start(): Promise<void> {
    await this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    this.#tell(false);
    await client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#connectionString,
      application_name: 'takt listen',
      connectionTimeoutMillis: this.#times.answerWithinMs,
      query_timeout: this.#times.answerWithinMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: this.#times.checkEveryMs,
    });
    this.#client = client;
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => this.#client === client && this.#listener.notified(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${this.#channel}`);
    } catch {
      this.#lost(client);
      return;
    }
    if (this.#client !== client) return;
    this.#failures = 0;
    this.#tell(true);
    this.#checkLater(client);
  }

  /**
   * A connection that went silent, e.g. behind a firewall that forgot it, looks like one on which nothing happens; and behind
   * a pooler that shares sessions the LISTEN may belong to somebody else by now.
   */
  #checkLater(client: Client): void {
    this.#timer = setTimeout(async () => {
      try {
        const { rows } = await client.query('select 1 from pg_listening_channels() as c where c = $1', [this.#channel]);
        if (rows.length === 0) this.#lost(client);
        else if (this.#client === client) this.#checkLater(client);
      } catch {
        this.#lost(client);
      }
    }, this.#times.checkEveryMs);
  }

  #lost(client: Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    // What answers no more need not be asked to leave: ending the socket is enough, and waits for nobody.
    client.end().catch(() => {});
    this.#tell(false);
    if (this.#closed) return;
    const { firstPauseMs, longestPauseMs } = this.#times;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(this.#failures++, 10));
    // Replicas that lost the same server do not all come back in the same instant.
    this.#timer = setTimeout(() => void this.#connect(), pauseMs * (0.75 + Math.random() / 2));
  }

  #tell(comes: boolean): void {
    if (comes === this.#listens) return;
    this.#listens = comes;
    this.#listener.listening(comes);
  }
}

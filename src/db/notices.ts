/**
 * Notes from each process to all others over a channel of the database (NOTIFY), sent a moment after what they tell of is
 * committed. Hints for speed: whoever listens also looks by itself.
 *
 * Sent after the commit, not in it: PostgreSQL lets only one transaction at a time commit that has sent something, its wait for
 * the disk included, and twenty writers would be as slow as one (docs/decisions/021-notify.md has the figures).
 */
import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

/** So many entries at once, or so many bytes of a payload's 8000, are told as `many`, at which all look. */
const mostEntries = 200;
const mostBytes = 7900;
const many = 'many';

/** None of the methods may throw. */
export interface NoticeListener {
  /** Another process said so. */
  heard(entry: string): void;
  /** Something was not named, or may have been missed: anything may have happened. */
  lookAtAll(): void;
  /** Whether all that other processes say comes here from now on. */
  listening(comes: boolean): void;
}

export class Notices {
  readonly #database: Database;
  readonly #channel: string;
  readonly #listener: NoticeListener;
  /** Tells this process's own notifications from those of others. */
  readonly #sender = randomBytes(6).toString('hex');
  readonly #unsent = new Set<string>();
  #sending = false;
  #unlisten: (() => Promise<void>) | undefined;

  /** @param channel - a plain identifier. */
  constructor(database: Database, channel: string, listener: NoticeListener) {
    this.#database = database;
    this.#channel = channel;
    this.#listener = listener;
  }

  async start(): Promise<void> {
    // Nobody else has an embedded database open: there is nobody to be told, or to hear from.
    if (this.#database.backend === 'pglite') {
      this.#listener.listening(true);
      return;
    }
    this.#unlisten = await this.#database.listen(this.#channel, {
      notified: (payload) => this.#heard(payload),
      listening: (comes) => {
        this.#listener.listening(comes);
        if (comes) this.#listener.lookAtAll();
      },
    });
  }

  async stop(): Promise<void> {
    const unlisten = this.#unlisten;
    this.#unlisten = undefined;
    await unlisten?.();
  }

  /** @param entry - ASCII without spaces. Returns at once; the same entry twice before it is sent is sent once. */
  send(entry: string): void {
    if (!this.#unlisten) return;
    this.#unsent.add(entry);
    if (!this.#sending) void this.#send();
  }

  /** One notification at a time: what happens meanwhile goes with the next one. */
  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#unsent.size > 0) {
      const payload = this.#payload([...this.#unsent]);
      this.#unsent.clear();
      try {
        // Nobody waits for the disk either: a hint that a crash swallows is no loss.
        await this.#database.query(`select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`, [
          this.#channel,
          payload,
        ]);
      } catch {
        // The database is away; others find the change by looking.
      }
    }
    this.#sending = false;
  }

  #payload(entries: readonly string[]): string {
    const payload = [this.#sender, ...entries].join(' ');
    return entries.length > mostEntries || payload.length > mostBytes ? `${this.#sender} ${many}` : payload;
  }

  #heard(payload: string): void {
    const [sender, ...entries] = payload.split(' ');
    if (sender === this.#sender) return;
    for (const entry of entries)
      if (entry === many) this.#listener.lookAtAll();
      else this.#listener.heard(entry);
  }
}

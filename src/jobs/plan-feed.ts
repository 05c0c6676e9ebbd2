/**
 * What happens to plans in any process, told to all others a moment after it is committed (NOTIFY). Hints for speed: nothing is
 * wrong without them, since all that listens to them also looks by itself.
 *
 * Sent after the commit, not in it: PostgreSQL lets only one transaction at a time commit that has sent something, its wait for
 * the disk included, and twenty writers would be as slow as one (docs/decisions/021-notify.md has the figures).
 */
import { randomBytes } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Changes } from './changes.ts';

const channel = 'takt_plans';

/** A payload has room for 8000 bytes, an entry takes 38; so much at once is told as `many`, at which all look. */
const mostEntries = 200;

/** What may have happened to a plan; letters, to keep payloads short. */
const letters = { changed: 'c', queued: 'q', stop: 's', ended: 'e' } as const;
export type PlanChange = keyof typeof letters;
const changesByLetter = new Map<string, PlanChange>(
  Object.entries(letters).map(([change, letter]) => [letter, change as PlanChange]),
);
const many = 'many';

export interface FeedParts {
  readonly changes: Changes;
  /** There may be something to solve. */
  readonly onQueued?: () => void;
  /** A caller asked to stop a plan. */
  readonly onStop?: () => void;
  /** A plan may have ended. */
  readonly onEnded?: () => void;
}

export class PlanFeed {
  readonly #database: Database;
  readonly #parts: FeedParts;
  /** Tells this process's own notifications from those of others. */
  readonly #sender = randomBytes(6).toString('hex');
  readonly #unsent = new Set<string>();
  #sending = false;
  #unlisten: (() => Promise<void>) | undefined;

  constructor(database: Database, parts: FeedParts) {
    this.#database = database;
    this.#parts = parts;
  }

  async start(): Promise<void> {
    // Nobody else has an embedded database open: there is nobody to be told, or to hear from.
    if (this.#database.backend === 'pglite') {
      this.#parts.changes.announcesOthers = true;
      return;
    }
    this.#unlisten = await this.#database.listen(channel, {
      notified: (payload) => this.#heard(payload),
      listening: (comes) => {
        this.#parts.changes.announcesOthers = comes;
        if (comes) this.#lookAtAll();
      },
    });
  }

  async stop(): Promise<void> {
    const unlisten = this.#unlisten;
    this.#unlisten = undefined;
    await unlisten?.();
  }

  /** This process has changed a plan and committed it. */
  tell(planId: string, change: PlanChange): void {
    this.#act(change, planId);
    if (!this.#unlisten) return;
    this.#unsent.add(letters[change] + planId);
    if (!this.#sending) void this.#send();
  }

  /** One notification at a time: what happens meanwhile goes with the next one. */
  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#unsent.size > 0) {
      const entries = this.#unsent.size > mostEntries ? [many] : [...this.#unsent];
      this.#unsent.clear();
      try {
        // Nobody waits for the disk either: a hint that a crash swallows is no loss.
        await this.#database.query(`select set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`, [
          channel,
          [this.#sender, ...entries].join(' '),
        ]);
      } catch {
        // The database is away; others find the change by looking.
      }
    }
    this.#sending = false;
  }

  #heard(payload: string): void {
    const [sender, ...entries] = payload.split(' ');
    if (sender === this.#sender) return;
    for (const entry of entries) {
      const change = changesByLetter.get(entry[0]);
      if (entry === many) this.#lookAtAll();
      else if (change) this.#act(change, entry.slice(1));
    }
  }

  #act(change: PlanChange, planId: string): void {
    this.#parts.changes.announce(planId, { isStep: change === 'changed' || change === 'queued' });
    if (change === 'queued') this.#parts.onQueued?.();
    if (change === 'stop') this.#parts.onStop?.();
    // A stop ends a plan that waits.
    if (change === 'stop' || change === 'ended') this.#parts.onEnded?.();
  }

  #lookAtAll(): void {
    this.#parts.changes.announceAll();
    this.#parts.onQueued?.();
    this.#parts.onStop?.();
    this.#parts.onEnded?.();
  }
}

/**
 * What happens to plans in any process, told to all others a moment after it is committed. Hints for speed: nothing is
 * wrong without them, since all that listens to them also looks by itself.
 */
import type { Database } from '../db/database.ts';
import { Notices } from '../db/notices.ts';
import type { Changes } from './changes.ts';

const channel = 'takt_plans';

/** What may have happened to a plan; letters, to keep payloads short. */
const letters = { changed: 'c', queued: 'q', stop: 's', ended: 'e' } as const;
export type PlanChange = keyof typeof letters;
const changesByLetter = new Map<string, PlanChange>(
  Object.entries(letters).map(([change, letter]) => [letter, change as PlanChange]),
);

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
  readonly #parts: FeedParts;
  readonly #notices: Notices;

  constructor(database: Database, parts: FeedParts) {
    this.#parts = parts;
    this.#notices = new Notices(database, channel, {
      heard: (entry) => this.#heard(entry),
      lookAtAll: () => this.#lookAtAll(),
      listening: (comes) => {
        parts.changes.announcesOthers = comes;
      },
    });
  }

  start(): Promise<void> {
    return this.#notices.start();
  }

  stop(): Promise<void> {
    return this.#notices.stop();
  }

  /** This process has changed a plan and committed it. */
  tell(planId: string, change: PlanChange): void {
    this.#act(change, planId);
    this.#notices.send(letters[change] + planId);
  }

  #heard(entry: string): void {
    const change = changesByLetter.get(entry[0]);
    if (change) this.#act(change, entry.slice(1));
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

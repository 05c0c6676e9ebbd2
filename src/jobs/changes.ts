/** Who waits for a change of a plan: woken by announcements; a look at all watched plans now and then finds what was not announced. */
import { EventEmitter } from 'node:events';

/** How soon a change is seen that nobody announced: where announcements of other processes come, and where they do not. */
const pollIntervalMs = { announced: 2000, silent: 500 };

/** Of these plans, the number of the latest event. */
export type LatestEvents = (ids: readonly string[]) => Promise<ReadonlyMap<string, number>>;

export class Changes {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #latest: LatestEvents;
  /** What the last look saw; only of plans that are watched. */
  #seen = new Map<string, number | undefined>();
  #looking = false;
  #intervalMs = pollIntervalMs.silent;

  constructor(latest: LatestEvents) {
    this.#latest = latest;
  }

  /** @param isStep - the plan is known to go on after this change. */
  announce(planId: string, { isStep = false } = {}): void {
    this.#emitter.emit(planId, isStep);
  }

  /** Any plan may have changed. */
  announceAll(): void {
    for (const id of this.#emitter.eventNames()) this.#emitter.emit(id);
  }

  /** Whether changes made by other processes are announced here, so that looking may be rare. */
  set announcesOthers(comes: boolean) {
    this.#intervalMs = comes ? pollIntervalMs.announced : pollIntervalMs.silent;
  }

  /** Watches of this plan that are not closed. */
  watchers(planId: string): number {
    return this.#emitter.listenerCount(planId);
  }

  /**
   * Listens from now on, so that a change between reading and waiting is not lost.
   * @param endOnly - steps on the way to the end do not matter.
   */
  watch(planId: string, { endOnly = false } = {}): Watch {
    const watch = new Watch(this.#emitter, planId, endOnly);
    if (!this.#looking) setTimeout(this.#look, this.#intervalMs);
    this.#looking = true;
    return watch;
  }

  /** One statement for all watched plans. It goes on as long as there are any. */
  readonly #look = async (): Promise<void> => {
    const ids = this.#emitter.eventNames() as string[];
    if (ids.length > 0)
      try {
        const latest = await this.#latest(ids);
        const before = this.#seen;
        this.#seen = new Map(ids.map((id) => [id, latest.get(id)]));
        // One that is seen for the first time may have changed after its watcher read it.
        for (const id of ids) if (!before.has(id) || before.get(id) !== latest.get(id)) this.announce(id);
      } catch {
        // The database is away; whoever reads from it says so.
      }
    this.#looking = this.#emitter.eventNames().length > 0;
    if (this.#looking) setTimeout(this.#look, this.#intervalMs);
    else this.#seen.clear();
  };
}

export class Watch {
  readonly #emitter: EventEmitter;
  readonly #planId: string;
  #changed = false;
  #notify: (() => void) | undefined;

  readonly #endOnly: boolean;

  constructor(emitter: EventEmitter, planId: string, endOnly: boolean) {
    this.#emitter = emitter;
    this.#planId = planId;
    this.#endOnly = endOnly;
    emitter.on(planId, this.#listener);
  }

  readonly #listener = (isStep?: boolean): void => {
    if (isStep && this.#endOnly) return;
    this.#changed = true;
    this.#notify?.();
  };

  /** Resolves at the next change (also one since the last call), when it is closed, and after `timeoutMs` at the latest. */
  async next(timeoutMs?: number): Promise<void> {
    if (!this.#changed)
      await new Promise<void>((resolve) => {
        const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, Math.max(0, timeoutMs));
        this.#notify = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#notify = undefined;
    this.#changed = false;
  }

  /** Ends a `next` that waits and listens no more. */
  close(): void {
    this.#emitter.off(this.#planId, this.#listener);
    this.#listener();
  }
}

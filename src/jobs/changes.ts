/** Who waits for a change of a plan: woken at once by a change made in this process, by a poll for all others. */
import { EventEmitter } from 'node:events';

/** Another replica's changes are seen within this time. */
const pollIntervalMs = 500;

export class Changes {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  announce(planId: string): void {
    this.#emitter.emit(planId);
  }

  /** Watches of this plan that are not closed. */
  watchers(planId: string): number {
    return this.#emitter.listenerCount(planId);
  }

  /** Listens from now on, so that a change between reading and waiting is not lost. */
  watch(planId: string): Watch {
    return new Watch(this.#emitter, planId);
  }
}

export class Watch {
  readonly #emitter: EventEmitter;
  readonly #planId: string;
  #changed = false;
  #notify: (() => void) | undefined;

  constructor(emitter: EventEmitter, planId: string) {
    this.#emitter = emitter;
    this.#planId = planId;
    emitter.on(planId, this.#listener);
  }

  readonly #listener = (): void => {
    this.#changed = true;
    this.#notify?.();
  };

  /** Resolves at the next change (also one since the last call), and after the poll interval or `timeoutMs` at the latest. */
  async next(timeoutMs = pollIntervalMs): Promise<void> {
    if (!this.#changed)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, Math.min(timeoutMs, pollIntervalMs)));
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

/** Waits for what the feed tells of one site, or of all. */
import type { EquipmentFeed } from './feed.ts';

export class EquipmentWatch {
  readonly #unlisten: () => void;
  #changed = false;
  #closed = false;
  #notify: (() => void) | undefined;

  /** Listens from now on, so that a change between reading and waiting is not lost. @param site - undefined: all. */
  constructor(feed: EquipmentFeed, site: string | undefined) {
    this.#unlisten = feed.onChange((_change, changed) => {
      if (site === undefined || changed === undefined || changed === site) this.#wake();
    });
  }

  /** Resolves at the next change (also one since the last call), when it is closed, and after `timeoutMs` at the latest. */
  async next(timeoutMs: number): Promise<void> {
    if (!this.#changed && !this.#closed)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#notify = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#notify = undefined;
    this.#changed = false;
  }

  close(): void {
    this.#closed = true;
    this.#unlisten();
    this.#notify?.();
  }

  #wake(): void {
    this.#changed = true;
    this.#notify?.();
  }
}

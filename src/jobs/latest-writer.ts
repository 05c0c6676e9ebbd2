/** Writes the newest of a stream of values, at most one every so often, one at a time. */
export class LatestWriter<Value> {
  readonly #write: (value: Value) => Promise<void>;
  readonly #intervalMs: number;
  #newest: Value | undefined;
  #working: Promise<void> | undefined;
  #closed = false;
  #hurry: (() => void) | undefined;

  /** @param write - must not reject. */
  constructor(intervalMs: number, write: (value: Value) => Promise<void>) {
    this.#intervalMs = intervalMs;
    this.#write = write;
  }

  put(value: Value): void {
    if (this.#closed) return;
    this.#newest = value;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Writes what is still to be written, without waiting for its turn, and takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#hurry?.();
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#newest !== undefined) {
      const value = this.#newest;
      this.#newest = undefined;
      await this.#write(value);
      if (!this.#closed) await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#hurry = undefined;
        resolve();
      };
      const timer = setTimeout(done, this.#intervalMs);
      this.#hurry = done;
    });
  }
}

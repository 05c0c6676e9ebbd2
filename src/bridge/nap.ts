/** The pause of a loop between two passes, which can be cut short. */
export class Nap {
  #woken = false;
  #end: (() => void) | undefined;

  /** Ends the sleep under way, or makes the next one end at once. */
  wake(): void {
    this.#woken = true;
    this.#end?.();
  }

  async sleep(forMs: number): Promise<void> {
    if (!this.#woken && forMs > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, forMs);
      this.#end = resolve;
      await promise;
      clearTimeout(timer);
      this.#end = undefined;
    }
    this.#woken = false;
  }
}

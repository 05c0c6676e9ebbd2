/** One look for all who ask for the same at the same time, e.g. a thousand streams of one plan that are woken by one change. */
export class SharedRead<Value> {
  readonly #asked = new Map<string, Promise<Value>>();

  /**
   * A read that has begun is shared no more: whoever asks later may know of a change that it does not see.
   * @param key - what is read; `read` must be the same for the same key.
   */
  ask(key: string, read: () => Promise<Value>): Promise<Value> {
    const asked = this.#asked.get(key);
    if (asked) return asked;
    const begun = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.#asked.delete(key);
      return read();
    });
    this.#asked.set(key, begun);
    return begun;
  }
}

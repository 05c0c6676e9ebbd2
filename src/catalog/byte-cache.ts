/** A cache of values that never change, held to a number of bytes; what was not asked for longest goes first. */
export class ByteCache<Value extends { readonly bytes: number }> {
  readonly #limit: number;
  /** A Map keeps the order of insertion: what was used goes to its end. */
  readonly #values = new Map<string, Value>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  /** Keeps a value; one that is larger than the whole cache is not kept. */
  set(key: string, value: Value): void {
    this.#remove(key);
    if (value.bytes > this.#limit) return;
    this.#values.set(key, value);
    this.#bytes += value.bytes;
    for (const oldest of this.#values.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const value = this.#values.get(key);
    if (value === undefined) return;
    this.#values.delete(key);
    this.#bytes -= value.bytes;
  }
}

/** How many requests a tenant may send: a bucket that fills evenly and holds what ten seconds bring. */

/** Seconds' worth that a bucket holds: what may come at once. */
export const bucketSeconds = 10;

/** Beyond so many, full buckets are forgotten: a full one says no more than none. */
const mostBuckets = 10_000;

export class TokenBuckets {
  readonly #now: () => number;
  #sweepAt = mostBuckets;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /** @param now - milliseconds of a clock that does not jump. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Buckets that are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /**
   * Takes one request.
   * @param perSecond - more than 0.
   * @returns 0 where it may pass, else the seconds until one may, at least 1.
   */
  take(name: string, perSecond: number): number {
    const now = this.#now();
    const most = perSecond * bucketSeconds;
    const bucket = this.#buckets.get(name) ?? { tokens: most, at: now };
    const tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    const passes = tokens >= 1;
    if (!this.#buckets.has(name)) this.#forgetFull(now);
    this.#buckets.set(name, { tokens: passes ? tokens - 1 : tokens, at: now });
    return passes ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }

  /** Whatever was not asked for so long is full again, at any rate. Looks through all only when they have doubled. */
  #forgetFull(now: number): void {
    if (this.#buckets.size < this.#sweepAt) return;
    for (const [name, { at }] of this.#buckets) if (now - at >= bucketSeconds * 1000) this.#buckets.delete(name);
    this.#sweepAt = Math.max(mostBuckets, 2 * this.#buckets.size);
  }
}

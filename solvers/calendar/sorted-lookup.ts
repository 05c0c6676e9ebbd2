/**
 * Finds the place of a number among sorted ones in constant expected time: the range is cut into even buckets, a table
 * says which values fall into which, and only the few of one bucket are searched, by halving.
 *
 * Shift starts and sums of work are spread almost evenly, so a bucket holds one value or two; where they are not, the
 * halving keeps the cost at O(log n). A plain binary search makes about log2(n) steps that the processor mispredicts.
 */
export class SortedLookup {
  readonly #values: Float64Array;
  readonly #least: number;
  readonly #greatest: number;
  readonly #bucketsPerUnit: number;
  /** Entry b: how many values lie in buckets before b. */
  readonly #before: Int32Array;

  /** @param values - in ascending order. */
  constructor(values: Float64Array) {
    const count = values.length;
    this.#values = values;
    this.#least = count > 0 ? values[0] : Number.POSITIVE_INFINITY;
    this.#greatest = count > 0 ? values[count - 1] : Number.POSITIVE_INFINITY;
    const range = this.#greatest - this.#least;
    const buckets = count > 1 && range > 0 ? Math.min(2 * count, range) : 1;
    this.#bucketsPerUnit = count > 1 && range > 0 ? buckets / range : 0;
    this.#before = new Int32Array(Math.floor(buckets) + 3);
    for (const value of values) this.#before[this.#bucketOf(value) + 1]++;
    for (let bucket = 1; bucket < this.#before.length; bucket++) this.#before[bucket] += this.#before[bucket - 1];
  }

  /** @returns the index of the last value that is at most `limit`; -1 where there is none. */
  lastAtMost(limit: number): number {
    if (limit < this.#least) return -1;
    if (limit >= this.#greatest) return this.#values.length - 1;
    const bucket = this.#bucketOf(limit);
    let low = this.#before[bucket] - 1;
    let high = this.#before[bucket + 1] - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#values[middle] <= limit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Rounding does not matter: it is the same for a value and for a limit, and never falls as either grows. */
  #bucketOf(value: number): number {
    return ((value - this.#least) * this.#bucketsPerUnit) | 0;
  }
}

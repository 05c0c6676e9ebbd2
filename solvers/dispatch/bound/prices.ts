/**
 * Prices of time: of each resource (trucks of a class, docks of a plant) a rate per second, constant within buckets of
 * equal length, with its integral for prices of intervals in constant time.
 */

export class PriceField {
  readonly from: number;
  readonly bucket: number;
  readonly buckets: number;
  /** Price of a second in each bucket; nothing outside of them. */
  readonly rate: Float64Array;
  readonly #integral: Float64Array;

  constructor(from: number, to: number, bucket: number) {
    this.from = from;
    this.bucket = bucket;
    this.buckets = Math.max(1, Math.ceil((to - from) / bucket));
    this.rate = new Float64Array(this.buckets);
    this.#integral = new Float64Array(this.buckets + 1);
  }

  /** Whether anything has a price at all. */
  active = false;
  /** Where the last question for `cheapest` found its answer. */
  cheapestStart = 0;

  /** To be called after the rates were changed. */
  integrate(): void {
    this.active = this.rate.some((rate) => rate > 0);
    for (let b = 0; b < this.buckets; b++) this.#integral[b + 1] = this.#integral[b] + this.rate[b] * this.bucket;
  }

  /** Price of all time before `time`; never falls, linear within each bucket. */
  before(time: number): number {
    const at = (time - this.from) / this.bucket;
    if (at <= 0) return 0;
    if (at >= this.buckets) return this.#integral[this.buckets];
    const b = Math.floor(at);
    return this.#integral[b] + (at - b) * this.bucket * this.rate[b];
  }

  /** Price of all time from `time` on. */
  after(time: number): number {
    return this.#integral[this.buckets] - this.before(time);
  }

  get to(): number {
    return this.from + this.buckets * this.bucket;
  }

  between(from: number, to: number): number {
    return to > from ? this.before(to) - this.before(from) : 0;
  }

  /** The first edge between buckets that is not before `time`. */
  edgeAtOrAfter(time: number): number {
    return this.from + Math.ceil((time - this.from) / this.bucket) * this.bucket;
  }

  /** Least price of `length` seconds in one piece that start within [from, to]; see `cheapestStart`. */
  cheapest(from: number, to: number, length: number): number {
    let least = this.between(to, to + length);
    this.cheapestStart = to;
    const consider = (start: number) => {
      const price = this.between(start, start + length);
      if (price < least) {
        least = price;
        this.cheapestStart = start;
      }
    };
    consider(from);
    // The price is linear between the starts at which either end passes an edge; beyond the field it is nothing.
    const last = Math.min(to, this.to);
    const first = Math.max(from, this.from - length);
    for (let start = this.edgeAtOrAfter(first); start <= last; start += this.bucket) consider(start);
    for (let start = this.edgeAtOrAfter(first + length) - length; start <= last; start += this.bucket) consider(start);
    if (first > from && first <= to) consider(first);
    if (last < to && last >= from) consider(last);
    return least;
  }

  /** Adds `weight` for each second of [from, to) to an array by bucket. */
  spread(usage: Float64Array, offset: number, from: number, to: number, weight: number): void {
    const start = Math.max(from, this.from);
    const end = Math.min(to, this.to);
    if (end <= start) return;
    for (let b = Math.floor((start - this.from) / this.bucket); b < this.buckets; b++) {
      const left = this.from + b * this.bucket;
      if (left >= end) return;
      usage[offset + b] += weight * (Math.min(end, left + this.bucket) - Math.max(start, left));
    }
  }
}

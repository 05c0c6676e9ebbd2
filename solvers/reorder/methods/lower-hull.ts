/**
 * Lower convex hull of points that come with non-decreasing x, and the point that is least in a given direction:
 * the geometric technique of lot sizing, by which min over k of y_k + slope x_k takes O(log T) in place of O(T).
 * @see Wagelmans, van Hoesel and Kolen (1992), Operations Research 40(S1):S145-S156, section 3.
 */
export class LowerHull {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #label: Int32Array;
  #size = 0;

  constructor(mostPoints: number) {
    this.#x = new Float64Array(mostPoints);
    this.#y = new Float64Array(mostPoints);
    this.#label = new Int32Array(mostPoints);
  }

  /** Adds a point whose x is at least that of every point before it. Points within the hull's edges stay: they are ties. */
  add(x: number, y: number, label: number): void {
    if (this.#size > 0 && this.#x[this.#size - 1] === x) {
      if (y > this.#y[this.#size - 1]) return;
      this.#size--;
    }
    while (this.#size > 1 && this.#isAbove(this.#size - 2, this.#size - 1, x, y)) this.#size--;
    this.#x[this.#size] = x;
    this.#y[this.#size] = y;
    this.#label[this.#size++] = label;
  }

  /**
   * Label of the latest point whose y + slope x is within `tolerance` of the least: along the hull these values fall
   * and then rise, so that two bisections find the least one and, after it, the last that is as good.
   */
  least(slope: number, tolerance: number): number {
    let low = 0;
    let high = this.#size - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#value(middle, slope) <= this.#value(middle + 1, slope)) high = middle;
      else low = middle + 1;
    }
    const limit = this.#value(low, slope) + tolerance;
    high = this.#size - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#value(middle, slope) <= limit) low = middle;
      else high = middle - 1;
    }
    return this.#label[low];
  }

  #value(at: number, slope: number): number {
    return this.#y[at] + slope * this.#x[at];
  }

  /** True where point `middle` lies above the line from `left` to (x, y). */
  #isAbove(left: number, middle: number, x: number, y: number): boolean {
    const run = this.#x[middle] - this.#x[left];
    const rise = this.#y[middle] - this.#y[left];
    return rise * (x - this.#x[left]) > (y - this.#y[left]) * run;
  }
}

import type { Distribution } from './distribution.ts';

/** Sums of decimal probabilities miss their total by some rounding errors: 0.3 + 0.45 is 0.75 to whoever wrote it. */
const rounding = 1e-12;

/**
 * Finitely many values with their probabilities.
 *
 * Losses are kept at every value, each from its neighbour by adding positive terms: with d the way to the next value,
 * E[(D-v)+] grows by d Pr{D > v} and E[((D-v)+)^2] / 2 by d E[(D-w)+] + d^2 Pr{D > v} / 2, w being that next value.
 */
export class ListedDistribution implements Distribution {
  readonly mean: number;
  readonly sd: number;
  readonly discrete: boolean;
  /** In rising order, each once. */
  readonly values: Float64Array;
  readonly #probability: Float64Array;
  /** At value i: Pr{D > v}, E[(D-v)+], E[((D-v)+)^2] / 2. */
  readonly #above: Float64Array;
  readonly #loss: Float64Array;
  readonly #square: Float64Array;
  /** At value i: Pr{D <= v}, E[(v-D)+], E[((v-D)+)^2] / 2. */
  readonly #atMost: Float64Array;
  readonly #left: Float64Array;
  readonly #leftSquare: Float64Array;

  /**
   * @param pmf - pairs of value and probability in any order; probabilities are scaled to sum to 1.
   * @param discrete - false for a continuous distribution that has shrunk to a point: second-order losses are then integrals.
   */
  constructor(pmf: readonly (readonly [number, number])[], discrete = true) {
    this.discrete = discrete;
    const merged = new Map<number, number>();
    for (const [value, probability] of pmf)
      if (probability > 0) merged.set(value, (merged.get(value) ?? 0) + probability);
    const sorted = [...merged].sort(([one], [other]) => one - other);
    const total = sorted.reduce((sum, [, probability]) => sum + probability, 0);
    const n = sorted.length;
    this.values = Float64Array.from(sorted, ([value]) => value);
    this.#probability = Float64Array.from(sorted, ([, probability]) => probability / total);
    this.#above = new Float64Array(n);
    this.#loss = new Float64Array(n);
    this.#square = new Float64Array(n);
    this.#atMost = new Float64Array(n);
    this.#left = new Float64Array(n);
    this.#leftSquare = new Float64Array(n);
    for (let i = n - 2; i >= 0; i--) {
      const d = this.values[i + 1] - this.values[i];
      this.#above[i] = this.#above[i + 1] + this.#probability[i + 1];
      this.#loss[i] = this.#loss[i + 1] + d * this.#above[i];
      this.#square[i] = this.#square[i + 1] + d * this.#loss[i + 1] + ((d * d) / 2) * this.#above[i];
    }
    this.#atMost[0] = this.#probability[0];
    for (let i = 1; i < n; i++) {
      const d = this.values[i] - this.values[i - 1];
      this.#atMost[i] = this.#atMost[i - 1] + this.#probability[i];
      this.#left[i] = this.#left[i - 1] + d * this.#atMost[i - 1];
      this.#leftSquare[i] = this.#leftSquare[i - 1] + d * this.#left[i - 1] + ((d * d) / 2) * this.#atMost[i - 1];
    }
    this.#atMost[n - 1] = 1;
    this.mean = this.values[0] + this.#loss[0];
    this.sd = Math.sqrt(this.values.reduce((sum, v, i) => sum + this.#probability[i] * (v - this.mean) ** 2, 0));
  }

  /** Index of the greatest value that is not above x, -1 where there is none. */
  #indexAt(x: number): number {
    let low = -1;
    let high = this.values.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.values[middle] <= x) low = middle;
      else high = middle;
    }
    return low;
  }

  cdf(x: number): number {
    const i = this.#indexAt(x);
    return i < 0 ? 0 : this.#atMost[i];
  }

  pdf(x: number): number {
    const i = this.#indexAt(x);
    return i >= 0 && this.values[i] === x ? this.#probability[i] : 0;
  }

  quantile(p: number): number {
    let low = -1;
    let high = this.values.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#atMost[middle] >= p - rounding) high = middle;
      else low = middle;
    }
    return this.values[high];
  }

  loss(x: number): number {
    const next = this.#indexAt(x) + 1;
    if (next === this.values.length) return 0;
    return this.#loss[next] + (this.values[next] - x) * this.#from(next);
  }

  complementaryLoss(x: number): number {
    const i = this.#indexAt(x);
    return i < 0 ? 0 : this.#left[i] + (x - this.values[i]) * this.#atMost[i];
  }

  /** (D-x)(D-x-1) over D > x + 1 is (D-y)^2 + (D-y) over D > y with y = x + 1. */
  secondLoss(x: number): number {
    return this.discrete ? this.#squareLoss(x + 1) + this.loss(x + 1) / 2 : this.#squareLoss(x);
  }

  complementarySecondLoss(x: number): number {
    const i = this.#indexAt(x);
    if (i < 0) return 0;
    const d = x - this.values[i];
    const square = this.#leftSquare[i] + d * this.#left[i] + ((d * d) / 2) * this.#atMost[i];
    return this.discrete ? square + this.complementaryLoss(x) / 2 : square;
  }

  /** Pr{D >= value i}. */
  #from(i: number): number {
    return i === 0 ? 1 : this.#above[i - 1];
  }

  #squareLoss(x: number): number {
    const next = this.#indexAt(x) + 1;
    if (next === this.values.length) return 0;
    const d = this.values[next] - x;
    return this.#square[next] + d * this.#loss[next] + ((d * d) / 2) * this.#from(next);
  }
}

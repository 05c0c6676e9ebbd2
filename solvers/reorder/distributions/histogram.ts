import type { Distribution } from './distribution.ts';

/** Cells a period's demand is cut into. */
const cells = 4096;

/**
 * A continuous distribution as cells of equal width with a constant density each.
 *
 * Losses are kept at the edges, each from its neighbour by adding positive terms: with h the width, p the mass of the cell and F the
 * probability beyond it, E[(D-e)+] grows by h F + h p / 2 and E[((D-e)+)^2] / 2 by h n + h^2 F / 2 + h^2 p / 6, n being the loss beyond.
 */
export class HistogramDistribution implements Distribution {
  readonly discrete = false;
  readonly mean: number;
  readonly sd: number;
  readonly #low: number;
  readonly #width: number;
  readonly #mass: Float64Array;
  readonly #above: Losses;
  readonly #below: Losses;

  /** @param mass - of the cells from `low` on, summing to 1. */
  constructor(low: number, width: number, mass: Float64Array) {
    this.#low = low;
    this.#width = width;
    this.#mass = mass;
    this.#above = lossesAtEdges(mass.toReversed(), width);
    this.#below = lossesAtEdges(mass, width);
    this.mean = low + this.#above.first[mass.length];
    this.sd = Math.sqrt(2 * this.#above.second[mass.length] - this.#above.first[mass.length] ** 2);
  }

  cdf(x: number): number {
    return at(this.#below, this.#mass, this.#width, x - this.#low).beyond;
  }

  pdf(x: number): number {
    const i = Math.floor((x - this.#low) / this.#width);
    return i < 0 || i >= this.#mass.length ? 0 : this.#mass[i] / this.#width;
  }

  quantile(p: number): number {
    const { beyond } = this.#below;
    let low = 0;
    let high = this.#mass.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (beyond[middle] >= p) high = middle;
      else low = middle;
    }
    const part = this.#mass[low] > 0 ? (p - beyond[low]) / this.#mass[low] : 1;
    return this.#low + this.#width * (low + Math.min(1, Math.max(0, part)));
  }

  loss(x: number): number {
    return this.#fromAbove(x).first;
  }

  complementaryLoss(x: number): number {
    return at(this.#below, this.#mass, this.#width, x - this.#low).first;
  }

  secondLoss(x: number): number {
    return this.#fromAbove(x).second;
  }

  complementarySecondLoss(x: number): number {
    return at(this.#below, this.#mass, this.#width, x - this.#low).second;
  }

  #fromAbove(x: number) {
    const top = this.#low + this.#width * this.#mass.length;
    return at(this.#above, this.#mass, this.#width, top - x, true);
  }
}

/** By number of cells passed, from nothing on: mass passed, E[(e-D)+] and E[((e-D)+)^2] / 2 over the mass passed. */
interface Losses {
  readonly beyond: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function lossesAtEdges(mass: Float64Array, h: number): Losses {
  const n = mass.length;
  const beyond = new Float64Array(n + 1);
  const first = new Float64Array(n + 1);
  const second = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    beyond[i + 1] = beyond[i] + mass[i];
    first[i + 1] = first[i] + h * beyond[i] + (h * mass[i]) / 2;
    second[i + 1] = second[i] + h * first[i] + h * h * (beyond[i] / 2 + mass[i] / 6);
  }
  return { beyond, first, second };
}

/** The same at `way` from the end where they begin, inside a cell as outside all of them. */
function at({ beyond, first, second }: Losses, mass: Float64Array, h: number, way: number, fromTop = false) {
  if (way <= 0) return { beyond: 0, first: 0, second: 0 };
  const n = mass.length;
  const i = Math.min(n, Math.floor(way / h));
  const d = way - i * h;
  const density = i === n ? 0 : mass[fromTop ? n - 1 - i : i] / h;
  return {
    beyond: Math.min(1, beyond[i] + d * density),
    first: first[i] + d * beyond[i] + (d * d * density) / 2,
    second: second[i] + d * first[i] + (d * d * beyond[i]) / 2 + (d * d * d * density) / 6,
  };
}

/**
 * Sum of `periods` independent demands of a continuous distribution, numerically.
 *
 * Each is cut into cells between its quantiles at 1e-10 and 1 - 1e-10, their masses convolved; the width of a cell is then
 * set so that the sum has the right deviation, which takes off the error of second order in it. What remains of it in loss functions,
 * over the deviation: 3e-9 for two to twelve uniform demands (against Irwin-Hall); for two and five lognormal ones, against cells a quarter
 * as wide, 3e-7 at sigma 0.3, 4e-5 at 0.8, 4e-4 at 1, and 2e-2 at 1.5, whose tail is too long for cells of one width.
 */
export function sumOfContinuous(one: Distribution, periods: number): Distribution {
  const count = Math.max(64, Math.floor((4 * cells) / (periods + 3)));
  const low = one.quantile(1e-10);
  const width = (one.quantile(1 - 1e-10) - low) / count;
  const single = Float64Array.from(
    { length: count },
    (_, i) => one.cdf(low + (i + 1) * width) - one.cdf(low + i * width),
  );
  let sum: Float64Array = Float64Array.of(1);
  for (let power: Float64Array = single, left = periods; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) sum = convolve(sum, power);
    if (left > 1) power = convolve(power, power);
  }
  const total = sum.reduce((all, mass) => all + mass, 0);
  const mass = sum.map((each) => each / total);
  const plain = new HistogramDistribution(0, 1, mass);
  const scale = (one.sd * Math.sqrt(periods)) / plain.sd;
  return new HistogramDistribution(one.mean * periods - plain.mean * scale, scale, mass);
}

function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const sum = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) {
    const factor = a[i];
    if (factor > 0) for (let j = 0; j < b.length; j++) sum[i + j] += factor * b[j];
  }
  return sum;
}

import type { Distribution } from './distribution.ts';

/** Uniform distribution on [min, max], min < max. */
export class UniformDistribution implements Distribution {
  readonly discrete = false;
  readonly mean: number;
  readonly sd: number;
  readonly #min: number;
  readonly #max: number;
  readonly #width: number;

  constructor(min: number, max: number) {
    this.#min = min;
    this.#max = max;
    this.#width = max - min;
    this.mean = min + (max - min) / 2;
    this.sd = (max - min) / Math.sqrt(12);
  }

  cdf(x: number): number {
    return Math.min(1, Math.max(0, (x - this.#min) / this.#width));
  }

  pdf(x: number): number {
    return x < this.#min || x > this.#max ? 0 : 1 / this.#width;
  }

  quantile(p: number): number {
    return this.#min + p * this.#width;
  }

  loss(x: number): number {
    return x < this.#min ? this.mean - x : Math.max(0, this.#max - x) ** 2 / (2 * this.#width);
  }

  complementaryLoss(x: number): number {
    return x > this.#max ? x - this.mean : Math.max(0, x - this.#min) ** 2 / (2 * this.#width);
  }

  secondLoss(x: number): number {
    return x < this.#min ? this.#bothSides(x) : Math.max(0, this.#max - x) ** 3 / (6 * this.#width);
  }

  complementarySecondLoss(x: number): number {
    return x > this.#max ? this.#bothSides(x) : Math.max(0, x - this.#min) ** 3 / (6 * this.#width);
  }

  #bothSides(x: number): number {
    return (this.sd * this.sd + (this.mean - x) ** 2) / 2;
  }
}

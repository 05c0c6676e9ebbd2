import type { Distribution } from './distribution.ts';
import { normalLoss, normalSecondLoss, normalSurvival } from './normal-tail.ts';
import { normalDensity, normalQuantile } from './special-functions.ts';

/** Normal distribution, sd > 0: every function is that of the standard one at z = (x - mean) / sd. */
export class NormalDistribution implements Distribution {
  readonly discrete = false;
  readonly mean: number;
  readonly sd: number;

  constructor(mean: number, sd: number) {
    this.mean = mean;
    this.sd = sd;
  }

  #z(x: number): number {
    return (x - this.mean) / this.sd;
  }

  cdf(x: number): number {
    return normalSurvival(-this.#z(x));
  }

  pdf(x: number): number {
    return normalDensity(this.#z(x)) / this.sd;
  }

  quantile(p: number): number {
    return this.mean + this.sd * normalQuantile(p);
  }

  loss(x: number): number {
    return this.sd * normalLoss(this.#z(x));
  }

  complementaryLoss(x: number): number {
    return this.sd * normalLoss(-this.#z(x));
  }

  secondLoss(x: number): number {
    return this.sd * this.sd * normalSecondLoss(this.#z(x));
  }

  complementarySecondLoss(x: number): number {
    return this.sd * this.sd * normalSecondLoss(-this.#z(x));
  }
}

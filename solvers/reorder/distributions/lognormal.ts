import type { Distribution } from './distribution.ts';
import { integrate } from './gauss-legendre.ts';
import { normalSurvival, tailRatios } from './normal-tail.ts';
import { normalDensity, normalQuantile } from './special-functions.ts';

/** Above it the terms of the closed forms differ enough to be subtracted; below, the differences are integrals. */
const narrow = 1;

/**
 * Lognormal distribution: ln D is normal with mean mu and deviation sigma.
 *
 * With z = (ln x - mu) / sigma and m = E[D], E[(D-x)+] = m Pr{Z > z - sigma} - x Pr{Z > z}. Since m phi(z - sigma) = x phi(z),
 * that is x phi(z) (R(z - sigma) - R(z)) with Mills' ratio R(z) = Pr{Z > z} / phi(z), whose slope is -E[(Z-z)+] / phi(z)
 * and whose curvature E[((Z-z)+)^2] / phi(z): the differences are integrals of positive functions, and nothing cancels.
 */
export class LognormalDistribution implements Distribution {
  readonly discrete = false;
  readonly mean: number;
  readonly sd: number;
  readonly #mu: number;
  readonly #sigma: number;

  constructor(mu: number, sigma: number) {
    this.#mu = mu;
    this.#sigma = sigma;
    this.mean = Math.exp(mu + (sigma * sigma) / 2);
    this.sd = this.mean * Math.sqrt(Math.expm1(sigma * sigma));
  }

  #z(x: number): number {
    return (Math.log(x) - this.#mu) / this.#sigma;
  }

  cdf(x: number): number {
    return x <= 0 ? 0 : normalSurvival(-this.#z(x));
  }

  pdf(x: number): number {
    return x <= 0 ? 0 : normalDensity(this.#z(x)) / (x * this.#sigma);
  }

  quantile(p: number): number {
    return Math.exp(this.#mu + this.#sigma * normalQuantile(p));
  }

  loss(x: number): number {
    if (x <= 0) return this.mean - x;
    const z = this.#z(x);
    if (this.#sigma > narrow) return Math.max(0, this.mean * normalSurvival(z - this.#sigma) - x * normalSurvival(z));
    return z >= 0 ? this.#tail(x, z, -1) : this.mean - x + this.#tail(x, z, 1);
  }

  complementaryLoss(x: number): number {
    if (x <= 0) return 0;
    const z = this.#z(x);
    if (this.#sigma > narrow) return Math.max(0, x * normalSurvival(-z) - this.mean * normalSurvival(this.#sigma - z));
    return z < 0 ? this.#tail(x, z, 1) : x - this.mean + this.#tail(x, z, -1);
  }

  secondLoss(x: number): number {
    if (x <= 0) return this.#bothSides(x);
    const z = this.#z(x);
    if (this.#sigma > narrow) return this.#secondDifference(x, z, 1);
    return z >= 0 ? this.#secondTail(x, z, -1) : this.#bothSides(x) - this.#secondTail(x, z, 1);
  }

  complementarySecondLoss(x: number): number {
    if (x <= 0) return 0;
    const z = this.#z(x);
    if (this.#sigma > narrow) return this.#secondDifference(x, z, -1);
    return z < 0 ? this.#secondTail(x, z, 1) : this.#bothSides(x) - this.#secondTail(x, z, -1);
  }

  /** E[(D-x)^2] / 2: the second-order losses of both sides together. */
  #bothSides(x: number): number {
    return (this.sd * this.sd + (this.mean - x) ** 2) / 2;
  }

  /** The loss on the far side of x: above (side -1, z >= 0) or below (side 1, z < 0). */
  #tail(x: number, z: number, side: 1 | -1): number {
    const density = normalDensity(z);
    if (density === 0) return 0;
    return x * density * integrate((u) => tailRatios(-side * z + side * u).loss, 0, this.#sigma);
  }

  #secondTail(x: number, z: number, side: 1 | -1): number {
    const density = normalDensity(z);
    if (density === 0) return 0;
    const sigma = this.#sigma;
    const curvature = (u: number) => (sigma - Math.abs(u)) * tailRatios(-side * z + side * (sigma + u)).secondLoss;
    return x * x * density * (integrate(curvature, -sigma, 0) + integrate(curvature, 0, sigma));
  }

  /** (E[D^2; beyond x] - 2 x E[D; beyond x] + x^2 Pr{beyond x}) / 2, beyond meaning above (side 1) or below (side -1). */
  #secondDifference(x: number, z: number, side: 1 | -1): number {
    const beyond = (shift: number) => normalSurvival(side * (z - shift * this.#sigma));
    const secondMoment = this.mean * this.mean * Math.exp(this.#sigma * this.#sigma);
    return Math.max(0, (secondMoment * beyond(2) - 2 * x * this.mean * beyond(1) + x * x * beyond(0)) / 2);
  }
}

import type { Distribution } from './distribution.ts';
import { integrate } from './gauss-legendre.ts';
import { poissonTerm } from './saddle-point.ts';
import { lnGamma, lowerGamma, normalQuantile, upperGamma } from './special-functions.ts';

/** Within so many deviations above the mean the closed forms lose at most two digits. */
const centre = 2;

/**
 * Gamma distribution with shape k and the given scale; shape 1 is the exponential distribution.
 *
 * With y = x / scale and t(y) = y^k e^-y / gamma(k + 1), E[(D-x)+] = scale ((k - y) Q(k, y) + k t(y)), and below x
 * E[((x-D)+)^m] / m! = scale^m gamma(k + 1) t(y) sum over n >= m of C(n, m) y^n / gamma(k + 1 + n): a series of positive terms.
 * Far above the mean the closed form cancels, and the integral that it stands for is summed instead.
 */
export class GammaDistribution implements Distribution {
  readonly discrete = false;
  readonly mean: number;
  readonly sd: number;
  readonly #shape: number;
  readonly #scale: number;

  constructor(shape: number, scale: number) {
    this.#shape = shape;
    this.#scale = scale;
    this.mean = shape * scale;
    this.sd = Math.sqrt(shape) * scale;
  }

  cdf(x: number): number {
    return lowerGamma(this.#shape, x / this.#scale);
  }

  pdf(x: number): number {
    if (x < 0) return 0;
    if (x === 0) return this.#shape === 1 ? 1 / this.#scale : this.#shape < 1 ? Infinity : 0;
    const y = x / this.#scale;
    return (poissonTerm(this.#shape, y) * this.#shape) / x;
  }

  /** Bisection and Newton steps in ln y, from the Wilson-Hilferty approximation. */
  quantile(p: number): number {
    const shape = this.#shape;
    // The tail that is the smaller one carries the digits.
    const upper = p > 0.5;
    const excess = upper
      ? (lnY: number) => (1 - p - upperGamma(shape, Math.exp(lnY))) / (1 - p)
      : (lnY: number) => (lowerGamma(shape, Math.exp(lnY)) - p) / p;
    const cube = 1 - 1 / (9 * shape) + normalQuantile(p) / Math.sqrt(9 * shape);
    let low = -740;
    let high = Math.log(shape + 60 * Math.sqrt(shape) + 800);
    // Where that fails, near zero, P(k, y) is about y^k / gamma(k + 1).
    let lnY = cube > 0.1 ? Math.log(shape * cube ** 3) : (Math.log(p) + lnGamma(shape + 1)) / shape;
    for (let round = 0; round < 200; round++) {
      lnY = lnY > low && lnY < high ? lnY : (low + high) / 2;
      const gap = excess(lnY);
      if (gap >= 0) high = lnY;
      else low = lnY;
      const slope = (poissonTerm(shape, Math.exp(lnY)) * shape) / (upper ? 1 - p : p);
      const next = lnY - gap / slope;
      if (gap === 0 || high - low < 1e-15 * Math.max(1, Math.abs(lnY)) || Math.abs(next - lnY) < 1e-15) break;
      lnY = next;
    }
    return this.#scale * Math.exp(lnY);
  }

  loss(x: number): number {
    if (x <= 0) return this.mean - x;
    const y = x / this.#scale;
    const k = this.#shape;
    if (x > this.mean + centre * this.sd) return this.#scale * this.#farAbove(y, 1);
    if (x < this.mean) return this.mean - x + this.complementaryLoss(x);
    return this.#scale * ((k - y) * upperGamma(k, y) + k * poissonTerm(k, y));
  }

  complementaryLoss(x: number): number {
    if (x <= 0) return 0;
    if (x > this.mean) return x - this.mean + this.loss(x);
    return this.#scale * this.#below(x / this.#scale, 1);
  }

  secondLoss(x: number): number {
    if (x <= 0) return this.#bothSides(x);
    const y = x / this.#scale;
    const k = this.#shape;
    if (x > this.mean + centre * this.sd) return this.#scale ** 2 * this.#farAbove(y, 2);
    if (x < this.mean) return this.#bothSides(x) - this.complementarySecondLoss(x);
    return (this.#scale ** 2 / 2) * (((k - y) ** 2 + k) * upperGamma(k, y) + (k - y + 1) * k * poissonTerm(k, y));
  }

  complementarySecondLoss(x: number): number {
    if (x <= 0) return 0;
    if (x > this.mean) return this.#bothSides(x) - this.secondLoss(x);
    return this.#scale ** 2 * this.#below(x / this.#scale, 2);
  }

  #bothSides(x: number): number {
    return (this.sd * this.sd + (this.mean - x) ** 2) / 2;
  }

  /** E[((y-G)+)^m] / m! for m = 1, 2 and y <= k, G being the distribution of scale 1. */
  #below(y: number, m: 1 | 2): number {
    const k = this.#shape;
    const first = poissonTerm(k, y);
    if (first === 0) return 0;
    let term = 1;
    let sum = 0;
    for (let n = 1; ; n++) {
      term *= y / (k + n);
      const add = m === 1 ? n * term : ((n * (n - 1)) / 2) * term;
      sum += add;
      if (n > 2 && add < 1e-17 * sum) return first * sum;
    }
  }

  /** E[((G-y)+)^m] / m! = t(y) k / y times the integral of t^m (1 + t / y)^(k-1) e^-t / m! over t > 0, y > k. */
  #farAbove(y: number, m: 1 | 2): number {
    const k = this.#shape;
    const density = (poissonTerm(k, y) * k) / y;
    if (density === 0) return 0;
    const integrand = (t: number) => (m === 1 ? t : (t * t) / 2) * Math.exp((k - 1) * Math.log1p(t / y) - t);
    const scale = k > 1 ? 1 / (1 - (k - 1) / y) : 1;
    let sum = 0;
    for (let from = 0; ; ) {
      const to = from + Math.min(4 * scale, (y + from) / 2);
      const add = integrate(integrand, from, to);
      sum += add;
      if (from > scale && add < 1e-17 * sum) return density * sum;
      from = to;
    }
  }
}

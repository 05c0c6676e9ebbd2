/**
 * Incomplete gamma and beta functions and the normal distribution function, from cephes.
 *
 * cephes throws where a factor underflows, and what it throws across its own stack is never given back; so whatever lies
 * that far out is answered here, and cephes is asked only where it has an answer.
 */
import { compiled, igam, igamc, incbet, lgam, ndtr, ndtri } from 'cephes';

await compiled;

/** ln of the least factor that we hand on; e^-709.8 is where cephes gives up. */
const leastExponent = -690;
const sqrtTwoPi = Math.sqrt(2 * Math.PI);

/** ln gamma(x), x > 0. */
export const lnGamma: (x: number) => number = lgam;

/** P(a, x) = integral of t^(a-1) e^-t over [0, x], divided by gamma(a); a > 0. */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  return vanishes(a, x) ? Number(x > a) : igam(a, x);
}

/** Q(a, x) = 1 - P(a, x), without the loss of digits where it is small. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  return vanishes(a, x) ? Number(x <= a) : igamc(a, x);
}

function vanishes(a: number, x: number): boolean {
  return !(a * Math.log(x) - x - lgam(a) > leastExponent);
}

/** I_x(a, b) = integral of t^(a-1) (1-t)^(b-1) over [0, x], divided by B(a, b); a, b > 0. `y` is 1 - x, as exact as known. */
export function incompleteBeta(a: number, b: number, x: number, y: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const exponent = a * Math.log(x) + b * Math.log(y) + lgam(a + b) - lgam(a) - lgam(b);
  if (exponent < leastExponent) return Number(x * (a + b) > a);
  return incbet(a, b, x);
}

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / sqrtTwoPi;
}

/** Standard normal distribution function for |z| up to 8, where cephes holds 15 digits; the tails are in normal-tail.ts. */
export const normalCentre: (z: number) => number = ndtr;

/** Quantile of the standard normal distribution, 0 < p < 1. */
export const normalQuantile: (p: number) => number = ndtri;

/**
 * Poisson and negative binomial probabilities with full relative accuracy at large means.
 *
 * x^k e^-x / k! as a difference of logarithms loses as many digits as those logarithms have before the point. Stirling's
 * formula for the factorial leaves a deviance, which is small where the probability is not.
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 */
import { lnGamma } from './special-functions.ts';

const halfLnTwoPi = Math.log(2 * Math.PI) / 2;

/** ln(k!) less Stirling's formula (k + 1/2) ln k - k + ln(2 pi) / 2, for real k > 0. */
function stirlingError(k: number): number {
  if (k < 16) return lnGamma(k + 1) - (k + 0.5) * Math.log(k) + k - halfLnTwoPi;
  const inverse = 1 / (k * k);
  return (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / k;
}

/** k ln(k / x) + x - k: nothing where k = x, and never below. */
function deviance(k: number, x: number): number {
  const excess = (k - x) / x;
  return x * ((1 + excess) * Math.log1p(excess) - excess);
}

/** x^k e^-x / gamma(k + 1) for real k >= 0 and x > 0. */
export function poissonTerm(k: number, x: number): number {
  if (k === 0) return Math.exp(-x);
  return Math.exp(-stirlingError(k) - deviance(k, x)) / Math.sqrt(2 * Math.PI * k);
}

/** gamma(r + k) / (gamma(r) k!) p^r q^k with q = 1 - p: k failures before the r-th success. */
export function negativeBinomialTerm(k: number, r: number, p: number, q: number): number {
  if (k === 0) return Math.exp(r * Math.log1p(-q));
  const n = r + k;
  const exponent = stirlingError(n) - stirlingError(k) - stirlingError(r) - deviance(k, n * q) - deviance(r, n * p);
  return (r / n) * Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * r * k));
}

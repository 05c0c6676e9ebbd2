import type { Distribution } from './distribution.ts';
import { negativeBinomialTerm, poissonTerm } from './saddle-point.ts';
import { incompleteBeta, lowerGamma, normalQuantile, upperGamma } from './special-functions.ts';

/** Within so many deviations of the mean the closed forms lose at most two digits; beyond, the terms are summed. */
const centre = 2;
/** Sums reach some ten deviations, so with wider ones the closed forms stand everywhere. */
const widestSd = 100_000;
const shortSum = 40;

/** A counting distribution whose probabilities obey p(k) = (a + b / k) p(k - 1). */
export interface KatzFamily {
  readonly a: number;
  readonly b: number;
  /** Probability of k = 0, 1, 2, ... */
  probability(k: number): number;
  /** Pr{K <= k} and Pr{K > k} for k = 0, 1, 2, ..., each with its own digits. */
  atMost(k: number): number;
  above(k: number): number;
}

export function poissonFamily(mean: number): KatzFamily {
  return {
    a: 0,
    b: mean,
    probability: (k) => poissonTerm(k, mean),
    atMost: (k) => upperGamma(k + 1, mean),
    above: (k) => lowerGamma(k + 1, mean),
  };
}

/** Failures before the r-th success of probability p < 1. */
export function negativeBinomialFamily(r: number, p: number): KatzFamily {
  const q = 1 - p;
  return {
    a: q,
    b: (r - 1) * q,
    probability: (k) => negativeBinomialTerm(k, r, p, q),
    atMost: (k) => incompleteBeta(r, k + 1, p, q),
    above: (k) => incompleteBeta(k + 1, r, q, p),
  };
}

/** Sums over the probabilities beyond a whole number m: of 1, of the distance, of distance (distance +- 1) / 2. */
interface Beyond {
  readonly count: number;
  readonly loss: number;
  readonly secondLoss: number;
}

/**
 * Poisson and negative binomial distributions, moved up by `shift`.
 *
 * Summing k p(k) = (a k + b) p(k - 1) over k > m gives E[K; K > m] = ((a + b) Pr{K > m} + (a + b + a m) p(m)) / (1 - a), and
 * likewise the second factorial moment: the losses in closed form.
 * @see Johnson, Kemp and Kotz (2005), Univariate discrete distributions, section 2.3.1.
 */
export class KatzDistribution implements Distribution {
  readonly discrete = true;
  readonly mean: number;
  readonly sd: number;
  readonly #family: KatzFamily;
  readonly #shift: number;
  readonly #kMean: number;

  constructor(family: KatzFamily, shift = 0) {
    this.#family = family;
    this.#shift = shift;
    this.#kMean = (family.a + family.b) / (1 - family.a);
    this.mean = shift + this.#kMean;
    this.sd = Math.sqrt(this.#kMean / (1 - family.a));
  }

  cdf(x: number): number {
    const k = Math.floor(x - this.#shift);
    return k < 0 ? 0 : this.#family.atMost(k);
  }

  pdf(x: number): number {
    const k = x - this.#shift;
    return k < 0 || !Number.isInteger(k) ? 0 : this.#family.probability(k);
  }

  quantile(p: number): number {
    // The tail that is the smaller one carries the digits.
    const reached = (k: number) => (p > 0.5 ? this.#family.above(k) <= 1 - p : this.#family.atMost(k) >= p);
    const guess = Math.max(0, Math.floor(this.#kMean + this.sd * normalQuantile(p)));
    let step = Math.max(1, Math.floor(this.sd / 8));
    let low = guess;
    let high = guess;
    if (reached(guess)) {
      while (low >= 0 && reached(low)) {
        high = low;
        low -= step;
        step *= 2;
      }
      low = Math.max(low, -1);
    } else
      do {
        low = high;
        high += step;
        step *= 2;
      } while (!reached(high));
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (reached(middle)) high = middle;
      else low = middle;
    }
    return this.#shift + high;
  }

  loss(x: number): number {
    const y = x - this.#shift;
    if (y < 0) return this.#kMean - y;
    // Between whole numbers the loss is linear: what lies above the next one, and the rest of the way to it.
    const next = Math.floor(y) + 1;
    return this.#above(next).loss + (next - y) * this.#family.above(next - 1);
  }

  complementaryLoss(x: number): number {
    const y = x - this.#shift;
    if (y < 0) return 0;
    const { count, loss } = this.#below(Math.floor(y));
    return loss + (y - Math.floor(y)) * count;
  }

  secondLoss(x: number): number {
    const y = x - this.#shift;
    if (y <= -1) return this.#bothSides(y);
    const part = y - Math.floor(y);
    const { count, loss, secondLoss } = this.#above(Math.floor(y) + 1);
    return secondLoss + (1 - part) * (loss - (part / 2) * count);
  }

  complementarySecondLoss(x: number): number {
    const y = x - this.#shift;
    if (y < 0) return 0;
    const part = y - Math.floor(y);
    const { count, loss, secondLoss } = this.#below(Math.floor(y));
    return secondLoss + part * loss + ((part * (1 + part)) / 2) * count;
  }

  /** E[(K - y)(K - y - 1)] / 2. */
  #bothSides(y: number): number {
    const distance = this.#kMean - y;
    return (this.sd * this.sd + distance * (distance - 1)) / 2;
  }

  /** Over k > m. */
  #above(m: number): Beyond {
    const { a, b, probability, above } = this.#family;
    if (m > this.#kMean + centre * this.sd && this.sd < widestSd) return this.#sumAbove(m);
    const count = above(m);
    const p = probability(m);
    const first = ((a + b) * count + (a + b + a * m) * p) / (1 - a);
    const second = ((2 * a + b) * (first + m * p) + a * m * (m - 1) * p) / (1 - a);
    return { count, loss: first - m * count, secondLoss: (second - 2 * m * first + m * (m + 1) * count) / 2 };
  }

  /** Over k <= m. */
  #below(m: number): Beyond {
    const short = m <= shortSum || (m < this.#kMean - centre * this.sd && this.sd < widestSd);
    if (short) return this.#sumBelow(m);
    const above = this.#above(m);
    return {
      count: this.#family.atMost(m),
      loss: Math.max(0, m - this.#kMean + above.loss),
      secondLoss: Math.max(0, this.#bothSides(m) - above.secondLoss),
    };
  }

  #sumAbove(m: number): Beyond {
    const { a, b, probability } = this.#family;
    const first = probability(m + 1);
    let term = 1;
    let count = 0;
    let loss = 0;
    let secondLoss = 0;
    for (let distance = 1; first > 0; distance++) {
      count += term;
      loss += distance * term;
      const add = ((distance * (distance - 1)) / 2) * term;
      secondLoss += add;
      // From here on every term is at most `ratio` times the one before, and what is left is as small as this one.
      const ratio = a + b / (m + 1 + distance);
      if (distance > 2 && add <= 1e-17 * secondLoss * (1 - ratio)) break;
      term *= ratio;
      if (term === 0) break;
    }
    return { count: first * count, loss: first * loss, secondLoss: first * secondLoss };
  }

  #sumBelow(m: number): Beyond {
    const { a, b, probability } = this.#family;
    // Towards the mean the terms grow, and may overflow while the first underflows: then from the other end.
    if (m > this.#kMean && m <= shortSum) return this.#sumFromZero(m);
    const first = probability(m);
    let term = 1;
    let count = 0;
    let loss = 0;
    let secondLoss = 0;
    for (let k = m; k >= 0; k--) {
      const distance = m - k;
      count += term;
      loss += distance * term;
      secondLoss += ((distance * (distance + 1)) / 2) * term;
      term *= k / (a * k + b);
      if (term * (distance + 2) ** 2 < 1e-20 * secondLoss) break;
    }
    return { count: first * count, loss: first * loss, secondLoss: first * secondLoss };
  }

  #sumFromZero(m: number): Beyond {
    const { a, b, probability } = this.#family;
    let p = probability(0);
    let count = 0;
    let loss = 0;
    let secondLoss = 0;
    for (let k = 0; k <= m; k++) {
      const distance = m - k;
      count += p;
      loss += distance * p;
      secondLoss += ((distance * (distance + 1)) / 2) * p;
      p *= a + b / (k + 1);
    }
    return { count, loss, secondLoss };
  }
}

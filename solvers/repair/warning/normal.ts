/**
 * Standard normal distribution, quick: forecasts ask for it some hundred thousand times, and eight digits are plenty beside
 * what is known of delays.
 */

/**
 * Pr{Z <= z}, within 7.5e-8.
 * @see Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.2.17.
 */
export function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = 0.3989422804014327 * Math.exp(-0.5 * z * z) * polynomial;
  return z >= 0 ? 1 - tail : tail;
}

/** z with Pr{Z <= z} = p, 0 < p < 1, by bisection; for tables. */
export function normalQuantile(p: number): number {
  let low = -8;
  let high = 8;
  for (let step = 0; step < 48; step++) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

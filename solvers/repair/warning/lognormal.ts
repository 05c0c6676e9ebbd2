/**
 * Log-normal times: never negative, skewed to the late side. Given by mean and spread (standard deviation over mean).
 * @see Rakha, El-Shawarby and Arafeh (2010), Trip travel-time reliability: issues and proposed solutions, Journal of
 * Intelligent Transportation Systems 14(4):232-250: log-normal against normal for trips on roads.
 */
import { normalBelow, normalQuantile } from './normal.ts';

/** A power of two, so that upper bits of a random number are an index; its outermost quantile is 3.7 deviations out. */
export const tableBits = 12;

const size = 1 << tableBits;
const quantiles = Float64Array.from({ length: size }, (_, at) => normalQuantile((at + 0.5) / size));

/** Equally likely factors with mean 1; a draw is one look into the table. */
export function factorTable(spread: number): Float64Array {
  const sigma = Math.sqrt(Math.log(1 + spread * spread));
  const table = quantiles.map((z) => Math.exp(sigma * z));
  const mean = table.reduce((sum, factor) => sum + factor, 0) / size;
  return table.map((factor) => factor / mean);
}

/** A time as a sum of independent ones, by its first two moments. */
export interface RandomTime {
  readonly mean: number;
  readonly variance: number;
}

const noTime: RandomTime = { mean: 0, variance: 0 };

export function timeOf(mean: number, spread: number): RandomTime {
  return { mean, variance: (mean * spread) ** 2 };
}

export function sumOf(...times: readonly RandomTime[]): RandomTime {
  return times.reduce(
    (sum, { mean, variance }) => ({ mean: sum.mean + mean, variance: sum.variance + variance }),
    noTime,
  );
}

/**
 * Pr{time <= x}: the sum taken as log-normal again (Fenton and Wilkinson).
 * @see Fenton (1960), IRE Transactions on Communications Systems 8(1):57-67.
 */
export function belowOf({ mean, variance }: RandomTime): (x: number) => number {
  if (variance <= 0 || mean <= 0) return (x) => (x >= mean ? 1 : 0);
  const squared = Math.log(1 + variance / (mean * mean));
  const sigma = Math.sqrt(squared);
  const location = Math.log(mean) - squared / 2;
  return (x) => (x <= 0 ? 0 : normalBelow((Math.log(x) - location) / sigma));
}

/** Demand of several periods, each independent of the others and distributed alike. */
import type { DemandDistribution } from '../../../models/reorder-questions/distribution.ts';
import type { Distribution } from './distribution.ts';
import { distributionOf } from './distribution-of.ts';
import { sumOfContinuous } from './histogram.ts';
import { KatzDistribution, negativeBinomialFamily } from './katz.ts';
import { ListedDistribution } from './listed.ts';

/** A list of values further apart than this many least steps is added up value by value, not on a grid. */
const widestGrid = 1_000_000;

/**
 * @param periods - above 0, and whole for the distributions whose parts have no name: geometric, lognormal, uniform, discrete, empirical.
 * @returns exact, but for lognormal and uniform demand of more than one period (see sumOfContinuous).
 */
export function demandOver(spec: DemandDistribution, periods: number): Distribution {
  if (periods === 1) return distributionOf(spec);
  switch (spec.type) {
    case 'normal':
      return distributionOf({ ...spec, mean: spec.mean * periods, sd: spec.sd * Math.sqrt(periods) });
    case 'poisson':
      return distributionOf({ ...spec, mean: spec.mean * periods });
    case 'gamma':
      return distributionOf({ ...spec, shape: spec.shape * periods });
    case 'exponential':
      return distributionOf({ type: 'gamma', shape: periods, scale: 1 / spec.rate });
    case 'negative-binomial':
      return distributionOf({ ...spec, r: spec.r * periods });
    case 'geometric':
      return spec.p < 1
        ? new KatzDistribution(negativeBinomialFamily(periods, spec.p), periods)
        : distributionOf({ type: 'discrete', pmf: [[periods, 1]] });
    case 'uniform':
      if (spec.min === spec.max) return distributionOf({ type: 'normal', mean: spec.min * periods, sd: 0 });
      return sumOfContinuous(distributionOf(spec), periods);
    case 'lognormal':
      return sumOfContinuous(distributionOf(spec), periods);
    case 'discrete':
      return sumOfListed(spec.pmf, periods);
    case 'empirical':
      return sumOfListed(
        spec.samples.map((sample) => [sample, 1 / spec.samples.length] as const),
        periods,
      );
  }
}

type Pmf = readonly (readonly [number, number])[];

function sumOfListed(pmf: Pmf, periods: number): Distribution {
  let sum: Pmf = [[0, 1]];
  for (let power: Pmf = merged(pmf), left = periods; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) sum = convolve(sum, power);
    if (left > 1) power = convolve(power, power);
  }
  return new ListedDistribution(sum);
}

function merged(pmf: Pmf): Pmf {
  const sum = new Map<number, number>();
  for (const [value, probability] of pmf) if (probability > 0) sum.set(value, (sum.get(value) ?? 0) + probability);
  return [...sum];
}

/** On the grid of whole numbers where all values are, and near enough together; else value by value. */
function convolve(a: Pmf, b: Pmf): Pmf {
  const lowA = least(a);
  const lowB = least(b);
  const span = greatest(a) - lowA + greatest(b) - lowB;
  const whole = [...a, ...b].every(([value]) => Number.isInteger(value));
  if (whole && span < widestGrid) {
    const sum = new Float64Array(span + 1);
    for (const [one, p] of a) for (const [other, q] of b) sum[one - lowA + other - lowB] += p * q;
    return Array.from(sum, (probability, i): readonly [number, number] => [lowA + lowB + i, probability]).filter(
      ([, probability]) => probability > 0,
    );
  }
  const sum = new Map<number, number>();
  for (const [one, p] of a)
    for (const [other, q] of b) {
      // Sums of decimals that differ by rounding only are one value.
      const value = Number((one + other).toPrecision(14));
      sum.set(value, (sum.get(value) ?? 0) + p * q);
    }
  return [...sum];
}

function least(pmf: Pmf): number {
  return pmf.reduce((low, [value]) => Math.min(low, value), Infinity);
}

function greatest(pmf: Pmf): number {
  return pmf.reduce((high, [value]) => Math.max(high, value), -Infinity);
}

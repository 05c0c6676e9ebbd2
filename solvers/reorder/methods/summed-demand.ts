import type { Distribution } from '../distributions/distribution.ts';
import { ListedDistribution } from '../distributions/listed.ts';
import { type DemandTable, demandTable, spreadOf } from './demand-table.ts';

export interface SummedDemand {
  /** Demand from the first period up to and with each one. */
  readonly sums: Distribution[];
  /** Sums are those of demand rounded to multiples of it. */
  readonly gridStep: number;
}

/** Distributions of the sums of independent demands, by convolution on a grid fine against the last sum's deviation. */
export function summedDemand(demands: readonly Distribution[]): SummedDemand {
  const variance = demands.reduce((sum, { sd }) => sum + sd * sd, 0);
  const allDiscrete = demands.every(({ discrete }) => discrete);
  // A table of some thousand cells, also where a long tail reaches far beyond the deviation.
  const widest = demands.reduce((sum, demand) => sum + spreadOf(demand), 0);
  const fineness = Math.max(Math.sqrt(variance) / (allDiscrete ? 2000 : 300), widest / 100_000);
  const gridStep = stepFor(fineness, allDiscrete);
  let sum: DemandTable = { first: 0, probabilities: Float64Array.of(1) };
  const sums = demands.map((demand) => {
    sum = convolved(sum, demandTable(demand, gridStep));
    const { first, probabilities } = sum;
    return new ListedDistribution(
      Array.from(probabilities, (probability, i) => [(first + i) * gridStep, probability] as const),
      allDiscrete,
    );
  });
  return { sums, gridStep };
}

/** The greatest of 1, 2, 5 times a power of ten that is at most `most`; whole demands keep whole steps. */
function stepFor(most: number, whole: boolean): number {
  if (most <= 0 || (whole && most <= 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * (most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1);
}

/** Distribution of the sum, without what lies below 1e-15 at either end. */
function convolved(one: DemandTable, other: DemandTable): DemandTable {
  const sum = new Float64Array(one.probabilities.length + other.probabilities.length - 1);
  one.probabilities.forEach((weight, i) => {
    for (let j = 0; j < other.probabilities.length; j++) sum[i + j] += weight * other.probabilities[j];
  });
  let from = 0;
  let to = sum.length;
  while (from < to - 1 && sum[from] < 1e-15) from++;
  while (to > from + 1 && sum[to - 1] < 1e-15) to--;
  return { first: one.first + other.first + from, probabilities: sum.slice(from, to) };
}

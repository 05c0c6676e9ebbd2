/** Demand of a period as probabilities on whole units. */
import type { Distribution } from '../../distributions/distribution.ts';
import type { PeriodDemand } from './model.ts';

/** A tail below this is left where it is: distribution functions themselves are no closer to 1. */
const negligible = 1e-13;
/** No tail is followed further: such a demand is not planned by age class. */
const mostUnits = 1_000_000;

/**
 * Whole-unit demand of a distribution. Discrete ones keep their probabilities; a continuous one is rounded to the nearest
 * unit, Pr{D = k} = F(k + 1/2) - F(k - 1/2), with all below 1/2 at 0.
 * @param most - the greatest demand there is; what the distribution has from there on falls on it.
 */
export function wholeUnitDemand(distribution: Distribution, most = mostUnits): PeriodDemand {
  const probability: number[] = [];
  let below = 0;
  for (let k = 0; k < most; k++) {
    const cumulative = Math.max(below, distribution.cdf(distribution.discrete ? k : k + 0.5));
    probability.push(distribution.discrete ? distribution.pdf(k) : cumulative - below);
    below = cumulative;
    if (k >= distribution.mean && 1 - below < negligible) break;
  }
  const rest = Math.max(0, 1 - probability.reduce((sum, each) => sum + each, 0));
  if (probability.length === most) probability.push(rest);
  else probability[probability.length - 1] += rest;
  return demandOf(probability);
}

/** Demand with the given probabilities of 0, 1, 2, ... units. */
export function demandOf(probabilities: readonly number[]): PeriodDemand {
  const mean = probabilities.reduce((sum, probability, units) => sum + units * probability, 0);
  return { probability: Float64Array.from(probabilities), mean };
}

/** The same demand with all of `most` units or more on `most`; the mean stays that of the whole. For stocks of at most `most`. */
export function lumped(demand: PeriodDemand, most: number): PeriodDemand {
  if (demand.probability.length <= most + 1) return demand;
  const probability = demand.probability.slice(0, most + 1);
  for (let k = most + 1; k < demand.probability.length; k++) probability[most] += demand.probability[k];
  return { probability, mean: demand.mean };
}

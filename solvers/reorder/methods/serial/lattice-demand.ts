/** Demand over a lead time as probabilities on multiples of a step. */
import type { DemandDistribution } from '../../../../models/reorder-questions/distribution.ts';
import type { Distribution } from '../../distributions/distribution.ts';
import { distributionOf } from '../../distributions/distribution-of.ts';

/** Pr{D = (first + k) step} = weights[k]. */
export interface LatticeDemand {
  readonly step: number;
  readonly first: number;
  readonly weights: Float64Array;
}

/** Both tails together that are left out: their part in a cost is below the rounding of the sums. */
const negligible = 1e-12;

/** The distribution of the demand of `leadTime` time units, where its family has it; undefined where sums must be formed. */
export function demandOver(demand: DemandDistribution, leadTime: number): DemandDistribution | undefined {
  switch (demand.type) {
    case 'normal':
      return { type: 'normal', mean: demand.mean * leadTime, sd: demand.sd * Math.sqrt(leadTime) };
    case 'poisson':
      return { type: 'poisson', mean: demand.mean * leadTime };
    case 'gamma':
      return { type: 'gamma', shape: demand.shape * leadTime, scale: demand.scale };
    case 'exponential':
      return { type: 'gamma', shape: leadTime, scale: 1 / demand.rate };
    case 'negative-binomial':
      return { type: 'negative-binomial', r: demand.r * leadTime, p: demand.p };
    default:
      return undefined;
  }
}

/** Demand over a lead time on the lattice of `step`; families without a closed sum need whole lead times. */
export function latticeDemandOver(demand: DemandDistribution, leadTime: number, step: number): LatticeDemand {
  if (leadTime === 0) return { step, first: 0, weights: Float64Array.of(1) };
  const closed = demandOver(demand, leadTime);
  if (closed) return onLattice(distributionOf(closed), step);
  const perUnit = onLattice(distributionOf(demand), step);
  let sum = perUnit;
  for (let unit = 1; unit < leadTime; unit++) sum = trimmed(convolved(sum, perUnit));
  return sum;
}

/** Demand that comes in whole units. */
export function inWholeUnits(demand: DemandDistribution): boolean {
  switch (demand.type) {
    case 'poisson':
    case 'negative-binomial':
    case 'geometric':
      return true;
    case 'discrete':
      return demand.pmf.every(([value]) => Number.isInteger(value));
    case 'empirical':
      return demand.samples.every(Number.isInteger);
    default:
      return false;
  }
}

/** From the least to the greatest demand of a lead time that is taken into account. */
export function spreadOver(demand: DemandDistribution, leadTime: number): number {
  if (leadTime === 0) return 0;
  const closed = demandOver(demand, leadTime);
  const distribution = distributionOf(closed ?? demand);
  if (distribution.sd === 0) return 0;
  const spread = distribution.quantile(1 - negligible) - distribution.quantile(negligible);
  return closed ? spread : spread * leadTime;
}

/**
 * Puts a distribution on a lattice. Whole-number demand on step 1 stays as it is. Any other is split between the two
 * neighbours of each point in proportion to nearness, which keeps the mean:
 * w(x) = (n(x - step) - 2 n(x) + n(x + step)) / step with n the first-order loss; an expectation of a smooth f then
 * has an error of step^2 E[f''(D)] / 12 or less.
 */
export function onLattice(distribution: Distribution, step: number): LatticeDemand {
  if (distribution.sd === 0) return certain(distribution.mean, step);
  const first = Math.floor(distribution.quantile(negligible) / step);
  const last = Math.ceil(distribution.quantile(1 - negligible) / step);
  const weights = new Float64Array(last - first + 1);
  if (step === 1 && isWholeUnits(distribution, first, last)) {
    for (let k = 0; k < weights.length; k++) weights[k] = distribution.pdf(first + k);
    return normalised({ step, first, weights });
  }
  // Below the mean by E[(x - D)+], which differs from the loss by a straight line and is the small one there.
  const middle = Math.max(0, Math.min(weights.length, Math.ceil(distribution.mean / step) - first));
  const fill = (from: number, to: number, loss: (x: number) => number) => {
    let before = from < to ? loss((first + from - 1) * step) : 0;
    let here = from < to ? loss((first + from) * step) : 0;
    for (let k = from; k < to; k++) {
      const after = loss((first + k + 1) * step);
      weights[k] = Math.max(0, (before - 2 * here + after) / step);
      before = here;
      here = after;
    }
  };
  fill(0, middle, (x) => distribution.complementaryLoss(x));
  fill(middle, weights.length, (x) => distribution.loss(x));
  return normalised({ step, first, weights });
}

/** All probability is on whole units (a discrete distribution can also be on listed values in between). */
function isWholeUnits(distribution: Distribution, first: number, last: number): boolean {
  if (!distribution.discrete) return false;
  let total = 0;
  for (let x = first; x <= last; x++) total += distribution.pdf(x);
  return total > 1 - 1e-9;
}

function certain(value: number, step: number): LatticeDemand {
  const first = Math.floor(value / step + 1e-9);
  const upper = value / step - first;
  return upper > 1e-9
    ? { step, first, weights: Float64Array.of(1 - upper, upper) }
    : { step, first, weights: Float64Array.of(1) };
}

function normalised(demand: LatticeDemand): LatticeDemand {
  const total = demand.weights.reduce((sum, weight) => sum + weight, 0);
  return { ...demand, weights: demand.weights.map((weight) => weight / total) };
}

function convolved(a: LatticeDemand, b: LatticeDemand): LatticeDemand {
  const weights = new Float64Array(a.weights.length + b.weights.length - 1);
  for (let i = 0; i < a.weights.length; i++) {
    const weight = a.weights[i];
    if (weight > 0) for (let j = 0; j < b.weights.length; j++) weights[i + j] += weight * b.weights[j];
  }
  return { step: a.step, first: a.first + b.first, weights };
}

/** Without the tails that no cost can feel, so that sums of many do not grow for nothing. */
function trimmed(demand: LatticeDemand): LatticeDemand {
  let from = 0;
  let to = demand.weights.length;
  let tail = 0;
  while (from < to - 1 && tail + demand.weights[from] < negligible / 2) tail += demand.weights[from++];
  tail = 0;
  while (to - 1 > from && tail + demand.weights[to - 1] < negligible / 2) tail += demand.weights[--to];
  return normalised({ step: demand.step, first: demand.first + from, weights: demand.weights.slice(from, to) });
}

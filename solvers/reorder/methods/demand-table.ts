import type { Distribution } from '../distributions/distribution.ts';

/** Demand of a period on a grid: probabilities[i] is that of (first + i) steps. Sums to 1; no demand is below 0. */
export interface DemandTable {
  readonly first: number;
  readonly probabilities: Float64Array;
}

/** What is beyond the first and the last entry; it is added to them. */
const tail = 1e-11;

/** Units between the first and the last demand that a table holds. */
export function spreadOf(demand: Distribution): number {
  return demand.quantile(1 - tail) - demand.quantile(tail);
}

/**
 * Rounds demand to the nearest multiple of `step`. Demand below 0, which a normal distribution has, counts as none.
 * On integers with step 1 the entries are the probabilities themselves.
 */
export function demandTable(demand: Distribution, step: number): DemandTable {
  const asGiven = demand.discrete && step === 1;
  const first = Math.max(0, Math.floor(demand.quantile(tail) / step));
  const last = Math.max(first, Math.ceil(demand.quantile(1 - tail) / step));
  const probabilities = new Float64Array(last - first + 1);
  let before = 0;
  for (let cell = first; cell < last; cell++) {
    const upTo = demand.cdf(asGiven ? cell : (cell + 0.5) * step);
    probabilities[cell - first] = Math.max(0, upTo - before);
    before = Math.max(before, upTo);
  }
  probabilities[last - first] = Math.max(0, 1 - before);
  return { first, probabilities };
}

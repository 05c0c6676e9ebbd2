/** Value iteration with bounds on its limit, for one operator T of a discounted or an average-cost problem. */

export interface SweepProblem {
  /** Number of states. */
  readonly size: number;
  /** T(v + c) = T(v) + discount c for every constant c; 1 for the average criterion. */
  readonly discount: number;
  /** Writes T(values) to `out`; T is monotone. */
  apply(values: Float64Array, out: Float64Array): void;
  readonly mostSweeps?: number;
  /** Wanted half width of the bounds, relative to the values (or to the gain, for the average criterion). */
  readonly tolerance?: number;
  /** Ends early, unconverged, once the first state's value (the average, with discount 1) is proved to be above this. */
  readonly cutoff?: number;
}

export interface FixedPoint {
  /** The values, or with discount 1 the values relative to the first state. */
  readonly values: Float64Array;
  /** Discounted: every state's value is within this of `values`. Average: of `gain`. */
  readonly error: number;
  /** T(v) - v in the limit: the average per sweep, with discount 1. */
  readonly gain: number;
  readonly sweeps: number;
  /** The bounds are as close as wanted, or as arithmetic allows. */
  readonly converged: boolean;
}

/** From here on half of the old values is kept: chains that cycle among sets of states converge so too. */
const sweepsBeforeDamping = 40;

/**
 * Iterates v <- T(v), less a constant so that figures stay small, until the bounds of MacQueen and Porteus meet: with
 * a = min(T v - v) and b = max(T v - v), the fixed point lies in T v + discount / (1 - discount) [a, b], and the average
 * of an undiscounted problem in [a, b], for every v.
 * @see Puterman (1994), Markov Decision Processes, sections 6.6.2 and 8.5.4 (keeping part of the old values: aperiodicity).
 */
export function iterateValues(problem: SweepProblem): FixedPoint {
  const { size, discount, apply, mostSweeps = 5000, tolerance = 1e-11, cutoff = Infinity } = problem;
  const reach = discount < 1 ? discount / (1 - discount) : 1;
  let values = new Float64Array(size);
  let next = new Float64Array(size);
  for (let sweeps = 1; ; sweeps++) {
    apply(values, next);
    let least = Infinity;
    let most = -Infinity;
    let largest = 0;
    for (let state = 0; state < size; state++) {
      const change = next[state] - values[state];
      if (change < least) least = change;
      if (change > most) most = change;
      const magnitude = Math.abs(next[state]);
      if (magnitude > largest) largest = magnitude;
    }
    const middle = (least + most) / 2;
    const error = (reach * (most - least)) / 2;
    const scale = discount < 1 ? largest + reach * Math.abs(middle) : Math.abs(middle);
    // Differences of figures of size `largest` carry its rounding; waiting for less would wait for ever.
    const converged = error <= Math.max(tolerance * scale, reach * largest * 2e-15);
    const provedLeast = discount < 1 ? next[0] + reach * least : least;
    if (converged || sweeps >= mostSweeps || provedLeast > cutoff) {
      const shift = discount < 1 ? reach * middle : -next[0];
      for (let state = 0; state < size; state++) next[state] += shift;
      return { values: next, error, gain: middle, sweeps, converged };
    }
    const kept = sweeps > sweepsBeforeDamping ? 0.5 : 0;
    const base = next[0];
    for (let state = 0; state < size; state++) next[state] += kept * (values[state] - next[state]) - base;
    [values, next] = [next, values];
  }
}

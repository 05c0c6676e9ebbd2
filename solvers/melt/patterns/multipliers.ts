/**
 * Whole-number multipliers and the bound they prove.
 *
 * For any multipliers p of the pieces (p <= scale * penalty where pieces may be left) and q <= 0 of the limits, every
 * plan costs at least
 *
 *   ( sum of p[t] * demand[t]  +  sum of q[l] * most[l]  +  mostHeats * min(0, least reduced cost) ) / scale
 *
 * where the reduced cost of a pattern is scale * cost(cell) - sum of p * pieces - sum of q * coefficient(cell). All terms
 * are whole and below 2^53, so the bound holds as computed: no floating point is trusted, whatever proposed the numbers.
 *
 * @see Farley (1990), Operations Research 38:922-923; Held, Cook and Sewell (2012), Mathematical Programming
 *   Computation 4:363-381, on safe bounds from rounded duals.
 */
import { missingPrice } from './master.ts';
import type { Cell, PatternProblem } from './problem.ts';

export interface Multipliers {
  readonly scale: number;
  /** By row of the problem. */
  readonly piece: Float64Array;
  /** By limit, at most 0. */
  readonly limit: Float64Array;
}

/** The power of two by which duals are multiplied: as fine as sums allow while every piece is still missing. */
export function scaleFor(problem: PatternProblem): number {
  const { penalty, demand, cells } = problem;
  const costliest = cells.reduce((most, { cost }) => Math.max(most, cost), 1);
  let dearest = costliest;
  let pieces = 0;
  let largest = costliest * problem.mostHeats;
  for (let row = 0; row < demand.length; row++) {
    pieces += demand[row];
    if (!Number.isFinite(penalty[row])) continue;
    dearest = Math.max(dearest, penalty[row]);
    largest += penalty[row] * demand[row];
  }
  largest = Math.max(largest, missingPrice * dearest * pieces);
  return 2 ** Math.max(0, Math.min(30, Math.floor(Math.log2(2 ** 50 / largest))));
}

/** Rounds duals (in steps of the objective) to multipliers that the bound may use. */
export function roundDuals(
  problem: PatternProblem,
  scale: number,
  piece: ArrayLike<number>,
  limit: ArrayLike<number>,
): Multipliers {
  const { penalty, mayShed } = problem;
  return {
    scale,
    piece: Float64Array.from(penalty, (most, row) => {
      const rounded = Math.round(piece[row] * scale);
      return Math.max(mayShed ? 0 : -Infinity, Number.isFinite(most) ? Math.min(rounded, most * scale) : rounded);
    }),
    limit: Float64Array.from(problem.limits, (_, l) => Math.min(0, Math.round(limit[l] * scale)) || 0),
  };
}

/** Scaled cost of a heat of the cell less what its limits charge: reduced cost is this less the pieces' profit. */
export function cellCharge(problem: PatternProblem, { limit, scale }: Multipliers, cell: number): number {
  let charge = problem.cells[cell].cost * scale;
  for (let l = 0; l < problem.limits.length; l++) charge -= limit[l] * problem.limits[l].coefficients[cell];
  return charge;
}

/** Profits of a cell's pieces, by place. */
export function profitsOf({ rows }: Cell, { piece }: Multipliers): Float64Array {
  const profits = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) profits[at] = piece[rows[at]];
  return profits;
}

/**
 * The bound, scaled.
 * @param leastReducedCost - over all patterns, scaled.
 * @returns -Infinity where a sum may have been too large to be exact.
 */
export function scaledBound(problem: PatternProblem, multipliers: Multipliers, leastReducedCost: number): number {
  if (!(largestSum(problem, multipliers) - problem.mostHeats * Math.min(0, leastReducedCost) < 2 ** 53))
    return -Infinity;
  let sum = problem.mostHeats * Math.min(0, leastReducedCost);
  for (let row = 0; row < problem.demand.length; row++) sum += multipliers.piece[row] * problem.demand[row];
  for (let l = 0; l < problem.limits.length; l++) sum += multipliers.limit[l] * problem.limits[l].most;
  return sum;
}

/** No sum of the bound, and none of a pattern's reduced cost, is larger; NaN where a multiplier is. */
function largestSum({ demand, limits, cells }: PatternProblem, { scale, piece, limit }: Multipliers): number {
  let sum = scale * cells.reduce((most, { cost }) => Math.max(most, cost), 0);
  for (let row = 0; row < demand.length; row++) sum += Math.abs(piece[row]) * demand[row];
  limits.forEach(({ most, coefficients }, l) => {
    let factor = Math.abs(most);
    for (const coefficient of coefficients) factor = Math.max(factor, Math.abs(coefficient));
    sum -= limit[l] * factor;
  });
  return sum;
}

/** Steps of the objective that a scaled bound proves. */
export function provedSteps(scaled: number, scale: number): number {
  return Math.ceil(scaled / scale);
}

/** Checks of an answer that use the model alone, none of the libraries' code. */
import type { LpDuals, MilpEnd, MilpModel } from './milp.ts';

/** Distance from a whole number that counts as whole; the libraries' own is 1e-5 to 1e-6. */
export const integralityTolerance = 1e-5;
/** Absolute part of the tolerance on bounds and rows: the libraries' own feasibility tolerances are 1e-6 to 1e-7. */
export const feasibilityTolerance = 1e-6;
/**
 * Relative part, of the gross activity sum |entry * value|: rounding noise of a long sum. Kept this small so that
 * integer rows stay exact: at 5e6 g in a furnace it is 0.005 g, while a relative 1e-6 would let 5 g too much pass.
 */
export const relativeFeasibilityTolerance = 1e-9;
/** Relative to max(1, sum |cost * value|): objectives that agree, a bound that meets its objective. */
export const objectiveTolerance = 1e-6;
/** A reduced cost that would need an infinite bound counts as zero up to here, times the largest cost. */
export const dualTolerance = 1e-6;

/** What a library claims, before it is checked. */
export interface Claim {
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'unbounded' | 'unbounded-or-infeasible' | 'unknown';
  readonly endedBy: MilpEnd;
  readonly values?: ArrayLike<number>;
  readonly objective?: number;
  readonly bound?: number;
  readonly rowDuals?: Float64Array;
  readonly reason?: string;
}

export type PointCheck =
  | { readonly ok: true; readonly values: Float64Array; readonly objective: number; readonly scale: number }
  | { readonly ok: false; readonly reason: string };

/**
 * Rounds the integer columns and checks the rounded point against bounds and rows.
 * @returns the rounded values, their objective and its scale (sum of |cost * value|, at least 1), or the broken rule.
 */
export function verifyPoint(model: MilpModel, values: ArrayLike<number>): PointCheck {
  const { columns, rows } = model;
  if (values.length !== columns.length) return refuse(`${values.length} values for ${columns.length} columns`);
  const rounded = new Float64Array(columns.length);
  const activity = new Float64Array(rows.length);
  const gross = new Float64Array(rows.length);
  let objective = 0;
  let scale = 1;
  for (let j = 0; j < columns.length; j++) {
    const column = columns[j];
    const value = column.integer ? Math.round(values[j]) : values[j];
    if (!Number.isFinite(value)) return refuse(`column ${j} is ${values[j]}`);
    if (Math.abs(value - values[j]) > integralityTolerance) return refuse(`column ${j} is ${values[j]}, not whole`);
    const outside = Math.max(column.lower - value, value - column.upper);
    if (outside > slackOf(value)) return refuse(`column ${j} is ${value}, not in [${column.lower}, ${column.upper}]`);
    rounded[j] = value;
    objective += column.cost * value;
    scale += Math.abs(column.cost * value);
    for (let k = 0; k < column.rows.length; k++) {
      const term = column.coefficients[k] * value;
      activity[column.rows[k]] += term;
      gross[column.rows[k]] += Math.abs(term);
    }
  }
  for (let i = 0; i < rows.length; i++) {
    const outside = Math.max(rows[i].lower - activity[i], activity[i] - rows[i].upper);
    if (outside > slackOf(gross[i])) {
      return refuse(`row ${i} is ${activity[i]}, not in [${rows[i].lower}, ${rows[i].upper}]`);
    }
  }
  return { ok: true, values: rounded, objective, scale };
}

function refuse(reason: string): PointCheck {
  return { ok: false, reason };
}

function slackOf(gross: number): number {
  return feasibilityTolerance + relativeFeasibilityTolerance * Math.abs(gross);
}

/** Whether the value a library gave is the recomputed one; undefined counts as agreed. */
export function agrees(claimed: number | undefined, recomputed: number, scale: number): boolean {
  return claimed === undefined || Math.abs(claimed - recomputed) <= objectiveTolerance * scale;
}

/** cost - sum of rowDual * coefficient, per column. */
export function reducedCosts({ columns }: MilpModel, rowDuals: ArrayLike<number>): Float64Array {
  return Float64Array.from(columns, ({ cost, rows, coefficients }) => {
    let reduced = cost;
    for (let k = 0; k < rows.length; k++) reduced -= rowDuals[rows[k]] * coefficients[k];
    return reduced;
  });
}

/**
 * Lower bound of the LP (and so of the integer programme) that any multipliers prove: each row and column contributes
 * its multiplier times the bound that is active for its sign. -Infinity where such a bound is infinite.
 */
export function dualBound(model: MilpModel, { rowDuals, reducedCosts }: LpDuals): number {
  const { columns, rows } = model;
  const largestCost = columns.reduce((largest, { cost }) => Math.max(largest, Math.abs(cost)), 1);
  const term = (multiplier: number, lower: number, upper: number) => {
    const bound = multiplier > 0 ? lower : upper;
    if (Number.isFinite(bound)) return multiplier * bound;
    return Math.abs(multiplier) <= dualTolerance * largestCost ? 0 : -Infinity;
  };
  let bound = 0;
  for (let i = 0; i < rows.length; i++) bound += term(rowDuals[i], rows[i].lower, rows[i].upper);
  for (let j = 0; j < columns.length; j++) bound += term(reducedCosts[j], columns[j].lower, columns[j].upper);
  return bound;
}

/** The penalised likelihood of a logistic regression: its value, slope and curvature. */
import { columnCount, interceptColumn, linear, type Rows } from './columns.ts';
import { addSquare } from './normal-equations.ts';

/**
 * Penalty on half the square of each coefficient: a prior by which one spread of an input moves the log-odds by 0.3 or so.
 * Of 0.3, 1, 4, 10 and 30 the one that is best or close to it on simulated histories of 20 to 1000 outcomes, and the least
 * one that is never worse than the plain share of successes (docs/decisions/015-learning-from-repairs.md).
 */
export const logisticPenalty = 10;

export const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** ln(1 + exp(x)) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * The likelihood of the outcomes whose fold is not left out. The intercept bears no penalty; one success and one failure at
 * the average inputs are added instead, so that it stays finite where all outcomes went well: n of n successes give
 * (n + 1) / (n + 2), Laplace's rule of succession.
 */
export interface Likelihood {
  readonly rows: Rows;
  /** 1 or 0 for each row. */
  readonly success: Uint8Array;
  readonly foldOf: Uint8Array;
  /** Fold of the outcomes that do not count; -1: all do. */
  readonly leftOut: number;
}

/** Minus the logarithm, and the penalty: what a fit makes least. */
export function lossOf({ rows, success, foldOf, leftOut }: Likelihood, coefficients: Float64Array): number {
  const intercept = coefficients[interceptColumn];
  let loss = softplus(intercept) + softplus(-intercept);
  for (let column = 0; column < interceptColumn; column++) loss += (logisticPenalty / 2) * coefficients[column] ** 2;
  for (let index = 0; index < success.length; index++) {
    if (foldOf[index] === leftOut) continue;
    const logOdds = linear(coefficients, rows, index * columnCount);
    loss += softplus(success[index] === 1 ? -logOdds : logOdds);
  }
  return loss;
}

/** @returns minus the slope of the loss: the direction in which the likelihood grows. */
export function ascentOf({ rows, success, foldOf, leftOut }: Likelihood, coefficients: Float64Array): Float64Array {
  const ascent = coefficients.map((value) => -logisticPenalty * value);
  ascent[interceptColumn] = 1 - 2 * probability(coefficients[interceptColumn]);
  for (let index = 0; index < success.length; index++) {
    if (foldOf[index] === leftOut) continue;
    const offset = index * columnCount;
    const surprise = success[index] - probability(linear(coefficients, rows, offset));
    for (let column = 0; column < columnCount; column++) ascent[column] += surprise * rows[offset + column];
  }
  return ascent;
}

/** Adds the second derivatives of the loss of each outcome to the sum of its fold, as `of` gives it. */
export function addCurvature(
  { rows, success, foldOf, leftOut }: Likelihood,
  coefficients: Float64Array,
  of: (fold: number) => Float64Array,
): void {
  for (let index = 0; index < success.length; index++) {
    if (foldOf[index] === leftOut) continue;
    const offset = index * columnCount;
    const likely = probability(linear(coefficients, rows, offset));
    addSquare(of(foldOf[index]), rows, offset, columnCount, likely * (1 - likely));
  }
}

/** Second derivatives of the penalty and of the two added outcomes; above 0, whatever the intercept. */
export function penaltyCurvature(coefficients: Float64Array): (column: number) => number {
  const likely = probability(coefficients[interceptColumn]);
  const intercept = Math.max(2 * likely * (1 - likely), Number.EPSILON);
  return (column) => (column === interceptColumn ? intercept : logisticPenalty);
}

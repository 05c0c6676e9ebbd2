/** Logistic regression with a normal prior on the coefficients: how likely an option is to succeed. */
import { columnCount, interceptColumn, linear, type Rows } from './columns.ts';
import type { Folds } from './folds.ts';
import { addSquare, solvePenalised } from './normal-equations.ts';

/**
 * Penalty on half the square of each coefficient: a prior by which one spread of an input moves the log-odds by 0.3 or so.
 * Of 0.3, 1, 4, 10 and 30 the one that is best or close to it on simulated histories of 20 to 1000 outcomes, and the least
 * one that is never worse than the plain share of successes (docs/decisions/015-learning-from-repairs.md).
 */
export const logisticPenalty = 10;

/** Newton's method takes four to seven steps; caps only for what nobody has thought of. */
const mostSteps = 100;
/** From a start where nearly all probabilities are 0 or 1, a full step may be a million times too long. */
const mostHalvings = 40;
/** Of the greatest change of a coefficient; the next step would be about its square. */
const smallestStep = 1e-4;

export const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** ln(1 + exp(x)) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/**
 * Maximises the penalised likelihood by Newton's method (iteratively reweighted least squares), steps halved where they go
 * too far. The intercept bears no penalty; one success and one failure at the average inputs are added instead, so that it
 * stays finite where all outcomes went well: n of n successes give (n + 1) / (n + 2), Laplace's rule of succession.
 * @param leftOut - fold whose outcomes are not learned from; -1: none is left out.
 * @param start - coefficients to begin from; the fit of all outcomes saves a fold half of its steps.
 * @returns a coefficient for each column.
 * @see Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, 4.4.1 and 18.4.
 */
export function fitLogistic(
  rows: Rows,
  success: Uint8Array,
  folds: Folds,
  leftOut: number,
  start?: Float64Array,
): Float64Array {
  let coefficients: Float64Array = start?.slice() ?? new Float64Array(columnCount);
  let loss = penalisedLoss(coefficients, rows, success, folds, leftOut);
  for (let step = 0; step < mostSteps; step++) {
    const direction = newtonDirection(coefficients, rows, success, folds, leftOut);
    let length = 1;
    let candidate = moved(coefficients, direction, length);
    let candidateLoss = penalisedLoss(candidate, rows, success, folds, leftOut);
    for (let halving = 0; halving < mostHalvings && candidateLoss > loss; halving++) {
      length /= 2;
      candidate = moved(coefficients, direction, length);
      candidateLoss = penalisedLoss(candidate, rows, success, folds, leftOut);
    }
    // Not even the smallest step is better: the optimum, as far as floating point can tell.
    if (candidateLoss > loss) break;
    coefficients = candidate;
    loss = candidateLoss;
    if (length * greatest(direction) < smallestStep) break;
  }
  return coefficients;
}

/** Minus the log-likelihood of the outcomes and the two added ones, and the penalty. */
function penalisedLoss(
  coefficients: Float64Array,
  rows: Rows,
  success: Uint8Array,
  folds: Folds,
  leftOut: number,
): number {
  const intercept = coefficients[interceptColumn];
  let loss = softplus(intercept) + softplus(-intercept);
  for (let column = 0; column < interceptColumn; column++) loss += (logisticPenalty / 2) * coefficients[column] ** 2;
  for (let index = 0; index < success.length; index++) {
    if (folds.of[index] === leftOut) continue;
    const logOdds = linear(coefficients, rows, index * columnCount);
    loss += softplus(success[index] === 1 ? -logOdds : logOdds);
  }
  return loss;
}

function newtonDirection(
  coefficients: Float64Array,
  rows: Rows,
  success: Uint8Array,
  folds: Folds,
  leftOut: number,
): Float64Array {
  const curvature = new Float64Array(columnCount * columnCount);
  const descent = new Float64Array(columnCount);
  for (let index = 0; index < success.length; index++) {
    if (folds.of[index] === leftOut) continue;
    const offset = index * columnCount;
    const likely = probability(linear(coefficients, rows, offset));
    addSquare(curvature, rows, offset, columnCount, likely * (1 - likely));
    const surprise = success[index] - likely;
    for (let column = 0; column < columnCount; column++) descent[column] += surprise * rows[offset + column];
  }
  for (let column = 0; column < interceptColumn; column++) descent[column] -= logisticPenalty * coefficients[column];
  const likely = probability(coefficients[interceptColumn]);
  descent[interceptColumn] += 1 - 2 * likely;
  const penalty = (column: number): number =>
    column === interceptColumn ? Math.max(2 * likely * (1 - likely), Number.EPSILON) : logisticPenalty;
  return solvePenalised(curvature, penalty, [descent])[0];
}

const moved = (from: Float64Array, direction: Float64Array, length: number): Float64Array =>
  from.map((value, column) => value + length * direction[column]);

const greatest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Logistic regression with a normal prior on the coefficients: how likely an option is to succeed. */
import { columnCount, type Rows } from './columns.ts';
import { type Folds, foldCount } from './folds.ts';
import { addCurvature, ascentOf, type Likelihood, lossOf, penaltyCurvature } from './likelihood.ts';
import { factorise, type Solver } from './normal-equations.ts';

/** Newton's method takes four to seven steps; caps only for what nobody has thought of. */
const mostSteps = 100;
/** From a start where nearly all probabilities are 0 or 1, a full step may be a million times too long. */
const mostHalvings = 40;
/** Of the greatest change of a coefficient; the next step would be about its square. */
const smallestStep = 1e-4;
/** Steps with the curvature of the start; each comes closer by the share by which curvatures differ, a tenth or so. */
const mostChordSteps = 10;
const smallestChordStep = 1e-6;

export interface Logistic {
  readonly coefficients: Float64Array;
  /** By fold: from the outcomes of all other folds. */
  readonly withoutFold: readonly Float64Array[];
}

/**
 * Fits all outcomes, and all but each fold. Folds begin from the fit of all and go on with its curvature, less that of
 * their own outcomes: the sums of squares, which take most of the time, are made once for all folds.
 * @see Hastie, Tibshirani and Friedman (2009), The Elements of Statistical Learning, 4.4.1 and 18.4.
 */
export function fitLogistic(rows: Rows, success: Uint8Array, folds: Folds): Logistic {
  const all: Likelihood = { rows, success, foldOf: folds.of, leftOut: -1 };
  const coefficients = maximise(all, new Float64Array(columnCount));
  const byFold = Array.from({ length: foldCount }, noCurvature);
  addCurvature(all, coefficients, (fold) => byFold[fold]);
  const withoutFold = byFold.map((_, leftOut) => {
    const curvature = noCurvature();
    byFold.forEach((ofFold, fold) => {
      if (fold !== leftOut) for (let index = 0; index < curvature.length; index++) curvature[index] += ofFold[index];
    });
    return maximiseNear({ ...all, leftOut }, coefficients, curvature);
  });
  return { coefficients, withoutFold };
}

/** Newton's method (iteratively reweighted least squares), steps halved where they go too far. */
export function maximise(likelihood: Likelihood, start: Float64Array): Float64Array {
  let coefficients = start;
  let loss = lossOf(likelihood, coefficients);
  for (let step = 0; step < mostSteps; step++) {
    const curvature = noCurvature();
    addCurvature(likelihood, coefficients, () => curvature);
    const [direction] = solverOf(curvature, coefficients)([ascentOf(likelihood, coefficients)]);
    let length = 1;
    let candidate = moved(coefficients, direction, length);
    let candidateLoss = lossOf(likelihood, candidate);
    for (let halving = 0; halving < mostHalvings && candidateLoss > loss; halving++) {
      length /= 2;
      candidate = moved(coefficients, direction, length);
      candidateLoss = lossOf(likelihood, candidate);
    }
    // Not even the smallest step is better: the optimum, as far as floating point can tell.
    if (candidateLoss > loss) break;
    coefficients = candidate;
    loss = candidateLoss;
    if (length * greatest(direction) < smallestStep) break;
  }
  return coefficients;
}

/** From a start close to the optimum, with the curvature there; where it is not close enough, as from anywhere. */
function maximiseNear(likelihood: Likelihood, start: Float64Array, curvature: Float64Array): Float64Array {
  const solve = solverOf(curvature, start);
  let coefficients = start;
  for (let step = 0; step < mostChordSteps; step++) {
    const [direction] = solve([ascentOf(likelihood, coefficients)]);
    coefficients = moved(coefficients, direction, 1);
    if (greatest(direction) < smallestChordStep) return coefficients;
  }
  return maximise(likelihood, start);
}

const solverOf = (curvature: Float64Array, at: Float64Array): Solver =>
  factorise(curvature, columnCount, penaltyCurvature(at));

const noCurvature = (): Float64Array => new Float64Array(columnCount * columnCount);

const moved = (from: Float64Array, direction: Float64Array, length: number): Float64Array =>
  from.map((value, column) => value + length * direction[column]);

const greatest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

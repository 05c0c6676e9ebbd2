/** Ridge regression of several figures on the same rows. */
import { columnCount, interceptColumn, type Rows } from './columns.ts';
import { type Folds, foldCount } from './folds.ts';
import { addSquare, factorise } from './normal-equations.ts';

/**
 * Penalty on the square of each coefficient: variance of the noise over the variance that coefficients are expected to
 * have. Of 1, 4, 10, 30 and 100 the best at 20 to 200 simulated
 * outcomes; at 1000 it hardly matters (docs/decisions/015-learning-from-repairs.md).
 */
export const ridgePenalty = 10;

/** All that the regressions need of one fold: X'X and X'y of each target. */
interface Moments {
  readonly gram: Float64Array;
  readonly products: readonly Float64Array[];
}

export interface Ridge {
  /** Coefficients of each target, from all outcomes. */
  readonly coefficients: readonly Float64Array[];
  /** By fold, then by target: from the outcomes of all other folds. */
  readonly withoutFold: readonly (readonly Float64Array[])[];
}

/**
 * Fits all targets with and without each fold. The rows are gone through once: a fold is left out by subtracting its sums.
 * @param targets - each a figure for every outcome.
 */
export function fitRidge(rows: Rows, targets: readonly Float64Array[], folds: Folds): Ridge {
  const byFold = Array.from({ length: foldCount }, () => emptyMoments(targets.length));
  for (let index = 0; index < folds.of.length; index++) {
    const offset = index * columnCount;
    const { gram, products } = byFold[folds.of[index]];
    addSquare(gram, rows, offset, columnCount, 1);
    targets.forEach((target, figure) => {
      for (let column = 0; column < columnCount; column++)
        products[figure][column] += target[index] * rows[offset + column];
    });
  }
  const all = emptyMoments(targets.length);
  for (const moments of byFold) addMoments(all, moments, 1);
  const withoutFold = byFold.map((moments) => {
    const others = emptyMoments(targets.length);
    addMoments(others, all, 1);
    addMoments(others, moments, -1);
    return solve(others);
  });
  return { coefficients: solve(all), withoutFold };
}

const solve = ({ gram, products }: Moments): Float64Array[] =>
  factorise(gram, columnCount, (column) => (column === interceptColumn ? 0 : ridgePenalty))(products);

function emptyMoments(targets: number): Moments {
  return {
    gram: new Float64Array(columnCount * columnCount),
    products: Array.from({ length: targets }, () => new Float64Array(columnCount)),
  };
}

function addMoments(sum: Moments, moments: Moments, sign: 1 | -1): void {
  for (let index = 0; index < sum.gram.length; index++) sum.gram[index] += sign * moments.gram[index];
  sum.products.forEach((product, figure) => {
    for (let column = 0; column < columnCount; column++) product[column] += sign * moments.products[figure][column];
  });
}

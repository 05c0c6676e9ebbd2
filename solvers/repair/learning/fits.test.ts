import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnCount, inputCount, interceptColumn, linear, rowsOf, scaleOf } from './columns.ts';
import { foldCount, foldsOf } from './folds.ts';
import { logisticPenalty, probability } from './likelihood.ts';
import { fitLogistic, maximise } from './logistic.ts';
import { fitRidge, ridgePenalty } from './ridge.ts';
import { squaredDistance, strangenessOf } from './strangeness.ts';
import { drawHistory } from './testing/past-repairs.ts';

const seeds = fc.integer({ min: 1, max: 1e9 });
const sizes = fc.integer({ min: 20, max: 120 });

describe('rows', () => {
  test('inputs are centred and of spread 1, options sum up to nothing, and the last column is 1', () => {
    const history = drawHistory(500, 41);
    const rows = rowsOf(scaleOf(history), history);
    for (let column = 0; column < interceptColumn; column++) {
      let sum = 0;
      let squares = 0;
      for (let index = 0; index < 500; index++) {
        sum += rows[index * columnCount + column];
        squares += rows[index * columnCount + column] ** 2;
      }
      expect(sum / 500).toBeCloseTo(0, 9);
      if (column < inputCount) expect(squares / 500).toBeCloseTo(1, 9);
    }
    expect(rows[interceptColumn]).toBe(1);
  });
});

describe('logistic regression', () => {
  test('no small move from the fit is better, with a fold left out or none', () => {
    fc.assert(
      fc.property(seeds, sizes, fc.integer({ min: -1, max: foldCount - 1 }), (seed, size, leftOut) => {
        const history = drawHistory(size, seed);
        const rows = rowsOf(scaleOf(history), history);
        const folds = foldsOf(history);
        const success = Uint8Array.from(history, (outcome) => Number(outcome.success));
        const logistic = fitLogistic(rows, success, folds);
        const fit = leftOut < 0 ? logistic.coefficients : logistic.withoutFold[leftOut];
        // The objective once more, from its definition.
        const objective = (coefficients: Float64Array): number => {
          const intercept = probability(coefficients[interceptColumn]);
          let value = -Math.log(intercept) - Math.log(1 - intercept);
          for (let column = 0; column < interceptColumn; column++)
            value += (logisticPenalty / 2) * coefficients[column] ** 2;
          for (let index = 0; index < size; index++) {
            if (folds.of[index] === leftOut) continue;
            const likely = probability(linear(coefficients, rows, index * columnCount));
            value -= Math.log(success[index] === 1 ? likely : 1 - likely);
          }
          return value;
        };
        const best = objective(fit);
        for (let column = 0; column < columnCount; column++)
          for (const move of [-0.01, 0.01]) {
            const other = fit.slice();
            other[column] += move;
            expect(objective(other)).toBeGreaterThan(best);
          }
        const restarted = maximise(
          { rows, success, foldOf: folds.of, leftOut },
          fit.map((value) => value + 3),
        );
        fit.forEach((value, column) => {
          expect(restarted[column]).toBeCloseTo(value, 5);
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe('ridge regression', () => {
  test('without a fold it is what the other outcomes alone give', () => {
    fc.assert(
      fc.property(seeds, sizes, fc.integer({ min: 0, max: foldCount - 1 }), (seed, size, leftOut) => {
        const history = drawHistory(size, seed);
        const scale = scaleOf(history);
        const rows = rowsOf(scale, history);
        const folds = foldsOf(history);
        const target = Float64Array.from(history, (outcome) => outcome.recoveryMinutes);
        const fit = fitRidge(rows, [target], folds).withoutFold[leftOut][0];
        // At the least of a sum of squares its slope is nothing: X'(y - Xb) = penalty b, no penalty on the intercept.
        for (let column = 0; column < columnCount; column++) {
          let slope = column === interceptColumn ? 0 : -ridgePenalty * fit[column];
          for (let index = 0; index < size; index++)
            if (folds.of[index] !== leftOut)
              slope += (target[index] - linear(fit, rows, index * columnCount)) * rows[index * columnCount + column];
          expect(Math.abs(slope)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('distance from the history', () => {
  test('the limit is the greatest distance of an outcome from the others, with itself left out of centre and covariance', () => {
    const history = drawHistory(40, 51);
    const rows = rowsOf(scaleOf(history), history);
    const { inverse, limit } = strangenessOf(rows);
    const inputs = history.map((_, index) => [...rows.subarray(index * columnCount, index * columnCount + inputCount)]);
    const distances = inputs.map((own, left) => {
      const others = inputs.filter((_, index) => index !== left);
      const mean = own.map((_, column) => others.reduce((sum, row) => sum + row[column], 0) / others.length);
      // (covariance + ridge) x v = own - mean, solved by elimination; the ridge is 40 shares of 0.05 over 39 others.
      const matrix = mean.map((_, a) =>
        mean.map(
          (_, b) =>
            others.reduce((sum, row) => sum + (row[a] - mean[a]) * (row[b] - mean[b]), 0) / others.length +
            (a === b ? (0.05 * 40) / 39 : 0),
        ),
      );
      const away = own.map((value, column) => value - mean[column]);
      const solved = eliminate(matrix, away);
      return away.reduce((sum, value, column) => sum + value * solved[column], 0);
    });
    expect(limit).toBeCloseTo(Math.max(...distances), 6);
    // Seen with itself among them, each is nearer.
    history.forEach((_, index) => {
      expect(squaredDistance(inverse, rows, index * columnCount)).toBeLessThan(distances[index]);
    });
  });
});

/** Solves a linear system by Gauss and Jordan, for the test alone. */
function eliminate(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]]);
  for (let pivot = 0; pivot < rows.length; pivot++)
    for (let row = 0; row < rows.length; row++) {
      if (row === pivot) continue;
      const factor = rows[row][pivot] / rows[pivot][pivot];
      for (let column = pivot; column <= rows.length; column++) rows[row][column] -= factor * rows[pivot][column];
    }
  return rows.map((row, index) => row[rows.length] / row[index]);
}

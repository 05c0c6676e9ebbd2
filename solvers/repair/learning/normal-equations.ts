/** Sums of squares and products over rows, and the penalised linear systems that regressions solve with them. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/**
 * Adds `weight` x row x row' to `gram`, its lower triangle only.
 * Written out because the product of the library makes copies of all rows first: twice the time at 1000 rows.
 */
export function addSquare(
  gram: Float64Array,
  rows: Float64Array,
  offset: number,
  columns: number,
  weight: number,
): void {
  for (let row = 0; row < columns; row++) {
    const scaled = weight * rows[offset + row];
    if (scaled === 0) continue;
    const start = row * columns;
    for (let column = 0; column <= row; column++) gram[start + column] += scaled * rows[offset + column];
  }
}

/**
 * Solves (G + penalty I) x = b for one or more right-hand sides. The penalty, above 0, keeps the matrix positive definite
 * whatever the rows were: columns that never vary, or that repeat each other.
 * @param gram - lower triangle of G; what stands above the diagonal is ignored.
 */
export function solvePenalised(
  gram: Float64Array,
  penalty: (column: number) => number,
  rightSides: readonly Float64Array[],
): Float64Array[] {
  const columns = rightSides[0].length;
  const matrix = new Matrix(columns, columns);
  for (let row = 0; row < columns; row++)
    for (let column = 0; column <= row; column++) {
      const value = gram[row * columns + column] + (row === column ? penalty(row) : 0);
      matrix.set(row, column, value);
      matrix.set(column, row, value);
    }
  const right = new Matrix(columns, rightSides.length);
  rightSides.forEach((side, index) => {
    for (let row = 0; row < columns; row++) right.set(row, index, side[row]);
  });
  const solution = new CholeskyDecomposition(matrix).solve(right);
  return rightSides.map((_, index) => Float64Array.from(solution.getColumn(index)));
}

/** The inverse of G + penalty I. @param columns - of G. */
export function invertPenalised(
  gram: Float64Array,
  penalty: (column: number) => number,
  columns: number,
): Float64Array[] {
  const units = Array.from({ length: columns }, (_, index) => {
    const unit = new Float64Array(columns);
    unit[index] = 1;
    return unit;
  });
  return solvePenalised(gram, penalty, units);
}

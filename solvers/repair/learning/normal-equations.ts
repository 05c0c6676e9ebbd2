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

/** Solves (G + penalty I) x = b for one or more right-hand sides. */
export type Solver = (rightSides: readonly Float64Array[]) => Float64Array[];

/**
 * Factorises G + penalty I, once for all that is solved with it. The penalty, above 0, keeps the matrix positive definite
 * whatever the rows were: columns that never vary, or that repeat each other.
 * @param gram - lower triangle of G; what stands above the diagonal is ignored.
 */
export function factorise(gram: Float64Array, columns: number, penalty: (column: number) => number): Solver {
  const matrix = new Matrix(columns, columns);
  for (let row = 0; row < columns; row++)
    for (let column = 0; column <= row; column++) {
      const value = gram[row * columns + column] + (row === column ? penalty(row) : 0);
      matrix.set(row, column, value);
      matrix.set(column, row, value);
    }
  const factors = new CholeskyDecomposition(matrix);
  return (rightSides) => {
    const right = new Matrix(columns, rightSides.length);
    rightSides.forEach((side, index) => {
      for (let row = 0; row < columns; row++) right.set(row, index, side[row]);
    });
    const solution = factors.solve(right);
    return rightSides.map((_, index) => Float64Array.from(solution.getColumn(index)));
  };
}

/** The inverse of what `solve` solves with, by rows. */
export function inverseOf(solve: Solver, columns: number): Float64Array[] {
  return solve(
    Array.from({ length: columns }, (_, index) => {
      const unit = new Float64Array(columns);
      unit[index] = 1;
      return unit;
    }),
  );
}

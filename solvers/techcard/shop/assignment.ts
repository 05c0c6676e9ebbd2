/**
 * The cheapest assignment of n rows to n columns, by shortest augmenting paths with potentials, O(n^3).
 * @see Jonker and Volgenant (1987), Computing 38:325-340.
 */
export function cheapestAssignment(size: number, costOf: (row: number, column: number) => number): number {
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  /** By column, 1-based: its row; column 0 holds the row that looks for one. */
  const rowAt = new Int32Array(size + 1);
  const cameFrom = new Int32Array(size + 1);
  const distance = new Float64Array(size + 1);
  const done = new Uint8Array(size + 1);
  for (let row = 1; row <= size; row++) {
    rowAt[0] = row;
    distance.fill(Infinity);
    done.fill(0);
    let column = 0;
    do {
      done[column] = 1;
      const current = rowAt[column];
      let nearest = 0;
      let least = Infinity;
      for (let other = 1; other <= size; other++) {
        if (done[other] === 1) continue;
        const reduced = costOf(current - 1, other - 1) - rowPotential[current] - columnPotential[other];
        if (reduced < distance[other]) {
          distance[other] = reduced;
          cameFrom[other] = column;
        }
        if (distance[other] < least) {
          least = distance[other];
          nearest = other;
        }
      }
      for (let other = 0; other <= size; other++) {
        if (done[other] === 1) {
          rowPotential[rowAt[other]] += least;
          columnPotential[other] -= least;
        } else distance[other] -= least;
      }
      column = nearest;
    } while (rowAt[column] !== 0);
    for (; column !== 0; column = cameFrom[column]) rowAt[column] = rowAt[cameFrom[column]];
  }
  let sum = 0;
  for (let column = 1; column <= size; column++) sum += costOf(rowAt[column] - 1, column - 1);
  return sum;
}

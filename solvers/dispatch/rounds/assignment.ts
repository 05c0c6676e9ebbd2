/**
 * The cheapest perfect matching of rows and columns, by shortest augmenting paths.
 * @param costs - size x size, row-major.
 * @returns its cost.
 * @see Jonker and Volgenant (1987), A shortest augmenting path algorithm for dense and sparse linear assignment problems,
 *   Computing 38:325-340.
 */
export function assignmentCost(costs: Float64Array, size: number): number {
  // Index 0 of rows and columns stands for none, so that what is matched with nothing needs no case of its own.
  const rowPrice = new Float64Array(size + 1);
  const columnPrice = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  const cameFrom = new Int32Array(size + 1);
  const slack = new Float64Array(size + 1);
  const done = new Uint8Array(size + 1);
  for (let row = 1; row <= size; row++) {
    rowOf[0] = row;
    slack.fill(Infinity);
    done.fill(0);
    let column = 0;
    do {
      done[column] = 1;
      const from = rowOf[column];
      const base = (from - 1) * size - 1;
      let least = Infinity;
      let nearest = 0;
      for (let to = 1; to <= size; to++) {
        if (done[to]) continue;
        const reduced = costs[base + to] - rowPrice[from] - columnPrice[to];
        if (reduced < slack[to]) {
          slack[to] = reduced;
          cameFrom[to] = column;
        }
        if (slack[to] < least) {
          least = slack[to];
          nearest = to;
        }
      }
      for (let to = 0; to <= size; to++) {
        if (done[to]) {
          rowPrice[rowOf[to]] += least;
          columnPrice[to] -= least;
        } else {
          slack[to] -= least;
        }
      }
      column = nearest;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      rowOf[column] = rowOf[cameFrom[column]];
      column = cameFrom[column];
    }
  }
  let sum = 0;
  for (let column = 1; column <= size; column++) sum += costs[(rowOf[column] - 1) * size + column - 1];
  return sum;
}

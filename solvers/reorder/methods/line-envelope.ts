/**
 * Least of a growing set of lines at given places, O(log n) to add and to ask, whatever the order of the slopes: each
 * node of a balanced tree over the places keeps the line that is least at its middle (known as Li Chao tree).
 */
export class LineEnvelope {
  readonly #places: Float64Array;
  readonly #slope: Float64Array;
  readonly #intercept: Float64Array;
  /** Line of each node, heap order, -1 for none. */
  readonly #node: Int32Array;

  /** @param places - non-decreasing; lines are labelled by an index of `places`. */
  constructor(places: Float64Array) {
    this.#places = places;
    this.#slope = new Float64Array(places.length);
    this.#intercept = new Float64Array(places.length);
    this.#node = new Int32Array(4 * places.length).fill(-1);
  }

  value(line: number, at: number): number {
    return this.#intercept[line] + this.#slope[line] * this.#places[at];
  }

  add(slope: number, intercept: number, label: number): void {
    this.#slope[label] = slope;
    this.#intercept[label] = intercept;
    let line = label;
    let node = 1;
    let low = 0;
    let high = this.#places.length - 1;
    for (;;) {
      const middle = (low + high) >> 1;
      const kept = this.#node[node];
      if (kept < 0) {
        this.#node[node] = line;
        return;
      }
      if (this.value(line, middle) < this.value(kept, middle)) {
        this.#node[node] = line;
        line = kept;
      }
      if (low === high) return;
      // The loser can win on one side only: the side to which it falls faster.
      const winner = this.#node[node];
      if (this.#slope[line] > this.#slope[winner]) {
        if (this.value(line, low) >= this.value(winner, low)) return;
        high = middle;
        node = 2 * node;
      } else {
        if (this.value(line, high) >= this.value(winner, high)) return;
        low = middle + 1;
        node = 2 * node + 1;
      }
    }
  }

  /** Label of the least line at place `at`; -1 before the first line. */
  least(at: number): number {
    let best = -1;
    let node = 1;
    let low = 0;
    let high = this.#places.length - 1;
    for (;;) {
      const line = this.#node[node];
      if (line < 0) return best;
      if (best < 0 || this.value(line, at) < this.value(best, at)) best = line;
      if (low === high) return best;
      const middle = (low + high) >> 1;
      if (at <= middle) {
        high = middle;
        node = 2 * node;
      } else {
        low = middle + 1;
        node = 2 * node + 1;
      }
    }
  }
}

/**
 * Finds the next or the last window of at least a given length, in O(log n): a tournament tree over the lengths, in
 * which a node holds the longest of those under it.
 */
export class LongestWindow {
  readonly #leaves: number;
  /** Node 1 is the root, the children of node k are 2k and 2k + 1, window i is node leaves + i. */
  readonly #longest: Float64Array;

  constructor(starts: Float64Array, ends: Float64Array) {
    let leaves = 1;
    while (leaves < starts.length) leaves *= 2;
    this.#leaves = leaves;
    this.#longest = new Float64Array(2 * leaves);
    for (let i = 0; i < starts.length; i++) this.#longest[leaves + i] = ends[i] - starts[i];
    for (let node = leaves - 1; node > 0; node--)
      this.#longest[node] = Math.max(this.#longest[2 * node], this.#longest[2 * node + 1]);
  }

  /** @returns the first window i >= from of at least `seconds` (more than 0); -1 where there is none. */
  firstFrom(from: number, seconds: number): number {
    return this.#search(from, seconds, 0);
  }

  /** @returns the last window i <= from of at least `seconds` (more than 0); -1 where there is none. */
  lastUpTo(from: number, seconds: number): number {
    return this.#search(from, seconds, 1);
  }

  /** @param side - 0: to the right, leftmost first; 1: to the left, rightmost first. */
  #search(from: number, seconds: number, side: 0 | 1): number {
    if (from < 0 || from >= this.#leaves) return -1;
    let node = this.#leaves + from;
    // Up, and over to the neighbour, until a subtree has one that is long enough.
    while (this.#longest[node] < seconds) {
      while ((node & 1) === 1 - side) node >>= 1;
      if (node === (side === 0 ? 0 : 1)) return -1;
      node += side === 0 ? 1 : -1;
    }
    while (node < this.#leaves) {
      node = 2 * node + side;
      if (this.#longest[node] < seconds) node ^= 1;
    }
    return node - this.#leaves;
  }
}

/**
 * Fills one heat: a subset of the pieces at hand whose mass comes as high as possible within a window.
 *
 * The programme keeps for every reachable sum the type that first reached it, so types that come first in the order are
 * used up before later ones are touched: an order from heavy to light keeps the small pieces, which fit anywhere, for
 * later heats. One pass over the sums per type serves any number of pieces of it.
 *
 * @see Kellerer, Pferschy and Pisinger (2004), Knapsack Problems, sections 4.1 and 7.1.1 (bounded subset sum).
 */
export class SubsetSum {
  /** Sums up to here are kept exactly. */
  static readonly mostExact = 60_000;
  /** Grid of finer instances: masses are rounded to it and the answer is measured anew. */
  static readonly gridCells = 16_000;
  /** Sums of the grid that are measured, from the top, until one is light enough. */
  static readonly gridTrials = 60;

  readonly #firstReachedBy = new Int16Array(SubsetSum.mostExact + 1);
  readonly #piecesUsed = new Int32Array(SubsetSum.mostExact + 1);
  #weights = new Int32Array(64);

  /**
   * @param order - local type indices, most wanted first; each at most once.
   * @param mass - mass by type, whole numbers above 0; `available` - pieces by type.
   * @param target - sum wished for; the nearest reachable sum at or below it is taken.
   * @param chosen - receives the pieces by type; types outside `order` are left as they are.
   * @param enough - where masses are too fine for exact sums and the grid misses this sum, pieces are exchanged for it.
   * @returns the mass of the chosen pieces, at most `target`, 0 where nothing fits.
   */
  fill(
    order: ArrayLike<number>,
    mass: Float64Array,
    available: Int32Array,
    target: number,
    chosen: Int32Array,
    enough = 0,
  ): number {
    if (target <= 0) return 0;
    const scale = target <= SubsetSum.mostExact ? 1 : target / SubsetSum.gridCells;
    const cells = Math.floor(target / scale);
    this.#reach(order, mass, available, scale, cells);
    const reachedBy = this.#firstReachedBy;
    let trials = SubsetSum.gridTrials;
    for (let sum = cells; sum > 0; sum--) {
      if (reachedBy[sum] === -1) continue;
      if (scale === 1) return this.#take(order, mass, sum, chosen);
      if (this.#measure(order, mass, sum) <= target) {
        const total = this.#take(order, mass, sum, chosen);
        return total >= enough ? total : total + exchange(order, mass, available, target - total, chosen);
      }
      if (--trials === 0) break;
    }
    return 0;
  }

  #reach(order: ArrayLike<number>, mass: Float64Array, available: Int32Array, scale: number, cells: number): void {
    const reachedBy = this.#firstReachedBy.fill(-1, 0, cells + 1);
    const used = this.#piecesUsed;
    if (this.#weights.length < order.length) this.#weights = new Int32Array(2 * order.length);
    reachedBy[0] = 32_767;
    let top = 0;
    for (let at = 0; at < order.length && top < cells; at++) {
      const type = order[at];
      const pieces = available[type];
      const weight = scale === 1 ? mass[type] : Math.max(1, Math.round(mass[type] / scale));
      this.#weights[at] = weight;
      if (pieces <= 0 || weight > cells) continue;
      const end = Math.min(cells, top + weight * pieces);
      let highest = top;
      for (let sum = weight; sum <= end; sum++) {
        if (reachedBy[sum] !== -1) continue;
        const from = sum - weight;
        if (reachedBy[from] === -1) continue;
        const count = reachedBy[from] === at ? used[from] + 1 : 1;
        if (count > pieces) continue;
        reachedBy[sum] = at;
        used[sum] = count;
        highest = sum > highest ? sum : highest;
      }
      top = highest;
    }
  }

  /** True mass of the pieces behind a sum of the grid. */
  #measure(order: ArrayLike<number>, mass: Float64Array, sum: number): number {
    let total = 0;
    for (let rest = sum; rest > 0; ) {
      const at = this.#firstReachedBy[rest];
      total += this.#piecesUsed[rest] * mass[order[at]];
      rest -= this.#piecesUsed[rest] * this.#weights[at];
    }
    return total;
  }

  #take(order: ArrayLike<number>, mass: Float64Array, sum: number, chosen: Int32Array): number {
    let total = 0;
    for (let rest = sum; rest > 0; ) {
      const at = this.#firstReachedBy[rest];
      const count = this.#piecesUsed[rest];
      chosen[order[at]] += count;
      total += count * mass[order[at]];
      rest -= count * this.#weights[at];
    }
    return total;
  }
}

/** Pieces of the rest that an exchange brings in: all pairs, and triples as long as they are so many at most. */
const mostIncoming = 60_000;

/**
 * Exchanges up to two chosen pieces for up to three others so that the load grows by as much as possible within the
 * room: sums of a few pieces, sorted, lie so dense that the nearest one is often exact where a table of all sums of
 * fine masses would not fit.
 * @returns by how much the load has grown.
 * @see Horowitz and Sahni (1974), Journal of the ACM 21:277-292, on subset sums from two sorted halves.
 */
function exchange(
  order: ArrayLike<number>,
  mass: Float64Array,
  available: Int32Array,
  room: number,
  chosen: Int32Array,
): number {
  const types = Array.from(order);
  const outgoing = [[], ...tuples(types, chosen, 1), ...tuples(types, chosen, 2)];
  const rest = available.map((pieces, type) => pieces - chosen[type]);
  let best = { growth: 0, out: [] as number[], into: [] as number[] };
  for (const size of [2, 3]) {
    const incoming = tuples(types, rest, size).slice(0, mostIncoming);
    const weights = incoming.map((tuple) => massOf(tuple, mass));
    const ranked = Uint32Array.from(incoming.keys()).sort((a, b) => weights[a] - weights[b]);
    for (const out of outgoing) {
      const freed = massOf(out, mass);
      let low = 0;
      let high = ranked.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (weights[ranked[middle]] <= room + freed) low = middle + 1;
        else high = middle;
      }
      if (low === 0) continue;
      const growth = weights[ranked[low - 1]] - freed;
      if (growth > best.growth) best = { growth, out, into: incoming[ranked[low - 1]] };
    }
    if (best.growth === room) break;
  }
  for (const type of best.out) chosen[type]--;
  for (const type of best.into) chosen[type]++;
  return best.growth;
}

/** Choices of so many pieces, by type in ascending order of place. */
function tuples(types: readonly number[], pieces: Int32Array, size: number): number[][] {
  const found: number[][] = [];
  const grow = (from: number, tuple: number[]) => {
    if (found.length >= mostIncoming) return;
    if (tuple.length === size) {
      found.push([...tuple]);
      return;
    }
    for (let at = from; at < types.length; at++) {
      if (tuple.filter((type) => type === types[at]).length >= pieces[types[at]]) continue;
      tuple.push(types[at]);
      grow(at, tuple);
      tuple.pop();
    }
  };
  grow(0, []);
  return found;
}

function massOf(tuple: readonly number[], mass: Float64Array): number {
  let sum = 0;
  for (const type of tuple) sum += mass[type];
  return sum;
}

/** Sums as bits, the sum s in bit s % 32 of word s / 32. */
export class ReachableSums {
  readonly most: number;
  readonly #words: Uint32Array;

  constructor(most: number) {
    this.most = most;
    this.#words = new Uint32Array((most >>> 5) + 1);
    this.#words[0] = 1;
  }

  has(sum: number): boolean {
    return sum >= 0 && sum <= this.most && ((this.#words[sum >>> 5] >>> (sum & 31)) & 1) === 1;
  }

  /** The least reachable sum at or above `sum`; a number above `most` where there is none. */
  firstFrom(sum: number): number {
    let at = Math.max(0, sum);
    while (at <= this.most && !this.has(at)) at = this.#words[at >>> 5] === 0 ? ((at >>> 5) + 1) * 32 : at + 1;
    return at;
  }

  /** Adds up to `pieces` pieces of one mass: in bundles of 1, 2, 4, ... that make every number of them. */
  add(mass: number, pieces: number): void {
    for (let bundle = 1, left = pieces; left > 0; bundle *= 2) {
      const size = Math.min(bundle, left);
      left -= size;
      if (size * mass > this.most) return;
      this.#shift(size * mass);
    }
  }

  /** Joins the set with itself moved up by `by`; from the top down, so that each word is still the old one. */
  #shift(by: number): void {
    const words = this.#words;
    const far = by >>> 5;
    const near = by & 31;
    for (let at = words.length - 1; at >= far; at--) {
      const low = words[at - far] << near;
      const high = near > 0 && at > far ? words[at - far - 1] >>> (32 - near) : 0;
      words[at] |= low | high;
    }
  }
}

/**
 * Which sums the pieces can have, up to `most`: for the least and greatest load that a furnace can really hold.
 * @returns undefined where the sums are too many to list.
 */
export function reachableSums(
  mass: readonly number[],
  available: readonly number[],
  most: number,
): ReachableSums | undefined {
  const bundles = available.reduce((sum, pieces) => sum + Math.log2(pieces + 1), 0);
  // Some milliseconds of work; beyond, the furnace's own bounds must do: they are seldom far from what is reachable.
  if (most > 2 ** 30 || (most / 32) * bundles > 3_000_000) return undefined;
  const sums = new ReachableSums(most);
  mass.forEach((weight, type) => {
    if (available[type] > 0) sums.add(weight, available[type]);
  });
  return sums;
}

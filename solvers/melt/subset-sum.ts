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
  /** Largest sum that is kept exactly; finer instances are rounded to a coarser grid and their answer re-measured. */
  static readonly mostCells = 60_000;

  readonly #firstReachedBy = new Int16Array(SubsetSum.mostCells + 1);
  readonly #piecesUsed = new Int32Array(SubsetSum.mostCells + 1);

  /**
   * @param order - local type indices, most wanted first; each at most once.
   * @param mass - mass by type, whole numbers above 0; `available` - pieces by type.
   * @param target - sum wished for; the nearest reachable sum at or below it is taken.
   * @param chosen - receives the pieces by type; types outside `order` are left as they are.
   * @returns the mass of the chosen pieces, at most `target`, 0 where nothing fits.
   */
  fill(
    order: ArrayLike<number>,
    mass: Float64Array,
    available: Int32Array,
    target: number,
    chosen: Int32Array,
  ): number {
    if (target <= 0) return 0;
    const scale = target <= SubsetSum.mostCells ? 1 : target / SubsetSum.mostCells;
    const cells = Math.min(Math.floor(target / scale), SubsetSum.mostCells);
    const reachedBy = this.#firstReachedBy.fill(-1, 0, cells + 1);
    const used = this.#piecesUsed;
    reachedBy[0] = 32_767;
    let top = 0;
    for (let at = 0; at < order.length && top < cells; at++) {
      const type = order[at];
      const pieces = available[type];
      // Rounding up on the coarse grid keeps the true sum at or below the target.
      const weight = Math.ceil(mass[type] / scale);
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
    let sum = cells;
    while (reachedBy[sum] === -1) sum--;
    let total = 0;
    while (sum > 0) {
      const type = order[reachedBy[sum]];
      const count = used[sum];
      chosen[type] += count;
      total += count * mass[type];
      sum -= count * Math.ceil(mass[type] / scale);
    }
    return total;
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
): Uint8Array | undefined {
  // Beyond some ten milliseconds of work the furnace's own bounds must do: they are seldom far from what is reachable.
  if (most > 1_000_000 || most * mass.length > 20_000_000) return undefined;
  const reached = new Uint8Array(most + 1);
  const used = new Int32Array(most + 1);
  reached[0] = 1;
  mass.forEach((weight, type) => {
    if (weight > most) return;
    used.fill(0);
    for (let sum = weight; sum <= most; sum++)
      if (reached[sum] === 0 && reached[sum - weight] === 1 && used[sum - weight] < available[type]) {
        reached[sum] = 1;
        used[sum] = used[sum - weight] + 1;
      }
  });
  return reached;
}

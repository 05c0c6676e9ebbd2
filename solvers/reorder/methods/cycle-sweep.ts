/**
 * All that can be optimal when several items share the cost of an order: the base cycle T is swept downward, and each
 * item's best multiple of T changes only at known points. Between two such points the multiples stand still.
 *
 * Item i with cost k of its own and holding H = h D / 2 per unit of cycle time costs k / (m T) + m H T at the multiple m.
 * The next multiple m' is as good where T = sqrt(k / (H m m')).
 *
 * @see Goyal (1974), Management Science 21(4):436-443 (enumeration of the base cycle).
 * @see Wildeman, Frenk and Dekker (1997), European Journal of Operational Research 99:433-444 (bounds by the convex
 *   relaxation).
 */

export interface SharedOrder {
  readonly sharedFixedCost: number;
  /** By item: cost of taking part in an order, k >= 0. */
  readonly ordering: Float64Array;
  /** By item: H > 0, half of holding cost times demand rate. */
  readonly holding: Float64Array;
}

/** Multiples an item may have: every integer, or powers of two. */
export type Ladder = 'integers' | 'powers-of-two';

export interface SweepStep {
  /** K + sum of k / m. */
  readonly ordering: number;
  /** Sum of m H. */
  readonly holding: number;
  /** Best multiples; changed in place by the next step. */
  readonly multiples: Float64Array;
}

/** Cost of a base cycle T when multiples need not be whole numbers, only 1 at least; convex in T, below every policy. */
export function relaxedCost(order: SharedOrder, baseCycle: number): number {
  let cost = order.sharedFixedCost / baseCycle;
  for (let item = 0; item < order.ordering.length; item++) {
    const [k, hold] = [order.ordering[item], order.holding[item]];
    cost += baseCycle * baseCycle * hold <= k ? 2 * Math.sqrt(k * hold) : k / baseCycle + hold * baseCycle;
  }
  return cost;
}

/**
 * Base cycle at which the relaxed cost is least. The items that share it are those whose own best cycle sqrt(k / H) is
 * shorter than it, so adding items in ascending order of k / H until the next one wants a longer cycle finds it.
 * @see Jackson, Maxwell and Muckstadt (1985), IIE Transactions 17(1):25-32.
 */
export function relaxedBaseCycle(order: SharedOrder): number {
  const ratio = Array.from(order.ordering, (k, item) => k / order.holding[item]);
  const byRatio = ratio.map((_, item) => item).sort((a, b) => ratio[a] - ratio[b]);
  let [ordering, holding] = [order.sharedFixedCost, 0];
  for (const item of byRatio) {
    if (holding > 0 && ratio[item] * holding >= ordering) break;
    ordering += order.ordering[item];
    holding += order.holding[item];
  }
  return Math.sqrt(ordering / holding);
}

/** Base cycles whose relaxed cost is at most `cost`; none outside can be part of a policy that cheap. */
export function cycleRange(order: SharedOrder, cost: number): [low: number, high: number] {
  const middle = relaxedBaseCycle(order);
  const edge = (inside: number, outside: number) => {
    let [within, beyond] = [inside, outside];
    for (let halving = 0; halving < 80; halving++) {
      const point = (within + beyond) / 2;
      if (relaxedCost(order, point) <= cost) within = point;
      else beyond = point;
    }
    return beyond;
  };
  const totalHolding = order.holding.reduce((sum, hold) => sum + hold, 0);
  return [edge(middle, order.sharedFixedCost / (cost * 2)), edge(middle, (cost * 2) / totalHolding)];
}

/**
 * Visits the intervals of base cycles from `high` down to `low`, with the multiples that are best in each.
 * @param visit - told of each interval; the cost of its multiples at their own best T is 2 sqrt(ordering * holding).
 * @param mostSteps - the sweep ends early after as many intervals.
 * @returns the base cycle down to which all intervals were visited: `low`, or more where the sweep ended early.
 */
export function sweepBaseCycles(
  order: SharedOrder,
  ladder: Ladder,
  [low, high]: readonly [number, number],
  mostSteps: number,
  visit: (step: SweepStep) => void,
): number {
  const items = order.ordering.length;
  const next = ladder === 'integers' ? (m: number) => m + 1 : (m: number) => 2 * m;
  const ratio = order.ordering.map((k, item) => k / order.holding[item]);
  const multiples = ratio.map((value) => bestMultiple(value, high, ladder));
  const changesAt = ratio.map((value, item) => Math.sqrt(value / (multiples[item] * next(multiples[item]))));
  const heap = new Int32Array(items).map((_, item) => item).sort((a, b) => changesAt[b] - changesAt[a]);
  let { ordering, holding } = totals(order, multiples);
  for (let step = 1; ; step++) {
    visit({ ordering, holding, multiples });
    const item = heap[0];
    if (changesAt[item] <= low) return low;
    if (step >= mostSteps) return changesAt[item];
    const [before, after] = [multiples[item], next(multiples[item])];
    ordering += order.ordering[item] / after - order.ordering[item] / before;
    holding += order.holding[item] * (after - before);
    multiples[item] = after;
    changesAt[item] = Math.sqrt(ratio[item] / (after * next(after)));
    siftDown(heap, changesAt);
    // Differences add up rounding errors; a fresh sum now and then keeps them harmless.
    if (step % 1024 === 0) ({ ordering, holding } = totals(order, multiples));
  }
}

/** K + sum of k / m and sum of m H. */
export function totals(order: SharedOrder, multiples: ArrayLike<number>): { ordering: number; holding: number } {
  let [ordering, holding] = [order.sharedFixedCost, 0];
  for (let item = 0; item < order.ordering.length; item++) {
    ordering += order.ordering[item] / multiples[item];
    holding += order.holding[item] * multiples[item];
  }
  return { ordering, holding };
}

/** Least multiple m on the ladder that is as good at T as the next one m': m m' >= (k / H) / T^2. */
export function bestMultiple(ratio: number, baseCycle: number, ladder: Ladder): number {
  const wanted = ratio / baseCycle ** 2;
  if (ladder === 'integers') return Math.max(1, Math.ceil((Math.sqrt(1 + 4 * wanted) - 1) / 2));
  return Math.max(1, 2 ** Math.ceil(Math.log2(Math.max(wanted / 2, Number.MIN_VALUE)) / 2));
}

/** Restores the heap, greatest key on top, after the key of its top fell. */
function siftDown(heap: Int32Array, key: Float64Array): void {
  const item = heap[0];
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && key[heap[child + 1]] > key[heap[child]]) child++;
    if (key[heap[child]] <= key[item]) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = item;
}

/**
 * Several items that share a limit and come in whole packs: a separable convex knapsack in integers, by branch and bound.
 * What an item costs is convex in its packs, so for any price u >= 0 of the limit each item's best number of packs is
 * found alone, and the sum of these least costs less u L is a lower bound (the Lagrangian dual).
 */
import { type EoqProblem, eoqCost } from './eoq.ts';
import type { SharedLimitProblem } from './shared-limit.ts';

export interface SharedLimitPacksProblem extends SharedLimitProblem {
  /** By item: units per pack; > 0. */
  readonly packSizes: readonly number[];
}

export type SharedLimitPacks =
  | {
      readonly found: 'optimal' | 'feasible';
      readonly packs: readonly number[];
      readonly orderQuantities: readonly number[];
      readonly costPerTime: number;
      readonly lowerBound: number;
      readonly used: number;
      /** Multiplier of the dual at the root; packs make it a guide, not a derivative. */
      readonly shadowPrice: number;
      readonly nodes: number;
    }
  /** One pack of every item in demand is more than the limit. */
  | { readonly found: 'infeasible'; readonly leastUse: number };

interface Range {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

interface Relaxation {
  readonly bound: number;
  readonly price: number;
  /** Packs at the price, that fit; completed by packs that still do. */
  readonly packs: Float64Array;
  readonly cost: number;
  /** Item to branch on and where: at most `below` packs, or more. Absent where the packs are the optimum of the range. */
  readonly branch?: { readonly item: number; readonly below: number };
}

/** Packs added to what the dual leaves: it leaves few, unless there are more of them than doubles can count. */
const mostFilled = 1000;

/** Bounds and costs this close are one: what doubles leave of a sum of costs. */
const closeness = 1e-12;

/**
 * Depth first, the half that fits first. Where `mostNodes` is reached the best so
 * far stands with the least bound of what was left.
 * @see Bretthauer and Shetty (1995), Operations Research 43(4):670-677 (the nonlinear knapsack in integers).
 */
export function sharedLimitPacks(
  problem: SharedLimitPacksProblem,
  mostNodes = Math.max(200, Math.floor(100_000 / problem.items.length)),
): SharedLimitPacks {
  const { items, limit } = problem;
  const low = Float64Array.from(items, (item) => (item.demandRate > 0 ? 1 : 0));
  const high = Float64Array.from(items, (item) => (item.demandRate > 0 ? Infinity : 0));
  const leastUse = useOf(problem, low);
  if (leastUse > limit * (1 + closeness)) return { found: 'infeasible', leastUse };
  const root = relax(problem, { low, high });
  let best = { packs: root.packs, cost: root.cost };
  let unproved = Infinity;
  let nodes = 1;
  const open: { range: Range; relaxation: Relaxation }[] = [{ range: { low, high }, relaxation: root }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { range, relaxation } = node;
    if (relaxation.branch === undefined || relaxation.bound >= best.cost * (1 - closeness)) continue;
    if (nodes >= mostNodes) {
      unproved = Math.min(unproved, relaxation.bound);
      continue;
    }
    const children = split(range, relaxation.branch).filter(
      (part) => useOf(problem, part.low) <= limit * (1 + closeness),
    );
    for (const part of children) {
      const child = relax(problem, part);
      nodes++;
      if (child.cost < best.cost) best = { packs: child.packs, cost: child.cost };
      open.push({ range: part, relaxation: child });
    }
  }
  const packs = Array.from(best.packs);
  return {
    found: unproved < best.cost ? 'feasible' : 'optimal',
    packs,
    orderQuantities: packs.map((count, at) => Number((count * problem.packSizes[at]).toPrecision(15))),
    costPerTime: best.cost,
    lowerBound: Math.min(best.cost, unproved),
    used: useOf(problem, best.packs),
    shadowPrice: root.price,
    nodes,
  };
}

/** More packs than `below`, and at most so many; the latter is looked at first. */
function split({ low, high }: Range, { item, below }: { item: number; below: number }): Range[] {
  const [moreLow, fewerHigh] = [low.slice(), high.slice()];
  moreLow[item] = below + 1;
  fewerHigh[item] = below;
  return [
    { low: moreLow, high },
    { low, high: fewerHigh },
  ];
}

/** The dual over the price by halving, a feasible answer from the price that makes the packs fit, and where to branch. */
function relax(problem: SharedLimitPacksProblem, range: Range): Relaxation {
  const { limit } = problem;
  const fits = (packs: Float64Array) => useOf(problem, packs) <= limit * (1 + closeness);
  const free = packsAt(problem, range, 0);
  if (fits(free)) {
    const cost = costOf(problem, free);
    return { bound: cost, price: 0, packs: free, cost };
  }
  let [cheap, dear] = [0, 1e-9];
  while (!fits(packsAt(problem, range, dear))) dear *= 8;
  for (let halving = 0; halving < 60 && dear - cheap > 1e-14 * dear; halving++) {
    const price = (cheap + dear) / 2;
    if (fits(packsAt(problem, range, price))) dear = price;
    else cheap = price;
  }
  const packs = packsAt(problem, range, dear);
  const over = packsAt(problem, range, cheap);
  let item = 0;
  const excess = (at: number) => (over[at] - packs[at]) * problem.unitUse[at] * problem.packSizes[at];
  for (let at = 1; at < packs.length; at++) if (excess(at) > excess(item)) item = at;
  const bound = Math.max(dualValue(problem, packs, dear), dualValue(problem, over, cheap));
  const branch = { item, below: packs[item] };
  const filled = fill(problem, range, packs);
  return { bound, price: dear, packs: filled, cost: costOf(problem, filled), branch };
}

/** Best packs of each item alone when what it uses costs `price`. */
function packsAt(
  { items, unitUse, packSizes }: SharedLimitPacksProblem,
  { low, high }: Range,
  price: number,
): Float64Array {
  return low.map((least, at) => {
    const pack = packSizes[at];
    const item = { ...items[at], holdingCost: items[at].holdingCost + 2 * price * unitUse[at] };
    const wanted = Math.sqrt((2 * item.fixedCost * item.demandRate) / item.holdingCost) / pack;
    const below = Math.max(least, Math.min(Math.floor(wanted), high[at]));
    const above = Math.min(below + 1, high[at]);
    return packsCost(item, pack, above) < packsCost(item, pack, below) ? above : below;
  });
}

/** Uses what is left of the limit pack by pack, each time for what saves most per unit of it. */
function fill(problem: SharedLimitPacksProblem, { high }: Range, start: Float64Array): Float64Array {
  const packs = start.slice();
  const use = packs.map((_, at) => problem.unitUse[at] * problem.packSizes[at]);
  let room = problem.limit * (1 + closeness) - useOf(problem, packs);
  for (let step = 0; step < mostFilled; step++) {
    let [chosen, most] = [-1, 0];
    for (let at = 0; at < packs.length; at++) {
      if (packs[at] + 1 > high[at] || use[at] > room) continue;
      const pack = problem.packSizes[at];
      const saved = packsCost(problem.items[at], pack, packs[at]) - packsCost(problem.items[at], pack, packs[at] + 1);
      // What uses nothing is at its best already.
      if (use[at] > 0 && saved / use[at] > most) [chosen, most] = [at, saved / use[at]];
    }
    if (chosen < 0) return packs;
    packs[chosen]++;
    room -= use[chosen];
  }
  return packs;
}

function dualValue(problem: SharedLimitPacksProblem, packs: Float64Array, price: number): number {
  return costOf(problem, packs) + price * (useOf(problem, packs) - problem.limit);
}

function packsCost(item: EoqProblem, pack: number, count: number): number {
  return count === 0 ? 0 : eoqCost(item, count * pack);
}

function costOf({ items, packSizes }: SharedLimitPacksProblem, packs: Float64Array): number {
  return packs.reduce((cost, count, at) => cost + packsCost(items[at], packSizes[at], count), 0);
}

function useOf({ unitUse, packSizes }: SharedLimitPacksProblem, packs: Float64Array): number {
  return packs.reduce((used, count, at) => used + count * packSizes[at] * unitUse[at], 0);
}

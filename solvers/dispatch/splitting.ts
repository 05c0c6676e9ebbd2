/**
 * How many loads of which size an order is split into: the way that makes
 * `loads x number + unused x m3 left empty + spacing x minutes of the longest interval` smallest over the capacities of
 * the trucks that may serve it; 15 m3 with trucks of 5, 7 and 10 m3 become 10 + 5.
 *
 * The longest interval is a bottleneck: for each of its possible values the sizes that keep to it, and how often, are
 * known, and what is left is a knapsack to be covered at least cost, exact by dynamic programming over litres in units
 * of the greatest common divisor of the capacities.
 *
 * @see Kellerer, Pferschy and Pisinger (2004), Knapsack Problems, section 13.3.3 (the covering form of the knapsack).
 */
import type { ConstructionData } from './construction-data.ts';
import type { DispatchInstance } from './instance.ts';
import { never } from './instance.ts';
import { type LoadSize, loadSizes } from './load-sizes.ts';

export interface SplitPrices {
  readonly loads: number;
  /** Per m3. */
  readonly unused: number;
  /** Per minute. */
  readonly spacing: number;
}

/** Steps of the dynamic program: enough for 1000 m3 by the half m3. Beyond it capacities are rounded down to steps. */
const mostSteps = 2000;

/** Prices are sums of a few floats; closer ones are equal. */
const tie = 1e-9;

/** Loads of each size, in the order of `sizes`; undefined where no number of them is enough. */
export function cheapestSplit(
  volumeL: number,
  sizes: readonly LoadSize[],
  prices: SplitPrices,
): readonly number[] | undefined {
  const intervals = new Set<number>();
  for (const size of sizes) {
    intervals.add(size.intervalMinutes);
    if (size.repeatMinutes < Infinity) intervals.add(Math.max(size.intervalMinutes, size.repeatMinutes));
  }
  let best: readonly number[] | undefined;
  let leastCost = Infinity;
  for (const longest of [...intervals].sort((a, b) => a - b)) {
    const most = sizes.map((size) => {
      if (size.intervalMinutes > longest) return 0;
      return size.repeatMinutes <= longest ? Infinity : size.trucks;
    });
    const counts = cover(volumeL, sizes, most, prices);
    if (counts === undefined) continue;
    const cost = splitCost(volumeL, sizes, counts, prices);
    if (cost < leastCost - tie) {
      leastCost = cost;
      best = counts;
    }
  }
  return best;
}

/** What `cheapestSplit` makes small; a split into one load has no interval. */
export function splitCost(
  volumeL: number,
  sizes: readonly LoadSize[],
  counts: readonly number[],
  prices: SplitPrices,
): number {
  let loads = 0;
  let capacityL = 0;
  let longest = 0;
  counts.forEach((count, at) => {
    const size = sizes[at];
    if (count === 0) return;
    loads += count;
    capacityL += count * size.capacityL;
    longest = Math.max(longest, size.intervalMinutes, count > size.trucks ? size.repeatMinutes : 0);
  });
  const spacing = loads > 1 ? prices.spacing * longest : 0;
  return prices.loads * loads + (prices.unused * (capacityL - volumeL)) / 1000 + spacing;
}

/** Least `sum of count x (loads + unused x capacity)` that holds the volume, with at most so many of each size. */
function cover(
  volumeL: number,
  sizes: readonly LoadSize[],
  most: readonly number[],
  prices: SplitPrices,
): readonly number[] | undefined {
  const unit = Math.max(
    sizes.reduce((common, size) => greatestCommonDivisor(common, size.capacityL), 0),
    Math.ceil(volumeL / mostSteps),
  );
  const need = Math.ceil(volumeL / unit);
  const cost = new Float64Array(need + 1).fill(Infinity);
  cost[0] = 0;
  const chosen: Int32Array[] = [];
  sizes.forEach((size, at) => {
    const units = Math.floor(size.capacityL / unit);
    const price = prices.loads + (prices.unused * size.capacityL) / 1000;
    const taken = new Int32Array(need + 1);
    chosen.push(taken);
    if (units === 0 || most[at] === 0) return;
    addSize(cost, taken, units, Math.min(most[at], Math.ceil(need / units)), price);
  });
  if (cost[need] === Infinity) return undefined;
  const counts = new Array<number>(sizes.length).fill(0);
  let left = need;
  for (let at = sizes.length - 1; at >= 0; at--) {
    counts[at] = chosen[at][left];
    left = Math.max(0, left - counts[at] * Math.floor(sizes[at].capacityL / unit));
  }
  return counts;
}

/** One more size: for each volume the best number of loads of it, on top of the sizes before. */
function addSize(cost: Float64Array, taken: Int32Array, units: number, most: number, price: number): void {
  const without = cost.slice();
  const unlimited = most * units >= cost.length - 1;
  for (let volume = 1; volume < cost.length; volume++) {
    if (unlimited) {
      const rest = Math.max(0, volume - units);
      if (cost[rest] + price >= cost[volume] - tie) continue;
      cost[volume] = cost[rest] + price;
      taken[volume] = taken[rest] + 1;
      continue;
    }
    for (let count = 1; count <= Math.min(most, Math.ceil(volume / units)); count++) {
      const total = without[Math.max(0, volume - count * units)] + count * price;
      if (total >= cost[volume] - tie) continue;
      cost[volume] = total;
      taken[volume] = count;
    }
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/**
 * Volumes of the loads: drums are full, and the last load takes the rest; where that is too small to be worth a truck,
 * the load before gives some of its own.
 */
export function volumesOf(
  volumeL: number,
  sizes: readonly LoadSize[],
  counts: readonly number[],
  leastLoadL: number,
): number[] {
  const capacities = counts.flatMap((count, at) => new Array<number>(count).fill(sizes[at].capacityL));
  capacities.sort((a, b) => b - a);
  const volumes: number[] = [];
  let left = volumeL;
  capacities.forEach((capacityL, at) => {
    const behind = capacities.length - 1 - at;
    const share = Math.min(capacityL, left - Math.min(leastLoadL, left) * behind);
    const taken = behind === 0 ? left : Math.max(Math.min(leastLoadL, left), share);
    if (taken > 0) volumes.push(taken);
    left -= taken;
  });
  return volumes;
}

/** Volumes of the loads that hold `volumeL` of an order, best split first; then those without the largest trucks. */
export function splitWays(
  instance: DispatchInstance,
  data: ConstructionData,
  order: number,
  volumeL: number,
  limit: number,
): number[][] {
  const prices = data.parameters.splitting;
  const leastLoadL = Math.min(instance.leastLoadL[order], volumeL);
  const ways: number[][] = [];
  const seen = new Set<string>();
  let mostCapacityL = never;
  while (ways.length < limit) {
    const sizes = loadSizes(instance, order, mostCapacityL);
    if (sizes.length === 0) break;
    mostCapacityL = sizes[0].capacityL - 1;
    const counts = cheapestSplit(volumeL, sizes, prices);
    if (counts === undefined) continue;
    const volumes =
      instance.sentFull[order] === 1
        ? counts.flatMap((count, at) => new Array<number>(count).fill(sizes[at].capacityL))
        : volumesOf(volumeL, sizes, counts, leastLoadL);
    const key = volumes.join();
    if (seen.has(key)) continue;
    seen.add(key);
    ways.push(volumes);
  }
  return ways;
}

/** Ways that differ: of several with the same trucks at nearly the same time a dispatcher wants to see the best only. */
import type { Recommendation } from '../recommend.ts';

/** First unloadings closer than this are the same to a dispatcher. */
const sameTime = 15 * 60;

export function chooseDifferent(ways: readonly Recommendation[], places: number): Recommendation[] {
  const sorted = [...ways].sort((a, b) => a.costIncrease - b.costIncrease);
  const chosen: Recommendation[] = [];
  for (const way of sorted) {
    if (chosen.length === places) break;
    if (!chosen.some((other) => alike(way, other))) chosen.push(way);
  }
  return chosen;
}

function alike(a: Recommendation, b: Recommendation): boolean {
  return trucksOf(a) === trucksOf(b) && Math.abs(firstUnloading(a) - firstUnloading(b)) < sameTime;
}

function trucksOf({ placements }: Recommendation): string {
  return placements
    .map(({ truck }) => truck)
    .sort((a, b) => a - b)
    .join();
}

function firstUnloading({ placements }: Recommendation): number {
  return Math.min(...placements.map(({ unloadStart }) => unloadStart));
}

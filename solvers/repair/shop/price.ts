/** What an option costs: its plan, and the points of its changes. */

/**
 * @param cost - of the plan.
 * @param points - of all changes and promises.
 * @param prices - of a point, and of the plan that runs, in the unit of `cost`.
 */
export function priced(
  cost: number,
  points: number,
  prices: { readonly pointPrice: number; readonly baseCost: number },
) {
  const { pointPrice, baseCost } = prices;
  return { cost, points, total: cost + points * pointPrice, extraCost: cost - baseCost };
}

/** Points of changes, and of promises that move. */
export function pointsOf(changes: readonly { readonly points: number }[], promises: number): number {
  return changes.reduce((sum, { points }) => sum + points, promises);
}

/** Of the deepest change; 0 without any. */
export function depthOf(changes: readonly { readonly depth: number }[]): number {
  return changes.reduce((deepest, { depth }) => Math.max(deepest, depth), 0);
}

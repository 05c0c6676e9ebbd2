/** EOQ with all-units price breaks: the price of the region that an order reaches holds for every unit of it. */
import { costRegions, justBelow, type LotCosts, regionCost, regionMinimum, regionOf } from './price-breaks.ts';

export type BreaksProblem = Omit<LotCosts, 'kind'>;

export interface RegionOptimum {
  readonly region: number;
  readonly orderQuantity: number;
  readonly costPerTime: number;
}

export interface BreaksSolution extends RegionOptimum {
  /** Best of each region that has one, ascending: what the next better price would cost in all. */
  readonly regions: readonly RegionOptimum[];
}

/**
 * The best order: of each region its EOQ, moved up to the break where it falls short; the cheapest of them wins.
 * Where it would have to be moved down (its successor is dearer per unit, or cheaper without a need for more) the
 * region's infimum is not attained below the break and the quantity just below it, by a relative 1e-12, stands for it.
 * Costs per time unit contain the purchase.
 * @see Hadley and Whitin (1963), Analysis of Inventory Systems, 2-11; Snyder and Shen (2019), 3.4.1.
 */
export function allUnitsBreaks(problem: BreaksProblem): BreaksSolution {
  const costs: LotCosts = { ...problem, kind: 'all-units' };
  const regions = costRegions(costs).map((region, index): RegionOptimum => {
    const below = region.to * justBelow;
    const orderQuantity = Math.max(region.from, Math.min(regionMinimum(region, costs), below));
    return { region: index, orderQuantity, costPerTime: regionCost(region, costs, orderQuantity) };
  });
  return { ...cheapest(regions), regions };
}

/** Cost per time unit of orders of `orderQuantity` > 0, and the region that they reach. */
export function allUnitsCost(problem: BreaksProblem, orderQuantity: number): RegionOptimum {
  const region = regionOf(problem.breakpoints, orderQuantity);
  const costs: LotCosts = { ...problem, kind: 'all-units' };
  return { region, orderQuantity, costPerTime: regionCost(costRegions(costs)[region], costs, orderQuantity) };
}

/** The first of the cheapest. */
export function cheapest(regions: readonly RegionOptimum[]): RegionOptimum {
  return regions.reduce((best, candidate) => (candidate.costPerTime < best.costPerTime ? candidate : best));
}

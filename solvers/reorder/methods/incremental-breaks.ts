/** EOQ with incremental price breaks: a lower price holds for the units from its break on. */
import { type BreaksProblem, type BreaksSolution, cheapest, type RegionOptimum } from './all-units-breaks.ts';
import { costRegions, type LotCosts, regionCost, regionMinimum, regionOf } from './price-breaks.ts';

/**
 * The best order: of each region the quantity Q_j = sqrt(2 (K + r_j) D / (h + i c_j)), kept within the region. What an
 * order costs has no jumps here, so both ends of a region belong to it; with falling prices the best quantity is never
 * a break. Costs per time unit contain the purchase; the holding rate is on the average price of the units of an order.
 * @see Hadley and Whitin (1963), Analysis of Inventory Systems, 2-12; Snyder and Shen (2019), 3.4.2.
 */
export function incrementalBreaks(problem: BreaksProblem): BreaksSolution {
  const costs: LotCosts = { ...problem, kind: 'incremental' };
  const regions = costRegions(costs).map((region, index): RegionOptimum => {
    const orderQuantity = Math.max(region.from, Math.min(regionMinimum(region, costs), region.to));
    return { region: index, orderQuantity, costPerTime: regionCost(region, costs, orderQuantity) };
  });
  return { ...cheapest(regions), regions };
}

/** Cost per time unit of orders of `orderQuantity` > 0, and the region that they reach. */
export function incrementalCost(problem: BreaksProblem, orderQuantity: number): RegionOptimum {
  const region = regionOf(problem.breakpoints, orderQuantity);
  const costs: LotCosts = { ...problem, kind: 'incremental' };
  return { region, orderQuantity, costPerTime: regionCost(costRegions(costs)[region], costs, orderQuantity) };
}

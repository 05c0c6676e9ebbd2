/**
 * Prices that fall with the quantity ordered, and the cost of a lot under them, region by region.
 *
 * In each region between two breaks the cost per time unit of orders of Q has one form, A D / Q + B Q / 2 + E, with
 * coefficients of the region; lot-size methods differ only in which Q they allow.
 */

/** Quantities this close, relatively, are one: 3 packs of 0.3 reach a break at 0.9 although 3 * 0.3 is just below it. */
export const closeness = 1e-13;

/** What stands for the last quantity of a region that has none, its end being another region's first. */
export const justBelow = 1 - 1e-12;

export type BreakKind = 'all-units' | 'incremental';

export interface PriceBreaks {
  /** all-units: the price of the region reached holds for the whole order; incremental: for the units from the break on. */
  readonly kind: BreakKind;
  /** Least quantity of each region, ascending, the first 0. */
  readonly breakpoints: readonly number[];
  /** Price of a unit by region. */
  readonly unitCosts: readonly number[];
}

export interface LotCosts extends PriceBreaks {
  readonly fixedCost: number;
  /** Units per time unit; > 0. */
  readonly demandRate: number;
  /** Share of the price of a unit that holding it for one time unit costs; >= 0. */
  readonly holdingCostRate: number;
  /** Cost of holding a unit for one time unit whatever its price (space, cold); added to the rate's share; >= 0. */
  readonly holdingCost: number;
}

/** A region of the price list; cost per time unit in it is (ordering D) / Q + holding Q / 2 + constant. */
export interface CostRegion {
  readonly from: number;
  /** Exclusive; Infinity in the last region. */
  readonly to: number;
  /** Part of an order's cost that does not grow with its size; below 0 where later units are dearer than the first. */
  readonly ordering: number;
  readonly holding: number;
  readonly constant: number;
}

/**
 * All-units: A = K, B = h + i c_j, E = c_j D. Incremental: an order of Q costs K + r_j + c_j Q with
 * r_j = sum over regions i < j of c_i (b_{i+1} - b_i) - c_j b_j, so A = K + r_j, B = h + i c_j, E = c_j D + i r_j / 2.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.4; Hadley and Whitin (1963), 2-11 and 2-12.
 */
export function costRegions(costs: LotCosts): CostRegion[] {
  let spent = 0;
  return costs.breakpoints.map((from, region) => {
    const price = costs.unitCosts[region];
    if (region > 0) spent += costs.unitCosts[region - 1] * (from - costs.breakpoints[region - 1]);
    const before = costs.kind === 'incremental' ? spent - price * from : 0;
    return {
      from,
      to: costs.breakpoints[region + 1] ?? Infinity,
      ordering: costs.fixedCost + before,
      holding: costs.holdingCost + costs.holdingCostRate * price,
      constant: price * costs.demandRate + (costs.holdingCostRate * before) / 2,
    };
  });
}

/**
 * Cost per time unit of orders of `quantity` under the prices of `region`; at 0 and Infinity the limit of ever smaller
 * or larger orders, where they cost nothing of themselves or nothing to hold.
 */
export function regionCost(region: CostRegion, demandRate: number, quantity: number): number {
  if (quantity === 0 || quantity === Infinity) return region.constant;
  return (region.ordering * demandRate) / quantity + (region.holding * quantity) / 2 + region.constant;
}

/**
 * The quantity at which the cost of a region is least, were it to hold everywhere; 0 or Infinity where it only rises or
 * only falls.
 */
export function regionMinimum(region: CostRegion, demandRate: number): number {
  if (region.ordering <= 0) return 0;
  return region.holding === 0 ? Infinity : Math.sqrt((2 * region.ordering * demandRate) / region.holding);
}

/** Index of the region that an order of `quantity` reaches. */
export function regionOf(breakpoints: readonly number[], quantity: number): number {
  let region = 0;
  while (region + 1 < breakpoints.length && quantity >= breakpoints[region + 1] * (1 - closeness)) region++;
  return region;
}

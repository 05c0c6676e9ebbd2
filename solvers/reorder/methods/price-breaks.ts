/** Prices that change with the quantity ordered, and what orders cost under them, region by region. */

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

/** A region of the price list. An order of Q in it is billed `paid` + price (Q - from). */
export interface CostRegion {
  readonly from: number;
  /** Exclusive; Infinity in the last region. */
  readonly to: number;
  /** Price of the first `from` units. */
  readonly paid: number;
  readonly price: number;
}

/** The regions; `paid` is c_j b_j where all units have the price of the region, else the sum of c_i (b_{i+1} - b_i), i < j. */
export function costRegions({ kind, breakpoints, unitCosts }: PriceBreaks): CostRegion[] {
  let spent = 0;
  return breakpoints.map((from, region) => {
    const price = unitCosts[region];
    if (region > 0) spent += unitCosts[region - 1] * (from - breakpoints[region - 1]);
    return {
      from,
      to: breakpoints[region + 1] ?? Infinity,
      paid: kind === 'incremental' ? spent : price * from,
      price,
    };
  });
}

/**
 * Cost per time unit of orders of `quantity` under the prices of `region`: with the bill P, (K + P) D / Q for ordering
 * and purchase and (h Q + i P) / 2 for holding. At 0 and Infinity the limit of ever smaller or larger orders, where they
 * cost nothing of themselves or nothing to hold.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 3.4; Hadley and Whitin (1963), 2-11 and 2-12.
 */
export function regionCost(region: CostRegion, costs: LotCosts, quantity: number): number {
  const { fixedCost, demandRate, holdingCost, holdingCostRate } = costs;
  if (quantity === 0 || quantity === Infinity) return region.price * demandRate;
  // Packs may fall short of the start of their region by rounding.
  const bill = region.paid + region.price * Math.max(0, quantity - region.from);
  return ((fixedCost + bill) * demandRate) / quantity + (holdingCost * quantity + holdingCostRate * bill) / 2;
}

/**
 * The quantity at which the cost of a region is least, were it to hold everywhere: sqrt(2 (K + r) D / (h + i c)) with
 * r = paid - c from, what an order costs beyond its units at the price c. 0 or Infinity where the cost only rises (r may
 * be below -K where later units are dearer) or only falls.
 */
export function regionMinimum(region: CostRegion, costs: LotCosts): number {
  const ordering = costs.fixedCost + (region.paid - region.price * region.from);
  if (ordering <= 0) return 0;
  const holding = costs.holdingCost + costs.holdingCostRate * region.price;
  return holding === 0 ? Infinity : Math.sqrt((2 * ordering * costs.demandRate) / holding);
}

/** Index of the region that an order of `quantity` reaches. */
export function regionOf(breakpoints: readonly number[], quantity: number): number {
  let region = 0;
  while (region + 1 < breakpoints.length && quantity >= breakpoints[region + 1] * (1 - closeness)) region++;
  return region;
}

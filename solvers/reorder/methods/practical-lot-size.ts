/**
 * Best order of one item at constant demand under what a supplier and a store ask for in practice: whole packs, a least
 * and a greatest order, a shelf life, price breaks of either kind.
 */
import {
  type CostRegion,
  closeness,
  costRegions,
  justBelow,
  type LotCosts,
  regionCost,
  regionMinimum,
} from './price-breaks.ts';

export interface PracticalLotSizeProblem extends LotCosts {
  /** Units per pack, 0.5 as well as 12; absent: any quantity can be ordered. */
  readonly packSize?: number;
  /** Least order in units; absent or 0: none. */
  readonly minOrder?: number;
  /** Greatest order in units; absent: none. */
  readonly maxOrder?: number;
  /** Time units after which what is left must be thrown away: an order is used up within it. Absent: it keeps. */
  readonly shelfLife?: number;
}

/** Why no quantity is allowed. */
export type LotSizeConflict =
  | { readonly reason: 'pack-outlives-shelf-life'; readonly packLasts: number; readonly shelfLife: number }
  | { readonly reason: 'least-order-outlives-shelf-life'; readonly lasts: number; readonly shelfLife: number }
  | { readonly reason: 'least-order-above-greatest'; readonly least: number; readonly greatest: number }
  | { readonly reason: 'pack-above-greatest'; readonly packSize: number; readonly greatest: number }
  | { readonly reason: 'no-whole-packs-between'; readonly least: number; readonly greatest: number };

export type PracticalLotSize =
  | {
      readonly found: 'optimal';
      /** 0: nothing is demanded, or ordering as demand arises costs nothing more. */
      readonly orderQuantity: number;
      /** Region of the price list, from 0. */
      readonly region: number;
      /** Purchase, ordering and holding. */
      readonly costPerTime: number;
      /** Limits that hold the quantity where it is: without them another one would be cheaper. */
      readonly boundBy: readonly LotSizeLimit[];
    }
  | { readonly found: 'infeasible'; readonly conflict: LotSizeConflict }
  /** The larger the order the cheaper, without end: no holding cost and no limit. */
  | { readonly found: 'unbounded' };

export type LotSizeLimit = 'min-order' | 'max-order' | 'shelf-life';

/**
 * The exact best quantity. In each region of the price list the cost is A D / Q + B Q / 2 + E with coefficients of the
 * region, convex where A > 0 and rising where A <= 0, so among the multiples of the pack that the region and the limits allow the best one is next to
 * the region's unrestricted minimum on either side, or at an end; the best region's best wins, and of equals the
 * smaller quantity. Without packs a region whose successor is dearer has no last quantity; then the one just below
 * the break (by a relative 1e-12) stands for it.
 *
 * @see Silver, Pyke and Peterson (1998), Inventory Management and Production Planning and Scheduling, 5.5 and 5.8.
 */
export function practicalLotSize(problem: PracticalLotSizeProblem): PracticalLotSize {
  if (problem.demandRate === 0) return { found: 'optimal', orderQuantity: 0, region: 0, costPerTime: 0, boundBy: [] };
  const least = problem.minOrder ?? 0;
  const greatest = greatestQuantity(problem);
  const conflict = conflictOf(problem, least, greatest);
  if (conflict !== undefined) return { found: 'infeasible', conflict };
  const best = bestQuantity(problem, least, greatest);
  if (best === undefined)
    return { found: 'infeasible', conflict: { reason: 'no-whole-packs-between', least, greatest } };
  if (best.orderQuantity === Infinity) return { found: 'unbounded' };
  return { found: 'optimal', ...best, boundBy: limitsAt(best.orderQuantity, problem) };
}

interface BestQuantity {
  /** Infinity where the cost falls without end. */
  readonly orderQuantity: number;
  readonly region: number;
  readonly costPerTime: number;
}

/** The cheapest allowed quantity over all regions; undefined where none is allowed. */
function bestQuantity(problem: PracticalLotSizeProblem, least: number, greatest: number): BestQuantity | undefined {
  let best: BestQuantity | undefined;
  costRegions(problem).forEach((region, index) => {
    for (const orderQuantity of candidates(region, problem, least, greatest)) {
      const costPerTime = regionCost(region, problem, orderQuantity);
      if (best === undefined || costPerTime < best.costPerTime) best = { orderQuantity, region: index, costPerTime };
    }
  });
  return best;
}

/** What the shelf life and the greatest order leave; Infinity without either. */
function greatestQuantity(problem: PracticalLotSizeProblem): number {
  return Math.min(problem.maxOrder ?? Infinity, lifeQuantity(problem));
}

/** Demand within the shelf life. */
function lifeQuantity(problem: PracticalLotSizeProblem): number {
  return problem.shelfLife === undefined ? Infinity : problem.demandRate * problem.shelfLife;
}

/** Allowed quantities of a region among which its best is; Infinity where its cost falls without end. */
function candidates(region: CostRegion, problem: PracticalLotSizeProblem, least: number, greatest: number): number[] {
  const { packSize } = problem;
  const from = Math.max(region.from, least);
  const minimum = regionMinimum(region, problem);
  if (packSize === undefined) {
    const to = Math.min(region.to * justBelow, greatest);
    if (from > to * (1 + closeness)) return [];
    const at = Math.max(from, Math.min(minimum, to));
    // A price that holds from 0 on cannot be had at 0 when an order costs something of itself.
    return at === 0 && problem.fixedCost > 0 ? [] : [at];
  }
  const first = Math.max(1, Math.ceil((from / packSize) * (1 - closeness)));
  const last = lastPacks(region, packSize, greatest);
  if (first > last) return [];
  const below = Math.max(first, Math.min(Math.floor(minimum / packSize), last));
  const above = Math.min(below + 1, last);
  return below === Infinity ? [Infinity] : [tidy(below * packSize), tidy(above * packSize)];
}

/** Most packs that stay below the end of the region and within the greatest quantity. */
function lastPacks(region: CostRegion, packSize: number, greatest: number): number {
  const inside = Math.ceil((region.to / packSize) * (1 - closeness)) - 1;
  return Math.min(inside, Math.floor((greatest / packSize) * (1 + closeness)));
}

/** 0.9 where 3 * 0.3 gives 0.8999999999999999. */
function tidy(quantity: number): number {
  return Number(quantity.toPrecision(15));
}

function conflictOf(problem: PracticalLotSizeProblem, least: number, greatest: number): LotSizeConflict | undefined {
  const { packSize, demandRate, shelfLife } = problem;
  const slack = greatest * (1 + closeness);
  const byLife = lifeQuantity(problem) * (1 + closeness);
  if (packSize !== undefined && shelfLife !== undefined && packSize > byLife)
    return { reason: 'pack-outlives-shelf-life', packLasts: packSize / demandRate, shelfLife };
  if (packSize !== undefined && packSize > slack) return { reason: 'pack-above-greatest', packSize, greatest };
  if (least > slack) {
    if (shelfLife !== undefined && least > byLife)
      return { reason: 'least-order-outlives-shelf-life', lasts: least / demandRate, shelfLife };
    return { reason: 'least-order-above-greatest', least, greatest };
  }
  return undefined;
}

/** Limits that the cost presses against: one pack (or a little) beyond them would break them, and the best without any lies there. */
function limitsAt(quantity: number, problem: PracticalLotSizeProblem): LotSizeLimit[] {
  const free = bestQuantity(problem, 0, Infinity)?.orderQuantity ?? quantity;
  const step = problem.packSize ?? quantity * 1e-6;
  const limits: LotSizeLimit[] = [];
  if (free < quantity && quantity - step < (problem.minOrder ?? 0)) limits.push('min-order');
  if (free > quantity && quantity + step > (problem.maxOrder ?? Infinity)) limits.push('max-order');
  if (free > quantity && quantity + step > lifeQuantity(problem)) limits.push('shelf-life');
  return limits;
}

/** The limits that a quantity breaks. */
export function brokenLimits(problem: PracticalLotSizeProblem, quantity: number): (LotSizeLimit | 'pack')[] {
  const { packSize, minOrder = 0, maxOrder = Infinity } = problem;
  const broken: (LotSizeLimit | 'pack')[] = [];
  if (packSize !== undefined && Math.abs(quantity / packSize - Math.round(quantity / packSize)) > 1e-9)
    broken.push('pack');
  if (quantity < minOrder * (1 - closeness)) broken.push('min-order');
  if (quantity > maxOrder * (1 + closeness)) broken.push('max-order');
  if (quantity > lifeQuantity(problem) * (1 + closeness)) broken.push('shelf-life');
  return broken;
}

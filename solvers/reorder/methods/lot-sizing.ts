/**
 * Dynamic lot sizing: what its methods share. Known demand per period; an order arrives at once; stock that is left at
 * the end of a period costs `holdingCost` per unit.
 */

/** One figure for all periods, or one for each. */
export type PerPeriod = number | ArrayLike<number>;

export interface LotSizingProblem {
  /** Units per period, each at least 0. */
  readonly demand: ArrayLike<number>;
  /** Money per order. */
  readonly fixedCost: PerPeriod;
  /** Money per unit in stock at the end of a period. */
  readonly holdingCost: PerPeriod;
  /** Money per unit, by the period of the order; default 0. */
  readonly purchaseCost?: PerPeriod;
  /** Units before the first period; below 0 they are owed and delivered in the first. Default 0. */
  readonly initialInventory?: number;
}

export interface BackorderProblem extends LotSizingProblem {
  /** Money per unit owed at the end of a period. */
  readonly backorderCost: PerPeriod;
}

/** A plan with its cost in parts; `endingInventory` below 0 is owed. */
export interface LotPlan {
  readonly orderQuantities: number[];
  readonly endingInventory: number[];
  readonly totalCost: number;
  readonly orderingCost: number;
  readonly purchaseCost: number;
  readonly holdingCost: number;
  readonly backorderCost: number;
}

/** A problem without stock at the start, in dense form: costs that no order can change are left out. */
export interface NetLots {
  readonly periods: number;
  readonly demand: Float64Array;
  readonly fixedCost: Float64Array;
  readonly holdingCost: Float64Array;
  readonly purchaseCost: Float64Array;
}

export function perPeriod(value: PerPeriod, periods: number): Float64Array {
  return typeof value === 'number' ? new Float64Array(periods).fill(value) : Float64Array.from(value);
}

/**
 * Takes the stock at the start off the first demands. That changes the cost of every plan by the same amount: with
 * cumulative demand D the stock is (orders so far - (D - I0)+) + (I0 - D)+, and the second term is given.
 */
export function netLots(problem: LotSizingProblem): NetLots {
  const periods = problem.demand.length;
  const demand = Float64Array.from(problem.demand);
  let stock = problem.initialInventory ?? 0;
  // What is left of a demand after subtractions such as 0.3 - 0.1 - 0.1 - 0.1 is no demand.
  const dust = 1e-12 * stock;
  if (stock < 0 && periods > 0) demand[0] -= stock;
  for (let t = 0; t < periods && stock > 0; t++) {
    const used = Math.min(stock, demand[t]);
    demand[t] -= used;
    stock -= used;
    if (demand[t] <= dust) demand[t] = 0;
  }
  return {
    periods,
    demand,
    fixedCost: perPeriod(problem.fixedCost, periods),
    holdingCost: perPeriod(problem.holdingCost, periods),
    purchaseCost: perPeriod(problem.purchaseCost ?? 0, periods),
  };
}

/** Sums before each index: result[t] = values[0] + ... + values[t - 1]. */
export function cumulative(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let t = 0; t < values.length; t++) sums[t + 1] = sums[t] + values[t];
  return sums;
}

/** Units per period that orders of `lots` bring: an order at `lot.at` serves the periods [from, to). */
export function orderQuantities(
  { demand, periods }: NetLots,
  lots: readonly { readonly at: number; readonly from: number; readonly to: number }[],
): Float64Array {
  const quantities = new Float64Array(periods);
  for (const { at, from, to } of lots) for (let t = from; t < to; t++) quantities[at] += demand[t];
  return quantities;
}

/** Carries `orders` through and adds up what they cost. Rounding dust of the stock counts as none. */
export function lotPlan(problem: LotSizingProblem & { backorderCost?: PerPeriod }, orders: ArrayLike<number>): LotPlan {
  const periods = problem.demand.length;
  const fixed = perPeriod(problem.fixedCost, periods);
  const holding = perPeriod(problem.holdingCost, periods);
  const purchase = perPeriod(problem.purchaseCost ?? 0, periods);
  const backorder = perPeriod(problem.backorderCost ?? 0, periods);
  const quantities: number[] = [];
  const endingInventory: number[] = [];
  let stock = problem.initialInventory ?? 0;
  let turnover = Math.abs(stock);
  let orderingCost = 0;
  let purchaseCost = 0;
  let holdingCost = 0;
  let backorderCost = 0;
  for (let t = 0; t < periods; t++) {
    turnover += orders[t] + problem.demand[t];
    stock += orders[t] - problem.demand[t];
    if (Math.abs(stock) <= 1e-12 * turnover) stock = 0;
    if (orders[t] > 0) orderingCost += fixed[t];
    purchaseCost += purchase[t] * orders[t];
    if (stock > 0) holdingCost += holding[t] * stock;
    else backorderCost -= backorder[t] * stock;
    quantities.push(orders[t]);
    endingInventory.push(stock);
  }
  const totalCost = orderingCost + purchaseCost + holdingCost + backorderCost;
  return {
    orderQuantities: quantities,
    endingInventory,
    totalCost,
    orderingCost,
    purchaseCost,
    holdingCost,
    backorderCost,
  };
}

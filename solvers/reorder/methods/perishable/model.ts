/** A perishable item under periodic review with lost sales: what the methods of this folder share. */

/** Which units meet demand first: oldest (first in, first out) or youngest (last in, first out). */
export type Issuing = 'fifo' | 'lifo';

/** Demand of one period on whole units. */
export interface PeriodDemand {
  /** Pr{D = d} for d = 0, 1, ...; the last entry holds all that is as great or greater. */
  readonly probability: Float64Array;
  /** E[D], of the whole distribution. */
  readonly mean: number;
}

/** Per period, in the caller's money. What is missing costs nothing. */
export interface PerishableCosts {
  /** Per unit ordered. */
  readonly orderCost?: number;
  /** Per order of one unit or more. */
  readonly fixedOrderCost?: number;
  /** Per unit of demand that is lost. */
  readonly shortageCost?: number;
  /** Per unit that reaches the end of its life unsold. */
  readonly wasteCost?: number;
  /** Per unit left at the end of the period; units that are wasted then count only with `holdingOnWaste`. */
  readonly holdingCost?: number;
  readonly holdingOnWaste?: boolean;
  /** Earned per unit sold. */
  readonly salesPrice?: number;
}

export interface PerishableModel {
  /** Periods in which a unit can be sold, m >= 1. */
  readonly shelfLife: number;
  /** 0: an order arrives before the demand of its period; L >= 1: at the start of the L-th period after. */
  readonly leadTime: number;
  /** Most units in an order, and in any one age class. */
  readonly maxOrder: number;
  readonly issuing: Issuing;
  /** Demand of each period of a cycle; one entry where every period is alike. */
  readonly cycle: readonly PeriodDemand[];
  readonly costs: PerishableCosts;
  /** Of one period; 1 asks for the long-run average. */
  readonly discountFactor: number;
  /**
   * Life left on arrival: probabilities of 1, 2, ..., m periods for an order of q units, each unit on its own.
   * Missing: every unit arrives fresh. Only with lead time 0. Units that would bring a class over `maxOrder` are not accepted.
   */
  readonly arrivalLife?: (orderQuantity: number) => readonly number[];
}

/**
 * Indices of the states. A state lists, most significant digit first, the orders under way (latest first, the one that
 * arrives next period last) and the units with m, m - 1, ..., 1 periods left; with lead time 0 there are
 * no orders under way and no units with m periods left. Digits are 0..maxOrder.
 */
export interface StateSpace {
  readonly shelfLife: number;
  readonly leadTime: number;
  /** maxOrder + 1. */
  readonly base: number;
  /** Number of possible stocks after issuing and ageing: base^(m - 1). */
  readonly survivors: number;
  /** Number of possible stocks before demand: base^m. */
  readonly stocks: number;
  /** base^(L - 1 + m). */
  readonly states: number;
}

export function stateSpaceOf(model: Pick<PerishableModel, 'shelfLife' | 'leadTime' | 'maxOrder'>): StateSpace {
  const { shelfLife, leadTime } = model;
  const base = model.maxOrder + 1;
  return {
    shelfLife,
    leadTime,
    base,
    survivors: base ** (shelfLife - 1),
    stocks: base ** shelfLife,
    states: base ** (leadTime - 1 + shelfLife),
  };
}

/** Units in all the digits of a state or stock index. */
export function unitsIn(index: number, base: number): number {
  let units = 0;
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) units += rest % base;
  return units;
}

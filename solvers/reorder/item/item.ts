/**
 * One item's replenishment problem in dense form: what the item searches solve, what the joint search changes.
 *
 * Quantities are whole thousandths of the item's unit ("milli"), held in doubles: exact to 2^53. Days are indices from
 * 0, the first day of the plan, to `days - 1`. Money is in the request's currency, prices and rates are per milli.
 *
 * A day runs so: (1) deliveries come in, and may be used at once; (2) back orders, then the day's demand, are served
 * from the usable stock that expires first; (3) what was last usable today goes to waste; (4) holding, shortage and
 * missing safety stock are charged on what stands at the end of the day.
 */

/** Stock that is there or comes whatever is decided. */
export interface GivenLot {
  /** Day from whose morning it can be used; 0 for stock on hand. */
  readonly day: number;
  readonly quantity: number;
  /** Last day on which it can be used; `never` (Infinity) where it keeps. */
  readonly lastDay: number;
}

/** A part of an order's cost curve: quantity q in [from, to] costs `fixed + price * q`. */
export interface CostSegment {
  readonly from: number;
  readonly to: number;
  readonly fixed: number;
  readonly price: number;
}

/** A chance to order: one offer, arriving on one day. At most one order is placed on each. */
export interface OrderOption {
  /** Index of the offer in the request. */
  readonly offer: number;
  /** Index of the supplier in the request. */
  readonly supplier: number;
  /** Day on which the order is placed. */
  readonly orderDay: number;
  readonly arrivalDay: number;
  /** Quantities are multiples of it, at least 1. */
  readonly pack: number;
  /** Multiples of `pack`, 0 < least <= greatest; an order of 0 is no order and always allowed, but see `must`. */
  readonly least: number;
  readonly greatest: number;
  /** Cover [least, greatest] without overlap in order of `from`, bounds inclusive on multiples of `pack`. All-units breaks may jump down. */
  readonly segments: readonly CostSegment[];
  /** Charged once if anything is ordered here: the line's own cost, and what the joint search adds to it. */
  readonly lineCost: number;
  /** Last day on which the goods can be used; Infinity where they keep. */
  readonly lastDay: number;
  /** True: something must be ordered here (a branch of the joint search). */
  readonly must?: boolean;
}

export type Shortage = 'never' | 'backorder' | 'lost';

export interface ItemProblem {
  readonly days: number;
  /** Of each day, milli, at least 0. */
  readonly demand: Float64Array;
  readonly given: readonly GivenLot[];
  /** Owed at the beginning; only with `backorder`. */
  readonly backOrders: number;
  /**
   * never: demand of each day has to be met (the item is infeasible where it cannot be); backorder: owed until served,
   * `shortageCost` per milli owed at the end of each day; lost: `shortageCost` per milli not served.
   */
  readonly shortage: Shortage;
  readonly shortageCost: number;
  /** Per milli on hand at the end of a day, after waste. */
  readonly holdingCost: number;
  /** Of each day: wanted stock at its end; each milli that net stock (stock less back orders) is below it costs `belowSafetyCost`. */
  readonly safety: Float64Array;
  readonly belowSafetyCost: number;
  /** Per milli that goes to waste; its price is lost through `endValue` besides. */
  readonly wasteCost: number;
  /** Worth of a milli that stands at the end of the last day, after waste; owed ones count against it. */
  readonly endValue: number;
  /** Of each day: cost per milli that stands after the deliveries, before demand (multipliers of space and money limits); absent: 0. */
  readonly morningCost?: Float64Array;
  /**
   * Of each day: most milli that may stand after the deliveries, before demand; whoever sets it sees to it that the
   * given stock alone stays within. Absent: no limit.
   */
  readonly morningLimit?: Float64Array;
  /** In order of arrival day, those of a day in order of offer. */
  readonly options: readonly OrderOption[];
}

/** What is ordered. */
export interface ItemDecision {
  /** Milli ordered on each option, 0 where none. */
  readonly quantities: Float64Array;
}

/**
 * Cost of a decision: orders + holding + shortage + below safety + waste + morning costs - endValue * (stock - back
 * orders at the end). May be negative.
 */
export interface ItemAnswer extends ItemDecision {
  readonly cost: number;
  /** Proved: no decision costs less (within 1e-9 relative). Equal to `cost` where it is proved optimal. */
  readonly lowerBound: number;
}

export type ItemResult = ItemAnswer | { readonly infeasible: true; readonly day: number; readonly short: number };

/** Cost of the best decision that does not use an option, and of the best that uses it in another quantity. */
export interface Alternative {
  readonly option: number;
  /** Best cost with nothing ordered on the option; absent where that is infeasible. */
  readonly without?: number;
  /** Best cost with another quantity on the option, and that quantity. */
  readonly otherQuantity?: number;
  readonly otherCost?: number;
}

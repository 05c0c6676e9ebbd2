/**
 * Continuous review (r, Q) with normal (or any continuous) lead-time demand, exactly: back orders, stockout cost per unit and time.
 *
 * The inventory position is uniform on [r, r + Q], so with g(y) = h E[(y-D)+] + p E[(D-y)+] over lead-time demand D
 *   C(r, Q) = (K lambda + integral of g over [r, r + Q]) / Q,
 * jointly convex. The integral is a difference of second-order losses. For given Q the best r has g(r) = g(r + Q); the best Q has
 * C(r(Q), Q) = g(r(Q)).
 * @see Zheng (1992), On properties of stochastic inventory systems, Management Science 38(1):87-103.
 */
import type { Distribution } from '../distributions/distribution.ts';
import { integrate } from '../distributions/gauss-legendre.ts';
import { firstReached, monotoneRoot } from './monotone-root.ts';
import { criticalRatio } from './newsvendor.ts';

/** Over so small a range, in deviations, second-order losses differ in their last digits only, and losses are integrated instead. */
const smallQuantity = 0.01;

export interface RqInputs {
  /** Per unit and time. */
  readonly holdingCost: number;
  /** Per unit short and time. */
  readonly stockoutCost: number;
  /** Per order. */
  readonly fixedCost: number;
  /** Per time. */
  readonly demandMean: number;
  readonly leadTimeDemand: Distribution;
}

export interface RqPolicy {
  readonly reorderPoint: number;
  readonly orderQuantity: number;
}

export interface RqCost extends RqPolicy {
  readonly costPerTime: number;
  readonly orderingCost: number;
  readonly holdingCostPerTime: number;
  readonly stockoutCostPerTime: number;
  /** Mean stock and mean back orders, units. */
  readonly meanStock: number;
  readonly meanBackorders: number;
}

export function rqCost(inputs: RqInputs, { reorderPoint, orderQuantity }: RqPolicy): RqCost {
  const { leadTimeDemand: demand } = inputs;
  const top = reorderPoint + orderQuantity;
  const meanOver = (loss: (x: number) => number, secondBelow: number, secondAbove: number) =>
    orderQuantity < smallQuantity * demand.sd && !demand.discrete
      ? integrate(loss, reorderPoint, top) / orderQuantity
      : (secondBelow - secondAbove) / orderQuantity;
  const meanStock = meanOver(
    (y) => demand.complementaryLoss(y),
    demand.complementarySecondLoss(top),
    demand.complementarySecondLoss(reorderPoint),
  );
  const meanBackorders = meanOver((y) => demand.loss(y), demand.secondLoss(reorderPoint), demand.secondLoss(top));
  return costOf(inputs, { reorderPoint, orderQuantity }, meanStock, meanBackorders);
}

/** The cost of a policy whose mean stock and back orders are known. */
export function costOf(inputs: RqInputs, policy: RqPolicy, meanStock: number, meanBackorders: number): RqCost {
  const orderingCost = (inputs.fixedCost * inputs.demandMean) / policy.orderQuantity;
  const holdingCostPerTime = inputs.holdingCost * meanStock;
  const stockoutCostPerTime = inputs.stockoutCost * meanBackorders;
  return {
    ...policy,
    costPerTime: orderingCost + holdingCostPerTime + stockoutCostPerTime,
    orderingCost,
    holdingCostPerTime,
    stockoutCostPerTime,
    meanStock,
    meanBackorders,
  };
}

/** g(y): cost per time of inventory position y, a lead time later. */
export function positionCost(inputs: RqInputs, y: number): number {
  const { leadTimeDemand: demand, holdingCost, stockoutCost } = inputs;
  return holdingCost * demand.complementaryLoss(y) + stockoutCost * demand.loss(y);
}

/** The reorder point with least cost for an order quantity: g(r) = g(r + Q), and so within Q below the least point of g. */
export function bestReorderPoint(inputs: RqInputs, orderQuantity: number): number {
  const least = inputs.leadTimeDemand.quantile(criticalRatio(inputs));
  const rise = (below: number) =>
    positionCost(inputs, least - below) - positionCost(inputs, least - below + orderQuantity);
  return least - monotoneRoot(rise, 0, orderQuantity);
}

/** Order quantity with back orders for demand without deviation: never above the optimum under random demand. */
export function eoqWithBackorders({ holdingCost: h, stockoutCost: p, fixedCost, demandMean }: RqInputs): number {
  return Math.sqrt((2 * fixedCost * demandMean * (h + p)) / (h * p));
}

/** The joint optimum, fixed cost > 0. */
export function optimalRq(inputs: RqInputs): RqCost {
  /** Q (g(r(Q)) - C(r(Q), Q)) rises with Q, from -K lambda at none. */
  const excess = (orderQuantity: number) => {
    const reorderPoint = bestReorderPoint(inputs, orderQuantity);
    const { costPerTime } = rqCost(inputs, { reorderPoint, orderQuantity });
    return orderQuantity * (positionCost(inputs, reorderPoint) - costPerTime);
  };
  const start = eoqWithBackorders(inputs);
  const high = firstReached((q) => excess(q) >= 0, start, start / 4);
  const orderQuantity = monotoneRoot(excess, start * (1 - 1e-9), high, 1e-12);
  return rqCost(inputs, { reorderPoint: bestReorderPoint(inputs, orderQuantity), orderQuantity });
}

/**
 * The named approximations of (r, Q) under normal lead-time demand.
 * @see Snyder and Shen (2019), Fundamentals of Supply Chain Theory, 2nd ed., sections 5.3.1 to 5.3.4.
 */

import { firstReached, monotoneRoot } from './monotone-root.ts';
import { criticalRatio } from './newsvendor.ts';
import { bestReorderPoint, eoqWithBackorders, type RqInputs, type RqPolicy } from './rq-normal.ts';

/** Economic order quantity. */
export function plainEoq({ holdingCost, fixedCost, demandMean }: RqInputs): number {
  return Math.sqrt((2 * fixedCost * demandMean) / holdingCost);
}

/** EOQB: the order quantity of certain demand with back orders, with the best reorder point for it. At most 1/8 above the optimum. */
export function eoqbApproximation(inputs: RqInputs): RqPolicy {
  const orderQuantity = eoqWithBackorders(inputs);
  return { orderQuantity, reorderPoint: bestReorderPoint(inputs, orderQuantity) };
}

/** EOQ+SS: the plain order quantity, and a reorder point that the p / (h + p) share of lead-time demands does not exceed. */
export function eoqssApproximation(inputs: RqInputs): RqPolicy {
  return { orderQuantity: plainEoq(inputs), reorderPoint: inputs.leadTimeDemand.quantile(criticalRatio(inputs)) };
}

/**
 * Loss-function approximation: shortages at the top of the range, r + Q, count for nothing. Then the conditions of the optimum are
 * n(r) = h Q / (h + p) and Q^2 = 2 (K lambda + (h + p) n2(r)) / h, n and n2 being the losses of first and second order.
 */
export function lossFunctionApproximation(inputs: RqInputs): RqPolicy {
  const { leadTimeDemand: demand, holdingCost: h, stockoutCost: p } = inputs;
  const both = h + p;
  const reorderPointFor = (q: number) => pointOfLoss(inputs, (h * q) / both);
  /** Falls at first, then rises for ever: one root. */
  const excess = (q: number) =>
    (h * q * q) / 2 - inputs.fixedCost * inputs.demandMean - both * demand.secondLoss(reorderPointFor(q));
  const start = plainEoq(inputs);
  const high = firstReached((q) => excess(q) >= 0, start, start / 4);
  const orderQuantity = monotoneRoot(excess, start * (1 - 1e-9), high, 1e-13);
  return { orderQuantity, reorderPoint: reorderPointFor(orderQuantity) };
}

/** The point at which the expected shortage is `loss`, a positive number. */
export function pointOfLoss({ leadTimeDemand: demand }: Pick<RqInputs, 'leadTimeDemand'>, loss: number): number {
  const scale = demand.sd + loss;
  // n(x) >= mean - x, so the point is not below mean - loss.
  const low = demand.mean - loss;
  if (demand.sd === 0) return low;
  const high = firstReached((x) => demand.loss(x) <= loss, low, scale);
  return monotoneRoot((x) => loss - demand.loss(x), low, high);
}

export interface EilPolicy extends RqPolicy {
  /** h (r - E[D] + Q / 2) + lambda (K + p n(r)) / Q. */
  readonly costPerTime: number;
}

/**
 * Expected-inventory-level approximation, stockout cost p per unit short (not per time): mean stock is taken for r - E[D] + Q / 2.
 * Optimum: Pr{D > r} = h Q / (p lambda) and Q^2 = 2 lambda (K + p n(r)) / h.
 * @returns undefined where no order quantity meets both: shortages are then too cheap for the approximation to have an optimum.
 * @see Hadley and Whitin (1963), Analysis of Inventory Systems, section 4-2.
 */
export function eilApproximation(inputs: RqInputs): EilPolicy | undefined {
  const { leadTimeDemand: demand, holdingCost: h, stockoutCost: p, fixedCost, demandMean } = inputs;
  const greatest = (p * demandMean) / h;
  const reorderPointFor = (q: number) => demand.quantile(Math.max(1e-300, 1 - q / greatest));
  const next = (q: number) => Math.sqrt((2 * demandMean * (fixedCost + p * demand.loss(reorderPointFor(q)))) / h);
  // From the plain EOQ the iteration rises to the least of its fixed points.
  let orderQuantity = plainEoq(inputs);
  for (let round = 0; round < 10_000; round++) {
    if (!(orderQuantity < greatest)) return undefined;
    const better = next(orderQuantity);
    const settled = Math.abs(better - orderQuantity) <= 1e-14 * better;
    orderQuantity = better;
    if (settled) break;
  }
  if (!(orderQuantity < greatest)) return undefined;
  const reorderPoint = reorderPointFor(orderQuantity);
  return { reorderPoint, orderQuantity, costPerTime: eilCost(inputs, { reorderPoint, orderQuantity }) };
}

export function eilCost(inputs: RqInputs, { reorderPoint, orderQuantity }: RqPolicy): number {
  const { leadTimeDemand: demand, holdingCost, stockoutCost, fixedCost, demandMean } = inputs;
  const perOrder = fixedCost + stockoutCost * demand.loss(reorderPoint);
  return holdingCost * (reorderPoint - demand.mean + orderQuantity / 2) + (demandMean * perOrder) / orderQuantity;
}

/**
 * Continuous review (r, Q) for whole units, exactly: demand comes one unit at a time, back orders, stockout cost per unit and time.
 *
 * The inventory position is uniform on r + 1, ..., r + Q, so C(r, Q) = (K lambda + g(r + 1) + ... + g(r + Q)) / Q with the convex
 * g(y) = h E[(y-D)+] + p E[(D-y)+]. The best Q positions are the Q cheapest, and these lie side by side around the least point of g;
 * one more is worth having as long as it costs less than the mean of those there are. Growing the range position by position, as
 * published, finds the best Q; both conditions being monotone, bisection finds the same in steps that do not grow with Q.
 * @see Federgruen and Zheng (1992), An efficient algorithm for computing an optimal (r, Q) policy, Operations Research 40(4):808-813.
 */
import { criticalRatio } from './newsvendor.ts';
import { costOf, positionCost, type RqCost, type RqInputs, type RqPolicy, rqCost } from './rq-normal.ts';

/** Up to so many positions are summed one by one; differences of second-order losses would lose digits there. */
const fewPositions = 32;

/** The best reorder point for an order quantity, lead-time demand being on whole numbers: the lowest of equals. */
export function bestDiscreteReorderPoint(inputs: RqInputs, orderQuantity: number): number {
  const cheapest = inputs.leadTimeDemand.quantile(criticalRatio(inputs));
  // Moving the range r + 1, ..., r + Q up by one takes r + 1 out and r + Q + 1 in.
  return leastWhole(
    (r) => positionCost(inputs, r + orderQuantity + 1) >= positionCost(inputs, r + 1),
    cheapest - orderQuantity - 1,
    cheapest - 1,
  );
}

/** The joint optimum, with the least order quantity of equals. */
export function optimalDiscreteRq(inputs: RqInputs): RqCost {
  const at = (orderQuantity: number) =>
    discreteRqCost(inputs, { orderQuantity, reorderPoint: bestDiscreteReorderPoint(inputs, orderQuantity) });
  const largeEnough = (orderQuantity: number) => {
    const { reorderPoint, costPerTime } = at(orderQuantity);
    const next = Math.min(positionCost(inputs, reorderPoint), positionCost(inputs, reorderPoint + orderQuantity + 1));
    return next >= costPerTime;
  };
  let high = 1;
  while (!largeEnough(high)) high *= 2;
  return at(leastWhole(largeEnough, Math.floor(high / 2), high));
}

/** The least whole number above `low` at which `holds`; it does so at `high` and from there on, and may at `low`. */
function leastWhole(holds: (n: number) => boolean, low: number, high: number): number {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Over whole numbers the sum of E[(D-y)+] over y > x is the second-order loss at x, and that of E[(y-D)+] over y <= x its complement, so
 * that the formula is that of continuous demand.
 */
export function discreteRqCost(inputs: RqInputs, policy: RqPolicy): RqCost {
  const { reorderPoint, orderQuantity } = policy;
  if (orderQuantity > fewPositions) return rqCost(inputs, policy);
  const { leadTimeDemand: demand } = inputs;
  let meanStock = 0;
  let meanBackorders = 0;
  for (let y = reorderPoint + 1; y <= reorderPoint + orderQuantity; y++) {
    meanStock += demand.complementaryLoss(y) / orderQuantity;
    meanBackorders += demand.loss(y) / orderQuantity;
  }
  return costOf(inputs, { reorderPoint, orderQuantity }, meanStock, meanBackorders);
}

/**
 * Continuous review (r, Q) for whole units, exactly: demand comes one unit at a time, back orders, stockout cost per unit and time.
 *
 * The inventory position is uniform on r + 1, ..., r + Q, so C(r, Q) = (K lambda + g(r + 1) + ... + g(r + Q)) / Q with the convex
 * g(y) = h E[(y-D)+] + p E[(D-y)+]. The best Q positions are the Q cheapest, and these lie side by side around the least point of g:
 * the range grows on its cheaper side until the next position would cost more than the mean of those it has.
 * @see Federgruen and Zheng (1992), An efficient algorithm for computing an optimal (r, Q) policy, Operations Research 40(4):808-813.
 */
import { criticalRatio } from './newsvendor.ts';
import { positionCost, type RqCost, type RqInputs, type RqPolicy } from './rq-normal.ts';

/** Lead-time demand on whole numbers. */
export function optimalDiscreteRq(inputs: RqInputs): RqCost {
  return grow(inputs, (range) => range.next >= range.total / range.quantity);
}

/** The best reorder point for an order quantity. */
export function bestDiscreteReorderPoint(inputs: RqInputs, orderQuantity: number): number {
  return grow(inputs, (range) => range.quantity === orderQuantity).reorderPoint;
}

interface Range {
  readonly quantity: number;
  /** K lambda and the cost of the positions of the range. */
  readonly total: number;
  /** Cost of the cheaper neighbour. */
  readonly next: number;
}

function grow(inputs: RqInputs, done: (range: Range) => boolean): RqCost {
  const cheapest = inputs.leadTimeDemand.quantile(criticalRatio(inputs));
  let reorderPoint = cheapest - 1;
  let quantity = 1;
  let total = inputs.fixedCost * inputs.demandMean + positionCost(inputs, cheapest);
  let below = positionCost(inputs, reorderPoint);
  let above = positionCost(inputs, cheapest + 1);
  while (!done({ quantity, total, next: Math.min(below, above) })) {
    quantity++;
    if (below <= above) {
      total += below;
      reorderPoint--;
      below = positionCost(inputs, reorderPoint);
    } else {
      total += above;
      above = positionCost(inputs, reorderPoint + quantity + 1);
    }
  }
  return discreteRqCost(inputs, { reorderPoint, orderQuantity: quantity });
}

/** Mean stock and back orders over the positions r + 1, ..., r + Q. */
export function discreteRqCost(inputs: RqInputs, { reorderPoint, orderQuantity }: RqPolicy): RqCost {
  const { leadTimeDemand: demand, holdingCost, stockoutCost } = inputs;
  let stock = 0;
  let backorders = 0;
  for (let y = reorderPoint + 1; y <= reorderPoint + orderQuantity; y++) {
    stock += demand.complementaryLoss(y);
    backorders += demand.loss(y);
  }
  const meanStock = stock / orderQuantity;
  const meanBackorders = backorders / orderQuantity;
  const orderingCost = (inputs.fixedCost * inputs.demandMean) / orderQuantity;
  return {
    reorderPoint,
    orderQuantity,
    costPerTime: orderingCost + holdingCost * meanStock + stockoutCost * meanBackorders,
    orderingCost,
    holdingCostPerTime: holdingCost * meanStock,
    stockoutCostPerTime: stockoutCost * meanBackorders,
    meanStock,
    meanBackorders,
  };
}

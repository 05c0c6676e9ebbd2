import { type LotSizingProblem, lotPlan, netLots, orderQuantities } from './lot-sizing.ts';
import type { HeuristicLotPlan } from './silver-meal.ts';
import { wagnerWhitin } from './wagner-whitin.ts';

/**
 * Part-period balancing: a lot covers the number of periods whose holding cost comes closest to its fixed cost, of two
 * equally close ones the fewer. Prices are paid and not looked at. Starts at the first net demand.
 * @see DeMatteis and Mendoza (1968), IBM Systems Journal 7(1):30-46; Silver, Pyke and Peterson (1998), 6.6.
 */
export function partPeriodBalancing(problem: LotSizingProblem): HeuristicLotPlan {
  const net = netLots(problem);
  const { periods, demand, fixedCost, holdingCost } = net;
  const lots: { at: number; from: number; to: number }[] = [];
  let j = 0;
  while (j < periods) {
    if (demand[j] === 0) {
      j++;
      continue;
    }
    let held = 0;
    let heldUnit = 0;
    let to = j + 1;
    for (; to < periods; to++) {
      heldUnit += holdingCost[to - 1];
      const withNext = held + heldUnit * demand[to];
      if (withNext > fixedCost[j]) {
        if (withNext - fixedCost[j] < fixedCost[j] - held) to++;
        break;
      }
      held = withNext;
    }
    lots.push({ at: j, from: j, to });
    j = to;
  }
  const plan = lotPlan(problem, orderQuantities(net, lots));
  return { ...plan, optimalTotalCost: wagnerWhitin(problem).totalCost };
}

import { type LotPlan, type LotSizingProblem, lotPlan, netLots, orderQuantities } from './lot-sizing.ts';
import { wagnerWhitin } from './wagner-whitin.ts';

/** A heuristic's plan beside the least cost of any plan. */
export interface HeuristicLotPlan extends LotPlan {
  readonly optimalTotalCost: number;
}

/**
 * Silver-Meal heuristic: from its period on a lot takes in one period after the other while the average cost per
 * period, (K + holding) / periods, does not rise. Prices are paid and not looked at. Starts at the first net demand.
 * @see Silver and Meal (1973), Production and Inventory Management 14(2):64-74; Silver, Pyke and Peterson (1998), 6.6.
 */
export function silverMeal(problem: LotSizingProblem): HeuristicLotPlan {
  const net = netLots(problem);
  const { periods, demand, fixedCost, holdingCost } = net;
  const lots: { at: number; from: number; to: number }[] = [];
  let j = 0;
  while (j < periods) {
    if (demand[j] === 0) {
      j++;
      continue;
    }
    let spent = fixedCost[j];
    let heldUnit = 0;
    let to = j + 1;
    for (; to < periods; to++) {
      heldUnit += holdingCost[to - 1];
      const withNext = spent + heldUnit * demand[to];
      if (withNext * (to - j) > spent * (to - j + 1) * (1 + 1e-12)) break;
      spent = withNext;
    }
    lots.push({ at: j, from: j, to });
    j = to;
  }
  const plan = lotPlan(problem, orderQuantities(net, lots));
  return { ...plan, optimalTotalCost: wagnerWhitin(problem).totalCost };
}

/** Lots formed one after the other, looking ahead only: what the named heuristics have in common. */
import { type LotPlan, type LotSizingProblem, lotPlan, netLots, orderQuantities } from './lot-sizing.ts';
import { wagnerWhitin } from './wagner-whitin.ts';

/** A heuristic's plan beside the least cost of any plan. */
export interface HeuristicLotPlan extends LotPlan {
  readonly optimalTotalCost: number;
}

export type LotHeuristic = (problem: LotSizingProblem) => HeuristicLotPlan;

/** @param endOf - first period that the lot which is ordered in period `from`, one with demand, no longer covers. */
export function planByHeuristic(
  problem: LotSizingProblem,
  endOf: (net: ReturnType<typeof netLots>, from: number) => number,
): HeuristicLotPlan {
  const net = netLots(problem);
  const lots: { at: number; from: number; to: number }[] = [];
  for (let from = 0; from < net.periods; )
    if (net.demand[from] === 0) from++;
    else {
      const to = endOf(net, from);
      lots.push({ at: from, from, to });
      from = to;
    }
  return { ...lotPlan(problem, orderQuantities(net, lots)), optimalTotalCost: wagnerWhitin(problem).totalCost };
}

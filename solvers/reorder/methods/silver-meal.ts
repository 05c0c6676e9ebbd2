import { type LotHeuristic, planByHeuristic } from './lot-heuristic.ts';

/**
 * Silver-Meal heuristic: from its period on a lot takes in one period after the other while the average cost per
 * period, (K + holding) / periods, does not rise. Prices are paid and not looked at. Starts at the first net demand.
 * @see Silver and Meal (1973), Production and Inventory Management 14(2):64-74; Silver, Pyke and Peterson (1998), 6.6.
 */
export const silverMeal: LotHeuristic = (problem) =>
  planByHeuristic(problem, ({ periods, demand, fixedCost, holdingCost }, from) => {
    let spent = fixedCost[from];
    let heldUnit = 0;
    let to = from + 1;
    for (; to < periods; to++) {
      heldUnit += holdingCost[to - 1];
      const withNext = spent + heldUnit * demand[to];
      if (withNext * (to - from) > spent * (to - from + 1) * (1 + 1e-12)) break;
      spent = withNext;
    }
    return to;
  });

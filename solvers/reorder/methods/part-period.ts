import { type LotHeuristic, planByHeuristic } from './lot-heuristic.ts';

/**
 * Part-period balancing: a lot covers the number of periods whose holding cost comes closest to its fixed cost, of two
 * equally close ones the fewer. Prices are paid and not looked at. Starts at the first net demand.
 * @see DeMatteis and Mendoza (1968), IBM Systems Journal 7(1):30-46; Silver, Pyke and Peterson (1998), 6.6.
 */
export const partPeriodBalancing: LotHeuristic = (problem) =>
  planByHeuristic(problem, ({ periods, demand, fixedCost, holdingCost }, from) => {
    let held = 0;
    let heldUnit = 0;
    let to = from + 1;
    for (; to < periods; to++) {
      heldUnit += holdingCost[to - 1];
      const withNext = held + heldUnit * demand[to];
      if (withNext > fixedCost[from]) return withNext - fixedCost[from] < fixedCost[from] - held ? to + 1 : to;
      held = withNext;
    }
    return to;
  });

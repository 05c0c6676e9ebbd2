import {
  cumulative,
  type LotPlan,
  type LotSizingProblem,
  lotPlan,
  type NetLots,
  netLots,
  orderQuantities,
} from './lot-sizing.ts';
import { LowerHull } from './lower-hull.ts';

/**
 * Uncapacitated lot sizing without backorders, exactly, with fixed, holding and purchase costs of each period, in
 * O(T log T).
 *
 * A unit ordered in j for period t costs p_j + h_j + ... + h_(t-1) = c_j + H_t with c_j = p_j - H_j and H the summed
 * holding costs; the H_t are spent by every plan. Some optimal plan orders only for whole periods, so that the least cost
 * from period j on is
 *   G(j) = K_j + min over k > j of c_j (D_k - D_j) + G(k),   or G(j + 1) where period j has no demand,
 * with D the summed demand. For given j the best k is the point (D_k, G(k)) least in the direction (c_j, 1).
 * Nothing is asked of the prices: they may rise or fall faster than holding costs. Among equal plans a lot covers the
 * fewest periods.
 * @returns orders with their cost; the cost counts the stock at the start.
 * @see Wagner and Whitin (1958), Management Science 5(1):89-96; Wagelmans, van Hoesel and Kolen (1992), Operations
 *   Research 40(S1):S145-S156; Federgruen and Tzur (1991), Management Science 37(8):909-925.
 */
export function wagnerWhitin(problem: LotSizingProblem): LotPlan {
  const net = netLots(problem);
  return lotPlan(problem, orderQuantities(net, optimalLots(net)));
}

function optimalLots(net: NetLots): { at: number; from: number; to: number }[] {
  const { periods, demand, fixedCost, holdingCost, purchaseCost } = net;
  const demandBefore = cumulative(demand);
  const holdingBefore = cumulative(holdingCost);
  const total = demandBefore[periods];
  const cost = new Float64Array(periods + 1);
  // The first period that the lot of j does not cover; j itself where j is left without an order.
  const coversTo = new Int32Array(periods);
  const hull = new LowerHull(periods + 1);
  hull.add(-total, 0, periods);
  for (let j = periods - 1; j >= 0; j--) {
    const unitCost = purchaseCost[j] - holdingBefore[j];
    // Some units in the last place of what is compared: less is noise, more would lose the optimum.
    const tolerance = 4 * Number.EPSILON * (Math.abs(unitCost) * total + Math.abs(cost[j + 1]));
    const k = hull.least(-unitCost, tolerance);
    cost[j] = fixedCost[j] + unitCost * (demandBefore[k] - demandBefore[j]) + cost[k];
    coversTo[j] = k;
    if (demand[j] === 0 && cost[j + 1] <= cost[j] + tolerance) {
      cost[j] = cost[j + 1];
      coversTo[j] = j;
    }
    hull.add(-demandBefore[j], cost[j], j);
  }
  const lots: { at: number; from: number; to: number }[] = [];
  for (let j = 0; j < periods; ) {
    if (coversTo[j] > j) lots.push({ at: j, from: j, to: coversTo[j] });
    j = Math.max(j + 1, coversTo[j]);
  }
  return lots;
}

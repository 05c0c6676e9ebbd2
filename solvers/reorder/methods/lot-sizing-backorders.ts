import { LineEnvelope } from './line-envelope.ts';
import {
  type BackorderProblem,
  cumulative,
  type LotPlan,
  lotPlan,
  type NetLots,
  netLots,
  orderQuantities,
  perPeriod,
} from './lot-sizing.ts';
import { LowerHull } from './lower-hull.ts';

/**
 * Lot sizing where demand may be met late, exactly, with costs of each period, in O(T log T).
 *
 * Some optimal plan splits the horizon into stretches [i, k) that one order in a period j of the stretch serves whole.
 * With D, H, B the summed demand, holding and backorder costs, V and W the sums of d_t H_t and d_t B_t:
 *   A(j) = K_j + min over i <= j of F(i) + (p_j + B_j) (D_j - D_i) - (W_j - W_i)     what was owed is made good,
 *   F(k) = min over j < k of A(j) + (p_j - H_j) (D_k - D_j) + V_k - V_j              what comes is served from stock.
 * The first minimum is a point of a lower hull, the second a line of a lower envelope.
 * @param problem.endOwing - whether demand may still be owed after the last period, at its backorder cost.
 * @see Zangwill (1966), Management Science 12(5):506-527; Federgruen and Tzur (1993), Naval Research Logistics
 *   40(4):459-478.
 */
export function lotSizingWithBackorders(problem: BackorderProblem & { readonly endOwing?: boolean }): LotPlan {
  const net = netLots(problem);
  const backorderCost = perPeriod(problem.backorderCost, net.periods);
  return lotPlan(problem, orderQuantities(net, optimalLots(net, backorderCost, problem.endOwing ?? false)));
}

function optimalLots(net: NetLots, backorderCost: Float64Array, endOwing: boolean) {
  const { periods, demand, fixedCost, holdingCost, purchaseCost } = net;
  const demandBefore = cumulative(demand);
  const holdingBefore = cumulative(holdingCost);
  const owingBefore = cumulative(backorderCost);
  const heldDemand = cumulative(demand.map((units, t) => units * holdingBefore[t]));
  const owedDemand = cumulative(demand.map((units, t) => units * owingBefore[t]));
  const cost = new Float64Array(periods + 1);
  const servesFrom = new Int32Array(periods);
  const orderAt = new Int32Array(periods + 1).fill(-1);
  const owed = new LowerHull(periods + 1);
  const stocked = new LineEnvelope(demandBefore);
  for (let j = 0; j < periods; j++) {
    owed.add(demandBefore[j], cost[j] + owedDemand[j], j);
    const lateUnit = purchaseCost[j] + owingBefore[j];
    const i = owed.least(-lateUnit, 0);
    servesFrom[j] = i;
    const late = lateUnit * (demandBefore[j] - demandBefore[i]) - (owedDemand[j] - owedDemand[i]);
    const slope = purchaseCost[j] - holdingBefore[j];
    stocked.add(slope, cost[i] + fixedCost[j] + late - heldDemand[j] - slope * demandBefore[j], j);
    const k = j + 1;
    orderAt[k] = stocked.least(k);
    cost[k] = stocked.value(orderAt[k], k) + heldDemand[k];
    if (demand[j] === 0 && cost[j] <= cost[k]) {
      cost[k] = cost[j];
      orderAt[k] = -1;
    }
  }
  let k = periods;
  if (endOwing) {
    owed.add(demandBefore[periods], cost[periods] + owedDemand[periods], periods);
    k = owed.least(-owingBefore[periods], 0);
  }
  const lots: { at: number; from: number; to: number }[] = [];
  while (k > 0) {
    const at = orderAt[k];
    if (at < 0) k--;
    else {
      lots.push({ at, from: servesFrom[at], to: k });
      k = servesFrom[at];
    }
  }
  return lots;
}

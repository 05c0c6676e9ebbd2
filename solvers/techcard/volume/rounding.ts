/** From pieces by way and period, whole or not, to a plan: round, deal to the orders, and place what is left over greedily. */
import { allocate } from './allocate.ts';
import { placeGreedily } from './greedy.ts';
import { VolumePlan } from './plan.ts';
import { demandsOfProducts, type VolumeCosts, type VolumeProblem, waysOfProducts } from './problem.ts';

/** Values of a solver this near to a whole number are meant to be it. */
const wholeTolerance = 1e-5;

export function planOf(problem: VolumeProblem, costs: VolumeCosts, production: Float64Array): VolumePlan {
  const made = roundedWithinCapacity(problem, costs, production);
  const plan = new VolumePlan(problem, costs);
  dealOut(plan, made);
  placeGreedily(plan);
  return plan;
}

/** The same plan with its pieces dealt anew: what is made where and when stays, who gets it may change. */
export function redealt(plan: VolumePlan): VolumePlan {
  const { problem, costs } = plan;
  const made = new Int32Array(problem.ways.length * problem.periods);
  for (const { way, period, quantity } of plan.rows()) made[way * problem.periods + period] += quantity;
  const again = new VolumePlan(problem, costs);
  dealOut(again, made);
  placeGreedily(again);
  return again;
}

/** Rounds down, then up again where capacity is left, the largest fractions first. */
function roundedWithinCapacity(problem: VolumeProblem, costs: VolumeCosts, production: Float64Array): Int32Array {
  const { periods, ways } = problem;
  const made = Int32Array.from(production, (value) => Math.max(0, Math.floor(value + wholeTolerance)));
  // Loads are counted on a plan without orders: only its capacity is of use here.
  const used = new VolumePlan(problem, costs);
  const charge = (at: number, quantity: number) => {
    for (const { resource, seconds } of ways[Math.floor(at / periods)].load)
      used.load[resource * periods + (at % periods)] += seconds * quantity;
  };
  for (const [at, quantity] of made.entries()) if (quantity > 0) charge(at, quantity);
  const fractions = Array.from(production, (value, at) => ({ at, part: value - made[at] }))
    .filter(({ part }) => part > wholeTolerance)
    .sort((a, b) => b.part - a.part || a.at - b.at);
  for (const { at } of fractions) {
    if (used.room(ways[Math.floor(at / periods)], at % periods) < 1) continue;
    made[at]++;
    charge(at, 1);
  }
  return made;
}

function dealOut(plan: VolumePlan, made: Int32Array): void {
  const { problem, costs } = plan;
  const { periods } = problem;
  const ways = waysOfProducts(problem);
  for (const [product, demands] of demandsOfProducts(problem).entries()) {
    if (demands.length === 0) continue;
    const supply = new Int32Array(periods);
    for (const way of ways[product])
      for (let period = 0; period < periods; period++) supply[period] += made[way * periods + period];
    const wanted = Int32Array.from(demands, (demand) => plan.unmet[demand]);
    const flow = allocate(problem, costs, demands, supply, wanted);
    for (let period = 0; period < periods; period++) {
      // Which way a piece of the period comes from is all the same to an order.
      const left = ways[product].map((way) => made[way * periods + period]);
      for (const [at, demand] of demands.entries()) {
        for (let choice = 0, open = flow[at * periods + period]; open > 0; choice++) {
          const taken = Math.min(open, left[choice]);
          plan.put(demand, ways[product][choice], period, taken);
          left[choice] -= taken;
          open -= taken;
        }
      }
    }
  }
}

/** Which dispatch requests the models beside takt can say. */
import type { DispatchPlanProblem, DispatchProblem } from '../../../models/dispatch.ts';
import { secondsIn } from '../../../solvers/dispatch/units.ts';
import { whyNoMatrix } from './rounds-matrix.ts';
import { ShiftWays, unloadingSeconds } from './shift-ways.ts';

/** Those that ask for a plan. */
export type AskedProblem = Extract<DispatchProblem, { readonly mode: 'plan' | 'rounds' }>;

/** @returns undefined where they can. */
export function whyNotTold(problem: DispatchProblem): string | undefined {
  if (problem.mode === 'rounds') return whyNoMatrix(problem);
  return problem.mode === 'plan' ? whyNoShiftModel(problem) : 'it asks for no plan';
}

function whyNoShiftModel(problem: DispatchPlanProblem): string | undefined {
  const { objective, fixed, travel, parameters } = problem;
  if (objective.name !== 'served-volume') return 'only the served volume is made great';
  if (fixed.length > 0) return 'fixed loads are not told';
  if (travel.traffic.length > 0) return 'hours of traffic are not told';
  const { travelShare, riskLeastMinutes, riskGreatestMinutes } = parameters.buffers;
  if (travelShare + riskLeastMinutes + riskGreatestMinutes > 0) return 'buffers are not told';
  return ofPlants(problem) ?? ofTrucks(problem) ?? ofOrders(problem);
}

function ofPlants({ plants, parameters: { smallLoadMinutes } }: DispatchPlanProblem): string | undefined {
  for (const { docks, hours, leastLoadMinutes = smallLoadMinutes, ...plant } of plants) {
    if (docks !== null) return 'docks are not told';
    if (hours !== undefined) return 'hours of plants are not told';
    if (plant.loadMinutesPerM3 + plant.loadFixedMinutes + leastLoadMinutes + plant.afterLoadingMinutes > 0)
      return 'loading takes time';
  }
  return undefined;
}

function ofTrucks({ trucks }: DispatchPlanProblem): string | undefined {
  if (trucks.some(({ breaks }) => breaks.length > 0)) return 'breaks are not told';
  if (trucks.some(({ washMinutes }) => washMinutes > 0)) return 'washing is not told';
  return trucks.some(({ lastUnloading }) => lastUnloading !== undefined) ? 'last unloadings are not told' : undefined;
}

function ofOrders(problem: DispatchPlanProblem): string | undefined {
  const { orders } = problem;
  if (new Set(orders.map(({ place }) => place)).size < orders.length) return 'several orders share a site';
  for (const order of orders) {
    if (!order.fullTrucks || order.partial) return 'only orders of full trucks, served wholly or not, are told';
    if (!order.window?.hard || order.window.ends !== 'unloading-end') return 'windows are hard and for all of a load';
    if (order.gapsCount !== 'end-to-start' || order.gapPricePerMinute !== undefined)
      return 'gaps are hard, and from the end of a load';
    if (order.latestFirst !== undefined || order.after || order.onePlant)
      return 'latest starts, orders that follow one another and a plant for all loads are not told';
  }
  return mayGrowOld(problem) ? 'concrete that sets is not told' : undefined;
}

/** Whether the lifetime could end a load that is brought without waiting. */
function mayGrowOld(problem: DispatchPlanProblem): boolean {
  const { orders, trucks, plants, grades, parameters } = problem;
  const ways = new ShiftWays(problem);
  return orders.some(({ grade, lifetimeMinutes }, order) => {
    const minutes = lifetimeMinutes ?? grades.find(({ id }) => id === grade)?.lifetimeMinutes ?? 90;
    const lifetime = secondsIn(minutes) - secondsIn(parameters.tolerances.lifetimeMinutes);
    const way = Math.max(...plants.map((_, plant) => ways.toSite(plant, order)).filter(Number.isFinite));
    return way + Math.max(...trucks.map((_, truck) => unloadingSeconds(problem, order, truck))) > lifetime;
  });
}

/**
 * Places pieces one order after the other, by due period and the heavier first, each piece in the way that has most room.
 *
 * Two orders of periods: `cheapest` goes from the due period back to the release and then after it, so that nothing is made
 * sooner than need be; `earliest` begins with the release, which wastes no capacity where there is too little of it.
 */
import type { VolumePlan } from './plan.ts';
import { waysOfProducts } from './problem.ts';

export type PeriodOrder = 'cheapest' | 'earliest';

/** Gives a place to every unmet piece that finds one in the capacity that is left. */
export function placeGreedily(plan: VolumePlan, order: PeriodOrder = 'cheapest'): void {
  const { problem, costs, unmet } = plan;
  const { demands } = problem;
  const ways = waysOfProducts(problem);
  const open = demands
    .map((_, demand) => demand)
    .filter((demand) => unmet[demand] > 0)
    .sort((a, b) => costs.due(demands[a]) - costs.due(demands[b]) || demands[b].weight - demands[a].weight || a - b);
  for (const demand of open) placeDemand(plan, demand, ways[demands[demand].product], order);
}

/** Moves pieces later, up to their due periods, the latest batches first. */
export function holdBack(plan: VolumePlan): void {
  const { problem } = plan;
  const ways = waysOfProducts(problem);
  const order = problem.demands
    .map((_, demand) => demand)
    .sort((a, b) => plan.costs.due(problem.demands[b]) - plan.costs.due(problem.demands[a]) || a - b);
  for (const demand of order) replace(plan, demand, ways[problem.demands[demand].product]);
}

/** Places a demand anew where that is cheaper. */
function replace(plan: VolumePlan, demand: number, ways: readonly number[]): void {
  const cost = plan.cost(demand);
  const before = plan.takeOut(demand);
  placeDemand(plan, demand, ways, 'cheapest');
  if (plan.cost(demand) <= cost) return;
  plan.takeOut(demand);
  plan.restore(demand, before);
}

export function placeDemand(plan: VolumePlan, demand: number, ways: readonly number[], order: PeriodOrder): void {
  const { problem, costs, unmet } = plan;
  const wanted = problem.demands[demand];
  const release = Math.max(0, wanted.releasePeriod);
  const due = costs.due(wanted);
  if (order === 'cheapest')
    for (let period = due; period >= release && unmet[demand] > 0; period--) place(plan, demand, ways, period);
  const first = order === 'cheapest' ? Math.max(due + 1, release) : release;
  for (let period = first; period < problem.periods && unmet[demand] > 0; period++) place(plan, demand, ways, period);
}

function place(plan: VolumePlan, demand: number, ways: readonly number[], period: number): void {
  const { problem, unmet } = plan;
  // Each turn takes the way with most room; ways share resources, so that the room of the others changes with it.
  for (let turn = 0; turn < ways.length && unmet[demand] > 0; turn++) {
    let most = 0;
    let best = -1;
    for (const way of ways) {
      const room = plan.room(problem.ways[way], period);
      if (room <= most) continue;
      most = room;
      best = way;
    }
    if (best < 0) return;
    plan.put(demand, best, period, Math.min(most, unmet[demand]));
  }
}

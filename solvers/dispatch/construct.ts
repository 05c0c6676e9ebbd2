/**
 * The first plan of a shift: a greedy method on several levels, the most constrained orders first. Groups from A to E in
 * turn (`groups.ts`), each order split (`splitting.ts`) and placed load by load at the best score (`construct/score.ts`);
 * dead ends are left by taking placements back, by using tolerances, by smaller loads, and by waiting until all the
 * others are placed.
 *
 * The score knows nothing of what the request makes small; where time is left, the same is done with places ranked by
 * their cost, and the cheaper of the two plans stays. A greedy method cannot promise a plan wherever there is one: the
 * search goes on from here.
 *
 * @see Appendix 1 of the specification of the method: stages 0 to 6 and section 5.
 */
import type { Budget } from '../solver.ts';
import { makeRoom } from './construct/make-room.ts';
import { OrderPlacer, type Ranking } from './construct/place-order.ts';
import type { ConstructionData } from './construction-data.ts';
import { placingOrder } from './groups.ts';
import type { Schedule } from './schedule.ts';

export type { ConstructionData } from './construction-data.ts';

/**
 * Up to so many gaps looked at (some tenths of a second) a second plan is worth its time; where the first one took longer,
 * the search makes more of it: with 300 orders in 900 loads for 150 trucks and 8 plants a plan takes a second.
 */
const mostForTwo = 1_000_000;

/** Fills the schedule, of which marks are void then: loads that it holds already stay, what they leave of orders is added. */
export function construct(schedule: Schedule, data: ConstructionData, budget: Budget): void {
  const start = schedule.copy();
  const looks = constructBy('score', schedule, data, budget);
  const { trucks, plants } = schedule.instance;
  if (looks * trucks * plants > mostForTwo || budget.shouldStop()) return;
  const scored = schedule.cost();
  const byScore = schedule.copy();
  schedule.restore(start);
  constructBy('cost', schedule, data, budget);
  if (scored <= schedule.cost()) schedule.restore(byScore);
}

/**
 * One pass over the groups, and one over what it left.
 * @returns how often places for a load were looked for.
 */
export function constructBy(ranking: Ranking, schedule: Schedule, data: ConstructionData, budget: Budget): number {
  const placer = new OrderPlacer(schedule, data, ranking);
  const history: number[] = [];
  const postponed: number[] = [];
  for (const order of placingOrder(schedule.instance, data)) {
    if (budget.shouldStop()) return placer.loads.effort;
    if (schedule.servedL[order] >= schedule.instance.volumeL[order]) continue;
    if (placer.place(order, false)) history.push(order);
    else postponed.push(order);
  }
  postponed.sort((a, b) => unservedCost(schedule, b) - unservedCost(schedule, a) || a - b);
  const lost: number[] = [];
  // Effort, not time, ends this: the same plan on a busy day.
  const effort = placer.loads.effort * 2 + 200;
  for (const order of postponed) {
    if (budget.shouldStop()) return placer.loads.effort;
    const rooms = placer.loads.effort < effort ? data.parameters.backtracking : 0;
    if (makeRoom(placer, order, history, rooms, lost) || placer.place(order)) history.push(order);
  }
  for (const order of lost) {
    if (budget.shouldStop()) return placer.loads.effort;
    placer.place(order);
  }
  return placer.loads.effort;
}

function unservedCost({ instance }: Schedule, order: number): number {
  return instance.unservedCost[order] + instance.unservedPerL[order] * instance.volumeL[order];
}

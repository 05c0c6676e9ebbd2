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

/** Fills the schedule, of which marks are void then: loads that it holds already stay, what they leave of orders is added. */
export function construct(schedule: Schedule, data: ConstructionData, budget: Budget): void {
  const start = schedule.copy();
  constructBy('score', schedule, data, budget);
  if (budget.shouldStop()) return;
  const scored = schedule.cost();
  const byScore = schedule.copy();
  schedule.restore(start);
  constructBy('cost', schedule, data, budget);
  if (scored <= schedule.cost()) schedule.restore(byScore);
}

/** One pass over the groups, and one over what it left. */
export function constructBy(ranking: Ranking, schedule: Schedule, data: ConstructionData, budget: Budget): void {
  const placer = new OrderPlacer(schedule, data, ranking);
  const history: number[] = [];
  const postponed: number[] = [];
  for (const order of placingOrder(schedule.instance, data)) {
    if (budget.shouldStop()) return;
    if (schedule.servedL[order] >= schedule.instance.volumeL[order]) continue;
    if (placer.place(order, false)) history.push(order);
    else postponed.push(order);
  }
  postponed.sort((a, b) => unservedCost(schedule, b) - unservedCost(schedule, a) || a - b);
  const lost: number[] = [];
  // Effort, not time, ends this: the same plan on a busy day.
  const effort = placer.loads.effort * 2 + 200;
  for (const order of postponed) {
    if (budget.shouldStop()) return;
    const rooms = placer.loads.effort < effort ? data.parameters.backtracking : 0;
    if (makeRoom(placer, order, history, rooms, lost) || placer.place(order)) history.push(order);
  }
  for (const order of lost) {
    if (budget.shouldStop()) return;
    placer.place(order);
  }
}

function unservedCost({ instance }: Schedule, order: number): number {
  return instance.unservedCost[order] + instance.unservedPerL[order] * instance.volumeL[order];
}

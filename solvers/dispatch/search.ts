/**
 * Large neighbourhood search over concrete loads: each step takes some related orders out, times the rest anew, and puts
 * those orders and others back one by one, each by bounded depth-first search over its loads; a step that is not accepted
 * is undone on the trail. Whatever the step does, the schedule stays feasible.
 *
 * @see Shaw (1998), CP 1998, LNCS 1520:417-431; Christiaens and Vanden Berghe (2020), Transportation Science 54(2):417-433.
 */
import { Rng } from '../shared/rng.ts';
import type { Budget } from '../solver.ts';
import type { Placement } from './instance.ts';
import type { Schedule } from './schedule.ts';
import { firstNotBefore } from './schedule.ts';
import { Annealing } from './search/annealing.ts';
import { Inserter } from './search/insertion.ts';
import { searchParameters } from './search/parameters.ts';
import { drawTaste, Reinsertion } from './search/reinsertion.ts';
import { Removal } from './search/removal.ts';
import { Roulette } from './search/roulette.ts';

export { quickStart } from './search/quick-start.ts';

/** Costs are sums of floats: less than this is no gain. */
const gain = 1e-9;

/**
 * Improves a schedule and leaves it at the best plan found, which is never worse than the one it came with.
 * @param onBetter - told of each better plan: its cost and its loads.
 * @returns how many steps were made. Same schedule, seed and number of steps: same plan.
 */
export function search(
  schedule: Schedule,
  budget: Budget,
  onBetter: (cost: number, placements: readonly Placement[]) => void,
  parameters = searchParameters,
): { iterations: number } {
  const { instance } = schedule;
  const rng = new Rng(budget.seed);
  const inserter = new Inserter(schedule, rng);
  const removal = new Removal(schedule, rng);
  const reinsertion = new Reinsertion(schedule, rng);
  const roulette = new Roulette(removal.ways, rng);
  const heat = schedule.pricesDelays ? parameters.temperatureOfDelays : parameters.temperature;
  const annealing = new Annealing(heat, parameters, rng);
  const loadsNeeded = fewestLoads(schedule);

  schedule.memory.forget();
  let current = schedule.cost();
  let best = current;
  let bestCopy = schedule.copy();
  let bestAtStart = best;
  let iterations = 0;
  for (; iterations < budget.maxIterations && !budget.shouldStop(); iterations++) {
    if (annealing.step()) {
      if (best < bestAtStart - gain || annealing.startsFromBest) {
        schedule.restore(bestCopy);
        current = best;
      }
      bestAtStart = best;
    }

    const mark = schedule.mark();
    const way = roulette.spin();
    const share = Math.max(3, Math.ceil(parameters.removedShare * ordersIn(schedule)));
    const most = rng.below(10) === 0 ? parameters.removed : Math.min(parameters.removed, share);
    removal.pick(way, 1 + rng.below(most));
    reinsertion.noteTimes(removal);
    if (!schedule.removeOrders(removal.picked)) continue;
    reinsertion.draw(removal, parameters.others);
    drawTaste(inserter.taste, parameters, rng);
    const nodesPerLoad = parameters.nodesPerLoad ** rng.float();
    for (const order of reinsertion.list) {
      if (schedule.firstOfOrder[order] < 0) drawStart(schedule, order, parameters.early, rng);
      if (schedule.servedL[order] >= instance.volumeL[order]) continue;
      inserter.complete(order, 2 + nodesPerLoad * loadsNeeded[order]);
      if (budget.shouldStop()) break;
    }

    const cost = schedule.cost();
    roulette.reward(way, cost < best - gain ? 1 : cost < current - gain ? 0.4 : 0);
    if (!annealing.accepts(current, cost)) {
      schedule.undoTo(mark);
      continue;
    }
    current = cost;
    schedule.memory.forget();
    if (cost < best - gain) {
      best = cost;
      bestCopy = schedule.copy();
      onBetter(best, schedule.placements());
    }
  }
  schedule.restore(bestCopy);
  return { iterations };
}

/** Where deviation costs, an order starts at its ideal time or, now and then, somewhat before it. */
function drawStart(schedule: Schedule, order: number, early: number, rng: Rng): void {
  const { instance } = schedule;
  if (instance.deviationCost[order] === 0) return;
  const before = rng.below(5) === 0 ? Math.floor(rng.float() * early) : 0;
  const start = Math.max(instance.windowFrom[order], firstNotBefore(instance, order) - before);
  schedule.setNotBefore(order, start);
}

function ordersIn({ instance, firstOfOrder }: Schedule): number {
  let count = 0;
  for (let order = 0; order < instance.orders; order++) if (firstOfOrder[order] >= 0) count++;
  return count;
}

/** Loads that an order needs with the greatest of trucks. */
function fewestLoads({ instance }: Schedule): Int32Array {
  const greatest = instance.capacityL.reduce((most, capacity) => Math.max(most, capacity), 1);
  return instance.volumeL.map((volumeL) => Math.ceil(volumeL / greatest));
}

/** Large neighbourhood search over concrete loads. */

import { Rng } from '../shared/rng.ts';
import type { Budget } from '../solver.ts';
import type { Placement } from './instance.ts';
import type { Schedule } from './schedule.ts';
import { firstNotBefore } from './schedule.ts';
import { Inserter } from './search/insertion.ts';
import { Removal } from './search/removal.ts';

export const tuning = { temperature: 0.2, quantile: 0.25, heats: [1, 0.5, 2, 1, 4], cycle: 3000, cool: 0.05, nodesPerLoad: 20, pool: 10, maxRemove: 6, breadth: 4, noise: 4, share: 0.3, late: 0, early: 2400 };

export function quickStart(schedule: Schedule): void {
  const { instance } = schedule;
  const inserter = new Inserter(schedule, new Rng(1));
  const orders = Array.from({ length: instance.orders }, (_, order) => order);
  orders.sort((a, b) => instance.windowFrom[a] - instance.windowFrom[b] || b - a);
  for (const order of orders) {
    if (schedule.servedL[order] < instance.volumeL[order]) inserter.complete(order, 40);
  }
  schedule.memory.forget();
}

export function search(
  schedule: Schedule,
  budget: Budget,
  onBetter: (cost: number, placements: readonly Placement[]) => void,
): { iterations: number } {
  const { instance } = schedule;
  const rng = new Rng(budget.seed);
  const inserter = new Inserter(schedule, rng);
  const removal = new Removal(schedule, rng);
  const loadsNeeded = new Int32Array(instance.orders);
  let greatest = 0;
  for (let truck = 0; truck < instance.trucks; truck++) greatest = Math.max(greatest, instance.capacityL[truck]);
  for (let order = 0; order < instance.orders; order++)
    loadsNeeded[order] = Math.ceil(instance.volumeL[order] / greatest);

  schedule.memory.forget();
  let current = schedule.cost();
  let best = current;
  let bestCopy = schedule.copy();
  let scale = 0;
  const bank: number[] = [];
  const list: number[] = [];
  let iterations = 0;
  let cycleLength = tuning.cycle;
  let inCycle = 0;
  let cycles = 0;
  let heat = 1;
  let bestOfCycle = best;
  for (; iterations < budget.maxIterations && !budget.shouldStop(); iterations++) {
    const progress = inCycle / cycleLength;
    const temperature = scale * tuning.temperature * heat * tuning.cool ** progress;
    if (++inCycle > cycleLength) {
      inCycle = 0;
      cycleLength = Math.ceil(cycleLength * 1.5);
      cycles++;
      heat = tuning.heats[cycles % tuning.heats.length];
      if (best < bestOfCycle - 1e-9 || cycles % 2 === 0) {
        schedule.restore(bestCopy);
        current = best;
      }
      bestOfCycle = best;
    }
    const mark = schedule.mark();
    let served = 0;
    for (let order = 0; order < instance.orders; order++) if (schedule.firstOfOrder[order] >= 0) served++;
    const size = 1 + rng.below(Math.min(tuning.maxRemove, Math.max(2, Math.ceil(tuning.share * served))));
    removal.pick(rng.below(Removal.ways), size);
    const { picked, wanted } = removal;
    let from = Infinity;
    let to = -Infinity;
    if (wanted >= 0) {
      from = instance.windowFrom[wanted];
      to = instance.windowTo[wanted];
    }
    for (const order of picked) {
      from = Math.min(from, schedule.unloadStart[schedule.firstOfOrder[order]]);
      const last = schedule.lastOfOrder[order];
      to = Math.max(to, schedule.unloadStart[last] + schedule.unloading[last]);
    }
    for (const order of picked) schedule.detachOrder(order);
    if (!schedule.settle()) {
      schedule.undoTo(mark);
      continue;
    }
    // Whom else to try: not served, and open while those taken out were.
    bank.length = 0;
    for (let order = 0; order < instance.orders; order++) {
      if (order === wanted || schedule.servedL[order] >= instance.volumeL[order] || picked.includes(order)) continue;
      if (instance.windowFrom[order] < to && instance.windowTo[order] > from) bank.push(order);
    }
    rng.shuffle(bank);
    const poolSize = Math.floor((tuning.pool + 1) ** rng.float());
    list.length = 0;
    for (const order of picked) if (order !== wanted) list.push(order);
    for (let at = 0; at < bank.length && at < poolSize; at++) list.push(bank[at]);
    rng.shuffle(list);
    const sorting = rng.below(4);
    if (sorting === 1) list.sort((a, b) => instance.volumeL[b] - instance.volumeL[a]);
    else if (sorting === 2) list.sort((a, b) => instance.windowFrom[a] - instance.windowFrom[b]);
    if (wanted >= 0) list.unshift(wanted);

    const { taste } = inserter;
    taste.time = 10 ** (-2 * rng.float());
    taste.noise = rng.below(3) === 0 ? 0 : tuning.noise * rng.float() ** 2;
    taste.push = rng.float();
    taste.wait = rng.float() * 0.3;
    taste.waste = rng.float() * 3;
    taste.breadth = 1 + rng.below(tuning.breadth);
    taste.allPlants = rng.below(4) === 0;
    const nodesPerLoad = tuning.nodesPerLoad ** rng.float();
    for (const order of list) {
      if (instance.deviationCost[order] > 0 && schedule.firstOfOrder[order] < 0) {
        const usual = firstNotBefore(instance, order);
        const early = rng.below(5) === 0 ? Math.floor(rng.float() * tuning.early) : 0;
        schedule.setNotBefore(order, Math.max(instance.windowFrom[order], usual - early));
      }
      if (schedule.servedL[order] < instance.volumeL[order]) {
        inserter.complete(order, 2 + nodesPerLoad * loadsNeeded[order]);
      }
    }
    const cost = schedule.cost();
    if (cost > current + 1e-9) {
      const worse = cost - current;
      if (scale === 0) scale = worse;
      else scale *= Math.exp(0.05 * (tuning.quantile - (worse < scale ? 1 : 0)));
    }
    if (cost <= current || rng.float() < Math.exp((current - cost) / temperature)) {
      current = cost;
      schedule.memory.forget();
      if (cost < best - 1e-9) {
        best = cost;
        bestCopy = schedule.copy();
        onBetter(best, schedule.placements());
      }
    } else schedule.undoTo(mark);
  }
  schedule.restore(bestCopy);
  if (tuning.late) console.log(scale, JSON.stringify(schedule.costTerms()));
  return { iterations };
}


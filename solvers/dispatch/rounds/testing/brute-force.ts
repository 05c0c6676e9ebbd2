/** The cheapest plan by trying all: each truck's cheapest way to serve each set of stops, then the best split of stops. */
import { mustServePenalty, type RoundsInstance } from '../model.ts';

/** @returns the least cost as `costOf` counts; for a handful of stops only. */
export function leastCost(instance: RoundsInstance): number {
  const { stops, trucks, prize } = instance;
  const sets = 1 << stops;
  const penalty = mustServePenalty(instance);
  let best = new Float64Array(sets).fill(Infinity);
  best[0] = 0;
  for (let truck = 0; truck < trucks; truck++) {
    const own = truckCosts(instance, truck);
    const after = best.slice();
    for (let done = 0; done < sets; done++)
      for (let more = 1; more < sets; more++)
        if ((done & more) === 0) after[done | more] = Math.min(after[done | more], best[done] + own[more]);
    best = after;
  }
  let least = Infinity;
  for (let set = 0; set < sets; set++) {
    let cost = best[set];
    for (let stop = 0; stop < stops; stop++) if (!(set & (1 << stop))) cost += Math.min(prize[stop + 1], penalty);
    least = Math.min(least, cost);
  }
  return least;
}

/** Least cost for one truck by set of stops, truck included; Infinity where it cannot serve the set. */
function truckCosts(instance: RoundsInstance, truck: number): Float64Array {
  const { stops, durations, distances, readyFrom, readyTo, service, release, demand, capacity, allowed } = instance;
  const nodes = stops + 1;
  const costs = new Float64Array(1 << stops).fill(Infinity);
  const close = Math.min(instance.truckTo[truck], readyTo[0]);

  /** Rounds of every set, in every order, from a time on. */
  function nextRound(served: number, free: number, cost: number, rounds: number): void {
    if (served !== 0) costs[served] = Math.min(costs[served], cost + instance.truckCost);
    if (rounds === instance.roundsPerTruck) return;
    for (let set = 1; set < 1 << stops; set++) {
      if (set & served) continue;
      const members = Array.from({ length: stops }, (_, stop) => stop + 1).filter((node) => set & (1 << (node - 1)));
      if (members.reduce((load, node) => load + demand[node], 0) > capacity[truck]) continue;
      if (members.some((node) => allowed?.[truck * nodes + node] === 0)) continue;
      drive(set, 0, Math.max(free, ...members.map((node) => release[node])), cost, (back, total) =>
        nextRound(served | set, back + instance.reloadTime, total, rounds + 1),
      );
    }
  }

  function drive(
    left: number,
    at: number,
    leave: number,
    cost: number,
    done: (back: number, cost: number) => void,
  ): void {
    if (left === 0) {
      const back = leave + durations[at * nodes];
      if (back <= close) done(back, cost + distances[at * nodes]);
      return;
    }
    for (let node = 1; node <= stops; node++) {
      if (!(left & (1 << (node - 1)))) continue;
      const start = Math.max(leave + durations[at * nodes + node], readyFrom[node]);
      if (start > readyTo[node]) continue;
      drive(left & ~(1 << (node - 1)), node, start + service[node], cost + distances[at * nodes + node], done);
    }
  }

  nextRound(0, Math.max(instance.truckFrom[truck], readyFrom[0]), 0, 0);
  return costs;
}

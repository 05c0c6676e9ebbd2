/** What routes cost and when they can be driven, from instance and routes alone: no search needs this file to be right. */
import { mustServePenalty, type RoundsInstance, type Routes } from './model.ts';

/** Times of one round; service starts in the order of its nodes. */
export interface RoundTimes {
  readonly departure: number;
  readonly starts: readonly number[];
  readonly back: number;
}

/**
 * The cost of routes: travel, trucks that are used, and what is left unserved (`mustServePenalty` for each stop that must
 * be served).
 */
export function costOf(instance: RoundsInstance, routes: Routes): number {
  const nodes = instance.stops + 1;
  let cost = 0;
  for (const rounds of routes) {
    if (rounds.length > 0) cost += instance.truckCost;
    for (const round of rounds) {
      let at = 0;
      for (const node of round) {
        cost += instance.distances[at * nodes + node];
        at = node;
      }
      cost += instance.distances[at * nodes];
    }
  }
  const missed = unservedOf(instance, routes);
  if (missed.length === 0) return cost;
  const penalty = mustServePenalty(instance);
  return missed.reduce((sum, node) => sum + Math.min(instance.prize[node], penalty), cost);
}

/** @returns the stops of no route, in ascending order. */
export function unservedOf({ stops }: RoundsInstance, routes: Routes): number[] {
  const served = new Uint8Array(stops + 1);
  for (const rounds of routes) for (const round of rounds) for (const node of round) served[node] = 1;
  return Array.from({ length: stops }, (_, index) => index + 1).filter((node) => !served[node]);
}

/**
 * The exact schedule of a truck's rounds. Every round is back as early as it can be, and leaves as late as that allows,
 * so that the truck waits at the depot rather than on the road.
 * @returns undefined where the rounds cannot be driven in time.
 */
export function startTimes(
  instance: RoundsInstance,
  truck: number,
  rounds: readonly (readonly number[])[],
): RoundTimes[] | undefined {
  const { durations, readyFrom, readyTo, service, release, truckFrom, truckTo } = instance;
  const nodes = instance.stops + 1;
  let free = Math.max(truckFrom[truck], readyFrom[0]);
  const close = Math.min(truckTo[truck], readyTo[0]);
  const times: RoundTimes[] = [];
  for (const round of rounds) {
    const earliest = Math.max(free, ...round.map((node) => release[node]));
    const starts: number[] = [];
    let [at, leave] = [0, earliest];
    for (const node of round) {
      const start = Math.max(leave + durations[at * nodes + node], readyFrom[node]);
      if (start > readyTo[node]) return undefined;
      starts.push(start);
      leave = start + service[node];
      at = node;
    }
    const back = leave + durations[at * nodes];
    if (back > close) return undefined;
    let next = 0;
    let latest = back;
    for (let index = round.length - 1; index >= 0; index--) {
      const node = round[index];
      starts[index] = Math.min(readyTo[node], latest - durations[node * nodes + next] - service[node]);
      latest = starts[index];
      next = node;
    }
    times.push({ departure: round.length === 0 ? back : latest - durations[next], starts, back });
    free = back + instance.reloadTime;
  }
  return times;
}

/** @returns whether routes keep every rule: each stop once at most, capacities, trucks' own stops, rounds and times. */
export function isFeasible(instance: RoundsInstance, routes: Routes): boolean {
  const nodes = instance.stops + 1;
  const served = new Uint8Array(nodes);
  return routes.every((rounds, truck) => {
    if (rounds.length > instance.roundsPerTruck) return false;
    for (const round of rounds) {
      if (round.reduce((load, node) => load + instance.demand[node], 0) > instance.capacity[truck]) return false;
      for (const node of round) {
        if (served[node]++ || instance.allowed?.[truck * nodes + node] === 0) return false;
      }
    }
    return startTimes(instance, truck, rounds) !== undefined;
  });
}

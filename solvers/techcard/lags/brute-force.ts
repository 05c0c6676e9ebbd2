/**
 * For tests: the shortest schedule by trying every start, written without any code of the search. Tiny problems only.
 */
import type { LagsConflict, LagsProblem } from './problem.ts';

/** @returns the shortest makespan, or undefined where nothing fits within `horizon`. */
export function shortestByTrying(problem: LagsProblem, horizon: number): number | undefined {
  const { durations, arcFrom, arcTo, arcWeight, releases, deadlines } = problem;
  const count = durations.length;
  const starts = new Int32Array(count).fill(-1);
  let best: number | undefined;
  const place = (i: number, makespan: number): void => {
    if (best !== undefined && makespan >= best) return;
    if (i === count) {
      best = makespan;
      return;
    }
    const latestEnd = Math.min(horizon, deadlines?.[i] ?? horizon);
    for (let start = releases[i]; start + durations[i] <= latestEnd; start++) {
      starts[i] = start;
      let fits = true;
      for (let arc = 0; arc < arcFrom.length && fits; arc++)
        if (Math.max(arcFrom[arc], arcTo[arc]) === i)
          fits = starts[arcTo[arc]] - starts[arcFrom[arc]] >= arcWeight[arc];
      if (fits && hasRoom(problem, starts, i)) place(i + 1, Math.max(makespan, start + durations[i]));
    }
    starts[i] = -1;
  };
  place(0, 0);
  return best;
}

/** Usage unit by unit while the last placed activity runs. */
function hasRoom({ durations, capacities, demands }: LagsProblem, starts: Int32Array, last: number): boolean {
  const resources = capacities.length;
  for (let time = starts[last]; time < starts[last] + durations[last]; time++)
    for (let k = 0; k < resources; k++) {
      let usage = 0;
      for (let i = 0; i <= last; i++)
        if (starts[i] <= time && time < starts[i] + durations[i]) usage += demands[i * resources + k];
      if (usage > capacities[k]) return false;
    }
  return true;
}

/** Only what a conflict names: other arcs are dropped, other activities lose demands, release and deadline. */
export function onlyNamed(problem: LagsProblem, { arcs, activities, resource }: LagsConflict): LagsProblem {
  const resources = problem.capacities.length;
  const demands = new Int32Array(problem.demands.length);
  const releases = new Int32Array(problem.releases.length);
  const deadlines = new Int32Array(problem.releases.length).fill(10_000);
  for (const i of activities) {
    releases[i] = problem.releases[i];
    if (problem.deadlines !== undefined) deadlines[i] = problem.deadlines[i];
    for (let k = 0; k < resources; k++)
      if (resource === undefined || k === resource) demands[i * resources + k] = problem.demands[i * resources + k];
  }
  return {
    ...problem,
    demands,
    releases,
    deadlines,
    arcFrom: Int32Array.from(arcs, (arc) => problem.arcFrom[arc]),
    arcTo: Int32Array.from(arcs, (arc) => problem.arcTo[arc]),
    arcWeight: Int32Array.from(arcs, (arc) => problem.arcWeight[arc]),
  };
}

/**
 * A lower bound on the makespan from work that has to go through a bottleneck: activities that start at `head` or later
 * and leave at least `tail` behind them need their work divided by the capacity in between. Bottlenecks are the resources
 * and sets of activities of which no two can overlap.
 *
 * @see Neumann, Schwindt and Zimmermann (2003), section 2.4; Mingozzi and others (1998), Management Science 44:714-729,
 *   on activities that cannot overlap.
 */
import { noPath } from './closure.ts';
import type { LagsProblem } from './problem.ts';

/** @param heads - earliest starts; `paths` are the longest paths, if known. */
export function bottleneckBound(problem: LagsProblem, heads: Int32Array, paths?: Int32Array): number {
  const { durations, capacities, demands } = problem;
  const resources = capacities.length;
  const tails = tailsOf(problem);
  const all = Array.from(durations.keys()).filter((i) => durations[i] > 0);
  let bound = 0;
  for (let k = 0; k < resources; k++) {
    const users = all.filter((i) => demands[i * resources + k] > 0);
    const work = users.map((i) => durations[i] * demands[i * resources + k]);
    bound = Math.max(bound, windowBound(users, work, capacities[k], heads, tails));
  }
  for (const members of exclusiveSets(problem, all, paths)) {
    const work = members.map((i) => durations[i]);
    bound = Math.max(bound, windowBound(members, work, 1, heads, tails));
  }
  return bound;
}

/** By activity: least time between its end and the makespan. Lags only; no cycle may be positive. */
function tailsOf({ durations, arcFrom, arcTo, arcWeight }: LagsProblem): Float64Array {
  const fromStart = Float64Array.from(durations);
  for (let round = 0, changed = true; changed && round <= durations.length; round++) {
    changed = false;
    for (let arc = arcFrom.length - 1; arc >= 0; arc--) {
      const reached = arcWeight[arc] + fromStart[arcTo[arc]];
      if (reached <= fromStart[arcFrom[arc]]) continue;
      fromStart[arcFrom[arc]] = reached;
      changed = true;
    }
  }
  return fromStart.map((length, i) => length - durations[i]);
}

function windowBound(
  users: readonly number[],
  work: readonly number[],
  capacity: number,
  heads: Int32Array,
  tails: Float64Array,
): number {
  const byTail = Array.from(users.keys()).sort((a, b) => tails[users[b]] - tails[users[a]]);
  let bound = 0;
  for (const head of new Set(users.map((i) => heads[i]))) {
    let total = 0;
    for (const place of byTail) {
      if (heads[users[place]] < head) continue;
      total += work[place];
      bound = Math.max(bound, head + Math.ceil(total / capacity) + tails[users[place]]);
    }
  }
  return bound;
}

/** For each activity a set around it in which no two can overlap, long ones first. */
function exclusiveSets(problem: LagsProblem, all: readonly number[], paths?: Int32Array): number[][] {
  const { durations, capacities, demands } = problem;
  const count = durations.length;
  const resources = capacities.length;
  const path = (from: number, to: number): number => (paths === undefined ? noPath : paths[from * count + to]);
  const exclude = (i: number, j: number): boolean => {
    if (path(i, j) >= durations[i] || path(j, i) >= durations[j]) return true;
    for (let k = 0; k < resources; k++)
      if (demands[i * resources + k] + demands[j * resources + k] > capacities[k]) return true;
    return false;
  };
  const longFirst = [...all].sort((a, b) => durations[b] - durations[a] || a - b);
  return all.map((seed) => {
    const members = [seed];
    for (const i of longFirst) if (i !== seed && members.every((member) => exclude(member, i))) members.push(i);
    return members;
  });
}

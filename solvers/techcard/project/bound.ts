/**
 * Lower bounds of the makespan by work: the activities that start no earlier than h and have at least q behind their
 * end must do their work in [h, makespan - q). Work is measured by each resource and by weights that stand in for its
 * demands: dual feasible functions, for which activities that fit together weigh no more than the capacity. Among them
 * are the counts of activities of which at most k fit together, so that k = 1 is the one-machine bound.
 *
 * @see Fekete and Schepers (2001), Mathematical Programming 91:11-31; Klein and Scholl (1999), European Journal of
 *   Operational Research 112:322-346, for bounds of projects.
 */
import type { Project } from './problem.ts';

const mostParts = 6;

export function workBound(project: Project): number {
  const { activities: n, resources } = project;
  const { count, capacities, demands } = resources;
  let bound = project.criticalPath;
  const weights = new Float64Array(n);
  for (let r = 0; r < count; r++) {
    const capacity = capacities[r];
    for (let i = 0; i < n; i++) weights[i] = demands[i * count + r];
    bound = Math.max(bound, boundByWeights(project, weights, capacity));
    for (let parts = 1; parts <= mostParts; parts++) {
      for (let i = 0; i < n; i++) {
        const demand = demands[i * count + r];
        const scaled = (parts + 1) * demand;
        weights[i] = scaled % capacity === 0 ? parts * demand : Math.floor(scaled / capacity) * capacity;
      }
      bound = Math.max(bound, boundByWeights(project, weights, parts * capacity));
    }
  }
  return bound;
}

/** Greatest h + work / capacity + q over the pairs of a head h and a tail q. */
function boundByWeights(project: Project, weights: Float64Array, capacity: number): number {
  const { durations, heads, rests, criticalPath } = project;
  const used = Array.from(weights.keys()).filter((i) => weights[i] > 0 && durations[i] > 0);
  const tail = (i: number) => rests[i] - durations[i];
  const byTail = [...used].sort((a, b) => tail(b) - tail(a) || a - b);
  const distinctHeads = [...new Set(used.map((i) => heads[i]))];
  let bound = criticalPath;
  for (const head of distinctHeads) {
    let work = 0;
    for (const i of byTail) {
      if (heads[i] < head) continue;
      work += weights[i] * durations[i];
      bound = Math.max(bound, head + Math.ceil(work / capacity) + tail(i));
    }
  }
  return bound;
}

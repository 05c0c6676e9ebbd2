/**
 * Orders of activities by the times of a schedule, for forward-backward improvement (double justification): activities
 * are pushed to the right in the order of their ends, from the last one, then back to the left in the order of their
 * starts. Pushing to the right is generation in the reversed project, so one function serves both ways.
 *
 * @see Valls, Ballestin and Quintanilla (2005), European Journal of Operational Research 165:375-386.
 */
import type { Project } from './problem.ts';

/** Makespan up to which sorting goes by counting. */
const mostCounted = 2000;

export class TimeOrder {
  readonly #project: Project;
  readonly #keys: Int32Array;
  readonly #counts = new Int32Array(mostCounted + 2);
  readonly #sorted: Float64Array;

  constructor(project: Project) {
    this.#project = project;
    this.#keys = new Int32Array(project.activities);
    this.#sorted = new Float64Array(project.activities);
  }

  /** `list` becomes the activities in the order of their starts, predecessors first. */
  byStart(starts: Int32Array, list: Int32Array): void {
    this.#keys.set(starts);
    this.#sort(list);
  }

  /** Ties go by rank; so does a lag below zero that lets a successor start first. */
  #sort(list: Int32Array): void {
    const { activities: n, order, after, rank, startsInOrder } = this.#project;
    const keys = this.#keys;
    if (!startsInOrder) {
      for (let k = 0; k < n; k++) {
        const i = order[k];
        for (let e = after.rows[i]; e < after.rows[i + 1]; e++)
          if (keys[after.ends[e]] < keys[i]) keys[after.ends[e]] = keys[i];
      }
    }
    let most = 0;
    for (let i = 0; i < n; i++) if (keys[i] > most) most = keys[i];
    if (most > mostCounted) {
      const sorted = this.#sorted;
      for (let i = 0; i < n; i++) sorted[i] = keys[i] * n + rank[i];
      sorted.sort();
      for (let k = 0; k < n; k++) list[k] = order[sorted[k] % n];
      return;
    }
    const counts = this.#counts;
    counts.fill(0, 0, most + 2);
    for (let i = 0; i < n; i++) counts[keys[i] + 1]++;
    for (let t = 0; t < most; t++) counts[t + 1] += counts[t];
    for (let k = 0; k < n; k++) {
      const i = order[k];
      list[counts[keys[i]]++] = i;
    }
  }
}

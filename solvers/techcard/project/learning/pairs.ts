/**
 * Pairs of activities that no resource can hold together: one of them ends before the other starts. Where one order is
 * no longer possible, the other one moves the bounds.
 *
 * @see Brucker, Knust, Schoo and Thiele (1998), European Journal of Operational Research 107:272-288.
 */
import type { Project } from '../problem.ts';
import type { Bounds } from './bounds.ts';

export class Pairs {
  readonly #bounds: Bounds;
  readonly #durations: Int32Array;
  readonly #partners: Int32Array[];

  constructor(bounds: Bounds, project: Project) {
    this.#bounds = bounds;
    this.#durations = project.durations;
    this.#partners = incompatible(project);
  }

  /** After a bound of activity i has moved. @returns false on a conflict. */
  propagate(i: number): boolean {
    const { value } = this.#bounds;
    const durations = this.#durations;
    for (const j of this.#partners[i]) {
      // i cannot come before j where it ends after the latest start of j.
      if (value[2 * i] + durations[i] > -value[2 * j + 1] && !this.#order(j, i)) return false;
      if (value[2 * j] + durations[j] > -value[2 * i + 1] && !this.#order(i, j)) return false;
    }
    return true;
  }

  /** `first` comes before `second`, since the end of `second` at its earliest is after the latest start of `first`. */
  #order(first: number, second: number): boolean {
    const bounds = this.#bounds;
    const { value } = bounds;
    const latest = -value[2 * first + 1];
    const least = latest - this.#durations[second] + 1;
    const length = this.#durations[first];
    if (value[2 * first] + length > value[2 * second]) {
      const place = bounds.openReason();
      bounds.push(2 * second, least);
      bounds.push(2 * first + 1, -latest);
      bounds.push(2 * first, value[2 * first]);
      if (!bounds.raiseBecause(2 * second, value[2 * first] + length, place)) return false;
    }
    if (value[2 * second + 1] + length > value[2 * first + 1]) {
      const place = bounds.openReason();
      bounds.push(2 * second, least);
      bounds.push(2 * first + 1, -latest);
      bounds.push(2 * second + 1, value[2 * second + 1]);
      if (!bounds.raiseBecause(2 * first + 1, value[2 * second + 1] + length, place)) return false;
    }
    return true;
  }
}

/** By activity: those that exceed a capacity together with it and are not ordered against it by precedence. */
export function incompatible(project: Project): Int32Array[] {
  const { activities: n, durations, resources } = project;
  const { words, packed, free, guards } = resources;
  const partners: number[][] = Array.from({ length: n }, () => []);
  const ordered = ordersByPrecedence(project);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (durations[i] === 0 || durations[j] === 0 || ordered[i * n + j] === 1 || ordered[j * n + i] === 1) continue;
      for (let w = 0; w < words; w++) {
        // The demand of one is taken first, so that no field passes its guard bit.
        const left = (free[w] - packed[i * words + w] - packed[j * words + w]) | 0;
        if ((left & guards[w]) === guards[w]) continue;
        partners[i].push(j);
        partners[j].push(i);
        break;
      }
    }
  }
  return partners.map((list) => Int32Array.from(list));
}

/** [i * n + j] = 1 where i ends before j starts in every schedule, by chains of arcs. */
function ordersByPrecedence({ activities: n, durations, order, after }: Project): Uint8Array {
  const ordered = new Uint8Array(n * n);
  const longest = new Int32Array(n);
  for (let at = 0; at < n; at++) {
    const i = order[at];
    longest.fill(-0x40000000);
    longest[i] = 0;
    for (let k = at; k < n; k++) {
      const from = order[k];
      if (longest[from] < 0) continue;
      if (from !== i && longest[from] >= durations[i]) ordered[i * n + from] = 1;
      for (let e = after.rows[from]; e < after.rows[from + 1]; e++)
        longest[after.ends[e]] = Math.max(longest[after.ends[e]], longest[from] + after.lags[e]);
    }
  }
  return ordered;
}

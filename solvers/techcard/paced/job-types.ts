/** Jobs that are alike are one type with a count: they are interchangeable in every plan whose value is its makespan. */
import type { PacedInstance } from './problem.ts';

export interface JobTypes {
  /** Jobs of each type, in order of their index. */
  readonly members: readonly number[][];
  readonly counts: Int32Array;
  readonly releases: Int32Array;
  /** Distinct works in ascending order; the first is 0. */
  readonly values: Int32Array;
  /** Index in `values` of the work of type t on station s at [t * stations + s]. */
  readonly ranks: Int32Array;
}

export function jobTypes({ jobs, stations, work, releases }: PacedInstance): JobTypes {
  const byKey = new Map<string, number[]>();
  for (let job = 0; job < jobs; job++) {
    const key = `${releases[job]} ${work.subarray(job * stations, (job + 1) * stations).join(' ')}`;
    const members = byKey.get(key);
    if (members) members.push(job);
    else byKey.set(key, [job]);
  }
  const members = [...byKey.values()];
  const values = Int32Array.from(new Set(work)).sort();
  const rank = new Map(Array.from(values, (value, at) => [value, at]));
  return {
    members,
    counts: Int32Array.from(members, (list) => list.length),
    releases: Int32Array.from(members, ([first]) => Math.max(0, releases[first])),
    values,
    ranks: Int32Array.from(
      members.flatMap(([first]) => Array.from({ length: stations }, (_, s) => rank.get(work[first * stations + s])!)),
    ),
  };
}

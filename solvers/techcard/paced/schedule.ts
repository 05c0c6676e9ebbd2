/** Times and value of a plan that is given by its entries alone. */
import { emptyTakt, type PacedInstance } from './problem.ts';

export interface PacedSchedule {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly makespan: number;
  readonly tardiness: number;
  readonly objective: number;
}

/** Entries without empty takts at the begin and the end, which change nothing that a job sees. */
export function trimmed(entries: ArrayLike<number>, empty: number): Int32Array {
  const list = Array.from(entries, (entry) => (entry === empty ? emptyTakt : entry));
  let first = 0;
  let past = list.length;
  while (first < past && list[first] === emptyTakt) first++;
  while (past > first && list[past - 1] === emptyTakt) past--;
  return Int32Array.from(list.slice(first, past));
}

export function schedulePaced(instance: PacedInstance, entries: readonly Int32Array[]): PacedSchedule {
  const { stations, jobs, work, releases, dues, weights } = instance;
  const starts = new Int32Array(jobs * stations);
  const ends = new Int32Array(jobs);
  let makespan = 0;
  for (const line of entries) {
    let clock = 0;
    for (let takt = 0; line.length > 0 && takt < line.length + stations - 1; takt++) {
      if (takt < line.length && line[takt] !== emptyTakt) clock = Math.max(clock, releases[line[takt]]);
      let longest = 0;
      for (let station = Math.max(0, takt - line.length + 1); station <= Math.min(stations - 1, takt); station++) {
        const job = line[takt - station];
        if (job === emptyTakt) continue;
        starts[job * stations + station] = clock;
        longest = Math.max(longest, work[job * stations + station]);
      }
      clock += longest;
      const leaving = line[takt - stations + 1] ?? emptyTakt;
      if (leaving !== emptyTakt) ends[leaving] = clock;
    }
    makespan = Math.max(makespan, clock);
  }
  const tardiness = ends.reduce((sum, end, job) => sum + weights[job] * Math.max(0, end - dues[job]), 0);
  const objective =
    instance.makespanWeight * makespan + (instance.tardinessWeight > 0 ? instance.tardinessWeight * tardiness : 0);
  return { starts, ends, makespan, tardiness, objective };
}

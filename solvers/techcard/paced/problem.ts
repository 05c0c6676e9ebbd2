/**
 * Paced (synchronous) assembly lines: what is asked and what is answered.
 *
 * All stations of a line begin a takt together and the takt lasts as long as its longest station; then every job moves
 * one station on. A job enters station 0 at the start of a takt and stays on its line. A line waits, with every job where it
 * is, for the release of the job that enters next; its last job in, it runs its remaining takts without a wait.
 */
import type { StopReason } from '../../../models/result.ts';

/** The entry of an empty takt in the lists of a result. */
export const emptyTakt = -1;

export interface PacedProblem {
  /** Identical lines, at least one. */
  readonly lines: number;
  /** Stations of each line, at least one. */
  readonly stations: number;
  /** Work of job j on station s at [j * stations + s], whole and not negative; 0 still occupies the station for a takt. */
  readonly work: Int32Array;
  /** Whether a takt may begin without an entry while jobs are still to come; false: one enters in each until the last. */
  readonly emptyTakts: boolean;
  /** First moment at which a job may enter, by job; absent: 0. */
  readonly releases?: Int32Array;
  /** Moment by which a job should have left its line (end of its last takt), by job; absent: no tardiness. */
  readonly dues?: Int32Array;
  /** Cost of a unit of tardiness, by job, not negative; absent: 1. */
  readonly weights?: Int32Array;
  /** Factor of the makespan in the objective; default 1. */
  readonly makespanWeight?: number;
  /** Factor of the weighted tardiness in the objective; default 1 where there are due dates. */
  readonly tardinessWeight?: number;
}

export interface PacedResult {
  /** By line: job or `emptyTakt`, in order of entry; no empty takt comes first or last. */
  readonly entries: readonly Int32Array[];
  readonly objective: number;
  /** Proved; equal to the objective where found is `optimal`. */
  readonly lowerBound: number;
  readonly makespan: number;
  /** Sum of weight * max(0, end - due). */
  readonly tardiness: number;
  /** Start of the work of job j on station s, which is the start of the takt, at [j * stations + s]. */
  readonly starts: Int32Array;
  /** End of the last takt of each job, when it leaves the line. */
  readonly ends: Int32Array;
  /** Rounds of the local search. */
  readonly iterations: number;
  readonly endedBy: StopReason;
  readonly found: 'optimal' | 'feasible';
}

export interface PacedHooks {
  onIncumbent?(entries: readonly Int32Array[], objective: number): void;
}

/** The problem with every default filled in, and one more job, `empty`, that stands for an empty takt. */
export interface PacedInstance {
  readonly lines: number;
  readonly stations: number;
  readonly jobs: number;
  /** Index of the empty takt: a job without work, release or due date. */
  readonly empty: number;
  readonly work: Int32Array;
  readonly releases: Int32Array;
  readonly dues: Int32Array;
  readonly weights: Int32Array;
  readonly emptyTakts: boolean;
  readonly makespanWeight: number;
  readonly tardinessWeight: number;
  /** No release later than 0: the lengths of takts alone count. */
  readonly isAvailable: boolean;
  /** The makespan alone counts. */
  readonly isMakespanOnly: boolean;
}

/** A due date that no plan misses. */
const never = 2 ** 31 - 1;

export function pacedInstance(problem: PacedProblem): PacedInstance {
  const { lines, stations, emptyTakts, makespanWeight = 1 } = problem;
  const jobs = problem.work.length / stations;
  const extended = (values: Int32Array | undefined, missing: number, ofEmpty: number) => {
    const result = new Int32Array(jobs + 1).fill(missing);
    if (values) result.set(values);
    result[jobs] = ofEmpty;
    return result;
  };
  const work = new Int32Array((jobs + 1) * stations);
  work.set(problem.work);
  const releases = extended(problem.releases, 0, 0);
  const weights = extended(problem.weights, 1, 0);
  const tardinessWeight = problem.dues ? (problem.tardinessWeight ?? 1) : 0;
  return {
    lines,
    stations,
    jobs,
    empty: jobs,
    work,
    releases,
    dues: extended(problem.dues, never, never),
    weights,
    emptyTakts,
    makespanWeight,
    tardinessWeight,
    isAvailable: releases.every((release) => release <= 0),
    isMakespanOnly: makespanWeight > 0 && (tardinessWeight === 0 || weights.every((weight) => weight === 0)),
  };
}

/**
 * Scheduling under scarce resources with least and greatest time lags (RCPSP/max), makespan: what is asked, what comes
 * back, and how late a start can sensibly be.
 *
 * A lag says `start[to] >= start[from] + weight`; a negative weight is a greatest lag, the other way round:
 * `start[from] <= start[to] - weight`. Activities hold `demands[activity * resources + resource]` of each resource over
 * [start, start + duration).
 *
 * @see Neumann, Schwindt and Zimmermann (2003), Project Scheduling with Time Windows and Scarce Resources, chapter 1.
 */
import type { StopReason } from '../../../models/result.ts';

export interface LagsProblem {
  readonly durations: Int32Array;
  readonly capacities: Int32Array;
  /** By activity, then resource. */
  readonly demands: Int32Array;
  /** start[to] >= start[from] + weight; a negative weight is a greatest lag. */
  readonly arcFrom: Int32Array;
  readonly arcTo: Int32Array;
  readonly arcWeight: Int32Array;
  /** Earliest starts, at least 0. */
  readonly releases: Int32Array;
  /** Latest ends. */
  readonly deadlines?: Int32Array;
}

/**
 * What contradicts itself: the arcs named, with the demands, releases and deadlines of the activities named, cannot be
 * kept together, whatever becomes of all other arcs and activities.
 */
export interface LagsConflict {
  readonly arcs: Int32Array;
  readonly activities: Int32Array;
  /** Given where one resource alone is too scarce. */
  readonly resource?: number;
}

export type LagsResult =
  | {
      readonly found: 'optimal' | 'feasible';
      readonly starts: Int32Array;
      readonly makespan: number;
      readonly lowerBound: number;
      readonly iterations: number;
      readonly endedBy: StopReason;
    }
  | {
      readonly found: 'infeasible';
      readonly conflict: LagsConflict;
      readonly iterations: number;
      readonly endedBy: StopReason;
    }
  | {
      readonly found: 'unknown';
      readonly lowerBound: number;
      readonly iterations: number;
      readonly endedBy: StopReason;
    };

/** No sum of two times may leave the 32-bit integers. */
export const latestTime = 2 ** 29;

/**
 * A makespan that some schedule keeps if there is any schedule at all. In a schedule where nothing begins earlier if all
 * after it move together, each moment behind the last release lies within the duration or a lag of an activity that has
 * started: otherwise all that starts later could start a moment earlier.
 */
export function sufficientHorizon(problem: LagsProblem): number {
  const { durations, arcFrom, arcWeight, releases } = problem;
  const reach = Float64Array.from(durations);
  for (let arc = 0; arc < arcFrom.length; arc++) reach[arcFrom[arc]] = Math.max(reach[arcFrom[arc]], arcWeight[arc]);
  let horizon = 0;
  for (const release of releases) horizon = Math.max(horizon, release);
  for (const length of reach) horizon += length;
  return horizon;
}

/** @returns true when the starts keep every lag, window and capacity. */
export function isSchedule(problem: LagsProblem, starts: Int32Array): boolean {
  const { durations, capacities, demands, arcFrom, arcTo, arcWeight, releases, deadlines } = problem;
  if (starts.length !== durations.length) return false;
  for (let i = 0; i < starts.length; i++) {
    if (starts[i] < releases[i]) return false;
    if (deadlines !== undefined && starts[i] + durations[i] > deadlines[i]) return false;
  }
  for (let arc = 0; arc < arcFrom.length; arc++)
    if (starts[arcTo[arc]] < starts[arcFrom[arc]] + arcWeight[arc]) return false;
  const resources = capacities.length;
  // Usage only rises at starts, so looking there is enough.
  for (let i = 0; i < starts.length; i++) {
    for (let k = 0; k < resources; k++) {
      if (demands[i * resources + k] === 0 || durations[i] === 0) continue;
      let usage = 0;
      for (let j = 0; j < starts.length; j++)
        if (starts[j] <= starts[i] && starts[i] < starts[j] + durations[j]) usage += demands[j * resources + k];
      if (usage > capacities[k]) return false;
    }
  }
  return true;
}

export function makespanOf(problem: LagsProblem, starts: Int32Array): number {
  let makespan = 0;
  for (let i = 0; i < starts.length; i++) makespan = Math.max(makespan, starts[i] + problem.durations[i]);
  return makespan;
}

/**
 * The multi-mode project scheduling problem (MRCPSP): each activity runs in one of its modes (a duration, a demand per
 * renewable resource while it runs, a one-time consumption per non-renewable one), after its predecessors; the end of
 * the last one, the makespan, is to be as early as possible.
 */
import type { StopReason } from '../../../models/result.ts';

export interface ModesProblem {
  /** n + 1 entries: the modes of activity i are `modeFrom[i]` up to, not including, `modeFrom[i + 1]`. */
  readonly modeFrom: Int32Array;
  /** By mode, >= 0. */
  readonly durations: Int32Array;
  /** Capacities of the renewable resources. */
  readonly renewable: Int32Array;
  /** By mode, one entry per renewable resource; a mode of duration 0 occupies nothing. */
  readonly demands: Int32Array;
  /** Capacities of the non-renewable resources. */
  readonly stock: Int32Array;
  /** By mode, one entry per non-renewable resource. */
  readonly consumption: Int32Array;
  /** start[arcTo] >= end[arcFrom] + arcLag; lags >= 0, no cycles. */
  readonly arcFrom: Int32Array;
  readonly arcTo: Int32Array;
  readonly arcLag: Int32Array;
  /** By activity: start >= release >= 0. */
  readonly releases: Int32Array;
}

export interface ModesSchedule {
  readonly starts: Int32Array;
  /** Index of the mode within its activity. */
  readonly modes: Int32Array;
}

export interface ModesResult {
  /**
   * `feasible` with `makespan === lowerBound` is proved optimal; schedules that end after 2^31 - 1 are passed over, so
   * where there is no shorter one it is `unknown`, with the bound.
   */
  readonly found: 'feasible' | 'infeasible' | 'unknown';
  readonly starts?: Int32Array;
  readonly modes?: Int32Array;
  readonly makespan?: number;
  /** Proved; 0 where the problem is infeasible. */
  readonly lowerBound: number;
  /** Schedules generated: one per pass, forward or backward. */
  readonly schedules: number;
  readonly endedBy: StopReason;
}

export interface ModesHooks {
  /** Told of every better schedule, in the units and mode indices of the problem; the arrays are the caller's to keep. */
  onIncumbent?(starts: Int32Array, modes: Int32Array, makespan: number, lowerBound: number): void;
  readonly warmStart?: ModesSchedule;
}

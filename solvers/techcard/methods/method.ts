/** A way to search: one for each class of problem that the field has a method of its own for, and one for all the rest. */
import type { StopReason } from '../../../models/result.ts';
import type { Budget } from '../../solver.ts';
import type { Instance, Schedule } from '../instance.ts';
import type { Openings } from '../openings.ts';
import type { Hint } from '../warm-start.ts';

export interface MethodContext {
  readonly instance: Instance;
  readonly openings: Openings;
  readonly budget: Budget;
  /** Proved for the objective before the search. */
  readonly lowerBound: number;
  /** A schedule to begin from; the outcome is never worse. */
  readonly first?: Schedule;
  /** Of an earlier plan that may not fit any more. */
  readonly hint?: Hint;
  /** Told of better schedules as they are found, with what is proved by then. */
  report(schedule: Schedule, lowerBound: number): void;
}

export type MethodOutcome =
  | {
      readonly schedule: Schedule;
      readonly lowerBound: number;
      readonly iterations: number;
      readonly endedBy: StopReason;
    }
  | {
      readonly schedule?: undefined;
      /** Proved: there is no plan. Absent: none was found. */
      readonly infeasible: boolean;
      readonly reason: string;
      readonly iterations: number;
      readonly endedBy: StopReason;
    };

export interface Method {
  readonly name: string;
  suits(instance: Instance): boolean;
  run(context: MethodContext): MethodOutcome;
}

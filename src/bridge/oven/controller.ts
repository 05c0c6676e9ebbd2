/**
 * What stands behind a gateway: the controller of an oven, real or simulated. Over-temperature trip, emergency stop and
 * interlocks are its own and win against everything that it is asked for here.
 */
import type { OvenReading, OvenState } from '../protocol.ts';

/** One thing that setpoints can be given for, such as the temperature of a zone. */
export interface ControlPoint {
  readonly unit: string;
  /** Least and greatest setpoint that it takes. */
  readonly min: number;
  readonly max: number;
  /** Greatest change of the working setpoint per minute on the wall. */
  readonly rampPerMin: number;
  /** Where it goes, at its greatest ramp, when the bridge has been silent for too long. */
  readonly safe: number;
}

export interface Target {
  readonly tag: string;
  readonly value: number;
  /** Greatest change of the working setpoint per minute on the wall on the way there. */
  readonly rampPerMin: number;
}

export interface Report {
  readonly mode: OvenState['mode'];
  readonly door: OvenState['door'];
  /** One per control point. */
  readonly readings: OvenReading[];
  /** Active ones, by name. */
  readonly interlocks: string[];
  readonly faults: string[];
}

export interface Controller {
  /** By tag; the same for as long as the gateway lives. */
  readonly points: ReadonlyMap<string, ControlPoint>;
  /** As it is now. Asked for each command and each report, so it answers from what was read last. */
  report(): Report;
  /** false: an accepted command waits, and is dropped when its window closes before this is true. */
  ready(): boolean;
  /**
   * Begins to move the working setpoints of these tags towards their targets; the other tags keep theirs. It was written
   * down before that they are in force, so this does not fail: what can, belongs into `ready` or the report.
   */
  take(targets: readonly Target[]): void;
}

/** @throws Error where a control point contradicts itself. */
export function checkPoints({ points }: Controller): void {
  for (const [tag, { min, max, rampPerMin, safe }] of points) {
    if (!(min < max)) throw new Error(`${tag}: min ${min} must be below max ${max}`);
    if (!(safe >= min && safe <= max)) throw new Error(`${tag}: safe ${safe} must lie within ${min}..${max}`);
    if (!(rampPerMin > 0)) throw new Error(`${tag}: rampPerMin ${rampPerMin} must be above 0`);
  }
}

/** When something may work, in whole seconds from `start` of the problem: calendars as the solver asks them. */

export interface Opening {
  /** Nothing ever closes it. */
  readonly always: boolean;
  /** Earliest open second from `at` on; Infinity where none comes. */
  nextOpen(at: number): number;
  /** The moment at which `seconds` of work, begun at the open moment `start`, are done; pauses are not work. */
  endOf(start: number, seconds: number): number;
  /** The latest open moment from which `seconds` of work are done by `end`; -Infinity where there is none. */
  startOf(end: number, seconds: number): number;
  /** Earliest start from `at` on of `seconds` without a pause; Infinity where there is none. */
  fit(at: number, seconds: number): number;
  /** Latest end up to `at` of `seconds` without a pause; -Infinity where there is none. */
  fitBackward(at: number, seconds: number): number;
  /** Open seconds in `[from, to)`. */
  worked(from: number, to: number): number;
}

export const alwaysOpen: Opening = {
  always: true,
  nextOpen: (at) => at,
  endOf: (start, seconds) => start + seconds,
  startOf: (end, seconds) => end - seconds,
  fit: (at) => at,
  fitBackward: (at) => at,
  worked: (from, to) => Math.max(0, to - from),
};

/** What the engine may still use of its budget; counts its own work, so that a run without a clock ends as well. */
export interface Clock {
  /** One LP solved, or as much work; true when the engine has to come back. */
  tick(): boolean;
  readonly expired: boolean;
  /** Share of the budget that is used up, from 0 to 1. */
  readonly used: number;
  remainingMs(): number;
}

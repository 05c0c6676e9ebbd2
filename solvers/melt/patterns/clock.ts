/** What the engine may still use of its budget; counts its own work, so that a run without a clock ends as well. */
export interface Clock {
  /** One LP solved, or as much work; true when the engine has to come back. */
  tick(): boolean;
  readonly expired: boolean;
  remainingMs(): number;
}

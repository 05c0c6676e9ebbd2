/** What a history leads to expect. */
export interface Forecast {
  /** Method and parameters, for people. */
  readonly method: string;
  /** Of each day to come, at least 0. */
  readonly mean: Float64Array;
  /** Standard deviation of the error of each day. */
  readonly sd: Float64Array;
  /** Mean absolute error of a day over the held-out end of the history. */
  readonly error: number;
}

/** What a history leads to expect, and what a method that forecasts is. */

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

/**
 * Foretells the days after a history.
 * @param history - demand of each day, at least one, oldest first.
 * @returns `days` figures, which may be negative where the method knows no better; undefined where the history is too
 *   short or too plain for the method.
 */
export type Extrapolate = (
  history: Float64Array,
  days: number,
) => { readonly mean: Float64Array; readonly parameters: string } | undefined;

export const week = 7;

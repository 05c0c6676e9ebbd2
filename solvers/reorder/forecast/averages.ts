/** Forecasts by means: of the last days, or of the last days of the same weekday. */
import { type Extrapolate, week } from './forecast.ts';

/** Four weeks: whole weeks, so that no weekday weighs more than another. */
const windowDays = 28;
/** Eight weeks: enough to even out a weekday's chance, few enough to follow the season. */
const windowWeeks = 8;

/** The mean of the last four weeks, or of whatever there is. */
export const movingAverage: Extrapolate = (history, days) => {
  const recent = history.subarray(Math.max(0, history.length - windowDays));
  return { mean: new Float64Array(days).fill(average(recent)), parameters: `${recent.length} days` };
};

/** The mean of each weekday over the last eight weeks. */
export const weekdayMean: Extrapolate = (history, days) => {
  const weeks = Math.min(windowWeeks, Math.floor(history.length / week));
  if (weeks < 1) return undefined;
  const factors = new Float64Array(week);
  for (let back = 1; back <= weeks * week; back++)
    factors[(history.length - back) % week] += history[history.length - back];
  return {
    mean: Float64Array.from({ length: days }, (_, day) => factors[(history.length + day) % week] / weeks),
    parameters: `${weeks} weeks`,
  };
};

export function average(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Forecasts by exponential smoothing: of a level, and of level, trend and weekday after Holt and Winters. */
import { average } from './averages.ts';
import { type Extrapolate, week } from './forecast.ts';

const rates = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5];
/** Damps the trend: an undamped one foretells growth for ever (Gardner and McKenzie 1985). */
const damping = 0.95;

/**
 * Level l <- a y + (1 - a) l, the rate chosen by the squared one-day errors.
 * @see Hyndman and Athanasopoulos (2021), Forecasting: Principles and Practice, 8.1.
 */
export const exponentialSmoothing: Extrapolate = (history, days) => {
  let best = { error: Infinity, level: 0, rate: 0 };
  const begin = average(history.subarray(0, Math.min(history.length, week)));
  for (const rate of rates) {
    let level = begin;
    let error = 0;
    for (const demand of history) {
      error += (demand - level) ** 2;
      level += rate * (demand - level);
    }
    if (error < best.error) best = { error, level, rate };
  }
  return { mean: new Float64Array(days).fill(best.level), parameters: `rate ${best.rate}` };
};

/**
 * Additive weekday, damped additive trend; rates chosen on a grid by the squared one-day errors after the first two weeks.
 * @see Hyndman and Athanasopoulos (2021), 8.3: Holt-Winters' additive method.
 */
export const holtWinters: Extrapolate = (history, days) => {
  if (history.length < 3 * week) return undefined;
  let best: { readonly run: Run; readonly parameters: string } | undefined;
  for (const level of rates.slice(1))
    for (const trend of [0, 0.02, 0.1])
      for (const season of [0.05, 0.15, 0.3]) {
        const run = smooth(history, level, trend, season);
        if (!best || run.error < best.run.error)
          best = { run, parameters: `level ${level}, trend ${trend}, weekday ${season}` };
      }
  if (!best) return undefined;
  const { run, parameters } = best;
  let climb = 0;
  const mean = Float64Array.from({ length: days }, (_, day) => {
    climb += damping ** (day + 1);
    return run.level + climb * run.trend + run.season[(history.length + day) % week];
  });
  return { mean, parameters };
};

interface Run {
  readonly level: number;
  readonly trend: number;
  readonly season: Float64Array;
  readonly error: number;
}

function smooth(history: Float64Array, levelRate: number, trendRate: number, seasonRate: number): Run {
  const first = average(history.subarray(0, week));
  const second = average(history.subarray(week, 2 * week));
  let level = first;
  let trend = (second - first) / week;
  const season = Float64Array.from(
    { length: week },
    (_, day) => (history[day] - first + history[day + week] - second) / 2,
  );
  let error = 0;
  for (let day = 0; day < history.length; day++) {
    const at = day % week;
    const expected = level + damping * trend;
    const surprise = history[day] - expected - season[at];
    if (day >= 2 * week) error += surprise ** 2;
    const next = expected + levelRate * surprise;
    trend = damping * trend + trendRate * (next - expected);
    level = next;
    season[at] += seasonRate * (history[day] - level - season[at]);
  }
  return { level, trend, season, error };
}

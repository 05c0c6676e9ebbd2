/**
 * Forecast of a history by a named method, or by the one that would have foretold its last part best.
 *
 * The spread that safety stocks rest on is that of the errors on the held-out end, which the method has not seen: errors
 * of a fit are too small. Where the history is too short to hold anything out, it is the spread of the history.
 */
import type { ForecastMethod } from '../../../models/reorder.ts';
import { arima } from './arima.ts';
import { average, movingAverage, weekdayMean } from './averages.ts';
import { croston } from './croston.ts';
import { type Extrapolate, type Forecast, week } from './forecast.ts';
import { exponentialSmoothing, holtWinters } from './smoothing.ts';

/** In order of preference where errors tie: the plainer first. */
const methods: Readonly<Record<Exclude<ForecastMethod, 'auto'>, Extrapolate>> = {
  'moving-average': movingAverage,
  'weekday-mean': weekdayMean,
  'exponential-smoothing': exponentialSmoothing,
  croston,
  'holt-winters': holtWinters,
  arima,
};
/** Of the history, for choosing; at most four weeks. */
const heldOutShare = 1 / 4;
const leastHeldOut = 3;
/** A method must be this much better than a plainer one to be chosen: less is chance. */
const worthwhile = 0.98;

/**
 * @param perDay - demand of each day, oldest first; the day after the last one may lie before the first day asked for.
 * @param skipped - days between the end of the history and the first day that is wanted.
 * @param quick - leaves out the methods that take milliseconds, for requests with many histories.
 */
export function forecastHistory(
  { perDay, method }: { readonly perDay: readonly number[]; readonly method: ForecastMethod },
  skipped: number,
  days: number,
  quick: boolean,
): Forecast {
  const history = Float64Array.from(perDay);
  const wanted = (Object.keys(methods) as (keyof typeof methods)[]).filter((name) =>
    method === 'auto' ? !(quick && name === 'arima') : name === method,
  );
  const held = Math.min(4 * week, Math.floor(history.length * heldOutShare));
  const tried = wanted.flatMap((name) => {
    const errors = held < leastHeldOut ? undefined : heldOutErrors(history, held, methods[name]);
    return errors ? [{ name, ...errors }] : [];
  });
  let best = tried[0];
  for (const one of tried) if (one.absolute < best.absolute * worthwhile) best = one;
  const name = best?.name ?? wanted[0];
  const found = methods[name](history, skipped + days);
  // A method that the history is too short for: the mean is all that can be said.
  const { mean, parameters } = found ?? movingAverage(history, skipped + days)!;
  const spread = best && found ? best.deviation : deviation(history);
  return {
    method: found ? `${name}, ${parameters}` : `moving-average in place of ${name}, for which the history is too short`,
    mean: mean.subarray(skipped).map((demand) => Math.max(0, demand)),
    sd: new Float64Array(days).fill(spread),
    error: best && found ? best.absolute : spread,
  };
}

/** What the method would have foretold of the last `held` days, against what was. */
function heldOutErrors(
  history: Float64Array,
  held: number,
  extrapolate: Extrapolate,
): { readonly absolute: number; readonly deviation: number } | undefined {
  const known = history.length - held;
  const found = extrapolate(history.subarray(0, known), held);
  if (!found) return undefined;
  let absolute = 0;
  let squared = 0;
  for (let day = 0; day < held; day++) {
    const error = history[known + day] - Math.max(0, found.mean[day]);
    absolute += Math.abs(error);
    squared += error ** 2;
  }
  return { absolute: absolute / held, deviation: Math.sqrt(squared / held) };
}

function deviation(history: Float64Array): number {
  if (history.length < 2) return 0;
  const mean = average(history);
  let squared = 0;
  for (const demand of history) squared += (demand - mean) ** 2;
  return Math.sqrt(squared / (history.length - 1));
}

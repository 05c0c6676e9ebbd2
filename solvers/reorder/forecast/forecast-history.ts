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

/** In order of preference where errors tie: the plainer first, which is also the quicker. */
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
 * Milliseconds that a method takes, held-out end and forecast together, per history and per day of it; those not listed
 * take next to none. Measured on one core at 3 GHz with histories of 60 to 1000 days.
 */
const costMs: Partial<Record<keyof typeof methods, readonly [each: number, perDay: number]>> = {
  croston: [0.02, 0.0002],
  'exponential-smoothing': [0.02, 0.0002],
  'holt-winters': [0.2, 0.0012],
  arima: [1, 0.01],
};

/**
 * @param perDay - demand of each day, oldest first; the day after the last one may lie before the first day asked for.
 * @param skipped - days between the end of the history and the first day that is wanted.
 * @param mostMs - what the methods tried may take; a method that is named is left out only where it is 0.
 */
export function forecastHistory(
  { perDay, method }: { readonly perDay: readonly number[]; readonly method: ForecastMethod },
  skipped: number,
  days: number,
  mostMs: number,
): Forecast {
  const history = Float64Array.from(perDay);
  const wanted = method === 'auto' ? affordable(history.length, mostMs) : [method];
  const held = Math.min(4 * week, Math.floor(history.length * heldOutShare));
  if (mostMs === 0 && wanted[0] in costMs) return forecastInPlace(wanted[0], history, skipped, days);
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

/** The methods that fit into the time, listed from the quickest to the slowest. */
function affordable(length: number, mostMs: number): (keyof typeof methods)[] {
  let left = mostMs;
  return (Object.keys(methods) as (keyof typeof methods)[]).filter((name) => {
    const [each, perDay] = costMs[name] ?? [0, 0];
    const cost = each + perDay * length;
    if (cost === 0) return true;
    if (cost > left) return false;
    left -= cost;
    return true;
  });
}

/** The plainest forecast, where there is no time for the method that was asked for. */
function forecastInPlace(name: keyof typeof methods, history: Float64Array, skipped: number, days: number): Forecast {
  const { mean, parameters } = movingAverage(history, skipped + days)!;
  const spread = deviation(history);
  return {
    method: `moving-average, ${parameters}, in place of ${name}, for which there was no time`,
    mean: mean.subarray(skipped),
    sd: new Float64Array(days).fill(spread),
    error: spread,
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

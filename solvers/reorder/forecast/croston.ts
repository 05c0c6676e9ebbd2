/** Forecast of demand that comes now and then. */
import type { Extrapolate } from './forecast.ts';

const rate = 0.1;

/**
 * Smooths the sizes of demands and the days between them apart, and corrects the bias of their quotient by 1 - a / 2.
 * @see Croston (1972), Operational Research Quarterly 23(3):289-303; Syntetos and Boylan (2005), International Journal of
 *   Forecasting 21(2):303-314.
 */
export const croston: Extrapolate = (history, days) => {
  let size = 0;
  let interval = 0;
  let since = 0;
  let seen = 0;
  for (const demand of history) {
    since++;
    if (demand === 0) continue;
    size = seen === 0 ? demand : size + rate * (demand - size);
    // The days before the first demand are not an interval between two.
    interval = seen === 0 ? history.length : seen === 1 ? since : interval + rate * (since - interval);
    since = 0;
    seen++;
  }
  if (seen === 0) return undefined;
  return { mean: new Float64Array(days).fill(((1 - rate / 2) * size) / interval), parameters: `rate ${rate}` };
};

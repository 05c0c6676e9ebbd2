/**
 * Seasonal ARIMA by the package `arima` (the C library ctsa as WebAssembly).
 *
 * A few orders are fitted and the one of the least held-out error is taken: the package's own search takes half a second
 * a series. Fits go by the conditional sum of squares, which is quicker than the likelihood and, unlike it, writes no
 * remarks to the console.
 *
 * @see Box, Jenkins and Reinsel (1994), Time Series Analysis, ch. 9.
 */
import ARIMA from 'arima';
import { type Extrapolate, week } from './forecast.ts';

/** The package's number for the conditional sum of squares. */
const conditionalSumOfSquares = 2;

interface Orders {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly P: number;
  readonly D: number;
  readonly Q: number;
}

/** Weekly airline model and its neighbours; without a week for short histories. */
const weekly: readonly Orders[] = [
  { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 },
  { p: 1, d: 0, q: 0, P: 0, D: 1, Q: 1 },
  { p: 1, d: 0, q: 1, P: 0, D: 1, Q: 1 },
];
const plain: readonly Orders[] = [
  { p: 1, d: 0, q: 0, P: 0, D: 0, Q: 0 },
  { p: 0, d: 1, q: 1, P: 0, D: 0, Q: 0 },
];
const leastWeekly = 5 * week;
const leastPlain = 14;

export const arima: Extrapolate = (history, days) => {
  if (history.length < leastPlain || history.every((demand) => demand === history[0])) return undefined;
  const candidates = history.length >= leastWeekly ? weekly : plain;
  const heldOut = Math.min(2 * week, Math.floor(history.length / 4));
  let best: { readonly orders: Orders; readonly error: number } | undefined;
  for (const orders of candidates) {
    const mean = foretell(history.subarray(0, history.length - heldOut), heldOut, orders);
    if (!mean) continue;
    let error = 0;
    for (let day = 0; day < heldOut; day++) error += (mean[day] - history[history.length - heldOut + day]) ** 2;
    if (!best || error < best.error) best = { orders, error };
  }
  const mean = best && foretell(history, days, best.orders);
  if (!best || !mean) return undefined;
  const { p, d, q, P, D, Q } = best.orders;
  return { mean, parameters: `(${p},${d},${q})${P + D + Q > 0 ? `(${P},${D},${Q})7` : ''}` };
};

/** @returns undefined where the library cannot fit, or foretells what no demand can be. */
function foretell(history: Float64Array, days: number, orders: Orders): Float64Array | undefined {
  const s = orders.P + orders.D + orders.Q > 0 ? week : 0;
  const model = new ARIMA({ ...orders, s, method: conditionalSumOfSquares, verbose: false });
  try {
    const [mean] = model.train([...history]).predict(days);
    const most = 10 * history.reduce((greatest, demand) => Math.max(greatest, demand), 1);
    return mean.every((demand) => Math.abs(demand) <= most) ? Float64Array.from(mean) : undefined;
  } catch {
    return undefined;
  } finally {
    model.destroy();
  }
}

/** Forecast of a history. */
import type { ReorderDemand } from '../../../models/reorder.ts';
import type { Forecast } from './forecast.ts';

export function forecastHistory(
  { perDay }: Extract<ReorderDemand, { type: 'history' }>,
  _start: string,
  days: number,
): Forecast {
  const mean = perDay.reduce((sum, demand) => sum + demand, 0) / perDay.length;
  return { method: 'mean', mean: new Float64Array(days).fill(mean), sd: new Float64Array(days), error: 0 };
}

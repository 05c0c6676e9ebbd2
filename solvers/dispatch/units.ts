/** Minutes, m3 and rates of a request in the units of the dense form. */
import type { DispatchShift, DispatchTruck } from '../../models/dispatch.ts';
import { secondsOf } from '../../models/moments.ts';

/** Whole seconds; a part of one counts whole, but for what floats leave of one. */
export const secondsIn = (minutes: number): number => Math.ceil(minutes * 60 - 1e-6);

export const litresIn = (m3: number): number => Math.round(m3 * 1000);

/** Seconds per kilolitre, to the millisecond. */
export const rateOf = (minutesPerM3: number): number => Math.round(minutesPerM3 * 60_000) / 1000;

/** Regular shift of a truck, seconds. */
export function shiftOf(
  problem: Pick<DispatchShift, 'start' | 'shiftMinutes'>,
  truck: Pick<DispatchTruck, 'shift'>,
): { readonly from: number; readonly to: number } {
  if (!truck.shift) return { from: 0, to: secondsIn(problem.shiftMinutes) };
  return { from: secondsOf(problem, truck.shift.from), to: secondsOf(problem, truck.shift.to) };
}

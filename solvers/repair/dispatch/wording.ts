/** Words of what a repair says of its loads. */
import type { Reason } from './loads.ts';

/** A length of time for people, in whole minutes; what is less than one is one. */
export function inMinutes(seconds: number): string {
  const minutes = seconds > 0 && seconds < 60 ? 1 : Math.round(seconds / 60);
  return `${minutes} min`;
}

/** m3 without the dust of floats. */
export function inM3(litres: number): string {
  return `${Math.round(litres) / 1000} m3`;
}

/** @param event - index of the event behind it, where there is one. */
export function reason(code: Reason['code'], message: string, event: number | undefined): Reason {
  return { code, message, ...(event === undefined ? {} : { event }) };
}

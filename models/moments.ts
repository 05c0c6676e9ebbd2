/** Seconds of a moment and the instant of a second, of any problem with a `start`. */
import type { Moment } from './common.ts';

/** A problem whose time counts from `start`. */
export interface Timed {
  readonly start: string;
}

const origins = new WeakMap<object, number>();

/** Unix time of second 0 of a problem, in whole seconds. */
export function originSeconds(problem: Timed): number {
  const known = origins.get(problem);
  if (known !== undefined) return known;
  const origin = Math.floor(Date.parse(problem.start) / 1000);
  origins.set(problem, origin);
  return origin;
}

/** Seconds from `start`; an instant between two seconds counts as the earlier one. */
export function secondsOf(problem: Timed, moment: Moment): number {
  return typeof moment === 'number' ? moment : Math.floor(Date.parse(moment) / 1000) - originSeconds(problem);
}

const secondsPerDay = 86_400;
/** Date parts by day: a plan has tens of thousands of instants and few days. */
const dates = new Map<number, string>();
const mostDates = 5000;
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** The instant of a second, in UTC. */
export function instantOf(problem: Timed, seconds: number): string {
  const unix = originSeconds(problem) + seconds;
  const day = Math.floor(unix / secondsPerDay);
  const second = unix - day * secondsPerDay;
  const hours = Math.floor(second / 3600);
  return `${dateOf(day)}T${twoDigits[hours]}:${twoDigits[Math.floor(second / 60) % 60]}:${twoDigits[second % 60]}Z`;
}

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  if (dates.size >= mostDates) dates.clear();
  const date = new Date(day * secondsPerDay * 1000).toISOString().slice(0, -14);
  dates.set(day, date);
  return date;
}

/** A moment of a plan: as the request gives moments, or as a plan tells them. */
export function plainMoment(moment: Moment | { readonly seconds: number }): Moment {
  return typeof moment === 'object' ? moment.seconds : moment;
}

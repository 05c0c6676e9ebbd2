/** Days of a purchase plan: indices from its first day. */
import type { LocalDate } from './common.ts';

const dayMs = 86_400_000;

/** Days from `start` to `date`; negative before it. */
export function dayIndex(start: LocalDate, date: LocalDate): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / dayMs);
}

/** The date `day` days after `start`. */
export function dateOf(start: LocalDate, day: number): LocalDate {
  return new Date(Date.parse(`${start}T00:00:00Z`) + day * dayMs).toISOString().slice(0, 10);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(start: LocalDate, day: number): number {
  const sundayFirst = new Date(Date.parse(`${start}T00:00:00Z`) + day * dayMs).getUTCDay();
  return (sundayFirst + 6) % 7;
}

/** Instants as JSON carries them, for columns of type `timestamptz`. */

const last = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** In UTC and within the years 1970 to 9999: PostgreSQL refuses the year 0 and offsets beyond 16 hours, which ISO 8601 takes. */
export function toTimestamp(instant: string): string {
  return new Date(Math.min(last, Math.max(0, Date.parse(instant)))).toISOString();
}

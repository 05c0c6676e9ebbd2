/** When a refused caller is told to come back: what `Retry-After` says, wherever the refusal comes from. */

/** Longest time that a caller is told to stay away: by then everything may be different. */
export const longestRetrySeconds = 600;

/** @returns whole seconds from 1 to `longestRetrySeconds`. */
export function retryAfterSeconds(expectedMs: number): number {
  return Math.min(longestRetrySeconds, Math.max(1, Math.ceil(expectedMs / 1000)));
}

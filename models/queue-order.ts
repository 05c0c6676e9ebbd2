/** The order in which plans are solved: who goes first, and what counts as short work. */

/** Budgets up to this are short work, which flows while long work runs. */
export const shortWorkMs = 2000;

export function isShortWork(timeMs: number): boolean {
  return timeMs <= shortWorkMs;
}

/** A step of priority is worth so long a wait. */
export const secondsPerPriority = 60;

/** Ranks count from here, which keeps them within 32 bits until 2094. */
const epochSeconds = Date.UTC(2026, 0, 1) / 1000;

/**
 * Place in the queue, highest first: the time of arrival, moved ahead by the priority. It does not change while a plan
 * waits, and still whatever waits overtakes what comes later and is more urgent: that is all ageing is.
 * @param arrivedAt - when the plan was taken, in milliseconds since 1970; not when it came back to the queue.
 * @returns a whole number for a column of 32 bits; to the second.
 */
export function queueRank(priority: number, arrivedAt: number): number {
  return priority * secondsPerPriority - (Math.floor(arrivedAt / 1000) - epochSeconds);
}

/**
 * Priorities of activities for generation, least first: what has much work behind it goes first.
 *
 * @see Kolisch and Hartmann (1999), Project Scheduling, Kluwer, pages 147-178.
 */
import type { Project } from './problem.ts';

export function latestStart({ rests, criticalPath }: Project): Float64Array {
  return Float64Array.from(rests, (rest) => criticalPath - rest);
}

export function latestFinish({ rests, durations, criticalPath }: Project): Float64Array {
  return Float64Array.from(rests, (rest, i) => criticalPath - rest + durations[i]);
}

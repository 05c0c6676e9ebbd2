/**
 * A known schedule as list and modes. The pass over its list, in the order of its starts, ends no later than it does.
 * A mode that the reduction dropped gives way to one that beats it, so it costs nothing.
 */
import { type Candidate, countUse, newCandidate } from './generation.ts';
import type { Instance } from './instance.ts';
import { excessOf } from './mode-assignment.ts';
import type { ModesProblem, ModesSchedule } from './problem.ts';
import { beats, type Reduction } from './reduction.ts';

/** @returns undefined where its modes or its order break a rule; its times are not trusted and need no check. */
export function fromSchedule(
  problem: ModesProblem,
  reduction: Reduction,
  instance: Instance,
  { starts, modes }: ModesSchedule,
): Candidate | undefined {
  const candidate = newCandidate(instance);
  for (let i = 0; i < instance.activities; i++) {
    const wanted = problem.modeFrom[i] + modes[i];
    const own = reduction.modes[i];
    let at = own.indexOf(wanted);
    if (at < 0) at = own.findIndex((mode) => beats(problem, reduction.stock, mode, wanted));
    if (at < 0) return undefined;
    candidate.modes[i] = instance.modeFrom[i] + at;
  }
  countUse(instance, candidate);
  if (excessOf(instance, candidate.used) > 0) return undefined;
  candidate.order.sort((a, b) => starts[a] - starts[b] || instance.rank[a] - instance.rank[b]);
  const place = new Int32Array(instance.activities);
  candidate.order.forEach((i, at) => {
    place[i] = at;
  });
  for (let a = 0; a < problem.arcFrom.length; a++)
    if (place[problem.arcFrom[a]] > place[problem.arcTo[a]]) return undefined;
  return candidate;
}

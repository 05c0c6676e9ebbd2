/** What power groups say about numbers of heats alone: energy and hours of the whole period. */
import type { Instance } from '../instance.ts';
import { powerGroups } from '../spread.ts';
import type { Limit, LimitMaker } from './problem.ts';

/**
 * Heat time x draw of a group's heats is at most its limit x the time in which any of its furnaces works; furnaces that
 * each take more than half the limit never run together, so that their heat times add up.
 * Whole numbers throughout: watts x seconds, rounded in favour of the plan.
 */
export function powerRows(instance: Instance, limit: LimitMaker): Limit[] {
  if (!instance.spread) return [];
  return powerGroups(instance).flatMap((group, index) => {
    const members = instance.problem.furnaces.flatMap((_, f) => (group.draw[f] > 0 ? [f] : []));
    const energy = limit(
      { kind: 'power-energy', group: index },
      Math.ceil(group.limit * 1000 * workingSeconds(instance, members)),
      ({ furnace }) => Math.floor(group.draw[furnace] * 1000 * instance.heatSeconds[furnace]),
    );
    const large = members.filter((f) => 2 * group.draw[f] > group.limit);
    if (large.length < 2) return [energy];
    const hours = limit({ kind: 'power-hours', group: index }, workingSeconds(instance, large), ({ furnace }) =>
      large.includes(furnace) ? instance.heatSeconds[furnace] : 0,
    );
    return [energy, hours];
  });
}

/** Seconds in which at least one of the furnaces works. */
export function workingSeconds(instance: Instance, furnaces: readonly number[]): number {
  const windows = furnaces.flatMap((f) => instance.windows[f]).sort((a, b) => a.start - b.start);
  let seconds = 0;
  let until = -Infinity;
  for (const { start, end } of windows) {
    seconds += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return seconds;
}

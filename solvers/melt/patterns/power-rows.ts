/** What power groups say about numbers of heats alone: energy and hours of the whole period. */

import { workingSeconds } from '../bound.ts';
import { greatestCommonDivisor, type Instance } from '../instance.ts';
import { powerGroups } from '../spread.ts';
import type { Limit, LimitMaker } from './problem.ts';

/** A heat's use at most: the duals of a row are rounded, and what that costs grows with its coefficients. */
const mostUse = 2 ** 20;

/**
 * Heat time x draw of a group's heats is at most its limit x the time in which any of its furnaces works; furnaces that
 * each take more than half the limit never run together, so that their heat times add up.
 * Whole numbers throughout, in units of watts x seconds that leave them small, rounded in favour of the plan.
 */
export function powerRows(instance: Instance, limit: LimitMaker): Limit[] {
  if (!instance.spread) return [];
  return powerGroups(instance).flatMap((group, index) => {
    const members = instance.problem.furnaces.flatMap((_, f) => (group.draw[f] > 0 ? [f] : []));
    const energy = row(
      { kind: 'power-energy', group: index },
      limit,
      group.limit * 1000 * workingSeconds(instance, members),
      (f) => Math.floor(group.draw[f] * 1000 * instance.heatSeconds[f]),
      members,
    );
    const large = members.filter((f) => 2 * group.draw[f] > group.limit);
    if (large.length < 2) return [energy];
    const hours = row(
      { kind: 'power-hours', group: index },
      limit,
      workingSeconds(instance, large),
      (f) => (large.includes(f) ? instance.heatSeconds[f] : 0),
      large,
    );
    return [energy, hours];
  });
}

/** @param use - of a heat of the furnace, whole. */
function row(
  of: { readonly kind: 'power-energy' | 'power-hours'; readonly group: number },
  limit: LimitMaker,
  most: number,
  use: (furnace: number) => number,
  members: readonly number[],
): Limit {
  const uses = members.map(use);
  let unit = uses.reduce(greatestCommonDivisor, 0) || 1;
  unit *= Math.ceil(Math.max(1, ...uses) / unit / mostUse);
  // A sum of whole numbers that is at most a number is at most its floor; the nudge is for the float's last bits.
  return limit({ ...of, unit }, Math.floor((most / unit) * (1 + 1e-12)), ({ furnace }) =>
    Math.floor(use(furnace) / unit),
  );
}

/** Which heat of a plan that was made anew is which heat of the plan that runs: the pairs that change the least. */
import type { MeltPlan } from '../../../models/melt.ts';
import type { AmendedMelt } from './amend.ts';
import { difference } from './changes.ts';
import type { PlacedHeat } from './keep.ts';
import { secondsOf } from './running.ts';

/** Heats that are not fixed, with the ids of the heats that they are; the others get new ones. */
export function withOldIds(amended: AmendedMelt, heats: readonly Omit<PlacedHeat, 'id'>[]): PlacedHeat[] {
  const { request } = amended;
  const open = amended.heats.filter(({ state, given }) => state === 'open' && !given.fixed);
  const byGrade = Map.groupBy(open, ({ given }) => given.grade);
  const pairs = heats.flatMap((heat, at) =>
    (byGrade.get(heat.grade) ?? []).map((was) => {
      const { points } = difference(request, { ...was.given, start: was.planned!.start }, heat);
      return { at, was, points, off: Math.abs(heat.start - was.planned!.start) };
    }),
  );
  pairs.sort((a, b) => a.points - b.points || a.off - b.off || a.at - b.at);
  const ids = new Map<number, string>();
  const used = new Set<string>();
  const { dropped, added } = request.prices;
  for (const { at, was, points } of pairs) {
    if (points > dropped + added) break;
    if (ids.has(at) || used.has(was.given.id)) continue;
    ids.set(at, was.given.id);
    used.add(was.given.id);
  }
  const taken = new Set([...request.heats, ...amended.problem.fixedHeats].map(({ id }) => id));
  let next = 1;
  return heats.map((heat, at) => {
    const own = ids.get(at);
    if (own !== undefined) return { ...heat, id: own };
    while (taken.has(`r${next}`)) next++;
    return { ...heat, id: `r${next++}` };
  });
}

/** Heats of a plan that are not fixed. */
export function placedOf(plan: MeltPlan): Omit<PlacedHeat, 'id'>[] {
  return plan.heats.flatMap(({ fixed, furnace, grade, contents, start, end }) =>
    fixed ? [] : [{ furnace, grade, contents, start: secondsOf(start!), end: secondsOf(end!) }],
  );
}

/** What the time of a load costs by itself: per cell of starts, the least over its seconds. */
import type { LoadKind, LoadSetting } from './load-kinds.ts';
import type { Grid } from './order-program.ts';

export interface StartCosts {
  /** Of the first load of the order; Infinity where it may not start. */
  readonly first: Float64Array;
  /** Of every load. */
  readonly each: Float64Array;
}

/** @param firstIsFixed - the first load stands already: what is asked of the first load is asked of none of these. */
export function startCosts(
  { instance, objective }: LoadSetting,
  order: number,
  kinds: readonly LoadKind[],
  origin: number,
  cells: number,
  { cell, exact }: Grid,
  firstIsFixed: boolean,
): StartCosts {
  const first = new Float64Array(cells);
  const each = new Float64Array(cells);
  const unloading = Math.min(...kinds.map((kind) => kind.unloading));
  const ideal = instance.ideal[order];
  const deviation = (from: number, to: number) =>
    instance.deviationCost[order] * (Math.max(0, from - ideal, ideal - to) / 60) ** 2;
  // A late first load makes all later ones as late: gaps and unloadings are what the ideal times count on, or more.
  const earliest = Math.min(...kinds.map((kind) => kind.from));
  const lateAnyway =
    earliest > ideal && instance.gapFromStart[order] === 0 && !firstIsFixed ? deviation(earliest, earliest) : 0;
  for (let s = 0; s < cells; s++) {
    const from = origin + s * cell;
    const to = exact ? from : from + cell - 1;
    if (!firstIsFixed && from > instance.firstTo[order]) first[s] = Infinity;
    if (objective === 'volume') continue;
    each[s] =
      lateAnyway +
      instance.offWindowCost[order] *
        (Math.max(0, instance.earlyTo[order] - to) + Math.max(0, from + unloading - instance.lateFrom[order]));
    for (const hours of instance.costlyHours) if (from >= hours.from && to < hours.to) each[s] += hours.cost;
    if (firstIsFixed) continue;
    first[s] +=
      Math.max(0, deviation(from, to) - lateAnyway) +
      instance.firstLateCost[order] * Math.max(0, from - instance.firstLateFrom[order]);
  }
  return { first, each };
}
